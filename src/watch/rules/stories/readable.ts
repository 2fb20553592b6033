// Reasons as people read them: stories compare the beginnings of words, the reasons show the words of the text.
import { nameStem, stem, wordsOf } from './words.ts'

const LISTS = ['the same names: ', 'the same words in title and first lines: ']
const MOST_CHARS = 20_000

/** The reasons of a comparison with the words of one of the texts in place of their beginnings. */
export function readable(why: readonly string[], text: string): string[] {
  if (!why.some((line) => LISTS.some((list) => line.startsWith(list)))) return [...why]
  const written = new Map<string, string>()
  for (const { plain, text: word } of wordsOf(text.slice(0, MOST_CHARS))) {
    for (const key of [nameStem(plain), stem(plain)]) if (!written.has(key)) written.set(key, word)
  }
  return why.map((line) => {
    const list = LISTS.find((one) => line.startsWith(one))
    if (list === undefined) return line
    const words = line.slice(list.length).split(', ')
    return list + words.map((word) => written.get(word) ?? word).join(', ')
  })
}
