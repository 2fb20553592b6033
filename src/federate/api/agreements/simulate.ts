// Contracts: the simulator, which says what would flow before anybody signs.
import Type, { type Static } from 'typebox'
import { contract } from '#kernel/contract.ts'
import { Id } from '#kernel/id.ts'
import { Marking, Tlp } from '#kernel/marking.ts'
import { Instant } from '#kernel/time.ts'
import { AgreementKind } from '../../model/agreement.ts'
import { anId, closed, governing, may, optional, orNull, words } from './parts.ts'

const RecordName = Type.String({ pattern: '^[a-z]+\\.[a-z][A-Za-z]+$', maxLength: 80 })

export const Simulated = Type.Object(
  {
    record: RecordName,
    id: orNull(Id),
    title: Type.String(),
    tlp: Tlp,
    severity: orNull(Type.String()),
    direction: Type.Enum(['out', 'in']),
    flows: Type.Boolean(),
    urgent: Type.Boolean(),
    kind: orNull(AgreementKind),
    because: Type.Array(Type.String()),
  },
  closed,
)
export type Simulated = Static<typeof Simulated>

export const SimulatedCount = Type.Object(
  {
    record: RecordName,
    /** Of those that you may read. */
    records: Type.Integer({ minimum: 0 }),
    flow: Type.Integer({ minimum: 0 }),
    urgent: Type.Integer({ minimum: 0 }),
    /** The reasons why records do not flow, with how many each holds back; the most frequent first. */
    held: Type.Array(Type.Object({ why: Type.String(), records: Type.Integer({ minimum: 1 }) }, closed)),
    /** false: there was no time to look at all of them; the newest were looked at first. */
    complete: Type.Boolean(),
  },
  closed,
)
export type SimulatedCount = Static<typeof SimulatedCount>

/** A record that is not there, as somebody might write it tomorrow. */
const Hypothetical = Type.Object(
  {
    record: RecordName,
    marking: Marking,
    /** Its state, as far as it decides: {"severity": {"value": "red"}}. */
    state: optional(Type.Unknown()),
    direction: optional(Type.Enum(['out', 'in'])),
    releasedByHand: optional(Type.Boolean()),
  },
  closed,
)

export const simulateAgreement = contract({
  name: 'federate.simulateAgreement',
  does: 'action',
  summary:
    'Show what would flow under an agreement or changed words of it, record by record with reasons; changes nothing',
  input: Type.Object(
    {
      id: Id,
      /** The version that waits instead of the one that stands; where none waits, the one that stands. */
      which: optional(Type.Enum(['terms', 'next'])),
      /** Words that are not kept yet, tried out. */
      words: optional(Type.Object(words, closed)),
      /** The newest of each kind of record, one by one. */
      newest: optional(Type.Integer({ minimum: 0, maximum: 100, default: 10 })),
      record: optional(Type.Object({ record: RecordName, id: Id }, closed)),
      hypothetical: optional(Hypothetical),
    },
    closed,
  ),
  output: Type.Object(
    {
      at: Instant,
      /** As if both had signed and its days had begun. */
      supposed: Type.Boolean(),
      counts: Type.Array(SimulatedCount),
      records: Type.Array(Simulated),
      /** What the other side says of its own records: sentences of the terms, for only they can look at theirs. */
      theirs: Type.Array(Type.String()),
      /** SHA-256 (hex) of the terms and of all of the above; a signature can name it. */
      digest: Type.String(),
    },
    closed,
  ),
  refusals: may('no-such-record', 'bad-terms', 'unknown-peer'),
  policy: governing,
  arguments: ['id'],
  example: { id: anId, newest: 5 },
})
