// What is typed into a dialog, as the contract gets it.
import { expect, test } from 'vitest'
import { valuesOf } from './asks.ts'

test('percent becomes a share, a name somebody, lines a list, and what is empty is left out', () => {
  const asks = [
    { name: 'level', label: 'Level', as: 'percent' },
    { name: 'owner', label: 'Owner', as: 'party' },
    { name: 'helped', label: 'Helped', as: 'lines' },
    { name: 'on', label: 'On', as: 'day' },
    { name: 'note', label: 'Note', as: 'text' },
    { name: 'to', label: 'To', as: 'choice', start: 'done' },
  ] as const
  expect(
    valuesOf(asks, { level: '60', owner: ' Desk ', helped: 'One\n\n two ', on: '2025-02-27', note: '  ' }),
  ).toEqual({
    level: 0.6,
    owner: { name: 'Desk', actor: null, organisation: null, person: null },
    helped: ['One', 'two'],
    on: '2025-02-27',
    to: 'done',
  })
})

test('a list that is emptied is an empty list, and not left as it was', () => {
  expect(valuesOf([{ name: 'helped', label: 'Helped', as: 'lines', start: 'Old' }], { helped: '' })).toEqual({
    helped: [],
  })
})
