// Two processes that take in one event at the same moment make one story: the later one decides again.
import { createHash } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Reader } from '#kernel/reader.ts'
import { systemClock } from '#platform/clock.ts'
import type { Db } from '#platform/db/index.ts'
import { createJournal, type OpenJournal } from '#platform/journal/index.ts'
import type { Held } from '#platform/journal/types.ts'
import { silent } from '#platform/log.ts'
import type { NewsItem } from '#watch/api.ts'
import { placeInStories } from '../../src/watch/actions/join-story.ts'
import { documentRecord, itemRecord, storyRecord } from '../../src/watch/events.ts'
import { loadLexicons } from '../../src/watch/lexicons.ts'
import { analyse } from '../../src/watch/rules/analyse.ts'
import { storiesOf } from '../../src/watch/store.ts'
import { eventsToTune } from '../../src/watch/testdata/events.ts'
import { openTestDatabase } from '../setup/database.ts'
import { storageKind } from '../setup/storage.ts'

let db: Db
let journal: OpenJournal
const home = '01980f3c-8a00-7000-8000-00000000aaaa'
const reader: Reader = {
  ...{ kind: 'local', id: 'test', person: null, organisation: home, clientOf: [], communities: [], roles: ['analyst'] },
  realms: ['live'],
}
const writer = { view: { reader, realm: 'live' }, verb: 'test.takeIn' }

beforeAll(async () => {
  db = await openTestDatabase(storageKind)
  journal = await createJournal(db, systemClock, silent, [itemRecord, documentRecord, storyRecord])
})
afterAll(async () => {
  await journal.stop()
  await db.close()
})

test('an item that was decided on without having seen another of its event is decided on again', async () => {
  const lexicons = loadLexicons()
  const tools = {
    ...{ parse: () => Promise.reject(new Error('no HTML here')) as never, readable: () => null },
    ...{ eld: () => [{ code: 'en', confidence: 1 }], cld3: () => null },
    sha256: (text: string) => createHash('sha256').update(text).digest('hex'),
  }
  const [a, b] = eventsToTune
    .filter(({ event }) => event === 'grid')
    .map(({ title, body, outlet }, i) => {
      const text = `${title}\n\n${body}`
      const input = { text, kind: 'plain' as const, title, publishedAt: null, url: null, split: false }
      const marking = { tlp: 'GREEN' as const, owner: home, audience: [], persons: [], releasableTo: [] }
      const since = new Date().toISOString()
      const item = {
        ...{
          id: `01980f3c-8a00-7000-8000-0000000000b${i}`,
          record: 'watch.item',
          version: 1,
          realm: 'live',
          marking,
          title,
        },
        ...{ since, state: { publishedAt: null, fetchedAt: since, canonicalUrl: null, sourceName: outlet } },
      } as unknown as Held<NewsItem>
      return { item, read: analyse(input, { ...lexicons, tools }).items[0]!, wire: null }
    })
  let tries = 0
  await journal.commit(writer, async (unit) => {
    tries += 1
    await placeInStories(journal, unit, [a!])
    // The other process is quicker: it has read the same state, and commits first.
    if (tries === 1) {
      await journal.commit(writer, async (other) => {
        await placeInStories(journal, other, [b!])
        return { ok: true, value: null }
      })
    }
    return { ok: true, value: null }
  })
  expect(tries).toBe(2)
  const stories = await storiesOf(journal, writer.view, [a!.item.id, b!.item.id])
  expect(stories).toHaveLength(1)
  expect(stories[0]!.state.items).toEqual([b!.item.id, a!.item.id])
  expect(stories[0]!.version).toBe(2)
})
