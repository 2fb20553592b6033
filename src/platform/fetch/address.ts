// Which addresses outgoing requests may reach: the public internet, and what the administrator allowed by name or range.
// Everything that is private, local, reserved, or wraps such an address is closed (IANA special-purpose registries).
import { BlockList, isIP } from 'node:net'

const closedRanges: readonly [range: string, what: string][] = [
  ['0.0.0.0/8', 'this network'],
  ['10.0.0.0/8', 'private'],
  ['100.64.0.0/10', 'carrier-grade private'],
  ['127.0.0.0/8', 'loopback'],
  ['169.254.0.0/16', 'link-local'],
  ['172.16.0.0/12', 'private'],
  ['192.0.0.0/24', 'reserved'],
  ['192.0.2.0/24', 'documentation'],
  ['192.88.99.0/24', 'reserved'],
  ['192.168.0.0/16', 'private'],
  ['198.18.0.0/15', 'benchmarking'],
  ['198.51.100.0/24', 'documentation'],
  ['203.0.113.0/24', 'documentation'],
  ['224.0.0.0/4', 'multicast'],
  ['240.0.0.0/4', 'reserved'],
  ['::/128', 'unspecified'],
  ['::1/128', 'loopback'],
  ['fc00::/7', 'unique-local'],
  ['fe80::/10', 'link-local'],
  ['fec0::/10', 'site-local'],
  ['ff00::/8', 'multicast'],
  ['2001::/23', 'reserved'],
  ['2001:db8::/32', 'documentation'],
  ['3fff::/20', 'documentation'],
]

const closed = closedRanges.map(([range, what]) => {
  const list = new BlockList()
  addRange(list, range)
  return { list, what }
})
const globalUnicast = new BlockList()
addRange(globalUnicast, '2000::/3')

function familyOf(address: string): 'ipv4' | 'ipv6' {
  return isIP(address) === 6 ? 'ipv6' : 'ipv4'
}

function addRange(list: BlockList, range: string): boolean {
  const [network = '', prefix] = range.split('/')
  const version = isIP(network)
  const bits = prefix === undefined ? (version === 6 ? 128 : 32) : /^\d{1,3}$/.test(prefix) ? Number(prefix) : -1
  if (version === 0 || bits < 0 || bits > (version === 6 ? 128 : 32)) return false
  list.addSubnet(network, bits, familyOf(network))
  return true
}

export interface Allowed {
  names: ReadonlySet<string>
  ranges: BlockList
}

/** Reads host names, addresses and ranges. Throws a sentence on what is none of these: a typing error must not open or close by accident. */
export function readAllowed(entries: readonly string[]): Allowed {
  const names = new Set<string>()
  const ranges = new BlockList()
  for (const entry of entries) {
    const bare = entry
      .trim()
      .toLowerCase()
      .replace(/^\[(.*)\]$/, '$1')
    if (addRange(ranges, bare)) continue
    if (
      !/^(?=.{1,253}$)[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?(\.[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?)*$/.test(bare) ||
      /^[\d.]+$/.test(bare)
    ) {
      throw new Error(`'${entry}' is neither a host name, nor an address, nor a range such as 10.1.0.0/16.`)
    }
    names.add(bare)
  }
  return { names, ranges }
}

/** Host names are compared in lower case and without the dot that ends a full name. */
export function plainHost(host: string): string {
  return host
    .toLowerCase()
    .replace(/^\[(.*)\]$/, '$1')
    .replace(/\.$/, '')
}

/** Why a request to this address is refused, in a word; undefined when it may be reached. */
export function closedAddress(address: string, host: string, allowed: Allowed): string | undefined {
  const version = isIP(address)
  if (version === 0 || address.includes('%')) return 'not an address of its own'
  if (allowed.names.has(plainHost(host)) || allowed.ranges.check(address, familyOf(address))) return undefined
  const inner = version === 6 ? wrapped(address) : undefined
  if (inner !== undefined) return allowed.ranges.check(inner, 'ipv4') ? undefined : closedRange(inner)
  return closedRange(address)
}

function closedRange(address: string): string | undefined {
  const family = familyOf(address)
  const found = closed.find(({ list }) => list.check(address, family))
  if (found) return found.what
  return family === 'ipv6' && !globalUnicast.check(address, family) ? 'reserved' : undefined
}

/** The IPv4 address inside an IPv6 one: mapped, compatible, translated (NAT64, SIIT) or tunnelled (6to4). */
function wrapped(address: string): string | undefined {
  const groups = groupsOf(address)
  const start = groups
    .slice(0, 6)
    .map((group) => group.toString(16))
    .join(':')
  if (groups[0] === 0x2002) return dotted(groups[1], groups[2])
  if (start === '0:0:0:0:0:ffff' || start === '0:0:0:0:ffff:0' || start === '64:ff9b:0:0:0:0')
    return dotted(groups[6], groups[7])
  if (start === '0:0:0:0:0:0' && (groups[6] !== 0 || (groups[7] ?? 0) > 1)) return dotted(groups[6], groups[7])
  return undefined
}

function dotted(high = 0, low = 0): string {
  return `${high >> 8}.${high & 255}.${low >> 8}.${low & 255}`
}

/** The URL parser writes every spelling of an IPv6 address the same way, in hexadecimal groups. */
function groupsOf(address: string): number[] {
  const text = new URL(`http://[${address}]/`).hostname.slice(1, -1)
  const [before = '', after] = text.split('::')
  const head = before === '' ? [] : before.split(':')
  const tail = after === undefined || after === '' ? [] : after.split(':')
  const gap = after === undefined ? [] : new Array<string>(8 - head.length - tail.length).fill('0')
  return [...head, ...gap, ...tail].map((group) => Number.parseInt(group, 16))
}
