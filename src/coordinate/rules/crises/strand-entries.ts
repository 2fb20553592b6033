// Entries about the strands of a hybrid campaign: added, changed, ended.
import Type from 'typebox'
import { change } from '#kernel/record.ts'
import { Instant } from '#kernel/time.ts'
import { Strand } from '../../model/crisis.ts'
import { closed, Key, Reason } from '../../model/words.ts'
import { changed, nextKey, withPart } from './keyed.ts'

const { domain, title, text, status, severity, startedAt, sectors, countries, rests } = Strand.properties
const told = { domain, title, text, status, severity, startedAt, sectors, countries, rests }

export const strandEntries = {
  'coordinate.crisisStrandAdded': change(
    Type.Object(told, closed),
    changed((state, body, entry) => ({
      strands: [
        ...state.strands,
        {
          ...body,
          key: nextKey('s', state.keys),
          endedAt: null,
          addedBy: entry.actor,
          addedAt: entry.recordedAt,
        },
      ],
      keys: state.keys + 1,
    })),
  ),
  'coordinate.crisisStrandChanged': change(
    Type.Object({ key: Key, to: Type.Partial(Type.Object(told), closed) }, closed),
    changed((state, { key, to }) => ({
      strands: withPart(state.strands, key, (one) => {
        const status = to.status ?? one.status
        return { ...one, ...to, endedAt: status === 'ended' ? one.endedAt : null }
      }),
    })),
  ),
  'coordinate.crisisStrandEnded': change(
    Type.Object({ key: Key, at: Instant, reason: Reason }, closed),
    changed((state, { key, at }) => ({
      strands: withPart(state.strands, key, (one) => ({ ...one, status: 'ended', endedAt: at })),
    })),
  ),
}
