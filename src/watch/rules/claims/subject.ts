// Who speaks: the subject of a reporting verb, before it over appositions and relative clauses, or after it when turned round.
import { at, holdsVerb, isAuxiliary, isTime, isVerb, type Range, type Sentence } from './clause.ts'
import { atClauseStart, chunkEndingAt, phraseEndingAt, phraseStartingAt } from './phrases.ts'

/** First word of the verb group: auxiliaries, negations and adverbs before the verb belong to it. */
export function groupStart(sentence: Sentence, verb: number): number {
  let g = verb
  while (g > 0 && verb - g < 8) {
    const word = at(sentence, g - 1)
    if (isAuxiliary(word) || word.tag === 'adverb' || sentence.language.negation.has(word.lower)) g -= 1
    else if (word.tag === null && /^\p{Ll}{3,}ly$/u.test(word.text) && sentence.language.code === 'en') g -= 1
    else if (sentence.language.code === 'fr' && /^(?:n'|s'|se|l'|ne|y|en|m')$/.test(word.lower)) g -= 1
    else if (sentence.language.code === 'es' && /^(?:se|lo|no|le|les)$/.test(word.lower)) g -= 1
    else break
  }
  return g
}

const RELATIVE = 'the noun before the relative clause'

export interface Subject extends Range {
  /** How it was found, for the reason. */
  how: string
}

/** The subject before a verb group that begins at `g`; `depth` bounds the way back over coordinated verbs. */
export function subjectBefore(sentence: Sentence, g: number, depth = 0): Subject | null {
  if (depth > 3) return null
  let j = g - 1
  while (j >= 0 && at(sentence, j).tag === 'adverb' && !at(sentence, j).capital) j -= 1
  // "Musk on Tuesday said", "the agency last week said".
  j = overTime(sentence, j)
  const word = at(sentence, j)
  if (j < 0) return null
  if (word.tag === 'coordinator') return coordinated(sentence, j, depth)
  if (word.tag === 'relative') {
    const last = at(sentence, j - 1).lower === ',' ? j - 2 : j - 1
    const from = phraseEndingAt(sentence, last)
    return from < 0 ? null : { from, to: last + 1, how: RELATIVE }
  }
  if (word.tag === 'to') return verbBefore(sentence, j, depth, 'the subject of the verb before the infinitive')
  if (word.tag === 'that') {
    if (at(sentence, j - 1).tag === 'preposition' || j === 0)
      return { from: j, to: j + 1, how: 'the word before the verb' }
    const from = chunkEndingAt(sentence, j - 1)
    return from < 0 || isVerb(sentence, j - 1) ? null : { from, to: j, how: RELATIVE }
  }
  if (word.lower === '-') return overDashes(sentence, j) ?? overInserts(sentence, j)
  if (word.lower === ',') return overInserts(sentence, j)
  // "a report released last year found": the participle describes the subject.
  if (j > 1 && word.tag === null && /(?:ed|en)$/.test(word.lower) && !word.capital && sentence.language.code === 'en') {
    const reporting = word.forms.some((form) => form.lemma.takes.has('a'))
    const plain = reporting || !isVerb(sentence, j) ? null : direct(sentence, j - 1)
    if (plain !== null) return { ...plain, to: j + 1 }
  }
  if (word.lower === ')' || word.kind !== 'mark') return direct(sentence, j)
  return null
}

function direct(sentence: Sentence, last: number): Subject | null {
  const from = phraseEndingAt(sentence, last)
  if (from < 0) return null
  const one = at(sentence, from)
  if (from === last && (one.kind === 'number' || one.tag === 'determiner') && !PLAIN.has(one.lower)) return null
  // "the governor, Ali Yerlikaya, said" without its second comma, "Its chief executive, X, said".
  const wider = withApposition(sentence, from, last)
  return { from: wider, to: last + 1, how: 'the subject before the verb' }
}

const PLAIN = new Set(
  'many some most both several all few neither others one two three none another either each'.split(' '),
)

/** Takes in the phrase before a comma when one names the other: "the governor, Ali Yerlikaya". */
function withApposition(sentence: Sentence, from: number, last: number): number {
  if (at(sentence, from - 1).lower !== ',' || from < 2) return from
  const left = phraseEndingAt(sentence, from - 2)
  if (left < 0 || isTime(sentence, from - 2)) return from
  if (at(sentence, from - 2).quote !== at(sentence, from).quote) return from
  const named = properAt(sentence, from)
  const described = properAt(sentence, left)
  const before = at(sentence, left - 1)
  if (before.tag === 'preposition' || holdsVerb(sentence, left, from - 1)) return from
  if (named === described || (left > 0 && !atClauseStart(sentence, left))) return from
  return last - left < 20 ? left : from
}

/** Whether the phrase that begins here begins like a name. */
function properAt(sentence: Sentence, i: number): boolean {
  const word = at(sentence, i)
  return word.capital && word.tag === null && !at(sentence, i + 1).possessive && !at(sentence, i + 2).possessive
}

/**
 * "Scott Pruitt, the attorney general of Oklahoma, one of those suing, said": over any number of descriptions back to the
 * name that they describe; null when no name begins the row.
 */
function describedName(sentence: Sentence, comma: number): Subject | null {
  let end = comma
  // The descriptions next to the name belong to its words; clauses ("who asked not to be named") do not.
  let to = comma
  let named: Subject | null = null
  for (let turns = 0; turns < 8 && end > 0; turns += 1) {
    const start = segmentStart(sentence, end)
    const spoken = spokenIn(sentence, start, end)
    const from = spoken ? -1 : headOfSegment(sentence, start, end)
    if (from >= 0 && properAt(sentence, from) && (from === start || atClauseStart(sentence, from) || named === null))
      named = { from, to, how: 'the name before its descriptions' }
    if (spoken || at(sentence, start - 1).lower !== ',') {
      // Plain nouns may begin the row as well: "critics of the plan, like X, Democrat of Y, say".
      if (from >= 0 && from <= start + 1 && turns > 0 && atClauseStart(sentence, from))
        return { from, to, how: 'the noun before its descriptions' }
      break
    }
    if (from < 0) to = start - 1
    end = start - 1
  }
  return named
}

/** First word of the noun phrase that a stretch between commas begins with, or ends with when other words come first. */
function headOfSegment(sentence: Sentence, start: number, end: number): number {
  const first = at(sentence, start)
  if (first.tag === 'relative' || first.tag === 'preposition' || first.tag === 'subordinator') {
    // "including the Conference of Mayors" describes; "In Tallinn Ms Kallas" begins the clause.
    if (at(sentence, start - 1).lower === ',') return -1
    const from = phraseEndingAt(sentence, end - 1)
    return from > start && at(sentence, from - 1).tag !== 'preposition' ? from : -1
  }
  // "speaking at a conference", "based in Munich".
  if (/(?:ing|ed)$/.test(first.lower) && first.tag === null && !first.capital) return -1
  const from = first.tag === 'coordinator' ? start + 1 : start
  return phraseStartingAt(sentence, from) > 0 ? from : -1
}

/** Whether the stretch holds a finite verb of its own, outside of relative clauses and participles that describe. */
function spokenIn(sentence: Sentence, start: number, end: number): boolean {
  const first = at(sentence, start)
  if (first.tag === 'relative') return false
  for (let k = start; k < end; k += 1) {
    const word = at(sentence, k)
    if (word.tag === 'relative' || word.tag === 'that') return false
    if (isVerb(sentence, k) && (word.tag !== null || !/(?:ed|en|wn)$/.test(word.lower))) return true
  }
  return false
}

/** "Kall - co-editor of a book on debates - said": what stands between dashes is looked over. */
function overDashes(sentence: Sentence, dash: number): Subject | null {
  let k = dash
  while (at(sentence, k - 1).lower === '-') k -= 1
  for (let open = k - 1; open > 0 && k - open < 40; open -= 1) {
    if (at(sentence, open).lower !== '-') continue
    let last = open - 1
    while (at(sentence, last).lower === '-') last -= 1
    const from = phraseEndingAt(sentence, last)
    return from < 0
      ? null
      : { from: withApposition(sentence, from, last), to: last + 1, how: 'the subject before the dashes' }
  }
  return null
}

/** A comma stands before the verb: what lies between it and the comma before is an insertion; the subject is before that. */
function overInserts(sentence: Sentence, comma: number): Subject | null {
  const row = at(sentence, comma).lower === ',' ? describedName(sentence, comma) : null
  if (row !== null) return row
  let end = comma
  for (let turns = 0; turns < 4; turns += 1) {
    const start = segmentStart(sentence, end)
    const first = at(sentence, start)
    const insertion =
      start > 0 &&
      at(sentence, start - 1).lower !== '"' &&
      (first.tag === 'relative' ||
        first.tag === 'preposition' ||
        first.tag === 'adverb' ||
        first.tag === 'subordinator' ||
        first.tag === 'coordinator' ||
        /(?:ing|ed|wn)$/.test(first.lower) ||
        first.forms.some((form) => form.kind === 'past' || form.kind === 'participle') ||
        first.kind === 'number')
    if (insertion) {
      end = start - 1
      continue
    }
    const from = phraseEndingAt(sentence, end - 1)
    if (from < 0 || from < start - 12) return null
    const wide = withApposition(sentence, from, end - 1)
    // A clause of its own before the comma holds no subject for what comes after it.
    if (wide >= start && holdsVerb(sentence, start, wide)) return null
    return { from: wide, to: end, how: 'the subject before the insertion' }
  }
  return null
}

/** First word after the comma (or the start) before `end`; brackets and quotations are looked over. */
function segmentStart(sentence: Sentence, end: number): number {
  let k = end - 1
  while (k >= 0) {
    const { lower } = at(sentence, k)
    if (lower === ',' || lower === ';' || lower === ':' || lower === '"' || lower === '-') break
    k -= 1
  }
  return k + 1
}

function overTime(sentence: Sentence, j: number): number {
  let k = j
  while (k > 0 && (isTime(sentence, k) || (at(sentence, k).kind === 'number' && isTime(sentence, k - 1)))) k -= 1
  if (k === j || k < 0) return j
  if (at(sentence, k).tag === 'preposition' && k > 0) k -= 1
  else if (at(sentence, k).tag === 'determiner') k -= 1
  return k < 0 || at(sentence, k).kind === 'mark' ? j : k
}

/** "confirmed the breach and said": the subject is that of the verb before. */
function coordinated(sentence: Sentence, j: number, depth: number): Subject | null {
  return verbBefore(sentence, j, depth, 'the subject that both verbs share')
}

function verbBefore(sentence: Sentence, j: number, depth: number, how: string): Subject | null {
  let nested: Subject | null = null
  for (let k = j - 1; k >= 0 && j - k < 60; k -= 1) {
    const word = at(sentence, k)
    if (word.lower === ';') break
    if (!isVerb(sentence, k)) continue
    // A verb inside a quotation is no verb of the sentence.
    if (word.quote >= 0 && word.quote !== at(sentence, j).quote) continue
    const found = subjectBefore(sentence, groupStart(sentence, k), depth + 1)
    if (found === null) continue
    const opener = at(sentence, found.from - 1)
    const inner =
      // "MSNBC, which let him go, and said": the comma has closed the relative clause.
      (found.how === RELATIVE && at(sentence, j - 1).lower === ',') ||
      opener.tag === 'that' ||
      opener.tag === 'relative' ||
      opener.tag === 'subordinator' ||
      isVerb(sentence, found.from - 1)
    if (!inner || found.from === 0) return { ...found, how }
    nested ??= { ...found, how }
  }
  return nested
}

/** Headlines: "Google denies slowing YouTube, blames operators". */
export function headlineSubject(sentence: Sentence, g: number): Subject | null {
  if (at(sentence, g - 1).lower !== ',' || segmentStart(sentence, g - 1) > 0) return null
  const last = at(sentence, sentence.words.length - 1).lower
  if (/^[.!?]$/.test(last) || !spokenIn(sentence, 0, g - 1)) return null
  return verbBefore(sentence, g - 1, 0, 'the subject that both verbs share')
}

/** The subject of the main verb, for participles ("..., saying that"). */
export function mainSubject(sentence: Sentence, before: number): Subject | null {
  return verbBefore(sentence, before, 0, 'the subject of the main verb')
}

/** The subject after the verb: "said Musk", "says a spokesman for the group". */
export function subjectAfter(sentence: Sentence, next: number): Subject | null {
  const first = at(sentence, next)
  if (first.kind === 'mark' || first.quote >= 0) return null
  const end = phraseStartingAt(sentence, next)
  if (end < 0) return null
  const after = at(sentence, end)
  if (isVerb(sentence, end) && after.tag !== null && after.tag !== 'verb') return null
  const last = apposition(sentence, end)
  return { from: next, to: last, how: 'the subject after the verb' }
}

/** "said Mr Cummings of Maryland, the panel's senior member": up to the next mark, when it names the same. */
function apposition(sentence: Sentence, end: number): number {
  if (at(sentence, end).lower !== ',') return end
  const first = at(sentence, end + 1)
  if (first.quote >= 0 || first.tag === 'relative' || first.tag === 'pronoun' || first.tag === 'coordinator') return end
  const stop = phraseStartingAt(sentence, end + 1)
  if (stop < 0 || isTime(sentence, end + 1) || isVerb(sentence, stop)) return end
  const mark = at(sentence, stop)
  return mark.lower === '.' || mark.lower === ',' ? stop : end
}
