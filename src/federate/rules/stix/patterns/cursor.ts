// Walks over the words of a pattern. A word that does not fit ends the reading by way of a value that is passed up.
import { type Misread, patternBudget, type Word } from './lex.ts'

/** What a step of reading gives: something, or why it cannot be read. */
export type Step<T> = { ok: true; value: T } | { ok: false; why: Misread }

export interface Cursor {
  peek(): Word
  take(): Word
  /** Takes the word if it is that sign or keyword. */
  skip(text: string): boolean
  misread(says: string): { ok: false; why: Misread }
  /** One level deeper; undefined where that is too deep. */
  deeper(): Cursor | undefined
}

export function cursorOn(words: readonly Word[]): Cursor {
  const state = { at: 0 }
  const end: Word = { is: 'end', text: '', at: 0 }
  const at = (depth: number): Cursor => ({
    peek: () => words[state.at] ?? end,
    take() {
      const word = words[state.at] ?? end
      state.at += 1
      return word
    },
    skip(text) {
      const word = words[state.at]
      if (!word || (word.is !== 'sign' && word.is !== 'name') || word.text !== text) return false
      state.at += 1
      return true
    },
    misread: (says) => ({ ok: false, why: { at: (words[state.at] ?? end).at, says } }),
    deeper: () => (depth >= patternBudget.depth ? undefined : at(depth + 1)),
  })
  return at(0)
}

export const tooDeep = `It is nested deeper than ${patternBudget.depth} levels.`

/** `part (word part)*`: the part itself where there is only one. */
export function joined<T, J>(
  cursor: Cursor,
  word: string,
  part: (cursor: Cursor) => Step<T>,
  join: (parts: T[]) => J,
): Step<T | J> {
  const first = part(cursor)
  if (!first.ok) return first
  const parts = [first.value]
  while (cursor.skip(word)) {
    const next = part(cursor)
    if (!next.ok) return next
    parts.push(next.value)
  }
  return { ok: true, value: parts.length === 1 ? first.value : join(parts) }
}
