// Reports that the law asks for: which entity owes which report by when, and what became of it.
import type { Duty } from '#assess/model/duty.ts'
import type { Filed } from '#coordinate/model/crisis-file.ts'
import type { Block } from '../../model/product-content.ts'
import { prose, table } from './blocks.ts'
import { beyondLine, type Desk, fromTitled, line, weightiest } from './desk.ts'
import { compare } from './incidents.ts'
import { moment } from './say.ts'

export function fromDuty(duty: Filed<Duty>) {
  return fromTitled('assess.duty', { ...duty, state: { title: `${duty.state.regimeTitle}: ${duty.state.name}` } })
}

/** Earliest limit first; what the law does not ask for any more is left out. */
export function duties(desk: Desk): Block[] {
  const { report, entity, due, status } = desk.wording.headings
  const found = desk.told.duties
    .filter(({ state }) => state.status !== 'ended')
    .sort((a, b) => compare(a.state.dueAt ?? '9', b.state.dueAt ?? '9') || compare(a.id, b.id))
  const { shown, beyond } = weightiest(desk, found)
  const rows = shown.map((duty) => {
    const { regimeTitle, name, article, entityName, dueAt, verified } = duty.state
    const cell = (column: string, text: string) => line(desk, `${column}:${duty.id}`, text, [fromDuty(duty)])
    const mark = verified ? '' : ', not verified'
    return [
      cell('report', `${name} (${regimeTitle}, ${article}${mark})`),
      cell('entity', entityName),
      cell('due', dueAt ? moment(dueAt) : 'not running yet'),
      cell('status', standingOf(duty.state, desk.now)),
    ]
  })
  return [
    ...table([report, entity, due, status], rows),
    ...prose(beyondLine(desk, beyond.length, beyond.map(fromDuty), ['report', 'reports'])),
  ]
}

function standingOf({ status, tentative, dueAt, submissions }: Duty, now: string): string {
  const last = submissions.at(-1)
  if (last) return `handed in on ${moment(last.at)}${last.late ? ', late' : ''}`
  if (tentative) return 'not settled whether it is owed'
  if (status === 'waiting') return 'waits for its clock to begin'
  return dueAt !== null && dueAt < now ? 'past its time' : 'owed'
}
