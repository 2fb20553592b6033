// A crisis as one document: everything that one reader may read of it at one moment.
import { assessmentRecord, dutyRecord, incident } from '#assess/events.ts'
import { task as incidentTask } from '#assess/rules/kept.ts'
import type { Id } from '#kernel/id.ts'
import { mayWrite } from '#kernel/may-read.ts'
import type { RecordKind } from '#kernel/record.ts'
import { instant } from '#kernel/time.ts'
import { organisationRecord, personRecord } from '#people/index.ts'
import { type Held, newestBySubject, type View } from '#platform/journal/index.ts'
import { type CrisisFile, crisisFileFormat, type Filed } from '../../model/crisis-file.ts'
import { crisisRecord } from '../../rules/crises/crisis-record.ts'
import { entriesTold } from '../../rules/crises/entries-told.ts'
import { namedIds } from '../../rules/crises/named-ids.ts'
import { organisationsIn, personsIn } from '../../rules/crises/named-people.ts'
import { entriesOfAll, linkedRecords, type ToldEntry } from '../../store/crises.ts'
import { redactedParts } from '../ladder/redact-parts.ts'
import type { CoordinateRoom } from '../room.ts'
import { type Around, around, beneath, type Parts, partsOf } from './gather.ts'

/** What making the file takes; `kinds` are the records of coordinate by name. */
export interface FilingRoom extends Pick<CoordinateRoom, 'journal' | 'clock'> {
  kinds: ReadonlyMap<string, RecordKind>
}

const mostEntries = 100_000
const assessKinds = [incident, incidentTask, assessmentRecord, dutyRecord] as readonly RecordKind[]

/** Undefined where there is no crisis of that id that the reader may read. */
export async function crisisFile(room: FilingRoom, view: View, id: Id): Promise<CrisisFile | undefined> {
  const { journal } = room
  const asOf = view.asOf ?? instant(room.clock.in(view.realm))
  const held = await journal.reads.one(crisisRecord, view, id)
  if (!held) return undefined
  const [found, parts] = await Promise.all([
    around(journal, view, held),
    partsOf(journal, view, id).then((all) => redactedParts(journal, view, all)),
  ])
  const below = await beneath(journal, view, found)
  const told: Held<unknown>[] = [
    held,
    ...(parts.ladder ? [parts.ladder] : []),
    ...[...parts.decisions, ...parts.tasks, ...parts.notices],
    ...found.incidents.all.values(),
    ...[...below.incidentTasks, ...below.assessments, ...below.duties],
  ]
  const quiet = [...below.items, ...below.claims, ...below.questions, ...below.attacks, ...below.observations]
  const [entries, newest] = await Promise.all([
    entriesOfAll(
      journal,
      view,
      told.map((one) => one.id),
      mostEntries,
    ),
    newestBySubject(
      journal,
      view,
      [...told, ...quiet].map((one) => one.id),
    ),
  ])
  const sentences = entriesTold(entries, {
    kinds: new Map([...room.kinds, ...assessKinds.map((kind) => [kind.name, kind] as const)]),
    markings: new Map(told.map((one) => [one.id, one.marking])),
    known: await knownTo(room, view, entries, found),
  })
  const filed = filing(newest)
  const incidents = found.incidents.counting
  const body = {
    crisis: filed({ ...held, state: found.state }),
    ...filedParts(parts, filed),
    incidents: incidents.map(filed),
    incidentTasks: below.incidentTasks.map(filed),
    assessments: below.assessments.map(filed),
    duties: below.duties.map(filed),
    items: below.items.map(filed),
    claims: below.claims.map(filed),
    questions: below.questions.map(filed),
    attacks: below.attacks.map(filed),
    observations: below.observations.map(filed),
  }
  return {
    format: crisisFileFormat,
    realm: view.realm,
    asOf,
    node: await nodeOf(room, view),
    withheld: mayKnowWithheld(room, view, held) ? found.withheld : 0,
    ...body,
    entries: sentences,
    names: await namesOf(room, view, { ...body, entries: sentences }),
  }
}

/**
 * That something is withheld is told to those who answer for the crisis, because they sign what is made of it. To others
 * what may not be read looks like what is not there.
 */
export function mayKnowWithheld(
  { journal }: Pick<FilingRoom, 'journal'>,
  view: View,
  held: Pick<Held<unknown>, 'marking'>,
): boolean {
  const { roles } = view.reader
  return (
    (roles.includes('crisis-manager') || roles.includes('duty-officer')) &&
    mayWrite(view.reader, view.realm, held.marking, journal.home)
  )
}

/** Ids of what entries of the crisis name and the reader may read; those that it named once are among them. */
async function knownTo({ journal }: FilingRoom, view: View, entries: readonly ToldEntry[], { linked }: Around) {
  const once = new Set(entries.flatMap((entry) => (entry.record === crisisRecord.name ? namedIds(entry) : [])))
  for (const id of linked.keys()) once.delete(id)
  const found = await linkedRecords(journal, view, [...once])
  return new Set([...linked.keys(), ...found.map((one) => one.id)])
}

type Filing = <S>(held: Held<S>) => Filed<S>

function filing(newest: ReadonlyMap<Id, Id>): Filing {
  return ({ id, version, marking, since, state }) => ({
    ...{ id, version, marking, since, state },
    // An entry of a record is as readable as the record that it made; the id of the record stands in where it was erased.
    entry: newest.get(id) ?? id,
  })
}

function filedParts({ ladder, decisions, tasks, notices }: Parts, filed: Filing) {
  return {
    ladder: ladder && filed(ladder),
    decisions: decisions.map(filed),
    tasks: tasks.map(filed),
    notices: notices.map(filed),
  }
}

/** People and organisations stand in the live realm, also for those who are in an exercise. */
function registerView({ reader }: View): View {
  return { reader, realm: 'live' }
}

async function nodeOf({ journal }: FilingRoom, view: View): Promise<CrisisFile['node']> {
  const home = await journal.reads.one(organisationRecord, registerView(view), journal.home)
  return { id: journal.nodeId, organisation: journal.home, name: home?.state.name ?? '' }
}

async function namesOf(
  { journal }: FilingRoom,
  view: View,
  body: Pick<CrisisFile, 'crisis' | 'decisions' | 'tasks' | 'notices' | 'incidents' | 'assessments' | 'entries'>,
): Promise<CrisisFile['names']> {
  const register = registerView(view)
  const [persons, organisations] = await Promise.all([
    journal.reads.some(personRecord, register, personsIn(body)),
    journal.reads.some(organisationRecord, register, organisationsIn(body)),
  ])
  return {
    persons: Object.fromEntries(
      persons.map(({ id, marking, state }) => [id, { name: state.name, country: null, marking }]),
    ),
    organisations: Object.fromEntries(
      organisations.map(({ id, marking, state }) => [id, { name: state.name, country: state.country, marking }]),
    ),
  }
}
