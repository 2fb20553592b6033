// What an after-action review is about: the records of one crisis, or of a whole exercise, as far as its reader may read them.

import { crisisRecord } from '#coordinate/events.ts'
import type { CrisisFile } from '#coordinate/model/crisis-file.ts'
import type { Id } from '#kernel/id.ts'
import type { View } from '#platform/journal/index.ts'
import { breachRecord } from '../../events/breach.ts'
import { goalRecord } from '../../events/goal.ts'
import { lessonRecord } from '../../events/lesson.ts'
import { measureRecord } from '../../events/measure.ts'
import { standDownRecord } from '../../events/stand-down.ts'
import { entriesOfRealm } from '../../store/after-action.ts'
import { listed } from '../../store/records.ts'
import type { RecoverRoom } from '../room.ts'

export interface About {
  title: string
  files: CrisisFile[]
  subjects: Set<Id>
}

const mostEntries = 20_000
const mostCrises = 50

export async function aboutCrisis(room: RecoverRoom, view: View, crisis: Id): Promise<About | undefined> {
  const file = await room.coordinate.crisisFile(view, crisis)
  if (!file) return undefined
  return {
    title: `${file.crisis.state.reference} ${file.crisis.state.title}`,
    files: [file],
    subjects: await ofCrisis(room, view, file),
  }
}

/** All that there is in the realm of an exercise: nothing in it is about anything else. */
export async function aboutExercise(room: RecoverRoom, view: View): Promise<About> {
  const crises = await room.journal.reads.many(crisisRecord, view, (query) =>
    query.orderBy('subject').limit(mostCrises),
  )
  const files: CrisisFile[] = []
  for (const { id } of crises) {
    const file = await room.coordinate.crisisFile(view, id)
    if (file) files.push(file)
  }
  const entries = await entriesOfRealm(room.journal, view, mostEntries)
  return {
    title: view.realm.slice(view.realm.indexOf(':') + 1),
    files,
    subjects: new Set(entries.map(({ subject }) => subject)),
  }
}

async function ofCrisis({ journal }: RecoverRoom, view: View, file: CrisisFile): Promise<Set<Id>> {
  const crisis = file.crisis.id
  const incidents = file.incidents.map(({ id }) => id)
  const own = await Promise.all([
    listed(journal, view, standDownRecord, { crisis }),
    listed(journal, view, measureRecord, { crisis }),
    listed(journal, view, goalRecord, { crisis }),
    listed(journal, view, lessonRecord, { crisis }),
    listed(journal, view, breachRecord, { incidents }),
  ])
  const lists = [
    ...[file.decisions, file.tasks, file.notices, file.incidents, file.incidentTasks, file.assessments, file.duties],
    ...[file.items, file.claims, file.questions, file.attacks, file.observations, ...own],
  ] as readonly (readonly { id: Id }[])[]
  const ids = lists.flatMap((list) => list.map(({ id }) => id))
  return new Set([crisis, ...(file.ladder ? [file.ladder.id] : []), ...ids])
}
