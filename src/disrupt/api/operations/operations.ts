// Contracts: a takedown operation as a compartment, its partners, objectives, equities and risks.
import Type from 'typebox'
import { contract } from '#kernel/contract.ts'
import { Id } from '#kernel/id.ts'
import { Marking } from '#kernel/marking.ts'
import { PartnerSaid, PointSaid } from '../../events/operations.ts'
import { Operation, Partner, Point } from '../../model/operations/operation.ts'
import { closed, Key, orNull, Reason } from '../../model/words.ts'
import { anId, another, Changed, deciding, held, optional, reading } from '../shown.ts'
import { changing } from './acting.ts'
import { refusing } from './refusals.ts'

const is = Operation.properties
const Yes = Type.Enum(['yes', 'no', 'undetermined'])
/** In how many states targets stand. */
const Counts = Type.Record(Type.String(), Type.Integer())

export const GoStanding = Type.Object(
  {
    go: Yes,
    because: Type.Array(Type.String()),
    partners: Type.Array(
      Type.Object(
        {
          ...{ partner: Key, name: Type.String(), mustSign: Type.Boolean() },
          word: Type.Enum(['go', 'no-go', 'outdated', 'silent']),
          ...{ at: orNull(Type.String()), words: Type.String() },
        },
        closed,
      ),
    ),
  },
  closed,
)
export const ClockStanding = Type.Object(
  { partner: Key, name: Type.String(), offsetMilliseconds: orNull(Type.Integer()), agrees: Yes },
  closed,
)

export const openOperation = contract({
  name: 'disrupt.openOperation',
  does: 'action',
  summary: 'Open a takedown operation that only named persons know of',
  input: Type.Object(
    {
      title: is.title,
      summary: optional(is.summary),
      crisis: optional(Id),
      incident: optional(Id),
      persons: optional(
        Type.Array(Id, { maxItems: 200, uniqueItems: true, description: 'Who knows of it, beside you' }),
      ),
      reason: Marking.properties.reason,
      reviewOn: Marking.properties.reviewOn,
    },
    closed,
  ),
  output: Changed,
  refusals: refusing('person-needed', 'no-such-person'),
  policy: deciding,
  arguments: ['title'],
  example: {
    title: 'Markets of stolen data',
    reason: 'Known to those who act in it alone.',
    reviewOn: '2027-01-30',
  },
})

export const listOperations = contract({
  name: 'disrupt.listOperations',
  does: 'query',
  summary: 'Takedown operations that you are admitted to, the newest first',
  input: Type.Object({ state: optional(is.state) }, closed),
  output: Type.Object({ items: Type.Array(held(Operation)) }, closed),
  refusals: {},
  policy: reading,
  example: { state: 'planning' },
})

export const getOperation = contract({
  name: 'disrupt.getOperation',
  does: 'query',
  summary: 'An operation: who says go, what is in the way of each step, whose clock differs, and how its targets stand',
  input: Type.Object({ id: Id }, closed),
  output: Type.Object(
    {
      ...held(Operation).properties,
      go: GoStanding,
      clocks: Type.Array(ClockStanding),
      steps: Type.Array(
        Type.Object(
          {
            step: Key,
            due: orNull(Type.String()),
            open: Type.Array(Type.String()),
            early: Type.Array(Type.String()),
          },
          closed,
        ),
      ),
      /** Targets by how they stand. */
      targets: Counts,
      instruments: Counts,
      persons: Type.Array(Type.Object({ id: Id, name: Type.String() }, closed)),
      now: Type.String(),
    },
    closed,
  ),
  refusals: {},
  policy: reading,
  arguments: ['id'],
  example: { id: anId },
})

export const describeOperation = changing({
  name: 'disrupt.describeOperation',
  summary: 'Change the title or the summary of an operation',
  fields: { title: optional(is.title), summary: optional(is.summary) },
  refusals: ['nothing-to-change'],
  example: { summary: 'Sites that trade logins, payment cards and tools.' },
})

export const admitToOperation = changing({
  name: 'disrupt.admitToOperation',
  summary: 'Let somebody know of an operation: of it, its targets and its notices',
  fields: { person: Id, because: Reason },
  refusals: ['no-such-person', 'nothing-to-change'],
  policy: deciding,
  example: { person: another, because: 'Leads the desk on action day.' },
})

export const excludeFromOperation = changing({
  name: 'disrupt.excludeFromOperation',
  summary: 'Take somebody out of an operation; from then on it is not there for them',
  fields: { person: Id, because: Reason },
  refusals: ['nothing-to-change', 'last-one'],
  policy: deciding,
  example: { person: another, because: 'Has another post now.' },
})

export const addPartner = changing({
  name: 'disrupt.addPartner',
  summary: 'Add an agency that takes part, with its role, its legal basis and its mandate',
  fields: {
    name: PartnerSaid.properties.name,
    kind: PartnerSaid.properties.kind,
    country: optional(Partner.properties.country),
    organisation: optional(Id),
    role: PartnerSaid.properties.role,
    legalBasis: optional(Partner.properties.legalBasis),
    mandate: optional(Partner.properties.mandate),
    signers: optional(Partner.properties.signers),
    mustSign: optional(Type.Boolean()),
  },
  refusals: ['too-many-parts', 'no-such-person'],
  example: { name: 'Federal police', kind: 'police', country: 'DE', role: 'Leads; takes the domains' },
})

export const nameSigners = changing({
  name: 'disrupt.nameSigners',
  summary: 'Name who may say go or no go for a partner',
  fields: { partner: Key, signers: Partner.properties.signers },
  refusals: ['no-such-part', 'no-such-person', 'nothing-to-change'],
  policy: deciding,
  example: { partner: 'p1', signers: [another] },
})

export const partnerLeaves = changing({
  name: 'disrupt.partnerLeaves',
  summary: 'Write down that a partner has left the operation',
  fields: { partner: Key, because: Reason },
  refusals: ['no-such-part', 'still-open'],
  policy: deciding,
  example: { partner: 'p2', because: 'Its court has not agreed.' },
})

export const addPoint = changing({
  name: 'disrupt.addPoint',
  summary: 'Write down an objective, an equity that is not to be harmed, a risk to victims, or a lesson',
  fields: {
    kind: PointSaid.properties.kind,
    partner: optional(Key),
    text: PointSaid.properties.text,
    answer: optional(PointSaid.properties.answer),
  },
  refusals: ['too-many-parts', 'no-such-part'],
  example: {
    kind: 'risk',
    text: 'Sellers may publish what they hold when they lose the site',
    answer: 'Watch the channels',
  },
})

export const settlePoint = changing({
  name: 'disrupt.settlePoint',
  summary: 'Say what came of an objective, an equity, a risk or a lesson',
  fields: { point: Key, to: Point.properties.state, result: Point.properties.result },
  refusals: ['no-such-part'],
  example: { point: 'o1', to: 'settled', result: 'Nothing was published.' },
})

export const closeOperation = changing({
  name: 'disrupt.closeOperation',
  summary: 'Close an operation, or abandon it before its action day has ended',
  fields: { to: Type.Enum(['closed', 'abandoned']), because: Reason },
  refusals: ['person-needed', 'still-open'],
  policy: deciding,
  example: { to: 'closed', because: 'All sites are down; what was promised was kept.' },
})
