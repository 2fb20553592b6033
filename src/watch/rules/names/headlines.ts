// Headlines whose every word has a capital: names there are those of the text below, of the lists, and of persons.
import { isLoud } from './casing.ts'
import type { Group } from './group.ts'
import { entriesAt, hasFamilyName, hasFirstName, isOrdinary, type Piece, placeAt, type Reading } from './reading.ts'

const MAX_TRIED = 30

interface Form {
  words: string[]
}

export function headlinePieces(r: Reading, groups: Iterable<Group>): Piece[] {
  if (r.casing.loud.length === 0) return []
  const forms = formsOf(groups)
  const pieces: Piece[] = []
  for (let at = 0; at < r.words.length; ) {
    const to = isLoud(r.casing.loud, r.words[at]?.start ?? 0) ? endOf(r, at, forms) : at
    if (to > at)
      pieces.push({
        from: at,
        to,
        hint: null,
        known: null,
        entries: entriesAt(r, at, to).filter((one) => one.words.length === to - at),
      })
    at = Math.max(to, at + 1)
  }
  return pieces
}

function formsOf(groups: Iterable<Group>): Map<string, Form[]> {
  const forms = new Map<string, Form[]>()
  for (const group of groups) {
    for (const { words } of group.mentions) {
      const key = words[0]?.toLowerCase() ?? ''
      const list = forms.get(key)
      if (list === undefined) forms.set(key, [{ words }])
      else if (list.length < MAX_TRIED && !list.some((one) => one.words.join(' ') === words.join(' ')))
        list.push({ words })
    }
  }
  for (const list of forms.values()) list.sort((a, b) => b.words.length - a.words.length)
  return forms
}

function endOf(r: Reading, at: number, forms: Map<string, Form[]>): number {
  const word = r.words[at]
  if (word === undefined || !word.capital) return at
  let to = at
  for (const form of forms.get(word.lower) ?? []) {
    if (form.words.every((wanted, k) => same(r, at + k, wanted))) {
      to = at + form.words.length
      break
    }
  }
  const entry = entriesAt(r, at, r.words.length)[0]
  if (entry !== undefined && !entry.weak && entry.words.length > to - at && !isOrdinary(r, word))
    to = at + entry.words.length
  if (entry !== undefined && entry.words.length > 1 && entry.words.length > to - at) to = at + entry.words.length
  if (to > at) return to
  const place = r.places.get(word.start)
  if (place !== undefined) for (let k = at + 1; k < at + 5; k += 1) if (placeAt(r, at, k) !== null) return k
  const next = r.words[at + 1]
  if (next === undefined || next.joint !== 'space' || !next.capital) return at
  return hasFirstName(r, word) && hasFamilyName(r, next) && !isOrdinary(r, next) && !isOrdinary(r, word) ? at + 2 : at
}

function same(r: Reading, at: number, wanted: string): boolean {
  const word = r.words[at]
  if (word === undefined) return false
  return word.text === wanted || (word.text.length > 1 && word.text === wanted.toUpperCase())
}
