// How common a word is: what an editor wrote down of function words and news words, and the texts seen so far.
import Type, { type Static } from 'typebox'
import { plainWord, stem } from './words.ts'

const Share = Type.Number({ exclusiveMinimum: 0, maximum: 1 })

export const CommonWords = Type.Object({
  source: Type.String(),
  licence: Type.String(),
  date: Type.String(),
  version: Type.String(),
  /** The share of texts that a word is taken to be in while nothing is known of it. */
  unseen: Share,
  /** News agencies: who sent a text says nothing of what it tells. */
  agencies: Type.Array(Type.String()),
  /** Function words by language, which never count. */
  stop: Type.Record(Type.String(), Type.String()),
  /** Words of courts and penalties by language: in a title they tell of what came after an event. */
  aftermath: Type.Optional(Type.Record(Type.String(), Type.String())),
  common: Type.Record(Type.String(), Type.Array(Type.Object({ share: Share, words: Type.String() }))),
})
export type CommonWords = Static<typeof CommonWords>

/** Texts that the written-down shares count for: with fewer texts seen they decide, with more the texts do. */
const PRIOR_TEXTS = 400
/** So many texts of one event do not make its names common. */
const ONE_EVENT = 4

/** A model of how common words are. It only ever learns; its version says from what. */
export interface Background {
  version: string
  texts: number
  seen: Map<string, number>
  unseen: number
  agencies: ReadonlySet<string>
  stop: ReadonlyMap<string, ReadonlySet<string>>
  everyStop: ReadonlySet<string>
  aftermath: ReadonlyMap<string, ReadonlySet<string>>
  share: ReadonlyMap<string, number>
}

export function compileBackground(data: CommonWords): Background {
  const stop = new Map<string, Set<string>>()
  const everyStop = new Set<string>()
  for (const [language, words] of Object.entries(data.stop)) {
    const set = new Set(words.split(' ').map(plainWord))
    stop.set(language, set)
    for (const word of set) everyStop.add(word)
  }
  const aftermath = new Map(
    Object.entries(data.aftermath ?? {}).map(([language, words]) => [
      language,
      new Set(words.split(' ').map(plainWord)),
    ]),
  )
  const share = new Map<string, number>()
  for (const { share: one, words } of Object.values(data.common).flat()) {
    for (const word of words.split(' ')) {
      const key = stem(plainWord(word))
      share.set(key, Math.max(one, share.get(key) ?? 0))
    }
  }
  return {
    version: data.version,
    texts: 0,
    seen: new Map(),
    unseen: data.unseen,
    agencies: new Set(data.agencies.map(plainWord)),
    stop,
    everyStop,
    aftermath,
    share,
  }
}

/** The same model before it saw any text; learning from one never changes the other. */
export function freshBackground(from: Background): Background {
  return { ...from, texts: 0, seen: new Map() }
}

/** From so many texts on, all that was learned counts half: what is common changes, and memory stays bounded. */
const MOST_TEXTS = 20_000

/** Counts the terms of one more text, each once. */
export function learn(background: Background, terms: Iterable<string>): void {
  background.texts += 1
  for (const term of terms) background.seen.set(term, (background.seen.get(term) ?? 0) + 1)
  if (background.texts < MOST_TEXTS) return
  background.texts = Math.round(background.texts / 2)
  for (const [term, count] of background.seen) {
    if (count < 4) background.seen.delete(term)
    else background.seen.set(term, Math.round(count / 2))
  }
}

/** Weight of a term: the logarithm of how rare it is; about 0.7 for a word in half of all texts, 6.5 for an unknown one. */
export function rarity(background: Background, term: string): number {
  const prior = background.share.get(bare(term)) ?? guess(term, background.unseen)
  const seen = background.seen.get(term) ?? 0
  const counted = seen <= ONE_EVENT ? seen / 4 : seen - ONE_EVENT + 1
  const share = (counted + PRIOR_TEXTS * prior) / (background.texts + PRIOR_TEXTS)
  return Math.max(0, -Math.log(share))
}

// Terms carry their kind in front ("n:kyiv"); words of the lead have none.
function bare(term: string): string {
  return term[1] === ':' ? stem(term.slice(2)) : term
}

// Round numbers, places as countries, days and single letters are met by chance far more often than names.
function guess(term: string, unseen: number): number {
  const kind = term[1] === ':' ? term[0] : ''
  if (kind === 'f') {
    const digits = term.slice(2).replace(/0+$|[^0-9]/g, '').length
    return digits <= 1 ? 0.02 : digits === 2 ? 0.006 : unseen
  }
  if (kind === 'p') return 0.05
  if (kind === 'd') return 0.02
  if (kind === 'n' && term.length === 3) return 0.02
  return unseen
}
