// The tour follows the story: a step shows itself when its time has come, and a page of a record when the record is there.
import { expect, test } from 'vitest'
import { tourOf } from './tour.ts'

const tour = [
  { page: '/sense', title: 'Sense', text: 'Look.' },
  { after: 'wave', page: '/picture', title: 'Picture', text: 'Look.' },
  { after: 'branch', page: '/watch', title: 'Watch', text: 'Look.' },
  { page: '/crises/$room/ladder', title: 'Ladder', text: 'Look.' },
]
const came = (ref: string, outcome: 'delivered' | 'not-taken' = 'delivered', kept = {}) =>
  ({ of: 'inject', ref, outcome, kept }) as const
const titles = (...args: Parameters<typeof tourOf>) => tourOf(...args).steps.map(({ title }) => title)

test('it ends before the first step whose time has not come', () => {
  expect(tourOf({ tour }, [], false)).toMatchObject({ steps: [{ title: 'Sense' }], total: 4 })
  expect(titles({ tour }, [came('wave')], false)).toEqual(['Sense', 'Picture'])
})

test('a branch that is not taken has no step, and a record that is not there is waited for', () => {
  const so = [came('wave'), came('branch', 'not-taken')]
  expect(tourOf({ tour }, so, false)).toMatchObject({ steps: [{ title: 'Sense' }, { title: 'Picture' }], total: 3 })
  const there = [...so, { of: 'play', ref: 'opened', outcome: 'delivered', kept: { room: { id: 'r 1' } } } as const]
  expect(tourOf({ tour }, there, false).steps.at(-1)?.page).toBe('/crises/r%201/ladder')
})

test('when the story is over, what never came is left out', () => {
  expect(tourOf({ tour }, [came('wave')], true)).toMatchObject({ total: 2 })
  expect(tourOf({}, [], true)).toEqual({ steps: [], total: 0 })
})
