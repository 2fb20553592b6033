// Contracts: a crisis as a picture, as the screen of its room, and as one document.
import Type from 'typebox'
import { contract } from '#kernel/contract.ts'
import { Id } from '#kernel/id.ts'
import { Marking } from '#kernel/marking.ts'
import { Instant } from '#kernel/time.ts'
import { Crisis, CrisisStatus } from '../model/crisis.ts'
import * as is from '../model/crisis-room.ts'
import { closed, Key, orNull } from '../model/words.ts'
import { crisisMoves } from '../rules/crises/lifecycle.ts'
import { anId, reading, ShownBeat, Version } from './crisis-parts.ts'

const Text = Type.String()
const Count = Type.Integer({ minimum: 0 })

export const exportCrisis = contract({
  name: 'coordinate.exportCrisis',
  does: 'query',
  summary: 'A crisis with all that belongs to it and that you may read, as one JSON document',
  input: Type.Object({ id: Id }, closed),
  output: Type.Object({ name: Type.String(), type: Type.String() }),
  refusals: {},
  policy: reading,
  arguments: ['id'],
  download: true,
  example: { id: anId },
})

export const crisisPicture = contract({
  name: 'coordinate.crisisPicture',
  does: 'query',
  summary: 'One crisis across sectors, Member States and domains, in time, with what is claimed and what is not known',
  input: Type.Object({ id: Id }, closed),
  output: is.CrisisPicture,
  refusals: {},
  policy: reading,
  arguments: ['id'],
  example: { id: anId },
})

export const CrisisRoomShown = Type.Object(
  {
    at: Instant,
    crisis: Type.Object(
      {
        ...{ id: Id, version: Version, marking: Marking, reference: Text, title: Text, summary: Text },
        ...{ kind: Crisis.properties.kind, status: CrisisStatus, statusSince: Instant, openedAt: Instant },
        moves: Type.Array(Type.Enum(crisisMoves)),
      },
      closed,
    ),
    withheld: orNull(Count),
    totals: is.CrisisTotals,
    matrix: Type.Array(Type.Pick(is.CrisisCell, ['sector', 'country', 'open', 'strands', 'worst'], closed)),
    strands: Type.Array(Type.Object({ key: Key, domain: Text, title: Text, status: Text }, closed)),
    rungs: Type.Array(is.RoomRung),
    /** Steps of the ladder that wait for a decision. */
    steps: Type.Array(is.RoomStep),
    /** Those that wait first, then the last ones that were taken. */
    decisions: Type.Array(is.RoomDecision),
    tasks: Type.Array(is.RoomTask),
    /** Reports that the law asks for, the next one first. */
    clocks: Type.Array(is.RoomClock),
    notices: Type.Array(is.RoomNotice),
    /** Of all, also where the lists are cut. */
    counts: Type.Object(
      {
        ...{ decisions: Count, tasks: Count, tasksNotAcknowledged: Count, tasksOverdue: Count },
        ...{ clocks: Count, clocksOverdue: Count, notices: Count },
      },
      closed,
    ),
    beats: Type.Array(ShownBeat),
    objectives: Type.Array(Type.Object({ key: Key, text: Text, owner: orNull(Text) }, closed)),
    participants: Type.Array(Type.Object({ key: Key, name: Text, roles: Type.Array(Text) }, closed)),
    lines: Type.Array(is.RoomLine),
    /** The latest changes, newest first. */
    news: Type.Array(is.RoomNews),
  },
  closed,
)

export const crisisRoom = contract({
  name: 'coordinate.crisisRoom',
  does: 'query',
  summary:
    'Everything that the room of a crisis shows: picture, ladder, decisions, tasks, clocks, what is due, latest changes',
  input: Type.Object({ id: Id }, closed),
  output: CrisisRoomShown,
  refusals: {},
  policy: reading,
  arguments: ['id'],
  example: { id: anId },
})
