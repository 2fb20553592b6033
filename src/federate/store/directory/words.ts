// The words that fingerprints are spoken in, out of data/: 1,024 of them, none of which sounds like a slip of another.
import Type from 'typebox'
import { BadDataset, readDataset } from '#platform/dataset.ts'

const path = 'federate/words.json'
const WordFile = Type.Object({
  words: Type.Array(Type.String({ pattern: '^[a-z]{3,9}$' }), { minItems: 1024, maxItems: 1024 }),
})

/** Throws BadDataset. Two nodes with other lists would speak of other things, so the file is checked whole. */
export function readWords(): readonly string[] {
  const { words } = readDataset(WordFile, path)
  const fault = faultInWords(words)
  if (fault) throw new BadDataset(`data/${path}: ${fault}. Put the released file back.`)
  return words
}

/** Unique, in order, and never one letter apart: changed, added or left out. */
export function faultInWords(words: readonly string[]): string | undefined {
  const near = new Map<string, string[]>()
  for (const [at, word] of words.entries()) {
    const before = words[at - 1]
    if (before !== undefined && before >= word)
      return `${word} does not stand in the order of the alphabet, or stands there twice`
    for (const shape of [word, ...withOneLess(word)]) {
      const others = near.get(shape) ?? []
      const other = others.find((one) => one !== word && withinOne(one, word))
      if (other !== undefined) return `${other} and ${word} are one letter apart`
      near.set(shape, [...others, word])
    }
  }
  return undefined
}

/** Two words within one letter of each other have one of these in common. */
function withOneLess(word: string): string[] {
  return Array.from(word, (_letter, at) => word.slice(0, at) + word.slice(at + 1))
}

function withinOne(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1) return false
  let at = 0
  while (at < Math.min(a.length, b.length) && a[at] === b[at]) at++
  const [restA, restB] = [a.slice(at), b.slice(at)]
  return restA.slice(1) === restB.slice(1) || restA === restB.slice(1) || restA.slice(1) === restB
}
