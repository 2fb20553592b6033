// What falls due next: reports and meetings of the rhythm, tasks, reports that the law asks for.

import type { Beat, Crisis } from '#coordinate/model/crisis.ts'
import type { Filed } from '#coordinate/model/crisis-file.ts'
import type { Instant } from '#kernel/time.ts'
import type { Block, ProductContent, Sentence } from '../../model/product-content.ts'
import { list, prose } from './blocks.ts'
import { beyondLine, type Desk, fromCrisis, fromTitled, line, weightiest } from './desk.ts'
import { fromDuty } from './duties.ts'
import { compare } from './incidents.ts'
import { moment, quoted } from './say.ts'

interface Due {
  at: Instant
  sentence: Sentence
}

export function next(desk: Desk): Block[] {
  const found = [...beatsDue(desk), ...tasksDue(desk), ...dutiesDue(desk)].sort(
    (a, b) => compare(a.at, b.at) || compare(a.sentence.id, b.sentence.id),
  )
  const { shown, beyond } = weightiest(desk, found)
  return [
    ...list(shown.map(({ sentence }) => [sentence])),
    ...prose(
      beyondLine(
        desk,
        beyond.length,
        beyond.flatMap(({ sentence }) => sentence.sources),
        ['date', 'dates'],
      ),
    ),
  ]
}

/** When the next product of this template is due by the rhythm of the crisis; a beat for any report counts where none names it. */
export function nextProduct(desk: Desk): ProductContent['nextDue'] {
  const { crisis } = desk.told
  if (!crisis) return null
  const beats = crisis.state.rhythm.filter(({ stoppedAt }) => stoppedAt === null)
  const own = beats.filter(({ product }) => product === desk.template.id)
  const chosen = own.length > 0 ? own : beats.filter(({ kind, product }) => kind === 'report' && product === null)
  const due = chosen.flatMap((beat) => dueOf(desk, crisis, beat)).sort((a, b) => compare(a.at, b.at))[0]
  return due ? { at: due.at, sentence: due.sentence } : null
}

/** The first turn after the picture of this product; null when a single one is past. */
export function nextTurn(
  { firstAt, everyMinutes }: Pick<Beat, 'firstAt' | 'everyMinutes'>,
  after: Instant,
): Instant | null {
  const [first, from] = [Date.parse(firstAt), Date.parse(after)]
  if (!Number.isFinite(first) || !Number.isFinite(from)) return null
  if (first > from) return new Date(first).toISOString()
  if (everyMinutes === null) return null
  const step = everyMinutes * 60_000
  return new Date(first + (Math.floor((from - first) / step) + 1) * step).toISOString()
}

function beatsDue(desk: Desk): Due[] {
  const { crisis } = desk.told
  const beats = crisis?.state.rhythm.filter(({ stoppedAt }) => stoppedAt === null) ?? []
  return crisis ? beats.flatMap((beat) => dueOf(desk, crisis, beat)) : []
}

function dueOf(desk: Desk, crisis: Filed<Crisis>, beat: Beat): Due[] {
  const at = nextTurn(beat, desk.now)
  if (!at) return []
  return [{ at, sentence: line(desk, `beat:${beat.key}`, `${moment(at)}: ${beat.what}.`, [fromCrisis(crisis)]) }]
}

function tasksDue(desk: Desk): Due[] {
  return desk.told.tasks.flatMap((task): Due[] => {
    const { due, status, title } = task.state
    if (due === null || status === 'done' || status === 'cancelled') return []
    const late = due < desk.now ? ', past its time' : ''
    const sentence = line(desk, `task:${task.id}`, `${moment(due)}: task ${quoted(title)}${late}.`, [
      fromTitled('coordinate.task', task),
    ])
    return [{ at: due, sentence }]
  })
}

function dutiesDue(desk: Desk): Due[] {
  return desk.told.duties.flatMap((duty): Due[] => {
    const { dueAt, status, name, regimeTitle, entityName, tentative } = duty.state
    if (dueAt === null || status !== 'running') return []
    const late = dueAt < desk.now ? ', past its time' : ''
    const perhaps = tentative ? ', if it is owed' : ''
    const text = `${moment(dueAt)}: ${name} of ${entityName} (${regimeTitle})${perhaps}${late}.`
    return [{ at: dueAt, sentence: line(desk, `duty:${duty.id}`, text, [fromDuty(duty)]) }]
  })
}
