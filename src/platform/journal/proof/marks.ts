// The checkpoints that a log is held against, stored ones and witnesses in one order, each with its signature checked.
import type { Instant } from '#kernel/time.ts'
import { type SignedCheckpoint, verifyCheckpoint } from './checkpoint.ts'
import type { Finding } from './finding.ts'
import type { VerifierKey } from './signed-note.ts'

export interface Mark {
  checkpoint: SignedCheckpoint
  /** Kept outside of the database. */
  witness: boolean
}

export interface MarkSource {
  origin: string
  keys: readonly VerifierKey[]
  checkpoints: AsyncIterable<SignedCheckpoint> | Iterable<SignedCheckpoint>
  witnesses?: readonly SignedCheckpoint[]
  now: Instant
}

/** Where findings about checkpoints go, and how many stored ones were read. */
export interface MarkReport {
  found: Finding[]
  checkpoints: number
}

export interface Marks {
  next(): Promise<Mark | undefined>
}

/** In order of size; of one size the stored checkpoint first. Those not signed by the log are reported and left out. */
export function marksOf(source: MarkSource, report: MarkReport): Marks {
  const stored = storedMarks(source, report)
  const witnesses = (source.witnesses ?? []).filter((one) => isSigned(source, report, one, 'a checkpoint kept outside'))
  const outside = witnesses.sort((a, b) => a.size - b.size).values()
  let head: Mark | undefined
  let witness: SignedCheckpoint | undefined
  let begun = false
  async function next(): Promise<Mark | undefined> {
    if (!begun) {
      begun = true
      head = await pull(stored)
      witness = outside.next().value
    }
    if (witness !== undefined && (head === undefined || witness.size < head.checkpoint.size)) {
      const mark = { checkpoint: witness, witness: true }
      witness = outside.next().value
      return mark
    }
    const mark = head
    if (mark !== undefined) head = await pull(stored)
    return mark
  }
  return { next }
}

async function pull(marks: AsyncIterator<Mark>): Promise<Mark | undefined> {
  const step = await marks.next()
  return step.done === true ? undefined : step.value
}

async function* storedMarks(source: MarkSource, report: MarkReport): AsyncGenerator<Mark> {
  let size = 0
  let time = ''
  for await (const checkpoint of source.checkpoints) {
    report.checkpoints += 1
    if (!isSigned(source, report, checkpoint, 'a stored checkpoint')) continue
    if (checkpoint.size < size) {
      const detail = `a checkpoint of ${checkpoint.size} leaves comes after one of ${size}`
      report.found.push({ what: 'forged-checkpoint', range: [checkpoint.size, size], detail })
      continue
    }
    if (checkpoint.time !== null && checkpoint.time < time) {
      const detail = `the checkpoint of ${checkpoint.size} leaves is of ${checkpoint.time}, and one before it of ${time}`
      report.found.push({ what: 'back-dated', range: [size, checkpoint.size], detail })
    }
    if (checkpoint.time !== null && checkpoint.time > source.now) {
      const detail = `the checkpoint of ${checkpoint.size} leaves is of ${checkpoint.time}, which is yet to come`
      report.found.push({ what: 'future-dated', range: [size, checkpoint.size], detail })
    }
    size = checkpoint.size
    time = checkpoint.time ?? time
    yield { checkpoint, witness: false }
  }
}

function isSigned(source: MarkSource, report: MarkReport, checkpoint: SignedCheckpoint, which: string): boolean {
  const signed = verifyCheckpoint(checkpoint, source.origin, source.keys)
  if (signed.ok) return true
  const detail = `${which} of ${checkpoint.size} leaves is not signed by this log: ${signed.detail ?? signed.refusal}`
  report.found.push({ what: 'forged-checkpoint', range: [0, checkpoint.size], detail })
  return false
}
