// Contracts: the log of restrictions and sanctions, with sources, amounts and what the sides say.
import Type from 'typebox'
import { contract } from '#kernel/contract.ts'
import { Id } from '#kernel/id.ts'
import { MarkingChoice } from '#kernel/marking.ts'
import {
  Restriction,
  RestrictionKind,
  RestrictionKindId,
  RestrictionSource,
  RestrictionState,
  RestrictionStatistics,
  Voice,
} from '../../model/restrictions/restriction.ts'
import { Country, closed, Day, Pointer, Reason } from '../../model/words.ts'
import { refusing } from '../refusals.ts'
import { anId, another, aParty, Changed, changing, held, Linked, optional, reading, working } from '../shown.ts'

const is = Restriction.properties
const { text, url, on } = RestrictionSource.properties
const voice = Voice.properties
const set = {
  country: optional(is.country),
  service: optional(is.service),
  appliesIn: optional(is.appliesIn),
  what: optional(is.what),
  amount: optional(is.amount),
  decidedOn: optional(is.decidedOn),
  from: optional(is.from),
  until: optional(is.until),
  crisis: optional(is.crisis),
}
const Shown = held(Restriction)

export const noteRestriction = contract({
  name: 'disrupt.noteRestriction',
  does: 'action',
  summary: 'Write down a fine, a block, throttling or another measure against a service, with the source that says so',
  input: Type.Object(
    {
      title: is.title,
      kind: is.kind,
      imposedBy: is.imposedBy,
      imposer: optional(is.imposer),
      against: is.against,
      ...set,
      about: optional(is.about),
      source: Type.Object({ text, url: optional(url), on: optional(on) }, closed),
      marking: optional(MarkingChoice),
    },
    closed,
  ),
  output: Changed,
  refusals: refusing('no-such-data', 'impossible-times'),
  policy: working,
  arguments: ['title'],
  example: {
    ...{ title: 'Fine on Google over videos on YouTube', kind: 'fine', imposer: 'court', country: 'RU' },
    ...{
      imposedBy: { ...aParty, name: 'Court in Russia' },
      against: { ...aParty, name: 'Google' },
      service: 'YouTube',
    },
    amount: {
      ...{ value: 3_800_000, currency: 'RUB', qualifier: 'exact' as const },
      saidToBe: { value: 32_600, currency: 'GBP' },
    },
    source: { text: 'News agency' },
  },
})

export const listRestrictions = contract({
  name: 'disrupt.listRestrictions',
  does: 'query',
  summary: 'The log of restrictions and sanctions, the newest decision first, with what it adds up to and where',
  input: Type.Object(
    {
      crisis: optional(Id),
      kind: optional(Type.Array(RestrictionKindId, { maxItems: 50 })),
      /** Felt there, or imposed from there. */
      country: optional(Country),
      state: optional(Type.Array(RestrictionState, { maxItems: 4 })),
    },
    closed,
  ),
  output: Type.Object(
    {
      items: Type.Array(
        Type.Object({ ...Shown.properties, inForce: Type.Boolean(), disputed: Type.Boolean() }, closed),
      ),
      statistics: RestrictionStatistics,
      kinds: Type.Array(RestrictionKind),
      note: Type.String(),
    },
    closed,
  ),
  refusals: {},
  policy: reading,
  example: { kind: ['fine'] },
})

export const getRestriction = contract({
  name: 'disrupt.getRestriction',
  does: 'query',
  summary: 'A restriction with its sources, what the sides say, and what was measured',
  input: Type.Object({ id: Id }, closed),
  output: Type.Object({ ...Shown.properties, linked: Type.Array(Linked) }, closed),
  refusals: {},
  policy: reading,
  arguments: ['id'],
  example: { id: anId },
})

export const changeRestriction = changing({
  name: 'disrupt.changeRestriction',
  summary: 'Correct what is written of a restriction',
  fields: { title: optional(is.title), kind: optional(is.kind), ...set },
  refusals: ['nothing-to-change', 'no-such-data', 'impossible-times'],
  example: { appliesIn: ['RU'] },
})

export const sourceRestriction = changing({
  name: 'disrupt.sourceRestriction',
  summary: 'Add a source; say whether it is the one who imposed it that says so, or an act of theirs',
  fields: { text, url: optional(url), on: optional(on), confirms: optional(Type.Boolean()) },
  refusals: ['too-many-parts', 'impossible-times'],
  example: { text: 'Decision on the site of the court', confirms: true },
})

export const sayOfRestriction = changing({
  name: 'disrupt.sayOfRestriction',
  summary: 'Write down what a side says of a restriction: a reason, a denial, a confirmation',
  fields: { party: voice.party, position: voice.position, says: voice.says, claim: optional(voice.claim) },
  refusals: ['too-many-parts'],
  example: {
    ...{ party: { ...aParty, name: 'Moscow' }, position: 'disputes' as const },
    says: 'Google has not upgraded its equipment; nobody slows YouTube.',
  },
})

export const linkRestriction = changing({
  name: 'disrupt.linkRestriction',
  summary:
    'Link a restriction to what was measured or claimed: a finding about a service, a claim; or take the link away',
  fields: { to: Pointer, unlink: optional(Type.Boolean()) },
  refusals: ['nothing-to-change', 'no-such-part', 'too-many-parts'],
  example: { to: { record: 'sustain.reachFinding', id: another } },
})

export const endRestriction = changing({
  name: 'disrupt.endRestriction',
  summary: 'Say that a restriction was lifted, or that it was written down in error',
  fields: { to: Type.Enum(['lifted', 'withdrawn']), because: Reason, on: optional(Day) },
  refusals: ['person-needed', 'impossible-times'],
  arguments: ['id'],
  example: { to: 'lifted', because: 'The fine was paid.' },
})

export const reopenRestriction = changing({
  name: 'disrupt.reopenRestriction',
  summary: 'Open a restriction again that was lifted or withdrawn',
  fields: { because: Reason },
  arguments: ['id'],
  example: { because: 'It is slowed again since Tuesday.' },
})
