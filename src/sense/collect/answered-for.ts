// Inputs that somebody gets an answer for: complaints and metrics. They are on the disk before the answer and counted after it
// was earned; a life that ended early is made up for by the next.
import { bucketEnd } from '../lines/bucket-end.ts'
import { importComplaintCsv } from '../lines/complaints/import.ts'
import { type BareComplaint, bareComplaint, type ComplaintLog } from '../lines/complaints.ts'
import { type MetricLog, readRemoteWrite, type WrittenSeries } from '../lines/remote-write.ts'
import { IntakeFull, type IntakeLog, openIntakeLog } from './intake-log.ts'
import type { IntakeRecord } from './intake-records.ts'
import type { FromLinesWorker, IntakeMark, LinesWorkerData, TakenReport } from './messages.ts'

type Answer = Extract<FromLinesWorker, { kind: 'answer' }>

export interface AnsweredFor {
  report(id: number, report: TakenReport): Promise<Answer>
  remoteWrite(id: number, bytes: Uint8Array): Promise<Answer>
  complaintFile(id: number, bytes: Uint8Array): Promise<Answer>
  /** What the buckets that ended before, and all others that were told, hold; undefined: a mark would change nothing. */
  mark(before: number, told: boolean): IntakeMark | undefined
  /** Frames on the disk hold so much. */
  release(mark: IntakeMark): Promise<void>
  /** Inputs of a former life that were counted again. */
  readonly again: number
  close(): Promise<void>
}

interface Into {
  complaints: ComplaintLog
  metrics: MetricLog
  lose(reason: string): void
  nowSeconds(): number
}

/** Complaints in one record: so many that one write is not delayed by encoding them. */
const complaintsPerRecord = 500
/** What is more than an hour ahead goes into no bucket. */
const mostOpenSeconds = 3620

/** Counts again what a former life had answered for and no frame holds. Without a hub nothing is kept, and so nothing is logged. */
export async function openAnsweredFor(intake: LinesWorkerData['intake'], into: Into): Promise<AnsweredFor> {
  const { complaints, metrics, lose, nowSeconds } = into
  let through = intake?.mark?.through ?? 0
  let again = 0
  if (intake?.mark && intake.mark.before < Number.MAX_SAFE_INTEGER)
    closeUntil(Math.min(intake.mark.before, nowSeconds()))

  function closeUntil(before: number): void {
    // Nothing is open yet: what comes for these buckets later is known as late.
    complaints.close(before)
    metrics.close(before)
  }

  function count({ kind, cameAt, data }: IntakeRecord, handedOut?: number): void {
    if (kind === 'complaints') {
      complaints.takeBare(readComplaints(data), cameAt, handedOut)
      return
    }
    const read = readRemoteWrite(data)
    if (read.ok) metrics.take(read.series, cameAt, handedOut)
  }

  function countAgain(record: IntakeRecord, sequence: number): void {
    again++
    count(record, intake?.mark && sequence <= intake.mark.through ? intake.mark.before : undefined)
    through = Math.max(through, sequence)
  }

  const log: IntakeLog | null = intake ? await openIntakeLog(intake, countAgain, () => lose('intake-torn')) : null

  /** Resolves when the record is on the disk and counted. */
  async function keep(record: IntakeRecord): Promise<void> {
    const sequence = (await log?.append(record)) ?? 0
    count(record)
    through = Math.max(through, sequence)
  }

  async function answered(id: number, done: Omit<Answer, 'kind' | 'id'>, records: IntakeRecord[]): Promise<Answer> {
    try {
      await Promise.all(records.map(keep))
      return { kind: 'answer', id, ...done }
    } catch (error) {
      const full = error instanceof IntakeFull
      lose(full ? 'intake-full' : 'intake-disk')
      const why = full ? 'Too much waits on the disk of this sensor.' : 'The disk of this sensor does not take it.'
      return { kind: 'answer', id, status: 503, says: `${why} Try again in a minute.` }
    }
  }

  return {
    get again() {
      return again
    },
    report: (id, report) =>
      answered(id, { status: 202, says: 'Counted.' }, [
        complaintsRecord([bareComplaint({ ...report, count: 1 })], nowSeconds()),
      ]),
    async remoteWrite(id, bytes) {
      const read = readRemoteWrite(bytes)
      if (!read.ok) {
        metrics.refuse(read.why)
        // A status of the fours: a writer that sent what cannot be read must not send it again for ever.
        return { kind: 'answer', id, status: read.why === 'too-large' ? 413 : 400, says: `Not read: ${read.why}.` }
      }
      metrics.counters.bytes += bytes.length
      const cameAt = nowSeconds()
      const endsAt = Math.min(lastEnd(read.series), cameAt + mostOpenSeconds)
      return answered(id, { status: 204, says: '' }, [{ kind: 'metrics', cameAt, endsAt, data: bytes }])
    },
    async complaintFile(id, bytes) {
      const records: IntakeRecord[] = []
      let some: BareComplaint[] = []
      const flush = () => {
        if (some.length > 0) records.push(complaintsRecord(some, nowSeconds()))
        some = []
      }
      const done = importComplaintCsv(bytes, (complaint) => {
        some.push(bareComplaint(complaint))
        if (some.length >= complaintsPerRecord) flush()
      })
      flush()
      return answered(id, { status: 200, says: JSON.stringify(done) }, records)
    },
    mark(before, told) {
      const mark = { through, before }
      return log && log.bytes > 0 && (told || log.holdsDone(mark)) ? mark : undefined
    },
    release: async (mark) => log?.release(mark),
    close: async () => log?.close(),
  }
}

function lastEnd(series: readonly WrittenSeries[]): number {
  let last = 0
  for (const { samples } of series) for (const { at } of samples) last = Math.max(last, bucketEnd(at))
  return last
}

const encoder = new TextEncoder()
const decoder = new TextDecoder()

type Row = [number, string, string, string, string | null, string | null, string | null, number]

/** No text and no address: the fingerprint and the keyed hashes are all that reaches the disk. */
function complaintsRecord(complaints: readonly BareComplaint[], cameAt: number): IntakeRecord {
  const rows = complaints.map(
    ({ at, service, region, kind, fingerprint, reporter, network, count }): Row => [
      at,
      service,
      region,
      kind,
      fingerprint,
      reporter,
      network,
      count,
    ],
  )
  const endsAt = Math.min(Math.max(0, ...complaints.map(({ at }) => bucketEnd(at))), cameAt + mostOpenSeconds)
  return { kind: 'complaints', cameAt, endsAt, data: encoder.encode(JSON.stringify(rows)) }
}

function readComplaints(data: Uint8Array): BareComplaint[] {
  const rows = JSON.parse(decoder.decode(data)) as Row[] // Whole by its checksum.
  return rows.map(([at, service, region, kind, fingerprint, reporter, network, count]) => {
    return { at, service, region, kind, fingerprint, reporter, network, count }
  })
}
