// Questions with competing hypotheses, attributions by two analysts, and what of all that reaches incidents and the
// picture, on a real node over real HTTP.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { declareIncident, getIncident, incidentFacts, picture } from '#assess/api.ts'
import { disablePerson, getPerson, registerOrganisation } from '#people/api.ts'
import { sameEverywhere } from '#platform/clock.ts'
import { standingAttributions } from '#watch/actions/attribute.ts'
import { tellFallenDue } from '#watch/actions/ledger-jobs.ts'
import {
  acceptClaim,
  enterClaim,
  getClaim,
  listClaims,
  rateInformation,
  rateSource,
  retractClaim,
} from '#watch/api/claims.ts'
import { itemFacts, judgeFacts } from '#watch/api/facts.ts'
import { endFollowUp, listFollowUps, setFollowUpDue } from '#watch/api/follow-ups.ts'
import {
  acceptAttribution,
  addHypothesis,
  askQuestion,
  changeHypothesis,
  changeQuestion,
  closeQuestion,
  dropAttribution,
  getQuestion,
  layEvidence,
  listQuestions,
  markCells,
  noteOnQuestion,
  proposeAttribution,
  reopenQuestion,
  takeEvidenceAway,
  withdrawAcceptance,
} from '#watch/api/questions.ts'
import { migratedStorage } from '../setup/database.ts'
import { momentBetween } from '../setup/moment.ts'
import { type Client, startTestNode, type TestNode } from '../setup/node.ts'
import { claimIn, figureIn, nameIn, plant } from '../setup/watch.ts'

let node: TestNode
let analyst: Client
let second: Client

beforeAll(async () => {
  node = await startTestNode()
  analyst = await node.signedIn({ roles: ['analyst'] })
  second = await node.signedIn({ roles: ['analyst'] })
})
afterAll(() => node.stop())

const hypotheses = ['It wants money', 'It wants attention', 'Nobody did it: a fault']

async function ask(more: { about?: string[]; kind?: 'attribution' | 'other'; marking?: { tlp: 'GREEN' } } = {}) {
  const asked = { text: 'Who is behind the flood of requests?', kind: 'attribution' as const, hypotheses, ...more }
  return (await analyst.get(askQuestion, asked)).id
}

async function claim(proposition: string, marking: { tlp: 'GREEN' | 'AMBER+STRICT' } = { tlp: 'GREEN' }) {
  const said = { holder: 'The operator', role: 'first-hand', class: 'asserts' } as const
  return (await analyst.get(enterClaim, { proposition, marking, ...said })).id
}

const row = (key: string, ...given: ('CC' | 'C' | 'N' | 'I' | 'II')[]) =>
  given.map((mark, at) => ({ row: key, hypothesis: `h${at + 1}`, mark }))

describe('the board', () => {
  test('it shows each rater apart, what says nothing, what carries the order, and no winner', async () => {
    const id = await ask()
    const { key: first } = await analyst.get(layEvidence, { id, claim: await claim('No ransom note was found.') })
    const { key: other } = await second.get(layEvidence, { id, text: 'It was a holiday.', because: 'Public calendar.' })
    await Promise.all([
      analyst.get(markCells, { id, marks: [...row(first, 'II', 'C', 'N'), ...row(other, 'C', 'C', 'C')] }),
      second.get(markCells, { id, marks: row(first, 'I', 'CC', 'N') }),
    ])
    const question = await analyst.get(getQuestion, { id })
    expect(question.rows).toMatchObject([
      { key: first, counts: true, claim: { proposition: 'No ransom note was found.', rating: { code: 'F6' } } },
      { key: other, counts: true, claim: null, text: 'It was a holiday.' },
    ])
    const { board } = question
    expect(board.raters.map(({ by }) => by).sort()).toEqual([analyst.person, second.person].sort())
    expect(board.together).toMatchObject([
      { hypothesis: 'h2', score: 0, rank: 1 },
      { hypothesis: 'h3', score: 0, rank: 1 },
      { hypothesis: 'h1', score: 0.75, rank: 3 },
    ])
    expect(board.rows).toMatchObject([
      { key: first, weight: 0.5, spread: 1 },
      { key: other, diagnosticity: 0, says: expect.stringContaining('says nothing') },
    ])
    expect(board.wording).toBe('Least inconsistent so far, alike: h2, h3.')
    expect(board.sensitivity.map(({ row: key, how }) => `${key} ${how}`)).toEqual([
      `${first} removed`,
      `${first} reversed`,
    ])
    expect(board.limits.join(' ')).toMatch(/no more accurate/)
  })

  test('ratings weigh: the same mark on better evidence speaks louder', async () => {
    const id = await ask()
    const about = await claim('The requests came in waves of an hour.')
    const { key } = await analyst.get(layEvidence, { id, claim: about })
    await analyst.get(markCells, { id, marks: row(key, 'I', 'N', 'N') })
    const score = async () => (await analyst.get(getQuestion, { id })).board.together.at(-1)
    expect(await score()).toMatchObject({ hypothesis: 'h1', score: 0.5 })
    await analyst.get(rateSource, { id: about, value: 'A' })
    await second.get(rateInformation, { id: about, value: 1 })
    expect(await score()).toMatchObject({ hypothesis: 'h1', score: 1 })
    await analyst.get(retractClaim, { id: about, version: 3, reason: 'It was another network.' })
    const retracted = await analyst.get(getQuestion, { id })
    expect(retracted.rows).toMatchObject([{ counts: false, claim: { status: 'retracted' } }])
    expect(retracted.board.rows).toEqual([])
  })

  test('twenty raters who mark at the same moment all get through, and each changes only their own marks', async () => {
    const id = await ask()
    const { key } = await analyst.get(layEvidence, { id, claim: await claim('It began at noon.') })
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, n) =>
        (n % 2 ? analyst : second).call(markCells, { id, marks: row(key, n % 2 ? 'I' : 'C', 'N', 'N') }),
      ),
    )
    expect(answers.every(({ ok }) => ok)).toBe(true)
    const { marks } = await analyst.get(getQuestion, { id })
    expect(marks).toHaveLength(6)
    expect(marks.filter(({ by, hypothesis }) => by === second.person && hypothesis === 'h1')).toMatchObject([
      { mark: 'C' },
    ])
    await second.get(markCells, { id, marks: [{ row: key, hypothesis: 'h1', mark: null }] })
    const after = await analyst.get(getQuestion, { id })
    expect(after.marks).toHaveLength(5)
    expect(after.board.raters.find(({ by }) => by === second.person)?.incomplete).toEqual([key])
  })

  test('hypotheses and rows are added, changed and dropped with reasons; what is not there cannot be marked', async () => {
    const id = await ask()
    const { key: h4, version } = await analyst.get(addHypothesis, { id, text: 'A test that went wrong' })
    expect(await second.call(addHypothesis, { id, text: ' a TEST that  went wrong' })).toMatchObject({
      problem: { refusal: 'already-there', detail: `It is ${h4}.` },
    })
    const dropped = await analyst.get(changeHypothesis, {
      id,
      version,
      key: h4,
      dropped: true,
      reason: 'No test was planned.',
    })
    expect(
      await second.call(changeHypothesis, { id, version, key: h4, text: 'Another', reason: 'Late.' }),
    ).toMatchObject({
      problem: { refusal: 'stale-version' },
    })
    const about = await claim('Nothing was planned.')
    const { key } = await analyst.get(layEvidence, { id, claim: about })
    expect(await analyst.call(layEvidence, { id, claim: about })).toMatchObject({
      problem: { refusal: 'already-there' },
    })
    expect(await analyst.call(layEvidence, { id, text: 'Rumour' })).toMatchObject({ problem: { refusal: 'bad-input' } })
    expect(await analyst.call(layEvidence, { id })).toMatchObject({ problem: { refusal: 'bad-input' } })
    const marked = (hypothesis: string, at = key) =>
      analyst.call(markCells, { id, marks: [{ row: at, hypothesis, mark: 'I' }] })
    expect(await marked(h4)).toMatchObject({ problem: { refusal: 'no-such-key' } })
    expect(await marked('h1', 'e99')).toMatchObject({ problem: { refusal: 'no-such-key' } })
    expect(await marked('h1')).toMatchObject({ ok: true })
    await analyst.get(noteOnQuestion, { id, text: 'Ask for the plan.' })
    const { version: now } = await analyst.get(getQuestion, { id })
    const away = await analyst.get(takeEvidenceAway, { id, version: now, key, reason: 'Another plan.' })
    expect((await analyst.get(listClaims, { question: id })).total).toBe(0)
    const closed = await analyst.get(closeQuestion, { id, version: away.version, reason: 'Answered.' })
    expect(await marked('h1')).toMatchObject({ problem: { refusal: 'wrong-state' } })
    await analyst.get(reopenQuestion, { id, version: closed.version, reason: 'Not answered.' })
    expect(dropped.version).toBe(version + 1)
    expect((await analyst.get(listQuestions, { status: 'open', text: 'flood' })).items.map((one) => one.id)).toContain(
      id,
    )
  })

  test('who may not read a claim sees a board without it, and cannot tell that there is one', async () => {
    const admin = await node.administrator()
    const organisation = await admin.get(registerOrganisation, {
      name: 'A hospital group',
      kind: 'operator',
      country: 'BE',
    })
    const elsewhere = await node.signedIn({ roles: ['analyst'], organisation: organisation.id })
    const id = await ask({ marking: { tlp: 'GREEN' } })
    const hidden = await claim('A source inside said so.', { tlp: 'AMBER+STRICT' })
    const { key: open } = await analyst.get(layEvidence, { id, claim: await claim('It is on their page.') })
    const { key: closed } = await analyst.get(layEvidence, { id, claim: hidden })
    await analyst.get(markCells, { id, marks: [...row(open, 'C', 'I', 'N'), ...row(closed, 'II', 'C', 'N')] })
    expect((await analyst.get(getQuestion, { id })).board.together[0]).toMatchObject({ hypothesis: 'h3' })
    const seen = await elsewhere.get(getQuestion, { id })
    expect(seen.rows.map(({ key }) => key)).toEqual([open])
    expect(seen.marks.every((mark) => mark.row === open)).toBe(true)
    expect(seen.board.together.map(({ hypothesis }) => hypothesis)).toEqual(['h1', 'h3', 'h2'])
    expect(JSON.stringify(seen)).not.toContain(hidden)
    expect((await analyst.get(getClaim, { id: hidden })).questions).toMatchObject([{ id, row: closed }])
  })
})

describe('attributions', () => {
  async function incident(title: string) {
    return (await analyst.get(declareIncident, { title, marking: { tlp: 'GREEN' } })).id
  }

  async function proposed(about: string[], more: { marking?: { tlp: 'GREEN' } } = {}) {
    const id = await ask({ about, ...more })
    const { proposal, version } = await analyst.get(proposeAttribution, { id, version: 1, hypothesis: 'h2' })
    return { id, proposal, version }
  }

  const shown = async (client: Client, incidentId: string) => ({
    onIncident: (await client.get(getIncident, { id: incidentId })).attributions,
    inPicture: (await client.get(picture, {})).attributions.filter(({ about }) => about.includes(incidentId)),
  })

  test('one analyst is not enough, nor the same one twice; two are, with their names and the note', async () => {
    const about = await incident('Flood of requests on the payment switch')
    const { id, proposal } = await proposed([about])
    const one = await analyst.get(acceptAttribution, { id, proposal, because: 'They announced it.' })
    expect(one.standing).toBe(false)
    expect(await analyst.call(acceptAttribution, { id, proposal })).toMatchObject({
      problem: { refusal: 'accepted-already' },
    })
    expect(await shown(analyst, about)).toEqual({ onIncident: [], inPicture: [] })
    const duty = await node.signedIn({ roles: ['duty-officer'] })
    expect(await duty.call(acceptAttribution, { id, proposal })).toMatchObject({ problem: { refusal: 'not-allowed' } })

    expect((await second.get(acceptAttribution, { id, proposal })).standing).toBe(true)
    const { onIncident, inPicture } = await shown(duty, about)
    expect(inPicture).toEqual(onIncident)
    expect(onIncident).toMatchObject([
      {
        question: id,
        statement: 'It wants attention',
        about: [about],
        note: expect.stringMatching(/^Source addresses do not identify a perpetrator/),
      },
    ])
    const admin = await node.administrator()
    const names = await Promise.all(
      [analyst, second].map(async ({ person }) => (await admin.get(getPerson, { person })).name),
    )
    expect(onIncident[0]!.analysts.map(({ name }) => name)).toEqual(names)
    expect(await analyst.call(changeQuestion, { id, version: 4, about: [] })).toMatchObject({
      problem: { refusal: 'wrong-state' },
    })

    expect((await second.get(withdrawAcceptance, { id, reason: 'It was written afterwards.' })).standing).toBe(false)
    expect(await shown(analyst, about)).toEqual({ onIncident: [], inPicture: [] })
    expect(await second.call(withdrawAcceptance, { id, reason: 'Again.' })).toMatchObject({
      problem: { refusal: 'not-accepted' },
    })
  })

  test('two who accept at the same moment both count; another proposal starts from nothing', async () => {
    const about = await incident('Defaced pages of a ministry')
    const { id, proposal } = await proposed([about])
    await Promise.all([analyst, second].map((client) => client.get(acceptAttribution, { id, proposal })))
    expect((await shown(second, about)).inPicture).toHaveLength(1)
    const { version } = await analyst.get(getQuestion, { id })
    const dropped = await analyst.get(dropAttribution, { id, version, reason: 'Too much is said.' })
    expect((await shown(second, about)).inPicture).toEqual([])
    await analyst.get(proposeAttribution, {
      id,
      version: dropped.version,
      hypothesis: 'h1',
      statement: 'It may want money',
    })
    expect(await second.call(acceptAttribution, { id, proposal })).toMatchObject({
      problem: { refusal: 'another-proposal' },
    })
    expect((await second.get(getQuestion, { id })).attribution).toMatchObject({ acceptances: [], standing: false })
  })

  test('whose account is closed no longer counts, from that moment on', async () => {
    const leaver = await node.signedIn({ roles: ['analyst'] })
    const about = await incident('Outage of a registry')
    const { id, proposal } = await proposed([about])
    for (const client of [analyst, leaver]) await client.get(acceptAttribution, { id, proposal })
    expect((await shown(second, about)).inPicture).toHaveLength(1)
    const admin = await node.administrator()
    const { version } = await admin.get(getPerson, { person: leaver.person })
    await admin.get(disablePerson, { person: leaver.person, version, reason: 'Has left the team.' })
    const view = { reader: node.node.localReader('live'), realm: 'live' }
    expect(await standingAttributions({ journal: node.node.journal }, view, 100)).toEqual([])
    await expect.poll(async () => (await shown(second, about)).inPicture, { timeout: 10_000 }).toEqual([])
    expect((await second.get(getQuestion, { id })).attribution?.acceptances).toMatchObject([{ person: analyst.person }])
  })

  test('the past shows it where it stood, and who may not read the question sees no attribution', async () => {
    const about = await incident('Leaked mailboxes of a city')
    const { id, proposal } = await proposed([about])
    for (const client of [analyst, second]) await client.get(acceptAttribution, { id, proposal })
    const then = await momentBetween()
    await second.get(withdrawAcceptance, { id, reason: 'Not sure any more.' })
    const past = await analyst.get(picture, {}, { asOf: then })
    expect(past.attributions.filter((one) => one.question === id)).toHaveLength(1)
    expect((await analyst.get(getIncident, { id: about }, { asOf: then })).attributions).toHaveLength(1)
    const admin = await node.administrator()
    const organisation = await admin.get(registerOrganisation, {
      name: 'A grid operator',
      kind: 'operator',
      country: 'BE',
    })
    const elsewhere = await node.signedIn({ roles: ['analyst'], organisation: organisation.id })
    await second.get(acceptAttribution, { id, proposal })
    expect(await shown(elsewhere, about)).toEqual({ onIncident: [], inPicture: [] })
  })

  test('a question that is not about who did it has no attribution', async () => {
    const id = await ask({ kind: 'other' })
    expect(await analyst.call(proposeAttribution, { id, version: 1, hypothesis: 'h1' })).toMatchObject({
      problem: { refusal: 'no-attribution' },
    })
    expect(await analyst.call(acceptAttribution, { id, proposal: id })).toMatchObject({
      problem: { refusal: 'no-attribution' },
    })
  })
})

test('an incident rests on what persons accepted out of its items, and shows the checks that are open', async () => {
  const words = Array.from({ length: 80 }, (_, n) => `berth${(n * 7919) % 83}`).join(' ')
  const text = `Berths closed\n\nBerths ${words} are closed.\n\nThe harbour master said that 389 berths were shut at 09:45 UTC, and the pilots doubted it.`
  const { item, document } = await plant(node, analyst, text, (own) => ({
    publishedAt: '2025-03-10T12:00:00.000Z',
    names: [nameIn(own, 'The harbour master'), nameIn(own, 'berth1 ')],
    figures: [figureIn(own, '389 berths', { value: 389, of: 'berths' })],
    times: [
      {
        text: '09:45 UTC',
        span: { start: own.indexOf('09:45 UTC'), end: own.indexOf('09:45 UTC') + 9 },
        kind: 'instant',
        value: '2025-03-10T09:45Z',
        shape: 'T09:45Z',
        floating: true,
        anchor: 'publication',
        why: 'a time of day',
      },
    ],
    claims: [claimIn(own, 'c1', '389 berths were shut', { holder: 'The harbour master', role: 'official' })],
    checks: [
      { kind: 'parts-total', result: 'check', detail: '140 + 110 + 150 = 400, 389 stated', spans: [], why: 'sum' },
    ],
  }))
  const { id } = await analyst.get(declareIncident, { title: 'Berths closed', observations: [item] })
  expect(await analyst.get(incidentFacts, { id })).toMatchObject({
    items: [{ id: item, publishedAt: '2025-03-10T12:00:00.000Z' }],
    claims: [],
    timeline: [],
    names: [],
    figures: [],
    checks: [{ detail: '140 + 110 + 150 = 400, 389 stated', confirmedBy: null }],
  })
  await analyst.get(acceptClaim, { document, claim: 'c1', version: 0 })
  const { facts, version } = await analyst.get(itemFacts, { id: item })
  const judged = facts.filter(({ kind, text: it }) => kind !== 'claim' && it !== 'berth1 ')
  await second.get(judgeFacts, {
    id: item,
    document,
    version,
    facts: judged.map(({ kind, text: it, span }) =>
      it === 'The harbour master'
        ? { kind, text: it, span, judgement: 'retype' as const, type: 'person' }
        : { kind, text: it, span, judgement: 'accept' as const },
    ),
  })
  const after = await analyst.get(incidentFacts, { id })
  expect(after).toMatchObject({
    claims: [{ holder: 'The harbour master', rating: 'F6', item, document, acceptedBy: analyst.person }],
    timeline: [
      {
        happened: '2025-03-10T09:45Z',
        publishedAt: '2025-03-10T12:00:00.000Z',
        fetchedAt: expect.any(String),
        acceptedBy: second.person,
      },
    ],
    names: [{ text: 'The harbour master', type: 'person', span: expect.any(Object) }],
    figures: [{ text: '389 berths', value: 389, of: 'berths' }],
    checks: [{ confirmedBy: second.person }],
  })
})

test('a promise is said to be overdue once, also when the node was started again in between', async () => {
  const storage = await migratedStorage()
  const first = await startTestNode({ storage })
  const client = await first.signedIn({ roles: ['analyst'] })
  const said = { holder: 'The ministry', role: 'official', class: 'commits' } as const
  const { followUp } = await client.get(enterClaim, { proposition: 'A report tomorrow', due: '2025-03-11', ...said })
  const later = await client.get(enterClaim, { proposition: 'A report much later', due: '2125-03-11', ...said })
  const open = await client.get(enterClaim, { proposition: 'A report some day', ...said })
  const clock = sameEverywhere({ now: () => new Date() })
  expect(await tellFallenDue({ journal: first.node.journal, clock })).toBe(1)
  expect(await tellFallenDue({ journal: first.node.journal, clock })).toBe(0)
  const listed = await client.get(listFollowUps, {})
  expect(listed).toMatchObject({ overdue: 1, askForDate: 1, total: 3 })
  expect(listed.items.map(({ id }) => id)).toEqual([followUp, later.followUp, open.followUp])
  expect(listed.items[0]).toMatchObject({ overdue: true, state: { status: 'open', overdueAt: expect.any(String) } })
  await first.stop()

  const again = await startTestNode({ storage })
  const { journal } = again.node
  expect(await tellFallenDue({ journal, clock })).toBe(0)
  const nextCentury = sameEverywhere({ now: () => new Date('2126-01-01T00:00:00.000Z') })
  expect(await tellFallenDue({ journal, clock: nextCentury })).toBe(1)
  const view = { reader: again.node.localReader('live'), realm: 'live' }
  const kinds = (await journal.reads.entriesOf(view, followUp ?? '')).map(({ kind }) => kind)
  expect(kinds).toEqual(['watch.followUpStarted', 'watch.followUpFellDue'])
  await again.stop()
  await storage.remove()
})

test('a promise that was given another date may fall due again, and an ended one never does', async () => {
  const said = { holder: 'The ministry', role: 'official', class: 'commits' } as const
  const { followUp } = await analyst.get(enterClaim, {
    proposition: 'Figures by the evening',
    due: '2025-03-11',
    ...said,
  })
  const clock = sameEverywhere({ now: () => new Date() })
  const { journal } = node.node
  const id = followUp ?? ''
  expect(await tellFallenDue({ journal, clock })).toBe(1)
  const dated = await analyst.get(setFollowUpDue, { id, version: 2, due: '2025-03-12T10:00:00.000Z' })
  expect(await tellFallenDue({ journal, clock })).toBe(1)
  await analyst.get(setFollowUpDue, { id, version: dated.version + 1, due: '2025-03-13T10:00:00.000Z' })
  await analyst.get(endFollowUp, { id, version: dated.version + 2, outcome: 'broken', reason: 'Nothing came.' })
  expect(await tellFallenDue({ journal, clock })).toBe(0)
})
