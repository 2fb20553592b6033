// Where an address is registered and who announces it, from the tables in build/geo. What is registered somewhere was
// neither necessarily sent from there, nor by anybody from there.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { readPrefix } from '#kernel/network.ts'
import { packageRoot } from '#platform/worker.ts'
import { unknownCountry } from '../model/bucket.ts'
import { type AsTable, createAsNames, createAsTable } from './as-table.ts'
import { bogonNumber, type CountryTable, createCountryTable, emptyCountryTable } from './country-table.ts'
import { type GeoFile, type Provenance, readGeoFile } from './geo-file.ts'

export interface Geo {
  readonly country: CountryTable
  readonly as: AsTable
  /** Read from disk when first asked: a sensor needs no names. */
  asName(number: number): string | null
  /** Of the tables that are there; to be shown wherever countries or systems are. Empty: there is no data. */
  readonly provenance: readonly Provenance[]
  /** Why a table is missing, in words for the person who runs this. */
  readonly faults: readonly string[]
}

let opened: Geo | undefined

/** The tables of this installation, read once per process. Missing or damaged ones answer `??` and 0, and say so. */
export function openGeo(): Geo {
  opened ??= openGeoIn(join(packageRoot(), 'build', 'geo'))
  return opened
}

export function openGeoIn(folder: string): Geo {
  const faults: string[] = []
  const provenance: Provenance[] = []
  const country = read('country.bin')
  const as = read('as.bin')
  let names: ((number: number) => string | null) | undefined
  return {
    country: country ? createCountryTable(country) : emptyCountryTable,
    as: as ? createAsTable(as) : { of4: () => 0, of6: () => 0 },
    asName(number) {
      names ??= namesFrom(folder)
      return names(number)
    },
    provenance,
    faults,
  }

  function read(name: string): GeoFile | undefined {
    const found = readTable(join(folder, name))
    if (typeof found === 'string') faults.push(found)
    else provenance.push(found.provenance)
    return typeof found === 'string' ? undefined : found
  }
}

function namesFrom(folder: string): (number: number) => string | null {
  const found = readTable(join(folder, 'as-names.bin'))
  return typeof found === 'string' ? () => null : createAsNames(found)
}

function readTable(path: string): GeoFile | string {
  try {
    const read = readGeoFile(readFileSync(path))
    return read.ok ? read.file : `${path} ${read.why}`
  } catch {
    return `${path} cannot be read. Run \`npm run build\`.`
  }
}

export interface Whereabouts {
  /** ISO 3166-1 alpha-2, or `??`. */
  country: string
  /** AS number; 0 not known. */
  as: number
  /** One of the networks that are never a true source on the Internet. */
  bogon: boolean
}

/** Of an address as a text; anything that is none is not known. */
export function whereIs(geo: Geo, address: string): Whereabouts {
  const read = readPrefix(address)
  const [first = 0, second = 0, third = 0, fourth = 0] = read.ok ? read.network.words : []
  if (!read.ok) return { country: unknownCountry, as: 0, bogon: false }
  if (read.network.family === 4) return told(geo, geo.country.of4(first), geo.as.of4(first))
  // ::ffff:192.0.2.1 is an IPv4 address in other clothes.
  if (first === 0 && second === 0 && third === 0xffff) return told(geo, geo.country.of4(fourth), geo.as.of4(fourth))
  return told(geo, geo.country.of6(first, second), geo.as.of6(first, second))
}

function told(geo: Geo, number: number, as: number): Whereabouts {
  return { country: geo.country.codes[number] ?? unknownCountry, as, bogon: number === bogonNumber }
}
