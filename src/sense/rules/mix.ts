// Where packets came from, with how sure that is, and the sentence that must stand beside it.
import type { SourceMix } from '../model/attacks.ts'
import { divergence, divergenceByChance, effectiveSize, shareInterval, sharesOf } from './mix/shares.ts'
import { judgeSpoofing, type SpoofingKnown } from './mix/spoofing.ts'
import { type Amount, amountIn, listed, type WindowCounts } from './window.ts'

export { divergence, effectiveSize, shareInterval } from './mix/shares.ts'
export { judgeSpoofing, type SpoofingKnown } from './mix/spoofing.ts'

/** Part of every mix, so that no share is shown without it. */
export const mixCaveat =
  'This shows where packets came from, not who sent them. Sources can be made up, rented, or machines taken over ' +
  'without their owners knowing; a country or network in this list is evidence of a path, never of a perpetrator.'

/** What lists of networks say, as shares; null: no such list is loaded, which is not the same as none seen. */
export interface NetworkKinds {
  hosting: number | null
  proxy: number | null
  tor: number | null
  openResolver: number | null
}

export const noListLoaded: NetworkKinds = { hosting: null, proxy: null, tor: null, openResolver: null }

export interface MixWith {
  usual: WindowCounts | null
  kinds: NetworkKinds
  /** Name of a country or an AS number, for people; the key itself where none is known. */
  nameOf: (kind: 'country' | 'as', key: string) => string
  spoofing: SpoofingKnown
  /** Date and licence of the tables that placed the addresses. */
  tables: string
}

const mostShares = 60

/** Shares of packets (flow) or requests (web), the greatest first. Intervals are of sampling alone: tables of addresses err too. */
export function sourceMix(seen: WindowCounts, by: MixWith): SourceMix {
  return {
    countries: countryShares(seen, by),
    networks: networkShares(seen, by),
    distinctSources: seen.sources === null ? null : Math.round(seen.sources),
    records: seen.records,
    spoofing: judgeSpoofing(seen, by.usual, by.spoofing),
    ...boundKinds(by.kinds),
    caveat: mixCaveat,
    tables: by.tables,
  }
}

function countryShares(seen: WindowCounts, { usual, nameOf }: MixWith): SourceMix['countries'] {
  const size = effectiveSize(seen)
  const before = usual === null ? null : countryMix(usual)
  return [...countryMix(seen)]
    .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
    .slice(0, mostShares)
    .map(([key, share]) => ({
      key,
      name: nameOf('country', key),
      share,
      ...shareInterval(share, size),
      usual: before === null ? null : (before.get(key) ?? 0),
    }))
}

export function countryMix(window: WindowCounts): Map<string, number> {
  return sharesOf(amountsOf(window, window.countries))
}

export function amountsOf(window: WindowCounts, amounts: ReadonlyMap<string, Amount>): Map<string, number> {
  return new Map([...amounts].map(([key, amount]) => [key, amountIn(window.channel, amount)]))
}

/** Networks are counted as heavy hitters: the error of that counting widens the interval downwards. */
function networkShares(seen: WindowCounts, { usual, nameOf }: MixWith): SourceMix['networks'] {
  const size = effectiveSize(seen)
  const whole = amountIn(seen.channel, seen)
  if (!(whole > 0)) return []
  const told = toldByNetworks(seen)
  return listed(seen, 'as')
    .slice(0, mostShares)
    .map(({ key, amount, error }) => {
      const most = Math.min(1, amount / whole)
      const least = Math.min(most, Math.max(0, amount - error) / whole)
      const share = Math.max(0, amount - error / 2) / Math.max(whole, told)
      return {
        key,
        name: nameOf('as', key),
        share: Math.min(most, Math.max(least, share)),
        low: shareInterval(least, size).low,
        high: shareInterval(most, size).high,
        usual: usual === null ? null : usualShare(usual, key),
      }
    })
}

/** Null where the usual list of the biggest does not hold it: it may have been just below. */
function usualShare(usual: WindowCounts, key: string): number | null {
  const found = listed(usual, 'as').find((one) => one.key === key)
  const whole = Math.max(amountIn(usual.channel, usual), toldByNetworks(usual))
  return found === undefined || !(whole > 0) ? null : Math.max(0, found.amount - found.error / 2) / whole
}

/** What the middles of all networks add up to. Where few records were seen that is more than there was: shares are of it. */
function toldByNetworks(window: WindowCounts): number {
  return listed(window, 'as').reduce((sum, { amount, error }) => sum + Math.max(0, amount - error / 2), 0)
}

function boundKinds(kinds: NetworkKinds): NetworkKinds {
  const bound = (share: number | null) =>
    share === null || !Number.isFinite(share) ? null : Math.min(1, Math.max(0, share))
  return {
    hosting: bound(kinds.hosting),
    proxy: bound(kinds.proxy),
    tor: bound(kinds.tor),
    openResolver: bound(kinds.openResolver),
  }
}

/** How far the countries of two windows lie apart beyond what chance does: 0 the same, 1 nothing in common. */
export function mixChange(seen: WindowCounts, usual: WindowCounts): number {
  const [now, before] = [countryMix(seen), countryMix(usual)]
  const chance = divergenceByChance(Math.max(now.size, before.size), effectiveSize(seen), effectiveSize(usual))
  return Math.max(0, divergence(now, before) - chance)
}
