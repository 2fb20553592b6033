// Facts, claims and promises, on a real node over real HTTP: judged by persons, rated by several, and never shown further
// than the item that they come from.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { registerOrganisation } from '#people/api.ts'
import {
  acceptClaim,
  changeClaim,
  enterClaim,
  getClaim,
  listClaims,
  listDisputes,
  rateInformation,
  rateSource,
  relateClaims,
  restoreClaim,
  retractClaim,
  unrelateClaims,
} from '#watch/api/claims.ts'
import { itemFacts, judgeFacts, listChecks, listUndated, undoFacts } from '#watch/api/facts.ts'
import { endFollowUp, listFollowUps, reopenFollowUp, setFollowUpDue } from '#watch/api/follow-ups.ts'
import { importText, setPublished } from '#watch/api.ts'
import { type Client, startTestNode, type TestNode } from '../setup/node.ts'
import { claimIn, figureIn, nameIn, plant, revise } from '../setup/watch.ts'

let node: TestNode
let analyst: Client
let second: Client

beforeAll(async () => {
  node = await startTestNode()
  analyst = await node.signedIn({ roles: ['analyst'] })
  second = await node.signedIn({ roles: ['analyst'] })
})
afterAll(() => node.stop())

/** Words of its own, so that no two of these are versions of one article. */
const quays = (place: string) => Array.from({ length: 90 }, (_, n) => `${place}${(n * 7919) % 97}`).join(' ')

const port = (place: string, number: string) => `Cranes stand still in ${place}

Quays ${quays(place)} are shut.

The port operator of ${place} said that ${number} cranes had stopped. The police said that only some of them were hit. Details would follow within 24 hours, the operator promised.

Reading the logs takes time, engineers in ${place} explained on the quay, while lorries queued along the river.`

function portFacts(text: string, number: string) {
  return {
    publishedAt: null,
    names: [nameIn(text, 'Reading'), nameIn(text, 'The police', { type: 'organisation' })],
    figures: [figureIn(text, `${number} cranes`, { value: Number(number), of: 'cranes' })],
    claims: [
      claimIn(text, 'c1', `${number} cranes had stopped`, { holder: 'The port operator', role: 'first-hand' }),
      claimIn(text, 'c2', 'only some of them were hit', {
        holder: 'The police',
        role: 'official',
        class: 'disputes',
        relations: [{ relation: 'disputes', claim: 'c1', why: 'speaks of fewer cranes' }],
      }),
      claimIn(text, 'c3', 'Details would follow within 24 hours', {
        holder: 'The port operator',
        role: 'first-hand',
        class: 'commits',
        promise: { due: 'PT24H', dueSpan: null },
      }),
    ],
    checks: [
      {
        kind: 'parts-total' as const,
        result: 'check' as const,
        detail: `5 + 6 = 11, ${number} stated in ${text.slice(0, 40).split('\n')[0]}`,
        spans: [],
        why: 'parts against total',
      },
    ],
  }
}

async function planted(place: string, number = '12', marking?: Parameters<typeof plant>[4]) {
  return plant(node, analyst, port(place, number), (text) => portFacts(text, number), marking)
}

const nameOf = (facts: { kind: string; text: string }[], text: string) => facts.find((one) => one.text === text)!

describe('judging facts', () => {
  test('each fact is accepted, rejected or retyped under a name, stays visible, and can be taken back', async () => {
    const { item, document } = await planted('Genoa')
    const before = await analyst.get(itemFacts, { id: item })
    expect(before).toMatchObject({ version: 0, document })
    expect(before.facts.every(({ judgement }) => judgement === null)).toBe(true)
    const [reading, police] = ['Reading', 'The police'].map((text) => before.facts.find((one) => one.text === text)!)
    const figure = before.facts.find(({ kind }) => kind === 'figure')!
    const address = ({ kind, text, span }: typeof figure) => ({ kind, text, span })
    const done = await analyst.get(judgeFacts, {
      id: item,
      document,
      version: 0,
      facts: [
        { ...address(reading!), judgement: 'reject', reason: 'A verb here.' },
        { ...address(police!), judgement: 'retype', type: 'person' },
        { ...address(figure), judgement: 'accept' },
      ],
    })
    expect(done).toMatchObject({ version: 1, claims: [], followUps: [] })
    const after = (await second.get(itemFacts, { id: item })).facts
    expect(nameOf(after, 'Reading')).toMatchObject({
      judgement: { verdict: 'rejected', by: analyst.person, because: 'A verb here.' },
    })
    expect(nameOf(after, 'The police')).toMatchObject({ judgement: { verdict: 'retyped', type: 'person' } })

    const undone = await second.get(undoFacts, { id: item, version: 1 })
    expect(undone.judged.every(({ verdict }) => verdict === 'open')).toBe(true)
    await second.get(undoFacts, { id: item, version: 2 })
    const again = (await analyst.get(itemFacts, { id: item })).facts
    expect(nameOf(again, 'Reading')).toMatchObject({ judgement: { verdict: 'rejected', by: analyst.person } })
  })

  test('what does not stand there, a type that there is not, and what was said already are refused', async () => {
    const { item, document } = await planted('Trieste')
    const judge = (fact: object, version = 0) =>
      analyst.call(judgeFacts, { id: item, document, version, facts: [fact as never] })
    const refused = (refusal: string) => ({ ok: false, problem: { refusal } })
    const moved = { kind: 'name', text: 'Reading', span: { start: 0, end: 7 }, judgement: 'accept' }
    expect(await judge(moved)).toMatchObject(refused('no-such-fact'))
    const { facts } = await analyst.get(itemFacts, { id: item })
    const { kind, text, span } = nameOf(facts, 'Reading') as (typeof facts)[number]
    expect(await judge({ kind, text, span, judgement: 'retype', type: 'planet' })).toMatchObject(
      refused('no-such-type'),
    )
    expect(await judge({ kind, text, span, judgement: 'reopen' })).toMatchObject(refused('nothing-to-change'))
    await analyst.get(judgeFacts, {
      id: item,
      document,
      version: 0,
      facts: [{ kind, text, span, judgement: 'accept' }],
    })
    expect(await judge({ kind, text, span, judgement: 'reject' })).toMatchObject(refused('stale-version'))
    expect(await judge({ kind, text, span, judgement: 'accept' }, 1)).toMatchObject(refused('nothing-to-change'))
  })

  test('two persons who judge different facts at the same moment both get through', async () => {
    const { item, document } = await planted('Marseille')
    const { facts } = await analyst.get(itemFacts, { id: item })
    const judge = (client: Client, { kind, text, span }: (typeof facts)[number]) =>
      client.call(judgeFacts, { id: item, document, version: 0, facts: [{ kind, text, span, judgement: 'accept' }] })
    const chosen = facts.filter(({ kind }) => kind === 'name' || kind === 'figure')
    const answers = await Promise.all(chosen.map((fact, at) => judge(at % 2 ? analyst : second, fact)))
    expect(answers.map(({ ok }) => ok)).toEqual(chosen.map(() => true))
    const after = (await analyst.get(itemFacts, { id: item })).facts
    expect(after.filter(({ judgement }) => judgement?.verdict === 'accepted')).toHaveLength(chosen.length)
  })

  test('judgements are carried over to a new version where the fact is still there, and named as gone where not', async () => {
    const { item, document } = await planted('Valencia', '12')
    const { facts } = await analyst.get(itemFacts, { id: item })
    const chosen = facts.filter(({ text }) => text === 'Reading' || text === '12 cranes')
    await analyst.get(judgeFacts, {
      id: item,
      document,
      version: 0,
      facts: chosen.map(({ kind, text, span }) => ({ kind, text, span, judgement: 'reject' as const })),
    })
    await revise(
      node,
      analyst,
      item,
      (text) => portFacts(text, '15'),
      (text) => `Update. ${text.replaceAll('12 cranes', '15 cranes')}`,
    )
    const now = await analyst.get(itemFacts, { id: item })
    const reading = now.facts.find(({ text }) => text === 'Reading')!
    expect(reading).toMatchObject({ carriedOver: true, judgement: { verdict: 'rejected' } })
    expect(now.gone.map(({ text }) => text)).toEqual(['12 cranes'])
    expect(now.facts.find(({ text }) => text === '15 cranes')!.judgement).toBeNull()
  })

  test('a reader judges nothing, and neither does the account of the machine', async () => {
    const { item, document } = await planted('Bari')
    const facts = [{ kind: 'name' as const, text: 'Reading', span: null, judgement: 'accept' as const }]
    const reader = await node.signedIn({ roles: ['reader'] })
    const asked = { id: item, document, version: 0, facts }
    expect(await reader.call(judgeFacts, asked)).toMatchObject({ problem: { refusal: 'not-allowed' } })
    const handle = node.node.bindings.find(({ contract }) => contract.name === judgeFacts.name)!.handle
    const local = node.node.localReader('live')
    const view = { reader: local, realm: 'live' }
    const reply = await handle(asked, { reader: local, view, writer: { view, verb: judgeFacts.name } } as never)
    expect(reply).toMatchObject({ ok: false, refusal: 'person-needed' })
  })
})

describe('the ledger', () => {
  test('an accepted claim carries its words, its place, its item and who accepted it', async () => {
    const { item, document } = await planted('Koper')
    const { id, followUp } = await analyst.get(acceptClaim, {
      document,
      claim: 'c2',
      version: 0,
      because: 'Seen on TV too.',
    })
    expect(followUp).toBeNull()
    const claim = await second.get(getClaim, { id })
    expect(claim.state).toMatchObject({
      proposition: 'only some of them were hit',
      holder: 'The police',
      role: 'official',
      class: 'disputes',
      outlet: 'Harbour news',
      item,
      from: { document, claim: 'c2' },
      enteredBy: analyst.person,
      status: 'standing',
    })
    expect(claim.rating).toMatchObject({ code: 'F6', ratedBy: 0 })
    expect(claim.context?.text).toBe('only some of them were hit')
    expect(claim.item).toMatchObject({ id: item, sourceName: 'Harbour news' })
    const facts = await second.get(itemFacts, { id: item })
    expect(facts.facts.find(({ text }) => text === 'only some of them were hit')).toMatchObject({
      judgement: { verdict: 'accepted', claim: id, by: analyst.person },
    })
    expect(await second.call(acceptClaim, { document, claim: 'c2', version: 1 })).toMatchObject({
      problem: { refusal: 'already-accepted', detail: expect.stringContaining(id) },
    })
    expect(await second.call(acceptClaim, { document, claim: 'c9', version: 1 })).toMatchObject({
      problem: { refusal: 'no-such-claim' },
    })
  })

  test('twenty acceptances of one claim at the same moment make one claim', async () => {
    const { item, document } = await planted('Rijeka')
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, n) =>
        (n % 2 ? analyst : second).call(acceptClaim, { document, claim: 'c1', version: 0 }),
      ),
    )
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1)
    expect((await analyst.get(listClaims, { item: [item] })).total).toBe(1)
  })

  test('rejecting an accepted claim retracts it in the ledger, and taking that back restores it', async () => {
    const { item, document } = await planted('Split')
    const { facts } = await analyst.get(itemFacts, { id: item })
    const { kind, text, span } = facts.find((fact) => fact.kind === 'claim' && fact.at === 0)!
    const judge = (judgement: 'accept' | 'reject', version: number) =>
      analyst.get(judgeFacts, { id: item, document, version, facts: [{ kind, text, span, judgement }] })
    const [id] = (await judge('accept', 0)).claims
    await judge('reject', 1)
    expect((await analyst.get(getClaim, { id: id! })).state.status).toBe('retracted')
    await analyst.get(undoFacts, { id: item, version: 2 })
    expect((await analyst.get(getClaim, { id: id! })).state.status).toBe('standing')
    expect((await analyst.get(listClaims, { item: [item], retracted: true })).total).toBe(1)
  })

  test('source and information are rated apart, by each rater on their own, also at the same moment', async () => {
    const { id } = await analyst.get(enterClaim, {
      proposition: 'No data of customers was taken.',
      holder: 'The ferry line',
      role: 'first-hand',
      class: 'denies',
    })
    await Promise.all([
      analyst.get(rateSource, { id, value: 'B', because: 'Was right before.' }),
      second.get(rateSource, { id, value: 'D' }),
      second.get(rateInformation, { id, value: 3 }),
    ])
    const { rating } = await analyst.get(getClaim, { id })
    expect(rating.code).toBe('B-D 3')
    expect(rating.source).toMatchObject({ best: 'B', worst: 'D', spread: 2 })
    expect(rating.source.given.map(({ by }) => by).sort()).toEqual([analyst.person, second.person].sort())
    expect(rating.information.given).toMatchObject([{ by: second.person, value: 3 }])
    await second.get(rateSource, { id, value: null })
    expect((await analyst.get(getClaim, { id })).rating.code).toBe('B3')
    expect(await analyst.call(rateInformation, { id, value: 9 as never })).toMatchObject({ status: 400 })
  })

  test('claims are corrected and retracted with a reason, and a retracted one takes nothing more', async () => {
    const entered = { holder: null, role: 'unattributed', class: 'asserts' } as const
    const { id } = await analyst.get(enterClaim, { proposition: 'The lock gates are open.', ...entered })
    const other = await analyst.get(enterClaim, { proposition: 'The lock gates are shut.', ...entered })
    const changed = await analyst.get(changeClaim, {
      id,
      version: 1,
      holder: 'A pilot',
      role: 'first-hand',
      reason: 'He rang.',
    })
    expect(await second.call(changeClaim, { id, version: 1, holder: 'Nobody', reason: 'No.!' })).toMatchObject({
      problem: { refusal: 'stale-version' },
    })
    const { version } = await analyst.get(retractClaim, { id, version: changed.version, reason: 'He was wrong.' })
    expect(await second.call(rateSource, { id, value: 'A' })).toMatchObject({ problem: { refusal: 'wrong-state' } })
    expect(
      await second.call(relateClaims, { id, relation: 'disputes', claim: other.id, why: 'The opposite.' }),
    ).toMatchObject({
      problem: { refusal: 'wrong-state' },
    })
    expect((await analyst.get(listClaims, { text: 'gates open' })).total).toBe(0)
    await analyst.get(restoreClaim, { id, version, reason: 'He was right.' })
    expect((await analyst.get(listClaims, { text: 'gates open', holder: 'pilot' })).items[0]).toMatchObject({ id })
  })

  test('the fact of the item says what became of its claim, and taking that back takes it back in both', async () => {
    const { item, document } = await planted('Senj')
    const { id } = await analyst.get(acceptClaim, { document, claim: 'c1', version: 0 })
    const judgement = async () =>
      (await second.get(itemFacts, { id: item })).facts.find((one) => one.judgement?.claim === id)!.judgement
    expect(await judgement()).toMatchObject({ verdict: 'accepted', by: analyst.person })
    await second.get(retractClaim, { id, version: 1, reason: 'The outlet corrected it.' })
    expect(await judgement()).toMatchObject({
      ...{ verdict: 'rejected', by: second.person, because: 'The outlet corrected it.', version: 2 },
    })
    await second.get(restoreClaim, { id, version: 2, reason: 'It was right after all.' })
    expect(await judgement()).toMatchObject({ verdict: 'accepted', type: null, version: 3 })
    await second.get(undoFacts, { id: item, version: 3 })
    expect(await judgement()).toMatchObject({ verdict: 'rejected' })
    expect((await analyst.get(getClaim, { id })).state.status).toBe('retracted')
    await second.get(restoreClaim, { id, version: 4, reason: 'It was right after all.' })
    await analyst.get(changeClaim, { id, version: 5, class: 'doubts', reason: 'He only doubts it.' })
    await analyst.get(retractClaim, { id, version: 6, reason: 'Corrected once more.' })
    await analyst.get(restoreClaim, { id, version: 7, reason: 'And back again.' })
    expect(await judgement()).toMatchObject({ verdict: 'retyped', type: 'doubts', by: analyst.person })
  })

  test('disputes that a text suggests stand apart from those that persons set', async () => {
    const { item, document } = await planted('Zadar')
    const suggested = (await analyst.get(listDisputes, { item })).suggested
    expect(suggested).toMatchObject([
      {
        item: { id: item },
        document,
        pairs: [{ disputing: { claim: 'c2', ledger: null }, disputed: { claim: 'c1' } }],
      },
    ])
    const first = await analyst.get(acceptClaim, { document, claim: 'c1', version: 0 })
    const { id } = await analyst.get(acceptClaim, {
      document,
      claim: 'c2',
      version: 1,
      relations: [{ relation: 'disputes', claim: first.id, why: 'Speaks of fewer cranes.' }],
    })
    await second.get(rateSource, { id, value: 'B' })
    const disputes = await analyst.get(listDisputes, { item })
    expect(disputes.suggested).toEqual([])
    expect(disputes.accepted).toMatchObject([
      {
        disputing: { id, holder: 'The police', rating: { code: 'B6' }, item: { id: item } },
        disputed: { id: first.id, holder: 'The port operator' },
        why: 'Speaks of fewer cranes.',
        by: analyst.person,
      },
    ])
    const seen = await analyst.get(getClaim, { id: first.id })
    expect(seen.relations).toMatchObject([{ relation: 'disputes', direction: 'from', other: { id } }])
    const listed = async (disputed: boolean) =>
      (await analyst.get(listClaims, { item: [item], disputed })).items.map((one) => one.id).sort()
    expect(await listed(true)).toEqual([first.id, id].sort())
    expect(await listed(false)).toEqual([])
    await second.get(unrelateClaims, { id, relation: 'disputes', claim: first.id, reason: 'Two different quays.' })
    expect((await analyst.get(listDisputes, { item })).accepted).toEqual([])
  })

  test('what two named holders say in two outlets is proposed as confirmed, and rated by nobody', async () => {
    const said = { class: 'asserts', role: 'official' } as const
    const one = await analyst.get(enterClaim, {
      proposition: 'The beacon is dark.',
      holder: 'Coast guard',
      outlet: 'Morning Post',
      ...said,
    })
    const two = await analyst.get(enterClaim, {
      proposition: 'No light from the beacon.',
      holder: 'Pilots',
      outlet: 'Evening Post',
      ...said,
    })
    expect((await analyst.get(getClaim, { id: one.id })).proposal).toBeNull()
    await analyst.get(relateClaims, {
      id: two.id,
      relation: 'supports',
      claim: one.id,
      why: 'Both speak of the same night.',
    })
    const claim = await analyst.get(getClaim, { id: one.id })
    expect(claim.proposal).toMatchObject({
      information: 1,
      sourceAtMost: null,
      holders: [{ holder: 'Coast guard' }, { holder: 'Pilots' }],
    })
    expect(claim.rating).toMatchObject({ code: 'F6', ratedBy: 0 })
  })
})

describe('markings', () => {
  test('a claim is marked like its item, never looser, and nobody learns of it by its relations', async () => {
    const elsewhere = await node.signedIn({ roles: ['analyst'], organisation: await otherOrganisation() })
    const { item, document } = await planted('Ravenna', '12', { tlp: 'AMBER+STRICT' })
    const hidden = await analyst.get(acceptClaim, { document, claim: 'c1', version: 0 })
    expect((await analyst.get(getClaim, { id: hidden.id })).marking).toMatchObject({
      tlp: 'AMBER+STRICT',
      owner: analyst.organisation,
    })
    const said = {
      proposition: 'The cranes of Ravenna run.',
      holder: 'A driver',
      role: 'first-hand',
      class: 'asserts',
    } as const
    expect(await analyst.call(enterClaim, { ...said, item, marking: { tlp: 'CLEAR' } })).toMatchObject({
      problem: { refusal: 'would-leak' },
    })
    const open = await analyst.get(enterClaim, { ...said, marking: { tlp: 'GREEN' } })
    await analyst.get(relateClaims, {
      id: open.id,
      relation: 'disputes',
      claim: hidden.id,
      why: 'Of the same morning.',
    })
    expect((await analyst.get(getClaim, { id: open.id })).relations).toMatchObject([
      { direction: 'to', other: { id: hidden.id } },
    ])
    const seen = await elsewhere.get(getClaim, { id: open.id })
    expect(seen.relations).toEqual([])
    expect(JSON.stringify(seen)).not.toContain(hidden.id)
    expect(await elsewhere.call(getClaim, { id: hidden.id })).toMatchObject({ status: 404 })
    expect((await elsewhere.get(listClaims, { disputed: true })).items).toEqual([])
    expect((await elsewhere.get(listDisputes, {})).accepted).toEqual([])
    expect(await elsewhere.call(itemFacts, { id: item })).toMatchObject({ status: 404 })
    expect(await elsewhere.call(rateSource, { id: open.id, value: 'A' })).toMatchObject({
      problem: { refusal: 'not-yours' },
    })
  })

  async function otherOrganisation(): Promise<string> {
    const admin = await node.administrator()
    return (await admin.get(registerOrganisation, { name: 'A hospital group', kind: 'operator', country: 'BE' })).id
  }
})

describe('promises', () => {
  test('a promise of an undated item asks for a date, takes the one of the item as a suggestion, and falls due', async () => {
    const { item, document } = await planted('Pula')
    const { followUp } = await analyst.get(acceptClaim, { document, claim: 'c3', version: 0 })
    expect(followUp).not.toBeNull()
    const mine = async (input: object) =>
      (await second.get(listFollowUps, { item, ...input })).items.find(({ id }) => id === followUp)!
    expect(await mine({})).toMatchObject({
      asksForDate: true,
      suggestedDue: null,
      state: { due: null, promisedBy: 'The port operator', dueText: 'PT24H', status: 'open' },
      claim: { holder: 'The port operator' },
      item: { id: item },
    })
    const version = (await analyst.get(itemFacts, { id: item })).number + 0
    await analyst.get(setPublished, { id: item, version, publishedAt: '2025-03-10T10:00:00.000Z' })
    expect(await mine({})).toMatchObject({ suggestedDue: '2025-03-11T10:00:00.000Z' })
    expect(
      await analyst.call(setFollowUpDue, { id: followUp!, version: 1, due: '2500-01-01T10:00:00Z' }),
    ).toMatchObject({ ok: false })
    const dated = await analyst.get(setFollowUpDue, { id: followUp!, version: 1, due: '2025-03-11T10:00:00Z' })
    expect(await mine({ overdue: true })).toMatchObject({ overdue: true, asksForDate: false })
    const ended = await second.get(endFollowUp, {
      id: followUp!,
      version: dated.version,
      outcome: 'kept',
      reason: 'They published it.',
    })
    expect(ended.status).toBe('kept')
    expect(
      await second.call(endFollowUp, { id: followUp!, version: ended.version, outcome: 'broken', reason: 'Late.' }),
    ).toMatchObject({
      problem: { refusal: 'wrong-state' },
    })
    await second.get(reopenFollowUp, { id: followUp!, version: ended.version, reason: 'Half of it is missing.' })
    expect(await mine({})).toMatchObject({ state: { status: 'open', endedBy: null } })
  })

  test('a promise of a retracted claim is withdrawn, and stands again with it', async () => {
    const promise = {
      proposition: 'A report within two days',
      holder: 'The ministry',
      role: 'official',
      class: 'commits',
    } as const
    const { id, followUp } = await analyst.get(enterClaim, { ...promise, due: 'P2D', saidAt: '2025-03-10T10:00Z' })
    const state = async () =>
      (await analyst.get(listFollowUps, { claim: id, status: ['open', 'kept', 'broken', 'withdrawn'] })).items[0]!.state
    expect(await state()).toMatchObject({ due: '2025-03-12T10:00:00.000Z', status: 'open' })
    const { version } = await analyst.get(retractClaim, { id, version: 1, reason: 'It was another ministry.' })
    expect(await state()).toMatchObject({ status: 'withdrawn' })
    await analyst.get(restoreClaim, { id, version, reason: 'It was this one.' })
    expect(await state()).toMatchObject({ status: 'open' })
    expect((await analyst.get(getClaim, { id })).followUps).toMatchObject([{ id: followUp, status: 'open' }])
  })

  test('the list turns its pages in the order of what is due next', async () => {
    const said = { holder: 'The road office', role: 'official', class: 'commits' } as const
    for (const due of ['2031-05-03', '2031-05-01', '2031-05-02'])
      await analyst.get(enterClaim, { proposition: `The bridge opens by ${due}.`, due, ...said })
    const seen: (string | null)[] = []
    let after: string | undefined
    do {
      const page = await analyst.get(listFollowUps, { limit: 1, ...(after ? { after } : {}) })
      seen.push(...page.items.map(({ state }) => state.due))
      after = page.next ?? undefined
    } while (after)
    expect(seen.filter((due) => due?.startsWith('2031'))).toEqual([
      '2031-05-01T23:59:59.999Z',
      '2031-05-02T23:59:59.999Z',
      '2031-05-03T23:59:59.999Z',
    ])
    const dated = seen.filter((due) => due !== null)
    expect(seen).toEqual([...[...dated].sort(), ...seen.filter((due) => due === null)])
    expect(await analyst.call(listFollowUps, { after: 'nowhere' })).toMatchObject({ problem: { refusal: 'bad-input' } })
  })
})

describe('trays', () => {
  test('a check leaves the tray when it is judged, and comes back when that is taken back', async () => {
    const { item, document } = await planted('Livorno')
    const mine = async () => (await second.get(listChecks, { limit: 100 })).items.find((one) => one.item.id === item)
    const [check] = (await mine())!.checks
    expect(check).toMatchObject({ kind: 'parts-total', detail: expect.stringContaining('Livorno') })
    const { total } = await second.get(listChecks, { limit: 1 })
    const fact = { kind: 'check' as const, text: check!.detail, span: check!.span, judgement: 'reject' as const }
    const { version } = await analyst.get(judgeFacts, { id: item, document, version: 0, facts: [fact] })
    expect(await mine()).toBeUndefined()
    expect((await second.get(listChecks, { limit: 1 })).total).toBe(total - 1)
    await analyst.get(undoFacts, { id: item, version })
    expect((await mine())?.version).toBe(2)
  })

  test('an item whose times float is asked for a date until it has one', async () => {
    const text =
      'Trams stop in Ghent\n\nTrams in Ghent, Belgium, stopped on Monday after a fault in the control centre, the company said.'
    const { items } = await analyst.get(importText, { text })
    const { id, version } = items[0]!
    const mine = async () => (await analyst.get(listUndated, { limit: 100 })).items.find((one) => one.item.id === id)
    expect((await mine())?.times.map((one) => one.text)).toContain('Monday')
    await analyst.get(setPublished, { id, version, publishedAt: '2025-03-12T08:00:00.000Z' })
    expect(await mine()).toBeUndefined()
  })
})
