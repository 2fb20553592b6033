// Countries, sectors and topics: as choices of a form, and by their names.
import { useMemo } from 'react'
import { taxonomies } from '#assess/api.ts'
import { useAsk } from '#web/ask.ts'
import { countryName } from '#web/country.ts'
import type { Choice } from '#web/kit/Field.tsx'
import { say } from '#web/say.ts'
import { listTerms } from '../api/lexicon.ts'
import { listItems } from '../api.ts'
import { topicWord } from './words.ts'

export interface Vocabulary {
  country: (code: string) => string
  sector: (id: string) => string
  countries: readonly Choice[]
  sectors: readonly Choice[]
}

export function useVocabulary(): Vocabulary {
  const words = useAsk(taxonomies, {}, { timeless: true }).data
  return useMemo(() => {
    const countries = (words?.countries ?? []).map((it) => ({
      value: it.value,
      label: it.label,
      group: it.memberState ? say('Member State') : '',
    }))
    const sectors = (words?.sectors ?? []).flatMap((sector) => [
      { value: sector.value, label: sector.label, group: say('Annex {annex}', { annex: sector.annex }) },
      ...sector.subsectors.map((sub) => ({ value: sub.value, label: `${sector.label}: ${sub.label}` })),
    ])
    const countryNames = new Map(countries.map((it) => [it.value, it.label]))
    const sectorNames = new Map(sectors.map((it) => [it.value, it.label]))
    return {
      country: (code: string) => countryNames.get(code) ?? countryName(code),
      sector: (id: string) => sectorNames.get(id) ?? id,
      countries,
      sectors,
    }
  }, [words])
}

/** The topics of the lexicon, and those that items of the list have: a topic may be asked for before it was ever met. */
export function useTopics(when: boolean): readonly Choice[] {
  const terms = useAsk(listTerms, { lexicon: 'topics', days: 1 }, { when })
  const items = useAsk(listItems, { limit: 200 }, { when, hears: [] })
  return useMemo(() => {
    const owners = (terms.data?.owners ?? []).map((it) => it.of)
    const met = (items.data?.items ?? []).flatMap((item) => item.state.topics.map((it) => it.topic))
    return [...new Set([...owners, ...met])]
      .map((topic) => ({ value: topic, label: topicWord(topic) }))
      .sort((a, b) => a.label.localeCompare(b.label))
  }, [terms.data, items.data])
}
