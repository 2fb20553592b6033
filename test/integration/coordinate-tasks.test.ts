// Tasks, rotas and call-outs over HTTP: acknowledged or passed on, handed over with the duty, called out over a real mail server
// and a real web server on loopback; with every refusal, who may see them, and nothing leaving an exercise.
import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { callRounds } from '#coordinate/actions/tasks/call-round.ts'
import { escalateTasks, followDuties } from '#coordinate/actions/tasks/pass-on.ts'
import type { TasksRoom } from '#coordinate/actions/tasks/room.ts'
import * as calls from '#coordinate/api/call-outs.ts'
import { openCrisis } from '#coordinate/api/crises.ts'
import * as rotas from '#coordinate/api/rotas.ts'
import * as tasks from '#coordinate/api/tasks.ts'
import type { Contract, InputOf } from '#kernel/contract.ts'
import { disablePerson, enterRealm, getPerson, registerOrganisation } from '#people/api.ts'
import { createPeople } from '#people/index.ts'
import { readSettings } from '#platform/config.ts'
import { silent } from '#platform/log.ts'
import { createMetrics } from '#platform/metrics.ts'
import { packageRoot } from '#platform/worker.ts'
import { type Client, startTestNode, type TestNode } from '../setup/node.ts'
import { outboxOf } from '../setup/outbox.ts'
import { clockAt } from '../setup/sense.ts'

let now = Date.parse('2027-03-10T08:00:00Z') / 1000
const clock = clockAt(now)
const pass = (minutes: number) => {
  now += minutes * 60
  clock.set(now)
}
const inMinutes = (minutes: number) => new Date((now + minutes * 60) * 1000).toISOString()
const mails: { to: string; text: string }[] = []
const heard: Record<string, unknown>[] = []
const portOf = (server: { address(): unknown }) => (server.address() as AddressInfo).port
let smtp: SMTPServer
let web: Server
let node: TestNode
let beside: TasksRoom
let manager: Client
let anna: Client
let ben: Client
let carl: Client
let stranger: Client
const mailOf = new Map<string, string>()

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
    heard.push({ ...JSON.parse(body), signed: request.headers['tocsin-signature'] !== undefined })
    response.end('heard')
  }).listen(0, '127.0.0.1')
  await once(web, 'listening')
  const env = {
    TOCSIN_SMTP_URL: `smtp://127.0.0.1:${portOf(smtp.server)}`,
    TOCSIN_MAIL_FROM: 'tocsin@csirt.example',
    TOCSIN_FETCH_ALLOW: '127.0.0.1',
  }
  node = await startTestNode({ clock, env })
  const admin = await node.administrator()
  manager = await node.signedIn({ roles: ['crisis-manager', 'duty-officer'] })
  anna = await node.signedIn({ roles: ['analyst'] })
  ben = await node.signedIn({ roles: ['reader'] })
  carl = await node.signedIn({ roles: ['analyst', 'duty-officer'] })
  const company = await admin.get(registerOrganisation, { name: 'Another company', kind: 'operator', country: 'GR' })
  stranger = await node.signedIn({ roles: ['analyst', 'duty-officer', 'crisis-manager'], organisation: company.id })
  for (const one of [manager, anna, ben, carl])
    mailOf.set(one.person, (await admin.get(getPerson, { person: one.person })).email)
  const settings = readSettings({ ...node.storage.env, TOCSIN_PORT: '1' }, packageRoot())
  const { journal } = node.node
  const deps = { journal, clock, settings, log: silent, metrics: createMetrics(), outbox: outboxOf(journal, clock) }
  beside = { ...deps, people: createPeople(deps) } as unknown as TasksRoom
}, 120_000)

afterAll(async () => {
  await node?.stop()
  await new Promise<void>((resolve) => smtp.close(resolve))
  web.closeAllConnections()
  await new Promise((resolve) => web.close(resolve))
})

async function refusal<C extends Contract>(as: Client, contract: C, input: InputOf<C>, options = {}) {
  const answered = await as.call(contract, input, options)
  if (answered.ok) throw new Error('It was not refused.')
  const { refusal: name, where } = answered.problem
  return where === undefined || where === '/' ? name : `${name} ${where}`
}

/** Jobs and the outbox run by real time, whatever the clock of the node says. */
async function until(what: () => boolean | Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 100; tries++) {
    if (await what()) return
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error('It did not come to pass in time')
}

const task = (id: string, as = manager) => as.get(tasks.getTask, { id })
const mailsTo = (one: Client, what: string) =>
  mails.filter(({ to, text }) => to === mailOf.get(one.person) && text.includes(what))
const give = (input: Partial<InputOf<typeof tasks.assignTask>> = {}, options = {}) =>
  manager.get(
    tasks.assignTask,
    { title: 'Ask which substations are affected', assignee: { person: anna.person }, ...input },
    options,
  )
/** As another process would, at the same moment as this one. */
const turns = () => Promise.all([1, 2, 3].map(() => followDuties(beside).then(() => escalateTasks(beside))))

test('a task is given, told by a mail that says little, acknowledged by whoever holds it, and done', async () => {
  const { id, version } = await give({ priority: 'urgent', details: 'Call the control room.', due: inMinutes(60) })
  await until(() => mailsTo(anna, id).length > 0)
  const [mail] = mailsTo(anna, id)
  expect(mail?.text).toContain('A task waits for you')
  expect(mail?.text).toContain(`/tasks/${id}`)
  expect(mail?.text).not.toMatch(/substations|control room/)
  expect(await task(id, anna)).toMatchObject({
    yours: true,
    may: ['acknowledge', 'change', 'reassign', 'finish', 'cancel'],
  })
  expect(await task(id, ben)).toMatchObject({ yours: false, may: [] })
  expect((await anna.get(tasks.waitsForMe, {})).tasks.map((one) => one.id)).toEqual([id])
  expect(await refusal(ben, tasks.acknowledgeTask, { id, version })).toBe('not-your-task')
  expect(await refusal(manager, tasks.acknowledgeTask, { id, version })).toBe('not-your-task')
  const taken = await anna.get(tasks.acknowledgeTask, { id, version })
  expect(taken.status).toBe('acknowledged')
  expect(await refusal(anna, tasks.acknowledgeTask, { id, version: taken.version })).toBe('wrong-state')
  expect(await refusal(anna, tasks.finishTask, { id, version })).toBe('stale-version')
  expect(await refusal(ben, tasks.finishTask, { id, version: taken.version })).toBe('not-your-task')
  await anna.get(tasks.finishTask, { id, version: taken.version, outcome: 'Two, both in the north.' })
  const { state } = await task(id)
  expect(state).toMatchObject({ status: 'done', outcome: 'Two, both in the north.', acknowledgeBy: null })
  expect(state.hands).toMatchObject([{ because: 'assigned', acknowledgedBy: `person:${anna.person}` }])
  expect((await anna.get(tasks.waitsForMe, {})).total).toBe(0)
})

test('a reader holds and acknowledges a task, but gives none out', async () => {
  const { id, version } = await give({ assignee: { person: ben.person } })
  expect(await refusal(ben, tasks.assignTask, { title: 'For you', assignee: { person: anna.person } })).toBe(
    'not-allowed',
  )
  expect(await refusal(ben, tasks.cancelTask, { id, version, reason: 'No time' })).toBe('not-allowed')
  const { version: after } = await ben.get(tasks.acknowledgeTask, { id, version })
  expect(await ben.get(tasks.finishTask, { id, version: after })).toMatchObject({ status: 'done' })
  const reopened = await ben.get(tasks.reopenTask, { id, version: after + 1, reason: 'Closed by mistake' })
  expect(reopened.status).toBe('assigned')
  const gone = await manager.get(tasks.cancelTask, { id, version: reopened.version, reason: 'Not needed' })
  expect(await refusal(manager, tasks.changeTask, { id, version: gone.version, priority: 'low' })).toBe('wrong-state')
})

test('of two who change a task at once one wins, and the other is told', async () => {
  const { id, version } = await give()
  const both = await Promise.all([
    anna.call(tasks.acknowledgeTask, { id, version }),
    manager.call(tasks.cancelTask, { id, version, reason: 'Done by the operator' }),
  ])
  expect(both.filter(({ ok }) => ok)).toHaveLength(1)
  const lost = both.find(({ ok }) => !ok)
  expect(lost).toMatchObject({ status: 409, problem: { refusal: 'stale-version' } })
  expect((await task(id)).version).toBe(version + 1)
})

test('unheard, a task goes along its chain: each hand once, however many processes look', async () => {
  const { id } = await give({ acknowledgeMinutes: 10, chain: [{ person: ben.person }, { person: carl.person }] })
  pass(9)
  await turns()
  expect((await task(id)).state.hands).toHaveLength(1)
  pass(2)
  await turns()
  const first = await task(id)
  expect(first.state.assignee).toEqual({ person: ben.person, rota: null })
  expect(first.state.hands.map(({ because }) => because)).toEqual(['assigned', 'not-acknowledged'])
  expect(first.state.chain).toEqual([{ person: carl.person, rota: null }])
  expect(await refusal(anna, tasks.acknowledgeTask, { id, version: first.version })).toBe('not-your-task')
  pass(11)
  await turns()
  const last = await task(id)
  expect(last).toMatchObject({ stranded: false, state: { assignee: { person: carl.person }, chain: [] } })
  pass(11)
  await turns()
  expect(await task(id)).toMatchObject({ version: last.version, stranded: true })
  expect(await carl.get(tasks.acknowledgeTask, { id, version: last.version })).toMatchObject({ status: 'acknowledged' })
})

test('whoever left is passed over, and stands there as a hand without a person', async () => {
  const admin = await node.administrator()
  const leaver = await node.signedIn({ roles: ['analyst'] })
  const chain = [{ person: leaver.person }, { person: carl.person }]
  const { id } = await give({ acknowledgeMinutes: 5, chain })
  const { version } = await admin.get(getPerson, { person: leaver.person })
  await admin.get(disablePerson, { person: leaver.person, version, reason: 'Left the organisation' })
  pass(6)
  await until(async () => (await turns()) && (await task(id)).state.assignee.person === carl.person)
  expect((await task(id)).state.hands.map(({ person }) => person)).toEqual([anna.person, null, carl.person])
})

test('a task is refused for whoever could not answer it, and for links that lead nowhere', async () => {
  const base = { title: 'Ask them', assignee: { person: anna.person } }
  const nobody = '01980f3c-8a00-7000-8000-00000000000f'
  const to = (assignee: object, more = {}) => ({ ...base, assignee, ...more }) as InputOf<typeof tasks.assignTask>
  expect(await refusal(manager, tasks.assignTask, to({ person: stranger.person }))).toBe('bad-assignee /assignee')
  expect(await refusal(manager, tasks.assignTask, to({ rota: nobody }))).toBe('bad-assignee /assignee')
  expect(await refusal(manager, tasks.assignTask, { ...base, chain: [{ person: nobody }] })).toBe(
    'bad-assignee /chain/0',
  )
  expect(await refusal(manager, tasks.assignTask, { ...base, crisis: nobody })).toBe('no-such-link /crisis')
  expect(await refusal(manager, tasks.assignTask, { ...base, decision: nobody })).toBe('no-such-link /decision')
  expect(await refusal(manager, tasks.assignTask, to({ person: anna.person, rota: nobody }))).toMatch(/^bad-input/)
  expect(await refusal(manager, tasks.assignTask, to({}))).toMatch(/^bad-input/)
  expect(await refusal(manager, tasks.assignTask, { ...base, due: '2027-13-41T00:00:00Z' })).toBe('bad-input /due')
  const { id, version } = await give()
  expect(await refusal(manager, tasks.reassignTask, { id, version, assignee: { person: anna.person } })).toBe(
    'bad-assignee /assignee',
  )
  expect(await refusal(manager, tasks.changeTask, { id, version, priority: 'normal' })).toBe('nothing-to-change')
  const passed = await manager.get(tasks.reassignTask, {
    id,
    version,
    assignee: { person: ben.person },
    reason: 'Speaks it',
  })
  expect((await task(id)).state.hands.at(-1)).toMatchObject({ because: 'reassigned', person: ben.person })
  expect(await refusal(manager, tasks.changeTask, { id, version, priority: 'high' })).toBe('stale-version')
  await manager.get(tasks.changeTask, { id, version: passed.version, priority: 'high', due: inMinutes(-5) })
  const late = await manager.get(tasks.listTasks, { overdue: true })
  expect(late.items.map((one) => one.id)).toEqual([id])
})

test('who may not read a task, a rota or a call-out sees nothing of it', async () => {
  const marking = { tlp: 'RED' as const, persons: [anna.person], reason: 'Names a source', reviewOn: '2027-04-01' }
  const { id, version } = await give({ marking })
  expect((await task(id, anna)).marking.tlp).toBe('RED')
  expect(await refusal(ben, tasks.getTask, { id })).toBe('unknown')
  expect(await refusal(carl, tasks.cancelTask, { id, version, reason: 'I guess' })).toBe('unknown')
  expect((await carl.get(tasks.listTasks, {})).items.map((one) => one.id)).not.toContain(id)
  expect((await manager.get(tasks.listTasks, {})).items.map((one) => one.id)).toContain(id)
  expect(await refusal(manager, tasks.reassignTask, { id, version, assignee: { person: ben.person } })).toBe(
    'bad-assignee /assignee',
  )
  expect((await stranger.get(tasks.listTasks, {})).items).toEqual([])
  const rota = await manager.get(rotas.openRota, {
    name: 'Night desk',
    timeZone: 'UTC',
    members: [anna.person],
    marking,
  })
  expect((await carl.get(rotas.listRotas, {})).items).toEqual([])
  expect(await refusal(carl, rotas.getRota, { id: rota.id })).toBe('unknown')
  expect(await refusal(carl, rotas.whoIsOnDuty, { id: rota.id })).toBe('unknown')
  expect(await refusal(carl, rotas.rotaCalendar, { id: rota.id })).toBe('unknown')
  const whom = { persons: [anna.person] }
  const call = await manager.get(calls.startCallOut, { title: 'Come quietly', whom, marking, channels: [] })
  expect(await refusal(carl, calls.getCallOut, { id: call.id })).toBe('unknown')
  expect(await refusal(carl, calls.answerCallOut, { id: call.id, answer: 'coming' })).toBe('unknown')
  expect(
    await refusal(manager, calls.startCallOut, { title: 'For both', whom: { persons: [ben.person] }, marking }),
  ).toBe('cannot-be-called /whom/persons/0')
  await manager.get(calls.endCallOut, { id: call.id, version: call.version })
  await manager.get(rotas.closeRota, { id: rota.id, version: rota.version, reason: 'Only a try' })
})

test('a rota shows its holes and overlaps; the duty stays with the old one until the new one accepts', async () => {
  const opened = await manager.get(rotas.openRota, {
    name: 'Duty officer',
    timeZone: 'Europe/Brussels',
    members: [anna.person, carl.person],
  })
  const { id } = opened
  const shift = (person: string, from: number, to: number) => ({ person, from: inMinutes(from), to: inMinutes(to) })
  const bad = [shift(ben.person, 0, 60)]
  expect(await refusal(manager, rotas.changeShifts, { id, version: 1, add: bad })).toBe('bad-shift /add/0')
  expect(await refusal(manager, rotas.changeShifts, { id, version: 1, add: [shift(anna.person, 60, 0)] })).toBe(
    'bad-shift /add/0',
  )
  expect(await refusal(manager, rotas.changeShifts, { id, version: 1 })).toBe('nothing-to-change')
  const add = [shift(anna.person, -60, 60), shift(carl.person, 60, 180), shift(anna.person, 170, 240)]
  const planned = await manager.get(rotas.changeShifts, { id, version: 1, add })
  expect(planned.duty).toMatchObject({ person: anna.person, because: 'plan' })
  expect(await refusal(manager, rotas.changeShifts, { id, version: 1, add })).toBe('stale-version')
  expect(await refusal(manager, rotas.changeShifts, { id, version: 2, remove: ['s1'] })).toBe('bad-shift /remove/0')
  const { faults } = await manager.get(rotas.getRota, { id })
  expect(faults.map(({ fault, shifts }) => `${fault} ${shifts.join(' ')}`)).toEqual(['overlap s2 s3', 'hole '])

  const { id: job } = await give({ assignee: { rota: id }, acknowledgeMinutes: 500 })
  expect((await task(job)).state.assignee).toEqual({ rota: id, person: anna.person })
  expect(await refusal(carl, rotas.offerHandOver, { id, version: 2, notes: '', to: anna.person })).toBe('wrong-state')
  expect(await refusal(ben, rotas.offerHandOver, { id, version: 2, notes: '' })).toBe('not-yours-to-answer')
  const offer = await anna.get(rotas.offerHandOver, { id, version: 2, notes: 'The operator calls back at six.' })
  expect(offer.duty.person).toBe(anna.person)
  expect((await carl.get(tasks.waitsForMe, {})).handOvers).toMatchObject([{ rota: id, handOver: { key: 'h4' } }])
  await until(() => mailsTo(carl, 'The duty is offered to you').length > 0)
  const answer = { id, version: offer.version, handOver: 'h4' }
  expect(await refusal(anna, rotas.answerHandOver, { ...answer, answer: 'accepted' })).toBe('not-yours-to-answer')
  pass(90)
  const waiting = await manager.get(rotas.whoIsOnDuty, { id })
  expect(waiting).toMatchObject({ person: anna.person, because: 'plan', waitsFor: carl.person })
  const declined = await carl.get(rotas.answerHandOver, {
    ...answer,
    answer: 'declined',
    words: 'Give me ten minutes.',
  })
  const took = await anna.get(rotas.takeDuty, { id, version: declined.version, notes: 'Staying on.' })
  expect(took.duty).toMatchObject({ person: anna.person, because: 'accepted' })
  pass(300)
  expect(await manager.get(rotas.whoIsOnDuty, { id })).toMatchObject({ person: anna.person, planned: null })
  const again = await anna.get(rotas.offerHandOver, {
    id,
    version: took.version,
    to: carl.person,
    notes: 'Two clocks run.',
  })
  const both = await Promise.all(
    (['accepted', 'declined'] as const).map((said) =>
      carl.call(rotas.answerHandOver, { id, version: again.version, handOver: 'h6', answer: said }),
    ),
  )
  expect(both.filter(({ ok }) => ok)).toHaveLength(1)
  const { state, version } = await manager.get(rotas.getRota, { id })
  if (state.duty?.person !== carl.person) await carl.get(rotas.takeDuty, { id, version })
  await turns()
  const moved = await task(job)
  expect(moved.state.assignee).toEqual({ rota: id, person: carl.person })
  expect(moved.state.hands.map(({ because }) => because).slice(-1)).toEqual(['hand-over'])
  expect(await refusal(anna, tasks.acknowledgeTask, { id: job, version: moved.version })).toBe('not-your-task')
  await carl.get(tasks.acknowledgeTask, { id: job, version: moved.version })
}, 60_000)

test('shifts are planned in turn, swapped by those whose they are, and fetched as a calendar', async () => {
  const members = [anna.person, carl.person]
  const { id } = await manager.get(rotas.openRota, {
    name: 'Second line',
    timeZone: 'Europe/Brussels',
    members,
    passes: 'by-plan',
  })
  const pattern = { firstDay: '2027-03-27', days: 3, changesAt: ['08:00', '20:00'], people: members }
  expect(await refusal(manager, rotas.planShifts, { id, version: 1, ...pattern, firstDay: '2027-02-99' })).toBe(
    'bad-shift /firstDay',
  )
  await manager.get(rotas.planShifts, { id, version: 1, ...pattern })
  const { state } = await manager.get(rotas.getRota, { id })
  expect(state.shifts.map(({ from }) => from).slice(0, 3)).toEqual([
    '2027-03-27T07:00:00.000Z',
    '2027-03-27T19:00:00.000Z',
    '2027-03-28T06:00:00.000Z',
  ])
  const [first, second] = state.shifts.map(({ key }) => key) as [string, string]
  const swap = { id, version: 2, shift: first, to: carl.person, inReturn: second }
  expect(await refusal(ben, rotas.askSwap, swap)).toBe('not-yours-to-answer')
  expect(await refusal(anna, rotas.askSwap, { ...swap, to: ben.person })).toBe('no-member /to')
  expect(await refusal(anna, rotas.askSwap, { ...swap, inReturn: first })).toBe('wrong-state')
  const asked = await anna.get(rotas.askSwap, swap)
  expect(await refusal(anna, rotas.askSwap, { ...swap, version: asked.version })).toBe('wrong-state')
  const key = (await carl.get(tasks.waitsForMe, {})).swaps[0]?.swap.key ?? ''
  const answer = { id, version: asked.version, swap: key, answer: 'agreed' as const }
  expect(await refusal(anna, rotas.answerSwap, answer)).toBe('not-yours-to-answer')
  await carl.get(rotas.answerSwap, answer)
  const after = await manager.get(rotas.getRota, { id })
  expect(after.state.shifts.slice(0, 2).map(({ person }) => person)).toEqual([carl.person, anna.person])
  expect(await refusal(carl, rotas.takeDuty, { id, version: after.version })).toBe('wrong-state')
  const file = (await manager.get(rotas.rotaCalendar, { id })) as unknown as Buffer
  const text = file.toString().replace(/\r\n /g, '')
  expect(text).toContain('SUMMARY:[TLP:AMBER+STRICT] Second line: Person')
  expect(text.match(/BEGIN:VEVENT/g)).toHaveLength(6)
  expect(await refusal(manager, rotas.openRota, { name: 'Nowhere', timeZone: 'Europe/Atlantis', members })).toBe(
    'bad-time-zone /timeZone',
  )
  const outside = { name: 'Nowhere', timeZone: 'UTC', members: [stranger.person] }
  expect(await refusal(manager, rotas.openRota, outside)).toBe('bad-member /members/0')
  expect(await refusal(anna, rotas.openRota, { name: 'Mine', timeZone: 'UTC', members })).toBe('not-allowed')
  const changed = await manager.get(rotas.changeRota, { id, version: after.version, members: [...members, ben.person] })
  expect(await refusal(manager, rotas.changeRota, { id, version: after.version, name: 'Third line' })).toBe(
    'stale-version',
  )
  await manager.get(rotas.closeRota, { id, version: changed.version, reason: 'The crisis is over' })
  expect(await refusal(manager, rotas.closeRota, { id, version: changed.version + 1, reason: 'Again' })).toBe(
    'wrong-state',
  )
})

test('a call-out reaches mail and pager, is repeated for whoever does not answer, and each answer is heard', async () => {
  const url = `http://127.0.0.1:${portOf(web)}/pager`
  const pager = await anna.get(calls.addPager, { name: 'My pager', url })
  expect(pager.secret.length).toBeGreaterThan(30)
  expect(await refusal(anna, calls.addPager, { name: 'Inside', url: 'http://169.254.169.254/x' })).toBe(
    'address-not-allowed /url',
  )
  const crisis = await manager.get(openCrisis, {
    title: 'Payments stand still',
    participants: [{ party: { name: 'Carl', actor: null, organisation: null, person: carl.person }, roles: ['lead'] }],
  })
  const whom = { persons: [anna.person, ben.person], roles: ['lead', 'legal'] }
  const asked = {
    title: 'Come to the crisis room',
    text: 'A bank fails.',
    crisis: crisis.id,
    whom,
    repeatMinutes: 10,
    mostRounds: 2,
  }
  expect(await refusal(anna, calls.startCallOut, asked)).toBe('not-allowed')
  expect(await refusal(manager, calls.startCallOut, { ...asked, whom: { roles: ['legal'] } })).toBe('nobody-to-call')
  const { id } = await manager.get(calls.startCallOut, asked)
  const current = () => manager.get(calls.getCallOut, { id })
  expect((await current()).state.unreached).toMatchObject([{ via: 'role', of: 'legal' }])
  await until(() => heard.some((call) => call.id === id) && mailsTo(carl, id).length > 0)
  expect(heard.find((call) => call.id === id)).toMatchObject({
    event: 'call-out.called',
    tlp: 'AMBER+STRICT',
    signed: true,
  })
  expect(JSON.stringify(heard)).not.toMatch(/crisis room|bank fails/)
  expect(mailsTo(anna, id)[0]?.text).not.toMatch(/crisis room|bank fails/)
  await until(async () =>
    (await current()).state.called.every((one) => one.attempts.every(({ state }) => state === 'sent')),
  )
  expect((await current()).state.called.map((one) => one.attempts.length)).toEqual([2, 1, 1])
  expect((await anna.get(calls.listPagers, {})).items).toMatchObject([{ name: 'My pager', last: { state: 'sent' } }])

  expect(await refusal(manager, calls.answerCallOut, { id, answer: 'seen' })).toBe('not-called')
  expect((await ben.get(tasks.waitsForMe, {})).callOuts.map((one) => one.id)).toEqual([id])
  await Promise.all([
    anna.get(calls.answerCallOut, { id, answer: 'coming', expectedAt: inMinutes(40), words: 'By train' }),
    carl.get(calls.answerCallOut, { id, answer: 'cannot', words: 'Abroad' }),
  ])
  expect(await current()).toMatchObject({ count: { coming: 1, cannot: 1, seen: 0, waiting: 1 }, state: { rounds: 1 } })
  pass(11)
  await Promise.all([1, 2, 3].map(() => callRounds(beside)))
  const second = (await current()).state
  expect(second).toMatchObject({ rounds: 2, nextRoundAt: null })
  expect(second.called.map((one) => one.attempts.map(({ round }) => round))).toEqual([[1, 1], [2], [1]])
  await ben.get(calls.answerCallOut, { id, answer: 'seen' })
  await ben.get(calls.answerCallOut, { id, answer: 'coming' })
  expect((await current()).count).toEqual({ coming: 2, cannot: 1, seen: 0, waiting: 0 })

  const { version } = await current()
  expect(await refusal(manager, calls.callMore, { id, version, whom: { persons: [ben.person] } })).toBe(
    'nobody-to-call',
  )
  expect(await refusal(manager, calls.callMore, { id, version: 1, whom: { persons: [manager.person] } })).toBe(
    'stale-version',
  )
  const more = await manager.get(calls.callMore, { id, version, whom: { persons: [manager.person] } })
  expect(await refusal(manager, calls.endCallOut, { id, version })).toBe('stale-version')
  const ended = await manager.get(calls.endCallOut, { id, version: more.version, reason: 'Enough are here' })
  expect(ended.status).toBe('ended')
  expect(await refusal(manager, calls.answerCallOut, { id, answer: 'coming' })).toBe('wrong-state')
  expect((await manager.get(calls.listCallOuts, { crisis: crisis.id })).items).toMatchObject([
    { id, state: { status: 'ended' }, count: { waiting: 1 } },
  ])
  await anna.get(calls.tryPager, { id: pager.id })
  await until(() => heard.some(({ event }) => event === 'call.test'))
  expect(await refusal(ben, calls.removePager, { id: pager.id })).toBe('unknown')
  await anna.get(calls.removePager, { id: pager.id })
  expect(await refusal(anna, calls.tryPager, { id: pager.id })).toBe('unknown')
}, 60_000)

test('a task and a call-out of a crisis are marked like it, and rest on it', async () => {
  const marking = { tlp: 'AMBER+STRICT' as const, audience: [stranger.organisation] }
  const crisis = await manager.get(openCrisis, { title: 'Shared with a company', marking })
  const { id } = await give({ crisis: crisis.id })
  expect((await task(id)).marking.audience).toEqual([stranger.organisation])
  expect((await stranger.get(tasks.listTasks, { crisis: crisis.id })).items.map((one) => one.id)).toEqual([id])
  const [entry] = await node.node.journal.reads.entriesOf({ reader: node.node.localReader('live'), realm: 'live' }, id)
  expect(entry?.cause).toHaveLength(1)
})

test('in an exercise everything works, what leaves is held, and the live realm knows nothing of it', async () => {
  const realm = 'exercise:storm'
  const admin = await node.administrator()
  for (const one of [manager, anna]) await admin.get(enterRealm, { person: one.person, exercise: 'storm' })
  expect(
    await refusal(manager, tasks.assignTask, { title: 'Ask them', assignee: { person: ben.person } }, { realm }),
  ).toBe('bad-assignee /assignee')
  const { id, version } = await give({}, { realm })
  expect(await refusal(manager, tasks.getTask, { id })).toBe('unknown')
  await anna.get(tasks.acknowledgeTask, { id, version }, { realm })
  const rota = await manager.get(
    rotas.openRota,
    { name: 'Players', timeZone: 'UTC', members: [anna.person] },
    { realm },
  )
  const file = (await manager.get(rotas.rotaCalendar, { id: rota.id }, { realm })) as unknown as Buffer
  expect(file.toString()).toContain('NAME:EXERCISE [TLP:AMBER+STRICT] Players')
  const whom = { persons: [anna.person] }
  const call = await manager.get(calls.startCallOut, { title: 'Come to the game', whom }, { realm })
  await until(async () => {
    const { state } = await manager.get(calls.getCallOut, { id: call.id }, { realm })
    return state.called[0]?.attempts[0]?.state === 'held'
  })
  await anna.get(calls.answerCallOut, { id: call.id, answer: 'coming' }, { realm })
  expect((await anna.get(tasks.waitsForMe, {})).callOuts).toEqual([])
  expect(mails.filter(({ text }) => /EXERCISE|storm/.test(text))).toEqual([])
  expect(JSON.stringify(heard)).not.toContain('storm')
}, 30_000)

test('without a mail server a call-out says so, and is shown and answered on the screen', async () => {
  const bare = await startTestNode({ clock })
  try {
    const chief = await bare.signedIn({ roles: ['crisis-manager'] })
    const officer = await bare.signedIn({ roles: ['duty-officer'] })
    const { id } = await chief.get(calls.startCallOut, { title: 'Come at once', whom: { persons: [officer.person] } })
    const { state } = await chief.get(calls.getCallOut, { id })
    expect(state.called[0]?.attempts).toMatchObject([{ state: 'failed', answer: 'This node has no mail server.' }])
    expect((await officer.get(tasks.waitsForMe, {})).callOuts.map((one) => one.id)).toEqual([id])
    await officer.get(calls.answerCallOut, { id, answer: 'coming' })
    expect((await chief.get(calls.getCallOut, { id })).count.coming).toBe(1)
  } finally {
    await bare.stop()
  }
}, 60_000)
