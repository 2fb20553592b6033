// What the capitals of a text are worth: lines that are all headline, and words that the text also writes small.
import type { Word } from './words.ts'

/** Parts of a text whose capitals say nothing: "Title Case Headlines" and "LINES IN CAPITALS". */
export interface Loud {
  start: number
  end: number
}

export interface Casing {
  loud: Loud[]
  /** Words that stand in small letters in the running text, and how often. */
  small: Map<string, number>
  /** Words that stand with a capital where none is due. */
  capital: Map<string, number>
}

const MAX_HEADLINE_CHARS = 200
const SHORT_WORD = 4

export function casingOf(text: string, words: readonly Word[], german: boolean): Casing {
  const loud = loudLines(text, words, german)
  const small = new Map<string, number>()
  const capital = new Map<string, number>()
  let line = 0
  for (const word of words) {
    while (line < loud.length && (loud[line]?.end ?? 0) <= word.start) line += 1
    if ((loud[line]?.start ?? Number.POSITIVE_INFINITY) <= word.start) continue
    if (!word.capital) small.set(word.lower, (small.get(word.lower) ?? 0) + 1)
    else if (word.begins === 'no') capital.set(word.text, (capital.get(word.text) ?? 0) + 1)
  }
  return { loud, small, capital }
}

/** Lines are judged by their words of four letters and more; German nouns are capitals anyway, so there only shouting counts. */
function loudLines(text: string, words: readonly Word[], german: boolean): Loud[] {
  const loud: Loud[] = []
  let at = 0
  while (at < words.length) {
    const start = words[at]?.start ?? 0
    const newline = text.indexOf('\n', start)
    const end = newline === -1 ? text.length : newline
    let stop = at
    let long = 0
    let capitals = 0
    let shouted = 0
    let count = 0
    for (; stop < words.length; stop += 1) {
      const word = words[stop]
      if (word === undefined || word.start >= end) break
      count += 1
      if (word.acronym && word.text.length >= SHORT_WORD) shouted += 1
      if (word.text.length < SHORT_WORD) continue
      long += 1
      if (word.capital && stop > at) capitals += 1
    }
    const ended = /[.;,:]["')\]]?\s*$/.test(text.slice(Math.max(start, end - 4), end))
    const allCapitals = long >= 3 && shouted >= long * 0.7
    const titled =
      !german && !ended && end - start <= MAX_HEADLINE_CHARS && count >= 4 && long >= 3 && capitals >= (long - 1) * 0.75
    if (allCapitals || titled) loud.push({ start, end })
    at = Math.max(stop, at + 1)
  }
  return loud
}

export function isLoud(loud: readonly Loud[], at: number): boolean {
  let low = 0
  let high = loud.length - 1
  while (low <= high) {
    const middle = (low + high) >> 1
    const line = loud[middle]
    if (line === undefined || at < line.start) high = middle - 1
    else if (at >= line.end) low = middle + 1
    else return true
  }
  return false
}
