// The law as the actions of this room ask it: the version in force, or any that was, prepared once for the engine.
import type { Instant } from '#kernel/time.ts'
import type { Law } from '../../model/law.ts'
import { prepareLaw } from '../../rules/law/prepare-law.ts'
import type { PreparedLaw } from '../../rules/law/prepared.ts'

/** What the law book offers. */
export interface LawVersions {
  current(): Law
  version(id: string): Promise<Law | null>
  /** When the version in force was adopted here; null where nobody knows. */
  since?(): Instant | null
}

export interface LawAtHand {
  current(): PreparedLaw
  version(id: string): Promise<PreparedLaw | null>
  since(): Instant | null
}

export function lawAtHand(book: LawVersions): LawAtHand {
  const prepared = new WeakMap<Law, PreparedLaw>()
  function made(law: Law): PreparedLaw {
    const known = prepared.get(law) ?? prepareLaw(law)
    prepared.set(law, known)
    return known
  }
  return {
    current: () => made(book.current()),
    async version(id) {
      const current = book.current()
      if (current.version === id) return made(current)
      const law = await book.version(id)
      return law && made(law)
    },
    since: () => book.since?.() ?? null,
  }
}
