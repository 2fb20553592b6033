// Countries and sectors: taking in what people write, and refusing what the lists do not know.
import { type Refused, refuse } from '#kernel/reply.ts'

export interface Country {
  code: string
  name: string
  member: boolean
  eea: boolean
}

export interface SectorEntry {
  id: string
  annex: 'I' | 'II'
  label: string
  subsectors: { id: string; label: string }[]
}

/** Texts of the Union write EL and UK where ISO 3166-1 writes GR and GB. */
export function isoCountry(written: string): string {
  return written === 'EL' ? 'GR' : written === 'UK' ? 'GB' : written
}

export interface Lists {
  countries: ReadonlyMap<string, Country>
  sectors: ReadonlySet<string>
}

const withoutCountry = new Set(['union-body', 'nato-coordination-point'])

/** What is wrong with the place and the sectors of an organisation, or undefined. `country` is an ISO code already. */
export function misplaced(
  given: { kind: string; country: string | null; sectors: readonly string[] },
  lists: Lists,
): Refused | undefined {
  if (given.country === null && !withoutCountry.has(given.kind)) {
    return refuse('unknown-country', `An organisation of the kind ${given.kind} has a country.`, '/country')
  }
  if (given.country !== null && !lists.countries.has(given.country)) {
    return refuse('unknown-country', `There is no country ${given.country}.`, '/country')
  }
  const odd = given.sectors.find((sector) => !lists.sectors.has(sector))
  return odd === undefined ? undefined : refuse('unknown-sector', `There is no sector ${odd}.`, '/sectors')
}
