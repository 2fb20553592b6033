// An advisory of our own as a record: each version of a document is one, from its draft to being superseded.
import Type from 'typebox'
import { change, opening, recordKind } from '#kernel/record.ts'
import { Checked } from '../../model/advisories/findings.ts'
import * as is from '../../model/advisories/issued.ts'
import { withAuthor } from './issued-lifecycle.ts'

const closed = { additionalProperties: false } as const
const Written = Type.Pick(is.IssuedAdvisory, ['content', 'file', 'bytes'])
type State = is.IssuedAdvisory

const cleared = { check: null, approved: null } as const

export const issuedAdvisoryRecord = recordKind({
  name: 'federate.issuedAdvisory',
  state: is.IssuedAdvisory,
  file: 'file',
  kinds: {
    'federate.issuedStarted': opening(
      Type.Object({ ...Written.properties, replaces: is.IssuedAdvisory.properties.replaces }, closed),
      (body, entry): State => ({
        ...body,
        ...cleared,
        ...{ status: 'draft', authors: withAuthor([], entry.actor), returned: null, published: null },
        ...{ startedAt: entry.recordedAt, changedAt: entry.recordedAt },
      }),
    ),
    'federate.issuedWritten': change(
      Written,
      (before: State, body, entry): State => ({
        ...before,
        ...body,
        ...cleared,
        ...{ status: 'draft', authors: withAuthor(before.authors, entry.actor), changedAt: entry.recordedAt },
      }),
    ),
    'federate.issuedChecked': change(
      Type.Object({ check: Checked }, closed),
      (before: State, { check }, entry): State => ({
        ...before,
        ...{ check, status: check.valid ? 'checked' : 'draft', returned: null, changedAt: entry.recordedAt },
      }),
    ),
    'federate.issuedApproved': change(
      Type.Object({}, closed),
      (before: State, _body, { actor: by, recordedAt: at }): State => ({
        ...before,
        ...{ status: 'approved', approved: { by, at }, changedAt: at },
      }),
    ),
    'federate.issuedReturned': change(
      Type.Object({ reason: Type.String({ minLength: 3, maxLength: 1000 }) }, closed),
      (before: State, { reason }, { actor: by, recordedAt: at }): State => ({
        ...before,
        ...{ ...cleared, status: 'draft', returned: { by, at, reason }, changedAt: at },
      }),
    ),
    'federate.issuedPublished': change(
      Type.Object({ published: Type.Omit(is.Published, ['by', 'at']) }, closed),
      (before: State, { published }, { actor: by, recordedAt: at }): State => ({
        ...before,
        ...{ status: 'published', published: { ...published, by, at }, changedAt: at },
      }),
    ),
    'federate.issuedSuperseded': change(
      Type.Object({}, closed),
      (before: State, _body, entry): State => ({ ...before, status: 'superseded', changedAt: entry.recordedAt }),
    ),
    'federate.issuedDropped': change(
      Type.Object({}, closed),
      (before: State, _body, entry): State => ({ ...before, status: 'dropped', changedAt: entry.recordedAt }),
    ),
  },
  index: ({ content }) => ({
    title: `${content.trackingId} (${content.version}): ${content.title}`.slice(0, 500),
    words: content.vulnerabilities.map(({ name }) => name).join('\n'),
  }),
})
