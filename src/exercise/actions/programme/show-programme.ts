// The programme is shown: entries, what is due, the heat map; and given out as a calendar and as a table.
import { dayOf } from '#coordinate/rules/duties/rounds.ts'
import type { InputOf, OutputOf } from '#kernel/contract.ts'
import type { Id } from '#kernel/id.ts'
import { done, type Reply } from '#kernel/reply.ts'
import type { Call, Download } from '#platform/http/types.ts'
import type { Held, View } from '#platform/journal/types.ts'
import type * as api from '../../api/programme/programme.ts'
import type { Exercise } from '../../model/exercise.ts'
import type { Day, ProgrammeEntry } from '../../model/programme/programme.ts'
import { coveringOf, wasPlayed } from '../../rules/programme/covered.ts'
import { dueExercises } from '../../rules/programme/due.ts'
import { obligationRows, riskRows, yearsOf } from '../../rules/programme/heat-map.ts'
import { type CalendarEntry, programmeCalendar as calendarText } from '../../rules/programme/programme-calendar.ts'
import { programmeTable as tableText } from '../../rules/programme/programme-table.ts'
import { allExercises } from '../../store/exercises.ts'
import { programmeEntries } from '../../store/programme/programme.ts'
import { isDirecting } from '../desk.ts'
import { planningRealm } from '../room.ts'
import { listScenarios } from '../scenarios.ts'
import { type ProgrammeRoom, programmeView } from './room.ts'

/** Exercises that count in the map: the newest. */
const mostExercises = 2_000

type Shown = OutputOf<typeof api.showProgramme>

/**
 * Exercises that have ended count for everybody who may read their record, also for those who were not in them: an exercise that was held
 * must not look as if it never was. Nothing of its content is told.
 */
export async function showProgramme(
  it: ProgrammeRoom,
  _input: InputOf<typeof api.showProgramme>,
  call: Call,
): Promise<Reply<Shown>> {
  const { room, duties, requirements, actors } = it
  const view = programmeView(call)
  const [entries, exercises, scenarios] = await Promise.all([
    programmeEntries(room.journal, view),
    allExercises(room.journal, view, mostExercises),
    listScenarios(room, call),
  ])
  const today = dayOf(view.asOf ?? room.clock.in(planningRealm).toISOString())
  const covering = coveringOf(entries, exercises)
  const cards = scenarios.ok ? scenarios.value.items.map(({ card }) => card) : []
  const refs = new Set(cards.map(({ ref }) => ref))
  const byId = new Map(exercises.map((one) => [one.id, one]))
  const stages = new Map(duties.map(({ id, stage }) => [id, stage]))
  const risks = cards.flatMap(({ derivedFrom }) => derivedFrom)
  return done({
    today,
    mayPlan: isDirecting(call.reader),
    entries: entries.map((one) => shownEntry(one, byId, refs, today)),
    due: dueExercises(duties, requirements, covering, today).map((one) => ({
      ...one,
      actor: actors.get(one.actor) ?? one.actor,
    })),
    years: yearsOf(covering, today),
    obligations: obligationRows(duties, covering, today).map((row) => ({ ...row, stage: stages.get(row.key) ?? '' })),
    risks: riskRows(risks, covering, today),
    besides: besides(entries, exercises),
  })
}

function shownEntry(
  { id, version, marking, since, state }: Held<ProgrammeEntry>,
  exercises: ReadonlyMap<Id, Held<Exercise>>,
  refs: ReadonlySet<string>,
  today: Day,
): Shown['entries'][number] {
  const played = state.exercise === null ? undefined : exercises.get(state.exercise)?.state
  const ended = played !== undefined && wasPlayed(played)
  const open = state.state === 'planned'
  return {
    ...{ id, version, marking, since, state },
    playedBy: played ? { slug: played.slug, name: played.name, ended: played.state === 'ended' } : null,
    asks: open && ended ? 'played' : open && state.to < today ? 'passed' : null,
    scenarioGone: state.scenario !== null && !refs.has(state.scenario),
  }
}

function besides(entries: readonly Held<ProgrammeEntry>[], exercises: readonly Held<Exercise>[]): Shown['besides'] {
  const named = new Set(entries.filter(({ state }) => state.state !== 'cancelled').map(({ state }) => state.exercise))
  return exercises
    .filter(({ id, state }) => !named.has(id) && wasPlayed(state))
    .map(({ state: { slug, name, endedAt, scenario } }) => ({
      ...{ slug, name, endedOn: dayOf(endedAt ?? ''), scenario: scenario.ref },
    }))
}

export async function calendarFor({ room }: ProgrammeRoom, view: View): Promise<string> {
  const entries = await programmeEntries(room.journal, view)
  const url = `${room.settings.origin}/exercises/programme`
  return calendarText(
    entries.map(
      ({ id, version, since, marking, state }): CalendarEntry => ({
        ...{ id, version, since, tlp: marking.tlp, entry: state, url },
      }),
    ),
  )
}

export async function programmeCalendar(
  it: ProgrammeRoom,
  _input: InputOf<typeof api.programmeCalendar>,
  call: Call,
): Promise<Reply<Download>> {
  const text = await calendarFor(it, programmeView(call))
  return done({
    name: 'EXERCISE-programme.ics',
    type: 'text/calendar; charset=utf-8',
    bytes: Buffer.from(text),
  })
}

export async function programmeTable(
  { room }: ProgrammeRoom,
  _input: InputOf<typeof api.programmeTable>,
  call: Call,
): Promise<Reply<Download>> {
  const entries = await programmeEntries(room.journal, programmeView(call))
  return done({
    name: 'EXERCISE-programme.csv',
    type: 'text/csv; charset=utf-8',
    bytes: Buffer.from(tableText(entries)),
  })
}
