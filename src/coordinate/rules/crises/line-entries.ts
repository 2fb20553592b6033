// Entries about what is said in public: written, agreed by somebody else, withdrawn.
import Type from 'typebox'
import { change } from '#kernel/record.ts'
import { type Crisis, PublicLine } from '../../model/crisis.ts'
import { closed, Key, Reason } from '../../model/words.ts'
import { changed, nextKey } from './keyed.ts'

const { audience, language, text, replaces } = PublicLine.properties

export const lineEntries = {
  'coordinate.crisisLineWritten': change(
    Type.Object({ audience, language, text, replaces }, closed),
    changed((state, body, entry) => ({
      lines: [
        ...state.lines,
        {
          ...body,
          key: nextKey('l', state.keys),
          status: 'draft',
          writtenBy: entry.actor,
          writtenAt: entry.recordedAt,
          agreedBy: null,
          agreedAt: null,
          withdrawnBecause: null,
        },
      ],
      keys: state.keys + 1,
    })),
  ),
  'coordinate.crisisLineAgreed': change(
    Type.Object({ key: Key }, closed),
    changed((state, { key }, entry) => ({ lines: agreed(state.lines, key, entry.actor, entry.recordedAt) })),
  ),
  'coordinate.crisisLineWithdrawn': change(
    Type.Object({ key: Key, reason: Reason }, closed),
    changed((state, { key, reason }) => ({
      lines: state.lines.map((one) =>
        one.key === key ? { ...one, status: 'withdrawn', withdrawnBecause: reason } : one,
      ),
    })),
  ),
}

/** One agreed wording at a time for each audience and language: the one before is replaced by it. */
function agreed(lines: Crisis['lines'], key: string, by: string, at: string): Crisis['lines'] {
  const line = lines.find((one) => one.key === key)
  if (!line) return lines
  return lines.map((one) => {
    if (one.key === key) return { ...one, status: 'agreed', agreedBy: by, agreedAt: at }
    const same = one.audience === line.audience && one.language === line.language
    return same && one.status === 'agreed' ? { ...one, status: 'replaced' } : one
  })
}
