// Arranging stories by hand: merge, split, move, and judging all items of one. A person's word, which no rule overrides.
import type { InputOf, OutputOf } from '#kernel/contract.ts'
import type { Id } from '#kernel/id.ts'
import { done, type Reply } from '#kernel/reply.ts'
import type { Call } from '#platform/http/types.ts'
import type { Held, Unit } from '#platform/journal/types.ts'
import type {
  Arranged,
  judgeStory as judgeContract,
  mergeStories as mergeContract,
  moveToStory as moveContract,
  Story,
  StoryMember,
  splitStory as splitContract,
} from '../api/stories.ts'
import { mostMembers } from '../api/stories.ts'
import { storyRecord } from '../events/story.ts'
import { itemRecord } from '../events.ts'
import { storiesOf } from '../store/stories.ts'
import { choiceOf, markOf } from './join-story.ts'
import { judge, lifecycle } from './judge-item.ts'
import type { WatchRoom } from './room.ts'

interface Hand {
  person: Id
  reason: string | null
}

export function mergeStories(
  room: WatchRoom,
  input: InputOf<typeof mergeContract>,
  call: Call,
): Promise<Reply<Arranged>> {
  return room.journal.commit(call.writer, async (unit) => {
    const into = await storyFor(unit, input.id)
    const hand = handOf(unit, call, input.reason)
    const others: Held<Story>[] = []
    for (const id of input.from) {
      if (id === input.id) unit.refuse('nothing-to-change', 'A story cannot be merged into itself.', '/from')
      others.push(await storyFor(unit, id))
    }
    const coming = others.flatMap(({ state }) => state.members)
    if (coming.length === 0) unit.refuse('nothing-to-change', 'Those stories hold no items.', '/from')
    for (const other of others) joinable(unit, into, other)
    roomFor(unit, into, coming.length)
    return done(await transfer(unit, others, into, coming, hand, { apart: false, expectedVersion: input.version }))
  })
}

export function splitStory(
  room: WatchRoom,
  input: InputOf<typeof splitContract>,
  call: Call,
): Promise<Reply<Arranged>> {
  return room.journal.commit(call.writer, async (unit) => {
    const story = await storyFor(unit, input.id)
    const hand = handOf(unit, call, input.reason)
    const going = story.state.members.filter(({ item }) => input.items.includes(item))
    const missing = input.items.find((item) => !story.state.items.includes(item))
    if (missing) unit.refuse('not-in-story', `${missing} is not in it.`, '/items')
    if (going.length === story.state.members.length)
      unit.refuse('nothing-to-change', 'Those are all of its items.', '/items')
    const items = going.map(({ item }) => item)
    const staying = story.state.items.filter((item) => !items.includes(item))
    const id = unit.newId()
    const lost = await unit.append(
      storyRecord,
      'watch.storyLost',
      story.id,
      { ...hand, items, to: id, apart: true },
      { expectedVersion: input.version },
    )
    const { entry, held } = await unit.open(
      storyRecord,
      'watch.storyOpened',
      { members: byHand(unit, going, hand), apart: staying },
      { subject: id, owner: story.marking.owner, marking: choiceOf(story.marking), cause: [lost.entry] },
    )
    return done({ id, version: held.version, entry, from: [left(lost.held)] })
  })
}

export function moveToStory(
  room: WatchRoom,
  input: InputOf<typeof moveContract>,
  call: Call,
): Promise<Reply<Arranged>> {
  return room.journal.commit(call.writer, async (unit) => {
    const into = await storyFor(unit, input.id)
    const hand = handOf(unit, call, input.reason)
    if (into.state.items.includes(input.item)) unit.refuse('nothing-to-change', 'It is there already.', '/item')
    const [found] = await storiesOf(room.journal, unit.view, [input.item])
    const from = found && (await unit.read(storyRecord, found.id))
    const member = from?.state.members.find(({ item }) => item === input.item)
    if (!from || !member) return unit.refuse('not-in-story', `${input.item} is in no story that you may read.`, '/item')
    joinable(unit, into, from)
    roomFor(unit, into, 1)
    return done(await transfer(unit, [from], into, [member], hand, { apart: true }))
  })
}

/** Accepts, rejects or reopens every item that can be treated so; those that cannot are named. */
export function judgeStory(
  room: WatchRoom,
  input: InputOf<typeof judgeContract>,
  call: Call,
): Promise<Reply<OutputOf<typeof judgeContract>>> {
  return room.journal.commit(call.writer, async (unit) => {
    const story = await storyFor(unit, input.id)
    const { person } = handOf(unit, call, input.reason)
    if (story.version !== input.version)
      unit.refuse('stale-version', `You saw version ${input.version}; it is at version ${story.version}.`)
    const judged: OutputOf<typeof judgeContract>['judged'] = []
    const kept: Id[] = []
    for (const id of story.state.items) {
      const item = await unit.read(itemRecord, id)
      if (!item) continue
      if (lifecycle[item.state.status][input.judgement] === null) {
        kept.push(id)
        continue
      }
      const { held } = await judge(unit, input.judgement, item, { ...input, person })
      judged.push({ id, version: held.version, status: held.state.status })
    }
    return done({ id: story.id, version: story.version, judged, left: kept })
  })
}

async function storyFor(unit: Unit, id: Id): Promise<Held<Story>> {
  const story = await unit.read(storyRecord, id)
  return story ?? unit.refuse('unknown', `There is no story ${id} that you may read.`)
}

function handOf(unit: Unit, call: Call, reason: string | undefined): Hand {
  const { person } = call.reader
  return person === null ? unit.refuse('person-needed') : { person, reason: reason ?? null }
}

// Whoever may read the story must be able to read each of its items, and nobody less.
function joinable(unit: Unit, into: Held<Story>, other: Held<Story>): void {
  if (markOf(into.marking) !== markOf(other.marking))
    unit.refuse('marked-otherwise', `${other.id} is marked otherwise or belongs to another organisation.`)
}

function roomFor(unit: Unit, into: Held<Story>, more: number): void {
  if (into.state.items.length + more > mostMembers)
    unit.refuse('too-many-items', `A story holds ${mostMembers} items at most.`)
}

async function transfer(
  unit: Unit,
  from: readonly Held<Story>[],
  into: Held<Story>,
  members: readonly StoryMember[],
  hand: Hand,
  { apart, expectedVersion }: { apart: boolean; expectedVersion?: number },
): Promise<Arranged> {
  const going = members.map(({ item }) => item)
  const gained = await unit.append(
    storyRecord,
    'watch.storyGained',
    into.id,
    { ...hand, members: byHand(unit, members, hand), from: from.map(({ id }) => id) },
    expectedVersion === undefined ? {} : { expectedVersion },
  )
  const lost: Arranged['from'] = []
  for (const { id, state } of from) {
    const items = state.items.filter((item) => going.includes(item))
    const { held } = await unit.append(
      storyRecord,
      'watch.storyLost',
      id,
      { ...hand, items, to: into.id, apart },
      { cause: [gained.entry] },
    )
    lost.push(left(held))
  }
  return { id: into.id, version: gained.held.version, entry: gained.entry, from: lost }
}

function byHand(unit: Unit, members: readonly StoryMember[], { person, reason }: Hand): StoryMember[] {
  return members.map((member) => ({
    ...member,
    joined: 'by-hand',
    score: null,
    rules: null,
    why: ['put here by a person'],
    joinedAt: unit.now,
    by: person,
    because: reason,
  }))
}

function left({ id, version, state }: Held<Story>): Arranged['from'][number] {
  return { id, version, items: state.items.length }
}
