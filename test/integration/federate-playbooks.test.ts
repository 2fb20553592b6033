// Signatures of playbooks over HTTP: computed, judged by who is believed, made for playbooks of our own; and keys that survive a restore.
import { generateKeyPairSync } from 'node:crypto'
import { stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as advisories from '#federate/api/advisories.ts'
import * as api from '#federate/api/playbooks.ts'
import { type Plan, playbookOf } from '#federate/rules/playbooks/playbook-of.ts'
import { type JsonObject, keyPrint, signJss, verifyJss } from '#federate/wire/jss.ts'
import { enterRealm, signIn } from '#people/api.ts'
import { systemClock } from '#platform/clock.ts'
import { pathOf } from '#platform/http/index.ts'
import { backup } from '#platform/journal/api.ts'
import { appliedMigrations, createJournal, restore } from '#platform/journal/index.ts'
import { silent } from '#platform/log.ts'
import { allRecords } from '../../src/node.ts'
import { migratedStorage, migrationsFolder, openMigrated } from '../setup/database.ts'
import { type Client, startTestNode, type TestNode, testPassword } from '../setup/node.ts'
import type { Storage } from '../setup/storage.ts'

let node: TestNode
let second: TestNode | undefined
let storage: Storage | undefined
let admin: Client
let anna: Client
let ben: Client

beforeAll(async () => {
  node = await startTestNode()
  admin = await node.administrator()
  anna = await node.signedIn({ roles: ['analyst'] })
  ben = await node.signedIn({ roles: ['duty-officer'] })
}, 120_000)
afterAll(async () => {
  await second?.stop()
  await node?.stop()
  await storage?.remove()
})

let made = 0
const uuid = () => `00000000-0000-4000-8000-${String(++made).padStart(12, '0')}`
function playbook(more: Partial<Plan> = {}): JsonObject {
  const words = new Map<string, string>()
  const plan: Plan = {
    ...{
      id: `playbook--${uuid()}`,
      createdBy: `identity--${uuid()}`,
      name: 'Isolate a host',
      description: 'Off the net.',
    },
    ...{ types: ['mitigation'], activities: ['step-sequence'], tlp: 'GREEN' },
    ...{ created: '2026-01-01T00:00:00.000Z', modified: '2026-01-02T00:00:00.000Z' },
    steps: [{ is: 'action', key: 'a', name: 'Pull the plug', commands: [{ type: 'manual', text: 'Pull it.' }] }],
    ...more,
  }
  const made = playbookOf(plan, (key) => words.get(key) ?? words.set(key, uuid()).get(key) ?? '')
  return JSON.parse(JSON.stringify(made))
}
const theirs = generateKeyPairSync('ed25519')
const theirPrint = keyPrint(theirs.publicKey)
const claims = (of: JsonObject, more: object = {}) => ({
  ...{ type: 'jss', id: `jss--${uuid()}`, signee: 'A neighbour', created: '2026-01-03T00:00:00.000Z' },
  ...{ modified: '2026-01-03T00:00:00.000Z', related_to: of.id, related_version: of.modified, ...more },
})
const signed = (of: JsonObject, more: object = {}) => signJss(of, claims(of, more), theirs.privateKey)
const upload = (value: JsonObject) => ({ upload: Buffer.from(JSON.stringify(value)) })
async function take(value: JsonObject, who = anna): Promise<{ id: string; version: number }> {
  const { id, version } = await who.get(api.importPlaybook, {}, upload(value))
  return { id, version }
}
const verdictsOf = async (id: string, who = anna) =>
  (await who.get(api.getPlaybook, { id })).signatures.map(({ verdict, signer }) => [verdict, signer])

describe('signatures of others', () => {
  test('hold by a key that nobody knows, until somebody says whose it is, and again not after that has ended', async () => {
    const { id } = await take(signed(playbook()))
    expect(await verdictsOf(id)).toEqual([['unknown-key', null]])
    const belief = { name: 'The CSIRT of a neighbour', fingerprint: theirPrint, how: 'Read aloud on the phone.' }
    const refused = await anna.call(api.believeSigner, belief)
    expect(refused.ok ? 'ok' : refused.problem.status).toBe(403)
    const believed = await ben.get(api.believeSigner, belief)
    expect(await verdictsOf(id)).toEqual([['proven', 'The CSIRT of a neighbour']])
    const twice = await ben.call(api.believeSigner, belief)
    expect(twice.ok ? 'ok' : twice.problem.refusal).toBe('believed-already')
    await ben.get(api.endSigner, { ...believed, reason: 'It was lost.' })
    expect(await verdictsOf(id)).toEqual([['ended', 'The CSIRT of a neighbour']])
    await ben.get(api.believeSigner, { ...belief, how: 'It was found again.' })
    expect(await verdictsOf(id)).toEqual([['proven', 'The CSIRT of a neighbour']])
    expect((await anna.get(api.listSigners, {})).items).toMatchObject([{ fingerprint: theirPrint, ended: null }])
  })

  test('do not hold where anything was changed, and are told apart', async () => {
    const good = signed(playbook())
    const more = signed(good, { valid_until: '2026-01-04T00:00:00.000Z' })
    const [one, two] = more.signatures as JsonObject[]
    const all = [one, two, { ...one, signee: 'Somebody else' }, { ...one, algorithm: 'XMSS-SHA2_10_256' }]
    const { id } = await take({ ...good, signatures: all })
    expect((await verdictsOf(id)).map(([verdict]) => verdict)).toEqual(['proven', 'ended', 'not-intact', 'not-checked'])
    const checked = await anna.get(api.checkPlaybook, {}, upload({ ...good, name: 'Isolate nothing' }))
    expect(checked.signatures).toMatchObject([{ verdict: 'not-intact', signer: null, says: 'A neighbour' }])
  })

  test('do not cover what two programs read in two ways: a name that comes twice is refused', async () => {
    const text = JSON.stringify(signed(playbook())).replace('"name":', '"name":"Isolate nothing","name":')
    const answer = await anna.call(api.checkPlaybook, {}, { upload: Buffer.from(text) })
    expect(answer.ok ? 'ok' : answer.problem.refusal).toBe('harmful')
  })

  test('are no way to keep a node busy', async () => {
    const good = signed(playbook({ description: 'x'.repeat(7000) }))
    const [one = {}] = good.signatures as JsonObject[]
    const { signatures } = await anna.get(api.checkPlaybook, {}, upload({ ...good, signatures: Array(500).fill(one) }))
    expect(signatures).toHaveLength(50)
    expect(signatures.filter(({ verdict }) => verdict === 'proven')).toHaveLength(20)
    expect(signatures[49]).toMatchObject({ verdict: 'not-checked', why: 'Only the first 20 are computed.' })
  })
})

describe('a playbook of our own', () => {
  test('is signed by who may, once, and given out so that others can compute it', async () => {
    const ours = playbook({ createdBy: `identity--${anna.organisation}` })
    const { id, version } = await take(ours)
    const refused = await anna.call(api.signPlaybook, { id, version })
    expect(refused.ok ? 'ok' : refused.problem.status).toBe(403)
    const answer = await ben.get(api.signPlaybook, { id, version })
    expect((await verdictsOf(id))[0]?.[0]).toBe('proven')
    const file = (await anna.get(api.exportPlaybook, { id })) as unknown as Buffer
    const out = JSON.parse(file.toString())
    const [signature] = out.signatures
    expect(signature).toMatchObject({
      type: 'jss',
      algorithm: 'Ed25519',
      related_to: ours.id,
      hash_algorithm: 'sha-256',
    })
    const key = verifyJss(out, signature)
    expect(key.ok && keyPrint(key.value)).toBe(answer.fingerprint)
    expect(verifyJss({ ...out, name: 'x' }, signature).ok).toBe(false)
    expect((await anna.get(api.listSigners, {})).own).toBe(answer.fingerprint)
    const again = await ben.call(api.signPlaybook, { id, version: answer.version })
    expect(again.ok ? 'ok' : again.problem.refusal).toBe('signed-already')
    const stale = await ben.call(api.signPlaybook, { id, version })
    expect(stale.ok ? 'ok' : stale.problem.refusal).toBe('stale-version')
    const older = await anna.call(api.importPlaybook, {}, upload(ours))
    expect(older.ok ? 'ok' : older.problem.refusal).toBe('older-version')
  })

  test('is ours by its author; another one is not signed, and nothing of an exercise', async () => {
    const other = await take(playbook())
    const answer = await ben.call(api.signPlaybook, other)
    expect(answer.ok ? 'ok' : answer.problem.refusal).toBe('not-ours')
    await admin.get(enterRealm, { person: ben.person, exercise: 'storm' })
    const played = await ben.call(api.signPlaybook, other, { realm: 'exercise:storm' })
    expect(played.ok ? 'ok' : played.problem.refusal).toBe('only-live')
  })
})

test('after a restore the keys that sign advisories and playbooks are the same, and nobody else may read them', async () => {
  const advisory = await anna.get(advisories.composeAdvisory, {
    ...{ trackingId: 'CSIRT-2026-K', title: 'A flaw', tlp: 'CLEAR', summary: 'Update now.' },
  })
  const checked = await anna.get(advisories.checkOwnAdvisory, { id: advisory.id, version: advisory.version })
  const approved = await ben.get(advisories.approveOwnAdvisory, { id: advisory.id, version: checked.version })
  await ben.get(advisories.publishAdvisory, { id: advisory.id, version: approved.version })
  const printsOf = async (of: TestNode) => {
    const told = await of.stranger().fetch('/.well-known/csaf/provider-metadata.json')
    const { public_openpgp_keys: keys } = (await told.json()) as { public_openpgp_keys: { fingerprint: string }[] }
    return keys.map(({ fingerprint }) => fingerprint)
  }
  const before = await printsOf(node)
  expect(before).toHaveLength(1)
  const { own } = await anna.get(api.listSigners, {})
  await node.node.notarise()
  const file = await admin.fetch(pathOf(backup))
  storage = await migratedStorage()
  const path = join(storage.folder, 'monday.backup')
  await writeFile(path, Buffer.from(await file.arrayBuffer()))
  const db = await openMigrated(storage)
  const journal = await createJournal(db, systemClock, silent, allRecords)
  const migrations = await appliedMigrations(migrationsFolder)
  await restore(journal.sql, journal.records, storage.folder, path, migrations, () => undefined)
  await journal.stop()
  await db.close()
  for (const name of ['openpgp.key', 'keys/signing/playbooks.pem'])
    expect((await stat(join(storage.folder, name))).mode & 0o777, name).toBe(0o600)
  second = await startTestNode({ storage })
  expect(await printsOf(second)).toEqual(before)
  const again = second.stranger()
  await again.get(signIn, { email: 'first@csirt.example', password: testPassword })
  expect(own).toMatch(/^[0-9a-f]{64}$/)
  expect((await again.get(api.listSigners, {})).own).toBe(own)
}, 120_000)
