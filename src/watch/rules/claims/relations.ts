// Which claims of one text dispute, support, repeat or retract each other: by the cue, by pointing back, and by content.
import type { ClaimFact, ClaimRelation } from '../../model.ts'
import type { LanguageIndex } from './data.ts'
import type { Draft } from './draft.ts'
import { shared } from './stems.ts'

const MAX_BACK = 40
const POINTS_BACK =
  /^(?:that|this|it|these|those|them|something|both|so|the (?:claim|claims|accusation|accusations|allegation|allegations|charge|charges|account|version|suggestion|assertion|report|reports|theory|view|idea|statement|remarks|description|characterisation|characterization|finding|findings|conclusion)|a (?:claim|charge|view|version|accusation|suggestion)|das|dies|diese[sn]?|den vorwurf|die vorwürfe|diese darstellung|cela|ces|cette|ce|l'accusation|les accusations|eso|esto|esa|ese|la acusación|las acusaciones)\b/i

const POINTING = /^(?:|that|this|it|das|dies|es|cela|ça|eso|esto)$/i

/** Adds the relations of each claim to the ones before it, rarely after it; each with its reason. */
export function relate(drafts: readonly Draft[], text: string, language: LanguageIndex): void {
  for (const [i, one] of drafts.entries()) {
    const contrary = one.listed === 'denies' || one.listed === 'disputes' || one.listed === 'doubts'
    if (contrary) dispute(one, i, drafts, text)
    else if (one.listed === 'retracts') retract(one, i, drafts)
    else compare(one, i, drafts, text, language)
  }
}

function add(one: Draft, other: Draft, relation: ClaimRelation['relation'], why: string): void {
  if (one === other || one.fact.relations.length >= 6) return
  if (one.fact.relations.some(({ claim }) => claim === other.fact.id)) return
  one.fact.relations.push({ relation, claim: other.fact.id, why })
}

const tells = (one: Draft): boolean =>
  one.fact.class === 'asserts' || one.fact.class === 'accuses' || one.fact.class === 'commits'

/** A denial, a dispute or a doubt: what it speaks against is named, shares words with it, or stands just before it. */
function dispute(one: Draft, i: number, drafts: readonly Draft[], text: string): void {
  const others = drafts
    .slice(Math.max(0, i - MAX_BACK), i)
    .filter((other) => tells(other) && !sameHolder(one.fact, other.fact) && !within(one, other))
  const object = text.slice(one.fact.span.start, one.fact.span.end)
  if (REQUEST.test(object)) return
  const explained = drafts.filter(
    (other) => other.sentence === one.sentence && other !== one && sameHolder(one.fact, other.fact),
  )
  const stems = new Set([...one.stems, ...explained.flatMap((other) => [...other.stems])])
  const named = others.filter(
    (other) =>
      other.fact.holder !== null && names(text.slice(one.around.start, one.around.end), other.fact.holder, one),
  )
  const pointing = POINTING.test(
    object.slice((one.fact.cue ?? '').length * Number(object.startsWith(one.fact.cue ?? ''))).trim(),
  )
  const back = pointing || POINTS_BACK.test(object) || one.stems.size === 0 || named.length > 0
  const nearest = others[others.length - 1]?.sentence
  const pool = named.length > 0 ? named : pointing ? others.filter((other) => other.sentence === nearest) : others
  let best: Draft | null = null
  let most = 0
  for (const other of pool) {
    const common = shared(stems, other.stems)
    const near = 1 / (1 + one.sentence - other.sentence)
    const score =
      common.length + near + (other.fact.class === 'accuses' ? 0.3 : 0) + (other.fact.holder === null ? -0.2 : 0)
    if ((common.length > 0 || (back && one.sentence - other.sentence <= 2)) && score >= most) {
      most = score
      best = other
    }
  }
  if (best !== null) {
    const common = shared(stems, best.stems)
    const cue = one.fact.cue ?? one.fact.class
    const who = best.fact.holder ?? 'somebody'
    const how = named.includes(best)
      ? `"${cue}" names ${who}`
      : common.length > 0
        ? `"${cue}", and both speak of ${quoted(common)}`
        : `"${cue}" points back to what ${who} holds`
    const strong = common.length >= 1 && (common.length >= 2 || back || one.sentence - best.sentence <= 3)
    if (strong || back) add(one, best, 'disputes', how)
    // What the holder says instead, in the same breath, disputes it too.
    if (strong || back)
      for (const other of explained)
        if (tells(other) && (pointing || shared(other.stems, best.stems).length > 0)) {
          const both = shared(other.stems, best.stems)
          add(
            other,
            best,
            'disputes',
            `said with "${cue}"${both.length > 0 ? `, and both speak of ${quoted(both)}` : ''}`,
          )
        }
    return
  }
  // Denied before it is told: "Moscow denies slowing YouTube, as critics say it does".
  for (const other of drafts.slice(i + 1, i + 8)) {
    if (!tells(other) || sameHolder(one.fact, other.fact) || within(one, other)) continue
    const common = shared(one.stems, other.stems)
    if (common.length >= 2) {
      add(one, other, 'disputes', `"${one.fact.cue ?? ''}", and both speak of ${quoted(common)}`)
      return
    }
  }
}

function retract(one: Draft, i: number, drafts: readonly Draft[]): void {
  let best: Draft | null = null
  let most = -1
  for (const other of drafts.slice(Math.max(0, i - MAX_BACK), i)) {
    if (!sameHolder(one.fact, other.fact) || !tells(other)) continue
    const score = shared(one.stems, other.stems).length
    if (score >= most) {
      most = score
      best = other
    }
  }
  if (best !== null)
    add(one, best, 'retracts', `"${one.fact.cue ?? ''}" takes back what ${one.fact.holder ?? 'the holder'} said before`)
}

/** Turning down a request or a plan disputes nobody's word. */
const REQUEST =
  /^(?:an?|the|its|his|her|their) (?:[\p{L}'-]{1,20} ){0,3}(?:request|requests|bid|proposal|proposals|plan|plans|offer|offers|call|calls|motion|appeal|lawsuit|deal|bill|law)\b/iu

const CONFIRMS =
  /^(?:also |has |have |had |later )*(?:confirm|acknowledg|admit|conced|corroborat|back|support|endors|echo|agree|concur|bestätig|räumte|confirm|reconn|reconoc)/i

function compare(one: Draft, i: number, drafts: readonly Draft[], _text: string, language: LanguageIndex): void {
  if (!tells(one)) return
  for (let k = i - 1; k >= Math.max(0, i - MAX_BACK); k -= 1) {
    const other = drafts[k]
    if (other === undefined || !tells(other) || within(one, other)) continue
    const verdict = contentRelation(one.fact, one.stems, other.fact, other.stems, language)
    if (verdict !== null) {
      add(one, other, verdict.relation, verdict.why)
      continue
    }
    if (sameHolder(one.fact, other.fact) || one.fact.holder === null) continue
    const common = shared(one.stems, other.stems)
    if (
      CONFIRMS.test(one.fact.cue ?? '') &&
      (common.length >= 2 || (common.length === 1 && one.sentence - other.sentence <= 3))
    )
      add(one, other, 'supports', `"${one.fact.cue ?? ''}", and both speak of ${quoted(common)}`)
  }
}

export interface Verdict {
  relation: 'disputes' | 'repeats' | 'supports'
  why: string
}

/** What the contents alone say of two claims: contrast in amount or by a negation, or the same said again. */
export function contentRelation(
  one: ClaimFact,
  stems: ReadonlySet<string>,
  other: ClaimFact,
  otherStems: ReadonlySet<string>,
  language: LanguageIndex,
): Verdict | null {
  const common = shared(stems, otherStems)
  if (common.length === 0) return null
  if (!sameHolder(one, other)) {
    const object = contrastedOrigin(one.text, other.text, language)
    if (object !== null)
      return { relation: 'disputes', why: `one says "${object.full}", the other only "${object.scarce}"` }
    const smaller = Math.min(stems.size, otherStems.size)
    if (
      negated(one.text, language) !== negated(other.text, language) &&
      common.length >= 3 &&
      common.length >= 0.6 * smaller
    )
      return { relation: 'disputes', why: `only one of them is negated, and both speak of ${quoted(common)}` }
  }
  const larger = Math.max(stems.size, otherStems.size)
  if (
    common.length >= 4 &&
    common.length >= 0.7 * larger &&
    negated(one.text, language) === negated(other.text, language) &&
    sameNumbers(one.text, other.text)
  )
    return { relation: 'repeats', why: `both say the same of ${quoted(common)}` }
  return null
}

const ORIGIN =
  /\b(from|in|by|aus|von|de|desde|d'|depuis|en) (?:the )?((?:\p{Lu}[\p{L}-]{1,30})(?: \p{Lu}[\p{L}-]{1,30}){0,2})/gu

/** "from Ukraine" against "very little from Ukraine": the same origin, once in full and once hardly any. */
function contrastedOrigin(
  one: string,
  other: string,
  language: LanguageIndex,
): { full: string; scarce: string } | null {
  const [mine, theirs] = [originsOf(one, language), originsOf(other, language)]
  for (const a of mine) {
    for (const b of theirs) {
      if (a.place !== b.place || a.scarce === b.scarce) continue
      return a.scarce ? { full: b.text, scarce: a.text } : { full: a.text, scarce: b.text }
    }
  }
  return null
}

interface Origin {
  place: string
  scarce: boolean
  text: string
}

function originsOf(text: string, language: LanguageIndex): Origin[] {
  const found: Origin[] = []
  const seen = new Set<string>()
  const bounded = text.slice(0, 1_500)
  ORIGIN.lastIndex = 0
  for (let hit = ORIGIN.exec(bounded); hit !== null && found.length < 10; hit = ORIGIN.exec(bounded)) {
    const place = hit[2] ?? ''
    if (seen.has(place)) continue
    seen.add(place)
    const before = bounded.slice(Math.max(0, hit.index - 60), hit.index)
    const clause = before.slice(Math.max(before.lastIndexOf(','), before.lastIndexOf(';')) + 1)
    const after = /^[^,;.]{0,60}/.exec(bounded.slice(hit.index + hit[0].length))?.[0] ?? ''
    const scarce = [...clause.split(/[^\p{L}]+/u), ...after.split(/[^\p{L}]+/u)].some(
      (word) =>
        language.scarce.has(word.toLowerCase()) || (language.negation.has(word.toLowerCase()) && !/not$/.test(after)),
    )
    found.push({ place, scarce, text: `${clause.trimStart()}${hit[0]}`.slice(-80) })
  }
  return found
}

function negated(text: string, language: LanguageIndex): boolean {
  return text
    .slice(0, 400)
    .toLowerCase()
    .split(/[^\p{L}']+/u)
    .some((word) => language.negation.has(word) || word.endsWith("n't"))
}

function sameNumbers(one: string, other: string): boolean {
  const numbers = (text: string): string => (text.slice(0, 600).match(/\d[\d.,]{0,12}/g) ?? []).join(' ')
  return numbers(one) === numbers(other)
}

export function sameHolder(one: ClaimFact, other: ClaimFact): boolean {
  if (one.holder === null || other.holder === null) return one.holder === other.holder
  if (one.holder === other.holder) return true
  const [a, b] = [
    one.holder.toLowerCase().replace(/^the same /, 'the '),
    other.holder.toLowerCase().replace(/^the same /, 'the '),
  ]
  if (a === b) return true
  const strip = (text: string): string => text.replace(/^(?:the|a|an|one|der|die|das|le|la|el|una?|un|eine?) /, '')
  const [x, y] = [strip(a), strip(b)]
  return x === y || x.endsWith(` ${y}`) || y.endsWith(` ${x}`)
}

function names(words: string, holder: string, one: Draft): boolean {
  const last = holder.slice(holder.lastIndexOf(' ') + 1)
  if (last.length < 3 || !/^\p{Lu}/u.test(last)) return false
  return (
    words.includes(`${last}'s`) ||
    words.includes(`${last}'`) ||
    (one.fact.span.start === one.around.start && words.includes(last))
  )
}

/** One claim is part of what the other reports. */
function within(one: Draft, other: Draft): boolean {
  const [a, b] = [one.fact.span, other.fact.span]
  const cue = one.fact.cueSpan
  return (
    (cue !== null &&
      b.start <= cue.start &&
      cue.end <= b.end &&
      other.sentence === one.sentence &&
      other.listed !== 'accuses') ||
    (a.start === b.start && a.end === b.end)
  )
}

function quoted(stems: readonly string[]): string {
  return stems
    .slice(0, 3)
    .map((stem) => `"${stem}"`)
    .join(', ')
}
