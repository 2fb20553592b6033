// What reminders work with, and who is told of a clock.
import type { Id } from '#kernel/id.ts'
import { mayRead } from '#kernel/may-read.ts'
import { type Reader, systemReader } from '#kernel/reader.ts'
import type { Colleague, People } from '#people/index.ts'
import type { Held, View } from '#platform/journal/index.ts'
import type { Deps } from '#platform/room.ts'
import type { Duty } from '../../model/duty.ts'
import { incident } from '../../rules/incident.ts'
import { mailChoices } from '../../store/reminders.ts'

export interface Reminding extends Deps {
  people: Pick<People, 'colleague' | 'colleaguesOf'>
}

export function ownView(room: Pick<Reminding, 'journal'>, realm: string): View {
  return { reader: systemReader('assess.remind', [realm], room.journal.home), realm, own: true }
}

const onDuty = ['duty-officer', 'crisis-manager'] as const

/** Whoever holds the duty gets mail unless they said no; everybody else when they said yes. */
export function wantsMail({ person, roles }: Reader, choices: ReadonlyMap<Id, boolean>): boolean {
  const chosen = person ? choices.get(person) : undefined
  return chosen ?? roles.some((role) => onDuty.some((one) => one === role))
}

/**
 * Those concerned: whoever works on the incident, and the people of the entity and of the record's owner who hold the duty;
 * as far as each of them may read it, and wants mail. An authority looks at the wall: it is not woken by each operator's clock.
 */
export async function toldByMail(room: Reminding, held: Held<Duty>): Promise<Colleague[]> {
  const { duty, realm } = { duty: held.state, realm: held.realm }
  const view = ownView(room, realm)
  const about = duty.incident ? await room.journal.reads.one(incident, view, duty.incident) : undefined
  const assigned = await Promise.all((about?.state.assigned ?? []).map((id) => room.people.colleague(id)))
  const organisations = new Set([held.marking.owner, ...(duty.organisation ? [duty.organisation] : [])])
  const members = await Promise.all([...organisations].map((id) => room.people.colleaguesOf(id)))
  const everybody = new Map([...assigned, ...members.flat()].flatMap((one) => (one ? [[one.id, one] as const] : [])))
  const choices = await mailChoices(room.journal.sql, [...everybody.keys()])
  return [...everybody.values()].filter(
    (one) => wantsMail(one.reader, choices) && mayRead(one.reader, realm, held.marking),
  )
}
