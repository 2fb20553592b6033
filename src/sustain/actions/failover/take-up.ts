// Moves that were under way when a process was killed: taken up by whoever runs the job.
import { movesUnderWay } from '../../store/failovers.ts'
import type { SustainRoom } from '../room.ts'
import { moveInBackground } from './run-move.ts'

export async function takeUpMoves(room: SustainRoom): Promise<void> {
  for (const { realm, id } of await movesUnderWay(room.journal)) {
    // Those of this process are in its hands, waiting included; another living process holds its control.
    moveInBackground(room, realm, id, { resumed: true })
  }
}
