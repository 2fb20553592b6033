// What a node that follows does about the word of the leader: the same that the leader did, as far as it has not been done here.
import type { Exercise } from '../../model/exercise.ts'
import type { Joint } from '../../model/joint.ts'

export type Step =
  | { do: 'start'; speed: number }
  | { do: 'pause' }
  | { do: 'resume' }
  | { do: 'setSpeed'; speed: number }
  | { do: 'skip'; inject: string }
  | { do: 'sit'; here: string[] }
  | { do: 'end'; because: string }

type Local = Pick<Exercise, 'state' | 'speed' | 'skipped' | 'shared'>

/** In order; `home`: the organisation of this node, `leader`: what people call the one that leads. */
export function stepsToFollow(
  local: Local,
  { story, scenario, places, skipped }: Joint,
  home: string,
  leader: string,
): Step[] {
  if (local.state === 'ended') return []
  // Whose story is over here a moment later plays it to its end.
  const over = story.state === 'ended' && story.playedAnew === null && story.at.storyAt >= scenario.endsAt
  if (story.state === 'ended' && !over) return [{ do: 'end', because: endedBecause(story, leader) }]
  const steps: Step[] = []
  const here = places.filter(({ organisation }) => organisation === home).map(({ participant }) => participant)
  if (!same(here, local.shared?.here ?? [])) steps.push({ do: 'sit', here })
  const goes = story.state === 'running' || over
  if (local.state === 'planned' && story.state !== 'planned') steps.push({ do: 'start', speed: story.speed })
  else if (local.speed !== story.speed) steps.push({ do: 'setSpeed', speed: story.speed })
  if (local.state === 'paused' && goes) steps.push({ do: 'resume' })
  if (local.state !== 'paused' && story.state === 'paused') steps.push({ do: 'pause' })
  for (const inject of skipped) if (!local.skipped.includes(inject)) steps.push({ do: 'skip', inject })
  return steps
}

function endedBecause({ because, playedAnew }: Joint['story'], leader: string): string {
  const again =
    playedAnew === null ? '' : ` It is played anew as '${playedAnew}'; whoever wants to be in that joins it.`
  return `${leader} ended it: ${because ?? 'without a word.'}${again}`.slice(0, 500)
}

function same(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((one) => b.includes(one))
}
