// The law book on a real store: what is in force, who put it there, and that a broken law never takes its place.
import { cp, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Compile } from 'typebox/compile'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { lawBindings } from '#assess/actions/law-book/bindings.ts'
import { createLawBook, type LawBook } from '#assess/actions/law-book/law-book.ts'
import * as api from '#assess/api/law.ts'
import { lawRecord } from '#assess/rules/law-record.ts'
import { bindFiles, lawFolder } from '#assess/store/law/index.ts'
import { type Contract, commonRefusals, type InputOf, type OutputOf } from '#kernel/contract.ts'
import type { Reply } from '#kernel/reply.ts'
import { sameEverywhere } from '#platform/clock.ts'
import type { Db } from '#platform/db/index.ts'
import { createFiles } from '#platform/files.ts'
import type { Call, Edge } from '#platform/http/index.ts'
import { newId } from '#platform/id.ts'
import { createJournal, type OpenJournal } from '#platform/journal/index.ts'
import { silent } from '#platform/log.ts'
import { brokenLaw, type Loose, lawFiles } from '../setup/broken-law.ts'
import { openTestDatabase } from '../setup/database.ts'
import { person } from '../setup/journal.ts'

let data: string
let db: Db
let journal: OpenJournal
let shipped: string
const books: LawBook[] = []
let at = Date.parse('2027-03-10T09:45:00.000Z')
const clock = sameEverywhere({ now: () => new Date(at++) })

beforeEach(async () => {
  data = await mkdtemp(join(tmpdir(), 'tocsin-test-'))
  db = await openTestDatabase()
  journal = await createJournal(db, clock, silent, [lawRecord])
  await journal.start()
  shipped = await mkdtemp(join(tmpdir(), 'tocsin-law-'))
  await cp(lawFolder(), shipped, { recursive: true })
})
afterEach(async () => {
  for (const book of books.splice(0)) book.stop()
  await journal.stop()
  await db.close()
  for (const folder of [data, shipped]) await rm(folder, { recursive: true, force: true })
})

/** A law book as a process has it that starts now. */
function started(folder = shipped): LawBook {
  const book = createLawBook({ journal, files: createFiles(data), log: silent, folder })
  books.push(book)
  return book
}

async function call<C extends Contract>(
  book: LawBook,
  contract: C,
  input: InputOf<C>,
  more: { realm?: string; asOf?: string } = {},
): Promise<Reply<OutputOf<C>>> {
  const binding = lawBindings(book, journal).find((one) => one.contract.name === contract.name)
  if (!binding) throw new Error(`${contract.name} is not bound`)
  const reader = person(newId(new Date()), journal.home, { roles: ['administrator'] })
  const view = { reader, realm: more.realm ?? 'live', ...(more.asOf ? { asOf: more.asOf } : {}) }
  const writer = { view, verb: contract.name }
  const given: Call = { reader, view, writer, now: clock.now().toISOString(), requestId: 'test', edge: {} as Edge }
  expect(Compile(contract.input).Errors(input)).toEqual([])
  const reply = await binding.handle(input, given)
  if (reply.ok) expect(Compile(contract.output).Errors(reply.value)).toEqual([])
  else expect({ ...contract.refusals, ...commonRefusals }).toHaveProperty(reply.refusal)
  return reply as Reply<OutputOf<C>>
}

async function answer<C extends Contract>(book: LawBook, contract: C, input: InputOf<C>): Promise<OutputOf<C>> {
  const reply = await call(book, contract, input)
  if (!reply.ok) throw new Error(`${contract.name}: ${JSON.stringify(reply)}`)
  return reply.value
}

function sooner(): Record<string, Loose> {
  return brokenLaw('regimes/nis2.json/reports/early_warning/deadline/duration', 'PT12H').files
}

function versionOf(files: Record<string, Loose>): string {
  const { law } = bindFiles(files)
  if (!law) throw new Error('The law of this test must bind.')
  return law.version
}

const ours = versionOf(lawFiles())
const theirs = versionOf(sooner())
const reason = 'The national act asks for twelve hours.'

test('the law that comes with Tocsin is adopted by itself at the first start, once', async () => {
  const book = started()
  expect(book.current().version).toBe(ours)
  expect(book.since()).toBeNull()
  await Promise.all([book.open(), book.open(), started().open()])
  expect(book.since()).toMatch(/^2027-03-10T/)
  const { versions, shipped: own } = await answer(started(), api.lawVersions, {})
  expect(versions).toHaveLength(1)
  expect(versions[0]).toMatchObject({ version: ours, inForce: true, after: null, adoptedBy: 'system:assess.law' })
  expect(own).toEqual({ version: ours, faults: [] })
})

test('a law that a person adopts is in force at once, heard by all, still after a restart, and the one before is kept', async () => {
  const [book, other] = [started(), started()]
  await other.open()
  const heard: string[] = []
  other.onChange(({ version }) => heard.push(version))
  const adopted = await answer(book, api.adoptLaw, { files: sooner(), reason, seen: ours })
  expect(adopted).toEqual({ version: theirs, after: ours, changes: 1 })
  expect(book.current().version).toBe(theirs)
  await expect.poll(() => heard).toEqual([theirs])
  const restarted = started()
  await restarted.open()
  expect(restarted.current()).toEqual(book.current())
  expect((await restarted.version(ours))?.regimes[0]?.reports[0]?.deadline).toMatchObject({ duration: 'PT24H' })
  expect(await restarted.version('2026-01.0123456789')).toBeNull()
  const { versions } = await answer(restarted, api.lawVersions, {})
  expect(versions.map((one) => [one.version, one.inForce, one.after])).toEqual([
    [theirs, true, ours],
    [ours, false, null],
  ])
  expect(versions[0]).toMatchObject({ reason, adoptedBy: expect.stringMatching(/^person:/) })
})

test('a law that was in force comes back: the newest adoption counts', async () => {
  const book = started()
  await answer(book, api.adoptLaw, { files: sooner(), reason })
  const back = await answer(book, api.adoptLaw, { files: lawFiles(), reason: 'The national act was repealed.' })
  expect(back).toEqual({ version: ours, after: theirs, changes: 1 })
  const restarted = started()
  await restarted.open()
  expect(restarted.current().version).toBe(ours)
  expect((await answer(restarted, api.lawVersions, {})).versions).toHaveLength(2)
})

test('a broken law is refused with the place and the reason, and the one in force stays', async () => {
  const book = started()
  const { files } = brokenLaw('regimes/gdpr.json/trigger/rules/0/rule', 'gdpr.none')
  const refused = await call(book, api.adoptLaw, { files, reason })
  expect(refused).toMatchObject({ ok: false, refusal: 'law-broken', where: '/trigger/rules/0/rule' })
  expect(refused).toHaveProperty(
    'detail',
    expect.stringContaining("regimes/gdpr.json /trigger/rules/0/rule: There is no rule 'gdpr.none'."),
  )
  expect(book.current().version).toBe(ours)
  const checked = await answer(book, api.checkLaw, { files })
  expect(checked).toMatchObject({ version: null, difference: null, faults: [{ file: 'regimes/gdpr.json' }] })
})

test('the same law, a law by somebody who saw another, and a law in an exercise are refused', async () => {
  const book = started()
  expect(await call(book, api.adoptLaw, { files: lawFiles(), reason })).toMatchObject({ refusal: 'nothing-to-change' })
  const stale = { files: sooner(), reason, seen: '2026-01.0123456789' }
  expect(await call(book, api.adoptLaw, stale)).toMatchObject({ refusal: 'stale-version' })
  const inExercise = await call(book, api.adoptLaw, { files: sooner(), reason }, { realm: 'exercise:x' })
  expect(inExercise).toMatchObject({ refusal: 'only-live' })
})

test('what two versions differ in is told, and what a law would change before it is adopted', async () => {
  const book = started()
  const words = 'nis2 / early_warning (deadline): within 24 hours of awareness, without undue delay -> within 12 hours'
  const checked = await answer(book, api.checkLaw, { files: sooner() })
  expect(checked.difference?.changes[0]?.text).toContain(words)
  await answer(book, api.adoptLaw, { files: sooner(), reason })
  expect((await answer(book, api.compareLaw, { from: ours })).text).toContain(words)
  expect((await answer(book, api.compareLaw, { from: theirs, to: ours })).changes).toHaveLength(1)
  expect(await call(book, api.compareLaw, { from: '2026-01.0123456789' })).toMatchObject({ refusal: 'unknown-law' })
})

test('the law of an earlier moment is shown as it was then', async () => {
  const book = started()
  await book.open()
  const before = clock.now().toISOString()
  await answer(book, api.adoptLaw, { files: sooner(), reason })
  const then = await call(book, api.law, {}, { asOf: before })
  expect(then).toMatchObject({ ok: true, value: { inForce: false, law: { version: ours } } })
  expect(await answer(book, api.law, {})).toMatchObject({ inForce: true, law: { version: theirs } })
  const never = await call(book, api.law, {}, { asOf: '2020-01-01T00:00:00.000Z' })
  expect(never).toMatchObject({ refusal: 'unknown-law' })
})

test('a new law that comes with Tocsin is adopted at the next start; a broken one is refused and the last working one stays', async () => {
  await started().open()
  await writeFile(join(shipped, 'regimes/nis2.json'), JSON.stringify(sooner()['regimes/nis2.json']))
  const updated = started()
  await updated.open()
  expect(updated.current().version).toBe(theirs)
  await writeFile(join(shipped, 'rules/dora.json'), '{ "rules": [')
  const damaged = started()
  expect(() => damaged.current()).toThrow('No law can be used. rules/dora.json')
  await damaged.open()
  expect(damaged.current().version).toBe(theirs)
  const { shipped: own } = await answer(damaged, api.lawVersions, {})
  expect(own).toMatchObject({ version: null, faults: [{ file: 'rules/dora.json' }] })
})

test('a law that comes with Tocsin waits where somebody put one of their own in force, until a person adopts it', async () => {
  const book = started()
  await answer(book, api.adoptLaw, { files: sooner(), reason })
  const newer = sooner()['regimes/nis2.json']
  await writeFile(join(shipped, 'regimes/nis2.json'), JSON.stringify({ ...newer, notes: ['Compared again.'] }))
  const updated = started()
  await updated.open()
  expect(updated.current().version).toBe(theirs)
  const { versions, shipped: own } = await answer(updated, api.lawVersions, {})
  expect(versions.map((one) => one.version)).not.toContain(own.version)
  const adopted = await answer(updated, api.adoptShippedLaw, { reason: 'Ours is in it.', seen: theirs })
  expect(adopted).toMatchObject({ version: own.version, after: theirs })
  await writeFile(join(shipped, 'regimes/nis2.json'), JSON.stringify({ ...newer, notes: ['And again.'] }))
  const next = started()
  await next.open()
  expect(next.current().version).toBe((await answer(next, api.lawVersions, {})).shipped.version)
})

test('with no law that works at all nobody starts', async () => {
  await writeFile(join(shipped, 'law.json'), '{}')
  await expect(started().open()).rejects.toThrow(/No law can be used[.] law[.]json/)
})

test('where the kept files of a law are lost, the one before it is in force', async () => {
  const book = started()
  await answer(book, api.adoptLaw, { files: sooner(), reason })
  const { versions } = await answer(book, api.lawVersions, {})
  const hash = versions[0]?.sha256 ?? ''
  const folder = join(data, 'files', hash.slice(0, 2))
  expect(await readdir(folder)).toContain(hash)
  await rm(join(folder, hash))
  const restarted = started()
  await restarted.open()
  expect(restarted.current().version).toBe(ours)
  expect(await restarted.version(theirs)).toBeNull()
})
