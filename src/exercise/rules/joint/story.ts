// How the story stands on the node that leads, what of that is worth telling, and what another node makes of it.

import type { ClockSetting } from '#kernel/story-time.ts'
import { storyTime } from '#kernel/story-time.ts'
import { instant } from '#kernel/time.ts'
import type { Exercise } from '../../model/exercise.ts'
import type { Story } from '../../model/joint.ts'

/** From `data/exercise/joint.json`, in milliseconds. */
export interface Patience {
  /** A node says that it is still there at least so often. */
  wordEveryMs: number
  /** So long without a word: it is called silent, and those who follow stand still. */
  silentAfterMs: number
  /** Real milliseconds by which two stories may differ without anybody doing anything about it. */
  slackMs: number
}

/** `clock`: how the clock of the realm is set here. `playedAnew`: under which name it is played again. */
export function storyTold(
  exercise: Pick<Exercise, 'state' | 'speed' | 'jumpTo' | 'endedBecause' | 'scenario'>,
  clock: ClockSetting,
  now: Date,
  playedAnew: string | null,
): Story {
  const { state, speed, jumpTo, scenario } = exercise
  const present = instant(storyTime(clock, now))
  const stands = (storyAt: string): Story['at'] => ({ storyAt, realAt: instant(now), speed: 0 })
  // While the scene is set the clock has not begun to go.
  const begun = clock.speed > 0 || present > scenario.startsAt
  const at = (): Story['at'] => {
    if (jumpTo !== null) return stands(jumpTo)
    if (state !== 'running' || !begun) return stands(present)
    return speed === 0 ? stands(scenario.endsAt) : { storyAt: present, realAt: instant(now), speed }
  }
  return { state, at: at(), speed, because: exercise.endedBecause, playedAnew }
}

/** Whether the others have to hear it. `toldAt`: when the last word was said. */
export function worthTelling(before: Story, next: Story, toldAt: number, now: Date, patience: Patience): boolean {
  const { state, speed, because, playedAnew, at } = before
  if (state !== next.state || speed !== next.speed || because !== next.because) return true
  if (playedAnew !== next.playedAnew || at.speed !== next.at.speed) return true
  const apart = Math.abs(storyTime(at, now).getTime() - storyTime(next.at, now).getTime())
  if (apart > patience.slackMs * at.speed) return true
  const goesOn = state === 'running' || state === 'paused'
  return goesOn && now.getTime() - toldAt >= patience.wordEveryMs
}

/** What was heard of the leader, and when. */
export interface Word {
  story: Story
  heardAt: number
}

/**
 * Where the story of the leader is, as far as it is known here, in milliseconds since 1970. Without a new word it goes on as it did, until the
 * leader counts as silent; then it stands. A word from the future (its machine is ahead) counts from when it was heard.
 */
export function leaderAt({ story, heardAt }: Word, now: number, { silentAfterMs }: Patience): number {
  const realAt = instant(new Date(Math.min(Date.parse(story.at.realAt), heardAt)))
  return storyTime({ ...story.at, realAt }, new Date(Math.min(now, heardAt + silentAfterMs))).getTime()
}

/** Since when nothing was heard of a story that goes on; null: something was heard lately, or nothing is to be heard. */
export function silentSince({ story, heardAt }: Word, now: number, { silentAfterMs }: Patience): number | null {
  const goesOn = story.state === 'running' || story.state === 'paused'
  return goesOn && now - heardAt > silentAfterMs ? heardAt : null
}

/** catch-up: what lies between is played as fast as it goes. stand: the leader has to come up first; a story never goes back. */
export type Pace = 'catch-up' | 'stand' | 'go'

export function paceFor(here: number, leader: number, rate: number, { slackMs }: Patience): Pace {
  const ahead = here - leader
  if (ahead < -slackMs * rate) return 'catch-up'
  return rate === 0 || ahead > slackMs * rate ? 'stand' : 'go'
}
