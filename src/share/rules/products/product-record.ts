// A product as a record: what it is, is what its entries add up to.

import Type from 'typebox'
import { closed, orNull, Reason } from '#coordinate/model/words.ts'
import type { EntryHeader } from '#kernel/entry.ts'
import { Id } from '#kernel/id.ts'
import { personOf } from '#kernel/reader.ts'
import { change, opening, recordKind } from '#kernel/record.ts'
import { Instant } from '#kernel/time.ts'
import * as is from '../../model/product.ts'
import { ProductContent } from '../../model/product-content.ts'
import { editedBy, sentencesOf, withEdits, withoutEdits } from './edits.ts'

type State = is.Product
const state = is.Product.properties
const changes = ProductContent.properties.changes

const stopped = (entry: EntryHeader, reason: string) => ({ by: entry.actor, at: entry.recordedAt, reason })

export const productRecord = recordKind({
  name: 'share.product',
  state: is.Product,
  kinds: {
    'share.productDrafted': opening(
      Type.Object(
        {
          crisis: state.crisis,
          line: state.line,
          edition: state.edition,
          content: ProductContent,
          given: state.given,
          previous: state.previous,
          approvalsNeeded: state.approvalsNeeded,
        },
        closed,
      ),
      (body, entry): State => ({
        ...body,
        template: body.content.template,
        edits: [],
        lost: [],
        status: 'draft',
        revision: 1,
        authors: [personOf(entry.actor)],
        ...{ asked: null, approvals: [], approved: null, returned: null, withdrawn: null },
        ...{ releases: [], supersededBy: null },
        draftedAt: entry.recordedAt,
        draftedBy: entry.actor,
        changedAt: entry.recordedAt,
      }),
    ),
    'share.productRedrafted': change(
      Type.Object(
        {
          /** As the record gives it now, without the words of persons; the difference is that with them. */
          content: ProductContent,
          edits: state.edits,
          lost: state.lost,
          given: state.given,
          previous: state.previous,
          approvalsNeeded: state.approvalsNeeded,
        },
        closed,
      ),
      (before: State, { content, edits, ...body }, entry): State => ({
        ...rewritten(before, entry),
        ...body,
        edits,
        content: withEdits(content, edits),
      }),
    ),
    'share.productEdited': change(
      Type.Object(
        {
          /** By sentence; null gives back what was drafted. */
          edits: Type.Array(
            Type.Object(
              { sentence: is.SentenceEdit.properties.sentence, text: orNull(is.SentenceEdit.properties.text) },
              closed,
            ),
            { minItems: 1, maxItems: 200 },
          ),
          changes,
        },
        closed,
      ),
      (before: State, body, entry): State => {
        const drafted = withoutEdits(before.content, before.edits)
        const edits = editedBy(before.edits, drafted, body.edits, entry.actor, entry.recordedAt)
        return {
          ...rewritten(before, entry),
          edits,
          content: { ...withEdits(drafted, edits), changes: body.changes },
        }
      },
    ),
    'share.productPutForward': change(
      Type.Object({ fingerprint: is.Fingerprint }, closed),
      (before: State, { fingerprint }, entry): State => ({
        ...before,
        status: 'for-approval',
        asked: { by: entry.actor, at: entry.recordedAt, version: entry.version, fingerprint },
        ...{ approvals: [], returned: null },
        changedAt: entry.recordedAt,
      }),
    ),
    'share.productApproved': change(
      Type.Object({ fingerprint: is.Fingerprint }, closed),
      (before: State, { fingerprint }, { actor: by, recordedAt: at }): State => {
        const approvals = [...before.approvals, { by, at }]
        if (approvals.length < before.approvalsNeeded) return { ...before, approvals, changedAt: at }
        const approved = { at, revision: before.revision, fingerprint }
        return { ...before, status: 'approved', approvals, approved, changedAt: at }
      },
    ),
    'share.productReturned': change(
      Type.Object({ reason: Reason }, closed),
      (before: State, { reason }, entry): State => ({
        ...before,
        status: 'draft',
        ...{ asked: null, approvals: [], approved: null },
        returned: stopped(entry, reason),
        changedAt: entry.recordedAt,
      }),
    ),
    'share.productReleased': change(
      Type.Object({ release: is.ProductRelease }, closed),
      (before: State, { release }, entry): State => ({
        ...before,
        status: hasGone(release.state) ? 'released' : before.status,
        releases: [...before.releases, release],
        changedAt: entry.recordedAt,
      }),
    ),
    'share.productDelivered': change(
      Type.Object(
        {
          release: Id,
          state: Type.Enum(['sent', 'failed', 'held']),
          sentAt: orNull(Instant),
          error: is.ProductRelease.properties.error,
        },
        closed,
      ),
      (before: State, { release, ...outcome }, entry): State => ({
        ...before,
        status: hasGone(outcome.state) && before.status === 'approved' ? 'released' : before.status,
        releases: before.releases.map((one) => (one.id === release ? { ...one, ...outcome } : one)),
        changedAt: entry.recordedAt,
      }),
    ),
    'share.productReceipted': change(
      Type.Object({ release: Id, at: Instant, text: Type.String({ minLength: 1, maxLength: 2_000 }) }, closed),
      (before: State, { release, at, text }, entry): State => {
        const receipt = { at, text, by: entry.actor, recordedAt: entry.recordedAt }
        const releases = before.releases.map((one) => (one.id === release ? { ...one, receipt } : one))
        return { ...before, releases, changedAt: entry.recordedAt }
      },
    ),
    'share.productSuperseded': change(
      Type.Object({ by: Id }, closed),
      (before: State, { by }, entry): State => ({ ...before, supersededBy: by, changedAt: entry.recordedAt }),
    ),
    'share.productWithdrawn': change(
      Type.Object({ reason: Reason }, closed),
      (before: State, { reason }, entry): State => ({
        ...before,
        status: 'withdrawn',
        withdrawn: stopped(entry, reason),
        changedAt: entry.recordedAt,
      }),
    ),
  },
  index: ({ content, edition }) => ({
    title: `${content.title.text.slice(0, 400)} (${edition})`,
    words: sentencesOf(content)
      .map(({ sentence }) => sentence.text)
      .join('\n')
      .slice(0, 200_000),
  }),
})

export const productOriginRecord = recordKind({
  name: 'share.productOrigin',
  state: is.ProductOrigin,
  kinds: {
    'share.productOriginKept': opening(
      Type.Object(
        {
          product: Id,
          crisis: Id,
          tearLineOf: is.ProductOrigin.properties.tearLineOf,
          template: is.ProductOrigin.properties.template,
        },
        closed,
      ),
      (body, entry): is.ProductOrigin => ({ ...body, at: entry.recordedAt }),
    ),
  },
  index: ({ template }) => ({ title: template, words: '' }),
})

/** In an exercise nothing leaves; for those who play, a message that was held has gone. */
const hasGone = (release: is.ProductRelease['state']) => release === 'sent' || release === 'held'

/**
 * Before its contents change: what was put before somebody stays as that revision, and a new one begins. Authors are kept until
 * all who have to approve did; then only those count who write from there on.
 */
function rewritten(before: State, entry: EntryHeader): State {
  const earlier = before.approved ? [] : before.authors
  return {
    ...before,
    status: 'draft',
    revision: before.asked ? before.revision + 1 : before.revision,
    authors: [...new Set([...earlier, personOf(entry.actor)])],
    ...{ asked: null, approvals: [], approved: null },
    changedAt: entry.recordedAt,
  }
}
