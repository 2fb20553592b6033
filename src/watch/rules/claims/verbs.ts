// Reporting verbs in a clause: finite, as participles ("..., saying that"), and after auxiliaries.

import { afterPlural, afterSubject, at, type Sentence } from './clause.ts'
import { complementAt } from './complement.ts'
import type { Form } from './data.ts'
import {
  closesBefore,
  type Found,
  foreHolds,
  foundOf,
  hears,
  plausible,
  speaksWith,
  takesObject,
  type Use,
} from './found.ts'
import { foreignSubject, particleAt, turnedRound } from './inversions.ts'
import { passiveAt } from './passives.ts'
import { phraseEndingAt, phraseStartingAt, remark, remarkStart } from './phrases.ts'
import { readingOf } from './readings.ts'
import { groupStart, headlineSubject, mainSubject, type Subject, subjectBefore } from './subject.ts'

export function verbAt(sentence: Sentence, i: number, form: Form, found: Found[]): Found | null {
  if (!verbal(sentence, i, form)) return null
  const { code } = sentence.language
  const particle = form.particle === null ? -1 : particleAt(sentence, i, form.particle)
  if (form.particle !== null && particle < 0) return null
  const g = groupStart(sentence, i)
  const auxiliary = form.kind === 'participle' || form.kind === 'past' ? auxiliaryOf(sentence, g, i) : -1
  if (auxiliary >= 0 && at(sentence, auxiliary).tag === 'be' && code !== 'fr')
    return passiveAt(sentence, i, auxiliary, form)
  if (form.kind === 'participle' && auxiliary < 0) return null
  const inverted =
    form.kind !== 'ing' && g === i && form.particle === null ? turnedRound(sentence, i, form.lemma) : null
  if (inverted !== null) return inverted
  const use = readingOf(sentence, i, form.lemma, g)
  if (use === null) return null
  // "who asked not to be named" tells of the source, and states nothing.
  if (
    use.complement.kind === 'infinitive' &&
    at(sentence, i + 1).lower === 'not' &&
    at(sentence, i + 3).lower === 'be' &&
    form.lemma.word === 'ask'
  )
    return null
  if (
    form.kind === 'ing' &&
    /^(?:point|refer)ing$|^referring$/.test(at(sentence, i).lower) &&
    use.phrase !== null &&
    at(sentence, i - 1).tag !== 'be'
  )
    return null
  const start = auxiliary >= 0 ? Math.min(g, auxiliary) : g
  if (form.kind === 'ing') return participleAt(sentence, i, g, use, found)
  if (infinitiveInside(sentence, g, found)) return null
  if (use.listed === 'asserts' && owed(sentence, g, i)) return null
  const made = withSubject(sentence, start, i, use, code === 'de' && particle > i)
  // "hat die Vorwürfe zurückgewiesen": what is said stands between the auxiliary and the participle.
  if (
    made !== null &&
    code === 'de' &&
    auxiliary >= 0 &&
    auxiliary < i - 1 &&
    use.complement.kind === 'end' &&
    made.side === 'after'
  )
    return { ...made, cue: { from: i, to: i + 1 }, from: Math.max(auxiliary + 1, made.holder?.to ?? 0), until: i }
  return made
}

/** "Opponents of the Kremlin claim": the phrase before is plural by its first noun, whatever stands next to the verb. */
function pluralPhrase(sentence: Sentence, i: number): boolean {
  const from = phraseEndingAt(sentence, i - 1)
  if (from < 0) return false
  for (let k = from + 1; k < i; k += 1) {
    if (at(sentence, k).tag !== 'preposition') continue
    const head = at(sentence, k - 1)
    return head.tag === null && (/[^s]s$/.test(head.lower) || sentence.language.plural.has(head.lower))
  }
  return false
}

function subordinate(sentence: Sentence, from: number): boolean {
  const { tag, lower } = at(sentence, from - 1)
  return (tag === 'subordinator' || tag === 'relative') && !/^(?:while|but|although|though)$/.test(lower)
}

/** "should agree", "may argue": what ought to or might be said, and is not. */
function owed(sentence: Sentence, g: number, i: number): boolean {
  for (let k = g; k < i; k += 1)
    if (/^(?:should|must|ought|shall|may|might|could|shouldn't|couldn't)$/.test(at(sentence, k).lower)) return true
  return false
}

/** Whether the form is a verb here, and no noun or adjective. */
function verbal(sentence: Sentence, i: number, form: Form): boolean {
  const before = at(sentence, i - 1)
  const pronominal =
    (sentence.language.code === 'es' || sentence.language.code === 'fr') &&
    form.kind === 'finite' &&
    /^(?:l[aeo]s?|l')$/.test(before.lower)
  if (pronominal) return at(sentence, i - 2).capital || at(sentence, i - 2).tag === 'pronoun'
  if (before.tag === 'determiner' || before.possessive) return /^(?:all|both|many|some|most|few)$/.test(before.lower)
  const { code } = sentence.language
  if (code !== 'en') return !(at(sentence, i).capital && i > 0 && code === 'de')
  if (at(sentence, i).capital && i > 0 && before.lower !== '"') return false
  if (form.kind === 'finite') {
    if (before.tag === 'preposition' || before.kind === 'number') return false
    return form.lemma.nounlike ? afterSubject(sentence, i) : true
  }
  if (form.kind === 'base') {
    if (before.tag === 'preposition' || (i === 0 && form.lemma.word !== 'say')) return false
    if (form.lemma.takes.has('a') && before.kind === 'word' && before.tag === null) return true
    return (
      afterPlural(sentence, i) ||
      pluralPhrase(sentence, i) ||
      (before.lower === ',' && (!form.lemma.nounlike || at(sentence, i + 1).tag === 'that'))
    )
  }
  if (form.kind === 'ing') return true
  return before.tag !== 'preposition'
}

/** Index of the auxiliary of a participle, or -1: in the group, or further left where languages part them. */
function auxiliaryOf(sentence: Sentence, g: number, i: number): number {
  for (let k = i - 1; k >= g; k -= 1) if (at(sentence, k).tag === 'be' || at(sentence, k).tag === 'have') return k
  const { code } = sentence.language
  if (code === 'de') {
    for (let k = i - 1; k >= 0 && i - k < 30; k -= 1) {
      const word = at(sentence, k)
      if (word.tag === 'be' || word.tag === 'have') return k
      if (word.lower === ',' || word.lower === ';') return -1
    }
    const next = at(sentence, i + 1)
    return next.tag === 'have' || next.tag === 'be' ? i + 1 : -1
  }
  if (code === 'fr') {
    // "a-t-il déclaré", "a récemment affirmé".
    for (let k = i - 1; k >= i - 6 && k >= 0; k -= 1) {
      const word = at(sentence, k)
      if (word.tag === 'have' || word.tag === 'be') return k
      if (word.kind === 'mark' && word.lower !== '-') return -1
    }
  }
  return -1
}

/** An infinitive that belongs to what another cue says: "plans to announce", "is expected to say". */
function infinitiveInside(sentence: Sentence, g: number, found: Found[]): boolean {
  if (at(sentence, g - 1).tag !== 'to') return false
  const last = found[found.length - 1]
  if (last !== undefined && g - 1 - last.cue.to < 8) return true
  return (
    sentence.language.code !== 'en' ||
    !/^(?:on|continue[sd]?|quick|began|started|able|used|happy|keen|going)$/.test(at(sentence, g - 2).lower)
  )
}

function participleAt(sentence: Sentence, i: number, g: number, use: Use, found: Found[]): Found | null {
  const before = at(sentence, g - 1)
  let progressive = false
  for (let k = g; k < i; k += 1) if (at(sentence, k).tag === 'be') progressive = true
  if (progressive) return withSubject(sentence, g, i, use, false)
  const { complement } = use
  // "without citing evidence" says what is missing.
  if (before.lower === 'without' || at(sentence, g).lower === 'without') return null
  // "with its owner blaming an attack".
  const absolute = before.kind === 'word' && before.tag === null ? phraseEndingAt(sentence, g - 1) : -1
  if (absolute > 0 && at(sentence, absolute - 1).lower === 'with')
    return foundOf(sentence, g, i, use, { from: absolute, to: g, how: 'the noun before the participle' }, 'after', true)
  const says = complement.kind === 'clause' || complement.kind === 'quote' || complement.kind === 'colon'
  if (
    before.lower === ',' ||
    before.tag === 'coordinator' ||
    before.tag === 'subordinator' ||
    before.tag === 'preposition' ||
    before.lower === ''
  ) {
    // "Bemoaning the system, Trump said": at the start, with the subject after the comma.
    const opens = i === 0 && complement.kind === 'object' && startSubject(sentence, i) !== null
    if (!says && !opens && (use.phrase === null || before.tag === 'preposition') && before.lower !== ',') return null
    if (complement.kind === 'end') return null
    const last = found[found.length - 1]
    const holder: Subject | null =
      last?.side === 'before' && last.holder !== null
        ? { ...last.holder, how: 'the holder of the statement before it' }
        : (mainSubject(sentence, g) ?? startSubject(sentence, i))
    if (holder === null && (last === undefined || last.holder === null)) return null
    const at = holder ?? last?.holder ?? null
    return foundOf(
      sentence,
      g,
      i,
      use,
      at === null ? null : { ...at, how: holder?.how ?? 'the holder before it' },
      'after',
      true,
    )
  }
  if (!says || before.kind !== 'word' || before.tag !== null || !speaksWith(sentence, i, 'aq')) return null
  const from = phraseEndingAt(sentence, g - 1)
  if (from < 0) return null
  return foundOf(sentence, g, i, use, { from, to: g, how: 'the noun that the participle describes' }, 'after', true)
}

/** "Citing two officials, Reuters": a participle in front takes the subject of the clause after its comma. */
function startSubject(sentence: Sentence, i: number): Subject | null {
  for (let k = i + 1; k < i + 30; k += 1) {
    if (at(sentence, k).lower !== ',') continue
    const start = at(sentence, k + 1).lower === '"' ? k + 2 : k + 1
    const end = phraseStartingAt(sentence, start)
    return end < 0 ? null : { from: start, to: end, how: 'the subject of the main clause' }
  }
  return null
}

function withSubject(sentence: Sentence, g: number, i: number, use: Use, apart: boolean): Found | null {
  const speaks = use.phrase === null && speaksWith(sentence, i)
  const { kind } = use.complement
  const closes = closesBefore(sentence, g)
  if (sentence.language.code !== 'en') {
    const other = foreignSubject(sentence, g, i, use, apart, closes)
    if (other !== undefined) return other
  }
  const subject = headlineSubject(sentence, g) ?? subjectBefore(sentence, g)
  if (subject === null || !plausible(sentence, subject)) return null
  // "it is clear that": nobody says it.
  if (use.phrase !== null && at(sentence, subject.from).lower === 'it' && subject.to - subject.from === 1)
    if (at(sentence, i).tag === 'be' || /^(?:is|was|be|been|'s)$/.test(at(sentence, i).lower)) return null
  // "as the minister put it".
  if (use.phrase?.after[0] === 'it' && use.phrase.after.length === 1) {
    const as = at(sentence, subject.from - 1).lower === 'as'
    // "As the minister put it in a speech, nobody is safe."
    const comma = as && subject.from === 1 ? sentence.words.findIndex((word, k) => k > i && word.lower === ',') : -1
    if (comma > 0) return { ...foundOf(sentence, g, i, use, subject, 'after'), first: 0, from: comma + 1 }
    return { ...foundOf(sentence, g, i, use, subject, 'before'), first: as ? subject.from - 1 : subject.from }
  }
  // "because they did not respond to letters" tells no refusal to the press.
  if ((use.listed === 'declines to comment' || use.listed === 'withholds') && subordinate(sentence, subject.from))
    return null
  const opener = at(sentence, subject.from - 1)
  const quoteEnds = opener.lower === '"' || (opener.lower === ',' && at(sentence, subject.from - 2).lower === '"')
  const told = kind === 'object' && hears(sentence, i)
  const open = kind === 'end' || kind === 'preposition' || told || (kind === 'object' && quoteEnds)
  if (speaks && open && use.listed !== 'measures') {
    const after = told ? complementAt(sentence, use.complement.object?.to ?? i + 1).kind : 'end'
    const clause = after === 'clause' || after === 'quote' || after === 'colon' || after === 'infinitive'
    const enclosed = opener.lower === ',' && at(sentence, use.cueEnd).lower === ',' && subject.from > 1
    // '"Our systems are safe," the operator assured customers, "and ..."': the quotation goes on behind the hearer.
    const resumed = quoteEnds && after === 'quote'
    if (
      (!clause || resumed) &&
      (quoteEnds || enclosed || (opener.lower === ',' && foreHolds(sentence, subject.from - 1)))
    )
      return foundOf(sentence, g, i, use, subject, 'before')
    if (kind === 'end' && remark(sentence, subject.from)) {
      const made = foundOf(sentence, g, i, use, subject, 'before')
      return { ...made, first: remarkStart(sentence, subject.from) }
    }
    if (kind === 'end' && use.phrase === null && !takesObject(sentence, i)) return null
    if (told && !clause && after !== 'preposition') return null
  } else if (kind === 'end' && use.phrase === null && (speaks || use.listed === 'asserts')) return null
  return foundOf(sentence, g, i, use, subject, 'after')
}
