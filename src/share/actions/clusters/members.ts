// Inviting, joining, declining, leaving, removing. The steward writes the roster, each member its own record.
import type { InputOf, OutputOf } from '#kernel/contract.ts'
import type { Id } from '#kernel/id.ts'
import type { Marking } from '#kernel/marking.ts'
import { done, type Reply } from '#kernel/reply.ts'
import { staysWithin } from '#kernel/stays-within.ts'
import type { Call } from '#platform/http/types.ts'
import type { Held, Unit } from '#platform/journal/index.ts'
import type * as api from '../../api/clusters.ts'
import { type Cluster, type MemberEvent, type Membership, mostMembers } from '../../model/cluster.ts'
import { clusterRecord } from '../../rules/clusters/cluster-record.ts'
import { membershipLifecycle } from '../../rules/clusters/membership-lifecycle.ts'
import { membershipRecord } from '../../rules/clusters/membership-record.ts'
import { type Reached, reaches } from '../../rules/clusters/reaches.ts'
import { taxonomyRecord } from '../../rules/taxonomy/taxonomy-record.ts'
import type { ShareRoom } from '../room.ts'
import { changed, namedPerson, ownOrganisation, seen } from '../taxonomy/desk.ts'
import { catchUpMembership, leaveOut } from './catch-up.ts'
import { activeCluster, clusterOf, lineOf, organisationOf } from './desk.ts'

function stepFor(unit: Unit, status: Membership['status'], event: MemberEvent): void {
  const step = membershipLifecycle[status][event]
  if ('not' in step) unit.refuse('wrong-state', step.not)
}

export async function inviteToCluster(
  room: ShareRoom,
  { id, version, organisation, words = '' }: InputOf<typeof api.inviteToCluster>,
  call: Call,
): Promise<Reply<OutputOf<typeof api.inviteToCluster>>> {
  const { journal } = room
  const reply = await journal.commit(call.writer, async (unit) => {
    const cluster = await activeCluster(unit, id, version)
    const whom = await organisationOf(journal, unit, organisation, '/organisation')
    const line = lineOf(cluster.state, organisation)
    if (line) stepFor(unit, line.status, 'invite')
    else if (cluster.state.members.length >= mostMembers) unit.refuse('too-large', `It has ${mostMembers} members.`)
    const marking = await markedFor(unit, cluster, whom)
    const membership = line?.membership ?? unit.newId()
    const listed = { organisation, name: whom.name, membership }
    const invited = await unit.append(clusterRecord, 'share.clusterInvited', id, listed, { expectedVersion: version })
    if (!line) {
      const body = { cluster: id, clusterName: cluster.state.name, organisation, name: whom.name, words }
      const audience = [cluster.marking.owner].filter((one) => one !== organisation)
      const options = { subject: membership, owner: organisation, cause: [invited.entry] }
      const strict = { tlp: 'AMBER+STRICT' as const, audience }
      await unit.open(membershipRecord, 'share.memberInvited', body, { ...options, marking: strict })
    }
    if (!marking) return done({ ...changed(invited), membership })
    const { owner: _owner, ...choice } = marking
    const remarked = await unit.remark(clusterRecord, id, choice, `${whom.name} was invited.`)
    return done({ ...changed(remarked), membership })
  })
  if (reply.ok) await catchUpMembership(room, call.view.realm, id, reply.value.membership, words)
  return reply
}

/** The marking by which the invited may read the cluster too; null where it may already. Its owner invites, so its owner remarks. */
async function markedFor(unit: Unit, { marking, state }: Held<Cluster>, whom: Reached): Promise<Marking | null> {
  const { realm } = unit.view
  if (reaches(marking, whom, realm)) return null
  const wider = { ...marking, audience: [...marking.audience, whom.id] }
  if (!reaches(wider, whom, realm))
    return unit.refuse('cannot-read', `${whom.name} could not read what is marked so.`, '/organisation')
  if (state.threats.taxonomy !== null) {
    const taxonomy = await unit.read(taxonomyRecord, state.threats.taxonomy)
    if (!taxonomy || !staysWithin(wider, taxonomy.marking))
      unit.refuse('cannot-read', `The threats are named by a taxonomy that ${whom.name} may not read.`, '/organisation')
  }
  return wider
}

/** The membership as the caller saw it, if they speak for that organisation. */
async function ownMembership(
  room: ShareRoom,
  unit: Unit,
  { id, version, onBehalf }: { id: Id; version: number; onBehalf?: string },
): Promise<Held<Membership>> {
  const held = await unit.read(membershipRecord, id)
  if (!held) return unit.refuse('unknown', `No membership with the id ${id} that you may read.`)
  seen(unit, held, version)
  namedPerson(unit, 'speak for an organisation')
  const own = ownOrganisation(room.journal, unit.view)
  const theirs = own === held.state.organisation
  if (!theirs && !(own === room.journal.home && onBehalf !== undefined))
    unit.refuse(
      'not-your-organisation',
      `${held.state.name} itself must say it, or somebody of this node for whom it was said.`,
    )
  if (theirs && onBehalf !== undefined)
    unit.refuse('not-your-organisation', 'You speak for your own organisation: leave out for whom.', '/onBehalf')
  return held
}

type Told = OutputOf<typeof api.answerInvitation>

export async function answerInvitation(
  room: ShareRoom,
  input: InputOf<typeof api.answerInvitation>,
  call: Call,
): Promise<Reply<Told>> {
  const { id, version, answer, words = '', onBehalf } = input
  const reply = await room.journal.commit(call.writer, async (unit) => {
    const { state } = await ownMembership(room, unit, { id, version, ...(onBehalf === undefined ? {} : { onBehalf }) })
    stepFor(unit, state.status, answer)
    const options = { expectedVersion: version }
    if (answer === 'decline') {
      const said = await unit.append(
        membershipRecord,
        'share.memberDeclined',
        id,
        { words: withName(words, onBehalf) },
        options,
      )
      return done({ ...changed(said), status: said.held.state.status, cluster: state.cluster })
    }
    const cluster = await activeCluster(unit, state.cluster)
    if (lineOf(cluster.state, state.organisation)?.status !== 'invited')
      unit.refuse('wrong-state', 'The invitation holds no more.')
    const body = { rules: cluster.state.rules, words, onBehalf: onBehalf ?? null }
    const said = await unit.append(membershipRecord, 'share.memberJoined', id, body, options)
    return done({ ...changed(said), status: said.held.state.status, cluster: state.cluster })
  })
  return noted(room, call, reply)
}

export async function leaveCluster(
  room: ShareRoom,
  { id, version, words, onBehalf }: InputOf<typeof api.leaveCluster>,
  call: Call,
): Promise<Reply<Told>> {
  const reply = await room.journal.commit(call.writer, async (unit) => {
    const { state } = await ownMembership(room, unit, { id, version, ...(onBehalf === undefined ? {} : { onBehalf }) })
    stepFor(unit, state.status, 'leave')
    const options = { expectedVersion: version }
    const said = await unit.append(
      membershipRecord,
      'share.memberLeft',
      id,
      { words: withName(words, onBehalf) },
      options,
    )
    return done({ ...changed(said), status: said.held.state.status, cluster: state.cluster })
  })
  return noted(room, call, reply)
}

function withName(words: string, onBehalf: string | undefined): string {
  return onBehalf === undefined ? words : `${words} (${onBehalf})`.trim().slice(0, 2_000)
}

async function noted(room: ShareRoom, call: Call, reply: Reply<Told & { cluster: Id }>): Promise<Reply<Told>> {
  if (!reply.ok) return reply
  const { cluster, ...told } = reply.value
  await catchUpMembership(room, call.view.realm, cluster, told.id)
  return done(told)
}

export async function removeFromCluster(
  room: ShareRoom,
  { id, version, organisation, reason }: InputOf<typeof api.removeFromCluster>,
  call: Call,
): Promise<Reply<OutputOf<typeof api.removeFromCluster>>> {
  const reply = await room.journal.commit(call.writer, async (unit) => {
    const cluster = await clusterOf(unit, id)
    seen(unit, cluster, version)
    const line = lineOf(cluster.state, organisation)
    if (!line) return unit.refuse('unknown-organisation', 'It is not on the roster.', '/organisation')
    stepFor(unit, line.status, 'remove')
    const options = { expectedVersion: version }
    const removed = await unit.append(
      clusterRecord,
      'share.clusterMemberRemoved',
      id,
      { organisation, reason },
      options,
    )
    await leaveOut(unit, cluster, line, reason.slice(0, 500))
    const now = (await unit.read(clusterRecord, id)) ?? removed.held
    return done({ id, version: now.version, entry: removed.entry, membership: line.membership })
  })
  if (!reply.ok) return reply
  const { membership, ...told } = reply.value
  await catchUpMembership(room, call.view.realm, id, membership)
  return done(told)
}
