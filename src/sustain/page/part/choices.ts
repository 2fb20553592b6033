// Parts as choices of a field.
import { useMemo } from 'react'
import { useAsk } from '#web/ask.ts'
import type { Choice } from '#web/kit/Field.tsx'
import { showMap } from '../../api/parts.ts'
import { layerWord } from '../words.ts'

/** Up to five thousand parts; what is already chosen is kept by the name that is given. */
export function usePartChoices(known: Readonly<Record<string, string>> = {}): readonly Choice[] {
  const map = useAsk(showMap, { limit: 5000 }, { keep: true, hears: ['sustain.part'] })
  return useMemo(() => {
    const parts = (map.data?.parts ?? []).map(({ id, name, layer }) => ({
      value: id,
      label: name,
      group: layerWord(layer),
    }))
    const there = new Set(parts.map(({ value }) => value))
    const rest = Object.entries(known).filter(([id]) => !there.has(id))
    return [...parts, ...rest.map(([value, label]) => ({ value, label }))]
  }, [map.data, known])
}
