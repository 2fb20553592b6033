// The entries of the law book: a version is adopted, and adopted again when it comes back. The newest adoption is in force.
import Type from 'typebox'
import type { EntryHeader } from '#kernel/entry.ts'
import { change, opening, recordKind } from '#kernel/record.ts'
import { LawVersion } from '../model/law-book.ts'

const closed = { additionalProperties: false } as const
const { version, checkedAsOf, sha256, bytes, after, changes, shipped, reason } = LawVersion.properties
const Adopted = Type.Object({ version, checkedAsOf, sha256, bytes, after, changes, shipped, reason }, closed)
type Adopted = Type.Static<typeof Adopted>

function adopted(body: Adopted, { actor, recordedAt }: EntryHeader): LawVersion {
  return { ...body, adoptedAt: recordedAt, adoptedBy: actor }
}

export const lawRecord = recordKind({
  name: 'assess.law',
  state: LawVersion,
  file: 'sha256',
  kinds: {
    'assess.lawAdopted': opening(Adopted, adopted),
    'assess.lawAdoptedAgain': change(
      Adopted,
      (state: LawVersion, body, entry): LawVersion =>
        adopted({ ...body, shipped: state.shipped || body.shipped }, entry),
    ),
  },
  index: ({ version: id, reason: why }) => ({ title: `Law ${id}`, words: why }),
})
