// Makes the words of units.json ready to look up: one index of units and money, and one of words for each language.
import type { Qualifier } from '../../model.ts'
import { qualifiers } from '../../model.ts'
import type { LanguageWords, UnitsData } from './data.ts'
import { addPhrase, type Phrases, spellings } from './pieces.ts'
import { compoundWords } from './words.ts'

export interface MeasureUnit {
  unit: string
  /** A lone letter ("A", "K") that is a unit only when it touches its number. */
  gluedOnly: boolean
}

export interface MoneyWord {
  unit: string
  factor: number
  needsScale: boolean
  /** The country is named, or the word names one currency only. */
  sure: boolean
  minor: boolean
  pound: boolean
}

export interface Language {
  code: string
  words: LanguageWords
  /** Whether the comma is the decimal sign; null when the language does not say. */
  commaDecimal: boolean | null
  spaceGroups: boolean
  numbers: Map<string, number>
  scales: Phrases<number>
  percent: Phrases<'%' | 'pp' | 'bp'>
  qualifiers: Phrases<Qualifier>
  after: Phrases<Qualifier>
  fractions: Phrases<number>
  to: Phrases<true>
  oneIn: Phrases<true>
  sets: Record<WordSet, Set<string>>
  /** Words that a figure can begin with. */
  starts: Set<string>
}

const wordSets = [
  'hundred',
  'thousand',
  'and',
  'articles',
  'link',
  'between',
  'betweenAnd',
  'from',
  'fractionOf',
  'durations',
  'labels',
  'stop',
  'plurals',
  'notPlural',
  'sureCounts',
  'change',
] as const
type WordSet = (typeof wordSets)[number]

export interface FiguresIndex {
  data: UnitsData
  units: Phrases<MeasureUnit>
  money: Phrases<MoneyWord>
  /** What stands before an amount: signs, signs with a country ("US$"), letters ("Rs"). */
  moneyBefore: Phrases<string>
  codes: Map<string, string>
  lowerCodes: Set<string>
  notCodes: Set<string>
  languages: Map<string, Language>
  pounds: { money: Set<string>; weight: Set<string>; asMoneyAfter: Set<string> }
}

export function compileFigures(data: UnitsData): FiguresIndex {
  const codes = new Map(
    data.codes.split(' ').map((code) => [code === 'XBT' ? 'XBT' : code, code === 'XBT' ? 'BTC' : code]),
  )
  for (const [alias, code] of Object.entries(data.codeAliases)) codes.set(alias, code)
  const moneyBefore: Phrases<string> = new Map()
  for (const [sign, unit] of Object.entries(data.symbols)) addPhrase(moneyBefore, sign, unit)
  for (const [sign, countries] of Object.entries(data.prefixed))
    for (const [country, unit] of Object.entries(countries)) addPhrase(moneyBefore, `${country}${sign}`, unit)
  for (const [letters, unit] of Object.entries(data.letterSymbols)) addPhrase(moneyBefore, letters, unit, true)
  const languages = new Map(Object.entries(data.languages).map(([code, words]) => [code, language(code, words, data)]))
  return {
    data,
    units: unitPhrases(data),
    money: moneyPhrases(data),
    moneyBefore,
    codes,
    lowerCodes: new Set(data.lowerCodes),
    notCodes: new Set(data.notCodes),
    languages,
    pounds: {
      money: setOf(data.pounds.money),
      weight: setOf(data.pounds.weight),
      asMoneyAfter: setOf(data.pounds.asMoneyAfter),
    },
  }
}

/** The words of a language; an unknown one is read with English words and signs, others with signs and scales. */
export function languageOf(index: FiguresIndex, code: string): Language {
  const own = index.languages.get(code === 'und' ? 'en' : code) ?? index.languages.get('other')
  if (own === undefined) throw new Error('units.json has no words for other languages.')
  const { dotDecimal, spaceGroups } = index.data
  const commaDecimal = code === 'und' ? null : !dotDecimal.includes(code)
  return { ...own, code, commaDecimal, spaceGroups: spaceGroups.includes(code) }
}

export function setOf(words: string | readonly string[] | undefined): Set<string> {
  const list = typeof words === 'string' ? words.split(' ') : (words ?? [])
  return new Set(list.filter((word) => word !== ''))
}

function unitPhrases(data: UnitsData): Phrases<MeasureUnit> {
  const index: Phrases<MeasureUnit> = new Map()
  const glued = new Set(data.bareSymbolsGluedOnly)
  for (const { unit, prefixes = '', symbols, names, areaOf, volumeOf } of data.units) {
    const power = areaOf !== undefined ? data.squareWords : volumeOf !== undefined ? data.cubicWords : null
    const base = power === null ? names : (data.units.find((one) => one.unit === (areaOf ?? volumeOf))?.names ?? [])
    for (const prefix of ['', ...prefixes]) {
      const made = { unit: prefix + unit }
      for (const symbol of symbols)
        addPhrase(index, prefix + symbol, { ...made, gluedOnly: glued.has(prefix + symbol) }, true)
      if (areaOf !== undefined) addPhrase(index, `sq ${prefix}${areaOf}`, { ...made, gluedOnly: false }, true)
      for (const start of prefix === '' ? [''] : (data.prefixes[prefix] ?? [])) {
        for (const name of base.flatMap(spellings)) {
          const word = { ...made, gluedOnly: false }
          if (power === null) addPhrase(index, start + name, word)
          else for (const phrase of powered(power, start + name)) addPhrase(index, phrase, word)
        }
      }
    }
  }
  return index
}

/** "square _", "quadrat_", "_ carrés": the name of the length stands for the line. */
function powered(patterns: readonly string[], name: string): string[] {
  return patterns.flatMap(spellings).map((pattern) => pattern.replace('_', name))
}

function moneyPhrases(data: UnitsData): Phrases<MoneyWord> {
  const index: Phrases<MoneyWord> = new Map()
  const nouns = [
    ...data.currencyNouns.map((noun) => ({ noun, minor: false })),
    ...data.minorNouns.map((noun) => ({ noun, minor: true })),
  ]
  for (const { noun, minor } of nouns) {
    const { factor = 1, needsScale = false } = noun
    for (const form of noun.forms.flatMap(spellings)) {
      const sure = Object.keys(noun.by).length < 2
      const pound = /^pounds?$/.test(form)
      addPhrase(index, form, { unit: noun.is, factor, needsScale, sure, minor, pound })
      for (const [unit, countries] of Object.entries(noun.by)) {
        const word = { unit, factor, needsScale: false, sure: true, minor, pound: false }
        for (const country of countries.split(',').flatMap((one) => spellings(one))) {
          addPhrase(index, `${country} ${form}`, word)
          addPhrase(index, `${form} ${country}`, word)
        }
      }
    }
  }
  return index
}

function language(code: string, words: LanguageWords, data: UnitsData): Language {
  const scales: Phrases<number> = new Map()
  for (const [word, scale] of Object.entries(words.scales)) addPhrase(scales, word, scale)
  const percent: Phrases<'%' | 'pp' | 'bp'> = new Map()
  for (const phrase of words.points.flatMap(spellings)) addPhrase(percent, phrase, 'pp')
  for (const phrase of words.basis.flatMap(spellings)) addPhrase(percent, phrase, 'bp')
  for (const phrase of words.percent.flatMap(spellings)) addPhrase(percent, phrase, '%')
  const before: Phrases<Qualifier> = new Map()
  const after: Phrases<Qualifier> = new Map()
  for (const qualifier of qualifiers) {
    for (const phrase of words.qualifiers[qualifier] ?? []) addPhrase(before, phrase, qualifier, false, true)
    for (const phrase of words.after[qualifier] ?? []) addPhrase(after, phrase, qualifier)
  }
  const fractions: Phrases<number> = new Map()
  for (const [phrase, value] of Object.entries(words.fractions)) addPhrase(fractions, phrase, value)
  const to: Phrases<true> = new Map()
  for (const phrase of words.to) addPhrase(to, phrase, true)
  const oneIn: Phrases<true> = new Map()
  for (const phrase of words.oneIn) addPhrase(oneIn, phrase, true)
  const numbers = new Map([...Object.entries(words.numbers), ...Object.entries(words.specials ?? {})])
  for (const [word, value] of compoundWords(words)) numbers.set(word, value)
  const sets = Object.fromEntries(wordSets.map((name): [WordSet, Set<string>] => [name, setOf(words[name])])) as Record<
    WordSet,
    Set<string>
  >
  const starts = new Set([...numbers.keys(), ...Object.keys(words.ones ?? {}), ...fractions.keys(), ...sets.articles])
  for (const part of Object.keys(words.parts)) starts.add(part)
  if (words.needsArticle !== true) for (const word of [...words.hundred, ...words.thousand]) starts.add(word)
  return {
    code,
    words,
    commaDecimal: !data.dotDecimal.includes(code),
    spaceGroups: true,
    numbers,
    scales,
    percent,
    qualifiers: before,
    after,
    fractions,
    to,
    oneIn,
    sets,
    starts,
  }
}
