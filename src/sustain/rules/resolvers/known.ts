// Finding a public resolver by its address, in whatever spelling; and which addresses are inside a network of one's own.
import { holds, readPrefix } from '#kernel/network.ts'
import type { UsedResolver } from '../../model/dns-use.ts'
import type { KnownResolver, Transport } from '../../model/resolvers.ts'

export interface KnownResolvers {
  all: readonly KnownResolver[]
  byId: ReadonlyMap<string, KnownResolver>
  byAddress: ReadonlyMap<string, KnownResolver>
}

/** The one spelling of an address; null: it is none. */
export function plainAddress(text: string): string | null {
  const read = text.includes('/') ? null : readPrefix(text)
  return read?.ok ? read.network.text.replace(/\/\d+$/, '') : null
}

export function indexResolvers(all: readonly KnownResolver[]): KnownResolvers {
  const byAddress = new Map<string, KnownResolver>()
  for (const one of all) for (const address of one.addresses) byAddress.set(plainAddress(address) ?? address, one)
  return { all, byId: new Map(all.map((one) => [one.id, one])), byAddress }
}

/** What is wrong with the list itself: the schema cannot see that. */
export function faultsOfResolvers(all: readonly KnownResolver[], memberStates: ReadonlySet<string>): string[] {
  const faults: string[] = []
  const ids = new Set<string>()
  const taken = new Map<string, string>()
  for (const one of all) {
    if (ids.has(one.id)) faults.push(`${one.id} stands there twice`)
    ids.add(one.id)
    if (one.addresses.length === 0) faults.push(`${one.id} has no address`)
    for (const address of one.addresses) {
      const plain = plainAddress(address)
      if (plain === null) faults.push(`${one.id}: ${address} is no address`)
      else if (taken.has(plain)) faults.push(`${one.id}: ${address} belongs to ${taken.get(plain)} already`)
      else taken.set(plain, one.id)
    }
    if (one.unionBased && (one.country === null || !memberStates.has(one.country)))
      faults.push(`${one.id} is called Union-based, but its operator is of no Member State`)
  }
  return faults
}

const insides = [
  '127.0.0.0/8',
  '10.0.0.0/8',
  '172.16.0.0/12',
  '192.168.0.0/16',
  '169.254.0.0/16',
  '100.64.0.0/10',
  '::1/128',
  'fc00::/7',
  'fe80::/10',
].flatMap((text) => {
  const read = readPrefix(text)
  return read.ok ? [read.network] : []
})

/** Loopback, private and link-local networks (RFC 6890): the way there does not leave the operator. */
export function isInside(address: string): boolean {
  const read = readPrefix(address)
  return read.ok && insides.some((network) => holds(network, read.network))
}

export function isLoopback(address: string): boolean {
  return address.startsWith('127.') || address === '::1'
}

interface Named {
  address: string | null
  transport: Transport
  port?: number | undefined
  tlsName?: string | undefined
  role?: UsedResolver['role']
  knownBy: UsedResolver['knownBy']
}

/** A resolver in use, with all that the list of known ones says of it, and nothing that it does not say. */
export function usedResolver(known: KnownResolvers, given: Named): UsedResolver {
  const { address, transport, port, tlsName, role = 'used', knownBy } = given
  const byName = tlsName ? known.all.find((one) => one.tlsName === tlsName.toLowerCase().replace(/\.$/, '')) : undefined
  const found = (address === null ? undefined : known.byAddress.get(address)) ?? byName
  return {
    name: found?.name ?? address ?? tlsName ?? 'unnamed',
    ...{ role, how: 'forwards', transport, address },
    ...(port === undefined ? {} : { port }),
    ...(tlsName === undefined ? {} : { tlsName }),
    ...{ known: found?.id ?? null, operator: found?.operator ?? null, country: found?.country ?? null },
    ...{ unionBased: found?.unionBased ?? null, validates: null, knownBy },
  }
}
