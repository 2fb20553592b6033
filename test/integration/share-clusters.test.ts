// Clusters and the forum over HTTP: founded, joined by consent, spoken in, left; the authority told; practices and who uses them.
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { declareIncident, remarkRecord } from '#assess/api.ts'
import type { Contract, InputOf } from '#kernel/contract.ts'
import { systemReader } from '#kernel/reader.ts'
import { done } from '#kernel/reply.ts'
import { enterRealm, registerOrganisation } from '#people/api.ts'
import { catchUpAll } from '#share/actions/clusters/catch-up.ts'
import * as api from '#share/api/clusters.ts'
import * as forum from '#share/api/forum.ts'
import { draftTaxonomy } from '#share/api/taxonomy.ts'
import { listVoices, raiseVoice } from '#share/api/taxonomy-proposals.ts'
import { membershipRecord } from '#share/events.ts'
import { type CallOptions, type Client, startTestNode, type TestNode } from '../setup/node.ts'

let node: TestNode
let smtp: SMTPServer
let anna: Client
let grid: Client
let bank: Client
let stranger: Client
const mails: string[] = []
const rules = {
  framework: 'Rules of the sharing centre',
  version: '3',
  pointer: 'Chapter 2',
  link: 'https://sharing.example/rules',
}
const charter = {
  ...{ name: 'Together against flooding', mandate: 'Tell each other of attacks that begin.', rules },
  ...{ highest: 'AMBER+STRICT' as const, contact: 'Duty desk' },
}

beforeAll(async () => {
  smtp = new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    async onData(stream, _session, taken) {
      const chunks: Buffer[] = []
      for await (const chunk of stream) chunks.push(chunk)
      mails.push(Buffer.concat(chunks).toString())
      taken()
    },
  })
  smtp.listen(0, '127.0.0.1')
  await once(smtp.server, 'listening')
  const { port } = smtp.server.address() as AddressInfo
  node = await startTestNode({
    env: { TOCSIN_SMTP_URL: `smtp://127.0.0.1:${port}`, TOCSIN_MAIL_FROM: 'tocsin@example.org' },
  })
  const admin = await node.administrator()
  const roles = ['analyst' as const, 'crisis-manager' as const]
  const register = async (name: string) =>
    (await admin.get(registerOrganisation, { name, kind: 'operator' as const, country: 'AT', sectors: ['energy'] })).id
  anna = await node.signedIn({ roles })
  grid = await node.signedIn({ roles, organisation: await register('Example Grid') })
  bank = await node.signedIn({ roles, organisation: await register('Example Bank') })
  stranger = await node.signedIn({ roles, organisation: await register('Another company') })
}, 120_000)

afterAll(async () => {
  await node.stop()
  await new Promise<void>((resolve) => smtp.close(resolve))
})

async function refusal<C extends Contract>(as: Client, contract: C, input: InputOf<C>, options: CallOptions = {}) {
  const answered = await as.call(contract, input, options)
  if (answered.ok) throw new Error('It was not refused.')
  const { refusal: name, where, detail } = answered.problem
  return { name, ...(where === undefined ? {} : { where }), detail: detail ?? '' }
}

const look = (id: string, as = anna, options: CallOptions = {}) => as.get(api.getCluster, { id }, options)
async function line(id: string, organisation: string, as = anna) {
  return (await look(id, as)).state.members.find((one) => one.organisation === organisation)?.status
}
async function invite(cluster: string, whom: Client) {
  const { version } = await look(cluster)
  return anna.get(api.inviteToCluster, { id: cluster, version, organisation: whom.organisation, words: 'Welcome.' })
}
async function join(cluster: string, whom: Client) {
  const { membership } = await invite(cluster, whom)
  return whom.get(api.answerInvitation, { id: membership, version: 1, answer: 'join' })
}

test('a cluster is founded with its mandate and the rules of a framework; its founder is its first member and owes a notice', async () => {
  const taxonomy = await anna.get(draftTaxonomy, { edition: '0.1', marking: { tlp: 'GREEN' } })
  const threats = { taxonomy: taxonomy.id, terms: ['flooding'], words: ['card payments'] }
  expect(
    await refusal(anna, api.openCluster, { ...charter, threats: { ...threats, terms: ['nothing-such'] } }),
  ).toMatchObject({ name: 'no-such-term' })
  const wide = { ...charter, threats, marking: { tlp: 'CLEAR' as const } }
  expect(await refusal(anna, api.openCluster, wide)).toMatchObject({ name: 'would-widen' })
  const made = await anna.get(api.openCluster, { ...charter, threats })
  const shown = await look(made.id)
  expect(shown.state.threats.terms).toEqual([{ id: 'flooding', label: 'Flooding' }])
  expect(shown).toMatchObject({ own: 'joined', steward: true, marking: { tlp: 'AMBER+STRICT', audience: [] } })
  expect(shown.memberships).toMatchObject([
    { yours: true, state: { consent: { rules }, notices: [{ what: 'joined' }] } },
  ])
  expect(await refusal(grid, api.getCluster, { id: made.id })).toMatchObject({ name: 'unknown' })
  expect((await grid.get(api.listClusters, {})).items).toEqual([])
})

test('an organisation is invited, reads the cluster from then on, and is a member by its own consent', async () => {
  const { id } = await anna.get(api.openCluster, charter)
  const nobody = '01980f3c-8a00-7000-8000-000000000001'
  expect(await refusal(anna, api.inviteToCluster, { id, version: 1, organisation: nobody })).toMatchObject({
    name: 'unknown-organisation',
  })
  const { membership, version } = await invite(id, grid)
  expect(await refusal(anna, api.inviteToCluster, { id, version, organisation: grid.organisation })).toMatchObject({
    name: 'wrong-state',
  })
  expect(await refusal(anna, api.inviteToCluster, { id, version: 1, organisation: bank.organisation })).toMatchObject({
    name: 'stale-version',
  })
  const shown = await look(id, grid)
  expect(shown).toMatchObject({ own: 'invited', steward: false })
  expect(shown.memberships.map((one) => one.id)).toEqual([membership])
  expect(await refusal(grid, api.inviteToCluster, { id, version, organisation: bank.organisation })).toMatchObject({
    name: 'not-yours',
  })
  const answer = { id: membership, version: 1, answer: 'join' as const }
  // The steward cannot consent for it; somebody of the node may write down what it said.
  expect(await refusal(anna, api.answerInvitation, answer)).toMatchObject({ name: 'not-your-organisation' })
  expect(await refusal(stranger, api.answerInvitation, answer)).toMatchObject({ name: 'unknown' })
  await grid.get(api.answerInvitation, answer)
  expect(await refusal(grid, api.answerInvitation, { ...answer, version: 2 })).toMatchObject({ name: 'wrong-state' })
  expect(await refusal(grid, api.answerInvitation, answer)).toMatchObject({ name: 'stale-version' })
  expect(await line(id, grid.organisation)).toBe('joined')

  const second = await invite(id, bank)
  const said = { id: second.membership, version: 1, answer: 'join' as const, onBehalf: 'By letter of 3 March.' }
  await anna.get(api.answerInvitation, said)
  expect(await line(id, bank.organisation, grid)).toBe('joined')
  const theirs = (await look(id, bank)).memberships.find((one) => one.yours)
  expect(theirs?.state.consent).toMatchObject({ onBehalf: 'By letter of 3 March.', by: `person:${anna.person}` })
  // What a member said is between it and the steward.
  expect((await look(id, grid)).memberships.map((one) => one.state.name)).toEqual(['Example Grid'])
})

test('declining, leaving and being removed end on both sides, and who is no member reads the cluster no more', async () => {
  const { id } = await anna.get(api.openCluster, charter)
  const declined = await invite(id, bank)
  await bank.get(api.answerInvitation, { id: declined.membership, version: 1, answer: 'decline', words: 'Not now.' })
  expect(await line(id, bank.organisation)).toBe('declined')
  expect(await refusal(bank, api.getCluster, { id })).toMatchObject({ name: 'unknown' })
  const joined = await join(id, grid)
  const leave = { id: joined.id, version: joined.version, words: 'Another cluster.' }
  expect(await refusal(grid, api.leaveCluster, { ...leave, version: 1 })).toMatchObject({ name: 'stale-version' })
  await grid.get(api.leaveCluster, leave)
  expect(await line(id, grid.organisation)).toBe('left')
  const owed = await grid.get(api.listArrangementNotices, {})
  expect(owed.items.filter((one) => one.cluster === id).map((one) => one.notice.what)).toEqual(['joined', 'left'])

  // Asked again, it may come back; then the steward ends it.
  const again = await invite(id, grid)
  expect(again.membership).toBe(joined.id)
  const { memberships } = await look(id, grid)
  const back = await grid.get(api.answerInvitation, {
    ...{ id: again.membership, version: memberships.find((one) => one.yours)?.version ?? 0 },
    answer: 'join',
  })
  const { version } = await look(id)
  const reason = 'It was dissolved.'
  expect(
    await refusal(anna, api.removeFromCluster, { id, version, organisation: stranger.organisation, reason }),
  ).toMatchObject({ name: 'unknown-organisation' })
  await anna.get(api.removeFromCluster, { id, version, organisation: grid.organisation, reason })
  expect(await line(id, grid.organisation)).toBe('removed')
  expect(await refusal(grid, api.getCluster, { id })).toMatchObject({ name: 'unknown' })
  const gone = { id: joined.id, version: back.version + 1, words: 'We leave.' }
  expect(await refusal(grid, api.leaveCluster, gone)).toMatchObject({ name: 'wrong-state' })
  const { items } = await grid.get(api.listArrangementNotices, {})
  expect(items.filter((one) => one.cluster === id)).toHaveLength(4)
})

test('what is said goes to those who are members then; records only where they reach all of them', async () => {
  const { id } = await anna.get(api.openCluster, { ...charter, highest: 'AMBER' })
  await join(id, grid)
  const said = await grid.get(api.postInCluster, { cluster: id, text: 'The same flood again.' })
  await join(id, bank)
  expect((await anna.get(api.listClusterPosts, { cluster: id })).items.map((one) => one.id)).toEqual([said.id])
  // A member that came later does not read what was said before.
  expect((await bank.get(api.listClusterPosts, { cluster: id })).items).toEqual([])
  expect(await refusal(stranger, api.listClusterPosts, { cluster: id })).toMatchObject({ name: 'unknown' })
  expect(await refusal(stranger, api.postInCluster, { cluster: id, text: 'Hello' })).toMatchObject({ name: 'unknown' })
  const loud = { cluster: id, text: 'For few.', marking: { tlp: 'AMBER+STRICT' as const } }
  expect(await refusal(grid, api.postInCluster, loud)).toMatchObject({ name: 'above-highest' })

  const strict = await anna.get(declareIncident, { title: 'Flood at the bank' })
  const post = (to: string) => ({ cluster: id, text: 'See this.', records: [{ of: 'assess.incident', id: to }] })
  expect(await refusal(anna, api.postInCluster, post(strict.id))).toMatchObject({
    name: 'does-not-reach',
    where: '/records/0',
    detail: expect.stringContaining('Example Grid, Example Bank'),
  })
  const audience = [grid.organisation, bank.organisation]
  const amber = { tlp: 'AMBER' as const, audience }
  await anna.get(remarkRecord, { id: strict.id, version: 1, marking: amber, reason: 'For the cluster.' })
  const wide = { ...post(strict.id), marking: { tlp: 'GREEN' as const } }
  expect(await refusal(anna, api.postInCluster, wide)).toMatchObject({ name: 'would-widen' })
  const shared = await anna.get(api.postInCluster, post(strict.id))
  const [seen] = (await bank.get(api.listClusterPosts, { cluster: id })).items
  expect(seen).toMatchObject({ id: shared.id, state: { records: [{ id: strict.id, record: 'assess.incident' }] } })
  const hidden = post('01980f3c-8a00-7000-8000-000000000001')
  expect(await refusal(bank, api.postInCluster, hidden)).toMatchObject({ name: 'unknown', where: '/records/0' })

  // An answer goes no further than what it answers to.
  const reply = { cluster: id, text: 'Here too.', replyTo: said.id }
  expect(await refusal(bank, api.postInCluster, reply)).toMatchObject({ name: 'unknown' })
  expect(await refusal(anna, api.postInCluster, { ...reply, marking: { tlp: 'GREEN' } })).toMatchObject({
    name: 'would-widen',
  })
  await anna.get(api.postInCluster, reply)
  expect((await bank.get(api.listClusterPosts, { cluster: id })).items.map((one) => one.id)).toEqual([shared.id])
  const back = { id: said.id, version: 1, reason: 'Wrong time.' }
  expect(await refusal(bank, api.withdrawPost, back)).toMatchObject({ name: 'unknown' })
  await grid.get(api.withdrawPost, back)
  expect(await refusal(grid, api.withdrawPost, { ...back, version: 2 })).toMatchObject({ name: 'wrong-state' })
  expect(await refusal(grid, api.withdrawPost, back)).toMatchObject({ name: 'stale-version' })
  expect(await refusal(grid, api.postInCluster, reply)).toMatchObject({ name: 'wrong-state' })
})

test('the authority is told by mail or by hand, with the receipt; or it is said why it need not be', async () => {
  const { id } = await anna.get(api.openCluster, charter)
  const joined = await join(id, grid)
  const own = async () => {
    const { items } = await grid.get(api.listArrangementNotices, { open: false })
    const found = items.find((one) => one.membership === joined.id)
    if (!found) throw new Error('Nothing is owed.')
    return found
  }
  const owed = await own()
  expect(owed.text).toMatch(/^Example Grid takes part in .+“Together against flooding” since .+Article 29\(4\)/)
  expect((await stranger.get(api.listArrangementNotices, {})).items).toEqual([])
  const tell = { id: joined.id, version: owed.version, key: owed.notice.key, how: 'mail' as const, text: owed.text }
  expect(await refusal(grid, api.tellOfArrangement, { ...tell, to: 'the authority' })).toMatchObject({
    name: 'bad-address',
  })
  const ahead = { ...tell, how: 'hand' as const, to: 'Portal', at: '2099-01-01T00:00:00Z' }
  expect(await refusal(grid, api.tellOfArrangement, ahead)).toMatchObject({ name: 'impossible-times' })
  const early = { id: joined.id, version: owed.version, key: owed.notice.key, text: 'No. 1' }
  expect(await refusal(grid, api.receiptOfArrangement, early)).toMatchObject({ name: 'wrong-state' })
  await grid.get(api.tellOfArrangement, { ...tell, to: 'nis@authority.example' })
  expect(await refusal(grid, api.tellOfArrangement, { ...tell, to: 'nis@authority.example' })).toMatchObject({
    name: 'stale-version',
  })
  await vi.waitFor(async () => expect((await own()).notice.status).toBe('told'), { timeout: 15_000, interval: 200 })
  const [mail = ''] = mails
  expect(mail).toContain('Subject: [TLP:AMBER+STRICT] Notification under Article 29(4)')
  const told = await own()
  expect(told.notice.told).toMatchObject({ state: 'sent', how: 'mail', to: 'nis@authority.example', text: owed.text })
  const receipt = { ...early, version: told.version }
  const before = { ...receipt, at: '2020-01-01T00:00:00Z' }
  expect(await refusal(grid, api.receiptOfArrangement, before)).toMatchObject({ name: 'impossible-times' })
  const kept = await grid.get(api.receiptOfArrangement, receipt)
  expect(kept.notice.receipt).toMatchObject({ text: 'No. 1' })
  const twice = { ...tell, version: kept.version, how: 'hand' as const, to: 'Portal' }
  expect(await refusal(grid, api.tellOfArrangement, twice)).toMatchObject({ name: 'wrong-state' })

  const [mine] = (await anna.get(api.listArrangementNotices, {})).items.filter((one) => one.cluster === id)
  const drop = { id: mine?.membership ?? '', version: mine?.version ?? 0, key: 'n1', reason: 'We are the authority.' }
  expect(await refusal(anna, api.dropArrangementNotice, { ...drop, key: 'n7' })).toMatchObject({ name: 'unknown' })
  expect(await anna.get(api.dropArrangementNotice, drop)).toMatchObject({ notice: { status: 'not-owed' } })
  const { items } = await anna.get(api.listArrangementNotices, {})
  expect(items.filter((one) => one.cluster === id && one.name === 'National CSIRT')).toEqual([])
})

test('a text that carries a mark of classified information is refused, wherever it stands, and nothing is kept', async () => {
  const marked = 'RESTREINT UE/EU RESTRICTED: the line is tapped.'
  const text = { ...charter, rules: { ...rules, pointer: marked } }
  const refused = await refusal(anna, api.openCluster, text)
  expect(refused).toMatchObject({ name: 'classified', where: '/rules/pointer' })
  expect(refused.detail).not.toContain('tapped')
  const { id } = await anna.get(api.openCluster, charter)
  expect(await refusal(anna, api.postInCluster, { cluster: id, text: marked })).toMatchObject({ name: 'classified' })
  expect((await anna.get(api.listClusterPosts, { cluster: id })).items).toEqual([])
  await anna.get(api.postInCluster, { cluster: id, text: 'This is no secret.' })
})

test('where a process died between the word of a member and the roster, the node brings them together', async () => {
  const { id } = await anna.get(api.openCluster, charter)
  const { membership } = await invite(id, grid)
  const { journal } = node.node
  const view = { reader: systemReader('test', ['live'], journal.home), realm: 'live' }
  await journal.commit({ view, verb: 'test' }, async (unit) => {
    await unit.append(membershipRecord, 'share.memberDeclined', membership, { words: 'No.' })
    return done(null)
  })
  expect(await line(id, grid.organisation)).toBe('invited')
  await catchUpAll({ journal })
  expect(await line(id, grid.organisation)).toBe('declined')
  const { version } = await look(id)
  await catchUpAll({ journal })
  expect((await look(id)).version).toBe(version)
})

test('a cluster is changed by its steward and ends; then nobody speaks in it', async () => {
  const { id, version } = await anna.get(api.openCluster, charter)
  const contact = { id, version, contact: 'By day and night' }
  expect(await refusal(anna, api.editCluster, { id, version, contact: 'Duty desk' })).toMatchObject({
    name: 'nothing-to-change',
  })
  const edited = await anna.get(api.editCluster, contact)
  expect(await refusal(anna, api.editCluster, contact)).toMatchObject({ name: 'stale-version' })
  const ended = await anna.get(api.endCluster, { id, version: edited.version, reason: 'Its task is done.' })
  expect(await refusal(anna, api.endCluster, { id, version: ended.version, reason: 'Again.' })).toMatchObject({
    name: 'wrong-state',
  })
  expect(await refusal(anna, api.postInCluster, { cluster: id, text: 'Hello' })).toMatchObject({ name: 'wrong-state' })
  const { items } = await anna.get(api.listClusters, { status: 'ended', mine: true })
  expect(items.map((one) => one.id)).toEqual([id])
})

test('in an exercise a notice leaves for nobody, and live clusters are not there', async () => {
  const realm = 'exercise:storm-2026'
  await (await node.administrator()).get(enterRealm, { person: anna.person, exercise: 'storm-2026' })
  const before = mails.length
  expect((await anna.get(api.listClusters, {}, { realm })).items).toEqual([])
  const { membership } = await anna.get(api.openCluster, charter, { realm })
  const tell = {
    id: membership,
    version: 2,
    key: 'n1',
    how: 'mail' as const,
    to: 'nis@authority.example',
    text: 'We play.',
  }
  await anna.get(api.tellOfArrangement, tell, { realm })
  const state = async () =>
    (await anna.get(api.listArrangementNotices, { open: false }, { realm })).items[0]?.notice.told?.state
  await vi.waitFor(async () => expect(await state()).toBe('held'), { timeout: 15_000, interval: 200 })
  expect(mails).toHaveLength(before)
})

test('a practice comes before the forum, is discussed, recommended by a named person, and retired', async () => {
  const { available } = await anna.get(forum.listPractices, {})
  expect(available).toContainEqual(
    expect.objectContaining({ key: 'source-address-validation', names: 'RFC 2827, RFC 3704, RFC 8704' }),
  )
  expect(await refusal(anna, forum.proposePractice, {})).toMatchObject({ name: 'say-which' })
  const green = { tlp: 'GREEN' as const }
  const made = await anna.get(forum.proposePractice, { key: 'dnssec', marking: green })
  expect(await refusal(grid, forum.proposePractice, { key: 'dnssec' })).toMatchObject({ name: 'already-there' })
  const to = (status: 'recommended' | 'discussed' | 'retired', version: number) => ({
    ...{ id: made.id, version, to: status, reason: 'As agreed.' },
  })
  expect(await refusal(anna, forum.movePractice, to('recommended', 1))).toMatchObject({ name: 'wrong-state' })
  expect(await refusal(grid, forum.movePractice, to('discussed', 1))).toMatchObject({ name: 'not-yours' })
  await anna.get(forum.movePractice, to('discussed', 1))
  const on = { kind: 'share.practice' as const, id: made.id }
  await grid.get(raiseVoice, { on, words: 'We sign all zones.', stand: 'agrees' })
  expect((await bank.get(listVoices, { kind: on.kind, on: on.id })).positions.counts.agrees).toBe(1)
  expect(await refusal(anna, forum.movePractice, to('recommended', 1))).toMatchObject({ name: 'stale-version' })
  await anna.get(forum.movePractice, to('recommended', 2))
  const shown = await bank.get(forum.getPractice, { id: made.id })
  expect(shown.state).toMatchObject({ status: 'recommended', verification: 'unverified', key: 'dnssec' })
  expect(shown.moves.every((one) => !one.allowed)).toBe(true)
  const edit = { id: made.id, version: 3, practice: { concerns: 'All who own a domain' } }
  await anna.get(forum.editPractice, edit)
  expect(await refusal(anna, forum.editPractice, { ...edit, version: 4 })).toMatchObject({ name: 'nothing-to-change' })
  await anna.get(forum.movePractice, to('retired', 4))
  expect(await refusal(grid, raiseVoice, { on, words: 'A pity.' })).toMatchObject({ name: 'wrong-state' })
})

test('each organisation says for itself whether it uses a practice; what is missing is for itself and the owner', async () => {
  const { id } = await anna.get(forum.proposePractice, { key: 'tls', marking: { tlp: 'GREEN' } })
  const say = { practice: id, use: 'not' as const, evidence: 'Old devices.' }
  expect(await refusal(grid, forum.sayPracticeUse, { ...say, use: 'in-use', on: '2099-01-01' })).toMatchObject({
    name: 'bad-day',
  })
  expect(await refusal(grid, forum.sayPracticeUse, { ...say, version: 3 })).toMatchObject({ name: 'stale-version' })
  await grid.get(forum.sayPracticeUse, say)
  await bank.get(forum.sayPracticeUse, { practice: id, use: 'in-use', on: '2025-03-01', marking: { tlp: 'GREEN' } })
  expect(await refusal(grid, forum.sayPracticeUse, say)).toMatchObject({ name: 'stale-version' })
  await grid.get(forum.sayPracticeUse, { ...say, version: 1, use: 'planned', on: '2027-01-01' })
  const [counted] = (await anna.get(forum.listPractices, { status: ['proposed'] })).items
  expect(counted).toMatchObject({ id, own: null, uses: { 'in-use': 1, planned: 1, not: 0, 'not-applicable': 0 } })
  const own = await grid.get(forum.getPractice, { id })
  expect(own.own?.state).toMatchObject({ said: { use: 'planned' }, before: [{ use: 'not', evidence: 'Old devices.' }] })
  const other = await stranger.get(forum.getPractice, { id })
  expect(other.uses.map((one) => one.state.name)).toEqual(['Example Bank'])
  expect(other.counts).toMatchObject({ 'in-use': 1, planned: 0 })
  const { id: second } = await anna.get(forum.proposePractice, { key: 'dnssec', marking: { tlp: 'GREEN' } })
  const both = await Promise.all([1, 2].map(() => grid.call(forum.sayPracticeUse, { ...say, practice: second })))
  expect(both.map((one) => one.ok).sort()).toEqual([false, true])
})
