// STIX in and out over HTTP: checked, taken in once, read by people as items, found as techniques, and made from records of ours.
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as assess from '#assess/api.ts'
import * as api from '#federate/api/stix.ts'
import { tlp2Ids } from '#federate/model/stix/known-ids.ts'
import { enterRealm } from '#people/api.ts'
import { silent } from '#platform/log.ts'
import { exportStix } from '#share/api/translating.ts'
import { listItems } from '#watch/api.ts'
import { anIndicator, domain, uuid } from '../../src/federate/testdata/stix-objects.ts'
import { hearIntakes } from '../../src/watch/actions/hear-intakes.ts'
import { type Client, startTestNode, type TestNode } from '../setup/node.ts'

let node: TestNode
let admin: Client
beforeAll(async () => {
  node = await startTestNode()
  admin = await node.administrator()
}, 120_000)
afterAll(() => node.stop())

const bundle = (objects: unknown[]) =>
  Buffer.from(JSON.stringify({ type: 'bundle', id: `bundle--${uuid(77)}`, objects }))
const green = { object_marking_refs: [tlp2Ids.GREEN] }
const identity = domain('identity', { name: 'Reporting organisation', identity_class: 'organization', ...green })
const report = domain('report', {
  ...{ name: 'Payment services of two countries are flooded', published: '2026-03-10T09:45:00.000Z', ...green },
  ...{ description: 'Since the morning of 10 March card payments fail in Greece and Italy after a flood of requests.' },
  ...{ created_by_ref: identity.id, object_refs: [identity.id], report_types: ['threat-report'] },
})

async function until<T>(look: () => Promise<T | undefined>): Promise<T> {
  for (let i = 0; i < 300; i++) {
    const found = await look()
    if (found !== undefined) return found
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
  throw new Error('It did not happen within a minute')
}

const itemsNow = async (who: Client, title: string) =>
  (await who.get(listItems, {})).items.filter((item) => item.state.title.includes(title))

describe('checking', () => {
  test('a good file has no errors, and a bad one says where and why', async () => {
    const good = await admin.get(api.checkStix, { name: 'good.json' }, { upload: bundle([identity, report]) })
    expect(good).toMatchObject({ objects: 2, errors: 0, types: { identity: 1, report: 1 } })
    const changed = { ...report, name: 'Another name' }
    const bad = await admin.get(
      api.checkStix,
      { name: 'bad.json' },
      { upload: bundle([identity, report, changed, { ...anIndicator, pattern: '[' }]) },
    )
    expect(bad.errors).toBe(2)
    expect(bad.findings.filter(({ level }) => level === 'error').map(({ object, at }) => [object, at])).toEqual([
      [2, '/modified'],
      [3, '/pattern'],
    ])
  })

  test('what is no STIX at all is refused', async () => {
    for (const text of ['hello', '{"type":"bundle"', '', '[]']) {
      const answer = await admin.call(api.checkStix, { name: 'x' }, { upload: Buffer.from(text) })
      expect(answer.ok ? answer.value.errors : answer.status).toBe(
        text === '{"type":"bundle"' || text === '[]' || text === 'hello' ? 422 : 422,
      )
    }
  })
})

describe('taking in', () => {
  test('objects are there once; the bad ones are named; a report becomes an item under its marking, a new version of it a new version', async () => {
    const liaison = await node.signedIn({ roles: ['liaison'] })
    const stranger = { ...anIndicator, pattern: 'no pattern' }
    const file = bundle([report, identity, stranger])
    const first = await liaison.get(api.importStix, { name: 'report.json' }, { upload: file })
    expect(first).toMatchObject({ added: 2, known: 0, refused: 1 })
    expect(first.reasons[0]).toMatchObject({ id: stranger.id, refusal: 'not-stix' })
    expect(first.reasons[0]?.why).toContain('/pattern')
    const again = await liaison.get(api.importStix, { name: 'report.json' }, { upload: file })
    expect(again).toMatchObject({ added: 0, known: 2, refused: 1 })

    const item = await until(async () => (await itemsNow(admin, 'Payment services'))[0])
    expect(item.marking.tlp).toBe('GREEN')
    expect(item.state.sourceName).toBe('Reporting organisation')
    expect(item.state.versionCount).toBe(1)

    const next = {
      ...report,
      modified: '2026-03-10T12:00:00.000Z',
      description: `${report.description} It ended at noon.`,
    }
    await liaison.get(api.importStix, { name: 'report-2.json' }, { upload: bundle([next]) })
    await until(async () =>
      (await itemsNow(admin, 'Payment services'))[0]?.state.versionCount === 2 ? true : undefined,
    )
    const revoked = { ...next, modified: '2026-03-11T12:00:00.000Z', revoked: true }
    await liaison.get(api.importStix, { name: 'report-3.json' }, { upload: bundle([revoked]) })
    const withdrawn = await until(async () => (await itemsNow(admin, 'Withdrawn: Payment services'))[0])
    expect(withdrawn.id).toBe(item.id)
    expect(await itemsNow(admin, 'Payment services')).toHaveLength(1)
  })

  test('an unknown marking is RED: only who took it in reads what came of it', async () => {
    const liaison = await node.signedIn({ roles: ['liaison', 'analyst'] })
    const odd = { object_marking_refs: [`marking-definition--${uuid(500)}`] }
    const secret = domain(
      'note',
      { ...odd, content: 'Canary of the unknown marking, told to nobody else', object_refs: [identity.id] },
      501,
    )
    await liaison.get(api.importStix, { name: 'secret.json' }, { upload: bundle([secret]) })
    await until(async () => (await itemsNow(liaison, 'Canary of the unknown'))[0])
    expect(await itemsNow(admin, 'Canary of the unknown')).toEqual([])
  })

  test('a version that is marked higher does not show itself in the item that more people read', async () => {
    const first = domain('incident', { ...green, name: 'Outage of the exchange of certificates' }, 601)
    await admin.get(api.importStix, { name: 'a.json' }, { upload: bundle([first]) })
    await until(async () => (await itemsNow(admin, 'Outage of the exchange'))[0])
    const analyst = await node.signedIn({ roles: ['analyst'] })
    const closer = {
      ...first,
      modified: '2026-03-12T00:00:00.000Z',
      description: 'Canary in the closer version',
      object_marking_refs: [tlp2Ids.RED],
    }
    await admin.get(api.importStix, { name: 'b.json' }, { upload: bundle([closer]) })
    await until(async () => ((await itemsNow(admin, 'Outage of the exchange')).length === 2 ? true : undefined))
    const seen = await itemsNow(analyst, 'Outage of the exchange')
    expect(seen).toHaveLength(1)
    expect(JSON.stringify(seen)).not.toContain('Canary')
  })

  test('one object after another, lists, and a broken end: whatever is whole is taken', async () => {
    const lines = [1, 2, 3].map((n) => JSON.stringify(domain('tool', { name: `Tool ${n}` }, 700 + n))).join('\n')
    const taken = await admin.get(
      api.importStix,
      { name: 'lines.json' },
      { upload: Buffer.from(`${lines}\n{"type":"to`) },
    )
    expect(taken).toMatchObject({ added: 3, refused: 1 })
    const list = Buffer.from(JSON.stringify([domain('tool', { name: 'Tool 4' }, 704)]))
    expect(await admin.get(api.importStix, { name: 'list.json' }, { upload: list })).toMatchObject({ added: 1 })
  })

  test('hostile objects are refused by name, and their neighbours are taken', async () => {
    const tool = (n: number, more: string) =>
      `{"type":"tool","spec_version":"2.1","id":"tool--${uuid(n)}","created":"2026-03-10T09:45:00.000Z","modified":"2026-03-10T09:45:00.000Z","name":"Tool"${more}}`
    const text = [
      tool(750, ''),
      tool(751, ',"__proto__":{"admin":true}'),
      tool(752, `,"x_deep":${'['.repeat(5_000)}${']'.repeat(5_000)}`),
      tool(753, ',"description":"\\ud800"'),
      tool(754, ',"description":"\\u0000"'),
      tool(755, ',"x_big":123456789012345678901234567890'),
      tool(756, `,"created_by_ref":"tool--${uuid(756)}"`),
      tool(750, ''),
      tool(750, ',"description":"another"'),
      '{"type":"relationship","spec_version":"2.1","id":"relationship--' +
        uuid(757) +
        '","created":"2026-03-10T09:45:00.000Z","modified":"2026-03-10T09:45:00.000Z","relationship_type":"related-to","source_ref":"tool--' +
        uuid(750) +
        '","target_ref":"tool--' +
        uuid(750) +
        '"}',
    ].join('\n')
    const taken = await admin.get(api.importStix, { name: 'hostile.json' }, { upload: Buffer.from(text) })
    expect(taken).toMatchObject({ added: 2, known: 1, refused: 7 })
    expect(taken.reasons.map(({ id }) => id.slice(-3)).toSorted()).toEqual([
      '2ee',
      '2ef',
      '2f0',
      '2f1',
      '2f2',
      '2f3',
      '2f4',
    ])
  })

  test('what goes round in circles is taken as it is, and what speaks of itself where it must not is refused', async () => {
    const [one, other] = [760, 761].map((n) => domain('malware', { name: 'Bell worm', is_family: true }, n))
    const related = (n: number, type: string, from: unknown, to: unknown) =>
      domain('relationship', { relationship_type: type, source_ref: from, target_ref: to }, n)
    const group = (n: number, ref: string) =>
      domain(
        'grouping',
        { context: 'suspicious-activity', object_refs: [`grouping--${uuid(ref === 'next' ? n + 1 : 766)}`] },
        n,
      )
    const round = [
      ...[one, other, related(762, 'uses', one?.id, other?.id), related(763, 'uses', other?.id, one?.id)],
      related(764, 'related-to', one?.id, one?.id),
      ...[group(766, 'next'), group(767, 'first')],
      domain('identity', { name: 'Itself', created_by_ref: `identity--${uuid(768)}` }, 768),
    ]
    const marking = { type: 'marking-definition', spec_version: '2.1', created: '2026-03-10T09:45:00.000Z' }
    const itself = [
      related(765, 'related-to', `relationship--${uuid(765)}`, one?.id),
      {
        ...{ ...marking, id: `marking-definition--${uuid(769)}`, definition_type: 'statement' },
        ...{ definition: { statement: 'x' }, object_marking_refs: [`marking-definition--${uuid(769)}`] },
      },
      domain(
        'language-content',
        { object_ref: `language-content--${uuid(770)}`, contents: { de: { name: 'x' } } },
        770,
      ),
    ]
    const upload = bundle([...round, ...itself])
    const taken = await admin.get(api.importStix, { name: 'round.json' }, { upload })
    expect(taken).toMatchObject({ added: round.length, refused: itself.length })
    expect(taken.reasons.map(({ id }) => id)).toEqual(itself.map(({ id }) => id))
    expect((await admin.get(api.checkStix, { name: 'round.json' }, { upload })).errors).toBe(itself.length)
    expect((await admin.get(api.findTechnique, { text: 'Bell worm' })).items).toEqual([])
  })

  test('techniques that replace each other in a circle are found, and end', async () => {
    const [first, second] = [780, 781].map((n) =>
      domain(
        'attack-pattern',
        { name: `Round ${n}`, external_references: [{ source_name: 'own-vocabulary', external_id: `T9${n}` }] },
        n,
      ),
    )
    const relation = (n: number, type: string, from: unknown, to: unknown) =>
      domain('relationship', { relationship_type: type, source_ref: from, target_ref: to }, n)
    const circle = ['revoked-by', 'subtechnique-of'].flatMap((type, n) => [
      relation(782 + 2 * n, type, first?.id, second?.id),
      relation(783 + 2 * n, type, second?.id, first?.id),
    ])
    const itself = relation(786, 'revoked-by', first?.id, first?.id)
    const asked = { name: 'round.json', standard: 'attack' as const, marking: { tlp: 'CLEAR' as const } }
    await admin.get(api.importStix, asked, { upload: bundle([first, second, ...circle, itself]) })
    const { items } = await admin.get(api.findTechnique, { text: 'Round', old: true })
    expect(items.map(({ id, parent, replacedBy }) => [id, parent, replacedBy])).toEqual([
      ['T9780', 'T9781', 'T9781'],
      ['T9781', 'T9780', 'T9780'],
    ])
  })

  test('a name that comes twice, one level too many and one byte too many are refused; what is just within is taken', async () => {
    const nested = (depth: number) => `${'['.repeat(depth)}1${']'.repeat(depth)}`
    const tool = (n: number, more: string) =>
      `{"type":"tool","spec_version":"2.1","id":"tool--${uuid(n)}","created":"2026-03-10T09:45:00.000Z","modified":"2026-03-10T09:45:00.000Z","name":"Tool"${more}}`
    const text = [
      tool(771, ',"name":"Another tool"'),
      tool(772, ',"n\\u0061me":"Another tool"'),
      tool(773, ',"external_references":[{"source_name":"own","external_id":"1","external_id":"2"}]'),
      // The object itself is one level, and the number in the middle another.
      tool(774, `,"x_deep":${nested(39)}`),
      tool(775, `,"x_deep":${nested(40)}`),
    ].join('\n')
    const taken = await admin.get(api.importStix, { name: 'twice.json' }, { upload: Buffer.from(text) })
    expect(taken).toMatchObject({ added: 1, refused: 4 })
    expect(taken.reasons.filter(({ why }) => why.includes('comes twice'))).toHaveLength(3)
    const large = Buffer.from(`${tool(776, '')}\n${tool(777, `,"description":"${'x'.repeat(16_000_000)}"`)}`)
    const most = await admin.get(api.importStix, { name: 'large.json' }, { upload: large })
    expect(most).toMatchObject({ added: 1, refused: 1, reasons: [{ why: expect.stringContaining('16000000 bytes') }] })
  }, 60_000)

  test('who may only read takes nothing in', async () => {
    const reader = await node.signedIn({ roles: ['reader'] })
    expect(await reader.call(api.importStix, { name: 'x.json' }, { upload: bundle([identity]) })).toMatchObject({
      status: 403,
    })
  })
})

test('an intake that cannot be heard is tried five times, holds no other up, and is then let be', async () => {
  const { journal } = node.node
  const { intakes } = await admin.get(
    api.importStix,
    { name: 'z.json' },
    { upload: bundle([domain('tool', { name: 'Z' }, 790)]) },
  )
  const heard = async () =>
    (
      await sql<{ intake: string }>`select intake from watch.heard_intakes where intake = ${intakes[0]}`.execute(
        journal.sql,
      )
    ).rows.length
  await until(async () => ((await heard()) === 1 ? true : undefined))
  await sql`delete from watch.heard_intakes where intake = ${intakes[0]}`.execute(journal.sql)
  const room = { journal, log: silent, clock: { now: () => new Date() } } as unknown as Parameters<
    typeof hearIntakes
  >[0]
  const broken = { find: () => Promise.reject(new Error('The store of objects does not answer')) }
  const failed = new Map<string, number>()
  for (let i = 0; i < 4; i++) await hearIntakes(room, broken, failed)
  expect([failed.get(intakes[0] ?? ''), await heard()]).toEqual([4, 0])
  await hearIntakes(room, broken, failed)
  expect(await heard()).toBe(1)
}, 60_000)

test('techniques are found by id and by words; those that were replaced say by what', async () => {
  const technique = (n: number, id: string, name: string, more: Record<string, unknown> = {}) =>
    domain(
      'attack-pattern',
      {
        name,
        external_references: [{ source_name: 'own-vocabulary', external_id: id, url: `https://example.org/${id}` }],
        kill_chain_phases: [{ kill_chain_name: 'own', phase_name: 'impact' }],
        ...more,
      },
      n,
    )
  const flood = technique(801, 'T1498', 'Network denial of service')
  const sub = technique(802, 'T1498.002', 'Reflection amplification', {
    x_mitre_is_subtechnique: true,
    x_mitre_platforms: ['Linux'],
  })
  const old = technique(803, 'T1400', 'Flood of old', { revoked: true })
  const replaced = domain(
    'relationship',
    { relationship_type: 'revoked-by', source_ref: old.id, target_ref: flood.id },
    804,
  )
  const file = bundle([flood, sub, old, replaced])
  const taken = await admin.get(
    api.importStix,
    { name: 'vocabulary.json', standard: 'attack', marking: { tlp: 'CLEAR' } },
    { upload: file },
  )
  expect(taken).toMatchObject({ added: 4, refused: 0 })
  const reader = await node.signedIn({ roles: ['reader'] })
  const found = await reader.get(api.findTechnique, { text: 't1498' })
  expect(found.items.map(({ id }) => id)).toEqual(['T1498', 'T1498.002'])
  expect(found.items[1]).toMatchObject({
    kind: 'sub-technique',
    parent: 'T1498',
    tactics: ['impact'],
    platforms: ['Linux'],
  })
  expect((await reader.get(api.findTechnique, { text: 'amplification' })).items).toHaveLength(1)
  expect((await reader.get(api.findTechnique, { text: 'old' })).items).toEqual([])
  expect((await reader.get(api.findTechnique, { text: 'old', old: true })).items[0]).toMatchObject({
    old: 'revoked',
    replacedBy: 'T1498',
  })
})

test('an incident goes out as a bundle that keeps to the standard, under its marking and not above, and comes in elsewhere unchanged', async () => {
  const declare = {
    title: 'Card payments fail in two countries',
    summary: 'A flood since the morning.',
    marking: { tlp: 'AMBER' as const },
  }
  const incident = await admin.get(assess.declareIncident, declare)
  const low = await admin.fetch(
    `/api/share/exportStix?incidents=${incident.id}&marking=${encodeURIComponent('{"tlp":"GREEN"}')}`,
  )
  expect(low.status).toBe(422)
  expect(await low.text()).not.toContain('Card payments')
  const answer = await admin.fetch(
    `/api/share/exportStix?incidents=${incident.id}&marking=${encodeURIComponent('{"tlp":"AMBER"}')}`,
  )
  expect(answer.status).toBe(200)
  expect(answer.headers.get('content-type')).toContain('application/stix+json')
  const text = await answer.text()
  const made = JSON.parse(text)
  const told = made.objects.find((one: { type: string }) => one.type === 'incident')
  expect(told).toMatchObject({ name: declare.title, object_marking_refs: [tlp2Ids.AMBER] })
  const checked = await admin.get(api.checkStix, { name: 'own.json' }, { upload: Buffer.from(text) })
  expect(checked.findings).toEqual([])
  expect(await admin.get(api.importStix, { name: 'own.json' }, { upload: Buffer.from(text) })).toMatchObject({
    refused: 0,
  })
  expect(exportStix.download).toBe(true)
})

test('an exercise keeps what it takes in to itself, and what says that it belongs to one stays out of the real picture', async () => {
  const player = await node.signedIn({ roles: ['analyst', 'liaison'] })
  await admin.get(enterRealm, { person: player.person, exercise: 'storm' })
  const realm = 'exercise:storm'
  const played = {
    ...green,
    labels: ['exercise'],
    content: 'Canary of the exercise in the notes',
    object_refs: [identity.id],
  }
  const upload = bundle([domain('note', played, 901)])
  const inside = async () =>
    (await player.get(listItems, {}, { realm })).items.filter(({ state }) =>
      state.title.includes('Canary of the exercise'),
    )
  expect(await player.get(api.importStix, { name: 'a.json' }, { upload, realm })).toMatchObject({ added: 1 })
  await until(async () => (await inside())[0])
  expect(await itemsNow(admin, 'Canary of the exercise')).toEqual([])
  const live = await player.get(api.importStix, { name: 'a.json' }, { upload })
  expect(live).toMatchObject({ added: 0, refused: 1, reasons: [{ refusal: 'exercise' }] })
})
