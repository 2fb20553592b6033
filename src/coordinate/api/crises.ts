// Contracts: crises, from opening to closing: what they group, who takes part, what is aimed at, what comes round, what is said.
import Type from 'typebox'
import { contract } from '#kernel/contract.ts'
import { Id } from '#kernel/id.ts'
import { MarkingChoice } from '#kernel/marking.ts'
import { Instant } from '#kernel/time.ts'
import { Beat, Crisis, CrisisStatus, Objective, Participant, PublicLine, Strand } from '../model/crisis.ts'
import { closed, Key, Line, orNull, Prose, Reason, Title } from '../model/words.ts'
import { crisisMoves } from '../rules/crises/lifecycle.ts'
import {
  anId,
  another,
  ChangedCrisis,
  leading,
  may,
  optional,
  reading,
  ShownBeat,
  ShownCrisis,
  Version,
} from './crisis-parts.ts'

const ids = (maxItems: number) => Type.Array(Id, { maxItems, uniqueItems: true })
const at = { id: Id, version: Version }
const roles = Participant.properties.roles
const Joining = Type.Object({ party: Participant.properties.party, roles }, closed)
const aParty = { name: 'Energy regulator', actor: null, organisation: null, person: null }

export const openCrisis = contract({
  name: 'coordinate.openCrisis',
  does: 'action',
  summary: 'Open a crisis from incidents that are to be managed together, or from what you know',
  input: Type.Object(
    {
      title: Title,
      summary: optional(Prose),
      kind: optional(Crisis.properties.kind),
      incidents: optional(ids(500)),
      claims: optional(ids(500)),
      questions: optional(ids(100)),
      participants: optional(Type.Array(Joining, { maxItems: 100 })),
      marking: optional(MarkingChoice),
    },
    closed,
  ),
  output: Type.Object({ ...ChangedCrisis.properties, reference: Type.String() }, closed),
  refusals: may('unknown-value'),
  policy: leading,
  example: { title: 'Disruption of payment services in several Member States', kind: 'cyber', incidents: [anId] },
})

export const listCrises = contract({
  name: 'coordinate.listCrises',
  does: 'query',
  summary: 'Crises that you may read, the newest change first, with what is due next',
  input: Type.Object(
    {
      status: optional(Type.Array(CrisisStatus, { maxItems: 3, uniqueItems: true })),
      kind: optional(Crisis.properties.kind),
      incident: optional(Id),
      text: optional(Type.String({ minLength: 1, maxLength: 200 })),
      after: optional(Type.String({ maxLength: 500, description: '`next` of the page before' })),
      limit: optional(Type.Integer({ minimum: 1, maximum: 200, default: 50 })),
    },
    closed,
  ),
  output: Type.Object(
    {
      items: Type.Array(
        Type.Object(
          {
            ...{ id: Id, version: Version, marking: ShownCrisis.properties.marking },
            ...{ reference: Type.String(), title: Type.String(), kind: Crisis.properties.kind },
            ...{ status: CrisisStatus, statusSince: Instant, openedAt: Instant, changedAt: Instant },
            /** Those that you may read. */
            incidents: Type.Integer(),
            strands: Type.Integer(),
            nextDue: orNull(ShownBeat),
            /** Where each network stands that does not stand on its first rung; by ids of data/coordinate/ladder.json. */
            rungs: Type.Array(Type.Object({ network: Type.String(), mode: Type.String(), since: Instant }, closed)),
          },
          closed,
        ),
      ),
      next: orNull(Type.String()),
    },
    closed,
  ),
  refusals: {},
  policy: reading,
  example: { status: ['open'] },
})

export const getCrisis = contract({
  name: 'coordinate.getCrisis',
  does: 'query',
  summary: 'One crisis with its incidents, strands, participants, objectives, rhythm and lines',
  input: Type.Object({ id: Id }, closed),
  output: ShownCrisis,
  refusals: {},
  policy: reading,
  arguments: ['id'],
  example: { id: anId },
})

export const crisisRhythm = contract({
  name: 'coordinate.crisisRhythm',
  does: 'query',
  summary: 'What falls due in a crisis between two moments, and what was done of it',
  input: Type.Object({ id: Id, from: Instant, to: Instant }, closed),
  output: Type.Object(
    {
      turns: Type.Array(
        Type.Object(
          {
            ...{ key: Key, what: Type.String(), kind: Type.String(), product: orNull(Type.String()) },
            ...{ turn: Instant, done: Type.Boolean() },
          },
          closed,
        ),
      ),
    },
    closed,
  ),
  refusals: may('impossible-times'),
  policy: reading,
  arguments: ['id', 'from', 'to'],
  example: { id: anId, from: '2027-03-10T08:00:00Z', to: '2027-03-11T08:00:00Z' },
})

export const describeCrisis = contract({
  name: 'coordinate.describeCrisis',
  does: 'action',
  summary: 'Change the title, the summary or the kind of a crisis',
  input: Type.Object(
    { ...at, title: optional(Title), summary: optional(Prose), kind: optional(Crisis.properties.kind) },
    closed,
  ),
  output: ChangedCrisis,
  refusals: may('nothing-to-change'),
  policy: leading,
  arguments: ['id', 'version'],
  example: { id: anId, version: 1, kind: 'hybrid' },
})

export const moveCrisis = contract({
  name: 'coordinate.moveCrisis',
  does: 'action',
  summary: 'Stand a crisis down, close it, or reopen it',
  input: Type.Object({ ...at, event: Type.Enum(crisisMoves), reason: Reason }, closed),
  output: ChangedCrisis,
  refusals: {},
  policy: leading,
  arguments: ['id', 'version', 'event'],
  example: { id: anId, version: 9, event: 'stand-down', reason: 'All incidents are contained since yesterday.' },
})

export const addCrisisIncident = contract({
  name: 'coordinate.addCrisisIncident',
  does: 'action',
  summary: 'Take an incident into a crisis; it may be in several',
  input: Type.Object({ ...at, incident: Id, reason: optional(Reason) }, closed),
  output: ChangedCrisis,
  refusals: may('nothing-to-change', 'too-many-parts'),
  policy: leading,
  arguments: ['id', 'version', 'incident'],
  example: { id: anId, version: 1, incident: another },
})

export const removeCrisisIncident = contract({
  name: 'coordinate.removeCrisisIncident',
  does: 'action',
  summary: 'Take an incident out of a crisis, with a reason; the incident stays as it is',
  input: Type.Object({ ...at, incident: Id, reason: Reason }, closed),
  output: ChangedCrisis,
  refusals: may('nothing-to-change'),
  policy: leading,
  arguments: ['id', 'version', 'incident'],
  example: { id: anId, version: 2, incident: another, reason: 'It has another cause.' },
})

export const linkToCrisis = contract({
  name: 'coordinate.linkToCrisis',
  does: 'action',
  summary: 'Link claims of the ledger, or questions with their hypotheses, to a crisis',
  input: Type.Object({ ...at, claims: optional(ids(500)), questions: optional(ids(100)) }, closed),
  output: ChangedCrisis,
  refusals: may('nothing-to-change', 'too-many-parts'),
  policy: leading,
  arguments: ['id', 'version'],
  example: { id: anId, version: 2, claims: [another] },
})

export const unlinkFromCrisis = contract({
  name: 'coordinate.unlinkFromCrisis',
  does: 'action',
  summary: 'Take the link to a claim or a question away, with a reason',
  input: Type.Object({ ...at, record: Id, reason: Reason }, closed),
  output: ChangedCrisis,
  refusals: may('nothing-to-change'),
  policy: leading,
  arguments: ['id', 'version', 'record'],
  example: { id: anId, version: 3, record: another, reason: 'It is about another bank.' },
})

const strand = Strand.properties
const StrandTold = {
  text: optional(strand.text),
  status: optional(Type.Enum(['ongoing', 'unclear'])),
  severity: optional(strand.severity),
  startedAt: optional(strand.startedAt),
  sectors: optional(strand.sectors),
  countries: optional(strand.countries),
  rests: optional(strand.rests),
}

export const addStrand = contract({
  name: 'coordinate.addStrand',
  does: 'action',
  summary: 'Add a strand to a hybrid campaign: what happens in one domain, and what that rests on',
  input: Type.Object({ ...at, domain: strand.domain, title: strand.title, ...StrandTold }, closed),
  output: ChangedCrisis,
  refusals: may('unknown-value', 'impossible-times', 'too-many-parts'),
  policy: leading,
  arguments: ['id', 'version', 'domain', 'title'],
  example: {
    ...{ id: anId, version: 3, domain: 'disinformation', title: 'Forged statements of a bank are spread' },
    ...{ countries: ['EE', 'LV'], status: 'ongoing' as const },
  },
})

export const changeStrand = contract({
  name: 'coordinate.changeStrand',
  does: 'action',
  summary: 'Change what a strand says; one that had ended goes on by this',
  input: Type.Object(
    { ...at, key: Key, domain: optional(strand.domain), title: optional(strand.title), ...StrandTold },
    closed,
  ),
  output: ChangedCrisis,
  refusals: may('no-such-part', 'nothing-to-change', 'unknown-value', 'impossible-times'),
  policy: leading,
  arguments: ['id', 'version', 'key'],
  example: { id: anId, version: 4, key: 's1', severity: 'yellow' },
})

export const endStrand = contract({
  name: 'coordinate.endStrand',
  does: 'action',
  summary: 'Say that a strand ended, when, and how that is known',
  input: Type.Object({ ...at, key: Key, at: optional(Instant), reason: Reason }, closed),
  output: ChangedCrisis,
  refusals: may('no-such-part', 'nothing-to-change', 'impossible-times'),
  policy: leading,
  arguments: ['id', 'version', 'key'],
  example: { id: anId, version: 5, key: 's1', reason: 'The accounts were closed.' },
})

export const addParticipant = contract({
  name: 'coordinate.addParticipant',
  does: 'action',
  summary: 'Take somebody into a crisis, with their roles',
  input: Type.Object({ ...at, party: Participant.properties.party, roles }, closed),
  output: ChangedCrisis,
  refusals: may('unknown-value', 'nothing-to-change', 'too-many-parts'),
  policy: leading,
  example: { id: anId, version: 3, party: aParty, roles: ['liaison'] },
})

export const changeRoles = contract({
  name: 'coordinate.changeRoles',
  does: 'action',
  summary: 'Change the roles of somebody who takes part',
  input: Type.Object({ ...at, key: Key, roles }, closed),
  output: ChangedCrisis,
  refusals: may('no-such-part', 'unknown-value', 'nothing-to-change'),
  policy: leading,
  arguments: ['id', 'version', 'key'],
  example: { id: anId, version: 3, key: 'p1', roles: ['lead', 'communications'] },
})

export const leaveCrisis = contract({
  name: 'coordinate.leaveCrisis',
  does: 'action',
  summary: 'Note that somebody takes part in a crisis no more',
  input: Type.Object({ ...at, key: Key, reason: Reason }, closed),
  output: ChangedCrisis,
  refusals: may('no-such-part', 'nothing-to-change'),
  policy: leading,
  arguments: ['id', 'version', 'key'],
  example: { id: anId, version: 4, key: 'p2', reason: 'Their part is over.' },
})

export const setObjective = contract({
  name: 'coordinate.setObjective',
  does: 'action',
  summary: 'Set an objective of a crisis, and who answers for it',
  input: Type.Object({ ...at, text: Objective.properties.text, owner: optional(Objective.properties.owner) }, closed),
  output: ChangedCrisis,
  refusals: may('unknown-value', 'too-many-parts'),
  policy: leading,
  arguments: ['id', 'version', 'text'],
  example: { id: anId, version: 3, text: 'Payments run again in all branches.', owner: aParty },
})

export const endObjective = contract({
  name: 'coordinate.endObjective',
  does: 'action',
  summary: 'Note an objective as met, or drop it, with how or why',
  input: Type.Object({ ...at, key: Key, status: Type.Enum(['met', 'dropped']), outcome: Line }, closed),
  output: ChangedCrisis,
  refusals: may('no-such-part', 'nothing-to-change'),
  policy: leading,
  arguments: ['id', 'version', 'key', 'status'],
  example: { id: anId, version: 6, key: 'o1', status: 'met', outcome: 'All branches reported at noon.' },
})

const beat = Beat.properties
export const addBeat = contract({
  name: 'coordinate.addBeat',
  does: 'action',
  summary: 'Put something that comes round into the rhythm: a report, a meeting, a hand-over',
  input: Type.Object(
    {
      ...at,
      what: beat.what,
      kind: beat.kind,
      firstAt: beat.firstAt,
      everyMinutes: optional(beat.everyMinutes),
      product: optional(beat.product),
      owner: optional(beat.owner),
    },
    closed,
  ),
  output: ChangedCrisis,
  refusals: may('unknown-value', 'impossible-times', 'too-many-parts'),
  policy: leading,
  example: {
    ...{ id: anId, version: 3, what: 'Situation report', kind: 'report' as const },
    ...{ firstAt: '2027-03-10T16:00:00Z', everyMinutes: 240, product: 'sitrep' },
  },
})

export const doBeat = contract({
  name: 'coordinate.doBeat',
  does: 'action',
  summary: 'Note that what comes round was done: the turn that is owed, or one that you name',
  input: Type.Object(
    {
      ...at,
      key: Key,
      turn: optional(Instant),
      record: optional(Id),
      note: optional(beat.done.items.properties.note),
    },
    closed,
  ),
  output: Type.Object({ ...ChangedCrisis.properties, turn: Instant }, closed),
  refusals: may('no-such-part', 'wrong-turn', 'too-many-parts'),
  policy: leading,
  arguments: ['id', 'version', 'key'],
  example: { id: anId, version: 4, key: 'b1' },
})

export const stopBeat = contract({
  name: 'coordinate.stopBeat',
  does: 'action',
  summary: 'Take something out of the rhythm, with a reason',
  input: Type.Object({ ...at, key: Key, reason: Reason }, closed),
  output: ChangedCrisis,
  refusals: may('no-such-part', 'nothing-to-change'),
  policy: leading,
  arguments: ['id', 'version', 'key'],
  example: { id: anId, version: 5, key: 'b1', reason: 'The report comes once a day from now on.' },
})

const line = PublicLine.properties
export const writeLine = contract({
  name: 'coordinate.writeLine',
  does: 'action',
  summary: 'Draft what is to be said, for one audience in one language; another person has to agree',
  input: Type.Object(
    { ...at, audience: line.audience, language: line.language, text: line.text, replaces: optional(Key) },
    closed,
  ),
  output: ChangedCrisis,
  refusals: may('no-such-part', 'too-many-parts'),
  policy: leading,
  example: {
    ...{ id: anId, version: 3, audience: 'public' as const, language: 'en' },
    text: 'Card payments are disturbed. Cash machines work.',
  },
})

export const agreeLine = contract({
  name: 'coordinate.agreeLine',
  does: 'action',
  summary:
    'Agree a line that somebody else wrote; the one agreed before for the same audience and language is replaced',
  input: Type.Object({ ...at, key: Key }, closed),
  output: ChangedCrisis,
  refusals: may('no-such-part', 'second-person-needed', 'person-needed'),
  policy: leading,
  arguments: ['id', 'version', 'key'],
  example: { id: anId, version: 4, key: 'l1' },
})

export const withdrawLine = contract({
  name: 'coordinate.withdrawLine',
  does: 'action',
  summary: 'Withdraw a line, agreed or not, with a reason; it stays in the record',
  input: Type.Object({ ...at, key: Key, reason: Reason }, closed),
  output: ChangedCrisis,
  refusals: may('no-such-part'),
  policy: leading,
  arguments: ['id', 'version', 'key'],
  example: { id: anId, version: 5, key: 'l1', reason: 'Cash machines are disturbed as well.' },
})

export const remarkRecord = contract({
  name: 'coordinate.remarkRecord',
  does: 'action',
  summary:
    'Change how a crisis, or another record of this room, is marked, with a reason; the ladder goes with its crisis',
  input: Type.Object({ ...at, marking: MarkingChoice, reason: Type.String({ minLength: 3, maxLength: 500 }) }, closed),
  output: Type.Object({ id: Id, version: Version, entry: Id }, closed),
  refusals: {},
  policy: leading,
  example: { id: anId, version: 3, marking: { tlp: 'GREEN' }, reason: 'Released to the community.' },
})

export const crisisWords = contract({
  name: 'coordinate.crisisWords',
  does: 'query',
  summary: 'Domains of a campaign and roles in a crisis, each list with its source and how well it is known',
  input: Type.Object({}, closed),
  output: Type.Object(
    {
      domains: Type.Object({ source: Type.String(), verification: Type.String(), items: wordList() }, closed),
      roles: Type.Object({ source: Type.String(), verification: Type.String(), items: wordList() }, closed),
    },
    closed,
  ),
  refusals: {},
  policy: reading,
  example: {},
})

function wordList() {
  return Type.Array(Type.Object({ id: Type.String(), label: Type.String(), description: Type.String() }, closed))
}
