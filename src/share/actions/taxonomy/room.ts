// What the actions on the taxonomy work with, and how they come to the version that the caller saw.
import type { Id } from '#kernel/id.ts'
import type { Held, Unit } from '#platform/journal/index.ts'
import type { Taxonomy, TaxonomyEvent } from '../../model/taxonomy.ts'
import { whyNot } from '../../rules/taxonomy/lifecycle.ts'
import { taxonomyRecord } from '../../rules/taxonomy/taxonomy-record.ts'
import type { TaxonomyData } from '../../store/taxonomy/taxonomy-data.ts'
import type { ShareRoom } from '../room.ts'
import { seen } from './desk.ts'

export interface TaxonomyRoom extends ShareRoom {
  taxonomy: TaxonomyData
}

export async function taxonomyOf(unit: Unit, id: Id): Promise<Held<Taxonomy>> {
  const held = await unit.read(taxonomyRecord, id)
  return held ?? unit.refuse('unknown', `No version of the taxonomy with the id ${id} that you may read.`)
}

/** The version as the caller saw it, where that step may be taken by them. */
export async function taxonomyFor(
  unit: Unit,
  id: Id,
  version: number | undefined,
  event: TaxonomyEvent,
): Promise<Held<Taxonomy>> {
  const held = await taxonomyOf(unit, id)
  if (version !== undefined) seen(unit, held, version)
  const why = whyNot(held.state, event, unit.view.reader)
  if (why) unit.refuse(why.refusal, why.why)
  if (event === 'edit' && held.state.changes.length >= mostChanges)
    unit.refuse('too-large', `It was changed ${mostChanges} times. Draft a new version from it.`)
  return held
}

const mostChanges = 1_000
