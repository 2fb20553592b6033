// Contracts: uses of the EU Cybersecurity Reserve, from the request to the report that is owed two months after the service.
import Type from 'typebox'
import { contract } from '#kernel/contract.ts'
import { Id } from '#kernel/id.ts'
import { MarkingChoice } from '#kernel/marking.ts'
import { Instant } from '#kernel/time.ts'
import { ReserveReport, ReserveRequest, ReserveState, ReserveUse } from '../model/reserve-use.ts'
import { closed, Line, orNull, Party, Reason } from '../model/words.ts'
import { refusing } from './refusals.ts'
import { anId, aParty, Changed, changing, deciding, held, optional, reading } from './shown.ts'

const Clocks = Type.Object(
  {
    answerDue: Instant,
    answerLate: Type.Boolean(),
    reportDue: orNull(Instant),
    reportOverdue: Type.Boolean(),
    owedTo: Type.Array(Type.String()),
  },
  closed,
)
const Shown = Type.Object({ ...held(ReserveUse).properties, clocks: Clocks }, closed)

export const requestReserve = contract({
  name: 'recover.requestReserve',
  does: 'action',
  summary: 'Write down a request for support of the EU Cybersecurity Reserve (Regulation (EU) 2025/38, Article 15)',
  input: Type.Object(
    {
      title: ReserveUse.properties.title,
      user: Party,
      crisis: optional(Id),
      incident: optional(Id),
      request: optional(Type.Partial(ReserveRequest, closed)),
      requestedAt: optional(Instant),
      marking: optional(MarkingChoice),
    },
    closed,
  ),
  output: Changed,
  refusals: refusing('impossible-times'),
  policy: deciding,
  arguments: ['title'],
  example: {
    title: 'Incident response for the port',
    user: aParty,
    request: { serviceAndNeed: 'Forensics, ten days' },
  },
})

export const listReserveUses = contract({
  name: 'recover.listReserveUses',
  does: 'query',
  summary: 'Uses of the Reserve with the clocks that run on them',
  input: Type.Object({ crisis: optional(Id), state: optional(Type.Array(ReserveState, { maxItems: 7 })) }, closed),
  output: Type.Object({ items: Type.Array(Shown) }, closed),
  refusals: {},
  policy: reading,
  example: {},
})

export const getReserveUse = contract({
  name: 'recover.getReserveUse',
  does: 'query',
  summary: 'A use of the Reserve with its clocks, and a report drafted from the record',
  input: Type.Object({ id: Id }, closed),
  output: Type.Object(
    {
      ...Shown.properties,
      drafted: ReserveReport,
      moves: Type.Record(Type.String(), orNull(Type.String())),
    },
    closed,
  ),
  refusals: {},
  policy: reading,
  arguments: ['id'],
  example: { id: anId },
})

const at = optional(Instant)
export const informOfReserve = changing({
  name: 'recover.informOfReserve',
  summary: 'Write down who was told of the request: the CSIRTs Network and, where apt, EU-CyCLONe',
  fields: { party: Party, at },
  refusals: ['impossible-times', 'too-many-parts'],
  example: { party: { ...aParty, name: 'CSIRTs Network' } },
})

export const answerReserve = changing({
  name: 'recover.answerReserve',
  summary: 'Write down whether the request was granted, and in which words',
  fields: { granted: Type.Boolean(), words: Line, at },
  refusals: ['impossible-times'],
  policy: deciding,
  example: { granted: true, words: 'Two providers, from tomorrow.' },
})

export const beginReserveService = changing({
  name: 'recover.beginReserveService',
  summary: 'Say that the service of the Reserve has begun, and who gives it',
  fields: { providers: Type.Array(Party, { minItems: 1, maxItems: 20 }), at },
  refusals: ['impossible-times'],
  example: { providers: [{ ...aParty, name: 'Trusted provider' }] },
})

export const endReserveService = changing({
  name: 'recover.endReserveService',
  summary: 'Say that the service has ended: the two months of the report begin',
  fields: { because: Reason, at },
  refusals: ['impossible-times'],
  example: { because: 'All systems are restored.' },
})

export const writeReserveReport = changing({
  name: 'recover.writeReserveReport',
  summary: 'Write the report on a use of the Reserve: the service, its results, lessons',
  fields: Type.Partial(ReserveReport).properties,
  refusals: ['person-needed', 'nothing-to-change'],
  example: { results: 'The intruder was removed within four days.' },
})

export const approveReserveReport = changing({
  name: 'recover.approveReserveReport',
  summary: 'Approve the report on a use of the Reserve: by a person who did not write in it',
  fields: {},
  refusals: ['person-needed', 'second-person-needed', 'still-open'],
  policy: deciding,
  arguments: ['id'],
  example: {},
})

export const sendReserveReport = changing({
  name: 'recover.sendReserveReport',
  summary: 'Write down to whom the approved report went, when and how',
  fields: { party: Party, how: Line, at },
  refusals: ['impossible-times', 'too-many-parts'],
  policy: deciding,
  example: { party: { ...aParty, name: 'ENISA' }, how: 'platform' },
})

export const exportReserveReport = contract({
  name: 'recover.exportReserveReport',
  does: 'query',
  summary: 'The report on a use of the Reserve as a file: PDF, Word, HTML or Markdown',
  input: Type.Object({ id: Id, form: optional(Type.Enum(['pdf', 'docx', 'html', 'md'])) }, closed),
  output: Type.Object({ name: Type.String(), type: Type.String() }, closed),
  refusals: {},
  policy: reading,
  arguments: ['id'],
  download: true,
  example: { id: anId, form: 'pdf' },
})
