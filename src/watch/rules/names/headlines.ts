// Headlines whose every word has a capital: names there are those of the text below, of the lists, and of persons.
import { isLoud } from './casing.ts'
import type { Group } from './group.ts'
import { entriesAt, hasFamilyName, hasFirstName, isOrdinary, type Piece, placeAt, type Reading } from './reading.ts'

const MAX_TRIED = 30

interface Form {
  words: string[]
}

/** A name in a headline, and its words as the text below writes them, when it does. */
export interface Headlined {
  piece: Piece
  words: string[] | null
}

export function headlinePieces(r: Reading, groups: Iterable<Group>): Headlined[] {
  if (r.casing.loud.length === 0) return []
  const forms = formsOf(groups)
  const found: Headlined[] = []
  for (let at = 0; at < r.words.length; ) {
    const loud = isLoud(r.casing.loud, r.words[at]?.start ?? 0)
    const form = loud ? formAt(r, at, forms) : null
    const to = loud ? endOf(r, at, at + (form?.words.length ?? 0)) : at
    if (to > at) {
      const entries = entriesAt(r, at, to).filter((one) => one.words.length === to - at)
      found.push({
        piece: { from: at, to, hint: null, known: null, entries },
        words: form !== null && to === at + form.words.length ? form.words : null,
      })
    }
    at = Math.max(to, at + 1)
  }
  return found
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

function formAt(r: Reading, at: number, forms: Map<string, Form[]>): Form | null {
  const word = r.words[at]
  if (word === undefined || !word.capital) return null
  return forms.get(word.lower)?.find((form) => form.words.every((wanted, k) => same(r, at + k, wanted))) ?? null
}

/** Where the name ends: a longer one of the lists, or else the form that the text below has. */
function endOf(r: Reading, at: number, formed: number): number {
  const word = r.words[at]
  if (word === undefined || !word.capital) return at
  let to = formed
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
