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

// The article or pronoun that French and Italian write together with the next word: "l'attaque", "dell'ospedale".
const ELISION = /^(?:l|d|n|s|j|m|t|c|qu|un|dell|nell|all|dall|sull)'(?=\p{L}{2})/iu

/** Words; inner apostrophes, hyphens and dots stay ("U.S.", "zero-day"), a possessive 's and an elided article are cut. */
export function tokenise(source: string): Token[] {
  const tokens: Token[] = []
  WORD.lastIndex = 0
  for (let hit = WORD.exec(source); hit !== null && tokens.length < MAX_TOKENS; hit = WORD.exec(source)) {
    let word = hit[0]
    if (word.endsWith('.') && !/^(?:\p{L}\.)+\p{L}?\.$/u.test(word)) word = word.slice(0, -1)
    if (/'s?$/i.test(word)) word = word.replace(/'s?$/i, '')
    const cut = ELISION.exec(word)?.[0].length ?? 0
    const text = word.slice(cut)
    tokens.push({ text, lower: text.toLowerCase(), start: hit.index + cut, end: hit.index + word.length })
  }
  return tokens
}

/** The words of one text, found once for all stages that look words up. `breaks` tells where a sentence or line began. */
export interface Words {
  tokens: readonly Token[]
  breaks: readonly boolean[]
}

export function readWords(text: string): Words {
  const tokens = tokenise(text)
  return { tokens, breaks: sentenceBreaks(text, tokens) }
}

const GAP_MAX = 12

/** For each word, whether a sentence or a line ended before it. */
function sentenceBreaks(text: string, tokens: readonly Token[]): boolean[] {
  const breaks: boolean[] = []
  let end = 0
  for (const [i, { start, end: next }] of tokens.entries()) {
    breaks.push(i > 0 && (start - end > GAP_MAX || endsBetween(text, end, start)))
    end = next
  }
  return breaks
}

const STOPS = new Set([...'.!?;:\n\u037e\u00b7'].map((stop) => stop.charCodeAt(0)))

function endsBetween(text: string, from: number, to: number): boolean {
  for (let at = from; at < to; at += 1) if (STOPS.has(text.charCodeAt(at))) return true
  return false
}
