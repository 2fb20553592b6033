// Whose network a source is in: the longest prefix that holds its address, else its system (AS), else its domain name.
import type { Id } from '#kernel/id.ts'
import { readPrefix } from '#kernel/network.ts'
import type { End, NetworkHeld } from '../../model/abuse-event.ts'

export type Whose = (end: End) => Id | null

/** Each length of prefix is one table, so an address costs at most as many looks as there are lengths. */
export function whoseNetworks(networks: readonly NetworkHeld[]): Whose {
  const tables = new Map<string, { family: 4 | 6; length: number; owners: Map<string, Id> }>()
  const byAs = new Map<number, Id>()
  const byDomain = new Map<string, Id>()
  for (const { organisation, prefixes, asns, domains, ended } of networks) {
    if (ended) continue
    for (const prefix of prefixes) {
      const read = readPrefix(prefix)
      if (!read.ok) continue
      const { family, length, words } = read.network
      const key = `${family}/${length}`
      const table = tables.get(key) ?? { family, length, owners: new Map<string, Id>() }
      table.owners.set(words.join(), organisation)
      tables.set(key, table)
    }
    for (const asn of asns) byAs.set(asn, organisation)
    for (const domain of domains) byDomain.set(domain, organisation)
  }
  const longestFirst = [...tables.values()].sort((a, b) => b.length - a.length)

  function byAddress(ip: string): Id | undefined {
    const read = readPrefix(ip)
    if (!read.ok) return undefined
    const { family, words } = read.network
    for (const table of longestFirst) {
      if (table.family !== family) continue
      const found = table.owners.get(cut(words, table.length))
      if (found !== undefined) return found
    }
    return undefined
  }

  return ({ ip, asn, fqdn, url }) =>
    (ip === null ? undefined : byAddress(ip)) ??
    (asn === null ? undefined : byAs.get(asn)) ??
    suffixOf(byDomain, fqdn ?? hostOf(url)) ??
    null
}

function cut(words: readonly number[], length: number): string {
  return words
    .map((word, at) => {
      const bits = length - at * 32
      if (bits <= 0) return 0
      return bits >= 32 ? word : (word & (0xffffffff << (32 - bits))) >>> 0
    })
    .join()
}

function suffixOf(owners: ReadonlyMap<string, Id>, name: string | null): Id | undefined {
  for (let rest = name; rest; rest = rest.includes('.') ? rest.slice(rest.indexOf('.') + 1) : '') {
    const found = owners.get(rest)
    if (found !== undefined) return found
  }
  return undefined
}

function hostOf(url: string | null): string | null {
  return url !== null && URL.canParse(url) ? new URL(url).hostname : null
}
