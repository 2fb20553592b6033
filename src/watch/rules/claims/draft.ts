// A claim while the stage works on it: the fact, and what relations and evidence need to know besides.
import type { ClaimFact, Span } from '../../model.ts'
import type { ListedClass } from './data.ts'

export interface Draft {
  fact: ClaimFact
  listed: ListedClass
  /** Number of the sentence and of the paragraph that the cue stands in. */
  sentence: number
  paragraph: number
  /** Stems of the words that carry meaning, for comparing. */
  stems: ReadonlySet<string>
  /** What the sentence says besides, for the object of a dispute: "disputed Musk's account, saying ...". */
  around: Span
  /** The holder was only pointed at: a pronoun that found no name. */
  unclear: boolean
}
