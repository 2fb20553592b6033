// The life of an operation: state by event, every cell filled.
import type { OperationState } from '../../model/operations/operation.ts'
import type { Life } from '../life.ts'

export type OperationEvent = 'plan' | 'sign' | 'begin' | 'start' | 'finish' | 'note' | 'end' | 'close' | 'abandon'
const notBegun = { not: 'The action day has not begun.' }
const over = { not: 'The action day is over. What is to follow is a step of the phase after.' }
const closed = { not: 'The operation is closed.' }
const abandoned = { not: 'The operation was abandoned.' }
const all = (cell: { not: string }) => ({
  ...{ plan: cell, sign: cell, begin: cell, start: cell, finish: cell, end: cell, close: cell, abandon: cell },
})

export const operationLife: Life<OperationState, OperationEvent> = {
  planning: {
    plan: { to: 'planning' },
    sign: { to: 'planning' },
    begin: { to: 'running' },
    start: { to: 'planning' },
    finish: { to: 'planning' },
    note: { to: 'planning' },
    end: notBegun,
    close: { not: 'The action day was not held. Abandon it, with the reason.' },
    abandon: { to: 'abandoned' },
  },
  running: {
    plan: { to: 'running' },
    sign: { to: 'running' },
    begin: { not: 'The action day has begun.' },
    start: { to: 'running' },
    finish: { to: 'running' },
    note: { to: 'running' },
    end: { to: 'watching' },
    close: { not: 'End the action day first.' },
    abandon: { to: 'abandoned' },
  },
  watching: {
    plan: { to: 'watching' },
    sign: over,
    begin: { to: 'running' },
    start: { to: 'watching' },
    finish: { to: 'watching' },
    note: { to: 'watching' },
    end: { not: 'The action day has ended.' },
    close: { to: 'closed' },
    abandon: { not: 'The action day was held. Close it, with what came of it.' },
  },
  // What was obtained, promised and learnt is written down also later.
  closed: { ...all(closed), note: { to: 'closed' } },
  abandoned: { ...all(abandoned), note: { to: 'abandoned' } },
}
