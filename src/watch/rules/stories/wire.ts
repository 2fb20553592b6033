// Wire copies: one agency text in ten papers is one source. Who prints is told from the address, who wrote from the words.
import { type Comparable, containment, resemblance } from '../versions.ts'

const AGENCIES = [
  ...[
    'AFP',
    'Reuters',
    'dpa',
    'AP',
    'Associated Press',
    'ANSA',
    'EFE',
    'Europa Press',
    'PAP',
    'ČTK',
    'CTK',
    'APA',
    'Belga',
    'ANP',
  ],
  ...[
    'TT',
    'NTB',
    'Ritzau',
    'STT',
    'Lusa',
    'TASR',
    'MTI',
    'BTA',
    'Agerpres',
    'HINA',
    'STA',
    'BNS',
    'ELTA',
    'LETA',
    'ANA-MPA',
  ],
  ...['AMNA', 'PA Media', 'Keystone-SDA', 'TASS', 'Interfax', 'Ukrinform', 'Укрінформ', 'Интерфакс', 'ТАСС'],
]
const CREDIT = new RegExp(`[(/\\[–—-]\\s?(${AGENCIES.join('|')})(?:[)/\\],]|\\s?[–—-]|\\s*$)`, 'mu')
const OPENING = new RegExp(`^(?:By |Von |Par )?(${AGENCIES.join('|')})(?:[,.:]| [–—-])`, 'mu')
const EDGE_CHARS = 300

/** The agency that a text credits at its beginning or end, in capital letters; null when it credits none. */
export function creditOf(text: string): string | null {
  for (const edge of [text.slice(0, EDGE_CHARS), text.slice(-EDGE_CHARS)]) {
    const found = CREDIT.exec(edge)?.[1] ?? OPENING.exec(edge)?.[1]
    if (found) return found.toUpperCase()
  }
  return null
}

/**
 * Who printed it: the site of its address (`news.example`), else the name that the source goes by; null when nobody knows.
 * Names of files are no outlets.
 */
export function outletOf(address: string | null, sourceName: string | null): string | null {
  const host = address === null ? null : /^https?:\/\/([^/?#]{1,253})/i.exec(address)?.[1]?.toLowerCase()
  if (host) return siteOf(host.replace(/:\d+$/, ''))
  if (sourceName === null || /^file$/i.test(sourceName) || /\.[a-z0-9]{2,5}$/i.test(sourceName)) return null
  return sourceName.trim().toLowerCase() || null
}

// amp.news.example and www.news.example are one paper; news.co.uk is not co.uk.
function siteOf(host: string): string {
  if (/^[\d.]+$|^\[/.test(host)) return host
  const labels = host.split('.')
  const second = labels.at(-2) ?? ''
  const two = labels.length > 2 && (labels.at(-1) ?? '').length === 2 && /^(?:co|com|org|net|gov|ac|edu)$/.test(second)
  return labels.slice(two ? -3 : -2).join('.')
}

/** Undefined when they are not known to differ: then the same text is the same article. */
export function differentOutlets(a: string | null, b: string | null): boolean {
  return a !== null && b !== null && a !== b
}

const NEAR = 0.5
const INSIDE = 0.6
const INSIDE_CREDITED = 0.3

/** Why two texts of different outlets go back to one; undefined when each is its own. */
export function sameWire(a: Comparable, b: Comparable): string | undefined {
  if (a.contentHash === b.contentHash) return 'word for word the same text'
  const near = resemblance(a.signature, b.signature)
  if (near >= NEAR) return `about ${Math.round(near * 100)} % of the four-word runs are shared`
  const credit = creditOf(a.text)
  const credited = credit !== null && credit === creditOf(b.text)
  const inside = containment(a.text, b.text)
  if (inside >= INSIDE) return `${Math.round(inside * 100)} % of the shorter text stands in the longer one`
  if (credited && inside >= INSIDE_CREDITED)
    return `both credit ${credit}, and ${Math.round(inside * 100)} % is the same`
  return undefined
}

export interface Printed extends Comparable {
  outlet: string | null
}

/** The items by independent source: copies of one wire text, and all that one outlet prints, are one each. */
export function wireGroups(items: readonly Printed[]): number[][] {
  const root = items.map((_, i) => i)
  const find = (i: number): number => {
    let at = i
    while (root[at] !== at) at = root[at] ?? at
    return at
  }
  for (const [b, two] of items.entries()) {
    for (let a = 0; a < b; a += 1) {
      const one = items[a]
      if (!one || find(a) === find(b)) continue
      if ((one.outlet !== null && one.outlet === two.outlet) || sameWire(one, two) !== undefined) {
        const [low, high] = [find(a), find(b)].sort((x, y) => x - y)
        root[high ?? b] = low ?? a
      }
    }
  }
  const groups = new Map<number, number[]>()
  for (const i of items.keys()) groups.set(find(i), [...(groups.get(find(i)) ?? []), i])
  return [...groups.values()]
}

/** Members by independent source, numbered from 1 in their order: copies of one text and prints of one outlet are one. */
export function sourceNumbers(
  members: readonly { item: string; outlet: string | null; copyOf: string | null }[],
): Map<string, number> {
  const keys = new Map<string, string>()
  const find = (key: string): string => {
    let at = key
    for (let next = keys.get(at); next !== undefined && next !== at; next = keys.get(at)) at = next
    return at
  }
  for (const { item, outlet, copyOf } of members) {
    for (const other of [outlet === null ? null : `outlet ${outlet}`, copyOf]) {
      const [a, b] = [find(item), find(other ?? item)]
      if (a !== b) keys.set(a, b)
    }
  }
  const numbers = new Map<string, number>()
  const found = new Map<string, number>()
  for (const { item } of members) {
    const group = find(item)
    const number = found.get(group) ?? found.size + 1
    found.set(group, number)
    numbers.set(item, number)
  }
  return numbers
}
