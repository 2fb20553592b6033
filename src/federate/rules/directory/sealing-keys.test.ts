// The life of sealing keys, at its edges.
import { expect, test } from 'vitest'
import { announcedKeys, keyToSealTo, lifeFrom, mustBeDestroyed, needsNewKey } from './sealing-keys.ts'

const day = 86_400_000
const at = (days: number) => new Date(Date.UTC(2027, 2, 10) + days * day).toISOString()
const key = (id: string, from: number, until: number) => ({ id, xWing: '', from: at(from), until: at(until) })

test('a key lives three days, and the next one is made at half of that', () => {
  const life = lifeFrom(at(0))
  expect(life).toEqual({ from: at(0), until: at(3) })
  expect(needsNewKey([life], at(1.5))).toBe(false)
  expect(needsNewKey([life], at(1.501))).toBe(true)
  expect(needsNewKey([], at(0))).toBe(true)
})

test('the card names what has not ended, the newest first', () => {
  const keys = [key('old', -3, 0), key('now', -1.5, 1.5), key('new', 0, 3)]
  expect(announcedKeys(keys, at(0)).map(({ id }) => id)).toEqual(['new', 'now'])
})

test('the private half is destroyed fourteen days after the end, not before', () => {
  expect(mustBeDestroyed(key('k', -3, 0), at(13.999))).toBe(false)
  expect(mustBeDestroyed(key('k', -3, 0), at(14))).toBe(true)
})

test('a letter is sealed to the newest key; to an ended one for a week, and then to none', () => {
  const keys = [key('now', -1.5, 1.5), key('new', 0, 3)]
  expect(keyToSealTo(keys, at(0.1))?.id).toBe('new')
  expect(keyToSealTo(keys, at(9.9))?.id).toBe('new')
  expect(keyToSealTo(keys, at(10))).toBeUndefined()
  expect(keyToSealTo([], at(0))).toBeUndefined()
})

test('a key that begins far in the future is not used yet', () => {
  expect(keyToSealTo([key('far', 2, 5), key('now', 0, 3)], at(0))?.id).toBe('now')
  expect(keyToSealTo([key('far', 2, 5)], at(0))).toBeUndefined()
})

test('what is sealed to an ended key can always still be opened', () => {
  const ended = key('k', -3, 0)
  for (let days = -3; days < 21; days += 0.25)
    if (keyToSealTo([ended], at(days))) expect(mustBeDestroyed(ended, at(days + 6.9))).toBe(false)
})
