// Joining stories: every new item is put beside those that tell of the same event, in the unit of work that takes it in.
import type { Id } from '#kernel/id.ts'
import type { Marking } from '#kernel/marking.ts'
import type { Held, Journal, Unit } from '#platform/journal/types.ts'
import { mostMembers, type Story, type StoryMember } from '../api/stories.ts'
import type { NewsItem } from '../api.ts'
import { storyRecord } from '../events/story.ts'
import { loadBackground } from '../lexicons.ts'
import type { Item } from '../model.ts'
import {
  askedTerms,
  type Background,
  bestStory,
  type Joined,
  learn,
  outletOf,
  sketchOf,
  termsOf,
  type Weighed,
  WINDOW_MILLISECONDS,
  weigh,
} from '../rules/stories.ts'
import {
  type KeptSketch,
  keepSketches,
  type NewSketch,
  newestSketches,
  sketchesByTerms,
  sketchesOf,
  sketchesSeen,
  storiesOf,
} from '../store/stories.ts'

const learnedFrom = 2000
const askedPerItem = 16
const leastRarity = 3.6
const mostSketches = 48
const mostStories = 8
const mostCompared = 40

export interface ToPlace {
  item: Held<NewsItem>
  read: Item
  /** The item of another outlet whose text this one copies, and how that is known. */
  wire: { item: Id; why: string } | null
}

const backgrounds = new WeakMap<Journal, Promise<Background>>()

/** What this process knows of how common words are: written down, and learned from the newest items. */
function backgroundOf(journal: Journal): Promise<Background> {
  const known = backgrounds.get(journal)
  if (known) return known
  const made = newestSketches(journal.sql, learnedFrom).then(async (kept) => {
    const background = await loadBackground()
    for (const { sketch } of kept) learn(background, termsOf(sketch))
    return background
  })
  backgrounds.set(journal, made)
  made.catch(() => backgrounds.delete(journal))
  return made
}

interface Placing {
  journal: Journal
  unit: Unit
  background: Background
  /** Sketches and stories of items that this unit placed: the database does not have them yet. */
  sketches: Map<Id, NewSketch>
  stories: Map<Id, Id>
}

/** In the order given; items of one call see each other. */
export async function placeInStories(journal: Journal, unit: Unit, list: readonly ToPlace[]): Promise<void> {
  if (list.length === 0) return
  const seen = await sketchesSeen(journal.sql)
  const background = await backgroundOf(journal)
  const placing: Placing = { journal, unit, background, sketches: new Map(), stories: new Map() }
  for (const one of list) {
    await place(placing, one)
    // Comparing costs milliseconds; between two items everybody else gets a turn.
    await new Promise((resolve) => setImmediate(resolve))
  }
  const sketches = [...placing.sketches.values()]
  unit.also(async (db) => {
    if (!(await keepSketches(db, sketches, seen)))
      throw Object.assign(new Error('another process placed an item that was not seen'), { code: '40001' })
    for (const { sketch } of sketches) learn(background, termsOf(sketch))
  })
}

async function place(placing: Placing, { item, read, wire }: ToPlace): Promise<void> {
  const { background, unit } = placing
  const sketch = sketchOf(read, background)
  const weighed = weigh(sketch, background)
  const at = item.state.publishedAt ?? item.state.fetchedAt
  const terms = askedTerms(weighed, askedPerItem, leastRarity)
  const mark = markOf(item.marking)
  const mine = { item: item.id, realm: unit.view.realm, mark, at, terms, sketch }
  const [current] = await storiesWith(placing, [item.id])
  if (current && (current.state.items.length > 1 || current.state.members.some(({ joined }) => joined === 'by-hand'))) {
    placing.sketches.set(item.id, mine)
    return
  }
  const found = await alike(placing, mine, weighed, current?.id)
  placing.sketches.set(item.id, mine)
  const copied = wire ? (await storiesWith(placing, [wire.item]))[0] : undefined
  const target = copied && markOf(copied.marking) === mark ? copied : found?.story
  if (!target || target.id === current?.id || target.state.items.length >= mostMembers) {
    if (current) return
    const { held } = await unit.open(
      storyRecord,
      'watch.storyOpened',
      { members: [memberOf(item, null, null)], apart: [] },
      { owner: item.marking.owner, marking: choiceOf(item.marking) },
    )
    placing.stories.set(item.id, held.id)
    return
  }
  const member = memberOf(item, target === copied ? null : (found?.joined ?? null), target === copied ? wire : null)
  const original = target.state.members.find((one) => one.item === member.copyOf)
  const joining = original?.copyOf ? { ...member, copyOf: original.copyOf } : member
  placing.stories.set(item.id, target.id)
  if (!current) {
    await unit.append(storyRecord, 'watch.storyJoined', target.id, { members: [joining] })
    return
  }
  // It stood alone, and only its new version shows where it belongs; a guess is no reason to move it.
  if (joining.joined !== 'sure') return void placing.stories.set(item.id, current.id)
  const reason = 'its new version tells of the same event'
  const moved = { person: null, reason }
  await unit.append(storyRecord, 'watch.storyLost', current.id, {
    ...moved,
    items: [item.id],
    to: target.id,
    apart: false,
  })
  await unit.append(storyRecord, 'watch.storyGained', target.id, { ...moved, members: [joining], from: [current.id] })
}

// The best of the stories that share rare terms, as they are in this unit.
async function alike(
  placing: Placing,
  mine: NewSketch,
  weighed: Weighed,
  except: Id | undefined,
): Promise<{ story: Held<Story>; joined: Joined } | undefined> {
  const { journal, background } = placing
  const moment = Date.parse(mine.at)
  const from = new Date(moment - WINDOW_MILLISECONDS).toISOString()
  const to = new Date(moment + WINDOW_MILLISECONDS).toISOString()
  const asked = new Set(mine.terms)
  const shared = (one: { terms: readonly string[] }) => one.terms.filter((term) => asked.has(term)).length
  const here = [...placing.sketches.values()].filter((one) => one.mark === mine.mark && shared(one) > 0)
  const stored = await sketchesByTerms(journal.sql, { ...mine, from, to }, mostSketches)
  const stories = (
    await storiesWith(
      placing,
      [...here, ...stored].map(({ item }) => item),
    )
  )
    .filter(
      ({ id, marking, state }) => id !== except && markOf(marking) === mine.mark && !state.apart.includes(mine.item),
    )
    .slice(0, mostStories)
  const members = stories.map(({ state }) => state.items.slice(-mostCompared))
  const known = new Map<Id, KeptSketch>([...here, ...stored].map((one) => [one.item, one]))
  const missing = members.flat().filter((id) => !known.has(id))
  for (const one of await sketchesOf(journal.sql, missing)) known.set(one.item, one)
  const joined = bestStory(
    weighed,
    moment,
    stories.map(({ id }, i) => ({
      story: id,
      members: (members[i] ?? []).flatMap((item) => {
        const kept = placing.sketches.get(item) ?? known.get(item)
        return kept ? [{ item, weighed: weigh(kept.sketch, background), at: Date.parse(kept.at) }] : []
      }),
    })),
  )
  const story = stories.find(({ id }) => id === joined?.story)
  return joined && story ? { story, joined } : undefined
}

// Those in the database as this unit sees them, and those that only this unit has; most alike first.
async function storiesWith({ journal, unit, stories }: Placing, items: readonly Id[]): Promise<Held<Story>[]> {
  const stored = await storiesOf(journal, unit.view, items)
  const order = new Map<Id, number>()
  for (const story of stored)
    order.set(story.id, Math.min(...story.state.items.map((item) => items.indexOf(item)).filter((at) => at >= 0)))
  for (const [at, item] of items.entries()) {
    const mine = stories.get(item)
    if (mine) order.set(mine, Math.min(at, order.get(mine) ?? at))
  }
  const found: Held<Story>[] = []
  for (const [id] of [...order].sort((a, b) => a[1] - b[1])) {
    const story = await unit.read(storyRecord, id)
    if (story && story.state.items.length > 0) found.push(story)
  }
  return found
}

function memberOf({ id, state }: Held<NewsItem>, joined: Joined | null, wire: ToPlace['wire']): StoryMember {
  const outlet = outletOf(state.canonicalUrl, state.sourceName)
  const member = { item: id, outlet, joinedAt: state.fetchedAt, by: null, because: null }
  if (wire) {
    const why = [`wire copy of an item of another outlet: ${wire.why}`]
    return { ...member, joined: 'sure', score: 1, why, copyOf: wire.item }
  }
  if (!joined) return { ...member, joined: 'first', score: null, why: [], copyOf: null }
  const how = joined.sure ? 'sure' : 'suggested'
  const why = joined.why.slice(0, 20).map((line) => line.slice(0, 500))
  return { ...member, joined: how, score: joined.score, why, copyOf: null }
}

/** Items whose marks differ are never one story: those who may read one of them could not read the other. */
export function markOf({ tlp, pap, owner, audience, persons, releasableTo }: Marking): string {
  return JSON.stringify([tlp, pap ?? null, owner, [...audience].sort(), [...persons].sort(), [...releasableTo].sort()])
}

/** A story is marked as its items are. */
export function choiceOf({ owner: _, ...choice }: Marking) {
  return choice
}
