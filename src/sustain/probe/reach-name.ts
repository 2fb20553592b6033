// Finding a service by its name: through the resolver of this place, told apart by how it fails, and held against known block pages.
import { Resolver } from 'node:dns/promises'
import { isIP } from 'node:net'
import { ClosedAddress, type Guard, openAddresses } from '#platform/fetch/connect.ts'
import type { BlockPage } from '../rules/reach/reach-data.ts'
import { type Noted, Stopped } from './reach-answer.ts'

export interface Names {
  /** Addresses of a host, or Stopped with how the resolver failed. */
  resolve(host: string): Promise<string[]>
}

const mostAddresses = 16

/** `servers`: as the machine is set up where left out; `127.0.0.1:5300` otherwise. */
export function createNames(servers?: readonly string[]): Names {
  const resolver = new Resolver({ timeout: 2000, tries: 2 })
  if (servers) resolver.setServers(servers)
  return {
    async resolve(host) {
      if (isIP(host)) return [host]
      const [four, six] = await Promise.allSettled([resolver.resolve4(host), resolver.resolve6(host)])
      const found = [four, six].flatMap((one) => (one.status === 'fulfilled' ? one.value : []))
      if (found.length > 0) return found.slice(0, mostAddresses)
      throw stoppedBy(four.status === 'rejected' ? four.reason : null, host)
    },
  }
}

function stoppedBy(reason: unknown, host: string): Stopped {
  const code = reason instanceof Error && 'code' in reason ? String(reason.code) : ''
  if (code === 'ENOTFOUND') return new Stopped('nxdomain', `The resolver says that there is no ${host}.`)
  if (code === 'ENODATA') return new Stopped('nxdomain', `The resolver says that ${host} has no address.`)
  if (code === 'ETIMEOUT' || code === 'ECONNREFUSED')
    return new Stopped('dns-timeout', `The resolver does not answer for ${host}.`)
  return new Stopped('servfail', `The resolver fails for ${host}${code ? ` (${code})` : ''}.`)
}

export interface Finder {
  names: Names
  guard: Omit<Guard, 'resolve'>
  blockPages: readonly BlockPage[]
}

/**
 * Addresses that may be asked. A public name that leads to a known block page, or only to closed addresses, is forged; what the
 * administrator opened is taken as it comes.
 */
export async function findHost(finder: Finder, host: string, port: number, noted: Noted): Promise<string[]> {
  const began = performance.now()
  const found = await finder.names.resolve(host).finally(() => {
    noted.dnsMilliseconds = performance.now() - began
  })
  noted.addresses = found
  const page = finder.blockPages.find(({ address }) => address !== undefined && found.includes(address))
  if (page) throw new Stopped('dns-forged', `${host} leads to ${page.address}: ${page.what}.`)
  try {
    return await openAddresses(host, port, { ...finder.guard, resolve: async () => found })
  } catch (error) {
    if (!(error instanceof ClosedAddress)) throw error
    if (isIP(host)) throw new Stopped('unreachable', `${error.message}; it is not asked.`)
    throw new Stopped('dns-forged', `${error.message}, where no public service can be.`)
  }
}
