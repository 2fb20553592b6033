// Finds marks of classified information in a text, in the spellings and languages of data/share/guidelines-marks.json. The text
// may be hostile: at most so many characters are read, and time grows with their number.
import type { ClassifiedMark } from '../../model/guideline.ts'

export const mostCharacters = 200_000
const mostFindings = 50

export interface ClassifiedFinding {
  /** As it stands in the text. */
  text: string
  /** Position of its first character. */
  at: number
  level: ClassifiedMark['level']
  scheme: ClassifiedMark['scheme']
  /** Member States whose mark it is. */
  states: string[]
  /** mark: it is one. ask: a person must look. pointer: it stands in a pointer, where it may. */
  is: 'mark' | 'ask' | 'pointer'
}

export interface ClassifiedFindings {
  findings: ClassifiedFinding[]
  /** The text was longer than what is read, or held more marks than are named. */
  truncated: boolean
}

export interface PreparedMarks {
  pattern: RegExp
  byLetters: ReadonlyMap<string, readonly ClassifiedMark[]>
}

/** Once for each version of the data: all marks as one pattern, the longest first. */
export function prepareMarks(marks: readonly ClassifiedMark[]): PreparedMarks {
  const byLetters = new Map<string, ClassifiedMark[]>()
  const written = new Set<string>()
  for (const mark of marks) {
    for (const spelling of new Set([mark.text, withoutUmlauts(mark.text)])) {
      const words = folded(spelling).text.match(/[\p{L}\p{N}]+/gu) ?? []
      const letters = words.join('')
      byLetters.set(letters, [...(byLetters.get(letters) ?? []), mark])
      written.add(words.map(escaped).join('[^\\p{L}\\p{N}\\n]{0,3}'))
      // R E S T R E I N T   U E, as banners are set.
      if (mark.scheme !== 'national' && letters.length >= 6)
        written.add(words.map((word) => [...word].map(escaped).join(' ')).join('[^\\p{L}\\p{N}\\n]{1,5}'))
    }
  }
  const longestFirst = [...written].sort((a, b) => b.length - a.length)
  const any = longestFirst.length > 0 ? longestFirst.join('|') : '[^\\s\\S]'
  return { pattern: new RegExp(`(?<![\\p{L}\\p{N}])(?:${any})(?![\\p{L}\\p{N}])`, 'gu'), byLetters }
}

/**
 * Marks of classified information in a text. One ordinary word ("secret") is never one; words that also mean something else
 * (EU restricted) are one in capitals, and asked about on a line of their own or beside a word such as "classified".
 */
export function findClassified(text: string, { pattern, byLetters }: PreparedMarks): ClassifiedFindings {
  const read = text.slice(0, mostCharacters)
  const { text: plain, from } = folded(read)
  const pointers = pointersIn(read)
  const findings: ClassifiedFinding[] = []
  for (const match of plain.matchAll(pattern)) {
    const marks = byLetters.get(match[0].replace(/[^\p{L}\p{N}]/gu, ''))
    const first = marks?.[0]
    if (!first) continue
    const at = from[match.index] ?? 0
    const end = (from[match.index + match[0].length - 1] ?? at) + 1
    const shown = read.slice(at, end)
    const inPointer = pointers.some(([begin, stop]) => at >= begin && end <= stop)
    const place = { plain, at: match.index, end: match.index + match[0].length, raw: shown, line: lineAround(read, at) }
    const is = inPointer ? 'pointer' : judged(first, place)
    if (is === null) continue
    if (findings.length === mostFindings) return { findings, truncated: true }
    const states = [...new Set(marks.flatMap(({ state }) => state ?? []))]
    findings.push({ text: shown, at, level: first.level, scheme: first.scheme, states, is })
  }
  return { findings, truncated: text.length > mostCharacters }
}

interface Place {
  plain: string
  at: number
  end: number
  raw: string
  line: string
}

const cue =
  /CLASSIFI|CLASIFIC|CLASSIFICA|EINGESTUFT|EINSTUFUNG|VERSCHLUSS|ΔΙΑΒΑΘΜ|КЛАСИФИЦ|NIEJAWN|UTAJOV|KLASSIFI|MINOSIT|GERUBRICEER|MARKED |MARKING|EUCI|ICUE/u
const cueWithin = 40

function judged(mark: ClassifiedMark, place: Place): 'mark' | 'ask' | null {
  if (mark.when === 'distinct') return 'mark'
  const beside = `${place.plain.slice(Math.max(0, place.at - cueWithin), place.at)} ${place.plain.slice(place.end, place.end + cueWithin)}`
  const alone = place.line.length <= place.raw.length + 6
  const cued = cue.test(beside)
  if (mark.when === 'line') return cued || alone ? 'ask' : null
  if (!writtenAs(place.raw, mark.text)) return cued || alone ? 'ask' : null
  // Where the whole line shouts, capitals say nothing: "EU SECRET SERVICES WARN".
  const shouts = place.line === place.line.toUpperCase() && place.line.length > place.raw.length + 6
  return shouts && !cued ? 'ask' : 'mark'
}

function writtenAs(raw: string, mark: string): boolean {
  const letters = (text: string) => text.replace(/[^\p{L}]/gu, '')
  return letters(raw) === letters(raw).toUpperCase() || letters(raw) === letters(mark)
}

function lineAround(text: string, at: number): string {
  const begin = text.lastIndexOf('\n', at - 1) + 1
  const end = text.indexOf('\n', at)
  // Marks are short: what lies further away than this is another sentence.
  const line = text.slice(Math.max(begin, at - 200), end === -1 ? at + 200 : Math.min(end, at + 200))
  return line.trim()
}

const ignored = /[\u00ad\u200b-\u200f\u2060\ufeff]/

/** Capitals without accents and invisible characters; `from[i]` is where character i of the result stood. */
function folded(text: string): { text: string; from: number[] } {
  const parts: string[] = []
  const from: number[] = []
  let at = 0
  for (const character of text) {
    const code = character.charCodeAt(0)
    let plain = character
    if (code >= 97 && code <= 122) plain = String.fromCharCode(code - 32)
    else if (code > 127) {
      plain = ignored.test(character) ? '' : character.normalize('NFKD').replace(/\p{M}/gu, '').toUpperCase()
    }
    for (let index = 0; index < plain.length; index++) from.push(at)
    parts.push(plain)
    at += character.length
  }
  return { text: parts.join(''), from }
}

const umlauts: Record<string, string> = { Ä: 'AE', Ö: 'OE', Ü: 'UE', ä: 'ae', ö: 'oe', ü: 'ue', ß: 'ss' }

function withoutUmlauts(text: string): string {
  return text.replace(/[ÄÖÜäöüß]/g, (letter) => umlauts[letter] ?? letter)
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}

const pointer =
  /\[EU classified: (?:R-UE\/EU-R|C-UE\/EU-C|S-UE\/EU-S|TS-UE\/EU-TS); not kept here; kept by [^\];\n]{2,200}; ask at [^\];\n]{2,200}\]/g

function pointersIn(text: string): [number, number][] {
  return [...text.matchAll(pointer)].map((match) => [match.index, match.index + match[0].length])
}

export interface Pointer {
  level: Exclude<ClassifiedMark['level'], 'none'>
  /** Who keeps it: a registry, an office. */
  keeper: string
  /** Where to ask for it. */
  where: string
}

/** What may be written in the place of classified information: which level, who keeps it, where to ask. */
export function pointerText({ level, keeper, where }: Pointer): string {
  const clean = (text: string) => text.replace(/[\];\n]+/g, ' ').trim()
  return `[EU classified: ${level}; not kept here; kept by ${clean(keeper)}; ask at ${clean(where)}]`
}
