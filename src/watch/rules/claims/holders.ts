// Who a holder is: pronouns and general nouns ("the company") go back to the name that the text used before.
import type { NameFact, Span } from '../../model.ts'
import { at, type Range, type Sentence } from './clause.ts'
import type { LanguageIndex } from './data.ts'
import { phraseStartingAt } from './phrases.ts'

export type Kind = 'person' | 'body' | 'group' | 'unknown'

export interface Mention {
  text: string
  kind: Kind
  /** A name, not only a noun. */
  named: boolean
  start: number
  words: string[]
}

export interface Memory {
  mentions: Mention[]
  names: readonly NameFact[]
  language: LanguageIndex
}

const MAX_MENTIONS = 400
const BODY =
  /^(?:inc|ltd|plc|llc|corp|corporation|group|gmbh|ag|sa|se|spa|bank|university|institute|agency|ministry|commission|council|court|party|union|association|committee|hospital|police|office|department|authority|times|post|news|airlines|airways|motors|energy|systems|technologies|security|international|holdings|partners|capital|konzern|partei|verband|amt|ministerium|university)$/

export function mentionOf(text: string, start: number, memory: Memory): Mention {
  const words = text.split(' ').filter((word) => word !== '')
  const lower = words.map((word) => word.toLowerCase().replace(/[.,"'()]/g, ''))
  const { language, names } = memory
  const known = namesIn(names, { start, end: start + text.length })
  const proper = words.filter((word) => /^[\p{Lu}\p{N}]/u.test(word) && !language.tags.has(word.toLowerCase()))
  // "the British engineering company" is no name for all its capital letter.
  const ends = proper.length > 0 && (proper.includes(words[words.length - 1] ?? '') || proper.includes(words[0] ?? ''))
  const named = known.length > 0 || (language.code === 'de' ? proper.length > 1 : ends)
  return { text, kind: kindOf(words, lower, known, proper, language), named, start, words: lower }
}

function kindOf(words: string[], lower: string[], known: NameFact[], proper: string[], language: LanguageIndex): Kind {
  const head = headOf(lower)
  if (language.plural.has(head)) return 'group'
  if (lower.includes('and') || lower.includes('und') || lower.includes('et') || lower.includes('y')) return 'group'
  if (lower.some((word, i) => language.persons.has(word) && (i === 0 || word === head || proper.length > 0))) {
    return language.persons.has(head) || proper.length > 0 ? 'person' : 'body'
  }
  if (proper.length === 1 && words.length === 1 && GROUPS.test(head)) return 'group'
  const last = known[known.length - 1]
  if (last?.type === 'person') return 'person'
  if (last?.type === 'organisation' || last?.type === 'product' || last?.type === 'place') return 'body'
  if (language.groups.has(head) || lower.some((word) => BODY.test(word))) return 'body'
  // "Such attacks" say nothing: only a plural of people or bodies is a group.
  if (animate(head, language)) return 'group'
  if (proper.length === 0) return 'unknown'
  // Two or three capitalised words and nothing else look like a person's name; one word may be either.
  if (
    proper.length === words.length &&
    words.length >= 2 &&
    words.length <= 4 &&
    !words.some((word) => /^[A-Z]{2,}$/.test(word))
  )
    return 'person'
  return 'unknown'
}

const GROUPS = /(?:ists|ers|ors|ants|ents|ics|ians|ees|ives|iens|eurs|ores|istas|iker|forscher)$/

/** The noun that a phrase is about: the last word before "of", "for", "at" or the end. */
function headOf(lower: string[]): string {
  const at = lower.findIndex(
    (word, i) => i > 0 && /^(?:of|for|at|from|in|with|to|who|on|de|der|des|für|von|du|della|del)$/.test(word),
  )
  return lower[(at < 0 ? lower.length : at) - 1] ?? ''
}

function animate(word: string, language: LanguageIndex): boolean {
  const one = word.endsWith('ies') ? `${word.slice(0, -3)}y` : word.replace(/(?:en|s)$/, '')
  return one !== word && (GROUPS.test(word) || language.persons.has(one) || language.groups.has(one))
}

export function namesIn(names: readonly NameFact[], span: Span): NameFact[] {
  return names.filter((name) => name.mentions.some((one) => one.start >= span.start && one.end <= span.end))
}

export function remember(memory: Memory, mention: Mention): void {
  const { mentions } = memory
  if (mention.text === '' || mentions.length >= MAX_MENTIONS) return
  for (let i = mentions.length - 1; i >= 0 && i >= mentions.length - 6; i -= 1) {
    if (mentions[i]?.start !== mention.start) continue
    mentions[i] = mention
    return
  }
  mentions.push(mention)
}

/** The subject that a sentence begins with, for later pronouns; reporting verbs add theirs apart. */
export function rememberSubject(memory: Memory, sentence: Sentence, text: string): void {
  // A headline has no full stop and hides its verbs; it names nobody for what follows.
  if (!/[.!?"]$/.test(text.slice(sentence.end - 1, sentence.end))) return
  for (const from of [0, afterFirstComma(sentence)]) {
    if (from < 0) continue
    const first = at(sentence, from)
    if (first.kind !== 'word' || first.tag === 'pronoun' || first.tag === 'preposition' || first.tag === 'subordinator')
      continue
    // "Asked whether it would pay, the hospital said".
    if (from === 0 && first.forms.some(({ kind }) => kind === 'past' || kind === 'participle' || kind === 'ing'))
      continue
    const end = phraseStartingAt(sentence, from)
    if (end < 0) continue
    const words = text.slice(first.start, at(sentence, end - 1).end)
    const mention = mentionOf(words, first.start, memory)
    const name =
      canonicalOf(memory, { start: first.start, end: first.start + words.length }, mention) ??
      headName(memory, words, first.start) ??
      fullerName(memory, mention)
    const kind = name !== null && fullerName(memory, mention) === name ? 'person' : mention.kind
    remember(memory, name === null ? mention : { ...mention, text: name, named: true, kind })
    return
  }
}

function afterFirstComma(sentence: Sentence): number {
  for (let k = 1; k < 14; k += 1) if (at(sentence, k).lower === ',') return k + 1
  return -1
}

export interface Holder {
  name: string
  why: string
  kind: Kind
}

/** The name behind the words of a holder, and why; the words themselves when they already name somebody. */
export function resolve(memory: Memory, sentence: Sentence, range: Range, text: string): Holder {
  const first = at(sentence, range.from)
  const span = { start: first.start, end: at(sentence, range.to - 1).end }
  const words = text.slice(span.start, span.end)
  const pronoun = memory.language.pronouns.get(first.lower)
  if (range.to - range.from === 1 && pronoun !== undefined) {
    const found = candidate(memory, pronoun, span.start)
    if (found !== null) return { name: found.text, why: `"${words}" goes back to "${found.text}"`, kind: found.kind }
    return {
      name: words,
      why: `whom "${words}" means is not clear`,
      kind: pronoun === 'he' || pronoun === 'she' ? 'person' : 'unknown',
    }
  }
  const mention = mentionOf(words, span.start, memory)
  const canonical = canonicalOf(memory, span, mention) ?? headName(memory, words, span.start)
  if (canonical !== null) {
    remember(memory, { ...mention, text: canonical, named: true })
    return { name: canonical, why: `"${words}" names ${canonical}`, kind: mention.kind }
  }
  // "the London-listed company": a place in a description is no name of the company.
  const lastWord = at(sentence, range.to - 1)
  const described = range.to - range.from <= 4 && !lastWord.capital && memory.language.groups.has(lastWord.lower)
  if ((!mention.named || described) && definite(first.lower)) {
    const found = noun(memory, mention, span.start)
    if (found !== null) {
      remember(memory, { ...found, start: span.start })
      return { name: found.text, why: `"${words}" goes back to "${found.text}"`, kind: found.kind }
    }
  }
  const fuller = fullerName(memory, mention)
  remember(memory, fuller === null ? mention : { ...mention, text: fuller, kind: 'person' })
  return fuller === null
    ? { name: words, why: '', kind: mention.kind }
    : { name: fuller, why: `"${words}" is short for "${fuller}"`, kind: mention.kind }
}

const definite = (word: string): boolean => /^(?:the|this|that|der|die|das|den|dem|le|la|l'|les|el|los|las)$/.test(word)

/** The one person or body that the names stage knows in these words, when the words are no more than it and its titles. */
function canonicalOf(memory: Memory, span: Span, mention: Mention): string | null {
  const known = namesIn(memory.names, span)
  if (known.length === 0 || mention.words.includes('and')) return null
  const typed = known.filter((name) => name.type === 'person')
  const only = typed.length === 1 ? typed[0] : known.length === 1 ? known[0] : undefined
  if (only === undefined) return null
  if (only.type === 'person') return only.text
  const place = only.mentions.find((one) => one.start >= span.start && one.end <= span.end)
  // "a spokesperson for Europol", "analysts at Deutsche Bank" are not the body itself.
  if (place === undefined || place.end !== span.end) return null
  if (place.start - span.start <= 4) return only.text
  // "British engineering firm Smiths Group": the noun before the name says what it is.
  const before = mention.text.slice(0, place.start - span.start).trimEnd()
  const noun = before.slice(before.lastIndexOf(' ') + 1).toLowerCase()
  return only.type !== 'place' && memory.language.groups.has(noun) ? only.text : null
}

/** The name before a description, in its fullest form. */
function headName(memory: Memory, words: string, start: number): string | null {
  const head = withoutApposition(words, memory)
  if (head === null) return null
  const mention = mentionOf(head, start, memory)
  return canonicalOf(memory, { start, end: start + head.length }, mention) ?? fullerName(memory, mention) ?? head
}

/** "Smiths Group, a British engineering company": the name alone, when a name comes first and a description after it. */
function withoutApposition(words: string, memory: Memory): string | null {
  const comma = words.indexOf(', ')
  if (comma < 2) return null
  const head = words.slice(0, comma)
  const rest = words.slice(comma + 2)
  if (
    !/^\p{Lu}[^,]{1,60}$/u.test(head) ||
    head.split(' ').some((word) => !/^[\p{Lu}\p{N}&]/u.test(word) || memory.language.tags.has(word.toLowerCase()))
  )
    return null
  return /^\p{Ll}/u.test(rest) && !/ (?:and|und|et|y) /.test(` ${rest} `) ? head : null
}

/** "Musk" or "Mr Musk" for "Elon Musk", when the text gave the full name before. */
function fullerName(memory: Memory, mention: Mention): string | null {
  const last = mention.words[mention.words.length - 1]
  if (last === undefined || !mention.named || mention.words.length > 2) return null
  if (mention.words.length === 2 && !memory.language.persons.has(mention.words[0] ?? '')) return null
  for (let i = memory.mentions.length - 1; i >= 0; i -= 1) {
    const one = memory.mentions[i]
    if (one === undefined || one.start >= mention.start || one.words.length <= mention.words.length) continue
    if (one.kind === 'person' && one.words[one.words.length - 1] === last) return one.text
  }
  return null
}

const FAR = 1_200

function candidate(memory: Memory, pronoun: string, before: number): Mention | null {
  const fits = (one: Mention): boolean => {
    if (pronoun === 'he' || pronoun === 'she') return one.kind === 'person' || (one.kind === 'unknown' && one.named)
    if (pronoun === 'they') return one.kind === 'group' || one.kind === 'body'
    return one.kind === 'body' || (one.kind === 'unknown' && one.named)
  }
  return (
    latest(memory, before, fits) ??
    (pronoun === 'they' ? latest(memory, before, (one) => one.kind === 'unknown') : null)
  )
}

function latest(memory: Memory, before: number, fits: (one: Mention) => boolean): Mention | null {
  let weak: Mention | null = null
  for (let i = memory.mentions.length - 1; i >= 0; i -= 1) {
    const one = memory.mentions[i]
    if (one === undefined || one.start >= before) continue
    if (before - one.start > FAR) break
    if (!fits(one)) continue
    // A name of an unsure kind wins when it is much nearer than a sure one.
    if (one.kind !== 'unknown')
      return weak !== null && weak.start - one.start > 120 && before - weak.start < 250 ? weak : one
    weak ??= one
  }
  return weak
}

/** "the company", "the billionaire", "the same source": the last one named before of that kind. */
function noun(memory: Memory, mention: Mention, before: number): Mention | null {
  const { language } = memory
  const nouns = mention.words.filter((word) => !language.tags.has(word) && word !== 'same')
  const head = nouns[nouns.length - 1] ?? ''
  // The same noun with a name or more words to it: "the digital ministry" for "the ministry".
  const told = latest(
    memory,
    before,
    (one) => one.words.includes(head) && one.words.length > mention.words.length - 1 && one.text !== mention.text,
  )
  if (told !== null && nouns.length === 1) return told
  if (nouns.length > 1 && (nouns.length > 4 || mention.words.some((word) => /^(?:of|for|at|from|in)$/.test(word))))
    return null
  if (nouns.length === 1 && OWNERS.test(head))
    return latest(
      memory,
      before,
      (one) => one.named && (one.kind === 'person' || (one.kind === 'unknown' && one.words.length <= 3)),
    )
  if (ALONE.test(head) || !language.groups.has(head)) return null
  const official = language.roles.official.has(head)
  if (nouns.length > 1 && official) return null
  return latest(
    memory,
    before,
    (one) =>
      one.named &&
      (one.kind === 'body' || (one.kind === 'unknown' && !official)) &&
      !one.words.some((word) => language.persons.has(word) || language.roles.anonymous.has(word)) &&
      (official || !one.words.some((word) => language.roles.official.has(word))) &&
      (!official || (AGENCY.test(head) && (/^\p{Lu}{2,8}$/u.test(one.text) || one.words.includes(head)))),
  )
}

// Nouns for a person whose name the text gave without them; "the minister" needs a minister to go back to.
const OWNERS =
  /^(?:billionaire|tycoon|entrepreneur|founder|owner|boss|ceo|milliardär|unternehmer|milliardaire|fondateur|multimillonario|magnate|empresario|fundador)$/
// Authorities that are named by letters: "the agency" for ENISA.
const AGENCY = /^(?:agency|authority|regulator|behörde|amt|agence|autorité|agencia|autoridad|bundesamt)$/
// Bodies that every country has and texts name by the noun alone.
const ALONE =
  /^(?:government|police|court|union|council|team|ministry|party|army|parliament|senate|regierung|polizei|gericht|ministerium|staatsanwaltschaft|partei|gouvernement|police|tribunal|cour|parquet|ministère|gobierno|policía|fiscalía|ministerio|partido)$/
