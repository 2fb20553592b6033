// Story time: binding, speed, standing still, and its bounds.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { faultOfSetting, resetAt, storyTime, storyTo } from './story-time.ts'

const monday = '2025-03-10T09:45:00.000Z'
const real = '2027-01-01T00:00:00.000Z'
const after = (seconds: number) => new Date(Date.parse(real) + seconds * 1000)
const clock = (speed: number) => ({ storyAt: monday, realAt: real, speed })

test('ten seconds at 600 times are a hundred minutes of the story', () => {
  expect(storyTime(clock(600), after(10)).toISOString()).toBe('2025-03-10T11:25:00.000Z')
})

test('a clock at speed 0 stands, and one that is set a moment ahead of this machine waits', () => {
  expect(storyTime(clock(0), after(86_400)).toISOString()).toBe(monday)
  expect(storyTime(clock(600), after(-2)).toISOString()).toBe(monday)
})

test('a clock that nobody stops never leaves the years that can be written down', () => {
  expect(storyTime(clock(36_000), after(3e9)).toISOString()).toBe(storyTo)
})

test('told anew it goes on from where it was, or from where it jumps to', () => {
  const paused = resetAt(clock(600), after(10), { speed: 0 })
  expect(paused).toEqual({ storyAt: '2025-03-10T11:25:00.000Z', realAt: after(10).toISOString(), speed: 0 })
  expect(resetAt(clock(60), after(10), { to: '2025-03-11T00:00:00.000Z' })).toMatchObject({
    storyAt: '2025-03-11T00:00:00.000Z',
    speed: 60,
  })
})

test('story time never goes back while real time goes on, at any speed', () => {
  fc.assert(
    fc.property(fc.nat(36_000), fc.nat(1e9), fc.nat(1e9), (speed, a, b) => {
      const [first, second] = [Math.min(a, b), Math.max(a, b)]
      expect(storyTime(clock(speed), after(first)).getTime()).toBeLessThanOrEqual(
        storyTime(clock(speed), after(second)).getTime(),
      )
    }),
  )
})

test('a setting that cannot be is told why', () => {
  expect(faultOfSetting(clock(1))).toBeUndefined()
  expect(faultOfSetting({ ...clock(1), storyAt: 'soon' })).toContain('no moment')
  expect(faultOfSetting({ ...clock(1), storyAt: storyTo })).toContain('between 2000 and 2200')
  expect(faultOfSetting(clock(1.5))).toContain('whole number')
  expect(faultOfSetting(clock(36_001))).toContain('36000')
})
