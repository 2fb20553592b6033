// The room: what is, what waits for whom, what is due, what is said, and what just happened, on one screen.
import type { ReactNode } from 'react'
import { RequestsInDanger } from '#web/shell/RequestsInDanger.tsx'
import type { Edit } from './CrisisDialogs.tsx'
import type { CrisisShown, RoomShown } from './CrisisForm.tsx'
import { RoomDecisions, RoomLadder, RoomTasks } from './RoomActs.tsx'
import { RoomClocks, RoomDue, RoomNotices } from './RoomDue.tsx'
import { RoomPicture } from './RoomPicture.tsx'
import { RoomLines, RoomNews, RoomObjectives } from './RoomWords.tsx'
import { WaitsForMe } from './WaitsForMe.tsx'

export interface RoomProps {
  crisis: CrisisShown
  room: RoomShown
  onEdit: (edit: Edit, key?: string) => void
  /** On a wall: nothing to press. */
  still?: boolean
}

export function RoomTab({ crisis, room, onEdit, still = false }: RoomProps): ReactNode {
  const given = { crisis, room, onEdit, still }
  return (
    <div className="crisis-room">
      {still ? null : <WaitsForMe room={room} />}
      <div className="room-column">
        <RoomDue {...given} />
        <RoomClocks room={room} />
        <RoomNotices room={room} />
      </div>
      <div className="room-column">
        <RoomPicture room={room} />
        <RoomLines {...given} />
        <RoomObjectives {...given} />
        <RequestsInDanger crisis={crisis.id} />
      </div>
      <div className="room-column">
        <RoomLadder room={room} />
        <RoomDecisions room={room} />
        <RoomTasks room={room} />
      </div>
      <RoomNews room={room} />
    </div>
  )
}
