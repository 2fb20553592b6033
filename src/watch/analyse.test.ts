// The worker answers, gives up what does not end in time, and is there again for the next text.
import { afterEach, expect, test } from 'vitest'
import { type Analyser, openAnalyser } from './analyse.ts'
import { stories } from './testdata/stories.ts'

const open: Analyser[] = []
afterEach(async () => {
  for (const analyser of open.splice(0)) await analyser.close()
})
function opened(hardLimitMilliseconds: number): Analyser {
  const analyser = openAnalyser({ hardLimitMilliseconds })
  open.push(analyser)
  return analyser
}
const about = { kind: 'guess', title: null, publishedAt: '2025-03-11T08:00:00.000Z', url: null, split: true } as const
const digest = stories
  .filter((_, i) => i % 2 === 0)
  .map(({ title, body }) => [title, ...body].join('\n\n'))
  .join('\n\n')

test('a digest given as bytes comes back as its ten items', async () => {
  const answer = await opened(30_000).analyseBytes(new TextEncoder().encode(digest), 'text/plain', about)
  expect(answer.ok && answer.value.items.map((item) => item.incident)).toEqual(
    stories.filter((_, i) => i % 2 === 0).map((story) => story.incident),
  )
})

test('a text that takes too long is refused, and the next one is answered by a new worker', async () => {
  const analyser = opened(600)
  const endless = await analyser.analyse({ ...about, text: '<p>a '.repeat(700_000), kind: 'html' })
  expect(endless).toMatchObject({ ok: false, refusal: 'analysis-timed-out' })
  expect(await analyser.analyse({ ...about, text: 'It rained.' })).toMatchObject({ ok: true })
}, 90_000)

test('a closed analyser refuses instead of waiting', async () => {
  const analyser = opened(1_000)
  await analyser.close()
  expect(await analyser.analyse({ ...about, text: digest })).toMatchObject({ ok: false, refusal: 'analyser-closed' })
})

test('an analyser that rests lets its worker go, and wakes up for the next text', async () => {
  const analyser = openAnalyser({ hardLimitMilliseconds: 60_000, restAfterMilliseconds: 50 })
  const text = 'Power returns\n\nElectricity was back in the whole of Malta on Monday, the operator said.'
  const input = { text, kind: 'plain', title: null, publishedAt: null, url: null, split: true } as const
  const first = await analyser.analyse(input)
  await new Promise((resolve) => setTimeout(resolve, 400))
  const second = await analyser.analyse(input)
  expect(first.ok).toBe(true)
  expect(second).toEqual(first)
  await analyser.close()
}, 90_000)
