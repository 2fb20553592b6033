// The board in sentences: what somebody reads aloud who has one minute.
import type { OutputOf } from '#kernel/contract.ts'
import type { showBoard } from '../api/board.ts'

type Board = Omit<OutputOf<typeof showBoard>, 'at' | 'says'>
const count = (n: number, one: string, many: string) => (n === 0 ? `no ${many}` : `${n} ${n === 1 ? one : many}`)
const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)

export function boardSays({ goals, standDowns, breaches, reserve, backlog }: Board): string[] {
  const open = goals.filter(({ state }) => state === 'open')
  const below = open.filter(({ level, minimumLevel }) => level < minimumLevel)
  const late = open.filter(({ rto }) => rto === 'late')
  const down = standDowns.filter(({ state }) => state === 'stood-down')
  const inForce = standDowns.reduce((total, one) => total + one.inForce, 0)
  const owed = reserve.filter(({ overdue }) => overdue)
  return [
    goals.length === 0
      ? 'No recovery goal is set.'
      : `${capital(count(goals.length - open.length, 'service is', 'services are'))} back, ${open.length} on the way; ${below.length === 0 ? 'none' : below.map(({ service }) => service).join(', ')} below the minimum level of service.`,
    ...(late.length > 0 ? [`Later than its goal: ${late.map(({ service }) => service).join(', ')}.`] : []),
    ...(standDowns.length > 0
      ? [
          `${capital(count(down.length, 'crisis is', 'crises are'))} stood down; ${count(inForce, 'measure is', 'measures are')} still in force.`,
        ]
      : []),
    ...(breaches.length > 0
      ? [`${capital(count(breaches.length, 'breach is', 'breaches are'))} being dealt with.`]
      : []),
    ...(owed.length > 0 ? [`Overdue for the Reserve: ${owed.map(({ title }) => title).join(', ')}.`] : []),
    backlog.open === 0
      ? 'Nothing that was promised is open.'
      : `${capital(count(backlog.open, 'promise or follow-up is', 'promises and follow-ups are'))} open, ${backlog.overdue} overdue.`,
  ]
}
