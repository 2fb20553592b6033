// The incident desk on a real store: from report and observation to closure, merge and back, with every refusal.
import { afterAll, beforeAll, expect, test } from 'vitest'
import * as api from '#assess/api.ts'
import type { Reader } from '#kernel/reader.ts'
import { newId } from '#platform/id.ts'
import { type AssessHouse, openAssess } from '../setup/assess.ts'

let house: AssessHouse
let officer: Reader
beforeAll(async () => {
  house = await openAssess()
  officer = house.reader()
})
afterAll(() => house.close())

const declare = (more: object = {}, as = officer) =>
  house.get(as, api.declareIncident, { title: 'Outage of the payment switch', ...more })
const incident = (id: string, as = officer, options = {}) => house.get(as, api.getIncident, { id }, options)

test('an incident is declared from an observation, and the trace walks back to it', async () => {
  const seen = await house.item()
  const made = await declare({ observations: [seen], affected: { sectors: ['banking'], countries: ['EL', 'DE'] } })
  expect(made.reference).toMatch(/^INC-2027-\d{4}$/)
  const held = await incident(made.id)
  expect(held.state.affected.countries).toEqual(['GR', 'DE'])
  expect(held.observations).toMatchObject([{ id: seen, record: 'watch.item', title: 'Payment switch down' }])
  const { lines } = await house.get(officer, api.traceRecord, { id: made.id })
  expect(lines.map((line) => line.kind)).toEqual(['assess.incidentDeclared', 'watch.itemFound'])
})

test('two hundred incidents declared at once get two hundred numbers without a gap', async () => {
  const before = await house.get(officer, api.listIncidents, { limit: 1 })
  const made = await Promise.all(Array.from({ length: 200 }, (_, n) => declare({ title: `One of many ${n}` })))
  const numbers = made.map((one) => Number(one.reference.slice(-4))).sort((a, b) => a - b)
  expect(new Set(numbers).size).toBe(200)
  expect((numbers.at(-1) ?? 0) - (numbers[0] ?? 0)).toBe(199)
  const after = await house.get(officer, api.listIncidents, { limit: 1 })
  expect(after.total - before.total).toBe(200)
})

test('pages show every incident once, in every order and direction', async () => {
  for (const sort of api.incidentSorts) {
    for (const descending of [true, false]) {
      const found: string[] = []
      let after: string | undefined
      do {
        const page = await house.get(officer, api.listIncidents, {
          sort,
          descending,
          limit: 60,
          ...(after ? { after } : {}),
        })
        found.push(...page.items.map((one) => one.id))
        after = page.next ?? undefined
      } while (after)
      const { total } = await house.get(officer, api.listIncidents, { limit: 1 })
      expect([sort, descending, new Set(found).size, found.length]).toEqual([sort, descending, total, total])
    }
  }
})

test('filters by place, severity, state, text, assignee and what is overdue find just those', async () => {
  const me = officer.person ?? ''
  const made = await declare({
    title: 'Gas compressor halted by Zwiebelfish malware',
    affected: { sectors: ['energy.gas'], countries: ['LU'] },
    severity: { value: 'red', reason: 'No gas in the capital.' },
    priority: 'urgent',
    assigned: [me],
  })
  const only = async (filter: object) =>
    (await house.get(officer, api.listIncidents, filter)).items.map((one) => one.id)
  expect(await only({ sector: ['energy'], country: ['LU'] })).toEqual([made.id])
  expect(await only({ severity: ['red'] })).toEqual([made.id])
  expect(await only({ assignee: me })).toEqual([made.id])
  expect(await only({ text: 'zwiebel' })).toEqual([made.id])
  expect(await only({ priority: ['urgent'], overdue: true })).toEqual([])
  house.pass(31 * 60)
  expect(await only({ priority: ['urgent'], overdue: true })).toEqual([made.id])
  expect(await only({ priority: ['urgent'], open: false })).toEqual([])
  await house.get(officer, api.addTask, {
    incident: made.id,
    title: 'Call the operator',
    due: new Date(house.now().getTime() + 60_000).toISOString(),
  })
  await house.get(officer, api.moveIncident, { id: made.id, version: 1, event: 'triage' })
  expect(await only({ priority: ['urgent'], overdue: true })).toEqual([])
  house.pass(120)
  expect(await only({ priority: ['urgent'], overdue: true })).toEqual([made.id])
})

test('a report by an operator belongs to the operator, is seen by this node and by nobody else', async () => {
  const operator = house.reader({ organisation: newId(new Date()), roles: ['reader'] })
  const stranger = house.reader({ organisation: newId(new Date()), roles: ['reader'] })
  const sent = await house.get(operator, api.reportIncident, {
    title: 'Ticketing down',
    whatHappened: 'Servers are encrypted since the night.',
    countries: ['DE'],
  })
  expect(sent.reference).toMatch(/^RPT-2027-\d{4}$/)
  const seen = async (as: Reader) => (await house.get(as, api.listReports, {})).items.map((one) => one.id)
  expect(await seen(operator)).toEqual([sent.id])
  expect(await seen(officer)).toContain(sent.id)
  expect(await seen(stranger)).toEqual([])
  const made = await declare({ title: 'Ransomware at a railway', reports: [sent.id] })
  const { items } = await house.get(operator, api.listReports, { status: 'taken' })
  expect(items[0]?.state.incidents).toEqual([made.id])
  expect(await house.call(operator, api.getIncident, { id: made.id })).toMatchObject({ ok: false, refusal: 'unknown' })
  expect(
    await house.call(officer, api.declineReport, { id: sent.id, version: 2, reason: 'No incident' }),
  ).toMatchObject({ refusal: 'wrong-state' })
  await house.get(officer, api.unlinkObservation, { id: made.id, version: 1, observation: sent.id })
  expect((await house.get(operator, api.listReports, { status: 'received' })).items.map((one) => one.id)).toEqual([
    sent.id,
  ])
})

test('what is hidden cannot be linked, and the refusal is that of something absent', async () => {
  const hidden = await house.item({}, { tlp: 'RED', reason: 'Source at risk', reviewOn: '2027-04-01' })
  const answer = await house.call(officer, api.declareIncident, { title: 'Peeking', observations: [hidden] })
  const absent = await house.call(officer, api.declareIncident, { title: 'Peeking', observations: [newId(new Date())] })
  expect(answer).toMatchObject({ ok: false, refusal: 'unknown', where: '/observations/0' })
  expect(absent).toMatchObject({ ok: false, refusal: 'unknown', where: '/observations/0' })
})

test('values that no taxonomy has, countries that are none, and impossible times are refused at their place', async () => {
  const refusal = async (more: object) => {
    const answer = await house.call(officer, api.declareIncident, { title: 'Wrong', ...more })
    return answer.ok ? 'accepted' : [answer.refusal, answer.where]
  }
  const rsit = (...choices: object[]) => ({
    classification: { rsit: choices, rootCause: null, threatSeverity: null, outlook: null },
  })
  expect(await refusal(rsit({ class: 'availability', type: 'spam', main: true }))).toEqual([
    'unknown-value',
    '/classification/rsit/0/type',
  ])
  expect(await refusal(rsit({ class: 'availability', type: 'ddos', main: false }))).toEqual([
    'one-main-class',
    '/classification/rsit',
  ])
  expect(await refusal({ affected: { sectors: ['bakeries'] } })).toEqual(['unknown-value', '/affected/sectors/0'])
  expect(await refusal({ affected: { countries: ['DE', 'XX'] } })).toEqual(['unknown-country', '/affected/countries/1'])
  expect(await refusal({ times: { startedAt: '2027-03-01T10:00:00Z', endedAt: '2027-03-01T09:00:00Z' } })).toEqual([
    'impossible-times',
    '/times/endedAt',
  ])
  expect(await refusal({ times: { startedAt: '2027-02-30T10:00:00Z' } })).toEqual([
    'impossible-times',
    '/times/startedAt',
  ])
  expect(await refusal({ times: { startedAt: '2031-01-01T00:00:00Z' } })).toEqual([
    'impossible-times',
    '/times/startedAt',
  ])
})

test('a stale version is refused, and the idempotency key makes a repeated command harmless', async () => {
  const made = await declare()
  const first = await house.get(officer, api.describeIncident, { id: made.id, version: 1, title: 'A better title' })
  expect(
    await house.call(officer, api.describeIncident, { id: made.id, version: 1, title: 'Another title' }),
  ).toMatchObject({ refusal: 'stale-version' })
  const note = { incident: made.id, text: 'The operator calls back.' }
  const once = await house.get(officer, api.addNote, note, { key: 'one' })
  expect(await house.get(officer, api.addNote, note, { key: 'one' })).toEqual(once)
  expect((await incident(made.id)).notes).toHaveLength(1)
  expect(first.version).toBe(2)
})

test('an incident goes through its life, and a move that is not possible says where it is', async () => {
  const made = await declare()
  let version = 1
  for (const event of ['triage', 'investigate', 'contain', 'recover', 'resolve', 'close'] as const) {
    version = (await house.get(officer, api.moveIncident, { id: made.id, version, event })).version
  }
  const wrong = await house.call(officer, api.moveIncident, { id: made.id, version, event: 'triage' })
  expect(wrong).toMatchObject({
    refusal: 'wrong-state',
    detail: 'An incident that is closed cannot be triaged. That can be done while it is new.',
  })
  expect(await house.call(officer, api.moveIncident, { id: made.id, version, event: 'reopen' })).toMatchObject({
    refusal: 'reason-missing',
  })
  const again = await house.get(officer, api.moveIncident, {
    id: made.id,
    version,
    event: 'reopen',
    reason: 'It is back.',
  })
  expect(again.status).toBe('investigating')
})

test('a merge and its way back leave both incidents exactly as they were', async () => {
  const [a, b] = [await house.item({ title: 'A' }), await house.item({ title: 'B' })]
  const target = await declare({
    title: 'Target incident',
    observations: [a],
    affected: { sectors: ['banking'], countries: ['DE'] },
  })
  const source = await declare({
    title: 'Source incident',
    observations: [a, b],
    affected: { sectors: ['banking', 'energy'], countries: ['AT'], services: [{ name: 'Cards', organisation: null }] },
  })
  await house.get(officer, api.addNote, { incident: source.id, text: 'Kept with the source' })
  const before = [(await incident(target.id)).state, (await incident(source.id)).state]
  const merged = await house.get(officer, api.mergeIncidents, {
    source: source.id,
    sourceVersion: 1,
    target: target.id,
    targetVersion: 1,
    reason: 'The same attack',
  })
  const whole = await incident(target.id)
  expect(whole.state.affected).toMatchObject({
    sectors: ['banking', 'energy'],
    countries: ['DE', 'AT'],
    services: [{ name: 'Cards' }],
  })
  expect(whole.observations.map((one) => one.title)).toEqual(['A', 'B'])
  expect(whole.notes.map((one) => one.state.text)).toEqual(['Kept with the source'])
  expect(whole.related).toMatchObject([{ id: source.id, how: 'took', status: 'merged' }])
  expect(
    await house.call(officer, api.describeIncident, { id: source.id, version: 2, title: 'Sneaked in' }),
  ).toMatchObject({ refusal: 'wrong-state' })
  await house.get(officer, api.unmergeIncident, {
    source: source.id,
    sourceVersion: merged.source.version,
    reason: 'Two attackers',
  })
  const bare = ({ changedAt: _c, statusSince: _s, ...state }: (typeof before)[0] & object) => state
  expect(bare((await incident(target.id)).state)).toEqual(bare(before[0] as never))
  expect(bare((await incident(source.id)).state)).toEqual(bare(before[1] as never))
})

test('a merge that would show marked things to more people is refused', async () => {
  const open = await declare({ marking: { tlp: 'GREEN' } })
  const closed = await declare({})
  const input = { source: closed.id, sourceVersion: 1, target: open.id, targetVersion: 1, reason: 'Same' }
  expect(await house.call(officer, api.mergeIncidents, input)).toMatchObject({ refusal: 'would-leak' })
  expect(await house.call(officer, api.mergeIncidents, { ...input, target: closed.id })).toMatchObject({
    refusal: 'same-incident',
  })
  expect((await house.call(officer, api.mergeIncidents, { ...input, source: open.id, target: closed.id })).ok).toBe(
    true,
  )
})

test('a split moves just what was named, and undo puts it back', async () => {
  const made = await declare({ affected: { sectors: ['banking', 'energy'], countries: ['DE', 'AT'] } })
  const split = await house.get(officer, api.splitIncident, {
    id: made.id,
    version: 1,
    title: 'The Austrian part',
    parts: { countries: ['AT', 'FR'] },
    reason: 'A cut cable',
  })
  expect((await incident(made.id)).state.affected.countries).toEqual(['DE'])
  expect((await incident(split.created.id)).state).toMatchObject({
    affected: { countries: ['AT'], sectors: [] },
    splitFrom: made.id,
    severity: null,
  })
  expect(
    await house.call(officer, api.splitIncident, {
      id: made.id,
      version: 2,
      title: 'Nothing',
      parts: { countries: ['FR'] },
      reason: 'None',
    }),
  ).toMatchObject({ refusal: 'nothing-to-split' })
  const undone = await house.get(officer, api.undo, { id: made.id, version: 2 })
  expect(undone.undid).toBe('assess.incidentSplit')
  expect((await incident(made.id)).state.affected.countries).toEqual(['DE', 'AT'])
  expect((await incident(split.created.id)).state.status).toBe('merged')
})

test('undo takes back the last change of each kind, and undo of an undo brings it again', async () => {
  const made = await declare({ affected: { countries: ['DE'] } })
  const changes = [
    (version: number) =>
      house.get(officer, api.describeIncident, { id: made.id, version, title: 'Another title', summary: 'Longer.' }),
    (version: number) =>
      house.get(officer, api.setAffected, {
        id: made.id,
        version,
        affected: { countries: ['FR'], users: { value: 10, qualifier: 'over', basis: 'guess' } },
      }),
    (version: number) =>
      house.get(officer, api.classifyIncident, {
        id: made.id,
        version,
        severity: { value: 'yellow', reason: 'Large impact' },
        priority: 'high',
      }),
    (version: number) => house.get(officer, api.moveIncident, { id: made.id, version, event: 'triage' }),
    (version: number) =>
      house.get(officer, api.setTimes, { id: made.id, version, times: { startedAt: '2027-03-10T08:00:00Z' } }),
    (version: number) =>
      house.get(officer, api.assignIncident, { id: made.id, version, persons: [officer.person ?? ''] }),
  ]
  for (const make of changes) {
    const { changedAt: _a, ...before } = (await incident(made.id)).state
    const { version } = await make((await incident(made.id)).version)
    const { changedAt: _b, ...during } = (await incident(made.id)).state
    const back = await house.get(officer, api.undo, { id: made.id, version })
    const { changedAt: _c, ...after } = (await incident(made.id)).state
    expect(after).toEqual(before)
    await house.get(officer, api.undo, { id: made.id, version: back.version })
    const { changedAt: _d, ...again } = (await incident(made.id)).state
    expect(again).toEqual(during)
  }
  const fresh = await declare()
  expect(await house.call(officer, api.undo, { id: fresh.id, version: 1 })).toMatchObject({ refusal: 'cannot-undo' })
})

test('a task is handed out, done, and its change taken back', async () => {
  const made = await declare()
  const task = await house.get(officer, api.addTask, { incident: made.id, title: 'Ask for samples' })
  const ended = await house.get(officer, api.changeTask, {
    id: task.id,
    version: 1,
    status: 'done',
    outcome: 'Received.',
  })
  expect(await house.call(officer, api.changeTask, { id: task.id, version: 2, status: 'done' })).toMatchObject({
    refusal: 'nothing-to-change',
  })
  await house.get(officer, api.undo, { id: task.id, version: ended.version })
  expect((await incident(made.id)).tasks[0]?.state).toMatchObject({ status: 'open', outcome: null, endedAt: null })
})

test('the journal tells in words what changed from what to what, and only what the reader may read', async () => {
  const made = await declare({ marking: { tlp: 'GREEN' }, affected: { countries: ['DE'] } })
  const guest = house.reader({ organisation: newId(new Date()), roles: ['reader'] })
  await house.get(officer, api.setAffected, { id: made.id, version: 1, affected: { countries: ['DE', 'FR'] } })
  await house.get(officer, api.addNote, {
    incident: made.id,
    text: 'Secret source says more',
    marking: { tlp: 'AMBER+STRICT' },
  })
  await house.get(officer, api.moveIncident, { id: made.id, version: 2, event: 'reject', reason: 'A drill' })
  const all = await house.get(officer, api.incidentJournal, { id: made.id })
  expect(all.lines.map((line) => line.text)).toEqual([
    `declared ${made.reference}`,
    'said what is affected: countries',
    'noted: Secret source says more',
    'moved it from new to rejected: A drill',
  ])
  expect(all.lines[1]?.changes).toEqual([{ what: 'affected countries', from: 'DE', to: 'DE, FR' }])
  const some = await house.get(guest, api.incidentJournal, { id: made.id })
  expect(some.lines.map((line) => line.kind)).not.toContain('assess.noteAdded')
  expect((await incident(made.id, guest)).notes).toEqual([])
})

test('the past is shown as it was, and raising the marking hides it from those who may not know any more', async () => {
  const made = await declare({ marking: { tlp: 'GREEN' }, title: 'First words' })
  const guest = house.reader({ organisation: newId(new Date()), roles: ['reader'] })
  const then = house.now().toISOString()
  house.pass(60)
  await house.get(officer, api.describeIncident, { id: made.id, version: 1, title: 'Second words' })
  expect((await incident(made.id, guest, { asOf: then })).state.title).toBe('First words')
  await house.get(officer, api.remarkRecord, {
    id: made.id,
    version: 2,
    marking: { tlp: 'AMBER+STRICT' },
    reason: 'Names of victims',
  })
  expect(await house.call(guest, api.getIncident, { id: made.id }, { asOf: then })).toMatchObject({
    refusal: 'unknown',
  })
  const { changes } = await house.get(guest, api.recentChanges, {})
  expect(changes.map((one) => one.id)).not.toContain(made.id)
})

test('search finds words of what one may read, counts no more than that, and marks the words', async () => {
  const made = await declare({ title: 'Quokkaware spreads', summary: 'The quokkaware dropper came by mail.' })
  await house.get(officer, api.addNote, { incident: made.id, text: 'Quokkaware beacon seen in Ghent' })
  const found = await house.get(officer, api.search, { text: 'quokka' })
  expect(found.counts).toEqual({ 'assess.incident': 1, 'assess.note': 1 })
  expect(found.hits.map((hit) => hit.snippet.slice(hit.marks[0]?.from, hit.marks[0]?.to).toLowerCase())).toEqual([
    'quokka',
    'quokka',
  ])
  const guest = house.reader({ organisation: newId(new Date()) })
  expect(await house.get(guest, api.search, { text: 'quokka' })).toEqual({ hits: [], counts: {} })
})

test('nothing of an exercise is seen in the live realm, and each realm counts its own numbers', async () => {
  const player = house.reader({ realms: ['live', 'exercise:north'] })
  const made = await house.get(player, api.declareIncident, { title: 'Played outage' }, { realm: 'exercise:north' })
  expect(made.reference).toBe('INC-2027-0001')
  expect(await house.call(player, api.getIncident, { id: made.id })).toMatchObject({ refusal: 'unknown' })
  expect((await house.get(player, api.listIncidents, {}, { realm: 'exercise:north' })).total).toBe(1)
})
