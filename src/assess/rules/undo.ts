// Can the last change be taken back, and what does that put back? Compensation is one more entry; nothing is removed.
import type { Entry } from '#kernel/entry.ts'
import { remarked } from '#kernel/record.ts'
import type { Incident, Task } from '../model.ts'
import type { Back } from './incident.ts'
import type { TaskChange } from './kept.ts'

export type Undo<T> = { can: true; back: T } | { can: false; why: string }

const incidentFields = [
  'title',
  'summary',
  'status',
  'statusSince',
  'observations',
  'reports',
  'classification',
  'severity',
  'priority',
  'affected',
  'times',
  'assigned',
] as const satisfies (keyof Back)[]

const taskFields = ['title', 'due', 'assignee', 'status', 'outcome'] as const satisfies (keyof TaskChange)[]

const cannot: Record<string, string> = {
  [remarked]: 'What was shown to more people cannot be called back; mark it anew, with a reason.',
  'journal.bodyErased': 'What was erased by law is gone.',
  'assess.incidentDeclared': 'An incident cannot be un-declared; reject it instead, with a reason.',
  'assess.incidentMergedInto': 'Take the incident out of the merge instead (unmerge).',
  'assess.incidentTookOver': 'Take the other incident out of the merge instead (unmerge).',
  'assess.incidentUnmerged': 'Merge the two again instead.',
  'assess.incidentGaveBack': 'Merge the two again instead.',
  'assess.taskAdded': 'Cancel the task instead.',
}

/** The whole history is needed: who may not read all of it cannot say what was before. */
function gap(history: readonly Entry[]): string | undefined {
  if (history.some((entry, at) => entry.version !== at + 1)) {
    return 'Part of its history is marked so that you may not read it, so what was before is not known to you.'
  }
  if (history.some((entry) => entry.body === null)) return 'Part of its history was erased by law.'
  return undefined
}

function restored<T, K extends keyof T>(fields: readonly K[], before: T, now: T): Partial<Pick<T, K>> {
  const back: Partial<Pick<T, K>> = {}
  for (const field of fields) {
    if (JSON.stringify(before[field]) !== JSON.stringify(now[field])) back[field] = before[field]
  }
  return back
}

export function undoOfIncident(history: readonly Entry[], before: Incident | undefined, now: Incident): Undo<Back> {
  return decide(history, before, () => restored(incidentFields, before as Incident, now))
}

export function undoOfTask(history: readonly Entry[], before: Task | undefined, now: Task): Undo<TaskChange> {
  return decide(history, before, () => restored(taskFields, before as Task, now))
}

function decide<T extends object>(history: readonly Entry[], before: unknown, work: () => T): Undo<T> {
  const last = history.at(-1)
  const why = (last && cannot[last.kind]) ?? gap(history)
  if (why) return { can: false, why }
  if (!last || before === undefined) return { can: false, why: 'There is nothing before its first entry.' }
  const back = work()
  if (Object.keys(back).length === 0)
    return { can: false, why: 'The last change changed nothing that could be put back.' }
  return { can: true, back }
}
