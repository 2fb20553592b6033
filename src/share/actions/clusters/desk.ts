// What the actions on clusters and in the forum have in common: organisations of the register, and the cluster that the caller saw.
import type { Id } from '#kernel/id.ts'
import { organisationRecord } from '#people/index.ts'
import type { Held, Journal, Unit, View } from '#platform/journal/index.ts'
import type { Cluster, RosterLine } from '../../model/cluster.ts'
import { clusterRecord } from '../../rules/clusters/cluster-record.ts'
import type { Reached } from '../../rules/clusters/reaches.ts'
import { seen } from '../taxonomy/desk.ts'

/** Organisations stand in the live realm, also for those who are in an exercise. */
export async function organisationsOf(journal: Journal, { reader }: View, ids: readonly Id[]): Promise<Reached[]> {
  const found = await journal.reads.some(organisationRecord, { reader, realm: 'live' }, ids)
  return found
    .filter(({ state }) => state.active)
    .map(({ id, state }) => ({
      id,
      name: state.name,
      communities: [...(state.country ? [state.country] : []), ...state.groups],
      clientOf: state.clientOf,
    }))
}

export async function organisationOf(journal: Journal, unit: Unit, id: Id, where: string): Promise<Reached> {
  const [found] = await organisationsOf(journal, unit.view, [id])
  return found ?? unit.refuse('unknown-organisation', `The register has no active organisation ${id}.`, where)
}

export async function clusterOf(unit: Unit, id: Id): Promise<Held<Cluster>> {
  const held = await unit.read(clusterRecord, id)
  return held ?? unit.refuse('unknown', `No cluster with the id ${id} that you may read.`)
}

/** The cluster at the version that the caller saw, as long as it goes on. */
export async function activeCluster(unit: Unit, id: Id, version?: number): Promise<Held<Cluster>> {
  const held = await clusterOf(unit, id)
  if (version !== undefined) seen(unit, held, version)
  if (held.state.status === 'ended') unit.refuse('wrong-state', 'The cluster has ended.')
  return held
}

export function lineOf({ members }: Cluster, organisation: Id): RosterLine | undefined {
  return members.find((one) => one.organisation === organisation)
}
