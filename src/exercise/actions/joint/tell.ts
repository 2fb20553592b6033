// What this node says of an exercise that others play too: as its leader, how the story stands; otherwise how far it is itself.
import { done } from '#kernel/reply.ts'
import { type ClockSetting, storyTime } from '#kernel/story-time.ts'
import { instant } from '#kernel/time.ts'
import { canonicalJson } from '#platform/journal/proof/index.ts'
import type { Held } from '#platform/journal/types.ts'
import { type Exercise, realmOf } from '../../model/exercise.ts'
import type { Joint, SeatedHere } from '../../model/joint.ts'
import { expectedIsHere } from '../../rules/joint/places.ts'
import { jointRecord, seatedHereRecord } from '../../rules/joint/records.ts'
import { choicesOf, settledAnywhere, standingsHere } from '../../rules/joint/standings.ts'
import { silentSince, storyTold, type Word, worthTelling } from '../../rules/joint/story.ts'
import { scoreByObjective } from '../../rules/run/score.ts'
import { scriptOf } from '../../store/scripts.ts'
import { type ExerciseRoom, planningView } from '../room.ts'
import type { Run } from '../run/run.ts'
import { runOf } from '../show.ts'

const writer = (room: ExerciseRoom) => ({ view: planningView(room), verb: 'exercise.tellNodes' })
const goesOn = ({ state }: Exercise) => state === 'running' || state === 'paused'

/** true: something was said. `all`: to name the one that is played anew. */
export async function tellOthers(
  room: ExerciseRoom,
  { id, state }: Held<Exercise>,
  joint: Held<Joint>,
  all: readonly Held<Exercise>[],
): Promise<boolean> {
  if (joint.state.story.state === 'ended') return false
  const run = room.runs.of(id)
  const clock = room.clocks.setting(realmOf(state))
  // Another process plays it: that one knows how far it is.
  if (!clock || (goesOn(state) && !run)) return false
  const now = room.clocks.now()
  const anew = all.find((one) => one.id === state.followedBy)?.state.slug ?? null
  const story = storyTold(state, clock, now, anew)
  const told = worthTelling(joint.state.story, story, Date.parse(joint.since), now, room.patience)
  const known = run ? knownTo(run, state) : undefined
  const { settled, chosen, skipped } = joint.state
  const news = known !== undefined && differ(known, { settled, chosen, skipped })
  if (!told && !news) return false
  const reply = await room.journal.commit(writer(room), async (unit) => {
    if (news) await unit.append(jointRecord, 'exercise.standingsTold', joint.id, known)
    await unit.append(jointRecord, 'exercise.storyTold', joint.id, { story })
    return done(null)
  })
  return reply.ok
}

function knownTo({ course, scenario }: Run, { skipped }: Exercise): Pick<Joint, 'settled' | 'chosen' | 'skipped'> {
  return { settled: settledAnywhere(course), chosen: choicesOf(course, scenario), skipped: [...skipped] }
}

/** true: something was said. */
export async function tellHere(
  room: ExerciseRoom,
  held: Held<Exercise>,
  word: Word,
  seated: Held<SeatedHere> | undefined,
): Promise<boolean> {
  const { state } = held
  if (seated?.state.state !== 'joined' || state.state === 'planned') return false
  const run = await runFor(room, held)
  const clock = room.clocks.setting(realmOf(state))
  if (!run || !clock) return false
  await run.settled()
  const now = room.clocks.now()
  const next = saidOf(run, state, pointOf(room, state, clock, word, now))
  if (!isNews(seated, next, now, room)) return false
  const reply = await room.journal.commit(writer(room), async (unit) => {
    await unit.append(seatedHereRecord, 'exercise.hereTold', seated.id, next)
    return done(null)
  })
  return reply.ok
}

/** Of an exercise that has ended here, as it stands in the record: once, for the last word. */
async function runFor(room: ExerciseRoom, held: Held<Exercise>): Promise<Run | undefined> {
  if (held.state.state !== 'ended') return room.runs.of(held.id)
  const scenario = await scriptOf(room.journal.sql, held.state.scenario.digest)
  return scenario && runOf(room, held, scenario)
}

function pointOf(room: ExerciseRoom, { state }: Exercise, clock: ClockSetting, word: Word, now: Date): ClockSetting {
  const silent = silentSince(word, now.getTime(), room.patience) !== null
  const speed = state === 'running' && !silent ? word.story.at.speed : 0
  return { storyAt: instant(storyTime(clock, now)), realAt: instant(now), speed }
}

type Said = Omit<SeatedHere, 'joint' | 'slug'>

function saidOf({ course, scenario }: Run, { state, shared }: Exercise, at: ClockSetting): Said {
  const here = new Set(shared?.here)
  const mine = course.followed().filter(({ expected }) => expectedIsHere(expected, scenario, here))
  return {
    ...{ participants: [...here], state: state === 'ended' ? 'ended' : 'joined', because: null, at },
    standings: standingsHere(course, scenario, here),
    chosen: choicesOf(course, scenario),
    objectives: scoreByObjective(scenario, mine).map(({ title: _title, ...score }) => score),
  }
}

function isNews({ state, since }: Held<SeatedHere>, next: Said, now: Date, { patience }: ExerciseRoom): boolean {
  const { joint: _joint, slug: _slug, at, ...before } = state
  const { at: point, ...after } = next
  if (differ(before, after)) return true
  if (!at || !point) return at !== point
  const age = now.getTime() - Date.parse(since)
  if (at.speed !== point.speed || age >= patience.wordEveryMs) return true
  // While it catches up its story is elsewhere at every look: now and then is enough.
  const apart = Math.abs(storyTime(at, now).getTime() - storyTime(point, now).getTime())
  return apart > patience.slackMs * at.speed && age >= patience.wordEveryMs / 10
}

/** The database keeps fields in an order of its own. */
const differ = (one: unknown, other: unknown) => canonicalJson(one) !== canonicalJson(other)
