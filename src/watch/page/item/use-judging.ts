// Judging the facts of an item: one at a time or by key after key, each told in turn, so that none overtakes another.
import { useMemo, useRef, useState } from 'react'
import { useAsk, useTell } from '#web/ask.ts'
import { problemOf } from '#web/client.ts'
import { useMay } from '#web/session.ts'
import { itemFacts, type JudgedFact, judgeFacts, undoFacts } from '../../api/facts.ts'
import type { Fact } from '../spans.ts'

type Judgement = NonNullable<JudgedFact['judgement']>

export interface Judging {
  /** Whether this reader may judge facts of the version that is shown. */
  can: boolean
  /** What counts for a fact; null while nobody judged it. */
  of: (fact: Fact) => (Judgement & { carriedOver: boolean }) | null
  /** The version of the judgements that was seen last; the ledger asks for it. */
  version: () => number
  /** True when it was taken. */
  judge: (fact: Fact, judgement: 'accept' | 'reject' | 'reopen' | 'retype', type?: string) => Promise<boolean>
  undo: () => Promise<boolean>
  /** Looks again, after something else judged a fact. */
  again: () => void
  error: unknown
}

export function useJudging(item: string, document: string, isNewest: boolean): Judging {
  const may = useMay()
  const known = useAsk(itemFacts, { id: item }, { when: isNewest, hears: ['watch.'] })
  const judging = useTell(judgeFacts)
  const undoing = useTell(undoFacts)
  const [error, setError] = useState<unknown>(null)
  const seen = useRef({ item, version: 0 })
  const queue = useRef<Promise<unknown>>(Promise.resolve())
  if (seen.current.item !== item) seen.current = { item, version: 0 }
  if (known.data && known.data.version > seen.current.version) seen.current.version = known.data.version

  const byPlace = useMemo(() => {
    const facts = known.data?.document === document ? known.data.facts : []
    return new Map(facts.map((fact) => [`${fact.kind} ${fact.at}`, fact]))
  }, [known.data, document])
  const rows = (fact: Fact) =>
    fact.at.flatMap((at) => {
      const row = byPlace.get(`${fact.kind} ${at}`)
      return row ? [row] : []
    })

  function inTurn(run: () => Promise<{ version: number }>): Promise<boolean> {
    const turn = queue.current.then(async () => {
      try {
        const { version } = await run()
        seen.current.version = Math.max(version, seen.current.version)
        setError(null)
        return true
      } catch (failed) {
        setError(failed)
        if (problemOf(failed).refusal === 'stale-version') void known.refetch()
        return false
      }
    })
    queue.current = turn
    return turn
  }

  return {
    can: isNewest && byPlace.size > 0 && may(judgeFacts),
    of(fact) {
      const judged = rows(fact).find((row) => row.judgement && row.judgement.verdict !== 'open')
      return judged?.judgement ? { ...judged.judgement, carriedOver: judged.carriedOver } : null
    },
    version: () => seen.current.version,
    judge(fact, judgement, type) {
      const facts = rows(fact).map(({ kind, text, span }) => ({
        kind,
        text,
        span,
        judgement,
        ...(type ? { type } : {}),
      }))
      if (facts.length === 0) return Promise.resolve(false)
      return inTurn(() => judging.tell({ id: item, document, version: seen.current.version, facts }))
    },
    undo: () => inTurn(() => undoing.tell({ id: item, version: seen.current.version })),
    again: () => void known.refetch(),
    error,
  }
}
