// What an incident review can take from the record: causes as classified, and how the handling went. Lessons are for persons to write.

import { inARow } from '#assess/rules/drafting/say.ts'
import type { Block, Sentence } from '../../model/product-content.ts'
import { list, prose } from './blocks.ts'
import { type Desk, fromIncident, fromReferenced, fromTitled, line, named } from './desk.ts'
import { fromDuty } from './duties.ts'
import { compare, type FiledIncident, incidentsOf } from './incidents.ts'
import { many } from './say.ts'

/** Main causes: incidents of one root cause together, and those whose cause nobody knows. */
export function reviewCauses(desk: Desk): Block[] {
  const groups = new Map<string, FiledIncident[]>()
  for (const incident of incidentsOf(desk)) {
    const cause = incident.state.classification?.rootCause ?? ''
    groups.set(cause, [...(groups.get(cause) ?? []), incident])
  }
  const ordered = [...groups].sort(
    ([a, of], [b, other]) => Number(a === '') - Number(b === '') || other.length - of.length || compare(a, b),
  )
  return list(
    ordered.map(([cause, of]) => {
      const which = inARow(of.map(({ state }) => state.reference))
      const text =
        cause === '' ? `The cause is not known: ${which}.` : `${named(desk.names.rootCauses, cause)}: ${which}.`
      return [
        line(
          desk,
          `cause:${cause === '' ? 'none' : cause}`,
          text,
          of.map(fromIncident),
          cause === '' ? { standing: 'unknown' } : {},
        ),
      ]
    }),
  )
}

/** What went late or against somebody's advice: not lessons, but where to look for them. */
export function reviewHandling(desk: Desk): Block[] {
  const { tasks, duties, decisions } = desk.told
  const passedOn = tasks.filter(({ state }) => state.hands.some(({ because }) => because === 'not-acknowledged'))
  const late = tasks.filter(
    ({ state }) => state.due !== null && (state.endedAt ?? desk.now) > state.due && state.status !== 'cancelled',
  )
  const lateReports = duties.filter(({ state }) => state.breachedAt !== null)
  const dissent = decisions.filter(({ state }) => state.dissents.length > 0)
  const sentence = (key: string, n: number, text: string, from: Sentence['sources']) =>
    n === 0 ? null : line(desk, key, text, from, { figure: { label: key, value: n, unit: '' } })
  return prose(
    sentence(
      'passed-on',
      passedOn.length,
      `${many(passedOn.length, 'task')} went to somebody else because the first did not answer in time.`,
      passedOn.map((one) => fromTitled('coordinate.task', one)),
    ),
    sentence(
      'late-tasks',
      late.length,
      `${many(late.length, 'task')} ran past the time that was set.`,
      late.map((one) => fromTitled('coordinate.task', one)),
    ),
    sentence(
      'late-reports',
      lateReports.length,
      `The limit of ${many(lateReports.length, 'report')} passed before it was handed in.`,
      lateReports.map(fromDuty),
    ),
    sentence(
      'dissent',
      dissent.length,
      `${many(dissent.length, 'decision')} ${dissent.length === 1 ? 'was' : 'were'} taken against dissent.`,
      dissent.map((one) => fromReferenced('coordinate.decision', one)),
    ),
  )
}
