// Following a provider of CSAF documents, and stopping that.
import type { InputOf, OutputOf } from '#kernel/contract.ts'
import { done, type Reply, refuse } from '#kernel/reply.ts'
import { instant } from '#kernel/time.ts'
import type { Call } from '#platform/http/types.ts'
import type * as api from '../../api/advisories-following.ts'
import { providerRecord } from '../../rules/advisories/advisory-records.ts'
import { providers } from '../../store/advisories/advisories.ts'
import { forgetDue, pollsOf, refusedDocuments, setDue } from '../../store/advisories/polls.ts'
import { findMetadata } from './find-metadata.ts'
import { pollOnce } from './poll.ts'
import { type AdvisoryRoom, idFrom } from './room.ts'

const onlyLive = () => refuse('only-live', 'Providers are followed in the live realm alone.')
const standardDays = 90

export async function followProvider(
  room: AdvisoryRoom,
  { address, days = standardDays }: InputOf<typeof api.followProvider>,
  call: Call,
): Promise<Reply<OutputOf<typeof api.followProvider>>> {
  if (call.view.realm !== 'live') return onlyLive()
  const found = await findMetadata(room, address)
  if (!found.ok) return found
  const { facts } = found.value
  const owner = call.reader.organisation ?? room.journal.home
  const subject = idFrom('federate.provider', owner, facts.publisher.namespace.toLowerCase().replace(/\/$/, ''))
  const since = instant(new Date(Date.parse(call.now) - days * 86_400_000))
  const body = { asked: address.trim(), facts, since }
  const reply = await room.journal.commit(call.writer, async (unit) => {
    const before = await unit.read(providerRecord, subject)
    const { entry, held } = before
      ? await unit.append(providerRecord, 'federate.providerFollowedAgain', subject, body)
      : await unit.open(providerRecord, 'federate.providerFollowed', body, { subject, marking: { tlp: 'GREEN' } })
    return done({ id: held.id, version: held.version, entry, state: held.state, found: found.value.found })
  })
  if (reply.ok) await setDue(room.journal, reply.value.id, call.now)
  return reply
}

export async function stopFollowing(
  room: AdvisoryRoom,
  { id, version }: InputOf<typeof api.stopFollowing>,
  call: Call,
): Promise<Reply<OutputOf<typeof api.stopFollowing>>> {
  const reply = await room.journal.commit(call.writer, async (unit) => {
    const held = await unit.read(providerRecord, id)
    if (!held) return unit.refuse('unknown', `No provider with the id ${id} that you may read.`)
    if (held.state.status === 'stopped') unit.refuse('wrong-state', 'It is not followed any more.')
    const options = { expectedVersion: version }
    const { entry, held: after } = await unit.append(providerRecord, 'federate.providerStopped', id, {}, options)
    return done({ id, version: after.version, entry })
  })
  if (reply.ok) await forgetDue(room.journal, id)
  return reply
}

export async function readProvider(
  room: AdvisoryRoom,
  { id }: InputOf<typeof api.readProvider>,
  call: Call,
): Promise<Reply<OutputOf<typeof api.readProvider>>> {
  if (call.view.realm !== 'live') return onlyLive()
  const held = await room.journal.reads.one(providerRecord, call.view, id)
  if (!held) return refuse('unknown', `No provider with the id ${id} that you may read.`)
  if (held.state.status !== 'following') return refuse('wrong-state', 'It is not followed any more.')
  return pollOnce(room, id)
}

const mostRefused = 20

export async function listProviders(
  room: AdvisoryRoom,
  _input: InputOf<typeof api.listProviders>,
  { view }: Call,
): Promise<Reply<OutputOf<typeof api.listProviders>>> {
  const held = await providers(room.journal, view)
  const polls = await pollsOf(
    room.journal,
    held.map(({ id }) => id),
  )
  const items = await Promise.all(
    held.map(async ({ id, version, marking, state }) => {
      const refused = await refusedDocuments(room.journal, id, mostRefused)
      return {
        ...{ id, version, marking, state, poll: polls.get(id) ?? null },
        refused: refused.map(({ url, outcome, why, at }) => ({ url, outcome, why, at })),
      }
    }),
  )
  return done({ items })
}
