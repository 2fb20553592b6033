// Copies of records, responses and histories: the operations.
import Type from 'typebox'
import { contract, type Policy } from '#kernel/contract.ts'
import { Id } from '#kernel/id.ts'
import { Marking, MarkingChoice } from '#kernel/marking.ts'
import { Instant } from '#kernel/time.ts'
import { AgreementStatus } from '../model/agreement.ts'
import { Response, ResponseKind, ResponseStatus } from '../model/response.ts'

const closed = { additionalProperties: false } as const
const orNull = <T extends Type.TSchema>(schema: T) => Type.Union([schema, Type.Null()])
const optional = Type.Optional
const anId = '01980f3c-8a00-7000-8000-000000000001'
const Version = Type.Integer({ minimum: 1, maximum: 1_000_000_000, description: 'The version that you saw' })
const Note = Type.String({ maxLength: 262_144 })
const RecordName = Type.String({ pattern: '^[a-z]+\\.[a-z][A-Za-z]+$', maxLength: 80 })
const Named = Type.Object({ node: Id, name: Type.String() }, closed)
const writers: Policy = { who: ['analyst', 'duty-officer', 'crisis-manager', 'liaison'] }
const desks: Policy = { who: ['duty-officer', 'crisis-manager', 'liaison', 'administrator'] }
const { text, changes } = Response.properties

const refusals = {
  'no-agreement': {
    status: 422,
    title: 'No agreement lets this go there',
    whatToDo: 'See the detail: agree on responses with that organisation, or mark it within what was agreed.',
  },
  'nobody-to-tell': {
    status: 422,
    title: 'It is not clear to whom this shall go',
    whatToDo: 'Name the organisations in `to`: of those that were given the record.',
  },
  misshapen: {
    status: 422,
    title: 'That is not the form of this kind of response',
    whatToDo: 'See the detail for what the kind needs, and what it cannot have.',
  },
  'would-widen': {
    status: 422,
    title: 'More people would read it than may read what it is about',
    whatToDo: 'Mark it like the record that it is about, or tighter.',
  },
}
const may = <const N extends keyof typeof refusals>(...names: N[]) =>
  Object.fromEntries(names.map((name) => [name, refusals[name]]))

export const getOrigin = contract({
  name: 'federate.getOrigin',
  does: 'query',
  summary: 'Whether a record is a copy, of whom, in which version and since when; or to whom it was given',
  input: Type.Object({ id: Id }, closed),
  output: Type.Object(
    {
      copy: orNull(
        Type.Object(
          {
            of: Named,
            organisation: Id,
            /** Of its owner. */
            version: Type.Integer(),
            /** When its owner wrote this version down, and when it came here. */
            asOf: Instant,
            takenAt: Instant,
            /** Its entry is proven to be in the owner's signed log. */
            proven: Type.Boolean(),
            /** Its owner was seen with two histories: what it says is in doubt. */
            caught: Type.Boolean(),
            /** By which agreement it came; null where that is not known, or not yours to read. */
            agreement: orNull(Type.Object({ id: Id, title: Type.String(), status: AgreementStatus }, closed)),
            /** When its content is erased here as agreed, unless it changes before; null: no term was agreed. */
            keptUntil: orNull(Instant),
          },
          closed,
        ),
      ),
      given: Type.Array(
        Type.Object({ to: Named, version: Type.Integer(), at: Instant, withdrawn: Type.Boolean() }, closed),
      ),
    },
    closed,
  ),
  refusals: {},
  policy: { who: 'signed-in' },
  arguments: ['id'],
  example: { id: anId },
})

export const respond = contract({
  name: 'federate.respond',
  does: 'action',
  summary:
    'Say something about a record of another organisation, or ask others about one of ours: a comment, a sighting, a proposal, a request',
  input: Type.Object(
    {
      kind: Type.Enum(['comment', 'sighting', 'proposal', 'request']),
      about: Type.Object({ record: RecordName, subject: Id }, closed),
      text,
      seen: optional(
        Type.Object(
          { first: Instant, last: Instant, count: Type.Integer({ minimum: 0, maximum: 1_000_000_000 }) },
          closed,
        ),
      ),
      changes: optional(changes),
      by: optional(Instant),
      /** Nodes; for a copy left out: its owner. */
      to: optional(Type.Array(Id, { minItems: 1, maxItems: 100, uniqueItems: true })),
      marking: optional(MarkingChoice),
    },
    closed,
  ),
  output: Type.Object({ id: Id, version: Version, entry: Id }, closed),
  refusals: may('no-agreement', 'nobody-to-tell', 'misshapen', 'would-widen'),
  policy: writers,
  example: {
    kind: 'request',
    about: { record: 'assess.incident', subject: anId },
    text: 'Since when do you see this, and from which networks?',
    by: '2025-03-10T12:00:00.000Z',
  },
})

const Shown = Type.Object(
  {
    id: Id,
    version: Version,
    marking: Marking,
    since: Instant,
    /** What the record is called that it is about. */
    title: Type.String(),
    /** Written here, or come from elsewhere. */
    ours: Type.Boolean(),
    from: Type.String(),
    due: Type.Boolean(),
    state: Response,
  },
  closed,
)

export const listResponses = contract({
  name: 'federate.listResponses',
  does: 'query',
  summary: 'Responses about records that you may read, newest first',
  input: Type.Object(
    {
      about: optional(Id),
      kind: optional(ResponseKind),
      status: optional(ResponseStatus),
      /** Only those that came from elsewhere, or only our own. */
      whose: optional(Type.Enum(['theirs', 'ours'])),
      due: optional(Type.Boolean()),
      after: optional(Type.String({ maxLength: 100 })),
      limit: optional(Type.Integer({ minimum: 1, maximum: 200, default: 50 })),
    },
    closed,
  ),
  output: Type.Object({ items: Type.Array(Shown), next: orNull(Type.String()) }, closed),
  refusals: {},
  policy: { who: 'signed-in' },
  example: { status: 'open' },
})

const Settled = Type.Object({ id: Id, version: Version, entry: Id, answer: Id }, closed)

export const answerRequest = contract({
  name: 'federate.answerRequest',
  does: 'action',
  summary: 'Answer a request for information; the answer travels back to who asked',
  input: Type.Object({ id: Id, version: Version, text, marking: optional(MarkingChoice) }, closed),
  output: Settled,
  refusals: may('no-agreement', 'would-widen'),
  policy: writers,
  arguments: ['id'],
  example: { id: anId, version: 1, text: 'Since 09:45 UTC, from three networks.' },
})

export const takeProposal = contract({
  name: 'federate.takeProposal',
  does: 'action',
  summary:
    'Note that a proposal was taken: the record itself was changed by its own operation, the entry of which can be named',
  input: Type.Object({ id: Id, version: Version, words: optional(text), entry: optional(Id) }, closed),
  output: Settled,
  refusals: may('no-agreement'),
  policy: writers,
  arguments: ['id'],
  example: { id: anId, version: 1, words: 'The severity was set to red.' },
})

export const declineProposal = contract({
  name: 'federate.declineProposal',
  does: 'action',
  summary: 'Decline a proposal with the reason; the reason travels back to who made it',
  input: Type.Object({ id: Id, version: Version, words: text }, closed),
  output: Settled,
  refusals: may('no-agreement'),
  policy: writers,
  arguments: ['id'],
  example: { id: anId, version: 1, words: 'The measurements do not show it.' },
})

export const listHistories = contract({
  name: 'federate.listHistories',
  does: 'query',
  summary:
    'The logs of other nodes as far as seen, nodes that showed two histories with the evidence, and what else cannot be right',
  input: Type.Object({ peer: optional(Id) }, closed),
  output: Type.Object(
    {
      logs: Type.Array(
        Type.Object({ of: Named, size: Type.Integer(), root: Type.String(), seenAt: Instant, note: Note }, closed),
      ),
      /** Checkpoints that nobody has shown to belong to the same history yet. */
      doubtful: Type.Array(
        Type.Object({ of: Named, size: Type.Integer(), shownBy: Named, since: Instant, note: Note }, closed),
      ),
      twoHistories: Type.Array(
        Type.Object(
          { of: Named, what: Type.String(), toldBy: Named, at: Instant, first: Note, second: Note, key: Type.String() },
          closed,
        ),
      ),
      /** Peers that co-signed our own log, and up to where. */
      cosigned: Type.Array(Type.Object({ by: Named, size: Type.Integer(), at: Instant, note: Note }, closed)),
      alarms: Type.Array(Type.Object({ from: Named, what: Type.String(), detail: Type.String(), at: Instant }, closed)),
    },
    closed,
  ),
  refusals: {},
  policy: desks,
  example: {},
})

export const checkHistories = contract({
  name: 'federate.checkHistories',
  does: 'query',
  summary: 'Whether two signed checkpoints are of one history; needs nothing but the two and the key of the log',
  input: Type.Object(
    {
      first: Type.String({ maxLength: 20_000 }),
      second: Type.String({ maxLength: 20_000 }),
      key: Type.String({ maxLength: 500 }),
    },
    closed,
  ),
  output: Type.Object(
    { answer: Type.Enum(['two-histories', 'same', 'undetermined', 'unusable']), because: Type.String() },
    closed,
  ),
  refusals: {},
  policy: { who: 'signed-in' },
  example: {
    first: 'tocsin/01980f3c-8a00-7000-8000-000000000001\n1\nAAAA\n\n— x AAAA\n',
    second: 'tocsin/01980f3c-8a00-7000-8000-000000000001\n1\nBBBB\n\n— x BBBB\n',
    key: 'tocsin/01980f3c-8a00-7000-8000-000000000001+00000000+AQAA',
  },
})
