// The vocabularies of the law and the taxonomies, as choices and as names.
import { useMemo } from 'react'
import { useVocabulary as useWords, type Vocabulary as Words } from '#web/vocabulary.ts'
import type { Taxonomies } from '../model.ts'

export interface Vocabulary extends Words {
  rsit: (klass: string, type: string | null) => string
}

export function useVocabulary(): Vocabulary {
  const shared = useWords({ grouped: true })
  return useMemo(() => ({ ...shared, rsit: rsitNames(shared.words) }), [shared])
}

function rsitNames(words: Taxonomies | undefined): Vocabulary['rsit'] {
  return (klass, type) => {
    const found = words?.rsit.classes.find((it) => it.value === klass)
    const kind = found?.types.find((it) => it.value === type)
    return [found?.label ?? klass, type === null ? undefined : (kind?.label ?? type)].filter(Boolean).join(' · ')
  }
}
