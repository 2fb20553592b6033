// A takedown over HTTP: a compartment that nobody else sees, partners who say go, steps in their order, evidence, and what is afterwards.
import { afterAll, beforeAll, expect, test } from 'vitest'
import * as day from '#disrupt/api/operations/action-day.ts'
import * as after from '#disrupt/api/operations/afterwards.ts'
import * as api from '#disrupt/api/operations/operations.ts'
import * as targetApi from '#disrupt/api/targets/targets.ts'
import * as victims from '#disrupt/api/victims/victims.ts'
import { checkPlaybook } from '#federate/rules/playbooks/check-playbook.ts'
import { ago, did, type Held, heldOf, refused, runJob } from '../setup/recover.ts'
import { openTakedowns, red, type TakedownHouse } from '../setup/takedowns.ts'

let house: TakedownHouse
let operation: Held
beforeAll(async () => {
  house = await openTakedowns()
  const { anna, ben, liaison } = house
  const persons = [ben.person, liaison.person]
  operation = heldOf(await anna.get(api.openOperation, { title: 'Markets of stolen data', persons, ...red }))
}, 240_000)
afterAll(() => house?.node.stop())

const shown = () => house.anna.get(api.getOperation, { id: operation.id })
async function seen(): Promise<void> {
  operation.version = (await shown()).version
}
const refusalOf = (answer: { ok: boolean; problem?: { refusal: string } }) =>
  answer.ok ? 'done' : answer.problem?.refusal

test('only those who are named know that an operation exists', async () => {
  const { anna, ben, stranger, liaison } = house
  expect(refusalOf(await stranger.call(api.getOperation, { id: operation.id }))).toBe('unknown')
  expect((await stranger.get(api.listOperations, {})).items).toEqual([])
  expect((await ben.get(api.listOperations, {})).items).toHaveLength(1)
  expect((await liaison.get(api.getOperation, { id: operation.id })).state.title).toBe('Markets of stolen data')
  // Whoever is admitted later sees its targets too, and whoever is taken out sees neither any more.
  const targets = [{ kind: 'domain' as const, name: 'Cracked.example', registrar: 'A registrar', jurisdiction: 'DE' }]
  const [target] = (await anna.get(targetApi.addTargets, { operation: operation.id, targets })).added
  const id = target?.id ?? ''
  expect(refusalOf(await stranger.call(targetApi.getTarget, { id }))).toBe('unknown')
  await did(anna, operation, api.admitToOperation, { person: stranger.person, because: 'Leads the desk.' })
  expect((await stranger.get(targetApi.getTarget, { id })).state.name).toBe('cracked.example')
  await did(anna, operation, api.excludeFromOperation, { person: stranger.person, because: 'Has another post.' })
  expect(refusalOf(await stranger.call(targetApi.getTarget, { id }))).toBe('unknown')
  expect(refusalOf(await stranger.call(api.getOperation, { id: operation.id }))).toBe('unknown')
  expect(await refused(anna, operation, api.excludeFromOperation, { person: anna.person, because: 'Me.' })).toBe(
    'last-one',
  )
  const none = '01980f3c-8a00-7000-8000-00000000dead'
  expect(await refused(anna, operation, api.admitToOperation, { person: none, because: 'Who?' })).toBe('no-such-person')
})

test('a partner of another organisation says go itself, takes it back in the last second, and the day waits', async () => {
  const { anna, ben, liaison } = house
  await did(anna, operation, api.addPartner, {
    name: 'Federal police',
    kind: 'police',
    country: 'DE',
    role: 'Leads',
    signers: [anna.person],
  })
  await did(anna, operation, api.addPartner, {
    name: 'Police elsewhere',
    kind: 'police',
    country: 'FR',
    role: 'Servers',
    signers: [liaison.person],
  })
  await did(anna, operation, api.addPartner, { name: 'CSIRT', kind: 'csirt', role: 'Tells victims', mustSign: false })
  await did(anna, operation, day.planStep, { phase: 'before', title: 'Serve the orders', partner: 'p1', minutes: -60 })
  const first = {
    phase: 'action',
    title: 'Point the names to ours',
    partner: 'p1',
    after: ['s4'],
    fallback: 'Ask the registry',
  }
  await did(anna, operation, day.planStep, first)
  await did(anna, operation, day.planStep, {
    phase: 'action',
    title: 'Take the servers',
    partner: 'p2',
    after: ['s5'],
    minutes: 10,
  })
  expect(await refused(anna, operation, day.changeStep, { step: 's4', after: ['s6'] })).toBe('impossible-plan')
  expect(await refused(anna, operation, day.planStep, { ...first, after: ['s99'] })).toBe('impossible-plan')
  await did(anna, operation, day.setHHour, { hHour: ago(1) })
  const { id } = operation
  const { revision } = (await shown()).state
  const say = (as: typeof anna, input: object) => as.call(day.sayGo, { id, revision, says: 'go', ...input } as never)
  expect(refusalOf(await say(anna, { partner: 'p1', revision: revision - 1 }))).toBe('stale-plan')
  expect(refusalOf(await say(liaison, { partner: 'p1' }))).toBe('not-your-word')
  expect(refusalOf(await say(anna, { partner: 'p1' }))).toBe('done')
  expect(refusalOf(await anna.call(day.beginActionDay, { id }))).toBe('not-all-go')
  expect(refusalOf(await say(liaison, { partner: 'p2' }))).toBe('done')
  await seen()
  expect((await shown()).go.go).toBe('yes')
  // Both at once: whichever is first, nothing begins against a no that stands.
  await Promise.all([
    anna.call(day.beginActionDay, { id }),
    say(liaison, { partner: 'p2', says: 'no-go', words: 'Our court waits.' }),
  ])
  const now = await shown()
  expect(now.go.go).toBe('no')
  if (now.state.state === 'planning') expect(refusalOf(await anna.call(day.beginActionDay, { id }))).toBe('not-all-go')
  const started = await anna.call(day.startStep, { id, step: 's5' })
  expect(refusalOf(started)).toBe('in-the-way')
  // What is before the day goes on.
  expect(refusalOf(await anna.call(day.startStep, { id, step: 's4' }))).toBe('done')
  expect(refusalOf(await anna.call(day.endStep, { id, step: 's4', to: 'done', result: 'All are served.' }))).toBe(
    'done',
  )
  expect(refusalOf(await say(liaison, { partner: 'p2' }))).toBe('done')
  if (now.state.state === 'planning') await ben.get(day.beginActionDay, { id })
  expect((await shown()).state.state).toBe('running')
})

test('steps are started in their turn by whose they are; a hold stops them, and nobody is told why', async () => {
  const { anna, ben, liaison } = house
  const { id } = operation
  const [row] = (await anna.get(targetApi.listTargets, { operation: id })).items
  const target = row?.id ?? ''
  await seen()
  await did(anna, operation, day.changeStep, { step: 's5', targets: [target] })
  const { revision } = (await shown()).state
  await anna.get(day.sayGo, { id, partner: 'p1', says: 'go', revision })
  await liaison.get(day.sayGo, { id, partner: 'p2', says: 'go', revision })
  await liaison.get(targetApi.holdTarget, { id: target, partner: 'p2' })
  const held = await anna.call(day.startStep, { id, step: 's5' })
  expect(held.ok ? '' : held.problem.detail).toContain('held by Police elsewhere')
  expect(refusalOf(await liaison.call(targetApi.releaseTarget, { id: target, partner: 'p1' }))).toBe('not-your-word')
  await liaison.get(targetApi.releaseTarget, { id: target, partner: 'p2' })
  expect(refusalOf(await liaison.call(day.startStep, { id, step: 's6' }))).toBe('in-the-way')
  // Two press the same button: one of them starts it.
  const both = await Promise.all([
    anna.call(day.startStep, { id, step: 's5' }),
    ben.call(day.startStep, { id, step: 's5' }),
  ])
  expect(both.filter(({ ok }) => ok)).toHaveLength(1)
  expect(refusalOf(await liaison.call(day.endStep, { id, step: 's5', to: 'done' }))).toBe('not-your-word')
  await anna.get(day.endStep, { id, step: 's5', to: 'failed', result: 'The registrar asks for a stamp.' })
  await anna.get(day.startStep, { id, step: 's5' })
  await anna.get(day.endStep, { id, step: 's5', to: 'done', result: 'The notice stands there.' })
  await liaison.get(day.startStep, { id, step: 's6' })
  expect(refusalOf(await anna.call(day.endActionDay, { id }))).toBe('still-open')
  await liaison.get(day.endStep, { id, step: 's6', to: 'done', result: 'Three servers.' })
  const theirs = new Date(Date.now() + 61_000).toISOString()
  await liaison.get(day.compareClock, { id, partner: 'p2', theirs })
  expect((await shown()).clocks.map(({ agrees }) => agrees)).toEqual(['undetermined', 'no', 'undetermined'])
  expect((await anna.get(day.endActionDay, { id })).state).toBe('watching')
})

test('the plan is a playbook that the checker of CACAO takes', async () => {
  const file = (await house.anna.get(day.exportPlaybook, { id: operation.id })) as unknown as Buffer
  const playbook = JSON.parse(file.toString('utf8'))
  expect(checkPlaybook(playbook)).toMatchObject({ valid: true, findings: [] })
  expect(playbook.name).toBe('Markets of stolen data')
})

test('evidence goes from hand to hand with its hash, and an instrument from one state to the next', async () => {
  const { anna } = house
  const [row] = (await anna.get(targetApi.listTargets, { operation: operation.id })).items
  const target = heldOf({ id: row?.id ?? '', version: row?.version ?? 0 })
  const kept = { what: 'Image of the disk', sha256: 'a'.repeat(64), takenBy: 'Forensics, A. Berg', takenAt: ago(2) }
  await did(anna, target, targetApi.logEvidence, kept)
  expect(await refused(anna, target, targetApi.logEvidence, kept)).toBe('listed-already')
  await did(anna, target, targetApi.handEvidence, { evidence: 'e1', to: 'Evidence room 3', why: 'Sealed', at: ago(1) })
  const early = { evidence: 'e1', to: 'Laboratory', why: 'Read', at: ago(3) }
  expect(await refused(anna, target, targetApi.handEvidence, early)).toBe('impossible-times')
  await did(anna, target, targetApi.addInstrument, {
    kind: 'Seizure order',
    by: 'District court',
    country: 'DE',
    state: 'requested',
  })
  await did(anna, target, targetApi.moveInstrument, { instrument: 'i2', state: 'granted' })
  const got = await anna.get(targetApi.getTarget, { id: target.id })
  expect(got.state.evidence[0]?.custody.map(({ to }) => to)).toEqual(['Forensics, A. Berg', 'Evidence room 3'])
  expect(got.state.instruments).toMatchObject([{ key: 'i2', state: 'granted' }])
  const add = (name: string) =>
    anna.call(targetApi.addTargets, { operation: operation.id, targets: [{ kind: 'domain', name }] })
  expect(refusalOf(await add('CRACKED.example.'))).toBe('listed-already')
  expect(refusalOf(await add('https://cracked.example/'))).toBe('no-target')
  const twin = await add('crаcked.example')
  expect(twin.ok && twin.value.added[0]?.oddities.join(' ')).toContain('It looks like cracked.example.')
  // In what is live nothing stands in, and an account cannot be looked at.
  const standIn = { address: '127.0.0.1', httpPort: 1, tlsPort: null, dnsPort: null }
  expect(await refused(anna, target, targetApi.watchTarget, { watched: true, standIn })).toBe('not-watchable')
})

test('victims are told through the CSIRT of their country, with a second person and a receipt, and nothing of the operation', async () => {
  const { anna, ben, stranger } = house
  await seen()
  const found = { kind: 'victims', count: 12_000, country: 'BE', sealed: 'Exhibit 15', heldBy: 'p1' }
  await did(anna, operation, after.noteObtained, found)
  const key = (await shown()).state.obtained.at(-1)?.key ?? ''
  const asked = { operation: operation.id, obtained: key, contact: 'Desk, +32 2 000 00 00' }
  expect(refusalOf(await anna.call(victims.draftVictimNotice, { ...asked, country: 'GR' }))).toBe('nobody-to-tell')
  const notice = heldOf(await anna.get(victims.draftVictimNotice, asked))
  const list = async () => (await anna.get(victims.listVictimNotices, { operation: operation.id })).items
  const [drafted] = await list()
  expect(drafted?.state).toMatchObject({ to: { name: 'National CSIRT' }, language: 'fr', country: 'BE' })
  expect(JSON.stringify(drafted?.state)).not.toMatch(/Markets|cracked/)
  expect(drafted?.marking.tlp).toBe('RED')
  expect(refusalOf(await stranger.call(victims.listVictimNotices, { operation: operation.id }))).toBe('unknown')
  const sent = { how: 'By sealed letter' }
  expect(await refused(anna, notice, victims.noteVictimNoticeSent, sent)).toBe('wrong-state')
  expect(await refused(anna, notice, victims.approveVictimNotice)).toBe('second-person-needed')
  await did(ben, notice, victims.approveVictimNotice)
  await did(anna, notice, victims.noteVictimNoticeSent, sent)
  expect(await did(anna, notice, victims.noteVictimNoticeReceived, { receipt: 'Reference 118' })).toMatchObject({
    state: 'received',
  })
  // Whoever is taken out of the operation loses sight of its notices too.
  await did(anna, operation, api.excludeFromOperation, { person: ben.person, because: 'Has another post.' })
  expect(refusalOf(await ben.call(victims.listVictimNotices, { operation: operation.id }))).toBe('unknown')
  expect((await list())[0]?.marking.persons).not.toContain(ben.person)
})

test('what was obtained is a count, what was promised has a clock, and nothing is closed while it is owed', async () => {
  const { anna, node } = { ...house }
  await seen()
  const found = { kind: 'customers', count: 10_000_000, sealed: 'Exhibit 14', heldBy: 'p1' }
  await did(anna, operation, after.noteObtained, found)
  await did(anna, operation, after.promiseRelease, { what: 'Details', to: 'the public', due: ago(-24) })
  await did(anna, operation, after.promiseRelease, { what: 'First word', to: 'the public', due: ago(1), at: ago(5) })
  await runJob(node, 'disrupt-releases')
  await seen()
  const late = (await shown()).state.releases.filter(({ fellDueAt }) => fellDueAt !== null)
  expect(late.map(({ what }) => what)).toEqual(['First word'])
  expect(await refused(anna, operation, api.closeOperation, { to: 'closed', because: 'Over.' })).toBe('still-open')
  for (const { key } of (await shown()).state.releases)
    await did(anna, operation, after.keepRelease, { release: key, where: 'Press release' })
  await did(anna, operation, api.addPoint, { kind: 'lesson', text: 'Ask the registry earlier' })
  expect(await did(anna, operation, api.closeOperation, { to: 'closed', because: 'All are down.' })).toMatchObject({
    state: 'closed',
  })
  expect(await refused(anna, operation, day.setHHour, { hHour: ago(-1) })).toBe('wrong-state')
})
