// The journal's own operations: verify, rebuild, trace, backup, proofs.
import Type from 'typebox'
import { contract } from '#kernel/contract.ts'
import { Id } from '#kernel/id.ts'
import { Marking } from '#kernel/marking.ts'
import { Instant } from '#kernel/time.ts'

const Nothing = Type.Object({}, { additionalProperties: false })
const administrators = { who: ['administrator'] } as const

export const Finding = Type.Object({
  what: Type.String(),
  index: Type.Optional(Type.Integer()),
  entryId: Type.Optional(Type.String()),
  detail: Type.String(),
  range: Type.Optional(Type.Tuple([Type.Integer(), Type.Integer()])),
})

export const verify = contract({
  name: 'journal.verify',
  does: 'query',
  summary: 'Proves that no entry was changed, dropped, reordered or back-dated, or names the ones that were',
  input: Nothing,
  output: Type.Object({
    intact: Type.Boolean(),
    leaves: Type.Integer(),
    erased: Type.Integer(),
    checkpoints: Type.Integer(),
    uncovered: Type.Integer(),
    root: Type.String(),
    findings: Type.Array(Finding),
  }),
  refusals: {},
  policy: administrators,
  example: {},
})

export const rebuildTables = contract({
  name: 'journal.rebuild',
  does: 'action',
  summary:
    'Drops every table that is made from entries and makes it again; says whether the result is equal to the byte',
  input: Nothing,
  output: Type.Object({
    entries: Type.Integer(),
    rows: Type.Integer(),
    before: Type.String(),
    after: Type.String(),
    equal: Type.Boolean(),
  }),
  refusals: {},
  policy: administrators,
  example: {},
})

export const EntryLine = Type.Object({
  id: Id,
  record: Type.String(),
  subject: Id,
  version: Type.Integer(),
  kind: Type.String(),
  verb: Type.String(),
  actor: Type.String(),
  cause: Type.Array(Id),
  observedAt: Instant,
  recordedAt: Instant,
  marking: Marking,
  body: Type.Unknown(),
})

export const trace = contract({
  name: 'journal.trace',
  does: 'query',
  summary: 'The walk back from an entry or a record to everything that led to it',
  input: Type.Object({ id: Id }, { additionalProperties: false }),
  output: Type.Object({ entries: Type.Array(EntryLine) }),
  refusals: {},
  policy: { who: 'signed-in' },
  example: { id: '01957b6e-0000-7000-8000-000000000001' },
  arguments: ['id'],
})

export const entries = contract({
  name: 'journal.entries',
  does: 'query',
  summary: 'The newest entries that you may read',
  input: Type.Object(
    {
      records: Type.Optional(Type.Array(Type.String({ maxLength: 80 }), { maxItems: 30 })),
      since: Type.Optional(Instant),
      before: Type.Optional(Id),
      limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 500 })),
    },
    { additionalProperties: false },
  ),
  output: Type.Object({ entries: Type.Array(EntryLine) }),
  refusals: {},
  policy: { who: 'signed-in' },
  example: { limit: 20 },
})

export const backup = contract({
  name: 'journal.backup',
  does: 'query',
  summary: 'The whole node in one file: keep it as safe as the node itself, it holds every secret',
  input: Type.Object(
    { withoutMeasurements: Type.Optional(Type.Boolean({ description: 'Leave out what sensors measured' })) },
    { additionalProperties: false },
  ),
  output: Type.Object({ name: Type.String(), type: Type.String() }),
  refusals: {},
  policy: administrators,
  example: {},
  download: true,
})

export const inclusion = contract({
  name: 'journal.inclusion',
  does: 'query',
  summary: 'Proves that an entry is in the log (RFC 9162), with the signed checkpoint',
  input: Type.Object({ entry: Id }, { additionalProperties: false }),
  output: Type.Object({
    entry: Id,
    index: Type.Integer(),
    leafHash: Type.String(),
    proof: Type.Array(Type.String()),
    checkpoint: Type.String(),
  }),
  refusals: {},
  policy: { who: 'signed-in' },
  example: { entry: '01957b6e-0000-7000-8000-000000000001' },
  arguments: ['entry'],
})

export const consistency = contract({
  name: 'journal.consistency',
  does: 'query',
  summary: 'Proves that an earlier log is the beginning of the present one (RFC 9162), with the signed checkpoint',
  input: Type.Object({ first: Type.Integer({ minimum: 0 }) }, { additionalProperties: false }),
  output: Type.Object({
    first: Type.Integer(),
    second: Type.Integer(),
    proof: Type.Array(Type.String()),
    checkpoint: Type.String(),
  }),
  refusals: {},
  policy: { who: 'signed-in' },
  example: { first: 1 },
  arguments: ['first'],
})

export const journalContracts = [verify, rebuildTables, trace, entries, backup, inclusion, consistency]
