// Bodies of a state or of a movement whose head is written small: "Iraqi air force", "UK government", "Assad regime".
import { isLoud } from './casing.ts'
import { entriesAt, type Hint, hasFamilyName, hasFirstName, type Piece, placeAt, type Reading } from './reading.ts'

/** Between the nationality and the head: "Iraqi [special operations] forces". */
const MAX_BETWEEN = 3
/** Heads that say nothing alone: "force" needs "air", "service" what it serves. */
const NEEDS_MORE = /^(?:force|service|services|agency|media|television|tv|bank|guard|office|court|council|command)$/
const RULE = /^(?:regime|dictatorship|junta)$/
const LOYAL = /^(?:regime|dictatorship|junta|forces|militia|militias)$/

/** English only: other languages put the nationality behind, or write the body with a capital. */
export function bodyPieces(r: Reading): Piece[] {
  if (r.language !== 'en') return []
  const pieces: Piece[] = []
  for (let at = 0; at < r.words.length; ) {
    const piece = r.words[at]?.capital === true ? bodyAt(r, at) : null
    if (piece !== null) pieces.push(piece)
    at = Math.max(piece?.to ?? 0, at + 1)
  }
  return pieces
}

/** Bodies take the place of the nationality or the country inside them; a longer name that only overlaps stays. */
export function withBodies(r: Reading, pieces: readonly Piece[]): Piece[] {
  const bodies = bodyPieces(r)
  if (bodies.length === 0) return [...pieces]
  const made: Piece[] = []
  let next = 0
  for (const body of bodies) {
    for (; next < pieces.length && (pieces[next]?.to ?? 0) <= body.from; next += 1) keep(made, pieces[next])
    const piece = pieces[next]
    const crosses = piece !== undefined && piece.from < body.to && (piece.from < body.from || piece.to > body.to)
    if (crosses) continue
    while (next < pieces.length && (pieces[next]?.from ?? 0) < body.to) next += 1
    made.push(body)
  }
  return [...made, ...pieces.slice(next)]
}

function keep(made: Piece[], piece: Piece | undefined): void {
  if (piece !== undefined) made.push(piece)
}

function bodyAt(r: Reading, from: number): Piece | null {
  const first = r.words[from]
  if (first === undefined || first.possessive || isLoud(r.casing.loud, first.start)) return null
  if (!leadsToBody(r, from)) return null
  const of = stateAt(r, from)
  const rule = of === from && isRuler(r, from)
  if (of === from && !rule) return null
  // "pro-Assad forces"
  const loyal = r.text.slice(Math.max(0, first.start - 4), first.start).toLowerCase() === 'pro-'
  const head = headAt(r, rule ? from + 1 : of, rule ? (loyal ? LOYAL : RULE) : null)
  if (head < 0) return null
  const hint: Hint = {
    type: 'organisation',
    points: 5,
    why: `"${r.words[head]?.lower}" of ${rule ? 'a ruler' : 'a state or people'}`,
  }
  return { from, to: head + 1, hint, known: null, entries: [] }
}

/** The first small word after the capitals is one of a body: most capitals are done with here. */
function leadsToBody(r: Reading, from: number): boolean {
  const { bodyHeads, bodyKinds } = r.index.words
  for (let at = from + 1; at <= from + 3; at += 1) {
    const word = r.words[at]
    if (word === undefined) return false
    if (!word.capital) return bodyHeads.has(word.lower) || bodyKinds.has(word.lower) || LOYAL.test(word.lower)
  }
  return false
}

/** The word after the nationalities ("Syrian Arab") or the place that begin here; the word itself for none. */
function stateAt(r: Reading, from: number): number {
  let at = from
  while (at - from < 3 && isFree(r, at, from) && r.index.words.demonyms.has(r.words[at]?.text ?? '')) at += 1
  if (at > from) return at
  for (let to = from + 1; to <= from + 3 && isFree(r, to - 1, from); to += 1) {
    const listed = entriesAt(r, from, to).some(
      (one) => one.type === 'place' && (!one.weak || r.words[from]?.acronym === true) && one.words.length === to - from,
    )
    if (listed || placeAt(r, from, to) !== null) at = to
  }
  return at
}

function isRuler(r: Reading, at: number): boolean {
  const word = r.words[at]
  return hasFamilyName(r, word) || hasFirstName(r, word) || (word !== undefined && /^(?:al|Al)-/.test(word.text))
}

/** Where the head stands, or -1: only small words of the lists may stand between. */
function headAt(r: Reading, from: number, heads: RegExp | null): number {
  const { bodyHeads, bodyKinds } = r.index.words
  let head = -1
  for (let at = from; at <= from + MAX_BETWEEN && isFree(r, at, -1); at += 1) {
    const word = r.words[at]
    if (word === undefined || word.capital) return head
    const isHead = heads === null ? bodyHeads.has(word.lower) : heads.test(word.lower)
    if (isHead && (at > from || !NEEDS_MORE.test(word.lower))) head = at
    if (word.possessive || (!bodyKinds.has(word.lower) && !isHead)) return head
  }
  return head
}

/** A first word, or one that a space or the hyphen of "US-led" joins to the word before. */
function isFree(r: Reading, at: number, first: number): boolean {
  const word = r.words[at]
  if (word === undefined) return false
  if (at === first) return true
  const before = r.words[at - 1]
  if (before === undefined || before.possessive) return false
  const hyphen = r.text[word.start - 1] === '-' && word.start - before.end === 1
  return hyphen || (word.begins === 'no' && word.joint === 'space')
}
