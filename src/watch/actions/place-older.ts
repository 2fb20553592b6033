// Items that were taken in before there were stories: a job puts them where they belong, oldest first, a few at a time.
import { type Id, nilId } from '#kernel/id.ts'
import { systemReader } from '#kernel/reader.ts'
import { done } from '#kernel/reply.ts'
import type { Held, Unit } from '#platform/journal/types.ts'
import type { Document, NewsItem } from '../api.ts'
import { documentRecord, itemRecord } from '../events.ts'
import type { Item } from '../model.ts'
import { differentOutlets, outletOf, sameWire } from '../rules/stories.ts'
import { sketchesOf, storiesOf, type Unplaced, unplacedItems } from '../store/stories.ts'
import { candidates } from '../store.ts'
import { markOf, placeInStories, type ToPlace } from './join-story.ts'
import type { WatchRoom } from './room.ts'

type Needs = Pick<WatchRoom, 'journal' | 'inTurn' | 'log'>

export interface OlderItems {
  /** One turn of the job. Returns how many it placed; 0 for good once all have a story. */
  place(): Promise<number>
}

const perUnit = 20
const unitsPerTurn = 10

/** What was placed is in the database: another process, or the same one later, goes on behind it. */
export function createOlderItems(room: Needs): OlderItems {
  let after: Id = nilId
  let all = false

  async function unit(): Promise<number> {
    const found = await unplacedItems(room.journal.sql, after, perUnit)
    const last = found.at(-1)
    // New items get their story when they come in: who has seen the end has seen all.
    if (!last) {
      all = true
      return 0
    }
    let placed = 0
    for (const group of grouped(found)) placed += await room.inTurn(() => placeGroup(room, group))
    after = last.id
    return placed
  }

  return {
    async place() {
      let placed = 0
      for (let turn = 0; turn < unitsPerTurn && !all; turn++) placed += await unit()
      return placed
    },
  }
}

function grouped(found: readonly Unplaced[]): Unplaced[][] {
  const groups = new Map<string, Unplaced[]>()
  for (const one of found) {
    const key = `${one.realm} ${one.owner}`
    groups.set(key, [...(groups.get(key) ?? []), one])
  }
  return [...groups.values()]
}

async function placeGroup({ journal, log }: Needs, group: readonly Unplaced[]): Promise<number> {
  const [first] = group
  if (!first) return 0
  const { realm, owner } = first
  const view = { reader: systemReader('watch.stories', [realm], owner), realm }
  const reply = await journal.commit({ view, verb: 'watch.placeOlder' }, async (unit) => {
    const ids = group.map(({ id }) => id)
    const placed = new Set((await sketchesOf(journal.sql, ids)).map(({ item }) => item))
    const items = await journal.reads.some(
      itemRecord,
      view,
      ids.filter((id) => !placed.has(id)),
    )
    const told = new Set((await storiesOf(journal, view, ids)).flatMap((story) => story.state.items))
    const documents = await journal.reads.some(
      documentRecord,
      view,
      items.map(({ state }) => state.document),
    )
    const texts = new Map(documents.map(({ id, state }) => [id, state]))
    const list: ToPlace[] = []
    for (const item of items) {
      const document = texts.get(item.state.document)
      // The first version of an item that has a story already would open another one.
      if (item.version === 1 && told.has(item.id)) continue
      if (document) list.push({ item, read: readOf(document), wire: await wireOf(journal, unit, item, document) })
    }
    await placeInStories(journal, unit, list)
    return done(list.length)
  })
  if (reply.ok) return reply.value
  log.warn({ refusal: reply.refusal, first: first.id }, 'older items could not be put into stories')
  return 0
}

/** The document holds all that the stages found; what older ones did not look for is empty. */
export function readOf(document: Document): Item {
  const { sectors = [], figures = [], names = [], claims = [], checks = [], ...read } = document
  return { ...read, sectors, figures, names, claims, checks }
}

/** An item of another outlet that carries the same text. */
async function wireOf(
  journal: Needs['journal'],
  unit: Unit,
  item: Held<NewsItem>,
  document: Document,
): Promise<ToPlace['wire']> {
  const outlet = outletOf(item.state.canonicalUrl, item.state.sourceName)
  if (outlet === null) return null
  const { contentHash, canonicalUrl, bands } = document
  for (const other of await candidates(journal, unit.view, item.marking.owner, { contentHash, canonicalUrl, bands })) {
    if (other.state.item >= item.id || markOf(other.marking) !== markOf(item.marking)) continue
    const why = sameWire(other.state, document)
    const its = why === undefined ? undefined : await unit.read(itemRecord, other.state.item)
    if (why === undefined || !its) continue
    if (differentOutlets(outlet, outletOf(its.state.canonicalUrl, its.state.sourceName))) return { item: its.id, why }
  }
  return null
}
