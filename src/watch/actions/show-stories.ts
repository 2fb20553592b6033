// Showing stories: rows for triage, one story with its items, facts and timeline. All of it from items that may be read.
import type { InputOf, OutputOf } from '#kernel/contract.ts'
import type { Id } from '#kernel/id.ts'
import { done, type Reply, refuse } from '#kernel/reply.ts'
import type { Call } from '#platform/http/types.ts'
import type { Held, Journal, View } from '#platform/journal/types.ts'
import type {
  getStory as getContract,
  listStories as listContract,
  MemberShown,
  storyOf as ofContract,
  Story,
  StoryFacts,
  StoryRow,
} from '../api/stories.ts'
import type { Document, NewsItem, Reliability } from '../api.ts'
import { storyRecord } from '../events/story.ts'
import { documentRecord, itemRecord } from '../events.ts'
import { sourceNumbers, timelineOf } from '../rules/stories.ts'
import { countsOfDocuments, storiesOf, storyPage } from '../store/stories.ts'
import { itemsByWords } from '../store.ts'
import { momentOf } from './read-item.ts'
import type { WatchRoom } from './room.ts'

const place = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z) ([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/

export async function listStories(
  room: WatchRoom,
  input: InputOf<typeof listContract>,
  call: Call,
): Promise<Reply<OutputOf<typeof listContract>>> {
  const { text, after, limit = 30, ...filter } = input
  const [, since, id] = after === undefined ? [] : (place.exec(after) ?? [])
  if (after !== undefined && (!since || !id || momentOf(since) === null))
    return refuse('bad-input', 'That is no place in this list.', '/after')
  const moment = momentOf(filter.since ?? null)
  if (filter.since !== undefined && moment === null) return refuse('bad-input', 'That moment does not exist.', '/since')
  const from = moment === null ? {} : { since: moment }
  const ids = text === undefined ? {} : { ids: await itemsByWords(room.journal, call.view, text) }
  const start = since && id ? { since, id } : undefined
  const { stories, total } = await storyPage(room.journal, call.view, { ...filter, ...from, ...ids }, start, limit + 1)
  const page = stories.slice(0, limit)
  const last = page.at(-1)
  const rows = await rowsOf(room.journal, call.view, page)
  return done({ stories: rows, next: stories.length > limit && last ? `${last.since} ${last.id}` : null, total })
}

export async function storyOf(
  room: WatchRoom,
  input: InputOf<typeof ofContract>,
  call: Call,
): Promise<Reply<OutputOf<typeof ofContract>>> {
  const stories = await storiesOf(room.journal, call.view, [input.item])
  const [row] = await rowsOf(room.journal, call.view, stories.slice(0, 1))
  return row ? done(row) : refuse('unknown', `There is no story with an item ${input.item} that you may read.`)
}

export async function getStory(
  room: WatchRoom,
  input: InputOf<typeof getContract>,
  call: Call,
): Promise<Reply<OutputOf<typeof getContract>>> {
  const { journal } = room
  const story = await journal.reads.one(storyRecord, call.view, input.id)
  if (!story) return refuse('unknown', `There is no story ${input.id} that you may read.`)
  const items = await journal.reads.some(itemRecord, call.view, story.state.items)
  const documents = await documentsOf(journal, call.view, items)
  const counts = await countsOfDocuments(journal, call.view, [...documents.keys()])
  const numbers = sourceNumbers(story.state.members)
  const members = story.state.members.flatMap((member): MemberShown[] => {
    const item = items.find(({ id }) => id === member.item)
    if (!item) return []
    const { title, url, sourceName, reliability, language, publishedAt, fetchedAt, status, incident } = item.state
    const counted = counts.get(item.state.document) ?? { checks: 0, disputes: 0 }
    const own = { title, url, sourceName, reliability, language, publishedAt, fetchedAt, status, incident }
    const group = numbers.get(item.id) ?? 1
    return [{ ...member, ...own, version: item.version, group, ...counted, needsDate: needsDate(item.state) }]
  })
  const read = items.flatMap(({ id, state }) => {
    const document = documents.get(state.document)
    return document ? [{ id, state, document }] : []
  })
  const sources = read.map(({ id, state: { publishedAt, fetchedAt }, document: { times } }) => ({
    ...{ item: id, publishedAt, fetchedAt, times },
  }))
  return done({
    ...rowOf(story, items, counts),
    members,
    apart: story.state.apart,
    mergedInto: story.state.mergedInto,
    facts: factsOf(read),
    timeline: timelineOf(sources),
  })
}

async function documentsOf(journal: Journal, view: View, items: readonly Held<NewsItem>[]): Promise<Map<Id, Document>> {
  const ids = items.map(({ state }) => state.document)
  return new Map((await journal.reads.some(documentRecord, view, ids)).map(({ id, state }) => [id, state]))
}

async function rowsOf(journal: Journal, view: View, stories: readonly Held<Story>[]): Promise<StoryRow[]> {
  const ids = stories.flatMap(({ state }) => state.items)
  const items = new Map((await journal.reads.some(itemRecord, view, ids)).map((item) => [item.id, item]))
  const documents = [...items.values()].map(({ state }) => state.document)
  const counts = await countsOfDocuments(journal, view, documents)
  return stories.map((story) =>
    rowOf(
      story,
      story.state.items.flatMap((id) => items.get(id) ?? []),
      counts,
    ),
  )
}

const mostWhy = 6

function rowOf(
  { id, version, marking, since, state }: Held<Story>,
  items: readonly Held<NewsItem>[],
  counts: ReadonlyMap<Id, { checks: number; disputes: number }>,
): StoryRow {
  const readable = new Set(items.map((item) => item.id))
  const members = state.members.filter(({ item }) => readable.has(item))
  const times = items.map((item) => item.state.publishedAt ?? item.state.fetchedAt).sort()
  const newest = [...items].sort((a, b) => (whenOf(a) < whenOf(b) ? 1 : -1))
  const best = newest.find((item) => item.state.status === 'accepted') ?? newest[0]
  const sum = (what: 'checks' | 'disputes') =>
    items.reduce((all, item) => all + (counts.get(item.state.document)?.[what] ?? 0), 0)
  const having = (status: NewsItem['status']) => items.filter((item) => item.state.status === status).length
  return {
    ...{ id, version, marking, since },
    title: best?.state.title ?? 'No items any more',
    why: [...new Set(members.flatMap(({ why }) => why))].slice(0, mostWhy),
    items: items.length,
    unsure: members.filter(({ joined }) => joined === 'suggested').length,
    outlets: [...new Set(members.flatMap(({ outlet }) => outlet ?? []))].sort(),
    sources: new Set(sourceNumbers(members).values()).size,
    reliability: items.map((item) => item.state.reliability).sort()[0] ?? ('F' satisfies Reliability),
    oldest: times[0] ?? since,
    newest: times.at(-1) ?? since,
    topics: byFrequency(items.flatMap((item) => item.state.topics.map(({ topic }) => topic))),
    incident: items.some((item) => item.state.signal ?? item.state.incident),
    countries: byFrequency(items.flatMap((item) => item.state.countries)),
    languages: byFrequency(items.map((item) => item.state.language)),
    statuses: { suggested: having('suggested'), accepted: having('accepted'), rejected: having('rejected') },
    checks: sum('checks'),
    needDate: items.filter((item) => needsDate(item.state)).length,
    disputes: sum('disputes'),
  }
}

function whenOf({ id, state }: Held<NewsItem>): string {
  return `${state.publishedAt ?? state.fetchedAt} ${id}`
}

function needsDate({ publishedAt, times }: NewsItem): boolean {
  return publishedAt === null && times.some(({ floating, value }) => floating && value === null)
}

function byFrequency(list: readonly string[]): string[] {
  const counts = new Map<string, number>()
  for (const one of list) counts.set(one, (counts.get(one) ?? 0) + 1)
  return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([one]) => one)
}

const mostFacts = 500

function factsOf(read: readonly { id: Id; document: Document }[]): StoryFacts {
  const all = <T extends object>(facts: (document: Document) => readonly T[]): (T & { items: Id[] })[] => {
    const found = new Map<string, T & { items: Id[] }>()
    for (const { id, document } of read) {
      for (const fact of facts(document)) {
        const key = JSON.stringify(fact).toLowerCase()
        const known = found.get(key)
        if (!known) found.set(key, { ...fact, items: [id] })
        else if (!known.items.includes(id)) known.items.push(id)
      }
    }
    return [...found.values()].sort((a, b) => b.items.length - a.items.length).slice(0, mostFacts)
  }
  return {
    figures: all(({ figures = [] }) => figures.map(({ text, value, unit, of }) => ({ text, value, unit, of }))),
    names: all(({ names = [] }) => names.map(({ text, type }) => ({ text, type }))),
    places: all(({ places }) =>
      places.filter(({ country }) => /^[A-Z]{2}$/.test(country)).map(({ text, country }) => ({ text, country })),
    ),
    claims: all(({ claims = [] }) =>
      claims.map((claim) => ({
        ...{ text: claim.text, holder: claim.holder, role: claim.role, class: claim.class },
        disputed: claims.some(({ id, relations }) =>
          relations.some((one) => one.relation === 'disputes' && (one.claim === claim.id || id === claim.id)),
        ),
      })),
    ),
    checks: all(({ checks = [] }) => checks.map(({ kind, result, detail }) => ({ kind, result, detail }))),
  }
}
