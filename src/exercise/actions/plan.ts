// Planning an exercise, and playing one again.
import type { InputOf } from '#kernel/contract.ts'
import type { Id } from '#kernel/id.ts'
import { done, type Refused, type Reply, refuse } from '#kernel/reply.ts'
import { instant } from '#kernel/time.ts'
import type { Call } from '#platform/http/types.ts'
import type { Held, Unit } from '#platform/journal/types.ts'
import type * as api from '../api/exercises.ts'
import type { ShownExercise } from '../api/exercises.ts'
import { exerciseRecord } from '../events.ts'
import { type Exercise, realmOf } from '../model/exercise.ts'
import type { Scenario } from '../model/scenario.ts'
import { checkScenario } from '../rules/scenario/check.ts'
import { isPlayable } from '../rules/scenario/findings.ts'
import { exerciseNamed } from '../store/exercises.ts'
import { keepScript, scriptOf } from '../store/scripts.ts'
import { findExercise, ledElsewhere, noSuch, shown } from './desk.ts'
import { invitedTo, openJoint } from './joint/invite.ts'
import { cardOf, findScenario, knownTo } from './library.ts'
import { type ExerciseRoom, plannerOf, planningView } from './room.ts'

export async function planExercise(
  room: ExerciseRoom,
  input: InputOf<typeof api.planExercise>,
  call: Call,
): Promise<Reply<ShownExercise>> {
  const found = await findScenario(room, input.scenario)
  if (!found) return refuse('unknown', `There is no scenario '${input.scenario}'.`, '/scenario')
  const { scenario, held } = found
  // It was read and held against the schema when it was taken in; what the house knows may have changed since.
  const findings = checkScenario(scenario, knownTo(room))
  const fault = findings.find(({ level }) => level === 'error')
  if (fault && !isPlayable(findings)) return refuse('bad-scenario', `${fault.where || '/'}: ${fault.says}`, '/scenario')
  const organisations = input.organisations ?? {}
  const refused = await strangerAmong(room, scenario, organisations)
  if (refused) return refused
  return openExercise(room, call, scenario, {
    ...{ slug: input.exercise, name: input.name ?? scenario.title, organisations, follows: null, seats: [] },
    scenario: { ...cardOf(scenario), id: held?.id ?? null, version: held?.version ?? 0 },
    ...{ speed: input.speed ?? Math.round(scenario.speed ?? 1), autoplay: input.autoplay ?? 'empty-seats' },
  })
}

type Planned = Pick<
  Exercise,
  'name' | 'slug' | 'scenario' | 'speed' | 'autoplay' | 'organisations' | 'follows' | 'seats' | 'shared'
>

/** The page of an exercise of that name would be another one's. */
const namesOfPages: ReadonlySet<string> = new Set(['programme', 'scenarios'])

/** `also`: what belongs to it and is written with it. */
export async function openExercise(
  room: ExerciseRoom,
  call: Call,
  scenario: Scenario,
  planned: Planned,
  also: (unit: Unit, opened: Held<Exercise>) => Promise<unknown> = async () => {},
): Promise<Reply<ShownExercise>> {
  const realm = realmOf(planned)
  if (namesOfPages.has(planned.slug))
    return refuse('name-taken', `'${planned.slug}' is a page of the exercises: choose another name.`, '/exercise')
  if (await exerciseNamed(room.journal, planningView(room), planned.slug)) return nameTaken(planned.slug)
  if (room.clocks.setting(realm)) return nameTaken(planned.slug)
  const stands = { storyAt: instant(scenario.startsAt), realAt: instant(room.clocks.now()), speed: 0 }
  const refused = await room.clocks.check(realm, stands)
  if (refused) return refused.refusal === 'clock-backwards' ? nameTaken(planned.slug) : refused
  const reply = await room.journal.commit(plannerOf(call).writer, async (unit) => {
    unit.also((trx) => keepScript(trx, planned.scenario.digest, scenario))
    unit.also((trx) => room.clocks.write(trx, realm, stands))
    const { held } = await unit.open(exerciseRecord, 'exercise.planned', planned)
    await also(unit, held)
    return done((await unit.read(exerciseRecord, held.id)) ?? held)
  })
  if (!reply.ok) return reply
  await room.clocks.reload()
  return done(shown(room, reply.value, call.reader))
}

function nameTaken(slug: string): Refused {
  return refuse('name-taken', `The realm exercise:${slug} is there already.`, '/exercise')
}

async function strangerAmong(
  room: ExerciseRoom,
  scenario: Scenario,
  organisations: Readonly<Record<string, Id>>,
): Promise<Refused | undefined> {
  for (const [participant, id] of Object.entries(organisations)) {
    if (!scenario.participants.some((one) => one.id === participant))
      return refuse('bad-input', `The scenario has no participant '${participant}'.`, '/organisations')
    if (!(await room.people.readerOfOrganisation(id)))
      return refuse('no-organisation', `There is no active organisation ${id}.`, `/organisations/${participant}`)
  }
  return undefined
}

/** The old realm stays for evaluation; whoever still types there is told so. */
export async function resetExercise(
  room: ExerciseRoom,
  { exercise: slug, into, because }: InputOf<typeof api.resetExercise>,
  call: Call,
): Promise<Reply<ShownExercise>> {
  const old = await findExercise(room, slug, call.reader)
  if (!old) return noSuch(slug)
  const led = await ledElsewhere(room, old.state)
  if (led) return led
  const scenario = await scriptOf(room.journal.sql, old.state.scenario.digest)
  if (!scenario) return refuse('unknown', 'The script of that exercise is not there any more.')
  const { name, scenario: card, speed, autoplay, organisations } = old.state
  // Guests were in the old realm alone: whoever is to play again is invited again.
  const guests = new Set(old.state.invitations?.map(({ person }) => person))
  const seats = old.state.seats.filter(({ person }) => !guests.has(person))
  const planned = { name, slug: into, scenario: card, speed, autoplay, organisations, seats, follows: old.id }
  const reply = await openExercise(room, call, scenario, planned, async (unit, made) => {
    // Other nodes are invited anew: each joins again, or does not.
    if (old.state.shared) await openJoint(room, unit, made, scenario, invitedTo(old.state))
    const before = await unit.read(exerciseRecord, old.id)
    if (before && before.state.state !== 'ended')
      await unit.append(exerciseRecord, 'exercise.ended', old.id, { because, followedBy: made.id })
  })
  if (!reply.ok) return reply
  for (const { person } of seats) {
    const entered = await room.call(
      'people.enterRealm',
      { person, exercise: into },
      { reader: call.reader, realm: 'live' },
    )
    if (!entered.ok)
      room.log.warn(
        { person, refusal: entered.refusal },
        'somebody could not be taken into the exercise that is played again',
      )
  }
  return reply
}
