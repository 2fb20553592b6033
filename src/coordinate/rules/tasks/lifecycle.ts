// The life of a task: status by event, every cell filled; and who may take which step, with the reason where not.
import type { Id } from '#kernel/id.ts'
import type { Reader } from '#kernel/reader.ts'
import type { Task, TaskStatus } from '../../model/task.ts'

export const taskEvents = [
  'acknowledge',
  'change',
  'reassign',
  'escalate',
  'hand-over',
  'finish',
  'cancel',
  'reopen',
] as const
export type TaskEvent = (typeof taskEvents)[number]
export type Step = { to: TaskStatus } | { not: string }

const open = { not: 'It is open; there is nothing to open again.' }
const done = 'It is done. Open it again first.'
const cancelled = 'It was cancelled. Open it again first.'

export const taskLifecycle: Record<TaskStatus, Record<TaskEvent, Step>> = {
  assigned: {
    acknowledge: { to: 'acknowledged' },
    change: { to: 'assigned' },
    reassign: { to: 'assigned' },
    escalate: { to: 'assigned' },
    'hand-over': { to: 'assigned' },
    finish: { to: 'done' },
    cancel: { to: 'cancelled' },
    reopen: open,
  },
  acknowledged: {
    acknowledge: { not: 'It is acknowledged already.' },
    change: { to: 'acknowledged' },
    reassign: { to: 'assigned' },
    escalate: { not: 'It is acknowledged: it goes to nobody else by itself.' },
    'hand-over': { to: 'acknowledged' },
    finish: { to: 'done' },
    cancel: { to: 'cancelled' },
    reopen: open,
  },
  done: {
    acknowledge: { not: 'It is done.' },
    change: { not: done },
    reassign: { not: done },
    escalate: { not: done },
    'hand-over': { not: done },
    finish: { not: 'It is done already.' },
    cancel: { not: 'It is done, and stays so. Open it again first.' },
    reopen: { to: 'assigned' },
  },
  cancelled: {
    acknowledge: { not: 'It was cancelled.' },
    change: { not: cancelled },
    reassign: { not: cancelled },
    escalate: { not: cancelled },
    'hand-over': { not: cancelled },
    finish: { not: cancelled },
    cancel: { not: 'It was cancelled already.' },
    reopen: { to: 'assigned' },
  },
}

/** More hands than any task goes through; a loop that passes it round ends. */
export const mostHands = 200
/** Who hands out tasks, and may end or move those of others. */
export const managing = ['duty-officer', 'crisis-manager'] as const

export interface No {
  refusal: 'wrong-state' | 'not-your-task' | 'too-large'
  why: string
}

/**
 * Null where the step may be taken. `onDuty` is who holds the duty of the task's rota at this moment: they may act for whoever
 * had it when the task was given.
 */
export function whyNot(
  task: Task,
  event: TaskEvent,
  who: Pick<Reader, 'person' | 'roles'>,
  onDuty: Id | null,
): No | null {
  const step = taskLifecycle[task.status][event]
  if ('not' in step) return { refusal: 'wrong-state', why: step.not }
  const hands = event === 'reassign' || event === 'escalate' || event === 'hand-over' || event === 'reopen'
  if (hands && task.hands.length >= mostHands)
    return { refusal: 'too-large', why: `It went through ${mostHands} hands. Close it, and give out a new one.` }
  if (event === 'acknowledge' && !holds(task, who.person, onDuty))
    return { refusal: 'not-your-task', why: 'Only whoever holds it can say that they have it. Take it over first.' }
  if ((event === 'finish' || event === 'reopen') && !holds(task, who.person, onDuty) && !manages(who))
    return { refusal: 'not-your-task', why: 'It is not yours. Whoever holds it, or a duty officer, can do this.' }
  return null
}

export function holds({ assignee }: Pick<Task, 'assignee'>, person: Id | null, onDuty: Id | null): boolean {
  if (person === null) return false
  return assignee.person === person || (assignee.rota !== null && onDuty === person)
}

export function manages({ roles }: Pick<Reader, 'roles'>): boolean {
  return roles.some((role) => managing.some((one) => one === role))
}
