// Numbers, words and signs of a text with their places, found in one pass, and phrases of them that are looked up.
export interface Piece {
  kind: 'number' | 'word' | 'sign' | 'link'
  text: string
  lower: string
  start: number
  end: number
  /** What stands before it: nothing, a space, or the end of a line. */
  gap: 0 | 1 | 2
}

const PIECE = /(?:https?:\/\/|www\.)[^\s]{1,400}|(\d+(?:[.,']\d+)*)|(\p{L}[\p{L}\p{M}]*)|[^\s\p{L}\d]/gu
const MAX_PIECES = 40_000

export function piecesOf(text: string): Piece[] {
  const pieces: Piece[] = []
  let before = 0
  PIECE.lastIndex = 0
  for (let hit = PIECE.exec(text); hit !== null && pieces.length < MAX_PIECES; hit = PIECE.exec(text)) {
    const start = hit.index
    const found = hit[0]
    const gap = start === before ? (start === 0 ? 2 : 0) : breaks(text, before, start) ? 2 : 1
    before = start + found.length
    const word = hit[2] !== undefined
    const kind = hit[1] !== undefined ? 'number' : word ? 'word' : found.length > 2 ? 'link' : 'sign'
    pieces.push({ kind, text: found, lower: word ? found.toLowerCase() : found, start, end: before, gap })
  }
  return pieces
}

function breaks(text: string, from: number, to: number): boolean {
  const end = text.indexOf('\n', from)
  return end >= 0 && end < to
}

interface Entry<T> {
  pieces: Piece[]
  exact: boolean
  value: T
}

/** Phrases by the first word of theirs (or the last, for those that are read backwards), longest first. */
export type Phrases<T> = Map<string, Entry<T>[]>

export function addPhrase<T>(index: Phrases<T>, phrase: string, value: T, exact = false, backwards = false): void {
  const pieces = piecesOf(phrase)
  if (backwards) pieces.reverse()
  const first = pieces[0]
  if (first === undefined) return
  const list = index.get(first.lower) ?? []
  if (list.length === 0) index.set(first.lower, list)
  if (list.some((entry) => entry.exact === exact && same(entry.pieces, pieces, exact))) return
  const shorter = list.findIndex(
    (entry) => entry.pieces.length < pieces.length || (entry.pieces.length === pieces.length && exact && !entry.exact),
  )
  list.splice(shorter < 0 ? list.length : shorter, 0, { pieces, exact, value })
}

function same(a: Piece[], b: Piece[], exact: boolean): boolean {
  if (a.length !== b.length) return false
  return a.every((piece, i) => (exact ? piece.text === b[i]?.text : piece.lower === b[i]?.lower))
}

export interface PhraseHit<T> {
  value: T
  /** The piece after the phrase (or before it, read backwards). */
  next: number
}

/** The longest phrase that begins at `at`; a hyphen of the text may stand where the phrase has a space. */
export function phraseAt<T>(pieces: readonly Piece[], at: number, index: Phrases<T>): PhraseHit<T> | null {
  for (const entry of index.get(pieces[at]?.lower ?? '') ?? []) {
    const next = matchEntry(pieces, at, entry)
    if (next !== null) return { value: entry.value, next }
  }
  return null
}

function matchEntry<T>(pieces: readonly Piece[], at: number, entry: Entry<T>): number | null {
  let next = at
  for (const [k, wanted] of entry.pieces.entries()) {
    if (k > 0 && wanted.text !== '-' && pieces[next]?.text === '-' && pieces[next]?.gap === 0) next += 1
    const piece = pieces[next]
    if (piece === undefined || (k > 0 && piece.gap === 2)) return null
    if (entry.exact ? piece.text !== wanted.text : piece.lower !== wanted.lower) return null
    // "m2" is one word; "12 m 2 dm" is not.
    if (wanted.kind === 'number' && piece.gap !== wanted.gap) return null
    next += 1
  }
  const last = pieces[next - 1]
  const after = pieces[next]
  // "5 m2": the phrase "m" does not hold where a digit or a letter goes on.
  if (last?.kind === 'word' && after?.gap === 0 && (after.kind === 'word' || after.kind === 'number')) return null
  return next
}

/** The longest phrase that ends with the piece `at`. */
export function phraseBefore<T>(pieces: readonly Piece[], at: number, index: Phrases<T>): PhraseHit<T> | null {
  for (const entry of index.get(pieces[at]?.lower ?? '') ?? []) {
    const fits = entry.pieces.every((wanted, k) => {
      const piece = pieces[at - k]
      return piece?.lower === wanted.lower && (k === entry.pieces.length - 1 || piece.gap !== 2)
    })
    if (fits) return { value: entry.value, next: at - entry.pieces.length }
  }
  return null
}

/** "met{re,er}{s,}": every spelling that it stands for. */
export function spellings(pattern: string): string[] {
  const open = pattern.indexOf('{')
  const close = pattern.indexOf('}', open)
  if (open < 0 || close < 0) return [pattern]
  const rest = spellings(pattern.slice(close + 1))
  return pattern
    .slice(open + 1, close)
    .split(',')
    .flatMap((one) => rest.map((tail) => pattern.slice(0, open) + one + tail))
}
