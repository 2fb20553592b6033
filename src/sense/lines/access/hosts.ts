// Which target a virtual host belongs to: exact names, then `*.` patterns from the longest on.
import { hashBytes } from '../../tally/hash.ts'

/** Series ids by host name or pattern, and the one of lines that name no known host (null: such lines are not counted). */
export interface HostTargets {
  hosts: ReadonlyMap<string, string>
  series: string | null
}

const cacheSize = 256
const referrerCacheSize = 2048
const mostLabels = 10

/** Without port and final dot, lower-case. */
function plainHost(text: string): string {
  const bare = text.startsWith('[') ? text.slice(0, text.indexOf(']') + 1) : text.replace(/:.*$/, '')
  return bare.replace(/\.$/, '').toLowerCase()
}

/** The series of a host, or null. */
export function seriesOfHost(targets: HostTargets, host: string): string | null {
  const name = plainHost(host)
  const exact = targets.hosts.get(name)
  if (exact !== undefined) return exact
  let rest = name
  for (let label = 0; label < mostLabels; label++) {
    const dot = rest.indexOf('.')
    if (dot < 0) break
    rest = rest.slice(dot + 1)
    const series = targets.hosts.get(`*.${rest}`)
    if (series !== undefined) return series
  }
  return targets.series
}

/**
 * The same from bytes, remembered by hash; `of` turns an id into what the caller keeps for it. Two hosts with one hash are counted
 * as one: no harm, since whoever could choose such a name could as well have sent the other.
 */
export function createHostFinder<Kept>(
  targets: HostTargets,
  of: (series: string) => Kept,
): (bytes: Uint8Array, from: number, to: number) => Kept | null {
  const keys = new Int32Array(cacheSize)
  const found = Array<Kept | null | undefined>(cacheSize).fill(undefined)
  const latin = new TextDecoder('latin1')
  const standard = targets.series === null ? null : of(targets.series)
  return (bytes, from, to) => {
    if (from === to) return standard
    const end = Math.min(to, from + 300)
    const hash = hashBytes(bytes, from, end) | 0
    const slot = hash & (cacheSize - 1)
    const known = found[slot]
    if (known !== undefined && keys[slot] === hash) return known
    const series = seriesOfHost(targets, latin.decode(bytes.subarray(from, end)))
    const kept = series === null ? null : of(series)
    keys[slot] = hash
    found[slot] = kept
    return kept
  }
}

/** Search engines and networks through which people commonly arrive; a hint among others, since a referrer is easily forged. */
const wayIn = new Set(
  'google bing duckduckgo yahoo ecosia qwant startpage yandex baidu seznam facebook instagram linkedin reddit wikipedia t youtube'.split(
    ' ',
  ),
)

function isKnownReferrer(targets: HostTargets, referrer: string): boolean {
  const host = plainHost(/^https?:\/\/([^/?#\s]{1,255})/i.exec(referrer)?.[1] ?? '')
  if (host === '') return false
  if (seriesOfHost({ hosts: targets.hosts, series: null }, host) !== null) return true
  const labels = host.split('.')
  return labels.length > 1 && labels.slice(-3, -1).some((label) => wayIn.has(label))
}

/** Whether a referrer is one of the own hosts, or a place from where people usually come; remembered by its hash. */
export function createReferrerJudge(
  targets: HostTargets,
): (bytes: Uint8Array, from: number, to: number, hash: number) => boolean {
  const keys = new Int32Array(referrerCacheSize)
  const known = new Int8Array(referrerCacheSize).fill(-1)
  const latin = new TextDecoder('latin1')
  return (bytes, from, to, hash) => {
    const slot = hash & (referrerCacheSize - 1)
    if (known[slot] !== -1 && keys[slot] === hash) return known[slot] === 1
    const found = isKnownReferrer(targets, latin.decode(bytes.subarray(from, Math.min(to, from + 300))))
    keys[slot] = hash
    known[slot] = found ? 1 : 0
    return found
  }
}
