// Which command a typed text means.
import { expect, test } from 'vitest'
import { foundIn } from './found-commands.ts'

const commands = [
  { title: 'Tasks', group: 'Go to', words: 'assign acknowledge call-out escalate' },
  { title: 'Colours: dark', group: 'Do', words: 'theme night' },
  { title: 'Sign out', group: 'Do' },
]
const titles = (text: string) => foundIn(commands, text).map(({ title }) => title)

test('what is called so stands before what only has the letters somewhere', () => {
  expect(titles('sign out')).toEqual(['Sign out', 'Tasks'])
  expect(titles('SIGN')[0]).toBe('Sign out')
})

test('other words find it too, by their beginning or their middle', () => {
  expect(titles('escal')).toEqual(['Tasks'])
  expect(titles('ight')).toEqual(['Colours: dark'])
  expect(titles('dark colours')).toEqual(['Colours: dark'])
})

test('nothing typed shows all as they stand, and nonsense shows nothing', () => {
  expect(titles(' ')).toEqual(commands.map(({ title }) => title))
  expect(titles('zebra')).toEqual([])
})
