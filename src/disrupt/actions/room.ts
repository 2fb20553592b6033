// What every action of this room is given.
import type { Deps } from '#platform/room.ts'

export interface DisruptRoom extends Deps {}
