// After somebody came in: ask again who that is, and go where they wanted to.
import { useQueryClient } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import type { SecondFactorState } from '#people/model.ts'

/** A path of this node, never another site: `//elsewhere` and `https:` are not followed. */
export function pathWithin(next: string | undefined): string {
  return next?.startsWith('/') && !next.startsWith('//') && !next.includes('\\') ? next : '/picture'
}

export function useEnter(): (factor: SecondFactorState, next?: string) => Promise<void> {
  const queries = useQueryClient()
  const router = useRouter()
  return async (factor, next) => {
    queries.clear()
    router.history.push(factor === 'enrol' ? '/account?tab=factors' : pathWithin(next))
  }
}
