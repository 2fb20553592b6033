// Words of a text with their places in it, found in one pass; the stages that look words up share them.
export interface Token {
  text: string
  lower: string
  start: number
  end: number
}

const WORD =
  /\p{L}[\p{L}\p{M}\p{N}]{0,59}(?:['.&\u00b7-](?=\p{L})[\p{L}\p{M}\p{N}]{1,59}){0,6}\.?|\p{N}[\p{L}\p{N}]{0,59}/gu
const MAX_TOKENS = 20_000

/** Words; inner apostrophes, hyphens and dots stay ("U.S.", "zero-day"), a possessive 's is cut off. */
export function tokenise(text: string): Token[] {
  const tokens: Token[] = []
  WORD.lastIndex = 0
  for (let hit = WORD.exec(text); hit !== null && tokens.length < MAX_TOKENS; hit = WORD.exec(text)) {
    let word = hit[0]
    if (word.endsWith('.') && !/^(?:\p{L}\.)+\p{L}?\.$/u.test(word)) word = word.slice(0, -1)
    if (/'s?$/i.test(word)) word = word.replace(/'s?$/i, '')
    tokens.push({ text: word, lower: word.toLowerCase(), start: hit.index, end: hit.index + word.length })
  }
  return tokens
}
