// Regimes: whom they concern, what triggers them, when they hold, and each report and communication.
import type { Communication, DutyReport, Regime } from '../../model/law.ts'
import type { LawFault } from './bind-shapes.ts'
import { deadlineFaults, unstartable } from './check-clocks.ts'
import { conditionFaults, ruleFaults } from './check-conditions.ts'
import { appliesFaults } from './check-facts.ts'
import { fault, type Names, type Placed, twice } from './check-places.ts'

export function regimeFaults(
  place: Placed<Regime>,
  names: Names,
  latestOf: ReadonlyMap<string, readonly string[]>,
): LawFault[] {
  const { it } = place
  return [
    ...appliesFaults(it.who.entityTypes, { ...place, field: '/who/entityTypes' }, names),
    ...triggerFaults(place, names),
    ...dayFaults(place),
    ...twice(within(place, '/reports', it.reports), ({ id }) => id, 'The report'),
    ...it.reports.flatMap((one, at) => reportFaults(one, { ...place, field: `/reports/${at}` }, it, names)),
    ...unstartable(place, latestOf),
    ...communicationFaults(place, '/communications', it.communications, names),
    ...communicationFaults(place, '/authorityDuties', it.authorityDuties, names),
    ...calendarFaults(place, names),
  ]
}

function within<T>(place: Placed<unknown>, below: string, items: readonly T[]): Placed<T>[] {
  return items.map((it, at) => ({ file: place.file, field: `${place.field}${below}/${at}`, it }))
}

function triggerFaults(place: Placed<Regime>, names: Names): LawFault[] {
  const { rules, supporting = [] } = place.it.trigger
  const faults = rules.flatMap(({ rule, only = [] }, at) => [
    ...ruleFaults(rule, { ...place, field: `/trigger/rules/${at}/rule` }, names),
    ...appliesFaults(only, { ...place, field: `/trigger/rules/${at}/only` }, names),
  ])
  faults.push(
    ...supporting.flatMap((id, at) => ruleFaults(id, { ...place, field: `/trigger/supporting/${at}` }, names)),
  )
  if (place.it.mandatory && rules.length === 0)
    faults.push(
      fault(place, '/trigger/rules', 'A mandatory regime needs a rule that decides it; or say mandatory: false.'),
    )
  return faults
}

function dayFaults(place: Placed<Regime>): LawFault[] {
  const { appliesFrom, appliesUntil } = place.it
  const faults: LawFault[] = []
  for (const [field, day] of Object.entries({ appliesFrom, appliesUntil }))
    if (day !== undefined && !isDay(day)) faults.push(fault(place, `/${field}`, `There is no day ${day}.`))
  if (appliesFrom && appliesUntil && appliesFrom >= appliesUntil)
    faults.push(fault(place, '/appliesUntil', `It ends on ${appliesUntil}, before it begins on ${appliesFrom}.`))
  return faults
}

function isDay(day: string): boolean {
  const at = new Date(`${day}T00:00:00Z`)
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(day)
}

/** Periods of one regime follow each other: no day without, no day twice. */
export function periodFaults(regimes: readonly Placed<Regime>[]): LawFault[] {
  const faults: LawFault[] = []
  for (const [at, next] of regimes.entries()) {
    const before = regimes[at - 1]
    if (!before || before.it.id !== next.it.id) continue
    const { id, appliesUntil: end } = before.it
    const begin = next.it.appliesFrom
    if (end === undefined || begin === undefined)
      faults.push(
        fault(next, '/appliesFrom', `'${id}' stands in ${before.file} too; two periods need an end and a beginning.`),
      )
    else if (end < begin)
      faults.push(fault(next, '/appliesFrom', `'${id}' has a gap: nothing holds from ${end} to ${begin}.`))
    else if (end > begin)
      faults.push(fault(next, '/appliesFrom', `'${id}' overlaps: from ${begin} to ${end} both periods hold.`))
  }
  return faults
}

function reportFaults(report: DutyReport, at: Placed<Regime>, regime: Regime, names: Names): LawFault[] {
  const known = new Set(regime.reports.map(({ id }) => id))
  const faults = [
    ...deadlineFaults(report.deadline, below(at, '/deadline'), regime.id, names),
    ...(report.onlyIf ? conditionFaults(report.onlyIf, below(at, '/onlyIf'), names) : []),
    ...(report.trigger ? ruleFaults(report.trigger, below(at, '/trigger'), names) : []),
    ...twice(within(at, '/contents', report.contents), ({ id }) => id, 'The content'),
  ]
  for (const [place, variant] of (report.variants ?? []).entries()) {
    const here = below(at, `/variants/${place}`)
    faults.push(...deadlineFaults(variant.deadline, below(here, '/deadline'), regime.id, names))
    if (variant.entityTypes) faults.push(...appliesFaults(variant.entityTypes, below(here, '/entityTypes'), names))
    if (variant.when) faults.push(...conditionFaults(variant.when, below(here, '/when'), names))
    if (!variant.when && !variant.entityTypes)
      faults.push(fault(here, '', 'Nothing decides this variant: name entity types, or facts in when.'))
  }
  if (report.replacedWhen) {
    faults.push(...conditionFaults(report.replacedWhen.condition, below(at, '/replacedWhen/condition'), names))
    faults.push(...reportNames(report.replacedWhen.by, below(at, '/replacedWhen/by'), known, names))
  }
  return [...faults, ...stageFaults(report, at, regime)]
}

function below<T>(place: T & { field: string }, field: string): T & { field: string } {
  return { ...place, field: `${place.field}${field}` }
}

function reportNames(
  list: readonly string[],
  at: { file: string; field: string },
  known: ReadonlySet<string>,
  names: Names,
): LawFault[] {
  return list.flatMap((id, place) =>
    known.has(id) ? [] : [fault(at, `/${place}`, `The regime has no report '${id}'.${names.hint(id, known)}`)],
  )
}

function stageFaults({ template }: DutyReport, at: Placed<Regime>, regime: Regime): LawFault[] {
  if (template === undefined) return []
  if (!regime.template)
    return [fault(at, '/template', `The regime has no form; templates/${regime.id}.json would hold it.`)]
  if (regime.template.fields.some(({ required }) => Object.hasOwn(required, template))) return []
  return [fault(at, '/template', `No field of the form is asked at the stage '${template}'.`)]
}

function communicationFaults(
  place: Placed<Regime>,
  field: string,
  list: readonly Communication[],
  names: Names,
): LawFault[] {
  const items = within(place, field, list)
  const faults = twice(items, ({ id }) => id, 'The communication')
  for (const at of items) {
    const { whenRule, deadline, contents = [] } = at.it
    if (whenRule) faults.push(...ruleFaults(whenRule, below(at, '/whenRule'), names))
    if (deadline) faults.push(...deadlineFaults(deadline, below(at, '/deadline'), place.it.id, names))
    faults.push(...twice(within(at, '/contents', contents), ({ id }) => id, 'The content'))
  }
  return faults
}

function calendarFaults(place: Placed<Regime>, names: Names): LawFault[] {
  const { calendar, reports } = place.it
  if (!calendar) return []
  const known = new Set(reports.map(({ id }) => id))
  const faults = reportNames(calendar.appliesToReports, below(place, '/calendar/appliesToReports'), known, names)
  for (const [at, { reports: named, entityTypes, condition }] of calendar.exclusions.entries()) {
    const here = below(place, `/calendar/exclusions/${at}`)
    faults.push(...reportNames(named, below(here, '/reports'), known, names))
    if (entityTypes) faults.push(...appliesFaults(entityTypes, below(here, '/entityTypes'), names))
    if (condition) faults.push(...conditionFaults(condition, below(here, '/condition'), names))
    if (!entityTypes && !condition)
      faults.push(fault(here, '', 'Nothing decides this exclusion: name entity types, or a condition.'))
  }
  return faults
}
