// Wall times in the zone of a duty, also in the two nights a year in which they are odd.
import { describe, expect, test } from 'vitest'
import { fromWall, inZone, toWall } from './zone.ts'

describe('a moment on the wall', () => {
  test('is said with weekday and the name of the zone at that moment', () => {
    expect(inZone('2026-03-13T09:45:00.000Z', 'Europe/Brussels')).toBe('Fri 13 Mar 2026, 10:45 CET')
    expect(inZone('2026-07-13T09:45:00.000Z', 'Europe/Brussels')).toBe('Mon 13 Jul 2026, 11:45 CEST')
    expect(inZone('2026-03-13T00:05:00.000Z', 'UTC')).toBe('Fri 13 Mar 2026, 00:05 UTC')
  })

  test('in a zone that nobody knows is said in UTC', () => {
    expect(inZone('2026-03-13T09:45:00.000Z', 'Moon/Sea')).toBe('Fri 13 Mar 2026, 09:45 UTC')
  })
})

describe('a wall time that was typed', () => {
  test('becomes the moment, there and back, whatever the season', () => {
    for (const at of ['2026-01-10T23:30:00.000Z', '2026-07-10T23:30:00.000Z', '2028-02-29T12:00:00.000Z'])
      for (const zone of ['Europe/Lisbon', 'Europe/Berlin', 'Europe/Athens', 'America/Cayenne'])
        expect(fromWall(toWall(at, zone), zone)).toBe(at)
  })

  test('that exists twice is the first of the two', () => {
    expect(fromWall('2026-10-25T02:30', 'Europe/Berlin')).toBe('2026-10-25T00:30:00.000Z')
  })

  test('that does not exist moves forward by the gap', () => {
    expect(fromWall('2026-03-29T02:30', 'Europe/Berlin')).toBe('2026-03-29T01:30:00.000Z')
    expect(toWall(fromWall('2026-03-29T02:30', 'Europe/Berlin'), 'Europe/Berlin')).toBe('2026-03-29T03:30')
  })

  test('that is empty or no time is none', () => {
    expect(fromWall('', 'UTC')).toBeUndefined()
    expect(fromWall('soon', 'UTC')).toBeUndefined()
    expect(toWall(null, 'UTC')).toBe('')
  })
})
