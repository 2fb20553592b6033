// The entries of a crisis and of what belongs to it as sentences, in the order in which they were written down.
import type { Entry } from '#kernel/entry.ts'
import type { Id } from '#kernel/id.ts'
import type { Marking } from '#kernel/marking.ts'
import { type RecordKind, step } from '#kernel/record.ts'
import type { FiledEntry } from '../../model/crisis-file.ts'
import { bothOf } from './both-markings.ts'
import { forReader } from './named-ids.ts'
import { narrate } from './narrate.ts'

export type ToldEntry = Omit<Entry, 'realm' | 'verb' | 'cause'>

interface Behind {
  version: number
  state: unknown
  marking: Marking
}

export interface Telling {
  /** Kinds of record by name: what was before an entry is what its reducers made of those before it. */
  kinds: ReadonlyMap<string, RecordKind>
  /** How each record is marked now, by id. */
  markings: ReadonlyMap<Id, Marking>
  /** Ids of all that the reader may read. */
  known: ReadonlySet<Id>
}

const longest = 2_000

/** `entries`: oldest first, as far as they may be read. One that is about something that may not be read is left out. */
export function entriesTold(entries: readonly ToldEntry[], { kinds, markings, known }: Telling): FiledEntry[] {
  const behind = new Map<Id, Behind>()
  return entries.flatMap((entry) => {
    const before = behind.get(entry.subject)
    // Behind a gap nobody can say what was before.
    const whole = (before?.version ?? 0) + 1 === entry.version
    const was = whole ? before?.state : undefined
    const kind = kinds.get(entry.record)
    const state = kind && whole ? step(kind, was, entry as Entry) : undefined
    behind.set(entry.subject, { version: entry.version, state, marking: entry.marking })
    const shown = forReader(entry, known)
    return shown ? [toldAs(shown, was, before?.marking, markings.get(entry.subject))] : []
  })
}

function toldAs(
  { id, record, subject, kind, marking, actor, observedAt, recordedAt, body }: ToldEntry,
  was: unknown,
  markedBefore: Marking | undefined,
  now: Marking | undefined,
): FiledEntry {
  const { text } = narrate({ kind, body, marking }, was, markedBefore)
  const sentence = text.length > longest ? `${text.slice(0, longest - 1).replace(/[\ud800-\udbff]$/, '')}…` : text
  const both = now ? bothOf(marking, now) : marking
  return { id, record, subject, kind, marking: both, actor, observedAt, recordedAt, sentence }
}
