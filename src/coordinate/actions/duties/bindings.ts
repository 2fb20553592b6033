// Joins the contracts of notices and obligations to their actions, hears how deliveries ended, and reminds.
import { type Binding, bind } from '#platform/http/types.ts'
import type { Job } from '#platform/room.ts'
import * as notices from '../../api/duties.ts'
import * as checklist from '../../api/obligations.ts'
import { readFrameworkDuties } from '../../store/duties/data.ts'
import type { CoordinateRoom } from '../room.ts'
import * as follow from './follow.ts'
import * as read from './read-notices.ts'
import { exportObligations, obligations } from './read-obligations.ts'
import { remindDuties } from './remind.ts'
import type { DutiesRoom } from './room.ts'
import * as tell from './tell.ts'
import * as write from './write-notice.ts'

/** Throws BadDataset when the lists of duties cannot be used. */
export function dutiesRoom(room: CoordinateRoom): DutiesRoom {
  const members = room.people.countries.flatMap(({ code, member }) => (member ? [code] : []))
  return { ...room, framework: readFrameworkDuties(room.settings.dataDir), memberStates: new Set(members) }
}

export function dutiesBindings(room: DutiesRoom): Binding[] {
  room.outbox.onEnded(tell.noticeOrigin, (delivery) => tell.noteDelivery(room, delivery))
  return [
    bind(notices.noticeKinds, () => read.noticeKinds(room)),
    bind(notices.listNotices, (input, call) => read.listNotices(room, input, call)),
    bind(notices.getNotice, (input, call) => read.getNotice(room, input, call)),
    bind(notices.dueDuties, (input, call) => read.dueDuties(room, input, call)),
    bind(notices.openNotice, (input, call) => write.openNotice(room, input, call)),
    bind(notices.changeNotice, (input, call) => write.changeNotice(room, input, call)),
    bind(notices.assignNotice, (input, call) => write.assignNotice(room, input, call)),
    bind(notices.setNoticeDue, (input, call) => write.setNoticeDue(room, input, call)),
    bind(notices.addRecipient, (input, call) => write.addRecipient(room, input, call)),
    bind(notices.dropNotice, (input, call) => write.dropNotice(room, input, call)),
    bind(notices.checkRelease, (input, call) => tell.checkRelease(room, input, call)),
    bind(notices.tellRecipient, (input, call) => tell.tellRecipient(room, input, call)),
    bind(notices.recordNoticeReceipt, (input, call) => tell.recordNoticeReceipt(room, input, call)),
    bind(notices.skipRecipient, (input, call) => tell.skipRecipient(room, input, call)),
    bind(checklist.obligations, (input, call) => obligations(room, input, call)),
    bind(checklist.exportObligations, (input, call) => exportObligations(room, input, call)),
    bind(checklist.followObligation, (input, call) => follow.followObligation(room, input, call)),
    bind(checklist.assignObligation, (input, call) => follow.assignObligation(room, input, call)),
    bind(checklist.setObligationDue, (input, call) => follow.setObligationDue(room, input, call)),
    bind(checklist.setObligationAside, (input, call) => follow.setObligationAside(room, input, call)),
    bind(checklist.takeUpObligation, (input, call) => follow.takeUpObligation(room, input, call)),
    bind(checklist.addProof, (input, call) => follow.addProof(room, input, call)),
    bind(checklist.withdrawProof, (input, call) => follow.withdrawProof(room, input, call)),
    bind(checklist.meetObligation, (input, call) => follow.meetObligation(room, input, call)),
    bind(checklist.reopenObligation, (input, call) => follow.reopenObligation(room, input, call)),
  ]
}

export function dutiesJobs(room: DutiesRoom): Job[] {
  return [{ name: 'coordinate-duties', everySeconds: 5, run: () => remindDuties(room) }]
}
