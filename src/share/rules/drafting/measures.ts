// What was done, is being done and is planned: tasks of the crisis and of its incidents, with their outcomes.
import type { Block, ContentSource, Sentence } from '../../model/product-content.ts'
import { list, prose } from './blocks.ts'
import { beyondLine, type Desk, fromTitled, line, weightiest } from './desk.ts'
import { compare } from './incidents.ts'
import { asWritten, moment, quoted } from './say.ts'

interface Measure {
  id: string
  title: string
  source: ContentSource
  stage: 'done' | 'under-way' | 'planned'
  at: string | null
  due: string | null
  outcome: string
  /** The lower the weightier. */
  weight: number
}

export function measures(desk: Desk): Block[] {
  return drawn(desk, measuresOf(desk))
}

/** Only what was done: what the Regulation calls measures taken. */
export function measuresTaken(desk: Desk): Block[] {
  return drawn(
    desk,
    measuresOf(desk).filter(({ stage }) => stage !== 'planned'),
  )
}

function drawn(desk: Desk, found: readonly Measure[]): Block[] {
  const { shown, beyond } = weightiest(desk, found)
  return [
    ...list(shown.map((one) => [measureLine(desk, one)])),
    ...prose(
      beyondLine(
        desk,
        beyond.length,
        beyond.map((one) => one.source),
        ['measure', 'measures'],
      ),
    ),
  ]
}

const stages = ['under-way', 'done', 'planned']

function measuresOf({ told }: Desk): Measure[] {
  const weights = ['urgent', 'high', 'normal', 'low']
  const ofCrisis = told.tasks.flatMap((task): Measure[] => {
    const { title, status, due, outcome, endedAt, priority } = task.state
    if (status === 'cancelled') return []
    const stage = status === 'done' ? 'done' : status === 'acknowledged' ? 'under-way' : 'planned'
    const weight = weights.indexOf(priority)
    return [
      {
        id: task.id,
        title,
        source: fromTitled('coordinate.task', task),
        stage,
        at: endedAt,
        due,
        outcome: outcome ?? '',
        weight,
      },
    ]
  })
  const ofIncidents = told.incidentTasks.flatMap((task): Measure[] => {
    const { title, status, due, outcome, endedAt, assignee } = task.state
    if (status === 'cancelled') return []
    const stage = status === 'done' ? 'done' : assignee ? 'under-way' : 'planned'
    return [
      {
        id: task.id,
        title,
        source: fromTitled('assess.task', task),
        stage,
        at: endedAt,
        due,
        outcome: outcome ?? '',
        weight: 2,
      },
    ]
  })
  return [...ofCrisis, ...ofIncidents].sort(
    (a, b) =>
      stages.indexOf(a.stage) - stages.indexOf(b.stage) || a.weight - b.weight || byTime(a, b) || compare(a.id, b.id),
  )
}

/** What was done last, and what is due first. */
function byTime(a: Measure, b: Measure): number {
  return a.stage === 'done' ? compare(b.at ?? '', a.at ?? '') : compare(a.due ?? '9', b.due ?? '9')
}

function measureLine(desk: Desk, { id, title, source, stage, at, due, outcome }: Measure): Sentence {
  const until = due ? `, due ${moment(due)}${due < desk.now ? ' (that time has passed)' : ''}` : ''
  const told = outcome.trim() === '' ? '' : ` Outcome: ${asWritten(outcome)}`
  const text = {
    done: `Done${at ? ` on ${moment(at)}` : ''}: ${quoted(title)}.${told}`,
    'under-way': `Under way: ${quoted(title)}${until}.`,
    planned: `Planned: ${quoted(title)}${until}.`,
  }[stage]
  return line(desk, `measure:${id}`, text, [source])
}
