// A crisis as one document: all that its reader may read of it at one moment. Products are drafted from this and nothing else, so
// that they can be drafted without a node, and so that what is not in the file cannot reach a product.
import Type, { type Static, type TSchema } from 'typebox'
import { Assessment } from '#assess/model/assessment.ts'
import { Duty } from '#assess/model/duty.ts'
import { Incident, Task as IncidentTask } from '#assess/model.ts'
import { Id } from '#kernel/id.ts'
import { Marking } from '#kernel/marking.ts'
import { Realm } from '#kernel/realm.ts'
import { Instant } from '#kernel/time.ts'
import { Attack, Observation } from '#sense/model/attacks.ts'
import { Question } from '#watch/model/hypotheses.ts'
import { LedgerClaim } from '#watch/model/ledger.ts'
import { Crisis } from './crisis.ts'
import { Decision } from './decision.ts'
import { Ladder } from './ladder.ts'
import { Notice } from './notice.ts'
import { Task } from './task.ts'
import { closed, orNull } from './words.ts'

/** A record as the file carries it. `entry` is its newest entry: what a sentence that rests on it names. */
export function filed<S extends TSchema>(state: S) {
  return Type.Object(
    { id: Id, version: Type.Integer({ minimum: 1 }), entry: Id, marking: Marking, since: Instant, state },
    closed,
  )
}
export type Filed<S> = { id: Id; version: number; entry: Id; marking: Marking; since: Instant; state: S }

/** An item of watch, without its text: what a report may name it by. */
export const FiledItem = Type.Object(
  {
    title: Type.String({ maxLength: 500 }),
    sourceName: orNull(Type.String({ maxLength: 300 })),
    url: orNull(Type.String({ maxLength: 2_000 })),
    publishedAt: orNull(Type.String({ maxLength: 40 })),
    status: Type.String({ maxLength: 40 }),
  },
  closed,
)
export type FiledItem = Static<typeof FiledItem>

/** One entry of the journal that belongs to the crisis, as a sentence. */
export const FiledEntry = Type.Object(
  {
    id: Id,
    record: Type.String({ maxLength: 80 }),
    subject: Id,
    kind: Type.String({ maxLength: 80 }),
    marking: Marking,
    actor: Type.String({ maxLength: 200 }),
    observedAt: Instant,
    recordedAt: Instant,
    sentence: Type.String({ maxLength: 2_000 }),
  },
  closed,
)
export type FiledEntry = Static<typeof FiledEntry>

/** Names of ids, with the marking of the record that the name is from: a name can be as secret as the rest. */
const Named = Type.Object(
  { name: Type.String({ maxLength: 300 }), country: orNull(Type.String()), marking: Marking },
  closed,
)

export const crisisFileFormat = 'tocsin-crisis/1'
export const CrisisFile = Type.Object(
  {
    format: Type.Literal(crisisFileFormat),
    realm: Realm,
    /** What was known at this moment is in it. */
    asOf: Instant,
    node: Type.Object(
      { id: Type.String({ maxLength: 100 }), organisation: Id, name: Type.String({ maxLength: 300 }) },
      closed,
    ),
    /** Records that the crisis names, and that whoever made the file may not read: how many. */
    withheld: Type.Integer({ minimum: 0 }),
    crisis: filed(Crisis),
    ladder: orNull(filed(Ladder)),
    decisions: Type.Array(filed(Decision), { maxItems: 2_000 }),
    tasks: Type.Array(filed(Task), { maxItems: 5_000 }),
    notices: Type.Array(filed(Notice), { maxItems: 1_000 }),
    incidents: Type.Array(filed(Incident), { maxItems: 1_000 }),
    incidentTasks: Type.Array(filed(IncidentTask), { maxItems: 10_000 }),
    assessments: Type.Array(filed(Assessment), { maxItems: 1_000 }),
    duties: Type.Array(filed(Duty), { maxItems: 5_000 }),
    items: Type.Array(filed(FiledItem), { maxItems: 10_000 }),
    claims: Type.Array(filed(LedgerClaim), { maxItems: 5_000 }),
    questions: Type.Array(filed(Question), { maxItems: 500 }),
    attacks: Type.Array(filed(Attack), { maxItems: 2_000 }),
    observations: Type.Array(filed(Observation), { maxItems: 2_000 }),
    /** Oldest first. */
    entries: Type.Array(FiledEntry, { maxItems: 100_000 }),
    names: Type.Object(
      { persons: Type.Record(Type.String(), Named), organisations: Type.Record(Type.String(), Named) },
      closed,
    ),
  },
  closed,
)
export type CrisisFile = Static<typeof CrisisFile>
