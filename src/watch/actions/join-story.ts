// Joining stories: every new item is put beside those that tell of the same event, in the unit of work that takes it in.
import { createHash } from 'node:crypto'
import type { Id } from '#kernel/id.ts'
import type { Marking } from '#kernel/marking.ts'
import type { Held, Journal, Unit } from '#platform/journal/types.ts'
import { mostMembers, type Story, type StoryMember } from '../api/stories.ts'
import type { NewsItem } from '../api.ts'
import { storyRecord } from '../events/story.ts'
import { loadBackground } from '../lexicons.ts'
import type { Item } from '../model.ts'
import { readable } from '../rules/stories/readable.ts'
import {
  askedTerms,
  type Background,
  bestStory,
  type Candidate,
  type Joined,
  learn,
  outletOf,
  type Sketch,
  sketchOf,
  storiesVersion,
  termsOf,
  type Weighed,
  WINDOW_MILLISECONDS,
  weigh,
} from '../rules/stories.ts'
import {
  itemsByTerms,
  type KeptSketch,
  keepSketches,
  type NewSketch,
  newestSketches,
  sketchesOf,
  sketchesSeen,
  storiesOf,
} from '../store/stories.ts'

const learnedFrom = 2000
const askedPerItem = 16
const leastRarity = 3.6
const mostFound = 32
const mostStories = 8
/** Of each story the newest items stand for all: likeness to twelve says as much as likeness to a hundred. */
const mostCompared = 12

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
  const made = newestSketches(journal.sql, learnedFrom).then((kept) => {
    const background = loadBackground()
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
  /** Sketches that were read for an item of this unit: the next one is often compared with the same. */
  read: Map<Id, KeptSketch>
  weighed: WeakMap<Sketch, Weighed>
  /** Stories as this unit left them. */
  changed: Map<Id, Held<Story>>
}

/** In the order given; items of one call see each other. */
export async function placeInStories(journal: Journal, unit: Unit, list: readonly ToPlace[]): Promise<void> {
  if (list.length === 0) return
  const seen = await sketchesSeen(journal.sql)
  const background = await backgroundOf(journal)
  const placing: Placing = {
    ...{ journal, unit, background, sketches: new Map(), stories: new Map(), changed: new Map() },
    ...{ read: new Map(), weighed: new WeakMap() },
  }
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
  const terms = askedTerms(weighed, askedPerItem, leastRarity)
  const at = item.state.publishedAt ?? item.state.fetchedAt
  const mine = { item: item.id, mark: markKey(unit.view.realm, item.marking), at, terms, sketch }
  const current = item.version === 1 ? undefined : (await storiesWith(placing, [item.id]))[0]
  const found = current && settled(current) ? undefined : await storyFor(placing, mine, weighed, wire, current)
  if (found)
    found.member.why = readable(found.member.why, `${read.title}\n${read.text}`).map((line) => line.slice(0, 200))
  placing.sketches.set(item.id, mine)
  if (!current) await (found ? join(placing, item, found) : open(placing, item))
  else if (found?.member.joined === 'sure') await move(placing, item.id, current, found)
}

/** With others, or by a person's word: only an item that stands alone looks for a story again. */
function settled({ state }: Held<Story>): boolean {
  return state.items.length > 1 || state.members.some(({ joined }) => joined === 'by-hand')
}

type AsMember = Pick<StoryMember, 'joined' | 'score' | 'why' | 'copyOf'>

interface Found {
  story: Held<Story>
  member: AsMember
}

async function storyFor(
  placing: Placing,
  mine: NewSketch,
  weighed: Weighed,
  wire: ToPlace['wire'],
  current: Held<Story> | undefined,
): Promise<Found | undefined> {
  const may = ({ id, realm, marking, state }: Held<Story>) =>
    id !== current?.id &&
    markKey(realm, marking) === mine.mark &&
    !state.apart.includes(mine.item) &&
    state.items.length < mostMembers
  const copied = wire ? (await storiesWith(placing, [wire.item])).find(may) : undefined
  if (wire && copied) {
    const original = copied.state.members.find(({ item }) => item === wire.item)?.copyOf ?? wire.item
    const why = [`wire copy of an item of another outlet: ${wire.why}`]
    return { story: copied, member: { joined: 'sure', score: 1, why, copyOf: original } }
  }
  const found = await alike(placing, mine, weighed, may)
  if (!found) return undefined
  const { score, sure, why } = found.joined
  const said = why.slice(0, 8)
  return { story: found.story, member: { joined: sure ? 'sure' : 'suggested', score, why: said, copyOf: null } }
}

async function open(placing: Placing, item: Held<NewsItem>): Promise<void> {
  const members = [memberOf(placing, item, { joined: 'first', score: null, why: [], copyOf: null })]
  const { held } = await placing.unit.open(
    storyRecord,
    'watch.storyOpened',
    { members, apart: [] },
    { owner: item.marking.owner, marking: choiceOf(item.marking) },
  )
  note(placing, item.id, held)
}

async function join(placing: Placing, item: Held<NewsItem>, { story, member }: Found): Promise<void> {
  const members = [memberOf(placing, item, member)]
  const { held } = await placing.unit.append(storyRecord, 'watch.storyJoined', story.id, { members })
  note(placing, item.id, held)
}

// It stood alone, and its new version shows where it belongs; a mere suggestion would be no reason to move it.
async function move(placing: Placing, item: Id, from: Held<Story>, { story, member }: Found): Promise<void> {
  const before = from.state.members.find((one) => one.item === item)
  if (!before) return
  const because = { person: null, reason: 'its new version tells of the same event' }
  const lost = { ...because, items: [item], to: story.id, apart: false }
  const gained = { ...because, members: [{ ...before, ...member, rules: rulesOf(placing) }], from: [from.id] }
  note(placing, item, (await placing.unit.append(storyRecord, 'watch.storyLost', from.id, lost)).held)
  note(placing, item, (await placing.unit.append(storyRecord, 'watch.storyGained', story.id, gained)).held)
}

function note({ stories, changed }: Placing, item: Id, story: Held<Story>): void {
  stories.set(item, story.id)
  changed.set(story.id, story)
}

// The best of the stories that share rare terms, as they are in this unit.
async function alike(
  placing: Placing,
  mine: NewSketch,
  weighed: Weighed,
  may: (story: Held<Story>) => boolean,
): Promise<{ story: Held<Story>; joined: Joined } | undefined> {
  const { journal } = placing
  const moment = Date.parse(mine.at)
  const from = new Date(moment - WINDOW_MILLISECONDS).toISOString()
  const to = new Date(moment + WINDOW_MILLISECONDS).toISOString()
  const asked = new Set(mine.terms)
  const here = [...placing.sketches.values()].filter(
    ({ mark, terms }) => mark === mine.mark && terms.some((term) => asked.has(term)),
  )
  const found = await itemsByTerms(journal.sql, { ...mine, from, to }, mostFound)
  const all = await storiesWith(placing, [...here.map(({ item }) => item).reverse(), ...found])
  const stories = all.filter(may).slice(0, mostStories)
  const members = stories.map(({ state }) => state.items.slice(-mostCompared))
  const known = (id: Id) => placing.sketches.get(id) ?? placing.read.get(id)
  const missing = members.flat().filter((id) => !known(id))
  for (const one of await sketchesOf(journal.sql, missing)) placing.read.set(one.item, one)
  const candidates: Candidate[] = []
  for (const [i, { id }] of stories.entries()) {
    const kept = (members[i] ?? []).flatMap((item) => known(item) ?? [])
    candidates.push({
      story: id,
      members: kept.map(({ item, at, sketch }) => ({ item, weighed: weightOf(placing, sketch), at: Date.parse(at) })),
    })
    // A dozen sketches are weighed in a millisecond or two; between two stories everybody else gets a turn.
    await new Promise((resolve) => setImmediate(resolve))
  }
  const joined = bestStory(weighed, moment, candidates)
  const story = stories.find(({ id }) => id === joined?.story)
  return joined && story ? { story, joined } : undefined
}

// What is common is learned when a unit is written: within one, the weights stay.
function weightOf({ weighed, background }: Placing, sketch: Sketch): Weighed {
  const known = weighed.get(sketch) ?? weigh(sketch, background)
  weighed.set(sketch, known)
  return known
}

// Those in the database as this unit sees them, and those that only this unit has; most alike first.
async function storiesWith({ journal, unit, stories, changed }: Placing, items: readonly Id[]): Promise<Held<Story>[]> {
  const found = new Map((await storiesOf(journal, unit.view, items)).map((story) => [story.id, story]))
  for (const item of items) {
    const mine = changed.get(stories.get(item) ?? '')
    if (mine) found.set(mine.id, mine)
  }
  const rank = ({ state }: Held<Story>) => {
    const at = items.findIndex((item) => state.items.includes(item))
    return at < 0 ? items.length : at
  }
  return [...found.values()]
    .map((story) => changed.get(story.id) ?? story)
    .filter(({ state }) => state.items.length > 0)
    .sort((a, b) => rank(a) - rank(b) || (a.id < b.id ? -1 : 1))
}

function memberOf(placing: Placing, { id, state }: Held<NewsItem>, as: AsMember): StoryMember {
  const outlet = outletOf(state.canonicalUrl, state.sourceName)
  const rules = rulesOf(placing)
  return { item: id, outlet, rules, joinedAt: state.fetchedAt, by: null, because: null, ...as }
}

function rulesOf({ background }: Placing): string {
  return `${storiesVersion}+${background.version}`
}

/** Items whose marks differ are never one story: those who may read one of them could not read the other. */
export function markOf({ tlp, pap, owner, audience, persons, releasableTo }: Marking): string {
  return JSON.stringify([tlp, pap ?? null, owner, [...audience].sort(), [...persons].sort(), [...releasableTo].sort()])
}

function markKey(realm: string, marking: Marking): string {
  return createHash('sha256')
    .update(`${realm} ${markOf(marking)}`)
    .digest('hex')
    .slice(0, 24)
}

/** A story is marked as its items are. */
export function choiceOf({ owner: _, ...choice }: Marking) {
  return choice
}
