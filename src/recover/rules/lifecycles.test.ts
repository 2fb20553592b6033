// The lives of what this room keeps.
import { expect, test } from 'vitest'
import * as lives from './lifecycles.ts'

const all = Object.entries(lives).filter(([name]) => name.endsWith('Life')) as unknown as [
  string,
  lives.Life<string, string>,
][]

test('each life has every cell filled, with a state that exists or a reason that is a sentence', () => {
  expect(all.map(([name]) => name).sort()).toEqual([
    ...['followUpLife', 'goalLife', 'lessonLife', 'measureLife', 'reserveLife', 'reviewLife', 'standDownLife'],
  ])
  for (const [name, life] of all) {
    const events = Object.keys(Object.values(life)[0] ?? {}).sort()
    for (const [state, row] of Object.entries(life)) {
      expect([name, state, Object.keys(row).sort()]).toEqual([name, state, events])
      for (const cell of Object.values(row))
        if ('to' in cell) expect(Object.keys(life)).toContain(cell.to)
        else expect(cell.not).toMatch(/^[A-Z].+\.$/)
    }
  }
})

test('every state but the first can be reached', () => {
  for (const [name, life] of all) {
    const [first = ''] = Object.keys(life)
    const reached = new Set([first])
    for (const state of reached)
      for (const cell of Object.values(life[state] ?? {})) if ('to' in cell) reached.add(cell.to)
    const never = Object.keys(life).filter((state) => !reached.has(state))
    // A refused request and a stand-down that was decided to go on come by what was said, not by another event.
    expect([name, never]).toEqual([name, { reserveLife: ['refused'], standDownLife: ['refused'] }[name] ?? []])
  }
})

test('a second person is another person, and a token of the first is the first', () => {
  expect(lives.notAgain(['person:a'], 'b', 'decided it')).toBeNull()
  expect(lives.notAgain(['person:a'], 'a', 'decided it')?.refusal).toBe('second-person-needed')
  expect(lives.notAgain(['person:a/token:t'], 'a', 'decided it')?.why).toContain('You decided it.')
  expect(lives.notAgain(['person:a'], null, 'decided it')?.refusal).toBe('person-needed')
})
