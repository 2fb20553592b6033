// The time of an exercise: a moment of the story, bound to a moment of real time, and how fast it goes on from there.
import Type, { type Static } from 'typebox'
import { Instant, instant } from './time.ts'

export const fastestStory = 36_000

export const ClockSetting = Type.Object(
  {
    storyAt: Instant,
    realAt: Instant,
    speed: Type.Integer({
      minimum: 0,
      maximum: fastestStory,
      description: 'Story seconds in a real second; 0: it stands',
    }),
  },
  { additionalProperties: false, description: 'What time it is in an exercise' },
)
export type ClockSetting = Static<typeof ClockSetting>

/** Stories are told within these years, so that a clock that nobody stops never leaves what can be written down. */
export const storyFrom: Instant = '2000-01-01T00:00:00.000Z'
export const storyTo: Instant = '2200-01-01T00:00:00.000Z'

/** What time it is in the story. Before `realAt` it stands: the clocks of two machines may differ a little. */
export function storyTime(setting: ClockSetting, real: Date): Date {
  const passed = Math.max(0, real.getTime() - Date.parse(setting.realAt))
  const at = Date.parse(setting.storyAt) + passed * setting.speed
  return new Date(Math.min(at, Date.parse(storyTo)))
}

/** What is wrong with a setting, before anybody looks at what the realm holds. */
export function faultOfSetting(setting: ClockSetting): string | undefined {
  const at = Date.parse(setting.storyAt)
  if (Number.isNaN(at) || Number.isNaN(Date.parse(setting.realAt))) return 'That is no moment that exists.'
  if (at < Date.parse(storyFrom) || at >= Date.parse(storyTo))
    return `A story is told between ${storyFrom.slice(0, 4)} and ${storyTo.slice(0, 4)}.`
  if (!Number.isInteger(setting.speed) || setting.speed < 0 || setting.speed > fastestStory)
    return `The speed is a whole number from 0 (it stands) to ${fastestStory}.`
  return undefined
}

/** The same clock, told anew from this moment on: how a pause, another speed and a jump begin. */
export function resetAt(
  setting: ClockSetting | undefined,
  real: Date,
  change: { to?: Instant; speed?: number },
): ClockSetting {
  const present = setting ? storyTime(setting, real) : real
  return { storyAt: change.to ?? instant(present), realAt: instant(real), speed: change.speed ?? setting?.speed ?? 1 }
}
