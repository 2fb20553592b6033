// Numbers of a text in one spelling, so that "39,000", "39.000" and "39 thousand" are one figure in any language.
import type { FigureFact } from '../../model.ts'

const NUMBER = /\d{1,3}(?:[.,\u00a0\u202f' ]\d{3}){1,4}(?![\d])|\d{1,12}(?:[.,]\d{1,2})?(?![\d])/g
const SCALE =
  /^[\s\u00a0-]{0,2}(m(?:illion|illionen|io|illions|illones|ilioni|iljoen|ilion\w{0,3}|ln)?|b(?:illion|n)?|milliards?|milliarden|mrd|mld|mia|miljard\w{0,3}|mil millones|mil|thousand|tausend|tysi\w{1,5}|tys|тис\w{0,3}|тыс\w{0,3}|млн|мільйон\w{0,3}|миллион\w{0,3}|млрд|k|mille)(?![\p{L}])/iu

const YEARS = { from: 1900, to: 2100 }
const MOST = 40
const MOST_CHARS = 12_000

/** Values above 12 that are no years, `39000` or `8.5`; each once, in the order of the text. */
export function numbersOf(text: string, figures: readonly FigureFact[], language: string): string[] {
  const found = new Set<string>()
  const seen = text.slice(0, MOST_CHARS)
  for (const hit of seen.matchAll(NUMBER)) {
    if (found.size >= MOST) break
    const before = seen[hit.index - 1] ?? ' '
    if (/[\p{L}\d.,:/-]/u.test(before)) continue
    const after = seen.slice(hit.index + hit[0].length, hit.index + hit[0].length + 16)
    if (/^[:/]\d|^-\d/.test(after)) continue
    const value = readNumber(hit[0])
    const scaled = value * scaleOf(SCALE.exec(after)?.[1] ?? '', language)
    keep(found, scaled, scaled === value && /^\d{4}$/.test(hit[0]))
  }
  for (const { value, kind } of figures.slice(0, MOST)) keep(found, value, kind === 'count')
  return [...found].slice(0, MOST)
}

function keep(found: Set<string>, value: number, mayBeYear: boolean): void {
  if (!Number.isFinite(value) || (value <= 12 && Number.isInteger(value))) return
  if (mayBeYear && value >= YEARS.from && value <= YEARS.to) return
  found.add(String(Number(value.toPrecision(6))))
}

function readNumber(text: string): number {
  if (/^\d{1,3}(?:[.,\u00a0\u202f' ]\d{3})+$/.test(text)) return Number(text.replace(/\D/g, ''))
  return Number(text.replace(',', '.'))
}

function scaleOf(word: string, language: string): number {
  const lower = word.toLowerCase()
  if (lower === '') return 1
  if (/^(?:k|th|tau|tys|тис|тыс|mille$)/.test(lower)) return 1e3
  if (lower === 'mil') return language === 'ro' || language === 'pl' ? 1e6 : 1e3
  if (/^(?:mil millones|milliard|mrd|mld|mia|miljard|млрд)/.test(lower)) return 1e9
  if (/^b/.test(lower)) return 1e9
  return 1e6
}
