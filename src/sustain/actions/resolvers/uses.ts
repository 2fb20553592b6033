// Who uses which resolvers: written down, changed, listed.
import type { InputOf, OutputOf } from '#kernel/contract.ts'
import { done, type Reply, refuse } from '#kernel/reply.ts'
import type { Call } from '#platform/http/types.ts'
import type { Unit } from '#platform/journal/index.ts'
import type * as api from '../../api/resolvers.ts'
import { dnsUseRecord } from '../../events/resolvers.ts'
import type { DnsUse, UsedResolver } from '../../model/dns-use.ts'
import type { Evidence } from '../../model/words.ts'
import { alike } from '../../rules/parts/differing.ts'
import { withEvidence } from '../../rules/parts/evidence.ts'
import { plainAddress } from '../../rules/resolvers/known.ts'
import { dnsUsePage, networkOfName } from '../../store/resolvers.ts'
import type { ResolverArea } from './area.ts'
import { organisationOf, type ShownUse, shown, shownUse } from './shown.ts'

type Held = OutputOf<typeof api.addDnsUse>

export function addDnsUse(area: ResolverArea, input: InputOf<typeof api.addDnsUse>, call: Call): Promise<Reply<Held>> {
  const { marking, ...given } = input
  return area.inTurn(() =>
    area.room.journal.commit(call.writer, async (unit) => {
      if (call.reader.person === null) return unit.refuse('person-needed')
      const organisation = await organisationOf(area, unit, given.organisation)
      await notTaken(area, unit, organisation, given.network, null)
      const now: Evidence = { kind: 'stated', what: 'Stated when it was written down', seenAt: unit.now }
      const use: Omit<DnsUse, 'active'> = {
        ...{ organisation, network: given.network, observed: null },
        resolvers: resolversOf(area, unit, given.resolvers ?? []),
        ...{ validates: given.validates ?? null, bootstrap: given.bootstrap ?? null },
        internalZones: zonesOf(unit, given.internalZones ?? null),
        ...{ guideline: given.guideline ?? null, drilledOn: given.drilledOn ?? null },
        ...{ evidence: given.evidence ?? [now], note: given.note ?? null },
      }
      const { held } = await unit.open(dnsUseRecord, 'sustain.dnsUseAdded', use, marking ? { marking } : {})
      return done(shown(held))
    }),
  )
}

export function changeDnsUse(
  area: ResolverArea,
  { id, version, ...given }: InputOf<typeof api.changeDnsUse>,
  call: Call,
): Promise<Reply<Held>> {
  return area.inTurn(() =>
    area.room.journal.commit(call.writer, async (unit) => {
      if (call.reader.person === null) return unit.refuse('person-needed')
      const before = await foundUse(unit, id)
      const asked: Partial<DnsUse> = {
        ...given,
        ...(given.resolvers ? { resolvers: resolversOf(area, unit, given.resolvers) } : {}),
        ...(given.internalZones ? { internalZones: zonesOf(unit, given.internalZones) } : {}),
      }
      const changed = differing(before.state, asked)
      if (before.version === version && Object.keys(changed).length === 0) return unit.refuse('nothing-to-change')
      if (changed.network) await notTaken(area, unit, before.state.organisation, changed.network, id)
      const says = Object.keys(changed).filter((name) => !['network', 'note', 'active', 'evidence'].includes(name))
      // Whoever states something new has just looked; a new name of the network is no look at its resolvers.
      if (says.length > 0 && !changed.evidence)
        changed.evidence = withEvidence(before.state.evidence, [
          { kind: 'stated', what: 'Stated when it was changed', seenAt: unit.now },
        ])
      const { held } = await unit.append(dnsUseRecord, 'sustain.dnsUseChanged', id, changed, {
        expectedVersion: version,
      })
      return done(shown(held))
    }),
  )
}

export async function foundUse(unit: Unit, id: string) {
  const before = await unit.read(dnsUseRecord, id)
  return before ?? unit.refuse('unknown', `There is no network ${id} that you may read.`)
}

export function differing(before: DnsUse, asked: Partial<DnsUse>): Partial<DnsUse> {
  const kept = Object.entries(asked).filter(
    ([name, value]) => value !== undefined && !alike(before[name as keyof DnsUse], value),
  )
  return Object.fromEntries(kept)
}

export async function listDnsUse(
  { room }: ResolverArea,
  { limit = 200, ...filter }: InputOf<typeof api.listDnsUse>,
  call: Call,
): Promise<Reply<OutputOf<typeof api.listDnsUse>>> {
  const found = await dnsUsePage(room.journal, call.view, { ...filter, limit: limit + 1 })
  const page = found.slice(0, limit)
  return done({ uses: page.map(shown), next: found.length > limit ? (page.at(-1)?.id ?? null) : null })
}

export async function getDnsUse(area: ResolverArea, { id }: { id: string }, call: Call): Promise<Reply<ShownUse>> {
  const held = await area.room.journal.reads.one(dnsUseRecord, call.view, id)
  return held ? done(shownUse(area, held)) : refuse('unknown', `There is no network ${id} that you may read.`)
}

async function notTaken(
  area: ResolverArea,
  unit: Unit,
  organisation: string,
  network: string,
  own: string | null,
): Promise<void> {
  const other = await networkOfName(area.room.journal, unit.view, organisation, network)
  if (other && other !== own)
    unit.refuse('network-taken', `"${network}" of that organisation is ${other} already.`, '/network')
}

/** In one spelling, and with what the list of known resolvers says where nobody said anything. */
function resolversOf({ data }: ResolverArea, unit: Unit, given: readonly UsedResolver[]): UsedResolver[] {
  return given.map((one, at) => {
    const address = one.address === null ? null : plainAddress(one.address)
    if (one.address !== null && address === null)
      return unit.refuse('bad-address', `${one.address} is no address.`, `/resolvers/${at}/address`)
    if (one.known !== null && !data.known.byId.has(one.known))
      return unit.refuse('no-such-resolver', `${one.known} is none of the known resolvers.`, `/resolvers/${at}/known`)
    const found = one.known ? data.known.byId.get(one.known) : address ? data.known.byAddress.get(address) : undefined
    return {
      ...{
        ...one,
        address,
        name: found && one.name === one.address ? found.name : one.name,
        known: found?.id ?? null,
        operator: one.operator ?? found?.operator ?? null,
      },
      ...{ country: one.country ?? found?.country ?? null, unionBased: one.unionBased ?? found?.unionBased ?? null },
    }
  })
}

function zonesOf(unit: Unit, zones: DnsUse['internalZones']): DnsUse['internalZones'] {
  return (
    zones?.map((zone, at) => ({
      ...{ ...zone, name: zone.name.toLowerCase().replace(/\.$/, '') },
      servers: zone.servers.map(
        (server) =>
          plainAddress(server) ??
          unit.refuse('bad-address', `${server} is no address.`, `/internalZones/${at}/servers`),
      ),
    })) ?? null
  )
}
