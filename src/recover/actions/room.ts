// What every action of this room is given.
import type { Coordinate } from '#coordinate/index.ts'
import type { People } from '#people/index.ts'
import type { Deps } from '#platform/room.ts'
import type { StandDownData } from '../store/data.ts'

export interface RecoverRoom extends Deps {
  /** A crisis as one document, through the eyes of a reader: what everything here is measured and drafted from. */
  coordinate: Pick<Coordinate, 'crisisFile'>
  /** Whose eyes there are: an after-action review looks through them. */
  people: Pick<People, 'colleague' | 'readerOfOrganisation'>
  data: StandDownData
}
