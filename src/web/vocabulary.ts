// Countries and sectors: as choices of a form, and by their names.
import { useMemo } from 'react'
import { taxonomies } from '#assess/api.ts'
import { type Taxonomies, unplaced } from '#assess/model.ts'
import { useAsk } from './ask.ts'
import { countryName } from './country.ts'
import type { Choice } from './kit/Field.tsx'
import { say } from './say.ts'

export interface Vocabulary {
  words: Taxonomies | undefined
  country: (code: string) => string
  sector: (id: string) => string
  countries: readonly Choice[]
  sectors: readonly Choice[]
}

/** `grouped`: the choices stand in groups, the Member States apart from other countries and sectors by their annex of NIS2. */
export function useVocabulary({ grouped = false }: { grouped?: boolean } = {}): Vocabulary {
  const words = useAsk(taxonomies, {}, { timeless: true }).data
  return useMemo(() => vocabularyOf(words, grouped), [words, grouped])
}

function vocabularyOf(words: Taxonomies | undefined, grouped: boolean): Vocabulary {
  const inGroup = (group: string) => (grouped ? { group } : {})
  const countries = (words?.countries ?? []).map(({ value, label, memberState }) => ({
    ...{ value, label, ...inGroup(memberState ? say('Member State') : '') },
  }))
  const sectors = (words?.sectors ?? []).flatMap((sector) => [
    { value: sector.value, label: sector.label, ...inGroup(say('Annex {annex}', { annex: sector.annex })) },
    ...sector.subsectors.map((sub) => ({ value: sub.value, label: `${sector.label}: ${sub.label}` })),
  ])
  const countryNames = new Map(countries.map((it) => [it.value, it.label]))
  const sectorNames = new Map(sectors.map((it) => [it.value, it.label]))
  return {
    words,
    country: (code) => (code === unplaced ? say('not known') : (countryNames.get(code) ?? countryName(code))),
    sector: (id) => (id === unplaced ? say('not known') : (sectorNames.get(id) ?? id)),
    countries,
    sectors,
  }
}
