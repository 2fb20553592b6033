// How a sensor is named in the subjects of NATS.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { originOf, subjectOf } from './nats-subject.ts'

test('whoever a frame is from can be read back from its subject, whatever the names', () => {
  const name = fc.string({ minLength: 1, unit: 'grapheme' })
  fc.assert(
    fc.property(name, name, (realm, sensor) => {
      const subject = subjectOf({ realm, sensor })
      expect(originOf(subject)).toEqual({ realm, sensor })
      expect(subject).toMatch(/^tocsin\.sense\.[^.*> ]+\.[^.*> ]+$/)
    }),
  )
})

test('a subject of somebody else is not read', () => {
  for (const subject of [
    'tocsin.sense',
    'tocsin.sense.live',
    'tocsin.sense.live.a.b',
    'other.live.a',
    'tocsin.sense.%.a',
  ]) {
    expect(originOf(subject)).toBeNull()
  }
})
