// The life of a notice: status by event, every cell filled; and what may be done about one recipient, with the reason where not.
import type { Notice, NoticeRecipient, NoticeStatus } from '../../model/notice.ts'
import { isTold } from './notice-record.ts'

export const noticeEvents = [
  'change',
  'add-recipient',
  'check',
  'tell',
  'receive',
  'skip',
  'assign',
  'date',
  'drop',
] as const
export type NoticeEvent = (typeof noticeEvents)[number]

/** Where nothing stands against it, the status afterwards follows from who was told. */
type Cell = 'goes' | { not: string }

const dropped = { not: 'It was dropped. Open a new one.' }
const goes = 'goes' as const

export const noticeMoves: Record<NoticeStatus, Record<NoticeEvent, Cell>> = {
  open: {
    change: goes,
    'add-recipient': goes,
    check: goes,
    tell: goes,
    receive: goes,
    skip: goes,
    assign: goes,
    date: goes,
    drop: goes,
  },
  done: {
    change: { not: 'All who are asked for were told in these words. Open a new notice for what is new.' },
    'add-recipient': goes,
    check: goes,
    tell: goes,
    receive: goes,
    skip: goes,
    assign: goes,
    date: { not: 'It is done.' },
    drop: { not: 'It is done: what was told stays.' },
  },
  dropped: {
    change: dropped,
    'add-recipient': dropped,
    check: dropped,
    tell: dropped,
    receive: goes,
    skip: dropped,
    assign: dropped,
    date: dropped,
    drop: { not: 'It was dropped already.' },
  },
}

/** Null where the event may happen. */
export function whyNot({ status }: Pick<Notice, 'status'>, event: NoticeEvent): string | null {
  const cell = noticeMoves[status][event]
  return cell === 'goes' ? null : cell.not
}

/** Why a recipient cannot be told now; null where they can. A check of an older text is no check of this one. */
export function whyNotTell(
  { revision }: Pick<Notice, 'revision'>,
  { check, told, party }: NoticeRecipient,
): { refusal: 'check-first' | 'wrong-state' | 'not-releasable'; why: string } | null {
  if (told?.state === 'waiting')
    return { refusal: 'wrong-state', why: `It is on its way to ${party.name}. Wait until it left, or failed.` }
  if (told && told.state !== 'failed' && told.revision === revision)
    return { refusal: 'wrong-state', why: `${party.name} was told in these words already.` }
  if (!check) return { refusal: 'check-first', why: `Nobody checked yet whether it may go to ${party.name}.` }
  if (check.revision !== revision)
    return { refusal: 'check-first', why: `The text changed since it was checked for ${party.name}.` }
  if (!check.may) return { refusal: 'not-releasable', why: check.reasons.join(' ') }
  return null
}

/** Who is still to be told, of those whom the framework asks for. */
export function stillToTell({ recipients }: Pick<Notice, 'recipients'>): NoticeRecipient[] {
  return recipients.filter((one) => one.required && !isTold(one))
}
