// What a run says of itself: that it jumped, and that its story is over.
import type { Id } from '#kernel/id.ts'
import { done } from '#kernel/reply.ts'
import type { Instant } from '#kernel/time.ts'
import { exerciseRecord } from '../events.ts'
import { realmOf } from '../model/exercise.ts'
import { type ExerciseRoom, planningView } from './room.ts'

export async function noteJumped(room: ExerciseRoom, id: Id, to: Instant): Promise<void> {
  await room.journal.commit({ view: planningView(room), verb: 'exercise.jumpTo' }, async (unit) => {
    const held = await unit.read(exerciseRecord, id)
    if (held?.state.jumpTo === to) await unit.append(exerciseRecord, 'exercise.jumped', id, { to })
    return done(null)
  })
}

export async function finishStory(room: ExerciseRoom, id: Id): Promise<void> {
  await room.journal.commit({ view: planningView(room), verb: 'exercise.endExercise' }, async (unit) => {
    const held = await unit.read(exerciseRecord, id)
    if (!held || held.state.state === 'ended') return done(null)
    const realm = realmOf(held.state)
    await unit.append(exerciseRecord, 'exercise.ended', id, { because: 'The story is over.', followedBy: null })
    unit.also((trx) => room.clocks.reset(trx, realm, { speed: 0 }))
    return done(null)
  })
  await room.clocks.reload()
}
