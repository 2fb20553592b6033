// A crisis as a record: what it is, is what its entries add up to.
import Type from 'typebox'
import { Id } from '#kernel/id.ts'
import { change, opening, recordKind } from '#kernel/record.ts'
import { Crisis, CrisisStatus, Participant } from '../../model/crisis.ts'
import { closed, orNull, Prose, Reason, Title } from '../../model/words.ts'
import { changed } from './keyed.ts'
import { crisisMoves } from './lifecycle.ts'
import { lineEntries } from './line-entries.ts'
import { objectiveEntries, participantEntries } from './people-entries.ts'
import { rhythmEntries } from './rhythm-entries.ts'
import { strandEntries } from './strand-entries.ts'

const { reference, year, number, kind, incidents, claims, questions } = Crisis.properties
const { party, roles } = Participant.properties

export const crisisRecord = recordKind({
  name: 'coordinate.crisis',
  state: Crisis,
  kinds: {
    'coordinate.crisisOpened': opening(
      Type.Object(
        {
          ...{ reference, year, number, kind, incidents, claims, questions },
          title: Title,
          summary: Prose,
          participants: Type.Array(Type.Object({ party, roles }, closed), { maxItems: 100 }),
        },
        closed,
      ),
      ({ participants, ...body }, entry): Crisis => ({
        ...body,
        status: 'open',
        statusSince: entry.recordedAt,
        strands: [],
        participants: participants.map((one, at) => ({
          ...one,
          key: `p${at + 1}`,
          since: entry.recordedAt,
          until: null,
        })),
        objectives: [],
        rhythm: [],
        lines: [],
        keys: participants.length,
        openedAt: entry.recordedAt,
        openedBy: entry.actor,
        changedAt: entry.recordedAt,
        closed: null,
      }),
    ),
    'coordinate.crisisDescribed': change(
      Type.Object({ title: Type.Optional(Title), summary: Type.Optional(Prose), kind: Type.Optional(kind) }, closed),
      changed((_state, body) => body),
    ),
    'coordinate.crisisIncidentAdded': change(
      Type.Object({ incident: Id, reason: orNull(Reason) }, closed),
      changed((state, { incident }) => ({ incidents: [...state.incidents, incident] })),
    ),
    'coordinate.crisisIncidentRemoved': change(
      Type.Object({ incident: Id, reason: Reason }, closed),
      changed((state, { incident }) => ({ incidents: state.incidents.filter((id) => id !== incident) })),
    ),
    'coordinate.crisisLinked': change(
      Type.Object({ claims, questions }, closed),
      changed((state, body) => ({
        claims: [...new Set([...state.claims, ...body.claims])],
        questions: [...new Set([...state.questions, ...body.questions])],
      })),
    ),
    'coordinate.crisisUnlinked': change(
      Type.Object({ record: Id, reason: Reason }, closed),
      changed((state, { record }) => ({
        claims: state.claims.filter((id) => id !== record),
        questions: state.questions.filter((id) => id !== record),
      })),
    ),
    'coordinate.crisisMoved': change(
      Type.Object({ event: Type.Enum(crisisMoves), from: CrisisStatus, to: CrisisStatus, reason: Reason }, closed),
      changed((_state, { to, reason }, entry) => ({
        status: to,
        statusSince: entry.recordedAt,
        closed: to === 'closed' ? { at: entry.recordedAt, by: entry.actor, reason } : null,
      })),
    ),
    ...strandEntries,
    ...participantEntries,
    ...objectiveEntries,
    ...rhythmEntries,
    ...lineEntries,
  },
  index: (state) => ({
    title: `${state.reference} ${state.title}`,
    words: [
      state.summary,
      ...state.strands.flatMap((one) => [one.title, one.text]),
      ...state.participants.map((one) => one.party.name),
      ...state.objectives.map((one) => one.text),
      ...state.lines.map((one) => one.text),
    ].join('\n'),
  }),
})
