// Reads the public holidays of the Member States and the EEA from data/assess/days-off.
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { BadDataset, readDataset } from '#platform/dataset.ts'
import { packageRoot } from '#platform/worker.ts'
import { CountryDaysOff, compileDaysOff, type DaysOff } from '../rules/clocks/days-off.ts'

const folder = 'assess/days-off'

/**
 * Throws BadDataset when a file is wrong or two speak for one country: a clock does not run by a calendar it cannot read.
 * Days off of institutions (Commission, ECB) are not in it.
 */
export function readDaysOff(): DaysOff {
  return compileDaysOff(readCountries())
}

export function readCountries(): CountryDaysOff[] {
  const names = namesOf(join(packageRoot(), 'data', folder))
  return names.map((name) => {
    const country = readDataset(CountryDaysOff, `${folder}/${name}`)
    if (`${country.country.toLowerCase()}.json` === name) return country
    throw new BadDataset(`data/${folder}/${name} is about ${country.country}. Name the file after its country.`)
  })
}

function namesOf(place: string): string[] {
  try {
    return readdirSync(place)
      .filter((name) => /^[a-z]{2}[.]json$/.test(name))
      .sort()
  } catch (error) {
    throw new BadDataset(`data/${folder} cannot be read. Put the released folder back.`, { cause: error })
  }
}
