// Telling a person that something waits for them: by mail, and at their own addresses where it is urgent. The message leaves when,
// and only when, the entries are written; without a mail server the screen tells them all the same.
import { mayRead } from '#kernel/may-read.ts'
import { actorOf } from '#kernel/reader.ts'
import type { Unit } from '#platform/journal/index.ts'
import { type Message, messageOf, type Told } from '../../rules/tasks/message.ts'
import { pagersOf } from '../../store/tasks/pagers.ts'
import type { TasksRoom } from './room.ts'

export const mailOrigin = 'coordinate.told'
export const pagerOrigin = 'coordinate.pager'

export type ToTell = Omit<Told, 'origin' | 'realm'> & {
  person: string
  /** Makes a repeated command harmless: one message for each. */
  key: string
  urgent: boolean
}

export async function tellPerson(room: TasksRoom, unit: Unit, told: ToTell): Promise<void> {
  // Whoever did it themselves knows it.
  if (actorOf(unit.view.reader).startsWith(`person:${told.person}`)) return
  const colleague = await room.people.colleague(told.person)
  const { realm } = unit.view
  if (!colleague || !mayRead(colleague.reader, realm, told.marking)) return
  const message: Message = messageOf({ ...told, realm, origin: room.settings.origin })
  if (room.outbox.canMail) {
    const { subject, text } = message
    room.outbox.put(unit, mailOrigin, `${told.key} ${told.person}`, {
      channel: 'mail',
      to: colleague.email,
      subject,
      text,
    })
  }
  // Their systems belong to others: what is for named persons is not for them.
  if (!told.urgent || told.marking.tlp === 'RED') return
  for (const { id, url, secret } of await pagersOf(room.journal.sql, [told.person]))
    room.outbox.put(unit, pagerOrigin, `${id} ${told.key}`, { channel: 'post', to: url, body: message.call, secret })
}
