// What a configuration that was read would change in a record: only what it really says, and what it takes away is named.
import type { DnsUse, InternalZone, UsedResolver } from '../../model/dns-use.ts'
import type { ReadConfiguration } from '../../model/resolver-configuration.ts'

export type UsePatch = Partial<Pick<DnsUse, 'resolvers' | 'validates' | 'bootstrap' | 'internalZones'>>

export interface Proposal {
  patch: UsePatch
  /** One sentence for each field that would be different. */
  says: string[]
}

const sameResolver = (one: UsedResolver, other: UsedResolver) =>
  one.address === other.address &&
  one.transport === other.transport &&
  one.tlsName === other.tlsName &&
  one.how === other.how

/** Resolvers that a configuration named before are replaced; those that were seen or stated stay. */
export function proposalOf(before: DnsUse, read: ReadConfiguration): Proposal {
  const patch: UsePatch = {}
  const says: string[] = []
  if (read.resolvers.length > 0) {
    const kept = before.resolvers.filter(
      (one) => one.knownBy !== 'configuration' && !read.resolvers.some((other) => sameResolver(one, other)),
    )
    patch.resolvers = [...read.resolvers.map((one) => withWhatWasSaid(one, before.resolvers)), ...kept].slice(0, 60)
    const gone = before.resolvers.filter((one) => !patch.resolvers?.some((other) => sameResolver(one, other)))
    const come = patch.resolvers.filter((one) => !before.resolvers.some((other) => sameResolver(one, other)))
    if (come.length > 0) says.push(`Resolvers that were not there: ${come.map(calledOf).join(', ')}.`)
    if (gone.length > 0)
      says.push(`Resolvers that the configuration no longer names: ${gone.map(calledOf).join(', ')}.`)
  }
  if (read.validates !== null && read.validates !== before.validates) {
    patch.validates = read.validates
    says.push(read.validates ? 'It validates.' : 'It does not validate.')
  }
  if (read.bootstrap !== null && read.bootstrap !== before.bootstrap) {
    patch.bootstrap = read.bootstrap
    says.push(
      `Resolvers are found by ${read.bootstrap === 'address' ? 'addresses that are written down' : read.bootstrap}.`,
    )
  }
  const zones = merged(before.internalZones ?? [], read.internalZones)
  if (read.internalZones.length > 0 && JSON.stringify(zones) !== JSON.stringify(before.internalZones)) {
    patch.internalZones = zones
    says.push(`Zones with a way of their own: ${read.internalZones.map(({ name }) => name).join(', ')}.`)
  }
  return { patch, says }
}

/** What somebody stated of a resolver by hand is not lost because a file names it again. */
function withWhatWasSaid(one: UsedResolver, before: readonly UsedResolver[]): UsedResolver {
  const old = before.find((other) => sameResolver(one, other))
  if (!old) return one
  return {
    ...one,
    operator: one.operator ?? old.operator,
    country: one.country ?? old.country,
    unionBased: one.unionBased ?? old.unionBased,
    validates: one.validates ?? old.validates,
  }
}

function merged(before: readonly InternalZone[], read: readonly InternalZone[]): InternalZone[] {
  const kept = before.filter(({ name }) => !read.some((zone) => zone.name === name))
  return [...read, ...kept].sort((a, b) => a.name.localeCompare(b.name, 'en')).slice(0, 200)
}

export function calledOf({ name, address, transport, how }: UsedResolver): string {
  if (how === 'recursion') return name
  return `${name}${address && address !== name ? ` (${address})` : ''} over ${transport}`
}
