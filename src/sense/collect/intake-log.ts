// The log of inputs that were answered for: on the disk before the answer, counted again after a crash, gone when frames hold them.
import { mkdir, open, readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { syncFolder } from './frame-files.ts'
import { decodeRecords, encodeRecord, type IntakeRecord } from './intake-records.ts'
import type { IntakeMark } from './messages.ts'

export class IntakeFull extends Error {}

export interface IntakeLog {
  /** Resolves with the number of the record when it is on the disk; records resolve in order. Throws IntakeFull, or what the disk says. */
  append(record: IntakeRecord): Promise<number>
  /** True when it holds what such a mark would let go. */
  holdsDone(mark: IntakeMark): boolean
  /** Lets go of what frames on the disk hold. */
  release(mark: IntakeMark): Promise<void>
  readonly bytes: number
  /** After what was begun is on the disk. */
  close(): Promise<void>
}

export interface IntakeOptions {
  folder: string
  /** Beyond, nothing more is taken until frames hold what is there. */
  maxBytes: number
  /** null: no frame ever held anything of it. */
  mark: IntakeMark | null
}

interface Segment {
  path: string
  first: number
  count: number
  bytes: number
  endsAt: number
}

interface Waiting {
  record: IntakeRecord
  bytes: Uint8Array
  done(sequence: number): void
  fail(error: unknown): void
}

const ending = '.intake'
/** A new file begins at this size or age, so that what is done can be removed while more comes. */
const segmentBytes = 8 << 20
const segmentSeconds = 20
/** Bytes of one write; more waits for the next, so that one great input does not hold up the small ones behind it for long. */
const groupBytes = 4 << 20

/**
 * Hands what a former life had answered for to `again`, in order, with its number; what frames hold wholly is removed.
 * A torn end was never answered for; it is told to `torn` and passed over.
 */
export async function openIntakeLog(
  { folder, maxBytes, mark }: IntakeOptions,
  again: (record: IntakeRecord, sequence: number) => void,
  torn: () => void,
): Promise<IntakeLog> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const old = await readSegments(folder, mark, again, torn)
  const segments = old.segments
  let next = old.next
  let bytes = segments.reduce((sum, one) => sum + one.bytes, 0)
  let current: { segment: Segment; file: Awaited<ReturnType<typeof open>>; since: number } | null = null
  const queue: Waiting[] = []
  /** Of all that waits or is being written. */
  let comingBytes = 0
  let writing: Promise<void> | null = null

  async function fileFor(cameAt: number) {
    if (current && (current.segment.bytes >= segmentBytes || cameAt - current.since >= segmentSeconds))
      await endCurrent()
    if (current) return current
    const path = join(folder, `${String(next).padStart(16, '0')}${ending}`)
    const file = await open(path, 'w', 0o600)
    await syncFolder(folder)
    const segment: Segment = { path, first: next, count: 0, bytes: 0, endsAt: 0 }
    segments.push(segment)
    current = { segment, file, since: cameAt }
    return current
  }

  async function endCurrent(): Promise<void> {
    const { file } = current ?? {}
    current = null
    await file?.close()
  }

  /** One write and one sync for all that wait: answers come in groups. */
  async function writeGroup(group: Waiting[]): Promise<void> {
    const { segment, file } = await fileFor(group[0]?.record.cameAt ?? 0)
    const whole = Buffer.concat(group.map((one) => one.bytes))
    try {
      await file.write(whole, 0, whole.length, segment.bytes)
      await file.datasync()
    } catch (error) {
      // Nobody is answered for what was half-written: it goes, and the next begins a file of its own.
      await file.truncate(segment.bytes).catch(() => {})
      await endCurrent()
      throw error
    }
    segment.bytes += whole.length
    bytes += whole.length
    for (const { record, done } of group) {
      segment.endsAt = Math.max(segment.endsAt, record.endsAt)
      segment.count++
      done(next++)
    }
  }

  async function writeAll(): Promise<void> {
    while (queue.length > 0) {
      const group = takeGroup()
      try {
        await writeGroup(group)
      } catch (error) {
        for (const { fail } of group) fail(error)
      }
      for (const one of group) comingBytes -= one.bytes.length
    }
  }

  function takeGroup(): Waiting[] {
    let size = 0
    let count = 0
    while (count < queue.length && (count === 0 || size < groupBytes)) size += queue[count++]?.bytes.length ?? 0
    return queue.splice(0, count)
  }

  const isDone = (segment: Segment, { through, before }: IntakeMark) =>
    segment.count > 0 && segment.first + segment.count - 1 <= through && segment.endsAt <= before

  return {
    get bytes() {
      return bytes
    },
    append(record) {
      const encoded = encodeRecord(record)
      if (bytes + comingBytes + encoded.length > maxBytes)
        return Promise.reject(new IntakeFull(`The intake log holds its ${maxBytes} bytes.`))
      comingBytes += encoded.length
      return new Promise((done, fail) => {
        queue.push({ record, bytes: encoded, done, fail })
        writing ??= writeAll().finally(() => {
          writing = null
        })
      })
    },
    holdsDone: (now) => segments.some((segment) => isDone(segment, now)),
    async release(now) {
      for (const segment of segments.filter((one) => isDone(one, now))) {
        // Written to at this moment: it goes the next time.
        if (current?.segment === segment && (writing || queue.length > 0)) continue
        segments.splice(segments.indexOf(segment), 1)
        bytes -= segment.bytes
        if (current?.segment === segment) await endCurrent()
        await rm(segment.path, { force: true })
      }
    },
    async close() {
      while (writing) await writing
      await endCurrent()
    },
  }
}

async function readSegments(
  folder: string,
  mark: IntakeMark | null,
  again: (record: IntakeRecord, sequence: number) => void,
  torn: () => void,
): Promise<{ segments: Segment[]; next: number }> {
  const segments: Segment[] = []
  let next = (mark?.through ?? 0) + 1
  const names = (await readdir(folder)).filter((name) => /^\d{16}\.intake$/.test(name)).sort()
  for (const name of names) {
    const path = join(folder, name)
    const first = Number(name.slice(0, 16))
    const bytes = await readFile(path)
    const read = decodeRecords(bytes)
    if (read.torn) torn()
    const endsAt = Math.max(0, ...read.records.map((record) => record.endsAt))
    const last = first + read.records.length - 1
    next = Math.max(next, last + 1)
    if (read.records.length === 0 || (mark && last <= mark.through && endsAt <= mark.before)) {
      await rm(path, { force: true })
      continue
    }
    for (const [at, record] of read.records.entries()) again(record, first + at)
    segments.push({ path, first, count: read.records.length, bytes: bytes.length, endsAt })
  }
  return { segments, next }
}
