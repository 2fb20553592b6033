// Accepting a dispute that a text suggests: both claims enter the ledger, where they are not yet, and are related.
import { useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import type { Contract, InputOf, OutputOf } from '#kernel/contract.ts'
import { call, freshKey } from '#web/client.ts'
import { toast } from '#web/kit/Toast.tsx'
import { usePlace } from '#web/place.ts'
import { say } from '#web/say.ts'
import { acceptClaim, type listDisputes, type ReportedClaim, relateClaims } from '../../api/claims.ts'
import { itemFacts } from '../../api/facts.ts'

type Suggested = OutputOf<typeof listDisputes>['suggested'][number]
type Pair = Suggested['pairs'][number]

export interface Accepting {
  accept: (pair: Pair) => Promise<void>
  pending: boolean
  error: unknown
}

export function useAcceptDispute({ item, document }: Suggested): Accepting {
  const { realm } = usePlace()
  const queries = useQueryClient()
  const busy = useRef(false)
  const [pending, setPending] = useState(false)
  const [error, setError] = useState<unknown>(null)

  const tell = <C extends Contract>(contract: C, input: InputOf<C>): Promise<OutputOf<C>> =>
    call(contract, input, contract.does === 'query' ? { realm } : { realm, idempotencyKey: freshKey() })

  async function inLedger(claim: ReportedClaim): Promise<string> {
    if (claim.ledger) return claim.ledger
    // Each acceptance makes a new version of the judgements of the item.
    const { version } = await tell(itemFacts, { id: item.id })
    return (await tell(acceptClaim, { document, claim: claim.claim, version })).id
  }

  return {
    pending,
    error,
    async accept({ disputing, disputed, why }) {
      if (busy.current) return
      busy.current = true
      setPending(true)
      setError(null)
      try {
        const to = await inLedger(disputed)
        const id = await inLedger(disputing)
        await tell(relateClaims, { id, relation: 'disputes', claim: to, why: why.slice(0, 1000) })
        toast(say('Accepted: both claims are in the ledger, and related.'))
      } catch (failed) {
        setError(failed)
      } finally {
        busy.current = false
        setPending(false)
        void queries.invalidateQueries({ predicate: (query) => String(query.queryKey[0]).startsWith('watch.') })
      }
    },
  }
}
