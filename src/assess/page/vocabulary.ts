// The vocabularies of the law and the taxonomies, as choices and as names.

import { useMemo } from 'react'
import { useAsk } from '#web/ask.ts'
import { countryName } from '#web/country.ts'
import type { Choice } from '#web/kit/Field.tsx'
import { say } from '#web/say.ts'
import { taxonomies } from '../api.ts'
import { type Taxonomies, unplaced } from '../model.ts'

export interface Vocabulary {
  words: Taxonomies | undefined
  country: (code: string) => string
  sector: (id: string) => string
  rsit: (klass: string, type: string | null) => string
  countries: readonly Choice[]
  sectors: readonly Choice[]
}

export function useVocabulary(): Vocabulary {
  const words = useAsk(taxonomies, {}, { timeless: true }).data
  return useMemo(() => vocabularyOf(words), [words])
}

function vocabularyOf(words: Taxonomies | undefined): Vocabulary {
  const countryNames = new Map((words?.countries ?? []).map((it) => [it.value, it.label]))
  const sectors = (words?.sectors ?? []).flatMap((sector) => [
    { value: sector.value, label: sector.label, group: say('Annex {annex}', { annex: sector.annex }) },
    ...sector.subsectors.map((sub) => ({ value: sub.value, label: `${sector.label}: ${sub.label}`, group: '' })),
  ])
  const sectorNames = new Map(sectors.map((it) => [it.value, it.label]))
  return {
    words,
    country: (code) => (code === unplaced ? say('not known') : (countryNames.get(code) ?? countryName(code))),
    sector: (id) => (id === unplaced ? say('not known') : (sectorNames.get(id) ?? id)),
    rsit: (klass, type) => {
      const found = words?.rsit.classes.find((it) => it.value === klass)
      const kind = found?.types.find((it) => it.value === type)
      return [found?.label ?? klass, type === null ? undefined : (kind?.label ?? type)].filter(Boolean).join(' · ')
    },
    countries: (words?.countries ?? []).map((it) => ({
      value: it.value,
      label: it.label,
      group: it.memberState ? say('Member State') : '',
    })),
    sectors,
  }
}
