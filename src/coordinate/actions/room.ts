// What every action of coordinate is given.
import type { Assess } from '#assess/index.ts'
import type { People } from '#people/index.ts'
import type { Deps } from '#platform/room.ts'

export interface CoordinateRoom extends Deps {
  people: Pick<People, 'colleague' | 'colleaguesOf' | 'sectors' | 'countries'>
  /** The law in force: its predicates on incidents are criteria of the ladder. */
  assess: Pick<Assess, 'lawInForce'>
}
