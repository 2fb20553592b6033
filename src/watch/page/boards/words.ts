// The marks of the board in words, and the keys that give them.
import { say } from '#web/say.ts'
import { type Mark, marks } from '../../model/hypotheses.ts'

const words: Record<Mark, string> = {
  CC: 'very consistent',
  C: 'consistent',
  N: 'neither',
  I: 'inconsistent',
  II: 'very inconsistent',
}

export function markWord(mark: Mark): string {
  return say(words[mark])
}

/** By number in their order, or by letter: `C` with the shift key is very consistent, `I` very inconsistent. */
export const markKeys: Record<string, Mark | null> = {
  ...Object.fromEntries(marks.map((mark, n) => [String(n + 1), mark])),
  C: 'CC',
  c: 'C',
  n: 'N',
  i: 'I',
  I: 'II',
  '0': null,
  Backspace: null,
  Delete: null,
}

/** `Person Ab` is `PA`: as much of a name as fits into a cell, with the whole name beside it for who asks. */
export function initials(name: string): string {
  const parts = name.split(/\s+/).filter(Boolean)
  return parts
    .slice(0, 3)
    .map((part) => part[0] ?? '')
    .join('')
    .toUpperCase()
}

/** Two digits at most after the point: more would say more than the marks do. */
export function scoreText(score: number): string {
  return score.toLocaleString('en', { maximumFractionDigits: 2 })
}
