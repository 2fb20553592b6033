// Founding, showing, changing and ending clusters.
import type { InputOf, OutputOf } from '#kernel/contract.ts'
import { type Marking, markingFrom } from '#kernel/marking.ts'
import { done, type Reply, refuse } from '#kernel/reply.ts'
import { staysWithin } from '#kernel/stays-within.ts'
import type { Call } from '#platform/http/types.ts'
import type { Unit } from '#platform/journal/index.ts'
import type * as api from '../../api/clusters.ts'
import type { ClusterThreats } from '../../model/cluster.ts'
import { clusterRecord } from '../../rules/clusters/cluster-record.ts'
import { membershipRecord } from '../../rules/clusters/membership-record.ts'
import { taxonomyRecord } from '../../rules/taxonomy/taxonomy-record.ts'
import { clusterPage, membershipsOf } from '../../store/clusters/clusters.ts'
import type { ShareRoom } from '../room.ts'
import { type Changed, changed, namedPerson, ownOrganisation, seen, writable } from '../taxonomy/desk.ts'
import { shown } from '../taxonomy/read-taxonomy.ts'
import { activeCluster, clusterOf, lineOf, organisationOf } from './desk.ts'

type ThreatsTold = InputOf<typeof api.openCluster>['threats']

/** Terms with what they are called; a taxonomy that fewer may read than the cluster lends no words to it. */
async function threatsFrom(unit: Unit, told: ThreatsTold, marking: Marking): Promise<ClusterThreats> {
  const {
    taxonomy = null,
    terms = [],
    words = [],
  }: Partial<{ taxonomy: string | null; terms: string[]; words: string[] }> = told ?? {}
  if (taxonomy === null) {
    if (terms.length > 0)
      unit.refuse('bad-input', 'Say of which version of the taxonomy the terms are.', '/threats/taxonomy')
    return { taxonomy: null, terms: [], words }
  }
  const version = await unit.read(taxonomyRecord, taxonomy)
  if (!version) return unit.refuse('unknown', `No version of the taxonomy with the id ${taxonomy} that you may read.`)
  if (!staysWithin(marking, version.marking))
    unit.refuse(
      'would-widen',
      'More people may read the cluster than may read that version of the taxonomy.',
      '/threats/taxonomy',
    )
  const known = new Map(version.state.terms.map((term) => [term.id, term.label]))
  const labelled = terms.map((id) => {
    const label = known.get(id) ?? unit.refuse('no-such-term', `That version has no term ${id}.`, '/threats/terms')
    return { id, label }
  })
  return { taxonomy, terms: labelled, words }
}

export function openCluster(
  room: ShareRoom,
  { marking, threats, ...charter }: InputOf<typeof api.openCluster>,
  call: Call,
): Promise<Reply<OutputOf<typeof api.openCluster>>> {
  return room.journal.commit(call.writer, async (unit) => {
    const person = namedPerson(unit, 'found a cluster')
    const own = await organisationOf(room.journal, unit, ownOrganisation(room.journal, unit.view), '/organisation')
    const resolved = await threatsFrom(unit, threats, markingFrom(marking, own.id, person))
    const membership = unit.newId()
    const founder = { organisation: own.id, name: own.name, membership }
    const body = { ...charter, threats: resolved, founder }
    const opened = await unit.open(clusterRecord, 'share.clusterOpened', body, marking ? { marking } : {})
    const cluster = { cluster: opened.held.id, clusterName: charter.name }
    const member = { ...cluster, organisation: own.id, name: own.name, words: '' }
    const cause = [opened.entry]
    await unit.open(membershipRecord, 'share.memberInvited', member, { subject: membership, owner: own.id, cause })
    const consent = { rules: charter.rules, words: 'As the founder.', onBehalf: null }
    await unit.append(membershipRecord, 'share.memberJoined', membership, consent, { cause })
    return done({ ...changed(opened), membership })
  })
}

export async function listClusters(
  { journal }: ShareRoom,
  { mine, ...filter }: InputOf<typeof api.listClusters>,
  { view }: Call,
): Promise<Reply<OutputOf<typeof api.listClusters>>> {
  const own = ownOrganisation(journal, view)
  const { items, next } = await clusterPage(journal, view, { ...filter, ...(mine ? { memberOf: own } : {}) })
  return done({ items: items.map((held) => ({ ...shown(held), own: lineOf(held.state, own)?.status ?? null })), next })
}

export async function getCluster(
  { journal }: ShareRoom,
  { id }: InputOf<typeof api.getCluster>,
  { view }: Call,
): Promise<Reply<OutputOf<typeof api.getCluster>>> {
  const held = await journal.reads.one(clusterRecord, view, id)
  if (!held) return refuse('unknown', `No cluster with the id ${id} that you may read.`)
  const own = ownOrganisation(journal, view)
  const memberships = await membershipsOf(journal.reads, view, id)
  return done({
    ...shown(held),
    own: lineOf(held.state, own)?.status ?? null,
    steward: writable(journal, view, held),
    memberships: memberships.map((one) => ({ ...shown(one), yours: one.state.organisation === own })),
  })
}

export function editCluster(
  room: ShareRoom,
  { id, version, threats, ...given }: InputOf<typeof api.editCluster>,
  call: Call,
): Promise<Reply<Changed>> {
  return room.journal.commit(call.writer, async (unit) => {
    const { state, marking } = await activeCluster(unit, id, version)
    const resolved = threats === undefined ? {} : { threats: await threatsFrom(unit, threats, marking) }
    const body = { ...given, ...resolved }
    if (!differs(state, body)) return unit.refuse('nothing-to-change')
    const options = { expectedVersion: version }
    return done(changed(await unit.append(clusterRecord, 'share.clusterEdited', id, body, options)))
  })
}

/** Whether any field that is given is another one than before. */
export function differs(before: object, given: object): boolean {
  const old = new Map(Object.entries(before))
  return Object.entries(given).some(
    ([name, value]) => value !== undefined && JSON.stringify(value) !== JSON.stringify(old.get(name)),
  )
}

export function endCluster(
  room: ShareRoom,
  { id, version, reason }: InputOf<typeof api.endCluster>,
  call: Call,
): Promise<Reply<Changed>> {
  return room.journal.commit(call.writer, async (unit) => {
    const held = await clusterOf(unit, id)
    seen(unit, held, version)
    if (held.state.status === 'ended') unit.refuse('wrong-state', 'It has ended already.')
    const options = { expectedVersion: version }
    return done(changed(await unit.append(clusterRecord, 'share.clusterEnded', id, { reason }, options)))
  })
}
