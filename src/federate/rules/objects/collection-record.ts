// A collection as a record: what it is for, and who may read and write there.
import Type from 'typebox'
import { change, opening, recordKind } from '#kernel/record.ts'
import { Collection } from '../../model/collection.ts'
import { objectFormats } from '../../model/objects.ts'

const closed = { additionalProperties: false } as const
const { alias, title, description, formats, read, write, retentionDays, open } = Collection.properties
const settings = { title, description, formats, read, write, retentionDays }

export const collectionRecord = recordKind({
  name: 'federate.collection',
  state: Collection,
  kinds: {
    'federate.collectionOpened': opening(
      Type.Object({ alias, ...settings }, closed),
      (given, { actor, recordedAt }): Collection => ({
        ...given,
        open: true,
        openedBy: actor,
        openedAt: recordedAt,
        changedAt: recordedAt,
      }),
    ),
    'federate.collectionEdited': change(
      Type.Partial(Type.Object({ ...settings, open }, closed), closed),
      (before: Collection, given, { recordedAt }): Collection => ({ ...before, ...given, changedAt: recordedAt }),
    ),
  },
  index: (state) => ({ title: state.title, words: [state.alias, state.description, ...state.formats].join('\n') }),
})

/** A collection that the node makes for a standard when the first object of it comes. */
export function ownCollection(name: { alias: string; title: string }) {
  return {
    ...name,
    description: '',
    formats: [...objectFormats],
    read: { organisations: [], roles: [] },
    write: { organisations: [], roles: [] },
    retentionDays: null,
  }
}
