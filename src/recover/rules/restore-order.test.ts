// In which order parts are restored.
import { expect, test } from 'vitest'
import { restoreOrder } from './restore-order.ts'

const ids = (parts: { id: string; needs: string[] }[]) => restoreOrder(parts).map((turn) => turn.ids)

test('what others need comes first, in the order given where nothing decides', () => {
  const parts = [
    { id: 'booking', needs: ['cloud', 'sign-on'] },
    { id: 'cloud', needs: ['power'] },
    { id: 'sign-on', needs: ['power'] },
    { id: 'power', needs: [] },
  ]
  expect(ids(parts)).toEqual([['power'], ['cloud'], ['sign-on'], ['booking']])
})

test('parts that need each other are one turn and said to be, and so is one that needs itself', () => {
  const parts = [
    { id: 'a', needs: ['b'] },
    { id: 'b', needs: ['c'] },
    { id: 'c', needs: ['a', 'ground'] },
    { id: 'ground', needs: ['ground'] },
    { id: 'roof', needs: ['a'] },
  ]
  expect(restoreOrder(parts).map(({ ids: of, together }) => [[...of].sort().join(''), together])).toEqual([
    ['ground', true],
    ['abc', true],
    ['roof', false],
  ])
})

test('what is needed and not listed is nobody’s turn', () => {
  expect(ids([{ id: 'a', needs: ['elsewhere'] }])).toEqual([['a']])
})

test('a chain of a hundred thousand parts does not run out of stack', () => {
  const chain = Array.from({ length: 100_000 }, (_, n) => ({ id: String(n), needs: [String(n + 1)] }))
  const turns = restoreOrder(chain)
  expect([turns.length, turns[0]?.ids, turns.at(-1)?.ids]).toEqual([100_000, ['99999'], ['0']])
})
