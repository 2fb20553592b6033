// For what organisations answer on the network, and what was reported before that was known.
import type { InputOf, OutputOf } from '#kernel/contract.ts'
import type { Id } from '#kernel/id.ts'
import { readPrefix } from '#kernel/network.ts'
import { systemReader } from '#kernel/reader.ts'
import type { Realm } from '#kernel/realm.ts'
import { done, type Reply } from '#kernel/reply.ts'
import { organisationRecord } from '#people/index.ts'
import type { Call } from '#platform/http/types.ts'
import type { Unit } from '#platform/journal/index.ts'
import type * as api from '../../api/reports.ts'
import type { NetworkHeld } from '../../model/abuse-event.ts'
import { networkRecord } from '../../rules/reports/network-record.ts'
import { type Whose, whoseNetworks } from '../../rules/reports/whose.ts'
import { domain, Unreadable } from '../../rules/reports/words.ts'
import { claim, unclaimed } from '../../store/reports/events.ts'
import type { FederateRoom } from '../room.ts'

const claimDays = 30
const claimMost = 50_000

/** Read for the node itself: whose an event is does not depend on who brings it. */
export async function networksOf(room: FederateRoom, realm: Realm): Promise<Whose> {
  const view = { reader: systemReader('networks', [realm], room.journal.home), realm }
  const held = await room.journal.reads.many(networkRecord, view)
  return whoseNetworks(held.map(({ state }) => state))
}

type Fields = Pick<NetworkHeld, 'prefixes' | 'asns' | 'domains' | 'mail'>

/** In the one spelling that can be compared; refuses what is none, with its place. */
function inOneSpelling(unit: Unit, given: Partial<Fields>, before: Fields): Fields {
  const prefixes = (given.prefixes ?? before.prefixes).map((text, at) => {
    const read = readPrefix(text)
    return read.ok ? read.network.text : unit.refuse('bad-network', read.why, `/prefixes/${at}`)
  })
  const domains = (given.domains ?? before.domains).map((text, at) => {
    try {
      return domain(text, 'It') ?? unit.refuse('bad-network', 'An empty name.', `/domains/${at}`)
    } catch (thrown) {
      if (thrown instanceof Unreadable) return unit.refuse('bad-network', thrown.why, `/domains/${at}`)
      throw thrown
    }
  })
  const fields = {
    prefixes: [...new Set(prefixes)],
    domains: [...new Set(domains)],
    asns: [...new Set(given.asns ?? before.asns)],
    mail: given.mail === undefined ? before.mail : given.mail,
  }
  if (fields.prefixes.length + fields.domains.length + fields.asns.length === 0)
    unit.refuse('bad-network', 'Name at least one network, system or domain.')
  return fields
}

export async function registerNetwork(
  room: FederateRoom,
  { organisation, marking, ...given }: InputOf<typeof api.registerNetwork>,
  call: Call,
): Promise<Reply<OutputOf<typeof api.registerNetwork>>> {
  const written = await room.journal.commit(call.writer, async (unit) => {
    if (!(await unit.read(organisationRecord, organisation)))
      unit.refuse('unknown', `No organisation with the id ${organisation} that you may read.`, '/organisation')
    const fields = inOneSpelling(unit, given, { prefixes: [], domains: [], asns: [], mail: null })
    const body = { organisation, ...fields, ended: false }
    const choice = marking ?? { tlp: 'GREEN' as const }
    const { held } = await unit.open(networkRecord, 'federate.networkRegistered', body, { marking: choice })
    return done({ id: held.id, version: held.version })
  })
  return written.ok ? done({ ...written.value, claimed: await claimEarlier(room, call) }) : written
}

export async function changeNetwork(
  room: FederateRoom,
  { id, version, ...given }: InputOf<typeof api.changeNetwork>,
  call: Call,
): Promise<Reply<OutputOf<typeof api.changeNetwork>>> {
  const written = await room.journal.commit(call.writer, async (unit) => {
    const before = await unit.read(networkRecord, id)
    if (!before) return unit.refuse('unknown', `No networks with the id ${id} that you may read.`)
    if (before.state.ended) unit.refuse('wrong-state', 'It was ended.')
    const fields = inOneSpelling(unit, given, before.state)
    const { held } = await unit.append(networkRecord, 'federate.networkChanged', id, fields, {
      expectedVersion: version,
    })
    return done({ id, version: held.version })
  })
  return written.ok ? done({ ...written.value, claimed: await claimEarlier(room, call) }) : written
}

export function endNetwork(
  room: FederateRoom,
  { id, version, reason }: InputOf<typeof api.endNetwork>,
  call: Call,
): Promise<Reply<OutputOf<typeof api.endNetwork>>> {
  return room.journal.commit(call.writer, async (unit) => {
    const before = await unit.read(networkRecord, id)
    if (!before) return unit.refuse('unknown', `No networks with the id ${id} that you may read.`)
    if (before.state.ended) unit.refuse('wrong-state', 'It was ended before.')
    const { held } = await unit.append(
      networkRecord,
      'federate.networkEnded',
      id,
      { reason },
      { expectedVersion: version },
    )
    return done({ id, version: held.version })
  })
}

export async function listNetworks(
  room: FederateRoom,
  { organisation }: InputOf<typeof api.listNetworks>,
  call: Call,
): Promise<Reply<OutputOf<typeof api.listNetworks>>> {
  const all = await room.journal.reads.many(networkRecord, call.view)
  const held = all.filter(
    ({ state }) => !state.ended && (organisation === undefined || state.organisation === organisation),
  )
  const names = await namesOf(
    room,
    call,
    held.map(({ state }) => state.organisation),
  )
  return done({
    items: held.map(({ id, version, state }) => ({ id, version, name: names.get(state.organisation) ?? '', ...state })),
  })
}

export async function namesOf(room: FederateRoom, call: Call, ids: readonly Id[]): Promise<Map<Id, string>> {
  const found = await room.journal.reads.some(organisationRecord, call.view, [...new Set(ids)])
  return new Map(found.map(({ id, state }) => [id, state.name]))
}

/** Events of the last month that were nobody's until now. */
async function claimEarlier(room: FederateRoom, call: Call): Promise<number> {
  const { realm } = call.view
  const whose = await networksOf(room, realm)
  const since = new Date(Date.parse(call.now) - claimDays * 86_400_000).toISOString()
  const byOwner = new Map<Id, string[]>()
  for (const { id, event } of await unclaimed(room.journal.sql, realm, since, claimMost)) {
    const owner = whose(event.source)
    if (owner !== null) byOwner.set(owner, [...(byOwner.get(owner) ?? []), id])
  }
  let claimed = 0
  for (const [owner, ids] of byOwner) {
    await claim(room.journal.sql, realm, ids, owner)
    claimed += ids.length
  }
  return claimed
}
