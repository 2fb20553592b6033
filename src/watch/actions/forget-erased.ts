// After an erasure by law: why items stand together is said in their words, so a story with an erased item is made anew
// from what is left of it, without these words; its own entries are erased.
import type { Id } from '#kernel/id.ts'
import { systemReader } from '#kernel/reader.ts'
import { done } from '#kernel/reply.ts'
import type { Writer } from '#platform/journal/types.ts'
import type { StoryMember } from '../api/stories.ts'
import { storyRecord } from '../events/story.ts'
import { documentRecord, itemRecord } from '../events.ts'
import {
  forgetSketchesOf,
  itemsOfDocuments,
  newErasures,
  noteErasures,
  storiesEver,
  storiesOf,
} from '../store/stories.ts'
import { choiceOf } from './join-story.ts'
import type { WatchRoom } from './room.ts'

type Needs = Pick<WatchRoom, 'journal' | 'inTurn'>

const perTurn = 200
const reason = 'It quoted words of an item that was erased.'

/** What was done is noted last: a process that dies in between does the same again. Returns how many stories it made anew. */
export async function forgetErased(room: Needs): Promise<number> {
  const db = room.journal.sql
  let renewed = 0
  for (;;) {
    const erasures = await newErasures(db, perTurn)
    if (erasures.length === 0) return renewed
    const of = (record: string) => erasures.filter((one) => one.record === record).map(({ subject }) => subject)
    const items = [...of(itemRecord.name), ...(await itemsOfDocuments(db, of(documentRecord.name)))]
    await forgetSketchesOf(db, items)
    for (const { id, realm, owner } of await storiesEver(db, items)) {
      const view = { reader: systemReader('watch.stories', [realm], owner), realm }
      // Nothing joins it between the old one and the new one.
      await room.inTurn(() => renew(room, { view, verb: 'watch.forgetErased' }, id))
      renewed += 1
    }
    await noteErasures(
      db,
      erasures.map(({ entry }) => entry),
    )
  }
}

async function renew({ journal }: Needs, writer: Writer, id: Id): Promise<void> {
  const { view } = writer
  await journal.commit(writer, async (unit) => {
    const story = await unit.read(storyRecord, id)
    if (!story) return done(null)
    const left = new Set((await journal.reads.some(itemRecord, view, story.state.items)).map((item) => item.id))
    const apart = (await journal.reads.some(itemRecord, view, story.state.apart)).map((item) => item.id)
    // Opened already, when the process died before the old one was erased.
    for (const other of await storiesOf(journal, view, [...left])) {
      if (other.id !== id) for (const item of other.state.items) left.delete(item)
    }
    const members = story.state.members.filter(({ item }) => left.has(item)).map((one) => wordless(one, left))
    if (members.length === 0) return done(null)
    const { owner } = story.marking
    await unit.open(storyRecord, 'watch.storyOpened', { members, apart }, { owner, marking: choiceOf(story.marking) })
    return done(null)
  })
  const erased = await journal.erase(writer, storyRecord, id, reason)
  if (!erased.ok && erased.refusal !== 'unknown') throw new Error(`A story could not be erased: ${erased.refusal}`)
}

function wordless(member: StoryMember, left: ReadonlySet<Id>): StoryMember {
  const why = member.why.length === 0 ? [] : ['it stood together with an item that was erased']
  return { ...member, why, copyOf: member.copyOf !== null && left.has(member.copyOf) ? member.copyOf : null }
}
