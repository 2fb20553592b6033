// The scales of severity, out of data/, and what an incident was judged to be on them.
import { sql } from 'kysely'
import type { Id } from '#kernel/id.ts'
import { BadDataset, readDataset } from '#platform/dataset.ts'
import type { Held, Reads, View } from '#platform/journal/index.ts'
import { type SeverityRatings, SeverityScales } from '../model/severity.ts'
import { severityRecord } from '../rules/severity-record.ts'

/** Throws BadDataset: nobody judges by a scale that cannot be read. */
export function readSeverityScales(): SeverityScales {
  const path = 'assess/severity-scales.json'
  const scales = readDataset(SeverityScales, path)
  for (const { id, levels } of scales.scales) {
    const rising = levels.every((level, index) => index === 0 || level.rank > (levels[index - 1]?.rank ?? 0))
    if (!rising) throw new BadDataset(`data/${path}: the levels of ${id} must rise from the least to the most severe.`)
  }
  return scales
}

export async function ratingsOf(reads: Reads, view: View, incident: Id): Promise<Held<SeverityRatings> | undefined> {
  const [found] = await reads.many(severityRecord, view, (q) =>
    q.where(sql`state->>'incident'`, '=', incident).limit(1),
  )
  return found
}
