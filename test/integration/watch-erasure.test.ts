// What is left of items when time or law says that they go: raw files, the words in stories, terms; and items from before
// there were stories.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { systemReader } from '#kernel/reader.ts'
import { createFiles } from '#platform/files.ts'
import { removeErasedFiles } from '#platform/journal/index.ts'
import { silent } from '#platform/log.ts'
import { getItem, getRaw, getStory, importText, mergeStories, storyOf } from '#watch/api.ts'
import { documentRecord, itemRecord } from '#watch/index.ts'
import { forgetErased } from '../../src/watch/actions/forget-erased.ts'
import { createOlderItems } from '../../src/watch/actions/place-older.ts'
import { oneAtATime } from '../../src/watch/actions/room.ts'
import { forgetTerms } from '../../src/watch/store/stories.ts'
import { eventsToTune } from '../../src/watch/testdata/events.ts'
import { type Client, startTestNode, type TestNode } from '../setup/node.ts'

let node: TestNode
let analyst: Client
const room = () => ({ journal: node.node.journal, inTurn: oneAtATime(), log: silent })

beforeAll(async () => {
  node = await startTestNode()
  analyst = await node.signedIn({ roles: ['analyst'] })
})
afterAll(() => node.stop())

async function take(text: string, outlet: string) {
  const url = `https://${outlet}.example/${encodeURIComponent(text.slice(0, 30))}`
  const { items } = await analyst.get(importText, { text, url, sourceName: outlet })
  const { state, document } = await analyst.get(getItem, { id: items[0]!.id })
  return { id: items[0]!.id, document: state.document, raw: document!.state.rawSha256 }
}
const takeEvent = async (event: string) => {
  const taken = []
  for (const { title, body, outlet } of eventsToTune.filter((one) => one.event === event))
    taken.push(await take(`${title}\n\n${body}`, outlet))
  return taken
}

async function erase(record: { name: string }, id: string): Promise<void> {
  const view = { reader: systemReader('test', ['live'], null), realm: 'live' }
  const reply = await node.node.journal.erase({ view, verb: 'test.erase' }, record, id, 'asked for by law')
  expect(reply).toMatchObject({ ok: true })
}
/** How often these words stand anywhere in the journal. */
async function said(words: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`select
    (select count(*) from journal.entries where body::text like ${`%${words}%`})::int
    + (select count(*) from journal.records where state::text like ${`%${words}%`})::int as n`.execute(
    node.node.journal.sql,
  )
  return rows[0]?.n ?? -1
}

describe('the raw file of an erased document', () => {
  const anHourAgo = () => new Date(Date.now() - 3_600_000)
  const later = () => new Date(Date.now() + 1000)
  const remove = (before: Date) =>
    removeErasedFiles(node.node.journal.sql, node.node.journal.records, createFiles(node.storage.folder), before)
  const pathOf = (hash: string) => join(node.storage.folder, 'files', hash.slice(0, 2), hash)

  test('goes when no other document names it, and not while it was just put there', async () => {
    const text =
      'Ferries wait in Rostock\n\nFerries waited in the harbour of Rostock on Monday, because the booking system of the operator did not answer.'
    const [one, two] = [await take(text, 'harbour-post'), await take(text, 'sea-courier')]
    expect(two.id).not.toBe(one.id)
    expect(two.raw).toBe(one.raw)
    expect(existsSync(pathOf(one.raw))).toBe(true)
    await erase(documentRecord, one.document)
    expect(await remove(later())).toBe(0)
    expect((await analyst.call(getRaw, { id: two.id })).ok).toBe(true)
    await erase(documentRecord, two.document)
    expect(await remove(anHourAgo())).toBe(0)
    expect(existsSync(pathOf(one.raw))).toBe(true)
    expect(await remove(later())).toBe(1)
    expect(existsSync(pathOf(one.raw))).toBe(false)
    expect(await remove(later())).toBe(0)
    // Taken in once more, it is there once more.
    const again = await take(text, 'third-paper')
    expect(existsSync(pathOf(again.raw))).toBe(true)
  })

  test('that is put there while it is being removed stays whole', async () => {
    const files = createFiles(node.storage.folder)
    const { Readable } = await import('node:stream')
    const content = Buffer.from('the same bytes, again and again')
    const put = async () => {
      const stored = await files.put(Readable.from([content]), 1000)
      return stored.ok ? stored.value.sha256 : ''
    }
    const hash = await put()
    const before = new Date()
    await new Promise((resolve) => setTimeout(resolve, 20))
    await Promise.all(Array.from({ length: 30 }, (_, n) => (n % 3 === 0 ? put() : files.remove(hash, before))))
    await put()
    expect(await files.remove(hash, before)).toBe('fresh')
    expect(await files.check(hash)).toBe('intact')
  })
})

describe('a story with an erased item', () => {
  test('is made anew without the words that it was joined by, and keeps who is in it', async () => {
    const taken = await takeEvent('lisbon')
    const [first, second] = taken
    const before = await analyst.get(storyOf, { item: first!.id })
    const other = (await takeEvent('porto'))[0]!
    const alone = await analyst.get(storyOf, { item: other.id })
    const { version } = await analyst.get(getStory, { id: before.id })
    await analyst.get(mergeStories, { id: before.id, version, from: [alone.id], reason: 'One and the same.' })
    const members = (await analyst.get(getStory, { id: before.id })).members
    const quoted = members.flatMap(({ why }) => why).find((why) => why.startsWith('the same'))!
    expect(await said(quoted)).toBeGreaterThan(0)
    await forgetErased(room())
    expect((await analyst.get(storyOf, { item: first!.id })).id).toBe(before.id)
    await erase(itemRecord, second!.id)
    await erase(documentRecord, second!.document)
    expect(await forgetErased(room())).toBeGreaterThan(0)
    expect(await said(quoted)).toBe(0)
    const after = await analyst.get(storyOf, { item: first!.id })
    expect(after.id).not.toBe(before.id)
    const story = await analyst.get(getStory, { id: after.id })
    expect(story.members.map(({ item }) => item).sort()).toEqual(
      [...taken, other]
        .map(({ id }) => id)
        .filter((id) => id !== second!.id)
        .sort(),
    )
    expect(story.members.find(({ item }) => item === other.id)).toMatchObject({ joined: 'by-hand', by: analyst.person })
    expect(await analyst.call(getStory, { id: before.id })).toMatchObject({ status: 404 })
    expect(await forgetErased(room())).toBe(0)
    expect((await analyst.get(storyOf, { item: first!.id })).id).toBe(after.id)
  })
})

describe('items from before there were stories', () => {
  test('are put into stories oldest first, once, also by two that begin at once', async () => {
    const taken = [...(await takeEvent('telecom-leak')), ...(await takeEvent('phish-tax'))]
    const groups = async () => {
      const stories: string[] = []
      for (const { id } of taken) stories.push((await analyst.get(storyOf, { item: id })).id)
      return stories.map((story) => stories.indexOf(story))
    }
    const before = await groups()
    const db = node.node.journal.sql
    await sql`delete from journal.records where record = 'watch.story'`.execute(db)
    await sql`delete from watch.story_sketches`.execute(db)
    await sql`delete from watch.story_terms`.execute(db)
    const [one, two] = [createOlderItems(room()), createOlderItems(room())]
    const placed = await Promise.all([one.place(), two.place()])
    expect(Math.max(...placed)).toBeGreaterThanOrEqual(taken.length)
    expect(await groups()).toEqual(before)
    const { rows } = await sql<{ n: number }>`select count(*)::int as n from (
      select item from watch.stories, jsonb_array_elements_text(state->'items') as item
      where valid_to is null group by item having count(*) > 1) as twice`.execute(db)
    expect(rows[0]?.n).toBe(0)
    expect(await one.place()).toBe(0)
    expect(await createOlderItems(room()).place()).toBe(0)
  })
})

describe('the terms of stories', () => {
  test('are forgotten with the window, and kept for what came in lately, however old its news', async () => {
    const db = node.node.journal.sql
    const count = async () =>
      (await sql<{ n: number }>`select count(*)::int as n from watch.story_terms`.execute(db)).rows[0]!.n
    const before = await count()
    expect(before).toBeGreaterThan(0)
    await sql`update watch.story_terms set at = '2020-01-01'
      where item = (select item from watch.story_terms limit 1)`.execute(db)
    expect(await forgetTerms(db, new Date(Date.now() - 14 * 86_400_000).toISOString())).toBe(0)
    expect(await forgetTerms(db, new Date(Date.now() + 400 * 86_400_000).toISOString())).toBeGreaterThan(0)
    expect(await count()).toBeLessThan(before)
  })
})
