// What a source brought is taken in: raw bytes first, then items and the note of what was seen, in one unit of work.
import type { Id } from '#kernel/id.ts'
import { done, type Reply } from '#kernel/reply.ts'
import { instant } from '#kernel/time.ts'
import type { Held, Writer } from '#platform/journal/types.ts'
import type { Source, SourceThen } from '../api.ts'
import { markSeen } from '../store.ts'
import type { Context } from './contexts.ts'
import { keepRaw } from './keep-raw.ts'
import type { Article } from './read-item.ts'
import type { WatchRoom } from './room.ts'
import { type Provenance, type Taken, takeIn } from './take-in.ts'

/** What identifies an entry of a source, and the digest of what it said. */
export interface Seen {
  key: string
  content: string
}

export interface Batch {
  articles: Article[]
  settled: readonly Seen[]
  /** The newest entry of the source. */
  cause: Id[]
  context: Context
}

/** Refuses what the journal and the store refuse: `busy`, `storage-full`. */
export async function takeBatch(
  room: WatchRoom,
  writer: Writer,
  source: Held<Source>,
  { articles, settled, cause, context }: Batch,
): Promise<Reply<Taken[]>> {
  const kept = await keepRaw(room, articles)
  if (!kept.ok) return kept
  const from = provenanceOf(source, cause, context)
  return room.inTurn(() =>
    room.journal.commit(writer, async (unit) => {
      unit.also((trx) => markSeen(trx, source.id, settled, instant(room.clock.now())))
      return done(await takeIn(room.journal, unit, articles, from))
    }),
  )
}

function provenanceOf(source: Held<Source>, cause: Id[], context: Context): Provenance {
  const { name, reliability, itemMarking } = source.state
  return {
    source: source.id,
    sourceName: name,
    reliability,
    sourceThen: sourceThen(source.state),
    marking: itemMarking ?? undefined,
    owner: source.marking.owner,
    cause,
    context,
  }
}

function sourceThen(source: Source): SourceThen {
  const { kind = 'feed', publisher, redistribution = 'unknown', terms = null, language = null } = source
  return { kind, publisher, redistribution, terms, language }
}
