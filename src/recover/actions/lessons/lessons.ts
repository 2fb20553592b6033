// Lessons: noted, made into a proposed change, approved by somebody else, and carried out by an entry that is named.
import type { InputOf, OutputOf } from '#kernel/contract.ts'
import type { Id } from '#kernel/id.ts'
import { done, type Reply, refuse } from '#kernel/reply.ts'
import type { Call } from '#platform/http/types.ts'
import type { Held, Unit } from '#platform/journal/index.ts'
import type * as api from '../../api/lessons.ts'
import { lessonRecord } from '../../events/lesson.ts'
import type { Lesson } from '../../model/lesson.ts'
import { type LessonEvent, lessonLife, notAgain, whyNot } from '../../rules/lifecycles.ts'
import { listed } from '../../store/records.ts'
import {
  causesOf,
  changed,
  differing,
  momentOf,
  movesOf,
  mustPoint,
  namedPerson,
  obey,
  pastOrOthers,
  placed,
  shown,
  take,
} from '../desk.ts'
import type { RecoverRoom } from '../room.ts'

type Changed = Promise<Reply<OutputOf<typeof api.changeLesson>>>
export type LessonTold = InputOf<typeof api.noteLesson>

/** In the unit of the caller: rooms downstream add lessons in the same moment as what they were learnt from. */
export async function addLesson(
  room: Pick<RecoverRoom, 'journal'>,
  unit: Unit,
  told: LessonTold,
  causes: readonly Id[] = [],
): Promise<Held<Lesson> & { entry: Id }> {
  const from = told.from ?? null
  const whole = room as RecoverRoom
  // What was opened in this very unit can be pointed at, and is not to be found before it is written.
  if (causes.length === 0) await mustPoint(whole, unit, from, '/from')
  const { options } = await placed(whole, unit, told)
  const body = {
    ...{ title: told.title, text: told.text ?? '', crisis: told.crisis ?? null, from, owner: told.owner ?? null },
    due: told.due ? momentOf(unit, told.due, '/due') : null,
  }
  const learnt = causes.length > 0 ? causes : await causesOf(room.journal, unit, [from?.id])
  const { held, entry } = await unit.open(lessonRecord, 'recover.lessonNoted', body, {
    ...options,
    cause: [...new Set([...options.cause, ...learnt])],
  })
  return { ...held, entry }
}

export function noteLesson(room: RecoverRoom, input: LessonTold, call: Call): Changed {
  return room.journal.commit(call.writer, async (unit) => {
    const { entry, ...held } = await addLesson(room, unit, input)
    return changed({ entry, held })
  })
}

export async function listLessons(
  { journal }: RecoverRoom,
  filter: InputOf<typeof api.listLessons>,
  { view }: Call,
): Promise<Reply<OutputOf<typeof api.listLessons>>> {
  return done({ items: (await listed(journal, view, lessonRecord, filter)).map(shown) })
}

const events = ['change', 'propose', 'approve', 'refuse', 'carry-out', 'drop'] as const

function whyNotLesson(state: Lesson, event: LessonEvent, person: string | null) {
  const no = whyNot(lessonLife, state.state, event)
  if (no || event !== 'approve') return no
  return notAgain(state.proposedBy ? [state.proposedBy] : [], person, 'proposed it')
}

export async function getLesson(
  room: RecoverRoom,
  { id }: InputOf<typeof api.getLesson>,
  call: Call,
): Promise<Reply<OutputOf<typeof api.getLesson>>> {
  const held = await room.journal.reads.one(lessonRecord, call.view, id)
  if (!held) return refuse('unknown', `There is no lesson ${id} that you may read.`)
  const why = (event: LessonEvent) => whyNotLesson(held.state, event, call.reader.person)
  return done({ ...shown(held), moves: movesOf(events, pastOrOthers(room, held, call), why) })
}

async function forEvent(unit: Unit, which: { id: string; version: number }, event: LessonEvent): Promise<Held<Lesson>> {
  const held = await take(unit, lessonRecord, which)
  obey(unit, whyNotLesson(held.state, event, unit.view.reader.person))
  return held
}

export function changeLesson(
  room: RecoverRoom,
  { id, version, ...given }: InputOf<typeof api.changeLesson>,
  call: Call,
): Changed {
  return room.journal.commit(call.writer, async (unit) => {
    const { state } = await forEvent(unit, { id, version }, 'change')
    const body = differing(unit, state, given)
    return changed(await unit.append(lessonRecord, 'recover.lessonChanged', id, body, { expectedVersion: version }))
  })
}

export function proposeChange(
  room: RecoverRoom,
  { target, record: given, where, text, ...which }: InputOf<typeof api.proposeChange>,
  call: Call,
): Changed {
  return room.journal.commit(call.writer, async (unit) => {
    namedPerson(unit)
    await forEvent(unit, which, 'propose')
    const record = given ?? null
    await mustPoint(room, unit, record, '/record')
    const change = { target, record, where: where ?? '', text }
    const options = { expectedVersion: which.version }
    return changed(await unit.append(lessonRecord, 'recover.changeProposed', which.id, { change }, options))
  })
}

export function approveChange(room: RecoverRoom, which: InputOf<typeof api.approveChange>, call: Call): Changed {
  return room.journal.commit(call.writer, async (unit) => {
    namedPerson(unit)
    await forEvent(unit, which, 'approve')
    const options = { expectedVersion: which.version }
    return changed(await unit.append(lessonRecord, 'recover.changeApproved', which.id, {}, options))
  })
}

function ended(to: 'refused' | 'dropped', event: LessonEvent) {
  return (room: RecoverRoom, { because, ...which }: InputOf<typeof api.dropLesson>, call: Call): Changed =>
    room.journal.commit(call.writer, async (unit) => {
      namedPerson(unit)
      await forEvent(unit, which, event)
      const options = { expectedVersion: which.version }
      return changed(await unit.append(lessonRecord, 'recover.lessonEnded', which.id, { to, because }, options))
    })
}
export const refuseChange = ended('refused', 'refuse')
export const dropLesson = ended('dropped', 'drop')

export function carryOutChange(
  room: RecoverRoom,
  { entry: given, how, ...which }: InputOf<typeof api.carryOutChange>,
  call: Call,
): Changed {
  return room.journal.commit(call.writer, async (unit) => {
    namedPerson(unit)
    const { state } = await forEvent(unit, which, 'carry-out')
    const entry = given ?? null
    if (entry !== null && !(await isAfter(room, unit, entry, state.approvedAt)))
      unit.refuse('no-such-entry', `There is no entry ${entry} after the approval that you may read.`, '/entry')
    const options = { expectedVersion: which.version, cause: entry === null ? [] : [entry] }
    return changed(await unit.append(lessonRecord, 'recover.changeCarriedOut', which.id, { entry, how }, options))
  })
}

/** What was written before the change was approved cannot have carried it out. */
async function isAfter({ journal }: RecoverRoom, unit: Unit, id: Id, approvedAt: string | null): Promise<boolean> {
  const row = await journal.sql.selectFrom('journal.entries').select('subject').where('id', '=', id).executeTakeFirst()
  if (!row) return false
  const entry = (await journal.reads.entriesOf(unit.view, row.subject)).find((one) => one.id === id)
  return entry !== undefined && entry.recordedAt >= (approvedAt ?? '')
}
