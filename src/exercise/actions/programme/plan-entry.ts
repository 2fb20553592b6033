// The programme is written: an exercise is put into it, changed, noted as held, cancelled.
import { dayOf, isDay } from '#coordinate/rules/duties/rounds.ts'
import type { InputOf, OutputOf } from '#kernel/contract.ts'
import type { Id } from '#kernel/id.ts'
import { done, type Refused, type Reply, refuse } from '#kernel/reply.ts'
import type { Call } from '#platform/http/types.ts'
import type { Held, Unit } from '#platform/journal/types.ts'
import type * as api from '../../api/programme/programme.ts'
import { exerciseRecord } from '../../events.ts'
import type { Exercise } from '../../model/exercise.ts'
import type { ProgrammeEntry } from '../../model/programme/programme.ts'
import type { Scenario } from '../../model/scenario.ts'
import { programmeEntryRecord } from '../../rules/programme/entry-record.ts'
import { afterEntryEvent, type EntryEvent } from '../../rules/programme/lifecycle.ts'
import { findExercise, noSuch } from '../desk.ts'
import { findScenario } from '../library.ts'
import { plannerOf, planningRealm } from '../room.ts'
import { type ProgrammeRoom, programmeView } from './room.ts'

type Changed = OutputOf<typeof api.addToProgramme>
type Named = Partial<Pick<ProgrammeEntry, 'scenario' | 'obligations'>> & { exercise?: string | null }

export async function addToProgramme(
  it: ProgrammeRoom,
  input: InputOf<typeof api.addToProgramme>,
  call: Call,
): Promise<Reply<Changed>> {
  const { title, from, to = from, organiser, takesPart = [], note = '', marking } = input
  const wrong = daysRefused(from, to) ?? obligationsRefused(it, input)
  if (wrong) return wrong
  const named = await whatItNames(it, input, call)
  if ('ok' in named) return named
  const { scenario, exercise } = named
  return it.room.journal.commit(plannerOf(call).writer, async (unit) => {
    const body = {
      ...{ title, from, to, organiser, takesPart, note },
      ...{ scenario: scenario?.id ?? null, exercise: exercise?.id ?? null },
      obligations: input.obligations ?? (scenario ? obligationsOf(scenario) : []),
      risks: input.risks ?? scenario?.derivedFrom ?? [],
    }
    const { held } = await unit.open(programmeEntryRecord, 'exercise.addedToProgramme', body, marking && { marking })
    return done(changed(held))
  })
}

export async function changeInProgramme(
  it: ProgrammeRoom,
  { id, version, ...input }: InputOf<typeof api.changeInProgramme>,
  call: Call,
): Promise<Reply<Changed>> {
  const wrong = obligationsRefused(it, input)
  if (wrong) return wrong
  const named = await whatItNames(it, input, call)
  if ('ok' in named) return named
  const { exercise: slug, ...plain } = input
  return it.room.journal.commit(plannerOf(call).writer, async (unit) => {
    const { state } = await entryFor(unit, id, 'change')
    const refused = daysRefused(input.from ?? state.from, input.to ?? state.to)
    if (refused) return refused
    const body = { ...plain, ...(slug === undefined ? {} : { exercise: named.exercise?.id ?? null }) }
    const options = { expectedVersion: version }
    const { held } = await unit.append(programmeEntryRecord, 'exercise.changedInProgramme', id, body, options)
    return done(changed(held))
  })
}

export async function noteHeld(
  it: ProgrammeRoom,
  { id, version, exercise: slug, heldOn, because }: InputOf<typeof api.noteHeld>,
  call: Call,
): Promise<Reply<Changed>> {
  const named = await whatItNames(it, slug === undefined ? {} : { exercise: slug }, call)
  if ('ok' in named) return named
  const today = dayOf(it.room.clock.in(planningRealm).toISOString())
  return it.room.journal.commit(plannerOf(call).writer, async (unit) => {
    const { state } = await entryFor(unit, id, 'hold')
    const played = named.exercise ?? (await linked(it, state, call))
    if (played && played.state.state !== 'ended')
      return refuse('not-ended', `${played.state.name} is ${played.state.state}.`, '/exercise')
    if (!played && because === undefined) return refuse('nothing-shows-it', undefined, '/because')
    const day = heldOn ?? (played?.state.endedAt ? dayOf(played.state.endedAt) : state.to)
    if (!isDay(day) || day > today)
      return refuse('bad-days', `Today is ${today}; ${day} is no day until then.`, '/heldOn')
    const body = { exercise: played?.id ?? state.exercise, heldOn: day, because: because ?? null }
    const options = { expectedVersion: version }
    const { held } = await unit.append(programmeEntryRecord, 'exercise.notedHeld', id, body, options)
    return done(changed(held))
  })
}

export async function cancelInProgramme(
  { room }: ProgrammeRoom,
  { id, version, because }: InputOf<typeof api.cancelInProgramme>,
  call: Call,
): Promise<Reply<Changed>> {
  return room.journal.commit(plannerOf(call).writer, async (unit) => {
    await entryFor(unit, id, 'cancel')
    const options = { expectedVersion: version }
    const { held } = await unit.append(programmeEntryRecord, 'exercise.cancelledInProgramme', id, { because }, options)
    return done(changed(held))
  })
}

function changed({ id, version, state }: Held<ProgrammeEntry>): Changed {
  return { id, version, state }
}

async function entryFor(unit: Unit, id: Id, event: EntryEvent): Promise<Held<ProgrammeEntry>> {
  const held = await unit.read(programmeEntryRecord, id)
  if (!held) return unit.refuse('unknown', `No exercise of the programme with the id ${id} that you may read.`)
  if (afterEntryEvent(held.state.state, event) !== null) return held
  return unit.refuse('wrong-state', `It is ${held.state.state}; this can be done while it is planned.`)
}

/** The scenario and the exercise that are named, where they are there. */
async function whatItNames(
  { room }: ProgrammeRoom,
  { scenario: ref, exercise: slug }: Named,
  { reader }: Call,
): Promise<Refused | { scenario: Scenario | undefined; exercise: Held<Exercise> | undefined }> {
  const scenario = ref ? (await findScenario(room, ref))?.scenario : undefined
  if (ref && !scenario) return refuse('unknown', `There is no scenario '${ref}'.`, '/scenario')
  const exercise = slug ? await findExercise(room, slug, reader) : undefined
  if (slug && !exercise) return noSuch(slug)
  return { scenario, exercise }
}

async function linked({ room }: ProgrammeRoom, { exercise }: ProgrammeEntry, call: Call) {
  return exercise === null ? undefined : room.journal.reads.one(exerciseRecord, programmeView(call), exercise)
}

function obligationsOf({ objectives }: Scenario): string[] {
  return [...new Set(objectives.flatMap(({ obligations }) => obligations))]
}

function obligationsRefused({ room }: ProgrammeRoom, { obligations }: Named): Refused | undefined {
  const stranger = obligations?.findIndex((id) => !room.obligations.has(id)) ?? -1
  if (stranger < 0) return undefined
  return refuse('no-such-obligation', `There is no ${obligations?.[stranger]}.`, `/obligations/${stranger}`)
}

function daysRefused(from: string, to: string): Refused | undefined {
  if (!isDay(from)) return refuse('bad-days', `The calendar has no ${from}.`, '/from')
  if (!isDay(to)) return refuse('bad-days', `The calendar has no ${to}.`, '/to')
  return to < from ? refuse('bad-days', `It would end on ${to}, before ${from}.`, '/to') : undefined
}
