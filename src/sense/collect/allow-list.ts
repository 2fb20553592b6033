// Exporters that are believed. UDP is easily forged, so this keeps honest mistakes out, not an attacker on the path.
import { BlockList, isIPv4, isIPv6 } from 'node:net'

const mostRemembered = 65_536

/** Answers whether an exporter (text, or the word of an IPv4 address) is on the list; an empty list lets all in. */
export function createAllowList(prefixes: readonly string[]): (exporter: string | number) => boolean {
  if (prefixes.length === 0) return () => true
  const list = new BlockList()
  for (const prefix of prefixes) {
    const [address = '', length] = prefix.split('/')
    const family = isIPv6(address) ? 'ipv6' : 'ipv4'
    list.addSubnet(address, Number(length ?? (family === 'ipv6' ? 128 : 32)), family)
  }
  const known = new Map<string | number, boolean>()
  return (exporter) => {
    const remembered = known.get(exporter)
    if (remembered !== undefined) return remembered
    // Ten thousand forged exporters must not fill the memory: forget all and begin anew.
    if (known.size >= mostRemembered) known.clear()
    const allowed = isOn(list, typeof exporter === 'number' ? dotted(exporter) : exporter)
    known.set(exporter, allowed)
    return allowed
  }
}

function isOn(list: BlockList, address: string): boolean {
  if (isIPv4(address)) return list.check(address, 'ipv4')
  return isIPv6(address) && list.check(address, 'ipv6')
}

export function dotted(word: number): string {
  return [24, 16, 8, 0].map((shift) => (word >>> shift) & 255).join('.')
}
