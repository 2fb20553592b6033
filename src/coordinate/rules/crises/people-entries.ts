// Entries about who takes part in a crisis in which roles, and about its objectives.
import Type from 'typebox'
import { change } from '#kernel/record.ts'
import { Objective, Participant } from '../../model/crisis.ts'
import { closed, Key, Line, Reason } from '../../model/words.ts'
import { changed, nextKey, withPart } from './keyed.ts'

const { party, roles } = Participant.properties
const { text, owner } = Objective.properties

export const participantEntries = {
  'coordinate.crisisParticipantAdded': change(
    Type.Object({ party, roles }, closed),
    changed((state, body, entry) => ({
      participants: [
        ...state.participants,
        { ...body, key: nextKey('p', state.keys), since: entry.recordedAt, until: null },
      ],
      keys: state.keys + 1,
    })),
  ),
  'coordinate.crisisRolesChanged': change(
    Type.Object({ key: Key, roles }, closed),
    changed((state, body) => ({
      participants: withPart(state.participants, body.key, (one) => ({ ...one, roles: body.roles })),
    })),
  ),
  'coordinate.crisisParticipantLeft': change(
    Type.Object({ key: Key, reason: Reason }, closed),
    changed((state, { key }, entry) => ({
      participants: withPart(state.participants, key, (one) => ({ ...one, until: entry.recordedAt })),
    })),
  ),
}

export const objectiveEntries = {
  'coordinate.crisisObjectiveSet': change(
    Type.Object({ text, owner }, closed),
    changed((state, body, entry) => ({
      objectives: [
        ...state.objectives,
        {
          ...body,
          key: nextKey('o', state.keys),
          status: 'open',
          outcome: null,
          setBy: entry.actor,
          setAt: entry.recordedAt,
          endedAt: null,
        },
      ],
      keys: state.keys + 1,
    })),
  ),
  'coordinate.crisisObjectiveEnded': change(
    Type.Object({ key: Key, status: Type.Enum(['met', 'dropped']), outcome: Line }, closed),
    changed((state, { key, status, outcome }, entry) => ({
      objectives: withPart(state.objectives, key, (one) => ({ ...one, status, outcome, endedAt: entry.recordedAt })),
    })),
  ),
}
