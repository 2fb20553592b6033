// Contracts: telling victims through the CSIRT or authority of their country, with a second person and a receipt.
import Type from 'typebox'
import { contract } from '#kernel/contract.ts'
import { Id } from '#kernel/id.ts'
import { Instant } from '#kernel/time.ts'
import { VictimNotice } from '../../model/victims/notice.ts'
import { Country, closed, Key, Line, Reason } from '../../model/words.ts'
import { changing } from '../operations/acting.ts'
import { refusing } from '../operations/refusals.ts'
import { anId, Changed, deciding, held, optional, reading, working } from '../shown.ts'

export const draftVictimNotice = contract({
  name: 'disrupt.draftVictimNotice',
  does: 'action',
  summary: 'Draft a notice about victims in a country from what was obtained: a count and where the sealed list lies',
  input: Type.Object(
    {
      operation: Id,
      obtained: Key,
      country: optional(Country),
      to: optional(
        Type.String({
          minLength: 1,
          maxLength: 200,
          description: 'Left out: the CSIRT of the country in the register',
        }),
      ),
      language: optional(VictimNotice.properties.language),
      contact: Type.String({ minLength: 3, maxLength: 500 }),
    },
    closed,
  ),
  output: Changed,
  refusals: refusing('no-such-part', 'nobody-to-tell', 'no-such-language'),
  policy: working,
  example: { operation: anId, obtained: 'x1', country: 'DE', to: 'National CSIRT', contact: 'Desk, +32 2 000 00 00' },
})

export const listVictimNotices = contract({
  name: 'disrupt.listVictimNotices',
  does: 'query',
  summary: 'Notices about victims of an operation',
  input: Type.Object({ operation: Id }, closed),
  output: Type.Object({ items: Type.Array(held(VictimNotice)) }, closed),
  refusals: {},
  policy: reading,
  arguments: ['operation'],
  example: { operation: anId },
})

export const approveVictimNotice = changing({
  name: 'disrupt.approveVictimNotice',
  summary: 'Approve a notice about victims, as somebody who did not draft it',
  fields: {},
  refusals: ['person-needed', 'second-person-needed'],
  policy: deciding,
  arguments: ['id'],
  example: {},
})

export const noteVictimNoticeSent = changing({
  name: 'disrupt.noteVictimNoticeSent',
  summary: 'Write down that a notice went out, and by which secured way',
  fields: { how: Line, at: optional(Instant) },
  refusals: ['impossible-times'],
  example: { how: 'By sealed letter to the desk of the CSIRT' },
})

export const noteVictimNoticeReceived = changing({
  name: 'disrupt.noteVictimNoticeReceived',
  summary: 'Write down the receipt of the other side, in its words',
  fields: { receipt: Line, at: optional(Instant) },
  refusals: ['impossible-times'],
  example: { receipt: 'Received, reference 2025-118' },
})

export const withdrawVictimNotice = changing({
  name: 'disrupt.withdrawVictimNotice',
  summary: 'Withdraw a notice that was not sent',
  fields: { because: Reason },
  example: { because: 'The count was wrong.' },
})
