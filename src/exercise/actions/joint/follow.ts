// The word of whoever leads is done here too: by the same entries that control would have written, in the name of nobody.
import { done } from '#kernel/reply.ts'
import type { Held, Unit } from '#platform/journal/types.ts'
import { exerciseRecord } from '../../events.ts'
import { type Exercise, realmOf } from '../../model/exercise.ts'
import type { Joint } from '../../model/joint.ts'
import { type Step, stepsToFollow } from '../../rules/joint/follow.ts'
import { organisationName } from '../desk.ts'
import { type ExerciseRoom, planningView } from '../room.ts'

/** true: something was done. */
export async function follow(room: ExerciseRoom, { id, state }: Held<Exercise>, joint: Held<Joint>): Promise<boolean> {
  if (stepsToFollow(state, joint.state, room.journal.home, '').length === 0) return false
  const leader = await organisationName(room, joint.marking.owner)
  const reply = await room.journal.commit({ view: planningView(room), verb: 'exercise.followLeader' }, async (unit) => {
    const held = await unit.read(exerciseRecord, id)
    if (!held) return done(false)
    const steps = stepsToFollow(held.state, joint.state, room.journal.home, leader)
    for (const step of steps) await take(unit, held, step)
    if (steps.some((step) => step.do === 'end'))
      unit.also((trx) => room.clocks.reset(trx, realmOf(held.state), { speed: 0 }))
    return done(steps.length > 0)
  })
  if (!reply.ok) throw new Error(`What the leader did could not be done here: ${reply.refusal} ${reply.detail ?? ''}`)
  if (reply.value) await room.clocks.reload()
  return reply.value
}

async function take(unit: Unit, { id, state }: Held<Exercise>, step: Step): Promise<void> {
  switch (step.do) {
    case 'start':
      await unit.append(exerciseRecord, 'exercise.started', id, { speed: step.speed, autoplay: state.autoplay })
      return
    case 'pause':
      await unit.append(exerciseRecord, 'exercise.paused', id, {})
      return
    case 'resume':
      await unit.append(exerciseRecord, 'exercise.resumed', id, {})
      return
    case 'setSpeed':
      await unit.append(exerciseRecord, 'exercise.speedSet', id, { speed: step.speed })
      return
    case 'skip':
      await unit.append(exerciseRecord, 'exercise.injectSkipped', id, { inject: step.inject })
      return
    case 'sit':
      if (state.shared)
        await unit.append(exerciseRecord, 'exercise.shared', id, {
          shared: { ...state.shared, here: step.here },
          organisations: state.organisations,
        })
      return
    case 'end':
      await unit.append(exerciseRecord, 'exercise.ended', id, { because: step.because, followedBy: null })
  }
}
