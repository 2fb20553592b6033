// Items of one event become one story on a real node: wire copies count once, and a person's word on stories stays.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { registerOrganisation } from '#people/api.ts'
import {
  getStory,
  importText,
  judgeStory,
  listItems,
  listStories,
  mergeStories,
  moveToStory,
  splitStory,
  storyOf,
} from '#watch/api.ts'
import { eventsToTune, type Told } from '../../src/watch/testdata/events.ts'
import { type Client, startTestNode, type TestNode } from '../setup/node.ts'

let node: TestNode
let analyst: Client
let organisation: string

beforeAll(async () => {
  node = await startTestNode()
  analyst = await node.signedIn({ roles: ['analyst'] })
  const registered = await (await node.administrator()).get(registerOrganisation, {
    name: 'Exercise Waterworks',
    kind: 'operator',
    country: 'DK',
    sectors: ['drinking_water'],
  })
  organisation = registered.id
})
afterAll(() => node.stop())

async function take(one: Told, more: object = {}) {
  const { items } = await analyst.get(importText, {
    text: `${one.title}\n\n${one.body}`,
    url: `https://${one.outlet}.example/${encodeURIComponent(one.title.slice(0, 30))}`,
    sourceName: one.outlet,
    ...more,
  })
  return { id: items[0]!.id, version: items[0]!.version, outcome: items[0]!.outcome }
}
const of = (event: string) => eventsToTune.filter((one) => one.event === event)

describe('stories', () => {
  test('an event that four outlets tell, two of them with one wire text, is one story of three sources', async () => {
    const taken = []
    for (const one of of('lisbon')) taken.push(await take(one))
    expect(taken.map(({ outcome }) => outcome)).toEqual(['new', 'new', 'new', 'new'])
    const other = await take(of('porto')[0]!)
    const row = await analyst.get(storyOf, { item: taken[0]!.id })
    expect(row).toMatchObject({ items: 4, sources: 3, incident: true, statuses: { suggested: 4, accepted: 0 } })
    expect(row.outlets).toHaveLength(4)
    expect(row.why.join(' ')).toContain('wire copy')
    expect((await analyst.get(storyOf, { item: other.id })).items).toBe(1)
    const story = await analyst.get(getStory, { id: row.id })
    expect(new Set(story.members.map(({ group }) => group)).size).toBe(3)
    expect(story.members[1]).toMatchObject({ copyOf: taken[0]!.id, joined: 'sure' })
    expect(story.timeline.filter(({ is }) => is === 'fetched').length).toBeGreaterThan(0)
    for (const member of story.members.slice(1)) expect(member.why).not.toEqual([])
  })

  test('the same text by the same outlet is no second item, and a changed one is a version in its story', async () => {
    const one = of('telecom-leak')[0]!
    const first = await take(one)
    expect(await take(one)).toMatchObject({ id: first.id, outcome: 'same' })
    const changed = { ...one, body: `${one.body} The company's chief executive apologised.` }
    expect(await take(changed)).toMatchObject({ id: first.id, outcome: 'newVersion' })
    expect(await analyst.get(storyOf, { item: first.id })).toMatchObject({ items: 1 })
  })

  test('one wire text in ten papers is ten items of one story, and one source', async () => {
    const text =
      'Signal boxes of a railway in Slovenia lost their connection at noon on Sunday. Trains between Ljubljana and Maribor stood still for ninety minutes, the operator said, and 14 were cancelled. A faulty router in Celje was to blame; there is no sign of an attack, the transport ministry added in the evening.'
    const papers = ['ena', 'dve', 'tri', 'stiri', 'pet', 'sest', 'sedem', 'osem', 'devet', 'deset']
    const ids = []
    for (const [i, outlet] of papers.entries()) {
      const title = i % 2 === 0 ? 'Trains stand still in Slovenia' : `Router stops trains, says ${outlet}`
      const body = i % 3 === 0 ? `LJUBLJANA (STA) - ${text}` : `${text} More on page ${i}.`
      ids.push((await take({ event: 'rail', language: 'en', outlet, title, body })).id)
    }
    expect(new Set(ids).size).toBe(10)
    expect(await analyst.get(storyOf, { item: ids[9]! })).toMatchObject({ items: 10, sources: 1, unsure: 0 })
  })

  test('items that are marked otherwise are never one story', async () => {
    const [a, b] = of('phish-tax')
    const one = await take(a!, { marking: { tlp: 'GREEN' } })
    const two = await take(b!, { marking: { tlp: 'CLEAR' } })
    const [first, second] = [await analyst.get(storyOf, { item: one.id }), await analyst.get(storyOf, { item: two.id })]
    expect(first.id).not.toBe(second.id)
    expect(first.marking.tlp).toBe('GREEN')
    expect(second.marking.tlp).toBe('CLEAR')
    expect(await analyst.call(mergeStories, { id: first.id, version: first.version, from: [second.id] })).toMatchObject(
      { status: 422, problem: { refusal: 'marked-otherwise' } },
    )
  })

  test('a merge and a split by hand stay when more comes in, and can be taken back', async () => {
    const grid = of('grid')
    const one = await take(grid[0]!)
    const storm = await take(of('grid-tallinn')[0]!)
    const [a, b] = [await analyst.get(storyOf, { item: one.id }), await analyst.get(storyOf, { item: storm.id })]
    expect(a.id).not.toBe(b.id)
    const reason = 'Both tell of the night without power.'
    const merged = await analyst.get(mergeStories, { id: a.id, version: a.version, from: [b.id], reason })
    expect(merged.from).toMatchObject([{ id: b.id, items: 0 }])
    expect(await analyst.get(storyOf, { item: storm.id })).toMatchObject({ id: a.id, items: 2 })
    const both = await analyst.get(getStory, { id: a.id })
    expect(both.members[1]).toMatchObject({ joined: 'by-hand', because: reason })

    // A new version of what was put there by hand does not move it.
    await take({ ...of('grid-tallinn')[0]!, body: `${of('grid-tallinn')[0]!.body} Schools stayed closed.` })
    expect(await analyst.get(storyOf, { item: storm.id })).toMatchObject({ id: a.id })

    const split = await analyst.get(splitStory, { id: a.id, version: both.version, items: [storm.id] })
    expect(await analyst.get(storyOf, { item: storm.id })).toMatchObject({ id: split.id, items: 1 })
    await take({ ...of('grid-tallinn')[0]!, body: `${of('grid-tallinn')[0]!.body} ${grid[0]!.body}` })
    expect(await analyst.get(storyOf, { item: storm.id })).toMatchObject({ id: split.id })

    const back = await analyst.get(moveToStory, { item: storm.id, id: b.id })
    expect(back).toMatchObject({ id: b.id, from: [{ id: split.id, items: 0 }] })
    expect(await analyst.get(getStory, { id: b.id })).toMatchObject({ items: 1, mergedInto: null })
    expect(await analyst.get(getStory, { id: split.id })).toMatchObject({ items: 0, mergedInto: b.id })
  })

  test('a whole story is judged at once, each item under the name of the person', async () => {
    const one = await take(of('airport')[0]!)
    const two = await take(of('airport')[1]!)
    const story = await analyst.get(storyOf, { item: one.id })
    expect(story.items).toBe(2)
    const judged = await analyst.get(judgeStory, { id: story.id, version: story.version, judgement: 'accept' })
    expect(judged.judged.map(({ id }) => id).sort()).toEqual([one.id, two.id].sort())
    const { items } = await analyst.get(listItems, { status: ['accepted'] })
    expect(items.filter(({ id }) => id === one.id || id === two.id)).toHaveLength(2)
    for (const item of items) expect(item.state.acceptedBy).toBe(analyst.person)
    expect(
      (await analyst.get(judgeStory, { id: story.id, version: story.version, judgement: 'accept' })).left,
    ).toHaveLength(2)
  })

  test('the list is filtered by its items, newest activity first, and leaves nothing out between pages', async () => {
    const all = await analyst.get(listStories, { limit: 100 })
    expect(all.total).toBe(all.stories.length)
    const sinces = all.stories.map(({ since }) => since)
    expect(sinces).toEqual([...sinces].sort().reverse())
    const seen: string[] = []
    let after: string | undefined
    do {
      const page = await analyst.get(listStories, { limit: 2, ...(after ? { after } : {}) })
      seen.push(...page.stories.map(({ id }) => id))
      after = page.next ?? undefined
    } while (after)
    expect(seen).toEqual(all.stories.map(({ id }) => id))
    const accepted = await analyst.get(listStories, { status: ['accepted'] })
    expect(accepted.stories).toHaveLength(1)
    const portugal = await analyst.get(listStories, { country: ['PT'], incident: true })
    expect(portugal.stories.map(({ items }) => items)).toContain(4)
    expect((await analyst.get(listStories, { language: ['fr'] })).total).toBe(0)
    expect((await analyst.get(listStories, { text: 'Collins Aerospace' })).stories).toHaveLength(1)
  })

  test('another organisation sees only what is marked for it', async () => {
    const outsider = await node.signedIn({ roles: ['analyst'], organisation })
    const { stories } = await outsider.get(listStories, { limit: 100 })
    for (const { marking } of stories) expect(['CLEAR', 'GREEN']).toContain(marking.tlp)
    const hidden = (await analyst.get(listStories, { limit: 100 })).stories.find(
      ({ marking }) => marking.tlp === 'AMBER+STRICT',
    )!
    expect(await outsider.call(getStory, { id: hidden.id })).toMatchObject({ status: 404 })
    expect(
      await outsider.call(judgeStory, { id: hidden.id, version: hidden.version, judgement: 'accept' }),
    ).toMatchObject({ status: 404 })
  })

  test('a reader may look, but neither arrange nor judge', async () => {
    const reader = await node.signedIn({ roles: ['reader'] })
    const { stories } = await reader.get(listStories, {})
    const [one, two] = stories
    expect(await reader.call(mergeStories, { id: one!.id, version: one!.version, from: [two!.id] })).toMatchObject({
      status: 403,
    })
  })
})
