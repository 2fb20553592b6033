// The topic stage: weighted word patterns, every hit kept, and the verdict whether an article tells of an incident.
import Type, { type Static } from 'typebox'
import type { Classification, TopicFact, TopicHit } from '../model.ts'
import { findPatterns, indexPatterns, longestFirst, type PatternIndex, sentenceBreaks } from './patterns.ts'
import { tokenise } from './tokens.ts'

export const topicsVersion = 'topics-2'

const Weights = Type.Record(Type.String(), Type.Number())

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
})
export type TopicsData = Static<typeof TopicsData>

export interface TopicsIndex {
  data: TopicsData
  patterns: PatternIndex<string>
}

const ANCHOR = 'anchor:'
const OCCURRENCE = 'occurrence'
const BACKGROUND = 'background'
const TIMES_COUNTED = 3
const FACTOR = { title: 3, lead: 2, body: 1 }
const LEAD_CHARS = 420

export function compileTopics(data: TopicsData): TopicsIndex {
  const groups = [
    ...data.topics.map(({ topic, patterns }) => ({ owner: topic, patterns })),
    ...Object.entries(data.anchors).map(([name, patterns]) => ({ owner: ANCHOR + name, patterns })),
    { owner: OCCURRENCE, patterns: data.incident.occurrence },
    { owner: BACKGROUND, patterns: data.incident.background },
  ]
  return { data, patterns: indexPatterns(groups, data.lists) }
}

export function coversTopics(language: string, index: TopicsIndex): boolean {
  return index.data.languages.includes(language)
}

interface Tally {
  score: number
  hits: TopicHit[]
}

/** Topics best first, none when nothing reaches its threshold, and whether the text tells of an incident. */
export function classify(text: string, titleEnd: number, index: TopicsIndex): Classification {
  const tokens = tokenise(text)
  const breaks = sentenceBreaks(text, tokens)
  const leadEnd = Math.min(text.length, titleEnd + LEAD_CHARS)
  const found = findPatterns(tokens, breaks, index.patterns)
  const tallies = new Map<string, Tally>()
  const seen = new Map<string, number>()
  for (const hit of longestFirst(found)) {
    const start = tokens[hit.first]?.start ?? 0
    const end = tokens[hit.last]?.end ?? start
    const where = end <= titleEnd ? 'title' : start < leadEnd ? 'lead' : 'body'
    const key = `${hit.owner} ${hit.pattern.source}`
    const times = seen.get(key) ?? 0
    seen.set(key, times + 1)
    const tally = tallies.get(hit.owner) ?? { score: 0, hits: [] }
    tallies.set(hit.owner, tally)
    // The first mention counts in full; a word said over and over soon counts for nothing more.
    if (times < TIMES_COUNTED) tally.score += (hit.pattern.weight * FACTOR[where]) / (times === 0 ? 1 : 4 * times)
    if (tally.hits.length < 40) tally.hits.push({ pattern: hit.pattern.source, span: { start, end }, where })
  }
  const reached = reach(tallies, index.data)
  const best = reached[0]?.score ?? 0
  const topics = reached.filter((fact) => fact.score >= best * index.data.keep).slice(0, index.data.most)
  const verdict = judge(text, reached, tallies, index.data)
  const { own } = verdict
  // What the verdict rests on is always among the topics that are kept.
  if (own !== null && !topics.includes(own)) topics.splice(Math.min(topics.length, index.data.most - 1), 1, own)
  return { topics, incident: own !== null, why: verdict.why }
}

function reach(tallies: Map<string, Tally>, data: TopicsData): TopicFact[] {
  const reached: TopicFact[] = []
  for (const { topic, threshold, needs } of data.topics) {
    const tally = tallies.get(topic)
    if (tally === undefined || tally.score < threshold) continue
    if (needs !== undefined && !tallies.has(ANCHOR + needs)) continue
    // One word alone, however often, is not a topic: two different words, or one in the title or the lead.
    const kinds = new Set(tally.hits.map((hit) => hit.pattern)).size
    if (kinds < 2 && !tally.hits.some((hit) => hit.where !== 'body')) continue
    reached.push({ topic, score: Math.round(tally.score * 100) / 100, hits: tally.hits })
  }
  return reached.sort((a, b) => b.score - a.score || (a.topic < b.topic ? -1 : 1))
}

/** An incident needs a cyber word, an incident topic at the front, and words that say it happened to somebody. */
function judge(
  text: string,
  topics: TopicFact[],
  tallies: Map<string, Tally>,
  data: TopicsData,
): { own: TopicFact | null; why: string } {
  const { incident } = data
  const no = (why: string) => ({ own: null, why })
  const first = topics[0]
  if (first === undefined) return no('abstains: no topic reaches its threshold')
  const own = topics.find((fact) => fact.topic.startsWith(incident.prefix))
  if (own === undefined) return no(`${first.topic} is no kind of incident`)
  if (!tallies.has(ANCHOR + incident.anchor) && own.topic !== 'incident.outage')
    return no('no word of computers or networks')
  const rival = topics.find(
    ({ topic }) => !topic.startsWith(incident.prefix) && !incident.settings.some((prefix) => topic.startsWith(prefix)),
  )
  const handicap =
    rival !== undefined && incident.notIncidents.includes(rival.topic)
      ? 1 / incident.outweighedBy
      : incident.outweighedBy
  if (rival !== undefined && rival.score >= own.score * handicap)
    return no(`${rival.topic} (${rival.score}) outweighs ${own.topic} (${own.score})`)
  const happened = tallies.get(OCCURRENCE)?.score ?? 0
  const spoken = tallies.get(BACKGROUND)?.score ?? 0
  if (spoken > happened * 1.5 && spoken >= incident.minimum)
    return no(`background rather than event (${spoken} against ${happened})`)
  if (happened >= incident.minimum) return { own, why: `${own.topic} with ${quoted(text, tallies.get(OCCURRENCE))}` }
  // A flaw in a product is not an incident until it is used; every other kind may be told without a verb we know.
  const strong =
    own.score >= incident.strong && own.topic !== 'incident.vulnerability' && own.topic !== 'incident.outage'
  const upFront = own.hits.some((hit) => hit.where === 'title') && own.hits.some((hit) => hit.where === 'lead')
  if (strong && upFront && spoken === 0) return { own, why: `${own.topic} in title and lead, nothing else told` }
  return no('nothing says that it happened to anybody')
}

function quoted(text: string, tally: Tally | undefined): string {
  return (tally?.hits ?? [])
    .slice(0, 3)
    .map(({ span }) => `"${text.slice(span.start, Math.min(span.end, span.start + 60)).replace(/\s+/g, ' ')}"`)
    .join(', ')
}
