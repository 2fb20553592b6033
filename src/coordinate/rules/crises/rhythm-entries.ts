// Entries about the battle rhythm of a crisis: what comes round, each time it was done, and when it stopped.
import Type from 'typebox'
import { Id } from '#kernel/id.ts'
import { change } from '#kernel/record.ts'
import { Instant } from '#kernel/time.ts'
import { Beat } from '../../model/crisis.ts'
import { closed, Key, orNull, Reason } from '../../model/words.ts'
import { changed, nextKey, withPart } from './keyed.ts'

const { what, kind, product, firstAt, everyMinutes, owner } = Beat.properties

export const rhythmEntries = {
  'coordinate.crisisBeatAdded': change(
    Type.Object({ what, kind, product, firstAt, everyMinutes, owner }, closed),
    changed((state, body) => ({
      rhythm: [
        ...state.rhythm,
        { ...body, key: nextKey('b', state.keys), done: [], stoppedAt: null, stoppedBecause: null },
      ],
      keys: state.keys + 1,
    })),
  ),
  'coordinate.crisisBeatDone': change(
    Type.Object(
      { key: Key, turn: Instant, record: orNull(Id), note: Beat.properties.done.items.properties.note },
      closed,
    ),
    changed((state, { key, ...body }, entry) => ({
      rhythm: withPart(state.rhythm, key, (one) => ({
        ...one,
        done: [...one.done, { ...body, at: entry.recordedAt, by: entry.actor }],
      })),
    })),
  ),
  'coordinate.crisisBeatStopped': change(
    Type.Object({ key: Key, reason: Reason }, closed),
    changed((state, { key, reason }, entry) => ({
      rhythm: withPart(state.rhythm, key, (one) => ({ ...one, stoppedAt: entry.recordedAt, stoppedBecause: reason })),
    })),
  ),
}
