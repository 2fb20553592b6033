// The job that reminds: whoever sees to a notice or an obligation gets one mail when its limit has passed. That it was
// sent is noted together with the mail, so it is sent once however many processes there are and whenever they die; beside the record,
// whose version somebody may be working on.
import type { Id } from '#kernel/id.ts'
import { mayRead } from '#kernel/may-read.ts'
import type { Realm } from '#kernel/realm.ts'
import { done } from '#kernel/reply.ts'
import { type Instant, instant } from '#kernel/time.ts'
import type { Held, Unit } from '#platform/journal/index.ts'
import type { Notice } from '../../model/notice.ts'
import type { Obligation } from '../../model/obligation.ts'
import { checklistOf } from '../../rules/duties/checklist.ts'
import { reminderOf } from '../../rules/duties/message.ts'
import { noticeRecord } from '../../rules/duties/notice-record.ts'
import { obligationRecord } from '../../rules/duties/obligation-record.ts'
import { standingOf } from '../../rules/duties/obligation-status.ts'
import { allNotices } from '../../store/duties/notices.ts'
import { followedObligations, noteReminder, realmsOfDuties, remindedOf } from '../../store/duties/obligations.ts'
import { type DutiesRoom, kindOf, laddersFor, ownView, timingFor } from './room.ts'

const origin = 'coordinate.duty'
const verb = 'coordinate.remindDuties'

export async function remindDuties(room: DutiesRoom): Promise<void> {
  for (const realm of await realmsOfDuties(room.journal)) {
    await remindOfNotices(room, realm)
    await remindOfObligations(room, realm)
  }
}

async function remindOfNotices(room: DutiesRoom, realm: Realm): Promise<void> {
  const view = ownView(room, realm)
  const now = instant(room.clock.in(realm))
  const open = await allNotices(room.journal, view, 'open')
  const ladders = await laddersFor(room, view, open)
  const late = open.flatMap((held) => {
    const { state, limit } = timingFor(room, held, ladders, now)
    return state === 'overdue' && limit !== null ? [{ id: held.id, due: limit }] : []
  })
  for (const { id, due } of await notReminded(room, late)) {
    await room.journal.commit({ view, verb }, async (unit) => {
      const present = await unit.read(noticeRecord, id)
      if (present?.state.status === 'open') await tellOwner(room, unit, present, due)
      return done(null)
    })
  }
}

async function remindOfObligations(room: DutiesRoom, realm: Realm): Promise<void> {
  const view = ownView(room, realm)
  const now = instant(room.clock.in(realm))
  const records = await followedObligations(room.journal, view)
  const rows = checklistOf(room.framework.obligations, records, [], { followed: true, status: ['overdue'] }, now)
  const late = rows.flatMap(({ followed, standing: { dueAt } }) =>
    followed && dueAt !== null ? [{ id: followed.id, due: dueAt }] : [],
  )
  for (const { id, due } of await notReminded(room, late)) {
    await room.journal.commit({ view, verb }, async (unit) => {
      const present = await unit.read(obligationRecord, id)
      const duty = room.framework.obligations.find((one) => one.id === present?.state.obligation)
      if (present && duty && standingOf(duty, present.state, [], unit.now).dueAt === due)
        await tellOwner(room, unit, present, due)
      return done(null)
    })
  }
}

interface Late {
  id: Id
  due: Instant
}

async function notReminded({ journal }: DutiesRoom, late: readonly Late[]): Promise<Late[]> {
  const told = await remindedOf(
    journal.sql,
    late.map(({ id }) => id),
  )
  return late.filter(({ id, due }) => !told.has(`${id} ${due}`))
}

/** Without a mail server, or an owner who may read it, the page alone is the reminder. */
async function tellOwner(room: DutiesRoom, unit: Unit, held: Held<Notice | Obligation>, due: Instant): Promise<void> {
  const { id, marking, realm, state } = held
  unit.also((db) => noteReminder(db, id, due, unit.now))
  const owner = await ownerOf(room, state.owner)
  if (!owner || !room.outbox.canMail || !mayRead(owner.reader, realm, marking)) return
  const at = realm === 'live' ? '' : `realm=${encodeURIComponent(realm)}`
  const isNotice = 'kind' in state
  const path = isNotice ? `/notices/${id}${at && `?${at}`}` : `/duties?tab=checklist${at && `&${at}`}`
  const { subject, text } = reminderOf({
    what: isNotice ? 'notice' : 'obligation',
    name: isNotice ? (kindOf(room, state.kind)?.title ?? state.kind) : state.obligation,
    link: `${room.settings.origin}${path}`,
    ...{ due, marking, realm },
  })
  room.outbox.put(unit, origin, `${id} ${due} ${owner.id}`, { channel: 'mail', to: owner.email, subject, text })
}

async function ownerOf({ people }: DutiesRoom, owner: Id | null) {
  return owner === null ? undefined : people.colleague(owner)
}
