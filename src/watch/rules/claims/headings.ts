// Headlines that name who speaks before a colon: "Microsoft: Russian hackers target energy firms".
import type { NameFact } from '../../model.ts'
import { at, type Sentence } from './clause.ts'
import type { Found } from './found.ts'
import { namesIn } from './holders.ts'

const MAX_NAME = 5
const MIN_WORDS = 3
const LATER = 4_000

/** The name before the colon of a headline as the holder of what stands after it; null when it is a topic ("Analysis:"). */
export function headingAt(text: string, sentence: Sentence, names: readonly NameFact[]): Found | null {
  let colon = 0
  while (colon <= MAX_NAME && at(sentence, colon).kind === 'word' && at(sentence, colon).capital) colon += 1
  if (colon === 0 || colon > MAX_NAME || at(sentence, colon).lower !== ':') return null
  if (sentence.words.length - colon - 1 < MIN_WORDS) return null
  for (let k = 0; k < colon; k += 1) if (at(sentence, k).tag !== null || at(sentence, k).possessive) return null
  const name = { start: at(sentence, 0).start, end: at(sentence, colon - 1).end }
  const known = namesIn(names, name)
  const speaks = known.some(({ type }) => type === 'person' || type === 'organisation')
  // Where no name is known: one that the text goes on to speak of.
  const again =
    known.length === 0 &&
    colon > 1 &&
    text.slice(sentence.end, sentence.end + LATER).includes(` ${at(sentence, colon - 1).text} `)
  if (!speaks && !again) return null
  return {
    cue: { from: colon, to: colon + 1 },
    listed: 'asserts',
    holder: { from: 0, to: colon },
    side: 'after',
    from: colon + 1,
    via: null,
    how: 'the name before the colon',
    first: 0,
    participle: false,
  }
}
