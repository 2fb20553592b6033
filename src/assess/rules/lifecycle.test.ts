// The life of an incident under random sequences of events.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type IncidentStatus, incidentEvents, incidentStatuses } from '../model.ts'
import { lifecycle, move, movesFrom, needsReason, takesMerges } from './lifecycle.ts'

test('whatever is done in whatever order, an incident is always in one state, and only the table moves it', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...incidentEvents), { maxLength: 60 }), (events) => {
      let status: IncidentStatus = 'new'
      let before: IncidentStatus | null = null
      for (const event of events) {
        const moved = move(status, event, before)
        const cell = lifecycle[status][event]
        expect(moved.ok).toBe(cell !== null)
        if (!moved.ok) {
          expect(moved.why).toContain(`is ${status}`)
          continue
        }
        expect(moved.to).toBe(cell === 'back' ? before : cell)
        if (event === 'merge') before = status
        if (event === 'unmerge') expect(moved.to).not.toBe('merged')
        status = moved.to
        expect(incidentStatuses).toContain(status)
      }
    }),
  )
})

test('from every state there is a way on, and to every state a way in', () => {
  for (const status of incidentStatuses) {
    expect(incidentEvents.some((event) => lifecycle[status][event] !== null)).toBe(true)
    const entered = incidentStatuses.some((from) => incidentEvents.some((event) => lifecycle[from][event] === status))
    expect([status, entered]).toEqual([status, true])
  }
})

test('nothing is ever closed that was not resolved, and a merge is left only by taking it back', () => {
  expect(incidentStatuses.filter((status) => lifecycle[status].close !== null)).toEqual(['resolved'])
  expect(incidentEvents.filter((event) => lifecycle.merged[event] !== null)).toEqual(['unmerge'])
  expect(movesFrom('merged')).toEqual([])
  expect(takesMerges('closed')).toBe(false)
})

test('a refused move says in which states it can be done', () => {
  expect(move('new', 'close')).toEqual({
    ok: false,
    why: 'An incident that is new cannot be closed. That can be done while it is resolved.',
  })
  expect(move('closed', 'contain')).toMatchObject({
    why: expect.stringContaining('new, triaged, investigating or recovering'),
  })
})

test('saying that it is no incident, or that it is back, takes a reason', () => {
  expect(
    Object.entries(needsReason)
      .filter(([, needed]) => needed)
      .map(([event]) => event),
  ).toEqual(['reject', 'reopen'])
})
