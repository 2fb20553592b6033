// Collections of foreign objects: taken in once each, never overwritten, read as markings allow, in an order that nobody can miss.
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { removeOld } from '#federate/actions/objects/remove-old.ts'
import { collectionByAlias, takeIn } from '#federate/actions/objects/take-in.ts'
import type { FederateRoom } from '#federate/actions/room.ts'
import * as api from '#federate/api/objects.ts'
import type { ObjectIn } from '#federate/model/objects.ts'
import { findObjects } from '#federate/store/objects/objects.ts'
import type { Contract, InputOf } from '#kernel/contract.ts'
import { systemReader } from '#kernel/reader.ts'
import { createToken, enterRealm, registerOrganisation } from '#people/api.ts'
import { sameEverywhere } from '#platform/clock.ts'
import { type Client, startTestNode, type TestNode } from '../setup/node.ts'

let node: TestNode
let remote: TestNode
let anna: Client
let partner: Client
let room: FederateRoom
const created = '2026-03-10T09:45:00.000Z'

beforeAll(async () => {
  node = await startTestNode({ env: { TOCSIN_FETCH_ALLOW: '127.0.0.1' } })
  remote = await startTestNode()
  const admin = await node.administrator()
  const roles = ['analyst' as const, 'liaison' as const]
  const grid = { name: 'Example Grid', kind: 'operator' as const, country: 'AT', sectors: ['energy'] }
  const organisation = (await admin.get(registerOrganisation, grid)).id
  anna = await node.signedIn({ roles })
  await admin.get(enterRealm, { person: anna.person, exercise: 'storm' })
  partner = await node.signedIn({ roles, organisation })
  room = { journal: node.node.journal, clock: sameEverywhere({ now: () => new Date() }) } as unknown as FederateRoom
}, 120_000)

afterAll(async () => {
  await node.stop()
  await remote.stop()
})

async function refusal<C extends Contract>(as: Client, contract: C, input: InputOf<C>) {
  const answered = await as.call(contract, input)
  if (answered.ok) throw new Error('It was not refused.')
  return answered.problem.refusal
}

const green = 'marking-definition--bab4a63c-aed9-4cf5-a766-dfca5abac2bb'
function report(name: string, more: object = {}) {
  const id = `identity--${randomUUID()}`
  return { type: 'identity', spec_version: '2.1', id, created, modified: created, name, ...more }
}
const open = async (alias: string, more: object = {}) =>
  (await anna.get(api.openCollection, { alias, title: `Objects of ${alias}`, marking: { tlp: 'GREEN' }, ...more })).id
const publish = (as: Client, collection: string, objects: object[], more: object = {}) =>
  as.get(api.publishObjects, { collection, stix: { objects }, ...more })
const listed = async (as: Client, collection: string, more: object = {}) =>
  (await as.get(api.readObjects, { collection, ...more })).items

/** Objects of any standard, as areas of this room hand them over. */
function csaf(id: string, version: string, title: string): ObjectIn {
  const marking = { tlp: 'CLEAR' as const, owner: anna.organisation, audience: [], persons: [], releasableTo: [] }
  return {
    format: 'csaf',
    id,
    version,
    type: 'csaf_security_advisory',
    spec: '2.0',
    object: { document: { title } },
    marking,
  }
}
const system = () => systemReader('test', ['live'], anna.organisation)
const take = (collection: string, objects: ObjectIn[]) =>
  takeIn(room, {
    ...{ realm: 'live', collection, objects, refused: [], by: system(), verb: 'federate.publishObjects' },
    source: { standard: 'csaf', name: 'https://advisories.example/', organisation: null },
  })

test('a collection is opened once, changed by its own people, and closed', async () => {
  const id = await open('once')
  expect(await refusal(anna, api.openCollection, { alias: 'once', title: 'Again' })).toBe('alias-taken')
  const nobody = { organisations: ['01980f3c-8a00-7000-8000-000000000001'], roles: [] }
  expect(await refusal(anna, api.editCollection, { id, version: 1, write: nobody })).toBe('unknown-organisation')
  expect(await refusal(partner, api.editCollection, { id, version: 1, title: 'Ours' })).toBe('not-yours')
  await anna.get(api.editCollection, {
    id,
    version: 1,
    title: 'Once',
    write: { organisations: [partner.organisation], roles: [] },
  })
  expect(await refusal(anna, api.editCollection, { id, version: 1, title: 'Twice' })).toBe('stale-version')
  const [seen] = (await partner.get(api.listCollections, {})).items.filter((one) => one.id === id)
  expect(seen).toMatchObject({ canRead: true, canWrite: true, canEdit: false, state: { title: 'Once' } })
  await anna.get(api.editCollection, { id, version: 2, open: false })
  expect(await refusal(anna, api.publishObjects, { collection: id, stix: [report('Late')] })).toBe('wrong-state')
  // Two who open the same at once open one.
  const made = await Promise.all([1, 2, 3].map(() => collectionByAlias(room, 'live', 'csaf', 'Advisories')))
  expect(new Set(made).size).toBe(1)
})

test('objects are new, known or refused, and an intake says which', async () => {
  const id = await collectionByAlias(room, 'live', 'csaf', 'Advisories')
  const first = await take(id, [csaf('EX-1', '1', 'Flood'), csaf('EX-2', '1', 'Storm'), csaf('EX-2', '1', 'Storm')])
  expect(first).toMatchObject({ ok: true, value: { added: 2, known: 1, refused: 0 } })
  const again = await take(id, [csaf('EX-1', '1', 'Flood'), csaf('EX-2', '1', 'Calm'), csaf('EX-2', '2', 'Calm')])
  expect(again).toMatchObject({
    ok: true,
    value: { added: 1, known: 1, refused: 1, refusals: [{ id: 'EX-2', version: '1', refusal: 'other-content' }] },
  })
  const { items } = await anna.get(api.listIntakes, { collection: id, standard: 'csaf' })
  expect(items.map(({ state }) => [state.added, state.known, state.refused])).toEqual([
    [1, 1, 1],
    [2, 1, 0],
  ])
  expect(items[0]?.state.reasons).toMatchObject([{ id: 'EX-2', refusal: 'other-content' }])
  expect(items[0]?.state.types).toEqual({ csaf_security_advisory: 1 })
  expect((await anna.get(api.getIntake, { id: items[0]?.id ?? '' })).collectionTitle).toBe('Advisories')
  const pages = await anna.get(api.listIntakes, { collection: id, limit: 1 })
  const next = await anna.get(api.listIntakes, { collection: id, limit: 1, after: pages.next ?? '' })
  expect(next.items.map((one) => one.id)).toEqual([items[1]?.id])
  const shown = await anna.get(api.getObject, { collection: id, object: 'EX-2' })
  expect(shown).toMatchObject({ version: '2', label: 'Calm', object: { document: { title: 'Calm' } } })
  expect(shown.versions.map((one) => one.version)).toEqual(['2', '1'])
  const deep = JSON.parse(`${'{"a":'.repeat(100)}1${'}'.repeat(100)}`)
  const bad = [
    { ...csaf('EX-3', '1', ''), object: deep },
    { ...csaf('EX-4', '1', ''), object: { 'a\u0000': 1 } },
  ]
  expect(await take(id, bad)).toMatchObject({ ok: true, value: { added: 0, refused: 2 } })
})

test('a reader who pages while many write at once misses nothing', async () => {
  const id = await open('crowd', { formats: ['csaf'] })
  const writers = 6
  const rounds = 12
  let writing = writers
  const view = { reader: system(), realm: 'live' }
  const seen: string[] = []
  let last = 0
  async function readOn(): Promise<number> {
    const rows = await findObjects(room.journal.sql, view, { collection: id, after: last, limit: 1_000 })
    for (const row of rows) {
      expect(row.added).toBeGreaterThan(last)
      last = row.added
      seen.push(row.id)
    }
    return rows.length
  }
  const reading = (async () => {
    while (writing > 0) await readOn()
    while ((await readOn()) > 0);
  })()
  await Promise.all(
    Array.from({ length: writers }, async (_, writer) => {
      for (let round = 0; round < rounds; round++) {
        const taken = await take(
          id,
          [0, 1, 2].map((n) => csaf(`W${writer}-${round}-${n}`, '1', 'x')),
        )
        // The same object from several at once is taken once.
        await take(id, [csaf(`shared-${round}`, '1', 'x')])
        expect(taken).toMatchObject({ ok: true, value: { added: 3 } })
      }
      writing--
    }),
  )
  await reading
  expect(new Set(seen).size).toBe(seen.length)
  expect(seen).toHaveLength(writers * rounds * 3 + rounds)
})

test('what is published is marked as its publisher chose, and never looser than it says', async () => {
  const id = await open('shown')
  const [plain, said] = [report('Says nothing'), report('Says green', { object_marking_refs: [green] })]
  await publish(anna, id, [plain, said])
  expect((await listed(partner, id)).map((one) => one.id)).toEqual([said.id])
  const [own, other] = [report('Chosen'), report('Labelled', { object_marking_refs: [green] })]
  const amber = { tlp: 'AMBER' as const, audience: [partner.organisation] }
  await publish(anna, id, [own, other], { marking: amber })
  expect((await listed(partner, id)).map((one) => one.marking.tlp)).toEqual(['AMBER', 'AMBER', 'GREEN'])
  const looser = report('Labelled', { object_marking_refs: [green] })
  await publish(anna, id, [looser], { marking: { tlp: 'CLEAR' } })
  expect((await listed(anna, id))[0]?.marking.tlp).toBe('GREEN')
  expect(await refusal(partner, api.publishObjects, { collection: id, stix: [report('Theirs')] })).toBe('not-writable')
  const object = plain.id
  expect(await refusal(partner, api.getObject, { collection: id, object })).toBe('unknown')
  expect((await listed(anna, id, { search: object.slice(0, 20), type: 'identity' })).map((one) => one.id)).toEqual([
    object,
  ])
  const { objects, types } = await partner.get(api.getCollection, { id })
  expect([objects.count, types]).toEqual([4, [{ type: 'identity', count: 4 }]])
  // Pages of one, the newest first.
  const first = await anna.get(api.readObjects, { collection: id, limit: 1 })
  const second = await anna.get(api.readObjects, { collection: id, limit: 1, after: first.next ?? '' })
  expect([first.items[0]?.id, second.items[0]?.id]).toEqual([looser.id, other.id])
})

test('what is deleted may come again; what is erased by law does not, and leaves no content', async () => {
  const id = await open('gone')
  const [one, two] = [report('Deleted'), report('A natural person')]
  await publish(anna, id, [one, two])
  const reason = 'It was asked for.'
  expect(await anna.get(api.removeObject, { collection: id, object: one.id, reason })).toEqual({ removed: 1 })
  expect(await publish(anna, id, [one])).toMatchObject({ added: 1 })
  expect(await refusal(anna, api.eraseObject, { collection: id, object: two.id, reason })).toBe('not-allowed')
  const admin = await node.administrator()
  await admin.get(api.eraseObject, { collection: id, object: two.id, reason })
  expect(await refusal(anna, api.getObject, { collection: id, object: two.id })).toBe('unknown')
  expect(await publish(anna, id, [two])).toMatchObject({ added: 0, refused: 1, reasons: [{ refusal: 'erased' }] })
  const { sql } = await import('kysely')
  const { rows } = await sql<{ object: unknown }>`select object from federate.objects where id = ${two.id}`.execute(
    room.journal.sql,
  )
  expect(rows).toEqual([{ object: null }])
})

test('objects leave when their days are over', async () => {
  const id = await open('short', { retentionDays: 30 })
  await publish(anna, id, [report('Old')])
  const later = { ...room, clock: sameEverywhere({ now: () => new Date(Date.now() + 29 * 86_400_000) }) }
  await removeOld(later as FederateRoom)
  expect(await listed(anna, id)).toHaveLength(1)
  await removeOld({
    ...room,
    clock: sameEverywhere({ now: () => new Date(Date.now() + 31 * 86_400_000) }),
  } as FederateRoom)
  expect(await listed(anna, id)).toHaveLength(0)
})

test('an exercise has collections of its own', async () => {
  const asked = { alias: 'once', title: 'Played', marking: { tlp: 'GREEN' as const } }
  const { id } = await anna.get(api.openCollection, asked, { realm: 'exercise:storm' })
  expect((await anna.get(api.listCollections, {})).items.map((one) => one.id)).not.toContain(id)
  await anna.get(api.publishObjects, { collection: id, stix: [report('Played')] }, { realm: 'exercise:storm' })
  expect(await refusal(anna, api.readObjects, { collection: id })).toBe('unknown')
  const follow = { name: 'Real', url: 'https://taxii.example/collections/x/', collection: id }
  const answered = await anna.call(api.followTaxii, follow, { realm: 'exercise:storm' })
  expect(answered).toMatchObject({ ok: false, problem: { refusal: 'other-realm' } })
})

test('a server of others is followed from where the last look ended, and pushed to', async () => {
  const them = await remote.signedIn({ roles: ['analyst', 'liaison'] })
  const expires = new Date(Date.now() + 5 * 86_400_000).toISOString()
  const { token: secret } = await them.get(createToken, { name: 'For us', scope: { readOnly: false }, expires })
  const theirs = (await them.get(api.openCollection, { alias: 'theirs', title: 'Theirs', marking: { tlp: 'GREEN' } }))
    .id
  const many = Array.from({ length: 700 }, (_, n) => report(`Number ${n}`, { object_marking_refs: [green] }))
  await publish(them, theirs, many)
  const login = { username: 'us', secret }
  const found = await anna.get(api.discoverTaxii, { url: `${remote.url}/taxii2/`, ...login })
  expect(found.collections).toMatchObject([{ id: theirs, title: 'Theirs', canRead: true, canWrite: true }])
  const url = found.collections[0]?.url ?? ''
  const ours = await open('from-them')
  expect(await refusal(anna, api.followTaxii, { name: 'x', url: 'http://10.0.0.1/x/', collection: ours })).toBe(
    'bad-address',
  )
  expect(await refusal(partner, api.followTaxii, { name: 'x', url, collection: ours })).toBe('not-writable')
  const { id } = await anna.get(api.followTaxii, { name: 'Neighbour', url, ...login, collection: ours })
  expect(JSON.stringify(await anna.get(api.listTaxiiFeeds, {}))).not.toContain(secret)
  expect(await anna.get(api.pollTaxiiFeed, { id })).toEqual({ ok: true, objects: 700, error: null })
  expect((await anna.get(api.getCollection, { id: ours })).objects.count).toBe(700)
  expect(await anna.get(api.pollTaxiiFeed, { id })).toMatchObject({ ok: true, objects: 0 })
  await publish(them, theirs, [report('One more', { object_marking_refs: [green] })])
  expect(await anna.get(api.pollTaxiiFeed, { id })).toMatchObject({ ok: true, objects: 1 })
  // What says nothing of its readers is for ours alone; the label that it carries is kept.
  expect((await listed(anna, ours))[0]).toMatchObject({ label: 'One more', marking: { tlp: 'AMBER+STRICT' } })

  // And back: what is for everybody goes there, the rest does not.
  const clear = 'marking-definition--94868c89-83c2-464b-929b-a1a8aa3c8487'
  const own = await open('to-them')
  const [told, kept] = [report('Told', { object_marking_refs: [clear] }), report('Kept')]
  await publish(anna, own, [told, kept])
  const drop = (await them.get(api.openCollection, { alias: 'drop', title: 'Drop' })).id
  const there = `${remote.url}/taxii2/live/collections/${drop}/`
  const push = await anna.get(api.followTaxii, {
    name: 'To them',
    url: there,
    ...login,
    collection: own,
    direction: 'push',
  })
  expect(await anna.get(api.pollTaxiiFeed, { id: push.id })).toMatchObject({ ok: true, objects: 1 })
  expect((await listed(them, drop)).map((one) => one.id)).toEqual([told.id])
  expect(await anna.get(api.pollTaxiiFeed, { id: push.id })).toMatchObject({ ok: true, objects: 0 })

  // A server that lets nobody in is told of, and asked later.
  const shut = await anna.get(api.followTaxii, { name: 'Shut', url, username: 'us', secret: 'wrong', collection: ours })
  expect(await anna.get(api.pollTaxiiFeed, { id: shut.id })).toMatchObject({
    ok: false,
    error: expect.stringContaining('401'),
  })
  const [state] = (await anna.get(api.listTaxiiFeeds, {})).items.filter((one) => one.id === shut.id)
  expect(state).toMatchObject({
    failures: expect.any(Number),
    lastSuccess: null,
    lastError: expect.stringContaining('401'),
  })
  expect(Date.parse(state?.nextAt ?? '')).toBeGreaterThan(Date.now() + 800_000)
  expect(await refusal(partner, api.pauseTaxiiFeed, { id: shut.id, paused: true })).toBe('unknown')
  await anna.get(api.pauseTaxiiFeed, { id: shut.id, paused: true })
  await anna.get(api.removeTaxiiFeed, { id: shut.id })
  expect(await refusal(anna, api.pollTaxiiFeed, { id: shut.id })).toBe('unknown')
})
