// How this organisation calls itself as a publisher: its name from the directory, the rest from the settings of the node.
import { systemReader } from '#kernel/reader.ts'
import { organisationRecord } from '#people/index.ts'
import type { Publisher } from '../../model/advisories/content.ts'
import type { AdvisoryRoom } from './room.ts'

export async function ourPublisher({ journal, settings }: AdvisoryRoom): Promise<Publisher> {
  const view = { reader: systemReader('federate.publisher', ['live'], journal.home), realm: 'live' as const }
  const home = await journal.reads.one(organisationRecord, view, journal.home)
  const { namespace, category } = settings.publishing
  return { category, name: home?.state.name ?? new URL(namespace).hostname, namespace }
}
