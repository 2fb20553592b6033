// Loads the facts of one crisis: what its picture and its room are made from.
import { assessmentRecord, dutyRecord } from '#assess/events.ts'
import type { Assessment } from '#assess/model/assessment.ts'
import type { Duty } from '#assess/model/duty.ts'
import type { Id } from '#kernel/id.ts'
import type { Held, Journal, View } from '#platform/journal/index.ts'
import { claimRecord, questionRecord } from '#watch/events.ts'
import type { CrisisFacts, Recent } from '../../rules/crises/crisis-facts.ts'
import { crisisRecord } from '../../rules/crises/crisis-record.ts'
import { namedIds } from '../../rules/crises/named-ids.ts'
import { belonging, entriesOfAll, linkedRecords, statesBefore } from '../../store/crises.ts'
import { around, partsOf } from './gather.ts'

/** More than the room shows: of these each reader may read some. */
const recentKept = 60

/** Null where the view sees no such crisis. */
export async function loadFacts(journal: Journal, view: View, id: Id): Promise<CrisisFacts | null> {
  const crisis = await journal.reads.one(crisisRecord, view, id)
  if (!crisis) return null
  const [found, parts] = await Promise.all([around(journal, view, crisis), partsOf(journal, view, id)])
  const linked = [...found.linked.values()]
  const named = (record: string) => linked.flatMap((one) => (one.record === record ? [one.id] : []))
  const incidents = [...found.incidents.all.values()]
  const [claims, questions, duties] = await Promise.all([
    journal.reads.some(claimRecord, view, named(claimRecord.name)),
    journal.reads.some(questionRecord, view, named(questionRecord.name)),
    dutiesOf(journal, view, idsOf(incidents)),
  ])
  const own = [crisis, ...parts.decisions, ...parts.tasks, ...parts.notices, ...(parts.ladder ? [parts.ladder] : [])]
  const told: Held<unknown>[] = [...own, ...incidents]
  const recent = await recentOf(journal, view, idsOf(told))
  return {
    ...{ crisis, incidents, claims, questions, duties, recent, ...parts },
    linked: [...linked, ...(await namedBefore(journal, view, recent, new Set(found.linked.keys())))],
    markings: new Map(told.map((one) => [one.id, one.marking])),
  }
}

const idsOf = (all: readonly { id: Id }[]) => all.map((one) => one.id)

async function dutiesOf(journal: Journal, view: View, incidents: readonly Id[]): Promise<Held<Duty>[]> {
  const assessments = await belonging<Assessment>(journal, view, assessmentRecord, 'incident', incidents, 1_000)
  return belonging<Duty>(journal, view, dutyRecord, 'assessment', idsOf(assessments), 5_000)
}

/** Newest first, each with what its record was before. */
async function recentOf(journal: Journal, view: View, subjects: readonly Id[]): Promise<Recent[]> {
  const entries = await entriesOfAll(journal, view, subjects, recentKept)
  const before = await statesBefore(journal, view, entries)
  return entries.reverse().map((entry) => ({ entry, before: before.get(entry.id) ?? null }))
}

/** What late entries name and the crisis does not name any more. */
async function namedBefore(journal: Journal, view: View, recent: readonly Recent[], known: ReadonlySet<Id>) {
  const named = recent.flatMap(({ entry }) => (entry.record === crisisRecord.name ? namedIds(entry) : []))
  return linkedRecords(
    journal,
    view,
    [...new Set(named)].filter((id) => !known.has(id)),
  )
}
