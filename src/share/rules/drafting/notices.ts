// Who was told what under which duty of the framework, and whose receipt is there.
import type { Filed } from '#coordinate/model/crisis-file.ts'
import type { Notice, NoticeRecipient } from '#coordinate/model/notice.ts'
import type { Block } from '../../model/product-content.ts'
import { prose, table } from './blocks.ts'
import { beyondLine, type Desk, fromTitled, line, partyOf, weightiest } from './desk.ts'
import { compare } from './incidents.ts'
import { asWritten, moment } from './say.ts'

export function notices(desk: Desk): Block[] {
  const { what } = desk.wording.frame
  const { recipient, told, receipt } = desk.wording.headings
  const pairs = desk.told.notices
    .filter(({ state }) => state.status !== 'dropped')
    .sort((a, b) => compare(a.state.openedAt, b.state.openedAt) || compare(a.id, b.id))
    .flatMap((notice) => notice.state.recipients.map((one) => ({ notice, one })))
  const { shown, beyond } = weightiest(desk, pairs)
  const rows = shown.map(({ notice, one }) => rowOf(desk, notice, one))
  const left = beyond.map(({ notice }) => fromTitled('coordinate.notice', notice))
  return [
    ...table([what, recipient, told, receipt], rows),
    ...prose(beyondLine(desk, beyond.length, left, ['recipient', 'recipients'])),
  ]
}

function rowOf(desk: Desk, notice: Filed<Notice>, { key, party, told, receipt, notToldBecause }: NoticeRecipient) {
  const sources = [fromTitled('coordinate.notice', notice)]
  const cell = (about: string, text: string, known = true) =>
    line(desk, `${about}:${notice.id}:${key}`, text, sources, known ? {} : { standing: 'unknown' })
  const { title, source, verification } = notice.state
  const mark = verification === 'unverified' ? ', not verified' : ''
  const reached =
    told &&
    (told.state === 'sent'
      ? 'told'
      : told.state === 'failed'
        ? 'could not be reached'
        : told.state === 'held'
          ? 'held back, as this is an exercise'
          : 'on its way')
  const how = told
    ? `${reached}, ${moment(told.at)}`
    : notToldBecause
      ? `not told: ${asWritten(notToldBecause)}`
      : 'not told yet'
  return [
    cell('notice', `${title} (${source}${mark})`),
    cell('recipient', partyOf(desk, party)),
    cell('told', how, told !== null || notToldBecause !== null),
    cell('receipt', receipt ? `${moment(receipt.at)}: ${asWritten(receipt.text)}` : 'none', receipt !== null),
  ]
}
