// Verbs before their subject: "said Musk", "a-t-il dit", "Am Dienstag teilte das Amt mit".

import { at, type Sentence } from './clause.ts'
import { complementAt } from './complement.ts'
import type { Lemma } from './data.ts'
import { closesBefore, type Found, foreHolds, foundOf, plausible, type Use } from './found.ts'
import { phraseStartingAt } from './phrases.ts'
import { type Subject, subjectAfter, subjectBefore } from './subject.ts'

/** "said Musk", "asked one member": the verb stands between what is said and who says it. */
export function turnedRound(sentence: Sentence, i: number, lemma: Lemma): Found | null {
  const listed = lemma.takes.get('a') ?? lemma.takes.get('q') ?? lemma.takes.get('c')
  if (listed === undefined) return null
  const subject = subjectTurned(sentence, i, at(sentence, i - 1).lower, closesBefore(sentence, i))
  if (subject === null) return null
  const use: Use = { listed, phrase: null, complement: complementAt(sentence, subject.to), cueEnd: i + 1 }
  return foundOf(sentence, i, i, use, subject, 'before')
}

function subjectTurned(sentence: Sentence, i: number, before: string, closes: boolean): Subject | null {
  if (sentence.language.code === 'fr' && at(sentence, i + 1).lower === '-') {
    const k = at(sentence, i + 2).lower === 't' ? i + 4 : i + 2
    return at(sentence, k).tag === 'pronoun' ? { from: k, to: k + 1, how: 'the subject after the verb' } : null
  }
  if (!closes && before !== ',' && before !== '-') return null
  if (!closes && (!foreHolds(sentence, i - 1) || subjectBefore(sentence, i) !== null)) return null
  const subject = subjectAfter(sentence, i + 1)
  if (subject === null || !plausible(sentence, subject)) return null
  if (!closes && !speaker(sentence, subject)) return null
  return subject
}

/** German, French and Spanish put the subject after the verb more freely; undefined when the common way is to be tried. */
export function foreignSubject(
  sentence: Sentence,
  g: number,
  i: number,
  use: Use,
  apart: boolean,
  closes: boolean,
): Found | null | undefined {
  const { code } = sentence.language
  const before = at(sentence, g - 1)
  if (code === 'fr' && at(sentence, i - 1).tag === 'pronoun' && at(sentence, i - 2).lower === '-') {
    const start = at(sentence, i - 3).lower === 't' ? i - 5 : i - 3
    const made = foundOf(sentence, g, i, use, { from: i - 1, to: i, how: 'the subject after the auxiliary' }, 'before')
    return { ...made, first: start }
  }
  if (code === 'de') {
    // "Wie der Konzern mitteilte, ...": the clause after the comma is what is said.
    const opener = at(sentence, 0)
    if (
      (opener.lower === 'wie' || before.kind === 'word') &&
      at(sentence, i + 1).lower === ',' &&
      opener.lower === 'wie'
    ) {
      const end = phraseStartingAt(sentence, 1)
      if (end > 0) {
        const made = foundOf(
          sentence,
          g,
          i,
          use,
          { from: 1, to: Math.min(end, i), how: 'the subject of "wie"' },
          'after',
        )
        return { ...made, from: i + 2 }
      }
    }
    const fronted = g > 0 && frontedBefore(sentence, g)
    if (fronted || closes || (before.lower === ',' && foreHolds(sentence, g - 1))) {
      const next = g < i ? g + 1 : i + 1
      const subject = subjectAfter(sentence, next)
      if (subject !== null && plausible(sentence, subject)) {
        const end = apart ? particleAt(sentence, i, lastParticle(sentence, i)) + 1 : Math.max(subject.to, i + 1)
        const complement = complementAt(sentence, end)
        return foundOf(
          sentence,
          g,
          i,
          { ...use, complement },
          subject,
          complement.kind === 'end' || closes ? 'before' : 'after',
        )
      }
    }
  }
  if (code === 'es' || code === 'fr') {
    if (closes || before.lower === ',') {
      const subject = subjectAfter(sentence, i + 1)
      if (subject !== null && plausible(sentence, subject) && (closes || subjectBefore(sentence, g) === null))
        return foundOf(sentence, g, i, { ...use, complement: complementAt(sentence, subject.to) }, subject, 'before')
    }
  }
  return undefined
}

/** Without a quotation before it, only what can speak is taken as the subject after the verb. */
function speaker(sentence: Sentence, subject: Subject): boolean {
  const { persons, groups, plural } = sentence.language
  for (let k = subject.from; k < subject.to; k += 1) {
    const word = at(sentence, k)
    if (word.capital || word.tag === 'pronoun' || persons.has(word.lower) || groups.has(word.lower)) return true
    if (plural.has(word.lower) || /[^s]s$/.test(word.lower)) return true
  }
  return false
}

function lastParticle(sentence: Sentence, i: number): string {
  for (const form of at(sentence, i).forms)
    if (form.particle !== null && particleAt(sentence, i, form.particle) > 0) return form.particle
  return ''
}

/** "Am Dienstag teilte das Unternehmen mit": a preposition or an adverb in front, and the verb second. */
function frontedBefore(sentence: Sentence, g: number): boolean {
  let k = g - 1
  while (k > 0 && at(sentence, k - 1).kind !== 'mark' && at(sentence, k - 1).tag !== 'coordinator') k -= 1
  const first = at(sentence, k)
  return first.tag === 'preposition' || first.tag === 'adverb' || sentence.language.times.has(first.lower)
}

export function particleAt(sentence: Sentence, i: number, particle: string): number {
  for (let k = i + 1; k < i + 40; k += 1) {
    const word = at(sentence, k)
    if (word.lower === particle) return k
    if (word.kind === 'mark' && (word.lower === '.' || word.lower === ';' || word.lower === ':')) return -1
    if (word.lower === '') return -1
  }
  return -1
}
