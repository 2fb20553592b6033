// Disputes: which claims of a text dispute each other and are not settled yet, and which pairs hang together.
import type { ClaimFact } from '../../model.ts'

export interface SuggestedPair {
  disputing: ClaimFact
  disputed: ClaimFact
  why: string
}

/** As the text reports them, each pair once. `settled` says which are related by a person, or rejected, already. */
export function suggestedPairs(
  claims: readonly ClaimFact[],
  settled: (disputing: ClaimFact, disputed: ClaimFact) => boolean,
): SuggestedPair[] {
  const byId = new Map(claims.map((claim) => [claim.id, claim]))
  const seen = new Set<string>()
  return claims.flatMap((disputing) =>
    disputing.relations.flatMap(({ relation, claim, why }): SuggestedPair[] => {
      const disputed = byId.get(claim)
      const key = [disputing.id, claim].sort().join(' ')
      if (relation !== 'disputes' || !disputed || disputed === disputing || seen.has(key)) return []
      seen.add(key)
      return settled(disputing, disputed) ? [] : [{ disputing, disputed, why }]
    }),
  )
}

/** A number for each pair, the same for all pairs that hang together through claims they share; in order of appearance. */
export function groupsOf(pairs: readonly (readonly [string, string])[]): number[] {
  const parent = new Map<string, string>()
  const root = (id: string): string => {
    let at = id
    for (let up = parent.get(at); up !== undefined; up = parent.get(at)) at = up
    return at
  }
  for (const [a, b] of pairs) if (root(a) !== root(b)) parent.set(root(a), root(b))
  const numbers = new Map<string, number>()
  return pairs.map(([a]) => {
    const group = numbers.get(root(a)) ?? numbers.size + 1
    numbers.set(root(a), group)
    return group
  })
}
