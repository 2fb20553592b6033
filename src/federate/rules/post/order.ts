// What goes first, and what a newer part replaces. Within one subject the order of what is told never changes.
import type { Id } from '#kernel/id.ts'
import type { LetterPart } from '../../model/letter.ts'

/** 0: a warning. 1: about trust and agreements, and what must be taken back. 2: all else. */
export type Rank = 0 | 1 | 2

const soon: ReadonlySet<LetterPart['part']> = new Set([
  'card',
  'revocation',
  'agreement',
  'receipt',
  'checkpoint',
  'witness',
  'equivocation',
  'withdraw',
])

export function rankOf(part: LetterPart, urgent = false): Rank {
  if (urgent || (part.part === 'copy' && part.urgent)) return 0
  return soon.has(part.part) ? 1 : 2
}

/** Which record a part is about: parts about one record keep their order. */
export function aboutOf(part: LetterPart): { record: string; subject: Id; version: number } | undefined {
  if (part.part === 'copy' || part.part === 'withdraw')
    return { record: part.record, subject: part.subject, version: part.version }
  return part.part === 'response' ? part.about : undefined
}

/** Parts that wait and are worth nothing beside this one: an older state of the record, or one that is taken back. */
export function replaces(part: LetterPart, waiting: LetterPart): boolean {
  const [newer, older] = [aboutOf(part), aboutOf(waiting)]
  if (!newer || !older || newer.record !== older.record || newer.subject !== older.subject) return false
  if (part.part === 'copy') return waiting.part === 'copy' && older.version <= newer.version
  if (part.part !== 'withdraw') return false
  if (waiting.part === 'copy') return true
  // To erase is more than to withdraw: the weaker word never takes its place.
  return waiting.part === 'withdraw' && (part.how === 'erase' || waiting.how === 'withdrawn')
}

/** A letter of receipts alone stands outside the order. */
export function isReceipts(parts: readonly unknown[]): boolean {
  return parts.length > 0 && parts.every((part) => (part as { part?: unknown } | null)?.part === 'receipt')
}
