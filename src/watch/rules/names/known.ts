// Names that persons settled and that the register holds: looked up in one pass, by their first word.
import type { KnownName } from '../../model.ts'
import type { Word } from './words.ts'

/** The known names, ready to look up. */
export interface KnownIndex {
  names: readonly KnownName[]
  byForm: Map<string, KnownName>
  /** How long the forms that begin with a word are, longest first: a place in a text costs one look per length. */
  lengths: Map<string, number[]>
}

export interface KnownHit {
  /** Indexes of words, half-open. */
  from: number
  to: number
  name: KnownName
}

const FIRST = /[\p{L}\p{N}]+/u
const MAX_LENGTHS = 100

/** The watch-list comes before the register where both hold one form: a person settled it. */
export function compileKnown(names: readonly KnownName[]): KnownIndex {
  const byForm = new Map<string, KnownName>()
  const lengths = new Map<string, number[]>()
  for (const by of ['watch-list', 'register']) {
    for (const name of names) {
      if (name.by !== by) continue
      for (const form of [name.text, ...name.aliases]) {
        const text = plain(form)
        const first = FIRST.exec(text)?.[0]
        if (first === undefined || byForm.has(text)) continue
        byForm.set(text, name)
        const list = lengths.get(first)
        if (list === undefined) lengths.set(first, [text.length])
        else if (!list.includes(text.length) && list.length < MAX_LENGTHS) list.push(text.length)
      }
    }
  }
  for (const list of lengths.values()) list.sort((a, b) => b - a)
  return { names, byForm, lengths }
}

/** Quotes and spaces made one kind; the case stays, since "Shell" is no "shell". */
export function plain(text: string): string {
  return text
    .trim()
    .replace(/^[^\p{L}\p{N}]{1,20}/u, '')
    .replace(/[\u2018\u2019\u201b\u00b4]/g, "'")
    .replace(/[\u2010\u2011]/g, '-')
    .replace(/\s+/g, ' ')
}

/** Where known names stand: the longest at each place, none inside another. */
export function findKnown(text: string, words: readonly Word[], known: KnownIndex): KnownHit[] {
  const { byForm, lengths } = known
  if (byForm.size === 0) return []
  const folded = text
    .replace(/[\u2018\u2019\u201b\u00b4]/g, "'")
    .replace(/[\u2010\u2011]/g, '-')
    .replace(/[\u00a0\n]/g, ' ')
  const hits: KnownHit[] = []
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at]
    const list = word === undefined ? undefined : lengths.get(FIRST.exec(word.text)?.[0] ?? '')
    if (word === undefined || list === undefined) continue
    for (const length of list) {
      const name = byForm.get(folded.slice(word.start, word.start + length))
      const to = name === undefined ? null : endAt(words, at, word.start + length)
      if (name === undefined || to === null) continue
      hits.push({ from: at, to, name })
      at = to - 1
      break
    }
  }
  return hits
}

/** The word after the last of the name, or null when the name ends inside a word. */
function endAt(words: readonly Word[], from: number, end: number): number | null {
  for (let at = from; at < words.length; at += 1) {
    const word = words[at]
    if (word === undefined || word.start >= end) return null
    if (word.end === end || word.start + word.whole.length === end) return at + 1
    if (word.end > end) return null
    const next = words[at + 1]
    if (next === undefined || next.start >= end) return at + 1
  }
  return null
}
