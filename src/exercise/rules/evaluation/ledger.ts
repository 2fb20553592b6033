// What an evaluation keeps of the journal of an exercise while it reads it once, oldest first: headers, and which inject each entry goes back to.
import type { Id } from '#kernel/id.ts'
import type { Marking } from '#kernel/marking.ts'
import { remarked } from '#kernel/record.ts'
import { instant } from '#kernel/time.ts'
import type { Proof } from '../../model/evaluation/evaluation.ts'
import type { Delivery } from '../../model/exercise.ts'
import type { Seen } from '../run/match.ts'
import { type Retraction, retractionIn, type Telling, tellingsIn } from './tellings.ts'

/** An entry as the journal holds it, with what led to it. */
export interface Read extends Seen {
  version: number
  cause: readonly Id[]
}

/** What is kept of each entry. */
export interface Noted extends Pick<Read, 'id' | 'kind' | 'verb' | 'record' | 'subject' | 'marking' | 'at' | 'cause'> {
  version: number
  person: string
  /** Done by somebody who plays: not by the direction, and not by the house itself. */
  player: boolean
  injects: ReadonlySet<string>
  /** How the record was marked before, where this entry changed that. */
  markedBefore: Marking | null
}

export interface Decided {
  subject: Id
  /** Words of the question. */
  title: string
  opened: Noted
  decided: Noted | null
  inject: string | null
}

export interface Ledger {
  read(entry: Read): void
  entries(): readonly Noted[]
  byId(id: Id): Noted | undefined
  tellings(): readonly (Telling & { noted: Noted })[]
  retractions(): readonly (Retraction & { noted: Noted })[]
  decisions(): readonly Decided[]
  /** The first entry of a record, and the newest. */
  newest(): Iterable<Noted>
  /** Why some entries were not looked at; null: all were. */
  leftOut(): string | null
}

/** Of a long exercise: what more there is is told, not hidden. */
export const mostEntries = 150_000

export function proofOf({
  id: entry,
  record,
  subject,
  at,
  kind,
}: Pick<Noted, 'id' | 'record' | 'subject' | 'at' | 'kind'>): Proof {
  return { entry, record, subject, kind, at: instant(new Date(at)) }
}

const deliveryRecordName = 'exercise.delivery'
const none: ReadonlySet<string> = new Set()

export function createLedger(direction: ReadonlySet<string>, most = mostEntries): Ledger {
  const entries: Noted[] = []
  const byId = new Map<Id, Noted>()
  const newest = new Map<Id, Noted>()
  const tellings: (Telling & { noted: Noted })[] = []
  const retractions: (Retraction & { noted: Noted })[] = []
  const decisions = new Map<Id, Decided>()
  /** Which injects a record goes back to. */
  const ofSubject = new Map<Id, ReadonlySet<string>>()
  /** Written by the direction since the delivery before: what the next delivery brought. */
  let pending: Noted[] = []
  let skipped = 0

  function originsOf({ subject, cause }: Pick<Read, 'subject' | 'cause'>): ReadonlySet<string> {
    const all = [ofSubject.get(subject) ?? none, ...cause.map((id) => byId.get(id)?.injects ?? none)]
    const whole = all.filter(({ size }) => size > 0)
    if (whole.length <= 1) return whole[0] ?? none
    return new Set(whole.flatMap((set) => [...set]))
  }

  /** Deliveries are carried out one after the other: what the direction wrote since the last one, by the operations that it named, is of this one. */
  function brought(delivery: Delivery): void {
    const mine = pending
    pending = []
    if (delivery.of !== 'inject') return
    const verbs = new Set(delivery.calls.filter(({ ok }) => ok).map(({ contract }) => contract))
    for (const noted of mine) {
      if (!verbs.has(noted.verb)) continue
      const origins = new Set([...(ofSubject.get(noted.subject) ?? none), delivery.ref])
      ofSubject.set(noted.subject, origins)
      noted.injects = origins
      const decision = decisions.get(noted.subject)
      if (decision && decision.opened === noted) decision.inject = delivery.ref
    }
  }

  function decide(entry: Read, noted: Noted): void {
    if (entry.kind === 'coordinate.decisionOpened') {
      const title = textAt(entry.state, 'question') ?? 'A decision'
      const inject = [...noted.injects][0] ?? null
      decisions.set(entry.subject, { subject: entry.subject, title, opened: noted, decided: null, inject })
    }
    const decision = decisions.get(entry.subject)
    if (decision && !decision.decided && textAt(entry.state, 'status') === 'decided') decision.decided = noted
  }

  return {
    read(entry) {
      if (entry.record === deliveryRecordName) {
        if (entry.kind === 'exercise.delivered') brought(entry.state as Delivery) // checked when it was written
        return
      }
      if (entries.length >= most) {
        skipped += 1
        return
      }
      const person = entry.actor.split('/', 1)[0] ?? entry.actor
      const directed = direction.has(person)
      const noted: Noted = {
        ...{ id: entry.id, kind: entry.kind, verb: entry.verb, record: entry.record, subject: entry.subject },
        ...{ marking: entry.marking, at: entry.at, cause: entry.cause, version: entry.version, person },
        ...{ player: !directed && person.startsWith('person:'), injects: originsOf(entry) },
        markedBefore: entry.kind === remarked ? (newest.get(entry.subject)?.marking ?? null) : null,
      }
      entries.push(noted)
      byId.set(noted.id, noted)
      newest.set(noted.subject, noted)
      if (noted.injects.size > 0) ofSubject.set(noted.subject, noted.injects)
      if (directed) pending.push(noted)
      if (entry.record === 'coordinate.decision') decide(entry, noted)
      if (!noted.player) return
      for (const telling of tellingsIn(entry)) tellings.push({ ...telling, noted })
      const retraction = retractionIn(entry)
      if (retraction) retractions.push({ ...retraction, noted })
    },
    entries: () => entries,
    byId: (id) => byId.get(id),
    tellings: () => tellings,
    retractions: () => retractions,
    decisions: () => [...decisions.values()],
    newest: () => newest.values(),
    leftOut: () =>
      skipped === 0 ? null : `The first ${most} entries of the journal were looked at; ${skipped} more were not.`,
  }
}

function textAt(state: unknown, field: string): string | undefined {
  if (typeof state !== 'object' || state === null) return undefined
  const value = (state as Record<string, unknown>)[field]
  return typeof value === 'string' ? value : undefined
}
