// The topic stage: weighted word patterns, every hit kept, and the verdict whether an article tells of an incident.
import type { Classification, TopicFact, TopicHit } from '../model.ts'
import { findPatterns, longestFirst } from './patterns.ts'
import { readWords, type Words } from './tokens.ts'
import { ANCHOR, BACKGROUND, OCCURRENCE, type TopicsData, type TopicsIndex } from './topics/data.ts'

export { compileTopics, joinTopics, TopicsData, type TopicsIndex, TopicWords, withChanges } from './topics/data.ts'
export const topicsVersion = 'topics-3'

const TIMES_COUNTED = 3
const FACTOR = { title: 3, lead: 2, body: 1 }
const LEAD_CHARS = 420

export function coversTopics(language: string, index: TopicsIndex): boolean {
  return index.data.languages.includes(language)
}

/** What is known of a text before its topics are looked for; the words are found anew when they are not given. */
export interface TopicsAround {
  language?: string
  words?: Words
}

interface Tally {
  score: number
  /** The weight of the heaviest pattern that was found. */
  strongest: number
  hits: TopicHit[]
}

/** Topics best first, none when nothing reaches its threshold, and whether the text tells of an incident. */
export function classify(
  text: string,
  titleEnd: number,
  index: TopicsIndex,
  { language = 'en', words = readWords(text) }: TopicsAround = {},
): Classification {
  const { tokens } = words
  const leadEnd = Math.min(text.length, titleEnd + LEAD_CHARS)
  const found = findPatterns(words, index.byLanguage.get(language) ?? index.patterns)
  const tallies = new Map<string, Tally>()
  const seen = new Map<string, number>()
  for (const hit of longestFirst(found)) {
    const start = tokens[hit.first]?.start ?? 0
    const end = tokens[hit.last]?.end ?? start
    const where = end <= titleEnd ? 'title' : start < leadEnd ? 'lead' : 'body'
    const key = `${hit.owner} ${hit.pattern.source}`
    const times = seen.get(key) ?? 0
    seen.set(key, times + 1)
    const tally = tallies.get(hit.owner) ?? { score: 0, strongest: 0, hits: [] }
    tallies.set(hit.owner, tally)
    // The first mention counts in full; a word said over and over soon counts for nothing more.
    if (times < TIMES_COUNTED) tally.score += (hit.pattern.weight * FACTOR[where]) / (times === 0 ? 1 : 4 * times)
    // Several words in a row say more than one.
    const words = hit.pattern.elements.length > 1 ? 1 : 0
    tally.strongest = Math.max(tally.strongest, hit.pattern.weight + words)
    if (tally.hits.length < 40) tally.hits.push({ pattern: hit.pattern.source, span: { start, end }, where })
  }
  const reached = reach(text, tallies, index.data)
  const best = reached[0]?.score ?? 0
  const topics = reached.filter((fact) => fact.score >= best * index.data.keep).slice(0, index.data.most)
  const verdict = judge(text, reached, tallies, index.data)
  const { own } = verdict
  // What the verdict rests on is always among the topics that are kept, and so is what was done where it is told at all.
  const told =
    own ?? reached.find((fact) => isIncident(fact, index.data) && fact.score >= best * index.data.keep * NEARLY)
  if (told !== undefined && !topics.includes(told)) topics.splice(Math.min(topics.length, index.data.most - 1), 1, told)
  return { topics, incident: own !== null, why: verdict.why }
}

function isIncident({ topic }: TopicFact, { incident }: TopicsData): boolean {
  return topic.startsWith(incident.prefix)
}

function reach(text: string, tallies: Map<string, Tally>, data: TopicsData): TopicFact[] {
  const reached: TopicFact[] = []
  for (const { topic, threshold, needs } of data.topics) {
    const tally = tallies.get(topic)
    if (tally === undefined || tally.score < threshold) continue
    if (needs !== undefined && !borneOut(text, tally, needs, data.incident.prefix, tallies)) continue
    // One word alone, however often, is not a topic: two different words, or one in the title or the lead.
    const kinds = new Set(tally.hits.map((hit) => hit.pattern)).size
    if (kinds < 2 && !tally.hits.some((hit) => hit.where !== 'body')) continue
    reached.push({ topic, score: Math.round(tally.score * 100) / 100, hits: tally.hits })
  }
  return reached.sort((a, b) => b.score - a.score || (a.topic < b.topic ? -1 : 1))
}

// From this weight on a pattern means one thing only ("ransomware"); below it a second word has to bear it out.
const UNMISTAKABLE = 5
const CLEAR = 4
const WEAK_TOGETHER = 4
const STEM_CHARS = 5

function stemAt(text: string, start: number): string {
  return text.slice(start, start + STEM_CHARS).toLowerCase()
}

/** Whether words of an anchor stand in the text, and not only the one word of the topic itself: "hacked", "patch". */
function borneOut(text: string, tally: Tally, needs: string, prefix: string, tallies: Map<string, Tally>): boolean {
  const anchors = needs.split('|').flatMap((name) => tallies.get(ANCHOR + name) ?? [])
  if (anchors.length === 0) return false
  if (tally.strongest >= UNMISTAKABLE) return true
  const kin = [...tallies].flatMap(([owner, one]) => (owner.startsWith(prefix) ? [one] : []))
  const spans = [tally, ...kin, ...anchors].flatMap(({ hits }) => hits.map(({ span }) => span))
  spans.sort((a, b) => a.start - b.start || b.end - a.end)
  const stems = new Set<string>()
  let end = -1
  for (const span of spans) {
    if (span.start >= end) stems.add(stemAt(text, span.start))
    end = Math.max(end, span.end)
  }
  // Weak words carry a topic only together.
  return stems.size >= (tally.strongest >= CLEAR ? 2 : WEAK_TOGETHER)
}

/** The incident that the verdict is about: a flaw gives way to what was done by it, when that is told nearly as much. */
function tellingOf(topics: readonly TopicFact[], prefix: string): TopicFact | undefined {
  const all = topics.filter((fact) => fact.topic.startsWith(prefix))
  const first = all[0]
  if (first?.topic !== `${prefix}vulnerability`) return first
  return all.find((fact) => fact !== first && fact.score >= first.score * NEARLY) ?? first
}

const NEARLY = 0.4

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
  const own = tellingOf(topics, incident.prefix)
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
