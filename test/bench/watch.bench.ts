// Reading articles: how many of 300 words a core reads in a second through all stages, what each stage costs, and how
// long hostile texts of 100 kB take. Aim: 150 articles per second and core.
import { loadBackground, loadLexicons } from '#watch/lexicons.ts'
import { type AnalyseInput, analyse, type Budget } from '#watch/rules/analyse.ts'
import { clusterItems } from '#watch/rules/stories.ts'
import { stories } from '#watch/testdata/stories.ts'
import { loadTools } from '#watch/tools.ts'
import { percentile, spread } from './spread.ts'

const using = { ...loadLexicons(), tools: await loadTools() }
const background = loadBackground()
const wordsEach = 300
const articles = 60
const runs = 7

function input(text: string): AnalyseInput {
  return { text, kind: 'plain', title: null, publishedAt: '2025-03-11T08:00:00.000Z', url: null, split: false }
}

/** Articles of about 300 words, each out of two wordings that follow each other in the fixtures. */
const texts = Array.from({ length: articles }, (_, n) => {
  const parts: string[] = []
  let words = 0
  for (let at = 0; words < wordsEach; at++) {
    const story = stories[(n + at) % stories.length]
    if (!story) break
    for (const part of [...(at === 0 ? [story.title] : []), ...story.body]) {
      parts.push(part)
      words += part.split(' ').length
      if (words >= wordsEach) break
    }
  }
  return parts.join('\n\n')
})
const words = texts.map((text) => text.split(/\s+/).length)

/** Adds up the time between one question of the budget and the next. */
function stageClock() {
  const spent = new Map<string, number>()
  let stage = 'clean'
  let since = performance.now()
  const turn = (next: string) => {
    const now = performance.now()
    spent.set(stage, (spent.get(stage) ?? 0) + now - since)
    stage = next
    since = now
  }
  const budget: Budget = {
    begin: () => turn('clean'),
    allows: (next) => {
      turn(next)
      return true
    },
  }
  return { budget, spent, stop: () => turn('done') }
}

for (const text of texts) analyse(input(text), using)
const perSecond: number[] = []
const stages = new Map<string, number[]>()
for (let run = 0; run < runs; run++) {
  const clock = stageClock()
  const began = performance.now()
  for (const text of texts) analyse(input(text), using, clock.budget)
  clock.stop()
  perSecond.push((articles * 1000) / (performance.now() - began))
  for (const [stage, ms] of clock.spent) stages.set(stage, [...(stages.get(stage) ?? []), ms / articles])
}

const hostile: Record<string, string> = {
  'one token of 100 kB': 'a'.repeat(100_000),
  'said said said': 'said '.repeat(20_000),
  'Abc Abc Abc': 'Abc '.repeat(25_000),
  'quotes only': '" '.repeat(50_000),
  'digits and commas': '1,1,'.repeat(25_000),
  'millions of millions': 'million '.repeat(12_500),
  brackets: '(('.repeat(50_000),
  'spaces and dots': '. '.repeat(50_000),
  'nested markup': `${'<div><b>'.repeat(12_000)}x`,
  'Monday Monday': 'Monday '.repeat(14_000),
}
const hostileMs = Object.entries(hostile).map(([name, text]) => {
  const clock = stageClock()
  const began = performance.now()
  analyse({ ...input(text), kind: name === 'nested markup' ? 'html' : 'plain' }, using, clock.budget)
  clock.stop()
  const [worst, ms] = [...clock.spent].sort((a, b) => b[1] - a[1])[0] ?? ['', 0]
  return { name, totalMs: Math.round(performance.now() - began), worstStage: worst, worstMs: Math.round(ms) }
})

const items = stories.map(({ title, body }) => {
  const [item] = analyse(input([title, ...body].join('\n\n')), using).items
  if (!item) throw new Error(`no item in ${title}`)
  return item
})
const clusterMs: number[] = []
for (let run = 0; run < runs; run++) {
  const began = performance.now()
  clusterItems(items, background)
  clusterMs.push(performance.now() - began)
}

const sorted = [...perSecond].sort((a, b) => a - b)
process.stdout.write(
  JSON.stringify({
    aim: '150 articles of 300 words per second and core',
    articles,
    wordsMedian: percentile(
      [...words].sort((a, b) => a - b),
      0.5,
    ),
    articlesPerSecond: spread(perSecond),
    at300Words: Math.round((percentile(sorted, 0.5) * words.reduce((sum, n) => sum + n, 0)) / articles / wordsEach),
    stageMs: Object.fromEntries([...stages].map(([stage, all]) => [stage, spread(all).median])),
    hostile: hostileMs,
    clusterStoriesMs: spread(clusterMs),
  }),
)
