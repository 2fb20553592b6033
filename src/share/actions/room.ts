// What every action of share is given.
import type { Coordinate } from '#coordinate/index.ts'
import type { People } from '#people/index.ts'
import type { Deps } from '#platform/room.ts'

export interface ShareRoom extends Deps {
  people: Pick<People, 'colleague' | 'colleaguesOf' | 'readerOfOrganisation'>
  /** A crisis as one document: products are drafted from it. */
  coordinate: Pick<Coordinate, 'crisisFile'>
}
