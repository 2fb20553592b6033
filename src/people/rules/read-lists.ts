// From the lists of data/people, as a lawyer edits them, to what the room works with. Refuses lists that make no sense.
import type { Country, SectorEntry } from './place-and-sector.ts'

interface SectorsFile {
  sectors: { id: string; annex: string; label: string; subsectors?: { id: string; label: string }[] }[]
}

interface CountriesFile {
  items: { iso3166_1_alpha2: string; name: string; eu_member: boolean; eea: boolean }[]
  others: { codes: string[] }
}

export function sectorsFrom(file: SectorsFile): SectorEntry[] {
  return file.sectors.map(({ id, annex, label, subsectors = [] }) => {
    if (annex !== 'I' && annex !== 'II') throw new Error(`Sector ${id} is in no annex of NIS2: ${annex}`)
    return { id, annex, label, subsectors: subsectors.map((sub) => ({ id: sub.id, label: sub.label })) }
  })
}

/** `nameOf` gives the name of a country outside the European Economic Area from its code. */
export function countriesFrom(file: CountriesFile, nameOf: (code: string) => string | undefined): Country[] {
  const near = file.items.map((item) => ({
    code: item.iso3166_1_alpha2,
    name: item.name,
    member: item.eu_member,
    eea: item.eea,
  }))
  const far = file.others.codes.map((code) => ({ code, name: nameOf(code) ?? code, member: false, eea: false }))
  const all = [...near, ...far.sort((a, b) => a.name.localeCompare(b.name, 'en'))]
  if (new Set(all.map((country) => country.code)).size !== all.length) throw new Error('A country is listed twice')
  return all
}
