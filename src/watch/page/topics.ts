// Topics, as choices of a form.
import { useMemo } from 'react'
import { useAsk } from '#web/ask.ts'
import type { Choice } from '#web/kit/Field.tsx'
import { listTerms } from '../api/lexicon.ts'
import { listItems } from '../api.ts'
import { topicWord } from './words.ts'

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
