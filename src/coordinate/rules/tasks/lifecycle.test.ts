// The life of a task: every cell is filled, and only those act who may.
import { describe, expect, test } from 'vitest'
import { type Task, taskStatuses } from '../../model/task.ts'
import { holds, mostHands, taskEvents, taskLifecycle, whyNot } from './lifecycle.ts'

const anna = '01980f3c-8a00-7000-8000-00000000000a'
const ben = '01980f3c-8a00-7000-8000-00000000000b'
const rota = '01980f3c-8a00-7000-8000-00000000000c'

function taskOf(more: Partial<Task> = {}): Task {
  return {
    ...{ crisis: null, decision: null, title: 'Ask them', details: '', priority: 'normal', due: null },
    assignee: { person: anna, rota: null },
    status: 'assigned',
    ...{ acknowledgeBy: null, acknowledgeMinutes: null, chain: [], hands: [], outcome: null, cancelledBecause: null },
    ...{ addedBy: `person:${ben}`, addedAt: '2027-03-10T08:00:00.000Z', endedAt: null },
    changedAt: '2027-03-10T08:00:00.000Z',
    ...more,
  }
}

describe('the life of a task', () => {
  test('every status knows every event, and says why where it cannot be', () => {
    for (const status of taskStatuses) {
      expect(Object.keys(taskLifecycle[status]).sort()).toEqual([...taskEvents].sort())
      for (const event of taskEvents) {
        const step = taskLifecycle[status][event]
        expect('to' in step ? taskStatuses.includes(step.to) : step.not.length > 10).toBe(true)
      }
    }
  })

  test('nothing but opening it again leads out of what is done or cancelled', () => {
    for (const status of ['done', 'cancelled'] as const) {
      const ways = taskEvents.filter((event) => 'to' in taskLifecycle[status][event])
      expect(ways).toEqual(['reopen'])
    }
  })

  test('only whoever holds it acknowledges it, also not a manager', () => {
    const manager = { person: ben, roles: ['crisis-manager' as const] }
    expect(whyNot(taskOf(), 'acknowledge', { person: anna, roles: ['reader'] }, null)).toBeNull()
    expect(whyNot(taskOf(), 'acknowledge', manager, null)).toMatchObject({ refusal: 'not-your-task' })
    expect(whyNot(taskOf(), 'finish', manager, null)).toBeNull()
    expect(whyNot(taskOf(), 'finish', { person: ben, roles: ['analyst'] }, null)).toMatchObject({
      refusal: 'not-your-task',
    })
  })

  test('whoever has the duty of its rota holds it; nobody at all holds nothing', () => {
    const task = taskOf({ assignee: { person: anna, rota } })
    expect(holds(task, ben, ben)).toBe(true)
    expect(holds(task, ben, anna)).toBe(false)
    expect(holds(taskOf({ assignee: { person: null, rota } }), null, null)).toBe(false)
    expect(holds(taskOf(), ben, ben)).toBe(false)
  })

  test('a task that goes round ends after so many hands', () => {
    const hand = { person: anna, rota: null, from: '2027-03-10T08:00:00.000Z', because: 'reassigned' as const }
    const hands = Array.from({ length: mostHands }, () => ({ ...hand, acknowledgedAt: null, acknowledgedBy: null }))
    const who = { person: ben, roles: ['crisis-manager' as const] }
    expect(whyNot(taskOf({ hands }), 'reassign', who, null)).toMatchObject({ refusal: 'too-large' })
    expect(whyNot(taskOf({ hands }), 'cancel', who, null)).toBeNull()
  })
})
