// What tables and lists say of countries and networks, in words, with their date and licence.
import { openGeo } from '../geo/lookup.ts'
import type { Vectors } from '../model/vectors.ts'
import type { CrowdEvidence } from '../rules/flash.ts'
import type { MixWith, NetworkKinds } from '../rules/mix.ts'
import { amountIn, type WindowCounts } from '../rules/window.ts'
import { readVectors } from '../tally/vectors.ts'

export interface Places {
  vectors: Vectors
  /** Names of shapes that judgements ask for. */
  shapes: CrowdEvidence['shapes']
  /** Of a country or an AS number, for people; the key itself where none is known. */
  nameOf(kind: 'country' | 'as', key: string): string
  /** Date, licence and source of the tables that placed the addresses. */
  tables: string
  /** Everything that a source mix is told by, but what is usual. */
  mixWith(window: WindowCounts): Omit<MixWith, 'usual'>
}

/** Tables that are missing are said to be missing; nothing fails for want of a name. */
export function openPlaces(): Places {
  const geo = openGeo()
  const vectors = readVectors()
  const regions = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'code' })
  const shapes = { syn: 'syn-only', bogon: 'bogon', amplification: vectors.amplification.map(({ id }) => id) }
  const told = geo.provenance.map(({ package: name, date, licence, attribution }) =>
    [`${name}, ${date}, ${licence}`, ...(attribution ? [attribution] : [])].join(': '),
  )
  const tables = (told.length > 0 ? `Placed by ${told.join('; ')}.` : 'No tables of addresses are installed.').slice(
    0,
    400,
  )
  const nameOf: Places['nameOf'] = (kind, key) => {
    if (kind === 'country') return /^[A-Z]{2}$/.test(key) ? (regions.of(key) ?? key) : key
    return /^\d{1,10}$/.test(key) ? (geo.asName(Number(key)) ?? `AS${key}`) : key
  }
  return {
    vectors,
    shapes,
    nameOf,
    tables,
    mixWith: (window) => ({
      kinds: kindsIn(window),
      nameOf,
      spoofing: {
        bogonShape: shapes.bogon,
        synShape: shapes.syn,
        amplificationShapes: shapes.amplification,
        addressSpace: null,
      },
      tables,
    }),
  }
}

/** A kind that no sensor counted is not known: it had no list. */
function kindsIn(window: WindowCounts): NetworkKinds {
  const whole = amountIn(window.channel, window)
  const share = (kind: string) => {
    const counted = window.shapes.get(`network-${kind}`)
    return counted && whole > 0 ? counted.packets / whole : null
  }
  return { hosting: share('hosting'), proxy: share('proxy'), tor: share('tor'), openResolver: share('resolver') }
}
