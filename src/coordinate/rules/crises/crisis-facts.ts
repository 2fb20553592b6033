// What is known of one crisis, by whoever may read it: loaded once, and filtered for each reader by the marking of each part.
import type { Duty } from '#assess/model/duty.ts'
import type { Incident } from '#assess/model.ts'
import type { Id } from '#kernel/id.ts'
import type { Marking } from '#kernel/marking.ts'
import type { Question } from '#watch/model/hypotheses.ts'
import type { LedgerClaim } from '#watch/model/ledger.ts'
import type { Crisis } from '../../model/crisis.ts'
import type { Decision } from '../../model/decision.ts'
import type { Ladder } from '../../model/ladder.ts'
import type { Notice } from '../../model/notice.ts'
import type { Task } from '../../model/task.ts'
import type { ToldEntry } from './entries-told.ts'
import { effective } from './follow-merged.ts'
import { namedIn, redacted } from './redact.ts'

export interface Kept<S> {
  id: Id
  version: number
  marking: Marking
  state: S
}

/** A late entry, with what its record was before it. */
export interface Recent {
  entry: ToldEntry
  before: { state: unknown; marking: Marking } | null
}

export interface CrisisFacts {
  crisis: Kept<Crisis>
  /** With those that were merged away. */
  incidents: readonly Kept<Incident>[]
  /** What the crisis names, and what its late entries name. */
  linked: readonly { id: Id; record: string; marking: Marking }[]
  claims: readonly Kept<LedgerClaim>[]
  questions: readonly Kept<Question>[]
  ladder: Kept<Ladder> | null
  decisions: readonly Kept<Decision>[]
  tasks: readonly Kept<Task>[]
  notices: readonly Kept<Notice>[]
  duties: readonly Kept<Duty>[]
  /** Newest first. */
  recent: readonly Recent[]
  /** How the records are marked now whose entries are in `recent`. */
  markings: ReadonlyMap<Id, Marking>
}

export interface ReadableFacts extends Omit<CrisisFacts, 'incidents' | 'linked'> {
  /** Without what may not be read. */
  state: Crisis
  /** Those that count: each that the crisis names, or the one that it was merged into. */
  incidents: readonly Kept<Incident>[]
  known: ReadonlySet<Id>
  withheld: number
}

export type MayRead = (marking: Marking) => boolean

/** Null where the crisis itself may not be read. */
export function readableFacts(facts: CrisisFacts, may: MayRead): ReadableFacts | null {
  if (!may(facts.crisis.marking)) return null
  const of = <S>(all: readonly Kept<S>[]) => all.filter((one) => may(one.marking))
  const incidents = new Map(of(facts.incidents).map((one) => [one.id, one]))
  const known = new Set(facts.linked.flatMap((one) => (may(one.marking) ? [one.id] : [])))
  const named = namedIn(facts.crisis.state)
  return {
    crisis: facts.crisis,
    state: redacted(facts.crisis.state, incidents, known),
    incidents: effective(facts.crisis.state.incidents, incidents).flatMap((id) => incidents.get(id) ?? []),
    known,
    withheld: named.filter((id) => !known.has(id)).length,
    claims: of(facts.claims),
    questions: of(facts.questions),
    ladder: facts.ladder && may(facts.ladder.marking) ? facts.ladder : null,
    decisions: of(facts.decisions),
    tasks: of(facts.tasks),
    notices: of(facts.notices),
    duties: of(facts.duties),
    recent: facts.recent.flatMap((one) => readableRecent(one, facts.markings, may)),
    markings: facts.markings,
  }
}

function readableRecent(one: Recent, markings: ReadonlyMap<Id, Marking>, may: MayRead): Recent[] {
  const now = markings.get(one.entry.subject)
  if (!may(one.entry.marking) || !now || !may(now)) return []
  return [one.before && !may(one.before.marking) ? { ...one, before: null } : one]
}
