// The law as the node has it, in force or of another version, asked for once and kept.
import { useMemo } from 'react'
import { useAsk } from '#web/ask.ts'
import { law } from '../../api/law.ts'
import { indexLaw, type LawIndex, type LawWords, noLaw } from './law-index.ts'

export interface LawAsked {
  index: LawIndex | undefined
  /** Words from the start: ids, until the law has come. */
  words: LawWords
  pending: boolean
  error: unknown
  again: () => void
}

export function useLaw(version?: string): LawAsked {
  const asked = useAsk(law, version ? { version } : {}, { timeless: true, hears: ['assess.law'] })
  const data = asked.data
  const index = useMemo(() => (data ? indexLaw(data.law) : undefined), [data])
  const words = useMemo(() => index ?? noLaw(), [index])
  return { index, words, pending: asked.isPending, error: asked.error, again: () => void asked.refetch() }
}
