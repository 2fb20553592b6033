// A notice as a record: what is to be told, to whom, under which check, and that they were told.
import Type from 'typebox'
import type { EntryHeader } from '#kernel/entry.ts'
import { change, opening, recordKind } from '#kernel/record.ts'
import { Instant } from '#kernel/time.ts'
import { Notice, NoticeRecipient, Pointer, ReleaseCheck, Told } from '../../model/notice.ts'
import { closed, Key, orNull, Prose, Reason, Title } from '../../model/words.ts'

const state = Notice.properties
const { party, required } = NoticeRecipient.properties
const Recipient = Type.Object({ party, required }, closed)
const { may, text, reasons, revision } = ReleaseCheck.properties
const { channel, to, state: toldState, error } = Told.properties

export const noticeRecord = recordKind({
  name: 'coordinate.notice',
  state: Notice,
  kinds: {
    'coordinate.noticeOpened': opening(
      Type.Object(
        {
          kind: state.kind,
          crisis: state.crisis,
          incident: state.incident,
          title: Title,
          text: Prose,
          tearLine: state.tearLine,
          pointer: state.pointer,
          actor: state.actor,
          obligations: state.obligations,
          owner: state.owner,
          happenedAt: state.happenedAt,
          due: state.due,
          source: state.source,
          verification: state.verification,
          evidence: state.evidence,
          recipients: Type.Array(Recipient, { maxItems: 100 }),
        },
        closed,
      ),
      ({ recipients, ...body }, entry): Notice => ({
        ...body,
        dueBecause: null,
        revision: 1,
        recipients: recipients.map((one, at) => untold(`r${at + 1}`, one)),
        status: 'open',
        doneAt: null,
        dropped: null,
        keys: recipients.length,
        openedBy: entry.actor,
        openedAt: entry.recordedAt,
        changedAt: entry.recordedAt,
      }),
    ),
    'coordinate.noticeChanged': change(
      Type.Object(
        {
          title: Type.Optional(Title),
          text: Type.Optional(Prose),
          tearLine: Type.Optional(state.tearLine),
          pointer: Type.Optional(orNull(Pointer)),
          evidence: Type.Optional(state.evidence),
        },
        closed,
      ),
      changed((before, body) => ({ ...body, revision: before.revision + (saysMore(body) ? 1 : 0) })),
    ),
    'coordinate.noticeOwnerChanged': change(
      Type.Object({ owner: state.owner }, closed),
      changed((_before, body) => body),
    ),
    'coordinate.noticeDueSet': change(
      Type.Object({ due: state.due, reason: Reason }, closed),
      changed((_before, { due, reason }) => ({ due, dueBecause: reason })),
    ),
    'coordinate.noticeRecipientAdded': change(
      Recipient,
      changed((before, body) => ({
        recipients: [...before.recipients, untold(`r${before.keys + 1}`, body)],
        keys: before.keys + 1,
      })),
    ),
    'coordinate.noticeReleaseChecked': change(
      Type.Object({ recipient: Key, party, may, text, reasons, revision }, closed),
      changed((before, { recipient, party: resolved, ...answer }, { actor, recordedAt }) => ({
        recipients: withRecipient(before, recipient, (one) => ({
          ...one,
          party: resolved,
          check: { ...answer, checkedBy: actor, checkedAt: recordedAt },
        })),
      })),
    ),
    'coordinate.noticeTold': change(
      Type.Object(
        {
          recipient: Key,
          at: Instant,
          channel,
          to,
          text: Told.properties.text,
          state: toldState,
          /** What the other side answered, where it was recorded in the same act. */
          receipt: orNull(Type.String({ minLength: 1, maxLength: 2_000 })),
        },
        closed,
      ),
      changed((before, { recipient, receipt, ...body }, { actor, recordedAt }) => ({
        recipients: withRecipient(before, recipient, (one) => ({
          ...one,
          told: {
            ...body,
            by: actor,
            revision: before.revision,
            attempt: (one.told?.attempt ?? 0) + 1,
            error: null,
          },
          receipt: receipt === null ? null : { at: body.at, text: receipt, by: actor, recordedAt },
          notToldBecause: null,
        })),
      })),
    ),
    'coordinate.noticeDelivered': change(
      Type.Object({ recipient: Key, attempt: Told.properties.attempt, state: toldState, at: Instant, error }, closed),
      changed((before, { recipient, attempt, at, ...outcome }) => ({
        recipients: withRecipient(before, recipient, (one) =>
          one.told?.attempt === attempt
            ? { ...one, told: { ...one.told, ...outcome, at: outcome.state === 'failed' ? one.told.at : at } }
            : one,
        ),
      })),
    ),
    'coordinate.noticeReceipted': change(
      Type.Object({ recipient: Key, at: Instant, text: Type.String({ minLength: 1, maxLength: 2_000 }) }, closed),
      changed((before, { recipient, ...said }, { actor, recordedAt }) => ({
        recipients: withRecipient(before, recipient, (one) => ({
          ...one,
          receipt: { ...said, by: actor, recordedAt },
        })),
      })),
    ),
    'coordinate.noticeNotTold': change(
      Type.Object({ recipient: Key, reason: Reason }, closed),
      changed((before, { recipient, reason }) => ({
        recipients: withRecipient(before, recipient, (one) => ({ ...one, notToldBecause: reason })),
      })),
    ),
    'coordinate.noticeDropped': change(
      Type.Object({ reason: Reason }, closed),
      changed((_before, { reason }, { actor, recordedAt }) => ({
        status: 'dropped',
        dropped: { by: actor, at: recordedAt, reason },
      })),
    ),
  },
  index: ({ title, text, recipients }) => ({
    title,
    words: [text, ...recipients.map((one) => one.party.name)].join('\n'),
  }),
})

function untold(key: string, recipient: Type.Static<typeof Recipient>): NoticeRecipient {
  return { key, ...recipient, check: null, told: null, receipt: null, notToldBecause: null }
}

function saysMore(body: object): boolean {
  return ['title', 'text', 'tearLine', 'pointer'].some((field) => Object.hasOwn(body, field))
}

/** A reducer that says what becomes of the fields; whether the duty is met follows from the recipients. */
function changed<B>(step: (before: Notice, body: B, entry: EntryHeader) => Partial<Notice>) {
  return (before: Notice, body: B, entry: EntryHeader): Notice => {
    const after: Notice = { ...before, ...step(before, body, entry), changedAt: entry.recordedAt }
    if (after.status === 'dropped') return after
    const met = isMet(after.recipients)
    if (!met) return { ...after, status: 'open', doneAt: null }
    return { ...after, status: 'done', doneAt: before.doneAt ?? lastTold(after.recipients) ?? entry.recordedAt }
  }
}

function withRecipient(
  { recipients }: Notice,
  key: string,
  anew: (one: NoticeRecipient) => NoticeRecipient,
): NoticeRecipient[] {
  return recipients.map((one) => (one.key === key ? anew(one) : one))
}

/** Whether it reached this recipient: what an exercise held back counts there as if it had left. */
export function isTold({ told }: NoticeRecipient): boolean {
  return told?.state === 'sent' || told?.state === 'held'
}

/**
 * Everybody who is asked for was told. Where the framework leaves open who is told, somebody was, and of each other recipient it
 * is said why not.
 */
export function isMet(recipients: readonly NoticeRecipient[]): boolean {
  const asked = recipients.filter(({ required: asks }) => asks)
  if (asked.length > 0) return asked.every(isTold)
  return recipients.some(isTold) && recipients.every((one) => isTold(one) || one.notToldBecause !== null)
}

function lastTold(recipients: readonly NoticeRecipient[]): Instant | undefined {
  return recipients
    .flatMap((one) => (one.told && isTold(one) ? [one.told.at] : []))
    .sort()
    .at(-1)
}
