// The space of a cluster: what is said in it, to whom, and the records that it points to.
import type { InputOf, OutputOf } from '#kernel/contract.ts'
import type { Id } from '#kernel/id.ts'
import { type Marking, type MarkingChoice, markingFrom, tlpRank } from '#kernel/marking.ts'
import { done, type Reply, refuse } from '#kernel/reply.ts'
import { staysWithin } from '#kernel/stays-within.ts'
import type { Call } from '#platform/http/types.ts'
import type { Held, Unit } from '#platform/journal/index.ts'
import type * as api from '../../api/clusters.ts'
import type { Cluster, ClusterPost } from '../../model/cluster.ts'
import { clusterRecord } from '../../rules/clusters/cluster-record.ts'
import { postRecord } from '../../rules/clusters/post-record.ts'
import { notReached } from '../../rules/clusters/reaches.ts'
import { heardLike } from '../../rules/taxonomy/heard-like.ts'
import { headOf, postPage } from '../../store/clusters/clusters.ts'
import type { ShareRoom } from '../room.ts'
import { type Changed, causeOf, changed, namedPerson, ownOrganisation, reachingAlso, seen } from '../taxonomy/desk.ts'
import { shown } from '../taxonomy/read-taxonomy.ts'
import { activeCluster, lineOf, organisationsOf } from './desk.ts'

export function postInCluster(
  room: ShareRoom,
  input: InputOf<typeof api.postInCluster>,
  call: Call,
): Promise<Reply<Changed>> {
  return room.journal.commit(call.writer, async (unit) => {
    const cluster = await activeCluster(unit, input.cluster)
    const person = namedPerson(unit, 'speak in a cluster')
    const own = ownOrganisation(room.journal, unit.view)
    const line = lineOf(cluster.state, own)
    if (line?.status !== 'joined') return unit.refuse('not-a-member')
    const parent = input.replyTo === undefined ? null : await parentOf(unit, cluster.id, input.replyTo)
    const choice = input.marking ?? (parent ? heardLike(parent.marking, own) : forMembers(cluster.state, own))
    const marking = markingFrom(choice, own, person)
    if (tlpRank(marking.tlp) > tlpRank(cluster.state.highest))
      unit.refuse('above-highest', `The cluster takes nothing above TLP:${cluster.state.highest}.`, '/marking')
    if (parent && !staysWithin(marking, reachingAlso(parent.marking, own)))
      unit.refuse('would-widen', 'More people would read the answer than may read what it answers to.', '/marking')
    const records = await pointed(room, unit, input.records ?? [], { marking, cluster, own })
    const cause = [
      ...(await causeOf(room.journal, unit.view, cluster.id, ...(parent ? [parent.id] : []))),
      ...records.flatMap((one) => one.entry ?? []),
    ]
    const posted = await unit.open(
      postRecord,
      'share.clusterPosted',
      {
        ...{ cluster: cluster.id, organisation: own, name: line.name },
        ...{ text: input.text, replyTo: parent?.id ?? null, records },
      },
      { marking: choice, owner: own, cause },
    )
    return done(changed(posted))
  })
}

/** For those who are members now, by the label that the cluster allows and no higher than the default. */
function forMembers({ members, highest }: Cluster, own: Id): MarkingChoice {
  const tlp = tlpRank(highest) < tlpRank('AMBER+STRICT') ? highest : 'AMBER+STRICT'
  const joined = members.filter((one) => one.status === 'joined' && one.organisation !== own)
  return { tlp, audience: joined.map((one) => one.organisation) }
}

async function parentOf(unit: Unit, cluster: Id, id: Id): Promise<Held<ClusterPost>> {
  const held = await unit.read(postRecord, id)
  if (held?.state.cluster !== cluster)
    return unit.refuse('unknown', `Nothing with the id ${id} was said here that you may read.`)
  if (held.state.withdrawn) unit.refuse('wrong-state', 'What you answer to was taken back.')
  return held
}

interface Place {
  marking: Marking
  cluster: Held<Cluster>
  own: Id
}

/** Records that reach all who are members now. The post carries their titles, so it goes to nobody who may not read them. */
async function pointed(
  room: ShareRoom,
  unit: Unit,
  asked: readonly { of: string; id: Id }[],
  { marking, cluster, own }: Place,
): Promise<ClusterPost['records']> {
  if (asked.length === 0) return []
  const joined = cluster.state.members.filter((one) => one.status === 'joined').map((one) => one.organisation)
  const members = await organisationsOf(room.journal, unit.view, joined)
  const found: ClusterPost['records'] = []
  for (const [at, { of, id }] of asked.entries()) {
    const where = `/records/${at}`
    const head = await headOf(room.journal.reads, unit.view, of, id)
    if (!head) return unit.refuse('unknown', `No ${of} with the id ${id} that you may read.`, where)
    const outside = notReached(head.marking, members, unit.view.realm)
    if (outside.length > 0) unit.refuse('does-not-reach', `“${head.title}” does not reach ${named(outside)}.`, where)
    if (!staysWithin(marking, reachingAlso(head.marking, own)))
      unit.refuse('would-widen', `More people would read this than may read “${head.title}”.`, where)
    const [entry = null] = await causeOf(room.journal, unit.view, id)
    found.push({ record: of, id, entry, label: head.title.slice(0, 400) })
  }
  return found
}

function named(names: readonly string[]): string {
  const more = names.length > 5 ? ` and ${names.length - 5} more` : ''
  return `${names.slice(0, 5).join(', ')}${more}`
}

export async function listClusterPosts(
  { journal }: ShareRoom,
  { cluster, ...page }: InputOf<typeof api.listClusterPosts>,
  { view }: Call,
): Promise<Reply<OutputOf<typeof api.listClusterPosts>>> {
  const held = await journal.reads.one(clusterRecord, view, cluster)
  if (!held) return refuse('unknown', `No cluster with the id ${cluster} that you may read.`)
  const { items, next } = await postPage(journal, view, cluster, page)
  return done({ items: items.map(shown), next })
}

export function withdrawPost(
  room: ShareRoom,
  { id, version, reason }: InputOf<typeof api.withdrawPost>,
  call: Call,
): Promise<Reply<Changed>> {
  return room.journal.commit(call.writer, async (unit) => {
    const held = await unit.read(postRecord, id)
    if (!held) return unit.refuse('unknown', `Nothing with the id ${id} that you may read.`)
    seen(unit, held, version)
    if (held.state.withdrawn) unit.refuse('wrong-state', 'It was taken back already.')
    const options = { expectedVersion: version }
    return done(changed(await unit.append(postRecord, 'share.clusterPostWithdrawn', id, { reason }, options)))
  })
}
