// The job that reminds: plans what each clock owes next, and tells those concerned when its moment has come. A reminder is
// written with the mails and calls that carry it, so it is told once however many processes there are and whenever they die.

import { done } from '#kernel/reply.ts'
import type { Held, Unit } from '#platform/journal/index.ts'
import type { Duty } from '../../model/duty.ts'
import { type Reminder, reminderOwed } from '../../rules/clocks/reminders.ts'
import { dutyRecord } from '../../rules/duty-record.ts'
import { noticeOf, type Occasion } from '../../rules/reminding/notice.ts'
import { forgetPlan, type Planned, planned, toPlan, webhooks } from '../../store/reminders.ts'
import { ownView, type Reminding, toldByMail } from './room.ts'
import { webhookOrigin } from './webhooks.ts'

const atOnce = 200
/** A turn ends, so that a node can stop and others get on; the next one is soon. */
const roundsPerTurn = 3
/** Whoever moves a clock five times in a minute tells those concerned of the newest few. */
const mostMovesTold = 3

export async function remind(room: Reminding): Promise<void> {
  for (let round = 0; round < roundsPerTurn; round++) {
    const rows = await toPlan(room.journal.sql, room.clock, atOnce)
    for (const row of rows) await remindOf(room, row)
    if (rows.length < atOnce) return
  }
}

async function remindOf(room: Reminding, row: Planned): Promise<void> {
  await room.journal.commit({ view: ownView(room, row.realm), verb: 'assess.remind' }, async (unit) => {
    const held = await unit.read(dutyRecord, row.duty)
    if (!held) {
      unit.also((db) => forgetPlan(db, row.duty))
      return done(null)
    }
    const { moves } = held.state
    const told = row.moves ?? moves.length
    for (const move of moves.slice(told).slice(-mostMovesTold)) {
      await tell(room, unit, held, { what: 'moved', ...move }, `moved ${move.at}`)
    }
    const { owed, next } = reminderOwed(clockOf(held.state), unit.now)
    if (owed) {
      await unit.append(dutyRecord, 'assess.dutyReminded', held.id, { due: owed.due, what: owed.what })
      await tell(room, unit, held, occasionOf(owed), `${owed.what} ${owed.due}`)
    }
    unit.also((db) => planned(db, row.duty, moves.length, next))
    return done(null)
  })
}

function clockOf({ status, tentative, dueAt, openedAt, due, reminded }: Duty) {
  const runs = status === 'running' && !tentative
  return { due: runs ? dueAt : null, began: due.steps.find(({ at }) => at !== null)?.at ?? openedAt, sent: reminded }
}

function occasionOf({ what, due, hours }: Reminder): Occasion {
  if (what.startsWith('before')) return { what: 'due-soon', due, hours }
  return what === 'due' ? { what: 'due', due } : { what: 'overdue', due, hours }
}

async function tell(room: Reminding, unit: Unit, held: Held<Duty>, occasion: Occasion, key: string): Promise<void> {
  const { settings, outbox, journal } = room
  const { id, state: duty, marking, realm } = held
  const notice = noticeOf({ id, duty, marking, realm, occasion, origin: settings.origin })
  if (outbox.canMail) {
    for (const person of await toldByMail(room, held)) {
      const { subject, text } = notice
      outbox.put(unit, 'assess.reminder', `${id} ${key} ${person.id}`, {
        channel: 'mail',
        to: person.email,
        subject,
        text,
      })
    }
  }
  // Systems that are called belong to nobody in particular: what is for named persons is not for them.
  if (marking.tlp === 'RED') return
  for (const { id: webhook, url, secret } of await webhooks(journal.sql)) {
    outbox.put(unit, webhookOrigin, `${webhook} ${id} ${key}`, { channel: 'post', to: url, body: notice.call, secret })
  }
}
