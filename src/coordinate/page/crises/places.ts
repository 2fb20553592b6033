// Names of countries and of the sectors of NIS2, and both as choices.
import { useMemo } from 'react'
import { taxonomies } from '#assess/api.ts'
import { unplaced } from '#assess/model.ts'
import { useAsk } from '#web/ask.ts'
import { countryName } from '#web/country.ts'
import type { Choice } from '#web/kit/Field.tsx'
import { say } from '#web/say.ts'

export interface Places {
  country: (code: string) => string
  sector: (id: string) => string
  countries: readonly Choice[]
  sectors: readonly Choice[]
}

export function usePlaces(): Places {
  const words = useAsk(taxonomies, {}, { timeless: true }).data
  return useMemo(() => {
    const countries = (words?.countries ?? []).map(({ value, label }) => ({ value, label }))
    const sectors = (words?.sectors ?? []).flatMap((sector) => [
      { value: sector.value, label: sector.label },
      ...sector.subsectors.map((sub) => ({ value: sub.value, label: `${sector.label}: ${sub.label}` })),
    ])
    const countryNames = new Map(countries.map((it) => [it.value, it.label]))
    const sectorNames = new Map(sectors.map((it) => [it.value, it.label]))
    const unknown = say('not known')
    return {
      country: (code) => (code === unplaced ? unknown : (countryNames.get(code) ?? countryName(code))),
      sector: (id) => (id === unplaced ? unknown : (sectorNames.get(id) ?? id)),
      countries,
      sectors,
    }
  }, [words])
}
