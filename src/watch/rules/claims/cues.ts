// Finds the words that report a statement, in order, in one sentence.
import { accordingAt, adjectiveAt, hedgeAt, nounAt } from './beside-verbs.ts'
import { at, type Sentence } from './clause.ts'
import type { Found } from './found.ts'
import { verbAt } from './verbs.ts'

// A sentence of 1,500 characters that reports more than this is no prose.
const MAX_CUES = 24

/** Cues of one sentence, in order. */
export function findCues(sentence: Sentence): Found[] {
  const found: Found[] = []
  let taken = -1
  for (let i = 0; i < sentence.words.length && found.length < MAX_CUES; i += 1) {
    const word = at(sentence, i)
    if (word.kind !== 'word' || word.quote >= 0 || i < taken) continue
    const made = cueAt(sentence, i, found)
    if (made === null) continue
    found.push(made)
    taken = made.cue.to
  }
  return found
}

function cueAt(sentence: Sentence, i: number, found: Found[]): Found | null {
  const word = at(sentence, i)
  const according = accordingAt(sentence, i)
  if (according !== null) return according
  for (const form of word.forms) {
    const made = verbAt(sentence, i, form, found)
    if (made !== null) return made
  }
  const last = found[found.length - 1]
  // "expressed concern that": the noun belongs to the verb just before it.
  const noun = last !== undefined && i - last.cue.to < 4 ? null : nounAt(sentence, i)
  return noun ?? adjectiveAt(sentence, i) ?? hedgeAt(sentence, i, found)
}
