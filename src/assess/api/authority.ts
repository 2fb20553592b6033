// What assess offers to an authority: the large-scale predicates, the view across borders, and the summary of a quarter.
import Type from 'typebox'
import { contract, type Policy } from '#kernel/contract.ts'
import { Id } from '#kernel/id.ts'
import { Instant } from '#kernel/time.ts'
import { CrossBorderRow, Informed, informingStates, Predicate, QuarterlySummary, ToldParty } from '../model/abroad.ts'
import { RegimeId } from '../model/law.ts'
import { Reason } from '../model.ts'
import { anId, closed, optional, orNull, reading } from './assessing-parts.ts'

const telling: Policy = { who: ['duty-officer', 'crisis-manager', 'liaison'] }
const Parties = Type.Array(ToldParty, { minItems: 1, maxItems: 40, uniqueItems: true })
const refusals = {
  'no-such-party': {
    status: 422,
    title: 'That is no Member State and not ENISA',
    whatToDo: 'Use two letters of a Member State, for example AT, or ENISA.',
  },
  'impossible-times': {
    status: 422,
    title: 'That moment lies in the future',
    whatToDo: 'Say when they were told.',
  },
}

export const largeScale = contract({
  name: 'assess.largeScale',
  does: 'query',
  summary: 'Whether an incident is large-scale, equivalent to that, or a cyber crisis, by all assessments of it',
  input: Type.Object({ incident: Id }, closed),
  output: Type.Object(
    {
      predicates: Type.Array(Predicate),
      /** Member States among the countries affected; whether the impact there is significant is for a person to say. */
      memberStates: Type.Array(Type.String()),
      assessments: Type.Integer(),
      dataVersion: Type.String(),
    },
    closed,
  ),
  refusals: {},
  policy: reading,
  arguments: ['incident'],
  example: { incident: anId },
})

export const entitiesView = contract({
  name: 'assess.entitiesView',
  does: 'query',
  summary: 'Entities with open assessments that you may read: what is reportable, what is open, what is due next',
  input: Type.Object({ text: optional(Type.String({ minLength: 1, maxLength: 200 })) }, closed),
  output: Type.Object(
    {
      items: Type.Array(
        Type.Object(
          {
            organisation: orNull(Id),
            name: Type.String(),
            countries: Type.Array(Type.String()),
            assessments: Type.Array(Type.Object({ id: Id, reference: Type.String(), title: Type.String() }, closed)),
            reportable: Type.Array(RegimeId),
            open: Type.Array(RegimeId),
            overdue: Type.Integer(),
            breached: Type.Integer(),
            nextDue: orNull(Instant),
          },
          closed,
        ),
      ),
      /** There are more open assessments than were looked at. */
      more: Type.Boolean(),
    },
    closed,
  ),
  refusals: {},
  policy: reading,
  example: {},
})

export const crossBorder = contract({
  name: 'assess.crossBorder',
  does: 'query',
  summary: 'Incidents that concern other Member States: who was told, and who is to be told (NIS2 Article 23(6))',
  input: Type.Object(
    {
      state: optional(Type.Enum(informingStates)),
      /** Closed incidents too; else only those that are worked on. */
      all: optional(Type.Boolean({ default: false })),
    },
    closed,
  ),
  output: Type.Object(
    {
      items: Type.Array(CrossBorderRow),
      /** Our own Member State; null for a Union body. */
      own: orNull(Type.String()),
      /** There are more than are shown: the oldest are left out. */
      more: Type.Boolean(),
    },
    closed,
  ),
  refusals: {},
  policy: reading,
  example: { state: 'inform' },
})

export const informAbroad = contract({
  name: 'assess.informAbroad',
  does: 'action',
  summary: 'Record that other Member States or ENISA were told of an incident, what, and what was kept back',
  input: Type.Object(
    {
      incident: Id,
      to: Parties,
      at: optional(Instant),
      channel: Informed.properties.channel,
      told: Informed.properties.told,
      withheld: optional(Type.String({ minLength: 3, maxLength: 2_000 })),
    },
    closed,
  ),
  output: Type.Object({ id: Id }, closed),
  refusals,
  policy: telling,
  example: {
    incident: anId,
    to: ['AT', 'ENISA'],
    channel: 'CSIRTs network, secure mail',
    told: 'Flooding of a payment switch since 09:45 UTC; card payments fail in both countries; indicators attached.',
    withheld: 'Name of the operator, at its request.',
  },
})

export const needNotInform = contract({
  name: 'assess.needNotInform',
  does: 'action',
  summary: 'Decide, with the reason, that other Member States or ENISA need not be told of an incident',
  input: Type.Object({ incident: Id, to: Parties, reason: Reason }, closed),
  output: Type.Object({ id: Id }, closed),
  refusals: { 'no-such-party': refusals['no-such-party'] },
  policy: telling,
  example: { incident: anId, to: ['FR'], reason: 'Only the website of a shop there; its CSIRT saw no effect.' },
})

const Quarter = Type.Object(
  { year: Type.Integer({ minimum: 2016, maximum: 2200 }), quarter: Type.Integer({ minimum: 1, maximum: 4 }) },
  closed,
)
const counting: Policy = { who: ['analyst', 'duty-officer', 'crisis-manager', 'liaison'] }

export const quarterlySummary = contract({
  name: 'assess.quarterlySummary',
  does: 'query',
  summary: 'Anonymised and aggregated numbers of a quarter for ENISA (NIS2 Article 23(9)), as far as you may read',
  input: Quarter,
  output: QuarterlySummary,
  refusals: {},
  policy: counting,
  arguments: ['year', 'quarter'],
  example: { year: 2026, quarter: 1 },
})

export const exportQuarterlySummary = contract({
  name: 'assess.exportQuarterlySummary',
  does: 'query',
  summary: 'The numbers of a quarter as a file: text (Markdown) or data (JSON)',
  input: Type.Object({ ...Quarter.properties, format: optional(Type.Enum(['md', 'json'])) }, closed),
  output: Type.Object({ name: Type.String(), type: Type.String() }, closed),
  refusals: {},
  policy: counting,
  download: true,
  arguments: ['year', 'quarter'],
  example: { year: 2026, quarter: 1, format: 'md' },
})
