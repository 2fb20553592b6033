// The lexicon of topics: one file with the topics and the English words, one more for each other language, and changes.
import Type, { type Static } from 'typebox'
import { changed, changesOf, type Term, type TermChange, Weights } from '../lexicon.ts'
import { indexPatterns, type PatternIndex } from '../patterns.ts'

/** The words of one language other than English. Topics, thresholds and what a topic needs are those of the main file. */
export const TopicWords = Type.Object({
  source: Type.String(),
  licence: Type.String(),
  date: Type.String(),
  version: Type.String(),
  language: Type.String(),
  lists: Type.Record(Type.String(), Type.String()),
  occurrence: Weights,
  background: Weights,
  anchors: Type.Record(Type.String(), Weights),
  topics: Type.Record(Type.String(), Weights),
})
export type TopicWords = Static<typeof TopicWords>

export const TopicsData = Type.Object({
  source: Type.String(),
  licence: Type.String(),
  date: Type.String(),
  version: Type.String(),
  /** Languages with a whole lexicon; `someTermsIn` only adds the plainest words. */
  languages: Type.Array(Type.String()),
  someTermsIn: Type.Array(Type.String()),
  /** A topic is kept when it has this share of the best topic's score, and at most `most` are. */
  keep: Type.Number(),
  most: Type.Integer(),
  /** Lists of words that the patterns name: `<servers>`. */
  lists: Type.Record(Type.String(), Type.String()),
  incident: Type.Object({
    prefix: Type.String(),
    anchor: Type.String(),
    minimum: Type.Number(),
    /** A score at which the topic alone, in title and lead, is taken as an event. */
    strong: Type.Number(),
    outweighedBy: Type.Number(),
    notIncidents: Type.Array(Type.String()),
    /** Topics that say where it happens rather than what: they never outweigh an incident. */
    settings: Type.Array(Type.String()),
    occurrence: Weights,
    background: Weights,
  }),
  anchors: Type.Record(Type.String(), Weights),
  topics: Type.Array(
    Type.Object({
      topic: Type.String(),
      threshold: Type.Number(),
      needs: Type.Optional(Type.String()),
      patterns: Weights,
    }),
  ),
  /** Whole lexicons of other languages, read from files of their own. */
  words: Type.Optional(Type.Array(TopicWords)),
})
export type TopicsData = Static<typeof TopicsData>

/** The main file with the files of the other languages. */
export function joinTopics(data: TopicsData, words: TopicWords[]): TopicsData {
  return {
    ...data,
    version: [data, ...words].map(({ version }) => version).join('+'),
    languages: [...data.languages, ...words.map(({ language }) => language)],
    words,
  }
}

export interface TopicsIndex {
  data: TopicsData
  patterns: PatternIndex<string>
  byLanguage: ReadonlyMap<string, PatternIndex<string>>
}

export const ANCHOR = 'anchor:'
export const OCCURRENCE = 'occurrence'
export const BACKGROUND = 'background'
/** The language of the main file, in which the words of all languages without a lexicon stand too. */
const MAIN = 'en'

interface Group {
  owner: string
  patterns: Weights
}

export function compileTopics(data: TopicsData): TopicsIndex {
  const byLanguage = new Map(
    (data.words ?? []).map((words) => [words.language, indexPatterns(groupsOf(words), words.lists)]),
  )
  return { data, patterns: indexPatterns(mainGroups(data), data.lists), byLanguage }
}

function mainGroups(data: TopicsData): Group[] {
  return [
    ...data.topics.map(({ topic, patterns }) => ({ owner: topic, patterns })),
    ...Object.entries(data.anchors).map(([name, patterns]) => ({ owner: ANCHOR + name, patterns })),
    { owner: OCCURRENCE, patterns: data.incident.occurrence },
    { owner: BACKGROUND, patterns: data.incident.background },
  ]
}

function groupsOf({ topics, anchors, occurrence, background }: TopicWords): Group[] {
  return [
    ...Object.entries(topics).map(([owner, patterns]) => ({ owner, patterns })),
    ...Object.entries(anchors).map(([name, patterns]) => ({ owner: ANCHOR + name, patterns })),
    { owner: OCCURRENCE, patterns: occurrence },
    { owner: BACKGROUND, patterns: background },
  ]
}

/** The lexicon as an organisation changed it. Changes that name no topic, list or language of the data have no effect. */
export function withChanges(data: TopicsData, changes: readonly TermChange[]): TopicsData {
  if (changes.length === 0) return data
  const main = changesOf(changes, MAIN)
  const apply = (of: string, patterns: Weights): Weights => changed(patterns, main(of), data.lists)
  return {
    ...data,
    incident: {
      ...data.incident,
      occurrence: apply(OCCURRENCE, data.incident.occurrence),
      background: apply(BACKGROUND, data.incident.background),
    },
    anchors: mapped(data.anchors, (name, patterns) => apply(ANCHOR + name, patterns)),
    topics: data.topics.map((one) => ({ ...one, patterns: apply(one.topic, one.patterns) })),
    words: (data.words ?? []).map((words) => wordsWith(words, data, changes)),
  }
}

function wordsWith(words: TopicWords, data: TopicsData, changes: readonly TermChange[]): TopicWords {
  const mine = changesOf(changes, words.language)
  const apply = (of: string, patterns: Weights): Weights => changed(patterns, mine(of), words.lists)
  const all = Object.fromEntries(data.topics.map(({ topic }) => [topic, words.topics[topic] ?? {}]))
  return {
    ...words,
    occurrence: apply(OCCURRENCE, words.occurrence),
    background: apply(BACKGROUND, words.background),
    anchors: mapped(words.anchors, (name, patterns) => apply(ANCHOR + name, patterns)),
    topics: mapped(all, apply),
  }
}

function mapped(lists: Record<string, Weights>, apply: (name: string, patterns: Weights) => Weights) {
  return Object.fromEntries(Object.entries(lists).map(([name, patterns]) => [name, apply(name, patterns)]))
}

/** All terms with their weights, for the screen that changes them. */
export function termsOfTopics(data: TopicsData): Term[] {
  const thresholds = new Map(data.topics.map(({ topic, threshold }) => [topic, threshold]))
  const told = (language: string, groups: Group[]): Term[] =>
    groups.flatMap(({ owner, patterns }) =>
      Object.entries(patterns).map(([pattern, weight]) => ({
        of: owner,
        language,
        pattern,
        weight,
        threshold: thresholds.get(owner) ?? null,
      })),
    )
  return [
    ...told(MAIN, mainGroups(data)),
    ...(data.words ?? []).flatMap((words) => told(words.language, groupsOf(words))),
  ]
}
