// Duties of the framework over HTTP: notices with their check of releasability, told, receipted; the checklist with what shows it;
// every refusal, and who may see them.
import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { declareIncident } from '#assess/api.ts'
import { openCrisis, remarkRecord } from '#coordinate/api/crises.ts'
import * as api from '#coordinate/api/duties.ts'
import { decideStep, openLadder, proposeStep } from '#coordinate/api/ladder.ts'
import * as list from '#coordinate/api/obligations.ts'
import type { Contract, InputOf } from '#kernel/contract.ts'
import { enterRealm, getPerson, registerOrganisation } from '#people/api.ts'
import { type Client, startTestNode, type TestNode } from '../setup/node.ts'
import { clockAt } from '../setup/sense.ts'

const at = (moment: string) => Date.parse(moment) / 1000
const clock = clockAt(at('2027-03-10T20:00:00Z'))
const mails: { to: string; text: string }[] = []
const posts: Record<string, unknown>[] = []
let mood = 200
let smtp: SMTPServer
let web: Server
let node: TestNode
let vera: Client
let max: Client
let reader: Client
let stranger: Client
let crisis: string
let incident: string
let network: string
const portOf = (server: { address(): unknown }) => (server.address() as AddressInfo).port
const exercise = { realm: 'exercise:storm' }

beforeAll(async () => {
  smtp = new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    async onData(stream, session, taken) {
      const chunks: Buffer[] = []
      for await (const chunk of stream) chunks.push(chunk)
      const text = Buffer.concat(chunks).toString().replace(/=\r\n/g, '').replace(/\r\n /g, ' ')
      mails.push({ to: session.envelope.rcptTo.map((one) => one.address).join(), text })
      taken()
    },
  })
  smtp.listen(0, '127.0.0.1')
  await once(smtp.server, 'listening')
  web = createServer(async (request, response) => {
    let body = ''
    for await (const chunk of request) body += chunk
    posts.push(JSON.parse(body))
    response.writeHead(mood).end('heard')
  }).listen(0, '127.0.0.1')
  await once(web, 'listening')
  node = await startTestNode({
    clock,
    env: {
      TOCSIN_SMTP_URL: `smtp://127.0.0.1:${portOf(smtp.server)}`,
      TOCSIN_MAIL_FROM: 'tocsin@csirt.example',
      TOCSIN_FETCH_ALLOW: '127.0.0.1',
    },
  })
  const admin = await node.administrator()
  vera = await node.signedIn({ roles: ['duty-officer', 'crisis-manager'] })
  max = await node.signedIn({ roles: ['crisis-manager'] })
  reader = await node.signedIn({ roles: ['reader'] })
  network = (
    await admin.get(registerOrganisation, {
      name: 'Secretariat of the network',
      kind: 'union-body',
      country: null,
      contacts: [{ purpose: 'Duty desk', email: 'desk@network.example' }],
    })
  ).id
  const other = await admin.get(registerOrganisation, { name: 'A company', kind: 'operator', country: 'BE' })
  stranger = await node.signedIn({ roles: ['duty-officer'], organisation: other.id })
  for (const one of [vera, max]) await admin.get(enterRealm, { person: one.person, exercise: 'storm' })
  incident = (await vera.get(declareIncident, { title: 'Turbines stand still' })).id
  crisis = (await vera.get(openCrisis, { title: 'Power cuts in the north', kind: 'hybrid', incidents: [incident] })).id
}, 120_000)

afterAll(async () => {
  await node.stop()
  await new Promise<void>((resolve) => smtp.close(resolve))
  web.closeAllConnections()
  await new Promise((resolve) => web.close(resolve))
})

async function refusal<C extends Contract>(as: Client, contract: C, input: InputOf<C>, realm = {}) {
  const answered = await as.call(contract, input, realm)
  if (answered.ok) throw new Error('It was not refused.')
  const { refusal: name, where, detail } = answered.problem
  return { name, ...(where === undefined ? {} : { where }), detail: detail ?? '' }
}

/** The jobs run by real time, whatever the clock of the node says. */
async function until(what: () => boolean | Promise<boolean>, seconds = 30): Promise<void> {
  for (let tries = 0; tries < seconds * 5; tries++) {
    if (await what()) return
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
  throw new Error('It did not come.')
}

const show = (id: string, options = {}) => vera.get(api.getNotice, { id }, options)
const green = { tlp: 'GREEN' as const }

async function told(id: string, recipient: string, options: { realm?: string } = {}, to = 'Duty officer, by phone') {
  const { version } = await show(id, options)
  const checked = await vera.get(api.checkRelease, { id, version, recipient }, options)
  return vera.get(api.tellRecipient, { id, version: checked.version, recipient, channel: 'call', to }, options)
}

async function rowOf(obligation: string, as = vera, options: { asOf?: string; realm?: string } = {}, actor?: string) {
  const { items } = await as.get(list.obligations, actor ? { actor } : {}, options)
  const found = items.find(({ id }) => id === obligation)
  if (!found) throw new Error(`${obligation} is not in the checklist.`)
  return found
}

test('who deploys defence initiatives owes it to EU-CyCLONe and to the Cyber Commanders: both, or it is not done', async () => {
  expect(await rowOf('BP-21')).toMatchObject({ status: 'not-dated', verification: 'seed' })
  const { id } = await vera.get(api.openNotice, {
    kind: 'defence-initiative',
    title: 'Two teams support the grid operator',
    text: 'They are deployed at the operator of the transmission grid.',
    ...{ crisis, incident, happenedAt: '2027-03-10T19:30:00Z', marking: green },
  })
  const opened = await show(id)
  expect(opened.state).toMatchObject({
    actor: 'member_state',
    obligations: ['BP-21'],
    due: '2027-03-10T19:30:00.000Z',
    verification: 'seed',
    owner: vera.person,
  })
  expect(opened.state.recipients.map(({ party, required }) => [party.actor, required])).toEqual([
    ['cyclone', true],
    ['cyber_commanders', true],
  ])
  expect(opened.timing).toMatchObject({ state: 'overdue', limit: '2027-03-10T19:30:00.000Z' })
  expect(await rowOf('BP-21')).toMatchObject({ status: 'overdue', dueAt: '2027-03-10T19:30:00.000Z' })
  expect((await told(id, 'r1')).status).toBe('open')
  expect((await told(id, 'r2')).status).toBe('done')
  expect((await show(id)).timing.state).toBe('done-late')
  const row = await rowOf('BP-21')
  expect(row).toMatchObject({ status: 'done', late: true, notices: [{ id, status: 'done' }] })
  const { version } = await show(id)
  expect(await refusal(vera, api.changeNotice, { id, version, text: 'Three teams.' })).toMatchObject({
    name: 'wrong-state',
  })
  expect(await refusal(vera, api.dropNotice, { id, version, reason: 'A mistake.' })).toMatchObject({
    name: 'wrong-state',
  })
  const receipted = await vera.get(api.recordNoticeReceipt, { id, version, recipient: 'r1', text: 'Number 118' })
  expect(receipted.status).toBe('done')
})

test('nothing goes out unchecked: by default it stays here, and a tear-line is what may go', async () => {
  const opened = await vera.get(api.openNotice, {
    kind: 'potential-crisis',
    title: 'It may spread',
    text: 'All of it.',
    crisis,
  })
  const { id } = opened
  const tell = { id, recipient: 'r1', channel: 'call' as const, to: 'Duty officer' }
  expect(await refusal(vera, api.tellRecipient, { ...tell, version: opened.version })).toMatchObject({
    name: 'check-first',
  })
  const checked = await vera.get(api.checkRelease, { id, version: opened.version, recipient: 'r1' })
  expect(checked.check).toMatchObject({ may: false, text: 'none', checkedBy: `person:${vera.person}` })
  expect(checked.check.reasons.join(' ')).toContain('nobody in the register stands for CSIRTs Network')
  expect(await refusal(vera, api.tellRecipient, { ...tell, version: checked.version })).toMatchObject({
    name: 'not-releasable',
  })

  const tearLine = { text: 'Something may spread.', marking: green }
  const changed = await vera.get(api.changeNotice, { id, version: checked.version, tearLine })
  const stale = await refusal(vera, api.tellRecipient, { ...tell, version: changed.version })
  expect(stale).toMatchObject({ name: 'check-first', detail: expect.stringContaining('text changed') })
  const again = await vera.get(api.checkRelease, { id, version: changed.version, recipient: 'r1' })
  expect(again.check).toMatchObject({ may: true, text: 'tear-line' })
  const whole = { ...tell, version: again.version, text: 'full' as const }
  expect(await refusal(vera, api.tellRecipient, whole)).toMatchObject({ name: 'not-releasable' })
  const mail = { ...tell, version: again.version, channel: 'email' as const, to: 'network@csirts.example' }
  expect(await vera.get(api.tellRecipient, mail)).toMatchObject({ text: 'tear-line', status: 'open' })
  await until(async () => (await show(id)).state.recipients[0]?.told?.state === 'sent')
  const left = mails.find(({ to }) => to === 'network@csirts.example')
  expect(left?.text).toContain('[TLP:GREEN]')
  expect(left?.text).toContain('Something may spread.')
  expect(left?.text).not.toContain('All of it.')
  expect(left?.text).not.toContain('It may spread')
})

test('an organisation of the register gets it where the marking names it, at the addresses that the register has', async () => {
  const marking = { tlp: 'AMBER+STRICT' as const, audience: [network] }
  const { id, version } = await vera.get(api.openNotice, {
    kind: 'potential-crisis',
    title: 'A second wave',
    text: 'Whole.',
    marking,
  })
  const checked = await vera.get(api.checkRelease, { id, version, recipient: 'r1', organisation: network })
  expect(checked.check).toMatchObject({ may: true, text: 'full' })
  expect((await show(id)).recipients[0]).toMatchObject({ notNow: null, addresses: ['desk@network.example'] })
  const mail = { id, version: checked.version, recipient: 'r1', channel: 'email' as const }
  expect(await refusal(vera, api.tellRecipient, { ...mail, to: 'desk@netwrok.example' })).toMatchObject({
    name: 'bad-address',
    detail: expect.stringContaining('desk@network.example'),
  })
  expect(await refusal(vera, api.tellRecipient, { ...mail, to: 'the desk' })).toMatchObject({ name: 'bad-address' })
  const sent = await vera.get(api.tellRecipient, { ...mail, to: 'Desk@network.example' })
  const waiting = { ...mail, version: sent.version, to: 'desk@network.example' }
  expect(await refusal(vera, api.tellRecipient, waiting)).toMatchObject({ name: 'wrong-state' })
  await until(async () => (await show(id)).state.recipients[0]?.told?.state === 'sent')
  const other = await vera.get(api.checkRelease, { id, version: (await show(id)).version, recipient: 'r2' })
  expect(other.check.may).toBe(false)
})

test('what was marked otherwise since it was checked is checked again when it is told', async () => {
  const { id, version } = await vera.get(api.openNotice, {
    kind: 'potential-crisis',
    title: 'Third',
    text: 'T',
    marking: green,
  })
  const checked = await vera.get(api.checkRelease, { id, version, recipient: 'r2' })
  expect(checked.check.may).toBe(true)
  const marking = { tlp: 'AMBER+STRICT' as const }
  const marked = await vera.get(remarkRecord, {
    id,
    version: checked.version,
    marking,
    reason: 'It names an operator.',
  })
  const tell = { id, version: marked.version, recipient: 'r2', channel: 'call' as const, to: 'Duty officer' }
  expect(await refusal(vera, api.tellRecipient, tell)).toMatchObject({ name: 'not-releasable' })
})

test('partners and NATO are told only what is releasable to them, and what is asked of nobody in particular still needs somebody', async () => {
  const partner = await (await node.administrator()).get(registerOrganisation, {
    ...{ name: 'CERT of a partner', kind: 'csirt' as const, country: 'CH' },
  })
  const { id, version } = await vera.get(api.openNotice, {
    kind: 'partner-information',
    title: 'To partners',
    text: 'P',
    marking: green,
  })
  const checked = await vera.get(api.checkRelease, { id, version, recipient: 'r1', organisation: partner.id })
  expect(checked.check).toMatchObject({ may: false })
  expect(checked.check.reasons.join()).toContain('releasable to them (for example CH)')
  const marking = { ...green, releasableTo: ['CH', 'EU'] }
  const marked = await vera.get(remarkRecord, { id, version: checked.version, marking, reason: 'Released to CH.' })
  const again = await vera.get(api.checkRelease, { id, version: marked.version, recipient: 'r1' })
  expect(again.check).toMatchObject({ may: true, text: 'full' })
  const nato = await vera.get(api.checkRelease, { id, version: again.version, recipient: 'r2' })
  expect(nato.check).toMatchObject({ may: false })
  expect(nato.check.reasons.join()).toContain('releasable to CH, EU only')
  const call = { id, recipient: 'r1', channel: 'call' as const, to: 'Duty desk' }
  const one = await vera.get(api.tellRecipient, { ...call, version: nato.version })
  expect(one.status).toBe('open')
  const skipped = { id, version: one.version, recipient: 'r2', reason: 'It does not concern the alliance.' }
  expect(await vera.get(api.skipRecipient, skipped)).toMatchObject({ status: 'done' })
  expect(await rowOf('BP-22')).toMatchObject({ status: 'done', as: 'hr_eeas' })
  expect(await rowOf('BP-22', vera, {}, 'commission')).toMatchObject({ status: 'not-dated', notices: [] })
})

test('classified information does not enter; a pointer to it does', async () => {
  const kind = 'potential-crisis'
  for (const [text, mark] of [
    ['From a paper marked SECRET UE/EU SECRET.', 'SECRET UE/EU SECRET'],
    ['très secret ue / eu top secret', 'TRES SECRET UE/EU TOP SECRET'],
  ] as const)
    expect(await refusal(vera, api.openNotice, { kind, title: 'A paper', text })).toEqual({
      name: 'classified',
      where: '/text',
      detail: expect.stringContaining(mark),
    })
  const pointer = { level: 's-ue', reference: '2027/118', holder: 'Registry of the ministry' }
  const made = await vera.get(api.openNotice, {
    kind,
    title: 'A paper',
    text: 'More is known.',
    pointer,
    marking: green,
  })
  expect((await show(made.id)).state.pointer).toEqual(pointer)
  const title = 'EU-CyCLONe and the EU secret service met'
  expect(await vera.get(api.changeNotice, { id: made.id, version: made.version, title })).toMatchObject({
    status: 'open',
  })
})

test('PAP:RED takes no mail; a system that is called gets JSON, and one that refuses can be told again', async () => {
  const red = { ...green, pap: 'RED' as const }
  const careful = await vera.get(api.openNotice, { kind: 'hub-early-warning', title: 'Quiet', text: 'Q', marking: red })
  const checked = await vera.get(api.checkRelease, { id: careful.id, version: careful.version, recipient: 'r1' })
  const mail = {
    id: careful.id,
    version: checked.version,
    recipient: 'r1',
    channel: 'email' as const,
    to: 'a@b.example',
  }
  expect(await refusal(vera, api.tellRecipient, mail)).toMatchObject({ name: 'not-releasable', where: '/channel' })

  const { id, version } = await vera.get(api.openNotice, {
    kind: 'hub-early-warning',
    title: 'Loud',
    text: 'L',
    marking: green,
  })
  const ready = await vera.get(api.checkRelease, { id, version, recipient: 'r1' })
  const call = { id, version: ready.version, recipient: 'r1', channel: 'webhook' as const }
  expect(await refusal(vera, api.tellRecipient, { ...call, to: 'http://partner.example/in' })).toMatchObject({
    name: 'bad-address',
  })
  expect(await refusal(vera, api.tellRecipient, { ...call, to: 'https://u:p@partner.example/in' })).toMatchObject({
    name: 'bad-address',
  })
  const to = `http://127.0.0.1:${portOf(web)}/notices`
  mood = 403
  await vera.get(api.tellRecipient, { ...call, to })
  await until(async () => (await show(id)).state.recipients[0]?.told?.state === 'failed')
  expect((await show(id)).state.status).toBe('open')
  mood = 200
  await vera.get(api.tellRecipient, { ...call, to, version: (await show(id)).version })
  await until(async () => (await show(id)).state.recipients[0]?.told?.state === 'sent')
  expect(posts.at(-1)).toMatchObject({
    event: 'notice.told',
    marking: 'TLP:GREEN',
    notice: id,
    title: 'Loud',
    text: 'L',
  })
  expect((await show(id)).state.recipients[0]?.told?.attempt).toBe(2)
})

test('of two at the same version one wins, and the other is told', async () => {
  const { id, version } = await vera.get(api.openNotice, {
    kind: 'potential-crisis',
    title: 'Two at once',
    marking: green,
  })
  const [a, b] = await Promise.all([
    vera.call(api.changeNotice, { id, version, text: 'From Vera' }),
    max.call(api.changeNotice, { id, version, text: 'From Max' }),
  ])
  expect([a, b].filter(({ ok }) => ok)).toHaveLength(1)
  const lost = [a, b].find(({ ok }) => !ok)
  expect(lost && !lost.ok && lost.problem.refusal).toBe('stale-version')
  const { version: now, state } = await show(id)
  expect(now).toBe(version + 1)
  const stale = { name: 'stale-version' }
  expect(await refusal(max, api.checkRelease, { id, version, recipient: 'r1' })).toMatchObject(stale)
  expect(await refusal(max, api.dropNotice, { id, version, reason: 'Not needed.' })).toMatchObject(stale)
  expect(await refusal(max, api.assignNotice, { id, version, owner: max.person })).toMatchObject(stale)
  expect(await refusal(max, api.addRecipient, { id, version, party: { name: 'X' } })).toMatchObject(stale)
  expect((await show(id)).state).toEqual(state)
})

test('each wrong input is refused by its name, and nothing is kept of it', async () => {
  const kind = 'potential-crisis'
  const base = { kind, title: 'Wrong inputs' }
  const open = (more: object) => refusal(vera, api.openNotice, { ...base, ...more })
  const nobody = '01980f3c-8a00-7000-8000-000000000009'
  expect(await open({ kind: 'love-letter' })).toMatchObject({ name: 'unknown-kind' })
  expect(await open({ crisis: nobody })).toMatchObject({ name: 'no-such-link', where: '/crisis' })
  expect(await open({ incident: nobody })).toMatchObject({ name: 'no-such-link', where: '/incident' })
  expect(await open({ evidence: [nobody] })).toMatchObject({ name: 'no-such-link', where: '/evidence' })
  expect(await open({ actor: 'pirates' })).toMatchObject({ name: 'unknown-actor' })
  expect(await open({ owner: nobody })).toMatchObject({ name: 'bad-owner' })
  expect(await open({ owner: stranger.person })).toMatchObject({ name: 'bad-owner' })
  expect(await open({ happenedAt: '2027-03-11T09:00:00Z' })).toMatchObject({ name: 'impossible-times' })
  expect(await open({ recipients: [{ organisation: nobody }] })).toMatchObject({ name: 'bad-recipient' })
  const red = { tlp: 'RED' as const, reason: 'Only for two.', reviewOn: '2027-04-01' }
  expect(await open({ tearLine: { text: 'T', marking: red }, marking: green })).toMatchObject({
    name: 'tear-line-above',
  })
  expect(await open({ pointer: { level: 'cosmic', reference: '1', holder: 'H' } })).toMatchObject({
    name: 'classified',
  })
  const { id, version } = await vera.get(api.openNotice, { ...base, marking: green })
  expect(await refusal(vera, api.changeNotice, { id, version, title: base.title })).toMatchObject({
    name: 'nothing-to-change',
  })
  expect(await refusal(vera, api.assignNotice, { id, version, owner: vera.person })).toMatchObject({
    name: 'nothing-to-change',
  })
  expect(await refusal(vera, api.setNoticeDue, { id, version, due: null, reason: 'None.' })).toMatchObject({
    name: 'nothing-to-change',
  })
  expect(await refusal(vera, api.addRecipient, { id, version, party: { actor: 'pirates' } })).toMatchObject({
    name: 'unknown-actor',
  })
  expect(await refusal(vera, api.checkRelease, { id, version, recipient: 'r9' })).toMatchObject({ name: 'unknown' })
  const early = { id, version, recipient: 'r1', text: 'Thanks' }
  expect(await refusal(vera, api.recordNoticeReceipt, early)).toMatchObject({ name: 'wrong-state' })
  const checked = await vera.get(api.checkRelease, { id, version, recipient: 'r1' })
  const tell = { id, version: checked.version, recipient: 'r1', channel: 'call' as const, to: 'Duty officer' }
  expect(await refusal(vera, api.tellRecipient, { ...tell, at: '2027-03-11T09:00:00Z' })).toMatchObject({
    name: 'impossible-times',
  })
  expect((await show(id)).version).toBe(checked.version)
  const dropped = await vera.get(api.dropNotice, { id, version: checked.version, reason: 'It was a test.' })
  expect(await refusal(vera, api.tellRecipient, { ...tell, version: dropped.version })).toMatchObject({
    name: 'wrong-state',
  })
})

test('who may not read a notice sees nothing of it, and who may only read changes nothing', async () => {
  const { id, version } = await vera.get(api.openNotice, {
    kind: 'six-member-states',
    title: 'Only for us',
    text: 'Secret of ours',
  })
  const { items } = await stranger.get(api.listNotices, { limit: 200 })
  expect(items.map((one) => one.id)).not.toContain(id)
  expect(await refusal(stranger, api.getNotice, { id })).toMatchObject({ name: 'unknown' })
  expect(await refusal(stranger, api.dropNotice, { id, version, reason: 'Away.' })).toMatchObject({ name: 'unknown' })
  expect((await stranger.get(api.dueDuties, {})).notices.map((one) => one.id)).not.toContain(id)
  expect(await rowOf('CR-01', stranger)).toMatchObject({ status: 'not-dated', notices: [] })
  expect(await rowOf('CR-01')).toMatchObject({ status: 'due', notices: [{ id }] })
  const open = await vera.get(api.openNotice, { kind: 'plan-information', title: 'For all', marking: green })
  const theirs = { id: open.id, version: open.version }
  expect((await stranger.get(api.getNotice, { id: open.id })).moves.every(({ allowed }) => !allowed)).toBe(true)
  expect(await refusal(stranger, api.dropNotice, { ...theirs, reason: 'Away.' })).toMatchObject({ name: 'not-yours' })
  expect(await refusal(reader, api.dropNotice, { ...theirs, reason: 'Away.' })).toMatchObject({ name: 'not-allowed' })
  expect((await show(open.id)).state.due).toBe('2027-06-10T20:00:00.000Z')
})

test('partners are told of covert operations before the next step up: a step that is taken first makes it overdue', async () => {
  const other = (await vera.get(openCrisis, { title: 'Signs of a campaign' })).id
  const { id } = await vera.get(api.openNotice, {
    kind: 'covert-operation',
    title: 'A covert operation',
    crisis: other,
  })
  expect((await show(id)).timing).toEqual({ state: 'open', limit: null, warnings: [] })
  const { version } = await vera.get(openLadder, { crisis: other })
  const move = { crisis: other, network: 'cyclone', event: 'raise' as const, reason: 'Two Member States ask for it.' }
  const proposed = await vera.get(proposeStep, { ...move, version })
  expect((await show(id)).timing.warnings.join()).toContain('tell this before the step is taken')
  clock.set(at('2027-03-10T20:30:00Z'))
  await vera.get(decideStep, {
    ...{ crisis: other, version: proposed.version, step: 's1', outcome: 'taken' as const },
    decider: { name: 'EU-CyCLONe', actor: 'cyclone', organisation: null, person: null },
    ...{ reason: 'Agreed in the call.', despite: 'There was no time.' },
  })
  clock.set(at('2027-03-10T20:31:00Z'))
  const { timing } = await show(id)
  expect(timing).toMatchObject({ state: 'overdue', limit: '2027-03-10T20:30:00.000Z' })
  expect(timing.warnings.join()).toContain('it was to be told before that step')
  expect(await rowOf('BP-16')).toMatchObject({ status: 'overdue' })
  const before = await show(id, { asOf: '2027-03-10T20:10:00Z' })
  expect(before.timing.state).toBe('open')
  clock.set(at('2027-03-10T20:32:00Z'))
})

test('a crisis that nobody reported to the networks is asked about until somebody opens that notice', async () => {
  const third = (await vera.get(openCrisis, { title: 'Not reported yet' })).id
  const due = async () => (await vera.get(api.dueDuties, { crisis: third })).asked
  expect(await due()).toMatchObject([{ crisis: third, kind: 'potential-crisis', crisisTitle: 'Not reported yet' }])
  expect((await stranger.get(api.dueDuties, { crisis: third })).asked).toEqual([])
  const made = await vera.get(api.openNotice, { kind: 'potential-crisis', title: 'It may be one', crisis: third })
  expect(await due()).toEqual([])
  await vera.get(api.dropNotice, { id: made.id, version: made.version, reason: 'It is none after all.' })
  expect(await due()).toEqual([])
})

test('in an exercise everything is told the same way, and nothing leaves', async () => {
  const before = mails.length
  const { id, version } = await vera.get(
    api.openNotice,
    { kind: 'six-member-states', title: 'Played', text: 'P', marking: green },
    exercise,
  )
  const checked = await vera.get(api.checkRelease, { id, version, recipient: 'r1' }, exercise)
  const mail = { id, version: checked.version, recipient: 'r1', channel: 'email' as const, to: 'out@far.example' }
  await vera.get(api.tellRecipient, mail, exercise)
  await until(async () => (await show(id, exercise)).state.recipients[0]?.told?.state === 'held')
  expect((await show(id, exercise)).state.status).toBe('done')
  expect(await rowOf('CR-01', vera, exercise)).toMatchObject({ status: 'done' })
  expect((await rowOf('CR-01')).notices.map((one) => one.id)).not.toContain(id)
  expect(mails.slice(before).filter(({ to }) => to === 'out@far.example')).toEqual([])
  expect(await refusal(vera, api.getNotice, { id })).toMatchObject({ name: 'unknown' })
  const csv = String(await vera.get(list.exportObligations, { format: 'csv' }, exercise))
  expect(csv).toMatch(/^EXERCISE TLP:/)
})

test('the checklist has all 67, each with its source and how well that is known, for every actor', async () => {
  const { items, counts, actors } = await vera.get(list.obligations, {})
  expect(new Set(items.map(({ id }) => id)).size).toBe(67)
  expect(items.every(({ source, verification }) => source !== '' && verification.length > 0)).toBe(true)
  expect(Object.values(counts).reduce((sum, one) => sum + one, 0)).toBe(items.length)
  expect(await rowOf('BP-01')).toMatchObject({ status: 'overdue', dueAt: '2026-06-06T23:59:59.999Z', binding: false })
  expect(await rowOf('N2-07')).toMatchObject({ status: 'due', dueAt: null, binding: true, verification: 'primary' })
  expect(await rowOf('N2-13')).toMatchObject({ status: 'due', dueAt: '2027-07-17T23:59:59.999Z' })
  const hub = await vera.get(list.obligations, { actor: 'nhub', stage: 'share' })
  expect(hub.items.map(({ id }) => id)).toEqual(['BP-03', 'CS-01', 'CS-09'].sort())
  expect(hub.items.every((one) => one.as === 'nhub')).toBe(true)
  expect(actors.map(({ id }) => id)).toContain('cyclone')
})

test('an obligation is done when something shows it, and not before', async () => {
  const { id, version } = await vera.get(list.followObligation, { obligation: 'BP-02', actor: 'member_state' })
  expect(await rowOf('BP-02')).toMatchObject({
    status: 'overdue',
    open: ['2026-06-06'],
    followed: { id, state: { owner: vera.person } },
  })
  expect(await refusal(vera, list.meetObligation, { id, version, proofs: [] })).toMatchObject({ name: 'no-proof' })
  expect(await refusal(vera, list.meetObligation, { id, version, proofs: ['e1'] })).toMatchObject({ name: 'no-proof' })
  const url = 'https://authority.example/guidelines.pdf'
  const link = await vera.get(list.addProof, { id, version, text: '=Guidelines, as published', url })
  expect(link.key).toBe('e1')
  expect(await rowOf('BP-02')).toMatchObject({ status: 'overdue' })
  const met = await vera.get(list.meetObligation, {
    id,
    version: link.version,
    proofs: ['e1'],
    at: '2026-06-05T10:00:00Z',
  })
  expect(met.round).toBe('2026-06-06')
  expect(await rowOf('BP-02')).toMatchObject({ status: 'done', late: false })
  const twice = { id, version: met.version, proofs: ['e1'] }
  expect(await refusal(vera, list.meetObligation, twice)).toMatchObject({ name: 'no-such-round' })
  const taken = await vera.get(list.withdrawProof, {
    id,
    version: met.version,
    key: 'e1',
    reason: 'It was only a draft.',
  })
  expect(await rowOf('BP-02')).toMatchObject({ status: 'overdue' })
  const note = await vera.get(list.addProof, { id, version: taken.version, text: '=Circular of 3 May' })
  clock.set(at('2027-03-10T20:40:00Z'))
  const late = await vera.get(list.meetObligation, { id, version: note.version, proofs: [note.key] })
  expect(await rowOf('BP-02')).toMatchObject({ status: 'done', late: true })
  expect(await rowOf('BP-02', vera, { asOf: '2027-03-10T20:35:00Z' })).toMatchObject({ status: 'overdue' })
  const reopened = { id, version: late.version, round: '2026-06-06', reason: 'It lacks the annex.' }
  await vera.get(list.reopenObligation, reopened)
  expect(await rowOf('BP-02')).toMatchObject({ status: 'overdue' })
  expect(await refusal(vera, list.reopenObligation, reopened)).toMatchObject({ name: 'stale-version' })
})

test('what comes round is owed turn by turn, from a day that a person sets where the source names none', async () => {
  const { id, version } = await vera.get(list.followObligation, { obligation: 'N2-06' })
  expect(await rowOf('N2-06')).toMatchObject({ status: 'not-dated', round: null, open: [] })
  const proof = await vera.get(list.addProof, { id, version, text: 'Summary of the quarter' })
  const meet = { id, proofs: [proof.key] }
  expect(await refusal(vera, list.meetObligation, { ...meet, version: proof.version })).toMatchObject({
    name: 'no-such-round',
  })
  expect(
    await refusal(vera, list.setObligationDue, {
      id,
      version: proof.version,
      on: '2027-02-30',
      reason: 'No such day.',
    }),
  ).toMatchObject({ name: 'bad-day' })
  const reason = 'Our quarters begin in the middle of the month.'
  const set = await vera.get(list.setObligationDue, { id, version: proof.version, on: '2026-12-10', reason })
  expect(await rowOf('N2-06')).toMatchObject({
    ...{ status: 'due', round: '2027-03-10', dueAt: '2027-03-10T23:59:59.999Z' },
    open: ['2026-12-10', '2027-03-10', '2027-06-10'],
  })
  const before = await vera.get(list.meetObligation, { ...meet, version: set.version, round: '2026-12-10' })
  expect(await rowOf('N2-06')).toMatchObject({ status: 'due', round: '2027-03-10' })
  clock.set(at('2027-03-11T00:10:00Z'))
  expect(await rowOf('N2-06')).toMatchObject({ status: 'overdue', round: '2027-03-10' })
  const met = await vera.get(list.meetObligation, { ...meet, version: before.version })
  expect(met.round).toBe('2027-03-10')
  expect(await rowOf('N2-06')).toMatchObject({ status: 'done', dueAt: '2027-06-10T23:59:59.999Z', late: true })
  const reopened = { id, version: met.version, round: '2027-03-10', reason: 'It was sent back.' }
  await vera.get(list.reopenObligation, reopened)
  expect(await rowOf('N2-06')).toMatchObject({ status: 'overdue' })
  clock.set(at('2027-03-11T00:11:00Z'))
})

test('it is followed once for each actor, by whom it concerns, and can be set aside with a reason', async () => {
  expect(await refusal(vera, list.followObligation, { obligation: 'ZZ-99' })).toMatchObject({
    name: 'unknown-obligation',
  })
  expect(await refusal(vera, list.followObligation, { obligation: 'IP-01', actor: 'private' })).toMatchObject({
    name: 'unknown-actor',
  })
  const [one, other] = await Promise.all([
    vera.call(list.followObligation, { obligation: 'N2-09' }),
    max.call(list.followObligation, { obligation: 'N2-09' }),
  ])
  expect([one.ok, other.ok].sort()).toEqual([false, true])
  const lost = [one, other].find(({ ok }) => !ok)
  expect(lost && !lost.ok && lost.problem.refusal).toBe('followed-already')
  const { id, version } = (await rowOf('N2-09')).followed ?? { id: '', version: 0 }
  const set = await max.get(list.setObligationAside, { id, version, reason: 'The ministry sees to it.' })
  expect(await rowOf('N2-09')).toMatchObject({ status: 'not-ours', because: 'The ministry sees to it.', open: [] })
  expect(await refusal(max, list.addProof, { id, version: set.version, text: 'The list' })).toMatchObject({
    name: 'wrong-state',
  })
  await max.get(list.takeUpObligation, { id, version: set.version, reason: 'It came back to us.' })
  expect(await rowOf('N2-09')).toMatchObject({ status: 'due' })
  // Another organisation on the same node keeps its own list, and sees nothing of this one.
  expect(await rowOf('N2-09', stranger)).toMatchObject({ followed: null, status: 'due' })
  const theirs = await stranger.get(list.followObligation, { obligation: 'N2-09' })
  expect(await refusal(vera, list.assignObligation, { id: theirs.id, version: 1, owner: null })).toMatchObject({
    name: 'unknown',
  })
  expect(await refusal(stranger, list.assignObligation, { id, version: 3, owner: null })).toMatchObject({
    name: 'unknown',
  })
})

test('a record shows that it was done only where everybody who reads the list may read its title', async () => {
  const { id, version } = await vera.get(list.followObligation, { obligation: 'BP-19', actor: 'csirt', marking: green })
  const add = { id, version, text: 'The picture of the campaign' }
  expect(await refusal(vera, list.addProof, { ...add, record: incident })).toMatchObject({ name: 'would-leak' })
  const nobody = '01980f3c-8a00-7000-8000-000000000009'
  expect(await refusal(vera, list.addProof, { ...add, record: nobody })).toMatchObject({ name: 'no-such-link' })
  expect(await refusal(vera, list.addProof, { ...add, url: 'http://plain.example' })).toMatchObject({
    name: 'bad-address',
  })
  const ours = await vera.get(list.followObligation, { obligation: 'BP-19', actor: 'ccma' })
  const added = await vera.get(list.addProof, {
    id: ours.id,
    version: ours.version,
    text: 'The picture',
    record: incident,
  })
  const row = await rowOf('BP-19', vera, {}, 'ccma')
  expect(row.followed?.state.proofs[0]?.record).toMatchObject({ record: 'assess.incident', id: incident })
  expect(await vera.get(list.meetObligation, { id: ours.id, version: added.version, proofs: ['e1'] })).toMatchObject({
    round: 'once',
  })
  expect(await rowOf('BP-19', vera, {}, 'ccma')).toMatchObject({ status: 'done' })
  expect(await rowOf('BP-19', vera, {}, 'csirt')).toMatchObject({ status: 'not-dated' })
})

test('the checklist leaves as a table, as Markdown and for machines, marked like the highest in it', async () => {
  const csv = String(await vera.get(list.exportObligations, { format: 'csv', actor: 'member_state' }))
  expect(csv.split('\r\n')[0]).toMatch(/^TLP:AMBER\+STRICT,/)
  expect(csv).toContain('BP-02,Member State,share')
  expect(csv).toContain("'=Circular of 3 May")
  const md = String(await vera.get(list.exportObligations, { format: 'md', status: ['overdue'] }))
  expect(md).toMatch(/^\*\*TLP:AMBER\+STRICT\*\*/)
  const json = JSON.parse(String(await vera.get(list.exportObligations, { format: 'json', stage: 'exercise' })))
  expect(json).toMatchObject({ format: 'tocsin-obligations/1', marking: 'TLP:CLEAR' })
  expect(json.obligations[0]).toMatchObject({ obligation: 'BP-04', verification: 'seed', evidence: [] })
})

test('whoever sees to it gets one mail when the limit passed, which says little', async () => {
  const { email } = await vera.get(getPerson, { person: vera.person })
  const mine = () => mails.filter(({ to }) => to === email)
  const due = '2027-03-11T00:30:00Z'
  const { id } = await vera.get(api.openNotice, { kind: 'six-member-states', title: 'Very private title', due })
  expect((await vera.get(api.dueDuties, {})).notices.find((one) => one.id === id)?.timing.state).toBe('open')
  clock.set(at('2027-03-11T00:31:00Z'))
  await until(() => mine().some(({ text }) => text.includes(id)))
  await until(() => mine().some(({ text }) => text.includes('N2-06')))
  const { notices, obligations, overdue } = await vera.get(api.dueDuties, {})
  expect(notices.find((one) => one.id === id)).toMatchObject({
    timing: { state: 'overdue' },
    waiting: ['European Commission'],
  })
  expect(obligations.find((one) => one.obligation === 'N2-06')).toMatchObject({ status: 'overdue' })
  expect(overdue).toBeGreaterThanOrEqual(2)
  await new Promise((resolve) => setTimeout(resolve, 6_000))
  const told = mine().filter(({ text }) => text.includes(id))
  expect(told).toHaveLength(1)
  expect(told[0]?.text).toContain('[TLP:AMBER+STRICT] Overdue')
  expect(told[0]?.text).not.toContain('Very private title')
  // A reminder makes nobody's version old.
  expect((await show(id)).version).toBe(1)
  expect(mine().filter(({ text }) => text.includes('N2-06'))).toHaveLength(1)
})
