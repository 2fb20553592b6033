// A place where a statement is reported: its cue, its holder, and where what is said stands.

import { at, holdsVerb, isVerb, type Range, type Sentence } from './clause.ts'
import { type Complement, complementAt } from './complement.ts'
import type { ListedClass, Phrase } from './data.ts'
import type { Subject } from './subject.ts'

export interface Found {
  cue: Range
  listed: ListedClass
  holder: Range | null
  /** Where what is said stands: after the cue, before it, around it ("the patch, he said, closes"), or the whole clause. */
  side: 'after' | 'before' | 'whole'
  from: number
  /** Where it ends at the latest, when the cue comes after it. */
  until?: number
  /** What a phrase after the verb names as hearer or medium. */
  via: Range | null
  how: string
  /** First word that belongs to it: the holder's or the cue's. */
  first: number
  participle: boolean
  /** A noun reports it: "the claim that". */
  noun?: boolean
}

export interface Use {
  listed: ListedClass
  phrase: Phrase | null
  complement: Complement
  cueEnd: number
}

export function foundOf(
  sentence: Sentence,
  g: number,
  i: number,
  use: Use,
  holder: Subject | null,
  side: Found['side'],
  participle = false,
): Found {
  let { complement } = use
  let via: Range | null = complement.medium
  let { from } = complement
  // "told reporters that": the hearer is no part of what is said.
  // "told reporters Monday the servers had been hit", "told the court he was sorry".
  const told = complement.object !== null && !isVerb(sentence, complement.object.to)
  if ((complement.kind === 'object' || told) && complement.object !== null && hears(sentence, i)) {
    via = complement.object
    complement = complementAt(sentence, complement.object.to)
    from = complement.from
    if (complement.medium !== null && via === null) via = complement.medium
    if (complement.kind === 'end' && side === 'after') from = sentence.words.length
  } else if (complement.kind === 'end' && side === 'after') from = sentence.words.length
  return {
    cue: { from: Math.min(i, g), to: use.cueEnd },
    listed: use.listed,
    holder: holder === null ? null : { from: holder.from, to: holder.to },
    side,
    from,
    via,
    how: holder?.how ?? 'nobody is named',
    first: Math.min(g, holder === null || participle ? g : holder.from),
    participle,
  }
}

/** Verbs whose object is the hearer: told, informed, assured. */
export function hears(sentence: Sentence, i: number): boolean {
  return at(sentence, i).forms.some(
    ({ lemma }) =>
      lemma.takes.has('o') &&
      lemma.takes.has('c') &&
      !lemma.takes.has('n') &&
      !lemma.takes.has('w') &&
      !lemma.takes.has('i'),
  )
}

/** A holder is a name, a noun or a pronoun; "there" and a bare number say nothing. */
export function plausible(sentence: Sentence, range: Range): boolean {
  const last = at(sentence, range.to - 1)
  // "you can see": the writer speaks to the reader.
  if (range.to <= range.from || (last.lower === 'you' && range.to - range.from === 1)) return false
  if (range.to - range.from === 1 && (last.lower === 'there' || last.kind === 'number' || last.kind === 'mark'))
    return false
  return true
}

/** The part before the comma says something: it holds a verb or ends a quotation. */
export function foreHolds(sentence: Sentence, comma: number): boolean {
  return holdsVerb(sentence, 0, comma)
}

export function closesBefore(sentence: Sentence, g: number): boolean {
  const { lower } = at(sentence, g - 1)
  return (
    lower === '"' ||
    (lower === ',' && at(sentence, g - 2).lower === '"') ||
    ((lower === '?' || lower === '!') && at(sentence, g).lower !== '')
  )
}

/** Whether the verb can report words: always, with a quotation, or with a clause. */
export function speaksWith(sentence: Sentence, i: number, letters = 'aqc'): boolean {
  return at(sentence, i).forms.some(({ lemma }) => [...letters].some((letter) => lemma.takes.has(letter)))
}

export function takesObject(sentence: Sentence, i: number): boolean {
  return at(sentence, i).forms.some(({ lemma }) => lemma.takes.has('n'))
}
