// The thread that reads feeds: it serves one after the other, and a feed that breaks it does not break the next.
import { expect, test } from 'vitest'
import { openFeedReader } from './read-feed.ts'

const feed = (title: string) => Buffer.from(`<rss version="2.0"><channel><title>${title}</title></channel></rss>`)

test('feeds are read by one thread in the order in which they came, also after one that is refused', async () => {
  const reader = openFeedReader()
  const titles = await Promise.all(['a', 'b', 'c'].map((title) => reader.read(feed(title), null)))
  expect(titles.map((reply) => reply.ok && reply.value.title)).toEqual(['a', 'b', 'c'])
  expect(await reader.read(Buffer.from('<!DOCTYPE x [<!ENTITY a "b">]><rss/>'), null)).toMatchObject({
    refusal: 'feed-not-read',
    detail: expect.stringContaining('entities'),
  })
  expect(await reader.read(feed('d'), null)).toMatchObject({ ok: true, value: { title: 'd' } })
  await reader.close()
})
