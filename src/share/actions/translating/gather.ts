// Records that somebody chose, in the form of a crisis file without a crisis: what this reader may read of them at one moment.
import { incident } from '#assess/events.ts'
import type { Filed, FiledItem } from '#coordinate/model/crisis-file.ts'
import type { Id } from '#kernel/id.ts'
import { instant } from '#kernel/time.ts'
import { organisationRecord } from '#people/index.ts'
import type { Held, View } from '#platform/journal/index.ts'
import { attackRecord, observationRecord } from '#sense/events.ts'
import { claimRecord, itemRecord } from '#watch/events.ts'
import type { Told } from '../../rules/drafting/within.ts'
import type { ShareRoom } from '../room.ts'

export interface Chosen {
  incidents?: readonly Id[]
  attacks?: readonly Id[]
  claims?: readonly Id[]
}

/** What of the chosen is not there, or may not be read, is simply not among them. */
export async function gather({ journal, clock }: ShareRoom, view: View, chosen: Chosen): Promise<Told> {
  const { reads, home, nodeId } = journal
  const incidents = await reads.some(incident, view, chosen.incidents ?? [])
  const rested = [...new Set(incidents.flatMap(({ state }) => state.observations))]
  const [observations, items, claims] = await Promise.all([
    reads.some(observationRecord, view, rested),
    reads.some(itemRecord, view, rested),
    reads.some(claimRecord, view, chosen.claims ?? []),
  ])
  const parts = observations.flatMap(({ state }) => state.parts.map(({ ref }) => ref))
  const attacks = await reads.some(attackRecord, view, [...new Set([...(chosen.attacks ?? []), ...rested, ...parts])])
  const named = [...new Set([home, ...incidents.flatMap(({ state }) => state.affected.organisations)])]
  const organisations = await reads.some(organisationRecord, view, named)
  const own = organisations.find(({ id }) => id === home)
  return {
    ...{ format: 'tocsin-crisis/1', realm: view.realm, asOf: view.asOf ?? instant(clock.in(view.realm)), withheld: 0 },
    node: { id: nodeId, organisation: home, name: own?.state.name ?? '' },
    ...{ crisis: null, ladder: null, decisions: [], tasks: [], notices: [], incidentTasks: [], assessments: [] },
    ...{ duties: [], questions: [], entries: [] },
    incidents: incidents.map(filed),
    observations: observations.map(filed),
    items: items.map(filed).map(slim),
    claims: claims.map(filed),
    attacks: attacks.map(filed),
    names: {
      persons: {},
      organisations: Object.fromEntries(
        organisations.map(({ id, marking, state }) => [id, { name: state.name, country: state.country, marking }]),
      ),
    },
  }
}

function filed<S>({ id, version, marking, since, state }: Held<S>): Filed<S> {
  // No sentence is drafted from these, so the entry that made them is not looked up.
  return { id, version, marking, since, state, entry: id }
}

function slim({
  state,
  ...rest
}: Filed<{
  title: string
  sourceName: string | null
  url: string | null
  publishedAt: string | null
  status: string
}>): Filed<FiledItem> {
  const { title, sourceName, url, publishedAt, status } = state
  return { ...rest, state: { title, sourceName, url, publishedAt, status } }
}
