// All exercises that are being played: each by one process, which goes on where another one stopped.
import { randomUUID } from 'node:crypto'
import type { Id } from '#kernel/id.ts'
import { instant } from '#kernel/time.ts'
import type { Committed } from '#platform/journal/types.ts'
import { exerciseRecord } from '../../events.ts'
import { type Exercise, type ExerciseState, realmOf, type Shared } from '../../model/exercise.ts'
import { leaderAt, paceFor } from '../../rules/joint/story.ts'
import { openExercises, versionOf } from '../../store/exercises.ts'
import { giveLease, leaseSeconds, takeLease } from '../../store/lease.ts'
import { scriptOf } from '../../store/scripts.ts'
import { finishStory, noteJumped } from '../finish.ts'
import { type ExerciseRoom, planningView } from '../room.ts'
import { openRun, type Run } from './run.ts'

export interface Runs {
  start(): void
  stop(): Promise<void>
  /** The run in this process, if it is this one that plays it. */
  of(exercise: Id): Run | undefined
  /** How long the story has waited for its deliveries, in milliseconds. */
  waitedMs(exercise: Id): number
}

/** Real milliseconds: the longest pause between two looks, and how far behind the story catches up; more than that, it has waited. */
const tickMs = 250
const behindMs = 2_000
const lookForMs = 2_000
/** As fast as it goes, the story never passes more than this at once, so that timed work of the rooms keeps up. */
const longestStepMs = 10 * 60_000
const nudgeStoryMs = 2 * 60_000

interface Driver {
  id: Id
  exercise: Exercise
  /** Of the entry that made it so. */
  version: number
  run: Run | undefined
  stopping: boolean
  waitedMs: number
  wake: () => void
  ended: Promise<void>
}

export function createRuns(room: () => ExerciseRoom): Runs {
  const holder = randomUUID()
  const drivers = new Map<Id, Driver>()
  let timer: NodeJS.Timeout | undefined
  let stopHearing: (() => void) | undefined
  let stopped = false
  let looking: Promise<void> = Promise.resolve()

  function hear(batch: readonly Committed[]): void {
    // An empty batch says that some may have been missed.
    if (batch.length === 0 || batch.some(({ record }) => record === exerciseRecord.name)) look()
    for (const driver of drivers.values()) driver.run?.hear(batch)
    for (const entry of batch) {
      const driver = entry.record === exerciseRecord.name ? drivers.get(entry.subject) : undefined
      if (driver) become(driver, entry.state as Exercise, entry.version) // written by this record's own reducer
    }
  }

  function look(): void {
    looking = looking
      .then(lookFor)
      .catch((error: unknown) => room().log.error({ err: error }, 'exercises could not be looked for'))
  }

  async function lookFor(): Promise<void> {
    if (stopped) return
    const { journal } = room()
    const view = planningView(room())
    // Hearing may have missed something.
    for (const { id, state, version } of await journal.reads.some(exerciseRecord, view, [...drivers.keys()])) {
      const driver = drivers.get(id)
      if (driver) become(driver, state, version)
    }
    for (const { id, state, version } of await openExercises(journal, view)) {
      if (stopped || drivers.has(id) || !(await takeLease(journal.sql, id, holder))) continue
      const driver: Driver = {
        id,
        exercise: state,
        version,
        run: undefined,
        stopping: false,
        waitedMs: 0,
        wake: () => {},
        ended: Promise.resolve(),
      }
      drivers.set(id, driver)
      driver.ended = drive(room(), driver, holder)
        .then(
          () => true,
          (error: unknown) => {
            room().log.error({ exercise: id, err: error }, 'an exercise stopped; it is taken up again')
            return false
          },
        )
        .then(async (asked) => {
          drivers.delete(id)
          await giveLease(journal.sql, id, holder).catch(() => undefined)
          // Its clock goes on: where it only begins anew, nobody waits for the next look.
          if (asked && driver.run) look()
        })
    }
  }

  return {
    start() {
      stopHearing = room().journal.onCommitted(hear)
      timer = setInterval(look, lookForMs)
      timer.unref()
      look()
    },
    async stop() {
      stopped = true
      clearInterval(timer)
      stopHearing?.()
      for (const driver of drivers.values()) {
        driver.stopping = true
        driver.wake()
      }
      await looking
      await Promise.all([...drivers.values()].map(({ ended }) => ended))
    },
    of: (exercise) => drivers.get(exercise)?.run,
    waitedMs: (exercise) => drivers.get(exercise)?.waitedMs ?? 0,
  }
}

function become(driver: Driver, exercise: Exercise, version: number): void {
  if (version <= driver.version) return
  driver.exercise = exercise
  driver.version = version
  driver.wake()
}

async function drive(room: ExerciseRoom, driver: Driver, holder: string): Promise<void> {
  const { id } = driver
  const { journal, clocks, log } = room
  const scenario = await scriptOf(journal.sql, driver.exercise.scenario.digest)
  if (!scenario) return log.error({ exercise: id }, 'the script of an exercise is not there')
  const realm = realmOf(driver.exercise)
  const seats = seatsOf(driver.exercise)
  const run = await openRun(room, id, driver.exercise, scenario)
  driver.run = run
  const endsAt = Date.parse(scenario.endsAt)
  const now = () => clocks.in(realm).getTime()
  let renewed = Date.now()
  let nudgedReal = 0
  let nudgedStory = now()
  let nudging: Promise<void> | undefined
  /** Where the story was, and when: what its speed is counted from. */
  let pace = { real: Date.now(), story: now() }
  /** What this process goes by, until it has heard of something newer. */
  let followed = 0

  /** false: this process plays it no longer. */
  async function ours(): Promise<boolean> {
    if (driver.stopping || driver.exercise.state === 'ended') return false
    if (Date.now() - renewed < (leaseSeconds * 1_000) / 3) return true
    renewed = Date.now()
    return takeLease(journal.sql, id, holder)
  }

  /**
   * Only ever forward, so no entry has to be looked up first. false: somebody directed meanwhile, which holds and has not been heard here
   * yet; a clock that was paused stays where it is.
   */
  async function setClock(storyAt: number, speed: number): Promise<boolean> {
    const setting = { storyAt: instant(new Date(storyAt)), realAt: instant(clocks.now()), speed }
    const set = await journal.sql.transaction().execute(async (trx) => {
      await clocks.hold(trx, realm)
      if ((await versionOf(trx, id)) !== followed) return false
      await clocks.write(trx, realm, setting)
      return true
    })
    await clocks.reload()
    if (!set && followed === driver.version) await pause(driver, tickMs)
    return set
  }

  /** In the background where the story goes by itself: it does not wait for timed work. */
  async function nudge(): Promise<void> {
    nudgedReal = Date.now()
    nudgedStory = now()
    await room.nudge()
    await run.settled()
  }

  function nudgeAside(): void {
    if (nudging || Date.now() - nudgedReal < tickMs || now() === nudgedStory) return
    nudging = nudge()
      .catch((error: unknown) => log.error({ exercise: id, err: error }, 'timed work of an exercise failed'))
      .finally(() => {
        nudging = undefined
      })
  }

  /** Everything that is due now. */
  async function deliverDue(): Promise<void> {
    while ((await ours()) && (await run.step()));
  }

  /**
   * The clock stands while something is delivered, so that it comes at its moment however long that takes; then it goes on where it
   * should be by now, but never past what is due next. What is more than a moment behind stays behind: the story has waited.
   */
  async function deliverInStory(speed: number): Promise<void> {
    if (!(await setClock(now(), 0))) return
    await deliverDue()
    if (driver.version !== followed || driver.stopping) return
    const wanted = pace.story + (Date.now() - pace.real) * speed
    const story = Math.max(now(), Math.min(wanted, run.course.next() ?? endsAt))
    const behind = (wanted - story) / speed
    if (behind > behindMs) {
      driver.waitedMs += behind
      pace = { real: Date.now(), story }
    }
    await setClock(story, speed)
  }

  async function goOn(speed: number): Promise<void> {
    pace = { real: Date.now(), story: now() }
    await setClock(now(), speed)
  }

  /** From one moment to the next at which something is due, up to that time. */
  async function fast(until: number): Promise<void> {
    await deliverDue()
    const next = Math.min(run.course.next() ?? until, now() + longestStepMs, until)
    if (next <= now()) return
    if (!(await setClock(next, 0))) return
    if (now() - nudgedStory >= nudgeStoryMs) await nudge()
  }

  /** At its speed, until something is due or a moment has passed. */
  async function play(speed: number): Promise<void> {
    if (clocks.setting(realm)?.speed !== speed) await goOn(speed)
    if ((run.course.next() ?? Number.POSITIVE_INFINITY) <= now()) await deliverInStory(speed)
    if (speed > 10) nudgeAside()
    const wait = ((run.course.next() ?? Number.POSITIVE_INFINITY) - now()) / speed
    if (wait > 0) await pause(driver, Math.max(1, Math.min(tickMs, wait)))
  }

  /** Where the leader is, as far as that is known here: never ahead of it, and nothing left out on the way. */
  async function playAsLed(shared: Shared, state: ExerciseState): Promise<void> {
    const word = room.joints.word(shared)
    const rate = word && state === 'running' ? word.story.at.speed : 0
    const leader = word ? Math.min(endsAt, leaderAt(word, clocks.now().getTime(), room.patience)) : now()
    const doing = paceFor(now(), leader, rate, room.patience)
    if (doing === 'go') return play(rate)
    if (clocks.setting(realm)?.speed !== 0 && !(await setClock(now(), 0))) return
    if (doing === 'catch-up') return fast(leader)
    await deliverDue()
    if (now() < endsAt) await pause(driver, tickMs)
  }

  while (await ours()) {
    const { exercise, version } = driver
    // Who sits at this node has changed: the course is made anew, and goes on from what was carried out.
    if (seatsOf(exercise) !== seats) return
    const { shared } = exercise
    const led = shared?.part === 'follows'
    if (shared) run.learn(room.joints.known(shared, scenario))
    if (followed !== version) {
      followed = version
      await run.follow(exercise)
      pace = { real: Date.now(), story: now() }
    }
    if (exercise.startedAt !== null) await run.setTheScene()
    const { jumpTo, speed, state } = exercise
    if (jumpTo !== null) {
      const to = Date.parse(jumpTo)
      if (now() < to) {
        if (clocks.setting(realm)?.speed !== 0 && !(await setClock(now(), 0))) continue
        await fast(to)
        continue
      }
      await deliverDue()
      await nudge()
      if (state === 'running' && speed > 0 && !(await setClock(now(), speed))) continue
      await noteJumped(room, id, jumpTo)
      continue
    }
    if (state === 'paused' && !led) {
      await pause(driver, tickMs)
      continue
    }
    if (led) await playAsLed(shared, state)
    else if (speed === 0) await fast(endsAt)
    else await play(speed)
    if (now() >= endsAt && (run.course.next() ?? endsAt + 1) > endsAt) {
      await nudging
      await nudge()
      // Timed work may have met what was expected, and that may have asked for more.
      if (await run.step()) continue
      await finishStory(room, id)
    }
  }
}

const seatsOf = ({ shared }: Exercise) => shared?.here.toSorted().join(' ')

function pause(driver: Driver, ms: number): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms)
    driver.wake = () => {
      clearTimeout(timer)
      resolve()
    }
  })
}
