// Evidence on a real disk: what comes in comes out, whole or not at all, and everybody who had it is written down.
import { createHash } from 'node:crypto'
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { afterAll, beforeAll, expect, test } from 'vitest'
import * as api from '#assess/api.ts'
import type { Reader } from '#kernel/reader.ts'
import { createFiles } from '#platform/files.ts'
import { newId } from '#platform/id.ts'
import { type AssessHouse, openAssess } from '../setup/assess.ts'

let house: AssessHouse
let officer: Reader
let incident: string
beforeAll(async () => {
  house = await openAssess()
  officer = house.reader()
  incident = (await house.get(officer, api.declareIncident, { title: 'With evidence', marking: { tlp: 'GREEN' } })).id
})
afterAll(() => house.close())

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')
const pathOf = (hash: string) => join(house.folder, 'files', hash.slice(0, 2), hash)

interface Taken {
  name: string
  type: string
  bytes: Readable
}
async function take(as: Reader, id: string): Promise<{ name: string; type: string; content: Buffer }> {
  const file = (await house.get(as, api.getEvidence, { id })) as Taken
  const chunks: Buffer[] = []
  for await (const chunk of file.bytes) chunks.push(chunk)
  return { name: file.name, type: file.type, content: Buffer.concat(chunks) }
}

test('a file goes in and comes out the same, named by its hash, its kind told from its bytes', async () => {
  const capture = Buffer.concat([Buffer.from([0xd4, 0xc3, 0xb2, 0xa1]), Buffer.alloc(100_000, 7)])
  const kept = await house.get(
    officer,
    api.addEvidence,
    { incident, name: '../../etc/innocent.txt', receivedFrom: 'operator' },
    { upload: capture },
  )
  expect(kept).toMatchObject({
    sha256: sha256(capture),
    bytes: capture.length,
    mediaType: 'application/vnd.tcpdump.pcap',
  })
  expect(await readFile(pathOf(kept.sha256))).toEqual(capture)
  expect(await take(officer, kept.id)).toEqual({
    name: 'innocent.txt',
    type: 'application/vnd.tcpdump.pcap',
    content: capture,
  })
})

test('the chain of custody names everybody who received, took and was handed the file', async () => {
  const kept = await house.get(
    officer,
    api.addEvidence,
    { incident, name: 'log.txt' },
    { upload: Buffer.from('a line of log') },
  )
  const guest = house.reader({ organisation: newId(new Date()), roles: ['reader'] })
  await take(officer, kept.id)
  await take(guest, kept.id)
  await house.get(officer, api.transferEvidence, { id: kept.id, version: 3, to: 'Federal police' })
  const { state, intact } = await house.get(officer, api.evidenceCustody, { id: kept.id })
  expect(intact).toBe('intact')
  expect(state.custody.map(({ step, by, to }) => [step, by, to])).toEqual([
    ['received', `person:${officer.person}`, null],
    ['downloaded', `person:${officer.person}`, null],
    ['downloaded', `person:${guest.person}`, null],
    ['transferred', `person:${officer.person}`, 'Federal police'],
  ])
})

test('a file that was changed on disk is never handed out, and the custody says so', async () => {
  const kept = await house.get(
    officer,
    api.addEvidence,
    { incident, name: 'a.bin' },
    { upload: Buffer.from([1, 2, 3]) },
  )
  await writeFile(pathOf(kept.sha256), Buffer.from([1, 2, 4]))
  expect(await house.call(officer, api.getEvidence, { id: kept.id })).toMatchObject({ refusal: 'file-damaged' })
  expect((await house.get(officer, api.evidenceCustody, { id: kept.id })).intact).toBe('damaged')
  await house.get(officer, api.addEvidence, { incident, name: 'again.bin' }, { upload: Buffer.from([1, 2, 3]) })
  expect((await house.get(officer, api.evidenceCustody, { id: kept.id })).intact).toBe('intact')
})

test('an empty file, an unknown incident and one that the reader may not see are refused, and nothing is kept', async () => {
  expect(
    await house.call(officer, api.addEvidence, { incident, name: 'x' }, { upload: new Uint8Array() }),
  ).toMatchObject({ refusal: 'empty-file' })
  const hidden = await house.get(officer, api.declareIncident, { title: 'Hidden incident' })
  const guest = house.reader({ organisation: newId(new Date()) })
  for (const id of [hidden.id, newId(new Date())]) {
    expect(
      await house.call(guest, api.addEvidence, { incident: id, name: 'x' }, { upload: Buffer.from('x') }),
    ).toMatchObject({ refusal: 'unknown' })
  }
})

test('a file that is too long or breaks off leaves nothing behind', async () => {
  const files = createFiles(join(house.folder, 'other'))
  const tooLong = Readable.from([Buffer.alloc(600), Buffer.alloc(600)])
  expect(await files.put(tooLong, 1000)).toMatchObject({ ok: false, refusal: 'too-large' })
  const broken = Readable.from(
    (async function* () {
      yield Buffer.alloc(100)
      throw new Error('the line went dead')
    })(),
  )
  await expect(files.put(broken, 1000)).rejects.toThrow('the line went dead')
  const full = Readable.from(
    (async function* () {
      yield Buffer.alloc(100)
      throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' })
    })(),
  )
  expect(await files.put(full, 1000)).toMatchObject({ ok: false, refusal: 'storage-full' })
  expect(await readdir(join(house.folder, 'other', 'files'), { recursive: true })).toEqual(['incoming'])
  expect(await files.put(Readable.from([Buffer.alloc(1000)]), 1000)).toMatchObject({ ok: true, value: { bytes: 1000 } })
})
