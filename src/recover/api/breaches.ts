// Contracts: the breach of one entity, from isolation to the watch afterwards, with what was promised and disclosed.
import Type from 'typebox'
import { contract } from '#kernel/contract.ts'
import { Id } from '#kernel/id.ts'
import { MarkingChoice } from '#kernel/marking.ts'
import { Instant } from '#kernel/time.ts'
import { Breach, BreachPhase, BreachStep, Disclosure, Expert, MarketFigure } from '../model/breach.ts'
import { FollowUp } from '../model/follow-up.ts'
import { StepState } from '../model/goal.ts'
import { closed, Key, orNull, Party, Reason } from '../model/words.ts'
import { refusing } from './refusals.ts'
import { anId, aParty, Changed, changing, deciding, held, optional, reading, working } from './shown.ts'

const is = Breach.properties
const step = BreachStep.properties
const Clock = Type.Object(
  {
    id: Id,
    name: Type.String(),
    regime: Type.String(),
    article: Type.String(),
    status: Type.String(),
    due: orNull(Instant),
    late: Type.Boolean(),
    tentative: Type.Boolean(),
  },
  closed,
)

export const openBreach = contract({
  name: 'recover.openBreach',
  does: 'action',
  summary: 'Open the record of how the breach of one entity is dealt with',
  input: Type.Object(
    {
      title: is.title,
      entity: Party,
      foundAt: Instant,
      summary: optional(is.summary),
      incident: optional(Id),
      crisis: optional(Id),
      marking: optional(MarkingChoice),
    },
    closed,
  ),
  output: Changed,
  refusals: refusing('impossible-times'),
  policy: working,
  arguments: ['title'],
  example: { title: 'Breach at an engineering group', entity: aParty, foundAt: '2025-01-28T07:00:00.000Z' },
})

export const listBreaches = contract({
  name: 'recover.listBreaches',
  does: 'query',
  summary: 'Breaches of single entities that you may read, the newest first',
  input: Type.Object({ state: optional(is.state), incident: optional(Id), crisis: optional(Id) }, closed),
  output: Type.Object({ items: Type.Array(held(Breach)) }, closed),
  refusals: {},
  policy: reading,
  example: { state: 'open' },
})

export const getBreach = contract({
  name: 'recover.getBreach',
  does: 'query',
  summary: 'A breach with its phases, the order of restoring, the clocks of the law, and what was promised',
  input: Type.Object({ id: Id }, closed),
  output: Type.Object(
    {
      ...held(Breach).properties,
      phases: Type.Array(Type.Object({ phase: BreachPhase, done: Type.Integer(), all: Type.Integer() }, closed)),
      /** Parts of its steps, those that others need first; those that need each other in one turn. */
      order: Type.Array(
        Type.Object(
          { together: Type.Boolean(), parts: Type.Array(Type.Object({ id: Id, name: Type.String() }, closed)) },
          closed,
        ),
      ),
      /** The clocks of assess for its incident: read there, never copied. */
      clocks: Type.Array(Clock),
      promises: Type.Array(held(FollowUp)),
      stillOpen: Type.Array(Type.String()),
    },
    closed,
  ),
  refusals: {},
  policy: reading,
  arguments: ['id'],
  example: { id: anId },
})

export const describeBreach = changing({
  name: 'recover.describeBreach',
  summary: 'Change the title, the summary or when a breach was found',
  fields: { title: optional(is.title), summary: optional(is.summary), foundAt: optional(Instant) },
  refusals: ['nothing-to-change', 'impossible-times'],
  example: { summary: 'Access to a file server of the design office; the rest of the group is separate.' },
})

export const planBreachStep = changing({
  name: 'recover.planBreachStep',
  summary: 'Plan a step: isolate, preserve evidence, eradicate, restore, verify clean, watch',
  fields: { phase: BreachPhase, text: step.text, part: optional(Id), owner: optional(Party) },
  refusals: ['too-many-parts'],
  example: { phase: 'isolate', text: 'Take the file server off the network', owner: aParty },
})

export const moveBreachStep = changing({
  name: 'recover.moveBreachStep',
  summary: 'Say that a step is under way, done or dropped, with what came of it',
  fields: {
    step: Key,
    to: StepState,
    result: optional(step.result),
    sha256: optional(Type.String({ pattern: '^[0-9a-f]{64}$', description: 'Of the evidence that was kept' })),
    at: optional(Instant),
    despite: optional(Reason),
  },
  refusals: ['no-such-part', 'no-evidence-kept', 'out-of-order', 'impossible-times'],
  example: { step: 's1', to: 'done', result: 'Port closed at the switch.' },
})

export const engageExperts = changing({
  name: 'recover.engageExperts',
  summary: 'Write down who helps, and by which contract or use of the Reserve',
  fields: {
    party: Party,
    basis: Expert.properties.basis,
    reference: optional(Expert.properties.reference),
    reserveUse: optional(Id),
    from: optional(Instant),
    what: Expert.properties.what,
  },
  refusals: ['too-many-parts'],
  example: { party: aParty, basis: 'contract', reference: 'Framework 2024-17', what: 'Forensics on three servers' },
})

export const releaseExperts = changing({
  name: 'recover.releaseExperts',
  summary: 'Say that experts have ended their work',
  fields: { expert: Key, at: optional(Instant) },
  refusals: ['no-such-part', 'impossible-times'],
  example: { expert: 'e2' },
})

export const addDisclosure = changing({
  name: 'recover.addDisclosure',
  summary: 'Write down what was disclosed to the market, to customers or in public, and where the text stands',
  fields: {
    at: optional(Instant),
    where: Disclosure.properties.where,
    to: Disclosure.properties.to,
    title: Disclosure.properties.title,
    reference: optional(Disclosure.properties.reference),
    says: optional(Disclosure.properties.says),
  },
  refusals: ['impossible-times', 'too-many-parts'],
  example: { where: 'Regulatory news service', to: 'market', title: 'Notice of a cyber security incident' },
})

export const addMarketFigure = changing({
  name: 'recover.addMarketFigure',
  summary: 'Write down how a price moved, with the source of the figure',
  fields: {
    at: optional(Instant),
    instrument: MarketFigure.properties.instrument,
    changePercent: MarketFigure.properties.changePercent,
    qualifier: optional(MarketFigure.properties.qualifier),
    against: MarketFigure.properties.against,
    source: MarketFigure.properties.source,
  },
  refusals: ['impossible-times', 'too-many-parts'],
  example: {
    instrument: 'Ordinary share',
    changePercent: -2.3,
    qualifier: 'up-to',
    against: 'the close of the day before',
    source: 'News agency, Tuesday morning',
  },
})

export const closeBreach = changing({
  name: 'recover.closeBreach',
  summary: 'Close a breach, when nothing of it is open',
  fields: { because: Reason },
  refusals: ['person-needed', 'still-open'],
  policy: deciding,
  arguments: ['id'],
  example: { because: 'Restored, checked, watched for thirty days.' },
})

export const reopenBreach = changing({
  name: 'recover.reopenBreach',
  summary: 'Open a breach again',
  fields: { because: Reason },
  arguments: ['id'],
  example: { because: 'The same account was used again.' },
})
