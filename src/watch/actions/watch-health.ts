// Health as an observation: when a source falls silent, fails, goes or comes back, its record says so, once.
import { type Id, nilId } from '#kernel/id.ts'
import { done } from '#kernel/reply.ts'
import type { Writer } from '#platform/journal/types.ts'
import type { Source, Trouble } from '../api.ts'
import { sourceRecord } from '../events.ts'
import { feedStates, followedSources } from '../store.ts'
import { troubleOf } from './pace.ts'
import { poller } from './poll-outcome.ts'
import type { WatchRoom } from './room.ts'

const perPage = 500
const kinds = { silent: 'watch.sourceFellSilent', failing: 'watch.sourceFailed', gone: 'watch.sourceGone' } as const

type Needs = Pick<WatchRoom, 'journal' | 'clock' | 'log'>

/** Looks at all sources that are followed. A job under a lease, so one process tells it. */
export async function watchHealth(room: Needs): Promise<void> {
  const now = room.clock.now()
  for (let after = nilId; ; ) {
    const page = await followedSources(room.journal.sql, after, perPage)
    const states = await feedStates(
      room.journal.sql,
      page.map(({ id }) => id),
    )
    for (const { id, realm, owner, state: source } of page) {
      const state = states.get(id)
      const trouble = state ? troubleOf(state, source, now) : null
      if (trouble?.trouble === source.trouble?.trouble) continue
      const writer = { view: { reader: poller(realm, owner), realm }, verb: 'watch.watchHealth' }
      await tell(room, writer, id, source, trouble)
    }
    const last = page.at(-1)
    if (!last || page.length < perPage) return
    after = last.id
  }
}

async function tell(room: Needs, writer: Writer, id: Id, seen: Source, trouble: Trouble | null): Promise<void> {
  const reply = await room.journal.commit(writer, async (unit) => {
    const held = await unit.read(sourceRecord, id)
    // Somebody changed or unfollowed it meanwhile: the next look judges anew.
    if (!held?.state.active || held.state.trouble?.trouble !== seen.trouble?.trouble) return done(null)
    if (trouble) {
      const { trouble: word, ...because } = trouble
      await unit.append(sourceRecord, kinds[word], id, because, { observedAt: because.since })
    } else {
      const why = seen.trouble?.trouble === 'silent' ? 'It brings items again.' : 'It answers again.'
      await unit.append(sourceRecord, 'watch.sourceRecovered', id, { why })
    }
    return done(null)
  })
  if (!reply.ok) room.log.warn({ source: id, refusal: reply.refusal }, 'the health of a source could not be noted')
}
