// The after-action review: who there was to know, each record through time, the course of things, and decisions beside what was known.
import type { CrisisFile } from '#coordinate/model/crisis-file.ts'
import type { InputOf } from '#kernel/contract.ts'
import type { Id } from '#kernel/id.ts'
import type { Marking } from '#kernel/marking.ts'
import type { Reader } from '#kernel/reader.ts'
import { personOf } from '#kernel/reader.ts'
import { done, type Reply, refuse } from '#kernel/reply.ts'
import { organisationRecord, personRecord } from '#people/index.ts'
import type { Call } from '#platform/http/types.ts'
import type { View } from '#platform/journal/index.ts'
import type { showAfterAction as contract } from '../../api/after-action.ts'
import { lessonRecord } from '../../events/lesson.ts'
import type { AfterAction, CourseMoment, DecisionThen, Knower } from '../../model/after-action.ts'
import { highestOf, tracksOf, type VersionRow, wordsOfKind } from '../../rules/after-action/tracks.ts'
import { entriesOfRecords, versionsOf } from '../../store/after-action.ts'
import { listed } from '../../store/records.ts'
import type { RecoverRoom } from '../room.ts'
import { type About, aboutCrisis, aboutExercise } from './gather.ts'

/** So many more than a review can be read by; what is left out is said. */
const mostCourse = 2_000
const mostEntries = 20_000
const mostKnowers = 60

export async function showAfterAction(
  room: RecoverRoom,
  { crisis }: InputOf<typeof contract>,
  { view, now: present }: Call,
): Promise<Reply<AfterAction>> {
  const now = view.asOf ?? present
  if (!crisis && view.realm === 'live') return refuse('crisis-needed', 'Name a crisis.', '/crisis')
  const about = crisis ? await aboutCrisis(room, view, crisis) : await aboutExercise(room, view)
  if (!about) return refuse('unknown', `There is no crisis ${crisis} that you may read.`)
  const subjects = [...about.subjects]
  const [rows, entries, lessons] = await Promise.all([
    versionsOf(room.journal, view, subjects),
    entriesOfRecords(room.journal, view, subjects, mostEntries),
    listed(room.journal, view, lessonRecord, crisis ? { crisis } : {}),
  ])
  const acted = entries.map(({ actor }) => actor)
  const { knowers, readers } = await knowersOf(room, view, about, {
    acted,
    markings: rows.map(({ marking }) => marking),
  })
  const tracks = tracksOf(rows, readers, view.realm)
  const course = courseOf(about, entries, rows)
  return done({
    ...{ title: about.title, realm: view.realm, crisis: crisis ?? null },
    from: course[0]?.recordedAt ?? now,
    until: course.at(-1)?.recordedAt ?? now,
    withheld: about.files.reduce((total, { withheld }) => total + withheld, 0),
    highest: highestOf(tracks),
    ...{ knowers, tracks },
    course: course.slice(0, mostCourse),
    more: Math.max(0, course.length - mostCourse),
    decisions: about.files
      .flatMap((file) => decisionsOf(file, knowers))
      .sort((a, b) => (a.knownAt < b.knownAt ? -1 : 1)),
    lessons: lessons.map(({ id, state: { title, state, change } }) => ({ id, title, state, change })),
  })
}

/** Organisations and persons that the record names and the reader may know, with the eyes that they have today. */
async function knowersOf(
  { journal, people }: RecoverRoom,
  view: View,
  { files }: About,
  { acted, markings }: { acted: readonly string[]; markings: readonly Marking[] },
) {
  const register: View = { reader: view.reader, realm: 'live' }
  const named = (kind: 'persons' | 'organisations') => files.flatMap((file) => Object.keys(file.names[kind]))
  const actors = acted.flatMap((actor) => /^person:([0-9a-f-]{36})/.exec(actor)?.[1] ?? [])
  const told = markings.flatMap((marking) => marking.persons)
  const persons = await journal.reads.some(personRecord, register, unique([...actors, ...told, ...named('persons')]))
  const theirs = persons.map(({ state }) => state.organisation)
  const reached = markings.flatMap(({ owner, audience }) => [owner, ...audience])
  const ids = unique([journal.home, ...theirs, ...reached, ...named('organisations')])
  const organisations = await journal.reads.some(organisationRecord, register, ids)
  const candidates: Knower[] = [
    ...organisations.map(({ id, state: { name } }) => ({ id, kind: 'organisation' as const, name })),
    ...persons.map(({ id, state: { name } }) => ({ id, kind: 'person' as const, name })),
  ].slice(0, mostKnowers)
  const knowers: Knower[] = []
  const readers: Reader[] = []
  for (const one of candidates) {
    const reader =
      one.kind === 'person' ? (await people.colleague(one.id))?.reader : await people.readerOfOrganisation(one.id)
    if (!reader) continue
    knowers.push(one)
    // Whoever is named in the record of an exercise was in it, also after they have left it.
    readers.push({ ...reader, realms: [view.realm] })
  }
  return { knowers, readers }
}

const unique = (ids: readonly Id[]): Id[] => [...new Set(ids)]

type Told = Awaited<ReturnType<typeof entriesOfRecords>>[number]

/** A sentence where the house tells one; else what was done to which record. */
function courseOf({ files }: About, entries: readonly Told[], rows: readonly VersionRow[]): CourseMoment[] {
  const sentences = new Map<Id, string>(files.flatMap((file) => file.entries.map(({ id, sentence }) => [id, sentence])))
  const titles = new Map(rows.map(({ subject, title }) => [subject, title]))
  return (
    entries
      // What the reader may not be told about a record that they may read has no sentence and no title.
      .filter(({ subject }) => titles.has(subject))
      .map(({ id, record, subject, kind, actor, observedAt, recordedAt }) => ({
        ...{ entry: id, record, subject, actor, observedAt, recordedAt },
        says: `${titles.get(subject) ?? ''}: ${sentences.get(id) || wordsOfKind(kind)}`.slice(0, 2_000),
      }))
      .sort((a, b) => (a.recordedAt < b.recordedAt ? -1 : a.recordedAt > b.recordedAt ? 1 : 0))
  )
}

function decisionsOf({ decisions }: CrisisFile, knowers: readonly Knower[]): DecisionThen[] {
  return decisions.flatMap(({ id, state: { reference, question, options, chosen } }) => {
    if (!chosen) return []
    const place = knowers.findIndex((one) => `person:${one.id}` === personOf(chosen.by))
    return [
      {
        ...{ id, reference, question, by: chosen.by, reasons: chosen.reasons },
        chosen: options.find(({ key }) => key === chosen.option)?.text ?? chosen.option,
        ...{ decidedAt: chosen.at, knownAt: chosen.knownAt, knower: place < 0 ? null : place },
      },
    ]
  })
}
