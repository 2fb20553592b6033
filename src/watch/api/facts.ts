// Contracts: the facts of an item one by one, judged by named persons; the tray of checks and of items without a date.
import Type, { type Static } from 'typebox'
import { contract, type Policy } from '#kernel/contract.ts'
import { Id } from '#kernel/id.ts'
import { Marking } from '#kernel/marking.ts'
import { Instant } from '#kernel/time.ts'
import { FactKind, FactText, KeptJudgement } from '../model/ledger.ts'
import { CheckKind, Span } from '../model.ts'
import { refusals } from './ledger-refusals.ts'
import { ItemStatus, ItemTime, orNull, Reason } from './nouns.ts'

const closed = { additionalProperties: false } as const
const optional = Type.Optional
const anId = '01980f3c-8a00-7000-8000-000000000001'
const another = '01980f3c-8a00-7000-8000-000000000002'
const reading: Policy = { who: 'signed-in' }
const judging: Policy = { who: ['analyst', 'duty-officer'] }
const Cursor = Type.String({ maxLength: 200, description: '`next` of the page before' })
const Limit = Type.Integer({ minimum: 1, maximum: 100, default: 50 })

/** Of the judgements of one item; 0 while nobody has judged any of its facts. */
export const FactsVersion = Type.Integer({
  minimum: 0,
  maximum: 1_000_000_000,
  description: 'The version of the judgements that you saw, 0 when there were none',
})

/** What an answer says of the item that something comes from. */
export const ItemBrief = Type.Object(
  {
    id: Id,
    version: Type.Integer(),
    title: Type.String(),
    status: ItemStatus,
    sourceName: orNull(Type.String()),
    url: orNull(Type.String()),
    language: Type.String(),
    publishedAt: orNull(Instant),
    fetchedAt: Instant,
    marking: Marking,
  },
  closed,
)
export type ItemBrief = Static<typeof ItemBrief>

export const JudgedFact = Type.Object(
  {
    kind: FactKind,
    text: FactText,
    span: orNull(Span),
    /** Its place in the list of its kind in the document. */
    at: Type.Integer(),
    type: orNull(Type.String()),
    value: orNull(Type.String()),
    why: Type.String(),
    /** What counts for it; null while nobody has judged it. */
    judgement: orNull(KeptJudgement),
    /** Given on another version of the text and found again in this one. */
    carriedOver: Type.Boolean(),
  },
  closed,
)
export type JudgedFact = Static<typeof JudgedFact>

export const itemFacts = contract({
  name: 'watch.itemFacts',
  does: 'query',
  summary: 'The facts of the newest version of an item, with what persons made of each',
  input: Type.Object({ id: Id }, closed),
  output: Type.Object(
    {
      id: Id,
      version: FactsVersion,
      document: Id,
      number: Type.Integer(),
      facts: Type.Array(JudgedFact),
      /** Judgements on facts that the newest version no longer has. */
      gone: Type.Array(KeptJudgement),
    },
    closed,
  ),
  refusals: {},
  policy: reading,
  arguments: ['id'],
  example: { id: anId },
})

export const factJudgements = ['accept', 'reject', 'retype', 'reopen'] as const
export const JudgeFact = Type.Object(
  {
    kind: FactKind,
    text: FactText,
    span: orNull(Span),
    judgement: Type.Enum(factJudgements),
    type: optional(Type.String({ minLength: 1, maxLength: 40, description: 'What it is, for retype' })),
    reason: optional(Reason),
  },
  closed,
)
export type JudgeFact = Static<typeof JudgeFact>

const FactsJudged = Type.Object(
  {
    id: Id,
    version: FactsVersion,
    entry: Id,
    judged: Type.Array(KeptJudgement),
    /** Claims of the ledger that this made, restored or retracted, and promises that are followed up now. */
    claims: Type.Array(Id),
    followUps: Type.Array(Id),
  },
  closed,
)

export const judgeFacts = contract({
  name: 'watch.judgeFacts',
  does: 'action',
  summary:
    'Accept, reject or retype facts of a document under your name, many at once; accepted claims enter the ledger',
  input: Type.Object(
    {
      id: Id,
      document: Id,
      version: FactsVersion,
      facts: Type.Array(JudgeFact, { minItems: 1, maxItems: 500 }),
    },
    closed,
  ),
  output: FactsJudged,
  refusals: refusals('person-needed', 'no-such-fact', 'no-such-type', 'too-many-judgements', 'nothing-to-change'),
  policy: judging,
  example: {
    id: anId,
    document: another,
    version: 0,
    facts: [
      { kind: 'figure', text: '389 MW', span: { start: 120, end: 126 }, judgement: 'accept' },
      {
        kind: 'name',
        text: 'Reading',
        span: { start: 4, end: 11 },
        judgement: 'retype',
        type: 'place',
        reason: 'The town.',
      },
    ],
  },
})

export const undoFacts = contract({
  name: 'watch.undoFacts',
  does: 'action',
  summary: 'Take back the last judgement on facts of an item: what was said before counts again',
  input: Type.Object({ id: Id, version: FactsVersion, reason: optional(Reason) }, closed),
  output: FactsJudged,
  refusals: refusals('person-needed', 'nothing-to-undo'),
  policy: judging,
  arguments: ['id', 'version'],
  example: { id: anId, version: 1, reason: 'The wrong key.' },
})

export const listChecks = contract({
  name: 'watch.listChecks',
  does: 'query',
  summary: 'Checks that nobody has judged yet: items whose own figures do not fit together, newest first',
  input: Type.Object({ after: optional(Cursor), limit: optional(Limit) }, closed),
  output: Type.Object(
    {
      items: Type.Array(
        Type.Object(
          {
            item: ItemBrief,
            document: Id,
            /** Give it to watch.judgeFacts. */
            version: FactsVersion,
            checks: Type.Array(
              Type.Object(
                {
                  kind: CheckKind,
                  detail: Type.String(),
                  why: Type.String(),
                  /** Give it to watch.judgeFacts as the span of the check. */
                  span: orNull(Span),
                  spans: Type.Array(Span),
                  quotes: Type.Array(Type.String()),
                },
                closed,
              ),
            ),
          },
          closed,
        ),
      ),
      next: orNull(Type.String()),
      total: Type.Integer(),
    },
    closed,
  ),
  refusals: {},
  policy: reading,
  example: { limit: 20 },
})

export const listUndated = contract({
  name: 'watch.listUndated',
  does: 'query',
  summary: 'Items that need a date: their times count from a day of publication that nobody knows yet, newest first',
  input: Type.Object({ after: optional(Cursor), limit: optional(Limit) }, closed),
  output: Type.Object(
    {
      items: Type.Array(Type.Object({ item: ItemBrief, lead: Type.String(), times: Type.Array(ItemTime) }, closed)),
      next: orNull(Type.String()),
      total: Type.Integer(),
    },
    closed,
  ),
  refusals: {},
  policy: reading,
  example: { limit: 20 },
})
