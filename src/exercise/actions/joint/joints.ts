// Exercises that several nodes play: this node's own are told to others, and the word of those who lead is followed here.
import type { Committed, Held } from '#platform/journal/types.ts'
import { exerciseRecord } from '../../events.ts'
import type { Exercise, Shared } from '../../model/exercise.ts'
import type { Joint, SeatedHere } from '../../model/joint.ts'
import type { Scenario } from '../../model/scenario.ts'
import { jointRecord, seatedHereRecord } from '../../rules/joint/records.ts'
import { believed, type Known } from '../../rules/joint/standings.ts'
import type { Word } from '../../rules/joint/story.ts'
import { allJoints, allSeated, sharedExercises } from '../../store/joint.ts'
import { type ExerciseRoom, planningView } from '../room.ts'
import { follow } from './follow.ts'
import { tellHere, tellOthers } from './tell.ts'

export interface Joints {
  start(): Promise<void>
  stop(): Promise<void>
  /** What was last heard of whoever leads it; undefined: nothing stands here any more. */
  word(shared: Shared): Word | undefined
  /** What others say became of what they were to do: the same object until somebody says something. */
  known(shared: Shared, scenario: Scenario): Known
  joint(shared: Shared): Held<Joint> | undefined
  /** What the others say of themselves, on the node that leads. */
  seated(shared: Shared): readonly Held<SeatedHere>[]
  /** Reads what is kept now, for who asks before it was heard of. */
  reload(): Promise<void>
}

const turnMs = 1_000
/** Looked at anyway, for a word of another process that was lost. */
const lookAgainMs = 30_000
const heard: ReadonlySet<string> = new Set([jointRecord.name, seatedHereRecord.name, exerciseRecord.name])

export function createJoints(room: () => ExerciseRoom): Joints {
  let exercises: readonly Held<Exercise>[] = []
  let joints: readonly Held<Joint>[] = []
  let seats: readonly Held<SeatedHere>[] = []
  const remembered = new Map<string, Known>()
  let timer: NodeJS.Timeout | undefined
  let stopHearing = () => {}
  let turning = Promise.resolve()
  let reading = Promise.resolve()
  let readAt = 0
  let stale = true
  let stopped = false

  /** One after the other, so that an older answer never comes after a newer one. */
  function reload(): Promise<void> {
    const turn = reading.then(read)
    reading = turn.catch(() => {})
    return turn
  }

  async function read(): Promise<void> {
    const { journal } = room()
    const view = planningView(room())
    stale = false
    readAt = Date.now()
    const [first, second, third] = await Promise.all([
      sharedExercises(journal, view),
      allJoints(journal, view),
      allSeated(journal, view),
    ])
    exercises = first
    joints = second
    seats = third
    remembered.clear()
  }

  function hear(batch: readonly Committed[]): void {
    // An empty batch says that some may have been missed.
    if (batch.length > 0 && !batch.some(({ record }) => heard.has(record))) return
    stale = true
    turn()
  }

  function turn(): void {
    turning = turning.then(takeTurn).catch((error: unknown) => {
      stale = true
      room().log.error({ err: error }, 'an exercise of several nodes could not be looked after; it is tried again')
    })
  }

  async function takeTurn(): Promise<void> {
    if (stopped) return
    if (stale || Date.now() - readAt > lookAgainMs) await reload()
    for (const held of exercises) {
      const { shared } = held.state
      const joint = shared && joints.find(({ id }) => id === shared.joint)
      // A record of others is theirs, and ours is ours, whatever an id says.
      if (!shared || !joint || (joint.origin === undefined) !== (shared.part === 'leads')) continue
      const did =
        shared.part === 'leads'
          ? await tellOthers(room(), held, joint, exercises)
          : (await follow(room(), held, joint)) || (await tellHere(room(), held, wordOf(joint), own(shared)))
      if (did) stale = true
    }
  }

  const wordOf = ({ state, since }: Held<Joint>): Word => ({ story: state.story, heardAt: Date.parse(since) })
  const own = ({ joint }: Shared) => seats.find(({ state, origin }) => !origin && state.joint === joint)

  function theirs(shared: Shared): Held<SeatedHere>[] {
    // Whoever was invited is in the audience for good, also when its seats were taken since.
    const invited = find(shared)?.marking.audience ?? []
    return seats.filter(
      ({ origin, marking, state }) =>
        origin !== undefined && state.joint === shared.joint && invited.includes(marking.owner),
    )
  }

  function find({ joint, part }: Shared): Held<Joint> | undefined {
    return joints.find(({ id, origin }) => id === joint && (origin === undefined) === (part === 'leads'))
  }

  function knownNow(shared: Shared, scenario: Scenario): Known {
    const joint = find(shared)?.state
    if (!joint) return { settled: [], chosen: [] }
    const all = new Set(scenario.participants.map(({ id }) => id))
    if (shared.part === 'follows') {
      for (const one of shared.here) all.delete(one)
      return believed(joint, scenario, all)
    }
    const said = theirs(shared).map(({ state, marking }) => {
      const places = joint.places.filter(({ organisation }) => organisation === marking.owner)
      return believed(
        { settled: state.standings, chosen: state.chosen },
        scenario,
        new Set(places.map((one) => one.participant)),
      )
    })
    // What was said before and told on is known after a restart, also of those who left since.
    const before = believed(joint, scenario, all)
    return {
      settled: [...before.settled, ...said.flatMap(({ settled }) => settled)],
      chosen: [...before.chosen, ...said.flatMap(({ chosen }) => chosen)],
    }
  }

  return {
    async start() {
      await reload()
      stopHearing = room().journal.onCommitted(hear)
      timer = setInterval(() => {
        if (exercises.length > 0) turn()
      }, turnMs)
      timer.unref()
    },
    async stop() {
      stopped = true
      clearInterval(timer)
      stopHearing()
      await turning
    },
    word(shared) {
      const joint = find(shared)
      return joint && wordOf(joint)
    },
    known(shared, scenario) {
      const known = remembered.get(shared.joint) ?? knownNow(shared, scenario)
      remembered.set(shared.joint, known)
      return known
    },
    joint: find,
    seated: theirs,
    reload,
  }
}
