// What every check works on: figures placed in their sentences, the cue words of the language, and how sums are shown.
import type { FigureFact, Span, TimeFact } from '../../model.ts'
import type { CheckWords } from '../figures/data.ts'
import type { FiguresIndex } from '../figures/index.ts'

/** A figure, the sentence that it stands in, and whether that is the headline. */
export interface Placed {
  fact: FigureFact
  sentence: number
  from: number
  to: number
  headline: boolean
}

export type Cues = Record<Exclude<keyof CheckWords, 'events'>, RegExp>

export interface Checked {
  text: string
  figures: Placed[]
  body: Placed[]
  times: readonly TimeFact[]
  cues: Cues
  events: Set<string>[]
  sentences: Span[]
}

const compiled = new WeakMap<CheckWords, { cues: Cues; events: Set<string>[] }>()

/** The cues of a language; null when there are none, and nothing is compared but the headline. */
export function cuesOf(index: FiguresIndex, language: string): { cues: Cues; events: Set<string>[] } | null {
  const words = index.data.checks[language === 'und' ? 'en' : language]
  if (words === undefined) return null
  const known = compiled.get(words)
  if (known !== undefined) return known
  const { events, ...lists } = words
  const cues = Object.fromEntries(
    Object.entries(lists).map(([name, list]): [string, RegExp] => [name, cue(list)]),
  ) as Cues
  const made = { cues, events: events.map((one) => new Set(one.split(' '))) }
  compiled.set(words, made)
  return made
}

function cue(list: string): RegExp {
  const words = list
    .split('|')
    .map((word) =>
      word
        .replace(/[.()+?]/g, '\\$&')
        .replace(/\*/g, '\\p{L}{0,12}')
        .replace(/ /g, '[ -]'),
    )
    .sort((a, b) => b.length - a.length)
  return new RegExp(`(?<![\\p{L}])(?:${words.join('|')})(?![\\p{L}])`, 'iu')
}

const END = /[.!?]["')]{0,2}\s+(?=[\p{Lu}"'(\d])|\n/gu
const NO_END =
  /(?:^|[^\p{L}])(?:Mr|Mrs|Ms|Dr|St|No|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Inc|Corp|Ltd|Co|approx|ca|Mio|Mrd|Nr|bzw|\p{Lu})\.$/u

export function sentencesOf(text: string): Span[] {
  const spans: Span[] = []
  let start = 0
  END.lastIndex = 0
  for (let hit = END.exec(text); hit !== null; hit = END.exec(text)) {
    const end = hit.index + 1
    if (hit[0] !== '\n' && NO_END.test(text.slice(Math.max(0, end - 8), end))) continue
    spans.push({ start, end })
    start = hit.index + hit[0].length
  }
  spans.push({ start, end: text.length })
  return spans
}

export function place(facts: readonly FigureFact[], sentences: readonly Span[], headlineEnd: number): Placed[] {
  let sentence = 0
  return facts.map((fact) => {
    while (sentence < sentences.length - 1 && (sentences[sentence]?.end ?? 0) <= fact.span.start) sentence += 1
    const span = sentences[sentence] ?? fact.span
    return { fact, sentence, from: span.start, to: span.end, headline: fact.span.end <= headlineEnd }
  })
}

/** What stands before a figure in its sentence, at most `most` characters. */
export function before(text: string, one: Placed, most: number): string {
  return text.slice(Math.max(one.from, one.fact.span.start - most), one.fact.span.start)
}

export function after(text: string, one: Placed, most: number): string {
  return text.slice(one.fact.span.end, Math.min(one.to, one.fact.span.end + most))
}

/** Half of the last digit that is written: how far rounding may have moved the value. */
export function slack(fact: FigureFact): number {
  const digits = /\d[\d.,']{0,20}/.exec(fact.text.replace(/(?<=\d) (?=\d{3})/g, ''))?.[0].replace(/[.,']+$/, '')
  if (digits === undefined || fact.value === 0) return 0.5
  const decimals = /[.,](\d{1,2})$/.exec(digits)?.[1]?.length ?? 0
  const plain = Number(digits.replace(/[.,'](?=\d{3})/g, '').replace(',', '.'))
  const scale = Number.isFinite(plain) && plain > 0 ? fact.value / plain : 1
  return 0.5 * 10 ** -decimals * Math.max(scale, 1)
}

/** Words like "about" widen what still agrees. */
export function looseness(facts: readonly FigureFact[]): number {
  let share = 0
  for (const { qualifier } of facts) share += qualifier === null ? 0 : qualifier === 'about' ? 0.015 : 0.03
  return share
}

export function shown(value: number): string {
  const [whole = '', rest] = String(Number(value.toPrecision(10))).split('.')
  const cut = rest === undefined ? '' : `.${rest.slice(0, 2)}`
  return whole.replace(/\B(?=(?:\d{3})+$)/g, ',') + cut
}

export function withUnit(value: number, unit: string | null): string {
  if (unit === null) return shown(value)
  return /^[A-Z]{3}$/.test(unit) ? `${unit} ${shown(value)}` : `${shown(value)} ${unit}`
}

export function signedPercent(share: number): string {
  return `${share < 0 ? '-' : '+'}${Math.abs(share * 100).toFixed(2)} %`
}

export function stem(word: string | null): string | null {
  return word === null ? null : word.toLowerCase().replace(/(?:ies|es|s)$/, '')
}

/** Spans in order, each once. */
export function spansOf(facts: readonly (FigureFact | TimeFact)[]): Span[] {
  const spans = facts.map(({ span }) => span).sort((a, b) => a.start - b.start)
  return spans.filter((span, i) => spans[i - 1]?.start !== span.start)
}
