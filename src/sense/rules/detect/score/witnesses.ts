// Seven ways to look at the next value of a series, each told as surprise, and how they are added up.
import { createForecast } from './forecast.ts'
import { createPattern } from './pattern.ts'
import { createSurprises } from './surprise.ts'

export interface Witnesses {
  /** Sum of the surprise of one more value, in nats: below 4 is ordinary. */
  feed: (value: number) => number
}

export interface WitnessOptions {
  /** Season in points, 0 for none; learned from `past`, oldest first. */
  period: number
  past: Float64Array
  /** Stretches that are remembered, and how often within its length one is looked at: the work per value. */
  remembered: number
  looks: number
}

/** Numbers that the past of a measure rests on: weeks of five minutes, hours of seconds. */
const memory = 8000
/** Two or three witnesses that agree are worth more than one, and less than their sum: they look at the same thing. */
const secondShare = 0.5
const thirdShare = 0.25
const shortWindow = 8
const longWindow = 40
const roughWindow = 24
/** One value tells the witnesses that look at many at most this many usual errors: a spike must not echo. */
const mostEcho = 8

/** The seven: error of the forecast, distance from the season, that distance over 8 and 40 values, shape, stretch, roughness. */
export function createWitnesses({ period, past, remembered, looks }: WitnessOptions): Witnesses {
  const stretch = period > 0 ? Math.min(512, Math.max(8, period)) : 32
  const forecast = createForecast()
  const shape = createPattern({ length: stretch, remembered, looks, shapeOnly: true })
  const whole = createPattern({ length: Math.max(8, stretch / 2), remembered, looks: looks / 2, shapeOnly: false })
  const measures = new Float64Array(7)
  const surprises = createSurprises(measures.length, memory)

  // One object: a closure's fractions are boxed anew at each write.
  const now = {
    seen: 0,
    lastValue: 0,
    roughNow: 0,
    roughUsual: 0,
    near: 0,
    far: 0,
    usualError: 0,
    usualSlow: 0,
  }

  /** A flat line and a storm are both unlike the usual ups and downs. */
  function roughness(value: number): number {
    const step = now.seen === 1 ? 0 : Math.abs(value - now.lastValue)
    now.lastValue = value
    now.roughNow +=
      (Math.min(step, now.seen < 50 || now.roughUsual === 0 ? step : mostEcho * now.roughUsual) - now.roughNow) /
      Math.min(now.seen, roughWindow)
    const calm = now.seen < 50 || now.roughUsual === 0 ? step : Math.min(step, now.roughUsual * 8)
    now.roughUsual += (calm - now.roughUsual) / Math.min(now.seen, 2000)
    if (!(now.roughUsual > 0)) return 0
    return Math.abs(Math.log((now.roughNow + 0.02 * now.roughUsual) / (1.02 * now.roughUsual)))
  }

  const cut = (error: number, usual: number) =>
    now.seen < 50 || usual === 0 ? error : Math.max(-mostEcho * usual, Math.min(mostEcho * usual, error))

  function usualStep(error: number, usual: number): number {
    const size = Math.abs(error)
    return ((now.seen < 50 || usual === 0 ? size : Math.min(size, 8 * usual)) - usual) / Math.min(now.seen, 2000)
  }

  function feed(value: number): number {
    now.seen++
    const { error, slow } = forecast.push(value)
    const calm = cut(slow, now.usualSlow)
    now.near += (calm - now.near) / Math.min(now.seen, shortWindow)
    now.far += (calm - now.far) / Math.min(now.seen, longWindow)
    const heard = value - error + cut(error, now.usualError)
    now.usualError += usualStep(error, now.usualError)
    now.usualSlow += usualStep(slow, now.usualSlow)
    measures[0] = Math.abs(error)
    measures[1] = Math.abs(slow)
    measures[2] = Math.abs(now.near)
    measures[3] = Math.abs(now.far)
    measures[4] = shape.push(heard)
    measures[5] = whole.push(heard)
    measures[6] = roughness(value)
    const told = surprises.of(measures)
    let first = 0
    let second = 0
    let third = 0
    for (let i = 0; i < told.length; i++) {
      const surprise = told[i] as number
      if (surprise > first) {
        third = second
        second = first
        first = surprise
      } else if (surprise > second) {
        third = second
        second = surprise
      } else if (surprise > third) third = surprise
    }
    return first + secondShare * second + thirdShare * third
  }

  forecast.season(period, past)
  for (const value of past) feed(value)
  return { feed }
}
