// A removal as a record: it is opened once and never changes.
import { opening, recordKind } from '#kernel/record.ts'
import { Removal } from '../../model/removal.ts'

export const removalRecord = recordKind({
  name: 'federate.removal',
  state: Removal,
  kinds: { 'federate.objectRemoved': opening(Removal, (body): Removal => body) },
  index: ({ id, how }) => ({ title: `${id} was ${how}`, words: '' }),
})
