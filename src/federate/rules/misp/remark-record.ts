// A sighting, a proposal or a report that somebody hung on a MISP event, as a record of whoever said it.
import { opening, recordKind } from '#kernel/record.ts'
import { MispRemark } from '../../model/misp/kept.ts'

export const mispRemarkRecord = recordKind({
  name: 'federate.mispRemark',
  state: MispRemark,
  kinds: { 'federate.mispRemarked': opening(MispRemark, (body): MispRemark => body) },
  index: ({ kind, text, event }) => ({ title: `${kind}: ${text}`.slice(0, 300), words: `${event} ${text}` }),
})
