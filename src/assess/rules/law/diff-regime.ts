// What a regime holds, in two laws side by side: reports, other duties, the calendar and the form.
import type { CalendarRule, Communication, DutyReport, Regime } from '../../model/law.ts'
import { type Both, fields, items, type Part, same, whole } from './diff-items.ts'
import { deadlineInWords } from './diff-words.ts'

/** What a regime holds: reports with their contents and variants, other duties, the calendar, the form. */
export function withinRegime(both: Both): (before: Regime, after: Regime, id: string) => void {
  return (before, after, regime) => {
    const named = (one: { id: string }) => `${regime} / ${one.id}`
    const sayReport = ({ name, deadline, article }: DutyReport) => `${name}, ${deadlineInWords(deadline)} (${article})`
    items(both, 'report', before.reports, after.reports, named, sayReport, withoutParts, (was, is, id) => {
      contents(both, 'report', id, was.contents, is.contents)
      variants(both, id, was.variants ?? [], is.variants ?? [])
      replaced(both, id, was.replacedWhen, is.replacedWhen)
    })
    const sayDuty = ({ actor, to, text, when, article }: Communication) =>
      [actor, to?.join(', '), text ?? when, article].filter(Boolean).join('; ')
    for (const [part, key] of [
      ['communication', 'communications'],
      ['authority duty', 'authorityDuties'],
    ] as const)
      items(both, part, before[key], after[key], named, sayDuty, withoutParts, (was, is, id) =>
        contents(both, part, id, was.contents ?? [], is.contents ?? []),
      )
    calendars(both, regime, before.calendar, after.calendar)
    const field = ({ no }: { no: string }) => `${regime} / ${no}`
    const form = before.template?.fields ?? []
    items(both, 'form', form, after.template?.fields ?? [], field, ({ label }) => label, same)
    fields(both, 'form', regime, { ...before.template, fields: [] }, { ...after.template, fields: [] })
  }
}

function withoutParts(it: DutyReport | Communication): object {
  const { contents: _c, variants: _v, replacedWhen: _r, ...own } = it as DutyReport
  return own
}

function contents(
  both: Both,
  part: Part,
  id: string,
  before: readonly { id: string; label: string }[],
  after: readonly { id: string; label: string }[],
): void {
  items(
    both,
    part,
    before,
    after,
    (one) => `${id} / ${one.id}`,
    ({ label }) => label,
    same,
  )
}

type Variant = NonNullable<DutyReport['variants']>[number]

function variants(both: Both, id: string, before: readonly Variant[], after: readonly Variant[]): void {
  const say = ({ deadline, article }: Variant) => `${deadlineInWords(deadline)} (${article})`
  items(both, 'report', before, after, ({ article }) => `${id} / variant of ${article}`, say, same)
}

function replaced(both: Both, id: string, before: DutyReport['replacedWhen'], after: DutyReport['replacedWhen']): void {
  fields(both, 'report', `${id} / replaced`, before ?? {}, after ?? {})
}

function calendars(
  both: Both,
  regime: string,
  before: CalendarRule | undefined,
  after: CalendarRule | undefined,
): void {
  if (before && after) fields(both, 'calendar', regime, before, after)
  else if (after) whole(both, 'calendar', regime, 'added', after.text)
  else if (before) whole(both, 'calendar', regime, 'removed', before.text)
}
