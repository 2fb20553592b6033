// One exercise while it is played: what is due is delivered, empty seats act, and what people do is held against what is expected.
import type { Id } from '#kernel/id.ts'
import { done } from '#kernel/reply.ts'
import { instant } from '#kernel/time.ts'
import type { Committed } from '#platform/journal/types.ts'
import { deliveryRecord } from '../../events.ts'
import { type Called, type Delivery, type Exercise, realmOf } from '../../model/exercise.ts'
import type { Expected, Inject, Play, Scenario } from '../../model/scenario.ts'
import { expectedIsHere, injectIsHere } from '../../rules/joint/places.ts'
import type { Known } from '../../rules/joint/standings.ts'
import { callsOf, callsOfMinute, type Planned, type Setting } from '../../rules/run/calls.ts'
import { type Course, createCourse, type Due } from '../../rules/run/course.ts'
import type { Seen } from '../../rules/run/match.ts'
import { valueAt } from '../../rules/run/pointer.ts'
import { minutesOf } from '../../rules/run/streams.ts'
import { Unfilled } from '../../rules/run/template.ts'
import { deliveriesIn } from '../../store/exercises.ts'
import { addedTo } from '../../store/scripts.ts'
import { bodiesOf, storyOf } from '../../store/story.ts'
import { type ExerciseRoom, idOf, realmView } from '../room.ts'
import { gatherCast } from './cast.ts'
import { fillingOf, perform, type Stage } from './perform.ts'

export interface Run {
  course: Course
  scenario: Scenario
  /** What was refused on the way, and what plays could not do. */
  deliveries(): readonly Delivery[]
  /** The state as it is now; control may have changed it. */
  follow(exercise: Exercise): Promise<void>
  /** What became elsewhere of what others were to do; the same thing twice is no news. */
  learn(known: Known): void
  /** Entries that were committed: those of its realm are judged. */
  hear(batch: readonly Committed[]): void
  /** What was heard has been judged. */
  settled(): Promise<void>
  /** What stood before the first inject. */
  setTheScene(): Promise<void>
  /** Does the next thing that is due; false: nothing is. */
  step(): Promise<boolean>
}

const retryEvery = 60_000
const mostTries = 30

/** Reads what was played already, so that it goes on from there. `watching`: nothing is written, it is only looked at. */
export async function openRun(
  room: ExerciseRoom,
  id: Id,
  exercise: Exercise,
  scenario: Scenario,
  { watching = false } = {},
): Promise<Run> {
  const realm = realmOf(exercise)
  const { journal, clocks } = room
  const cast = await gatherCast(room, exercise, scenario, watching)
  const now = () => clocks.in(realm).getTime()
  const stage: Stage = { room, realm, cast, kept: {}, now }
  const { shared } = exercise
  // Where several nodes play, each carries out what is for those who sit at it.
  const here = shared && new Set(shared.here)
  let present = exercise
  const course = createCourse(scenario, {
    actorsOf: (who) => cast.acting(present).actorsOf(who),
    direction: cast.acting(exercise).direction,
    plays: (expected) => cast.acting(present).plays(expected),
    elsewhere: (expected) => here !== undefined && !expectedIsHere(expected, scenario, here),
  })
  const deliveries = new Map<Id, Delivery>()
  const tries = new Map<string, { step: number; times: number; calls: Called[] }>()
  const decisions = new Map<Id, string>()
  let setDone = 0
  let heard = Promise.resolve()

  const setting = (): Setting => ({
    ...fillingOf(stage),
    exercise: exercise.slug,
    marking: (visibleTo, tlp) => cast.marking(visibleTo, tlp),
    participantName: (ref) => scenario.participants.find((one) => one.id === ref)?.name,
    participantOf: (ref) => scenario.cast.find((one) => one.id === ref)?.participant,
  })

  function judge(entry: Seen): void {
    const asked = entry.record === 'coordinate.decision' ? decisions.get(entry.subject) : undefined
    const option = asked === undefined ? undefined : chosenIn(entry.state)
    if (asked !== undefined && option !== undefined) course.chose(asked, option, entry.at)
    course.seen(entry)
  }

  /** What is known of a delivery, new or from before a restart. */
  function know(subject: Id, delivery: Delivery, at: number): void {
    deliveries.set(subject, delivery)
    Object.assign(stage.kept, delivery.kept)
    if (delivery.of === 'setting') setDone = Math.max(setDone, Number(delivery.ref.split('-')[1]) + 1)
    if (delivery.of !== 'inject') return
    const asked = valueAt(delivery.kept[delivery.ref], '/id')
    if (typeof asked === 'string') decisions.set(asked, delivery.ref)
    if (delivery.minutes !== null) course.streamed(delivery.ref, delivery.minutes)
    course.came(delivery.ref, delivery.outcome, at)
  }

  async function keep(delivery: Omit<Delivery, 'realAt'>): Promise<void> {
    const whole = { ...delivery, realAt: instant(room.clock.now()) }
    const subject = idOf(realm, delivery.of, delivery.ref)
    const writer = { view: realmView(room, realm), verb: `exercise.${delivery.of}` }
    const reply = await journal.commit(writer, async (unit) => {
      if (!(await unit.read(deliveryRecord, subject)))
        await unit.open(deliveryRecord, 'exercise.delivered', whole, { subject, owner: journal.home })
      return done(Date.parse(unit.now))
    })
    if (!reply.ok) throw new Error(`What was delivered could not be kept: ${reply.refusal} ${reply.detail ?? ''}`)
    know(subject, whole, reply.value)
  }

  async function all(steps: readonly (Planned | Play)[], key: string): Promise<Called[]> {
    const calls: Called[] = []
    for (const [at, step] of steps.entries()) calls.push(await perform(stage, step, `${key}/${at}`))
    return calls
  }

  function planned(make: () => (Planned | Play)[]): { steps: (Planned | Play)[]; fault: Called[] } {
    try {
      return { steps: make(), fault: [] }
    } catch (error) {
      if (!(error instanceof Unfilled)) throw error
      const fault = {
        contract: 'exercise',
        as: 'direction',
        ok: false,
        refusal: 'cannot-be-filled',
        detail: error.message,
      }
      return { steps: [], fault: [fault] }
    }
  }

  async function deliver(inject: Inject, dueAt: number, taken: boolean): Promise<void> {
    const before = new Set(Object.keys(stage.kept))
    const mine = here === undefined || injectIsHere(inject, scenario, here)
    const { steps, fault } = taken && mine ? planned(() => callsOf(inject, setting())) : { steps: [], fault: [] }
    const calls = [...fault, ...(await all(steps, `inject/${inject.id}`))]
    const refused = calls.some(({ ok }) => !ok)
    await keep({
      ...{ of: 'inject' as const, ref: inject.id, dueAt: instant(new Date(dueAt)), calls },
      outcome: !taken ? 'not-taken' : !mine ? 'elsewhere' : refused ? 'refused' : 'delivered',
      kept: newIn(stage.kept, before, steps),
      minutes: mine && minutesOf(inject.content) > 0 ? 0 : null,
    })
  }

  async function stream(inject: Inject, minute: number, from: number): Promise<void> {
    const { steps, fault } = planned(() => callsOfMinute(inject, minute, from, setting()))
    const calls = [...fault, ...(await all(steps, `minute/${inject.id}/${minute}`))]
    const subject = idOf(realm, 'inject', inject.id)
    // What is refused in one minute is refused in the next: it is told once.
    const told = deliveries.get(subject)?.calls ?? []
    const refused = calls.filter((call) => !call.ok && !told.some((one) => isSameRefusal(one, call)))
    // Quiet minutes are not worth an entry, unless they are the last.
    if (steps.length === 0 && refused.length === 0 && minute + 1 < minutesOf(inject.content)) return
    const writer = { view: realmView(room, realm), verb: 'exercise.stream' }
    const reply = await journal.commit(writer, async (unit) => {
      const { held } = await unit.append(deliveryRecord, 'exercise.streamed', subject, { minutes: minute + 1, refused })
      return done(held.state)
    })
    if (!reply.ok) throw new Error(`What was delivered could not be kept: ${reply.refusal} ${reply.detail ?? ''}`)
    deliveries.set(subject, reply.value)
    course.streamed(inject.id, minute + 1)
  }

  async function play(expected: Expected, dueAt: number): Promise<void> {
    await settled()
    if (course.followed().find((one) => one.expected.id === expected.id)?.state !== 'due') return
    const steps = expected.play ?? []
    const before = new Set(Object.keys(stage.kept))
    const tried = tries.get(expected.id) ?? { step: 0, times: 0, calls: [] }
    tries.set(expected.id, tried)
    tried.times += 1
    let last: Called | undefined
    for (; tried.step < steps.length; tried.step++) {
      const step = steps[tried.step]
      last = step && (await perform(stage, step, `play/${expected.id}/${tried.step}`))
      if (!last?.ok) break
      tried.calls.push(last)
    }
    const one = course.followed().find((it) => it.expected.id === expected.id)
    const again = now() + retryEvery
    if (last && !last.ok && tried.times < mostTries && again <= (one?.until ?? 0))
      return course.again(expected.id, again)
    await keep({
      ...{ of: 'play' as const, ref: expected.id, dueAt: instant(new Date(dueAt)), minutes: null },
      calls: last && !last.ok ? [...tried.calls, last] : tried.calls,
      outcome: last && !last.ok ? 'refused' : 'delivered',
      kept: newIn(stage.kept, before, steps),
    })
  }

  async function carryOut(due: Due): Promise<void> {
    if (due.what === 'inject') return deliver(due.inject, due.at, due.taken)
    if (due.what === 'minute') return stream(due.inject, due.minute, due.from)
    return play(due.expected, due.at)
  }

  const settled = () => heard

  async function follow(state: Exercise): Promise<void> {
    present = state
    const there = new Set(course.injects().map((inject) => inject.id))
    if (state.added.some((ref) => !there.has(ref)))
      for (const inject of await addedTo(journal.sql, id)) course.add(inject, now())
    for (const ref of state.skipped) course.skip(ref, now())
  }

  let learned: Known | undefined
  function learn(known: Known): void {
    if (known === learned) return
    learned = known
    for (const { expected, state, at } of known.settled)
      course.reported(expected, state, at === null ? null : Date.parse(at), now())
    for (const { inject, option, at } of known.chosen) {
      const content = scenario.injects.find((one) => one.id === inject)?.content
      const text = content?.channel === 'decision' ? content.options[option] : undefined
      if (text !== undefined) course.chose(inject, text, Date.parse(at))
    }
  }

  await follow(exercise)
  const view = realmView(room, realm)
  const before = await deliveriesIn(journal, view)
  const opened = new Map<Id, Delivery>(before.map((held) => [held.id, held.state]))
  for await (const entry of storyOf(journal.sql, realm)) {
    const delivery = entry.record === deliveryRecord.name ? opened.get(entry.subject) : undefined
    if (!delivery) judge(entry)
    else if (entry.kind === 'exercise.delivered') know(entry.subject, delivery, entry.at)
  }
  if (shared) learn(room.joints.known(shared, scenario))

  return {
    course,
    scenario,
    deliveries: () => [...deliveries.values()],
    follow,
    learn,
    hear(batch) {
      const mine = batch.filter((entry) => entry.realm === realm && entry.record !== deliveryRecord.name)
      const wanted = mine.filter((entry) => course.wants(entry) === 'body').map((entry) => entry.id)
      const take = (bodies: Map<Id, unknown>) => {
        for (const entry of mine)
          judge({
            ...entry,
            at: Date.parse(entry.recordedAt),
            ...(bodies.has(entry.id) ? { body: bodies.get(entry.id) } : {}),
          })
      }
      if (mine.length === 0) return
      heard = heard.then(async () => take(wanted.length === 0 ? new Map() : await bodiesOf(journal.sql, wanted)))
      heard = heard.catch((error: unknown) =>
        room.log.error({ err: error }, 'entries of an exercise could not be judged'),
      )
    },
    settled,
    async setTheScene() {
      const steps = scenario.setting ?? []
      for (; setDone < steps.length; ) {
        const at = setDone
        const step = steps[at]
        if (!step) return
        const names = new Set(Object.keys(stage.kept))
        const called = await perform(stage, step, `setting/${at}`)
        await keep({
          ...{ of: 'setting' as const, ref: `setting-${at}`, dueAt: scenario.startsAt, minutes: null, calls: [called] },
          outcome: called.ok ? 'delivered' : 'refused',
          kept: newIn(stage.kept, names, [step]),
        })
      }
    },
    async step() {
      await settled()
      const due = course.due(now())
      if (!due) return false
      await carryOut(due)
      return true
    },
  }
}

const isSameRefusal = (one: Called, other: Called) =>
  one.contract === other.contract && one.as === other.as && one.refusal === other.refusal && one.detail === other.detail

/** What these steps kept: new names, and names that they gave anew. */
function newIn(
  kept: Record<string, unknown>,
  before: ReadonlySet<string>,
  steps: readonly (Planned | Play)[],
): Record<string, unknown> {
  const named = new Set(
    steps.flatMap((step) => [step.keep, ...('do' in step ? (step.find ?? []).map(({ keep }) => keep) : [])]),
  )
  return Object.fromEntries(Object.entries(kept).filter(([name]) => !before.has(name) || named.has(name)))
}

/** The words of the option that was chosen. */
function chosenIn(state: unknown): string | undefined {
  const key = valueAt(state, '/chosen/option')
  const options = valueAt(state, '/options')
  if (key === undefined || !Array.isArray(options)) return undefined
  const text = valueAt(
    options.find((option) => valueAt(option, '/key') === key),
    '/text',
  )
  return typeof text === 'string' ? text : undefined
}
