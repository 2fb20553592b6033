// The times stage: finds time expressions and resolves them against the publication date, or lets them float.
import type { TimeFact } from '../model.ts'
import { addMinutes, dayText, fromDays, momentText, readMoment } from './calendar.ts'
import { DATED_LANGUAGES, monthNameRules, NUMERIC_RULES } from './times/absolute.ts'
import { ENGLISH } from './times/english.ts'
import { FRENCH } from './times/french.ts'
import { GERMAN } from './times/german.ts'
import { type Grammar, PUBLICATION, type TimeReading } from './times/model.ts'
import { SPANISH } from './times/spanish.ts'

export const timesVersion = 'times-4'

const FULL: Readonly<Record<string, Grammar>> = { en: ENGLISH, de: GERMAN, fr: FRENCH, es: SPANISH }

/** Languages with a full grammar; the others in DATED_LANGUAGES have absolute dates only. */
export const TIMED_LANGUAGES = Object.keys(FULL)

const grammars = new Map<string, Grammar>()

function grammarOf(language: string): Grammar {
  const known = grammars.get(language)
  if (known !== undefined) return known
  // What nobody could name a language for is most often a short English line.
  const full = language === 'und' ? ENGLISH : FULL[language]
  const made: Grammar = {
    ...(full ?? ENGLISH),
    rules: [...NUMERIC_RULES, ...(full === undefined ? monthNameRules(language) : full.rules)],
  }
  grammars.set(language, made)
  return made
}

export function coversTimes(language: string): boolean {
  return TIMED_LANGUAGES.includes(language) || DATED_LANGUAGES.includes(language)
}

interface Candidate {
  start: number
  end: number
  rank: number
  reading: TimeReading
}

const MAX_FACTS = 2_000

/** All times in a text, in order, never overlapping; `publishedAt` is the only anchor, there is no clock. */
export function findTimes(text: string, language: string, publishedAt: string | null): TimeFact[] {
  const published = publishedAt === null ? null : readMoment(publishedAt)
  const found: Candidate[] = []
  const grammar = grammarOf(language)
  for (const [rank, rule] of grammar.rules.entries()) {
    rule.pattern.lastIndex = 0
    for (let hit = rule.pattern.exec(text); hit !== null && found.length < MAX_FACTS; hit = rule.pattern.exec(text)) {
      if (hit[0].length === 0) rule.pattern.lastIndex += 1
      const reading = rule.read(hit, { published, future: looksAhead(text, hit.index, hit[0].length, grammar) })
      if (reading === null) continue
      const span = trimmed(text, hit.index, hit.index + hit[0].length, grammar)
      found.push({ ...span, rank, reading })
    }
  }
  const publishedOn = published === null ? null : dayText(fromDays(published.days))
  return withSharedAnchors(withClocks(withoutOverlaps(found), text, publishedOn))
}

const ANCHOR_REACH_CHARS = 1_500

/** "Within 12 months of adoption ... within 18 months": the second limit counts from the same event as the first. */
function withSharedAnchors(facts: TimeFact[]): TimeFact[] {
  let named: TimeFact | null = null
  return facts.map((fact) => {
    if (fact.kind !== 'deadline') return fact
    if (fact.anchor !== PUBLICATION) {
      if (fact.anchor !== 'none') named = fact
      return fact
    }
    const near = named !== null && fact.span.start - named.span.end < ANCHOR_REACH_CHARS
    if (named === null || !near || !/^P\d+[MY]$/.test(fact.shape)) return fact
    const { anchor } = named
    return {
      ...fact,
      value: fact.shape,
      floating: false,
      anchor,
      why: `limit counted from ${anchor}, like the one before`,
    }
  })
}

// "on", "am" and the like belong to the sentence, not to the time.
function trimmed(text: string, start: number, end: number, { lead, keep }: Grammar): { start: number; end: number } {
  const words = text.slice(start, end)
  let from = start
  if (!keep.test(words)) {
    const found = lead.exec(words)
    if (found !== null) from += found[0].length
  }
  let to = end
  const tail = /(?: (?:of|into|the|its|this)){1,3}$/.exec(text.slice(from, to))
  if (tail !== null) to -= tail[0].length
  while (to > from && /[ ,.(]/.test(text[to - 1] ?? '') && !/[ap]\.m\.$/.test(text.slice(from, to))) to -= 1
  return { start: from, end: to }
}

function looksAhead(text: string, start: number, length: number, grammar: Grammar): boolean {
  const before = text.slice(Math.max(0, start - 90), start)
  const sentence = before.slice(Math.max(before.lastIndexOf('. '), before.lastIndexOf('\n')) + 1)
  if (grammar.reported.test(sentence)) return false
  if (grammar.ahead.test(sentence)) return true
  return grammar.aheadAfter.test(text.slice(start + length, start + length + 40))
}

function withoutOverlaps(found: Candidate[]): Candidate[] {
  found.sort((a, b) => a.start - b.start || b.end - a.end || a.rank - b.rank)
  const kept: Candidate[] = []
  for (const one of found) {
    const last = kept[kept.length - 1]
    if (last === undefined || one.start >= last.end) kept.push(one)
    else if (one.end - one.start > last.end - last.start) kept[kept.length - 1] = one
  }
  return kept
}

/** Times of day take the nearest date named before them, else the day of publication. */
function withClocks(found: Candidate[], text: string, publishedOn: string | null): TimeFact[] {
  let date: string | null = null
  return found.map(({ start, end, reading }) => {
    const { clock, ...rest } = reading
    let value = rest.value
    let why = rest.why
    let floating = rest.anchor === PUBLICATION && publishedOn === null
    if (clock !== undefined) {
      const day = date ?? publishedOn
      const source = date === null ? 'the day of publication' : 'the nearest date named before it'
      if (day !== null && clock.offset !== null) {
        const noon = readMoment(day)
        value =
          noon === null ? null : momentText(addMinutes({ days: noon.days, minutes: clock.minutes }, -clock.offset))
        why = `time of day on ${day}, ${source}`
      } else if (day !== null) {
        value = `${day}${rest.shape.slice(0, 6)}`
        why = `time of day on ${day}, ${source}; the zone is not named`
      }
      floating = value === null
    } else if (rest.kind === 'date' && value !== null) date = value
    return { text: text.slice(start, end), span: { start, end }, ...rest, value, floating, why }
  })
}
