// Letters: queue, receipts, inbox: the operations.
import Type from 'typebox'
import { contract, type Policy } from '#kernel/contract.ts'
import { Id } from '#kernel/id.ts'
import { Instant } from '#kernel/time.ts'
import { mostFileBytes } from '../model/post.ts'

const closed = { additionalProperties: false } as const
const orNull = <T extends Type.TSchema>(schema: T) => Type.Union([schema, Type.Null()])
const Count = Type.Integer({ minimum: 0 })
const AgreementRef = Type.Object({ id: Id, version: Type.Integer({ minimum: 1 }) }, closed)
const anId = '01980f3c-8a00-7000-8000-000000000001'
/** Whom we tell what is the business of those who work with other organisations. */
const desks: Policy = { who: ['duty-officer', 'crisis-manager', 'liaison', 'administrator'] }
const carriers: Policy = { who: ['duty-officer', 'liaison', 'administrator'] }

const refusals = {
  'not-trusted': {
    status: 409,
    title: 'Nobody trusts the keys of this peer',
    whatToDo: 'Compare fingerprints with it over another way, and trust it; letters go to trusted peers only.',
  },
  'cannot-seal': {
    status: 409,
    title: 'Nothing can be sealed to this peer now',
    whatToDo: 'Get its newest card: its sealing keys live for days. What waits goes as soon as the card is here.',
  },
  'nothing-waits': {
    status: 409,
    title: 'Nothing waits for this peer',
    whatToDo: 'There is nothing to carry. See `federate.listQueue` for what waits for whom.',
  },
  'bad-file': {
    status: 422,
    title: 'That is no whole file of letters',
    whatToDo: 'Fetch or copy it once more; nothing was taken from it.',
  },
  'not-for-us': {
    status: 422,
    title: 'These letters are for another node',
    whatToDo: 'Give the file to the node that the detail names. Nobody else can open it.',
  },
}
const may = <const N extends keyof typeof refusals>(...names: N[]) =>
  Object.fromEntries(names.map((name) => [name, refusals[name]]))

const Waits = Type.Object(
  {
    /** 'copy', 'response', 'card' and the like. */
    kind: Type.String(),
    urgent: Type.Boolean(),
    count: Count,
    oldest: Instant,
    /** Why these cannot go by themselves. */
    stuck: orNull(Type.String()),
  },
  closed,
)

const Line = Type.Object(
  {
    peer: Id,
    name: Type.String(),
    organisation: orNull(Id),
    status: Type.String(),
    /** null: it fetches its letters, or gets files. */
    address: orNull(Type.String()),
    waits: Type.Array(Waits),
    /** Letters: sealed and on the way, with a receipt, parts refused, taken from it, early ones that wait for others. */
    sealed: Count,
    sent: Count,
    acknowledged: Count,
    refusedParts: Count,
    taken: Count,
    held: Count,
    sentAt: orNull(Instant),
    heardAt: orNull(Instant),
    acknowledgedAt: orNull(Instant),
    /** Why nothing goes, since when, and when it is tried again. */
    fault: orNull(Type.String()),
    faultSince: orNull(Instant),
    tries: Count,
    nextTry: orNull(Instant),
    /** It sends more than it may: so often it was asked to wait. */
    slowed: Count,
    slowedUntil: orNull(Instant),
    /** Seconds from the moment that something waited to its receipt, median. */
    latencySeconds: orNull(Type.Number()),
  },
  closed,
)

const LetterLine = Type.Object(
  {
    id: Id,
    direction: Type.Enum(['sent', 'taken']),
    peer: Id,
    name: Type.String(),
    sequence: Type.Integer({ minimum: 1 }),
    /** sent: waiting or acknowledged. taken: whether its sender was given the receipt. */
    state: Type.Enum(['waiting', 'acknowledged']),
    /** Sealed, or taken. */
    at: Instant,
    acknowledgedAt: orNull(Instant),
    tries: Count,
    route: orNull(Type.String()),
    urgent: Type.Boolean(),
    bytes: Count,
    parts: Count,
    refused: Count,
  },
  closed,
)

const PartLine = Type.Object(
  {
    part: Type.String(),
    record: orNull(Type.String()),
    subject: orNull(Id),
    version: orNull(Type.Integer()),
    title: orNull(Type.String()),
    refusal: orNull(Type.String()),
    why: orNull(Type.String()),
  },
  closed,
)

export const listQueue = contract({
  name: 'federate.listQueue',
  does: 'query',
  summary: 'What waits for which peer since when, why it does not go, and when it is tried again',
  input: Type.Object({ peer: Type.Optional(Id) }, closed),
  output: Type.Object({ lines: Type.Array(Line) }, closed),
  refusals: {},
  policy: desks,
  example: {},
})

export const listLetters = contract({
  name: 'federate.listLetters',
  does: 'query',
  summary: 'Letters that were sealed and taken, the newest first, with how they were answered',
  input: Type.Object(
    {
      peer: Type.Optional(Id),
      direction: Type.Optional(Type.Enum(['sent', 'taken'])),
      after: Type.Optional(Type.String({ maxLength: 100, description: '`next` of the page before' })),
      limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100, default: 50 })),
    },
    closed,
  ),
  output: Type.Object({ items: Type.Array(LetterLine), next: orNull(Type.String()) }, closed),
  refusals: {},
  policy: desks,
  example: { direction: 'sent', limit: 20 },
})

export const getLetter = contract({
  name: 'federate.getLetter',
  does: 'query',
  summary: 'One letter: its parts as far as you may read their records, and why some were refused',
  input: Type.Object({ id: Id }, closed),
  output: Type.Object(
    {
      ...LetterLine.properties,
      agreement: orNull(AgreementRef),
      expiresAt: orNull(Instant),
      sentAt: orNull(Instant),
      contents: Type.Array(PartLine),
    },
    closed,
  ),
  refusals: {},
  policy: desks,
  arguments: ['id'],
  example: { id: anId },
})

export const listTurnedAway = contract({
  name: 'federate.listTurnedAway',
  does: 'query',
  summary: 'What came and could not be opened, counted by day, reason and kind of address; nothing of it is kept',
  input: Type.Object({}, closed),
  output: Type.Object(
    {
      items: Type.Array(
        Type.Object(
          {
            day: Type.String(),
            reason: Type.String(),
            addressClass: Type.String(),
            times: Count,
            lastAt: Instant,
          },
          closed,
        ),
      ),
    },
    closed,
  ),
  refusals: {},
  policy: desks,
  example: {},
})

export const sendNow = contract({
  name: 'federate.sendNow',
  does: 'action',
  summary: 'Try a peer at once instead of at its next try',
  input: Type.Object({ peer: Id }, closed),
  output: Type.Object({ peer: Id }, closed),
  refusals: may('not-trusted'),
  policy: carriers,
  arguments: ['peer'],
  example: { peer: anId },
})

export const exportLetters = contract({
  name: 'federate.exportLetters',
  does: 'action',
  summary:
    'Letters and receipts for a peer as one sealed file, for mail or a stick; asked again, it holds what has no receipt yet',
  input: Type.Object({ to: Id }, closed),
  output: Type.Object({ name: Type.String(), type: Type.String() }, closed),
  refusals: may('not-trusted', 'cannot-seal', 'nothing-waits'),
  policy: carriers,
  download: true,
  example: { to: anId },
})

export const importLetters = contract({
  name: 'federate.importLetters',
  does: 'action',
  summary: 'Take the letters of a file that a peer exported; taking it twice changes nothing',
  input: Type.Object({}, closed),
  output: Type.Object(
    {
      from: Id,
      taken: Count,
      known: Count,
      held: Count,
      refused: Type.Array(Type.Object({ envelope: orNull(Id), refusal: Type.String() }, closed)),
      refusedParts: Count,
      /** Receipts for letters of ours. */
      receipts: Count,
      /** The sender has more: the next file follows when it has the receipts. */
      more: Type.Boolean(),
    },
    closed,
  ),
  refusals: may('bad-file', 'not-for-us'),
  policy: carriers,
  upload: { maxBytes: mostFileBytes },
  example: {},
})
