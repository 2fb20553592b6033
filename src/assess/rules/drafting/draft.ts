// Drafting: what is recorded, put where the act asks for it. What is not recorded stays empty.
import type { DutyReportDoc, FieldValue } from '../../model/duty-report.ts'
import { type AskedField, askedFields } from './asked-fields.ts'
import { isFilled } from './conditions.ts'
import { sameValue } from './differences.ts'
import { textOf } from './parts.ts'
import { cut } from './say.ts'
import { type Filled, nothing, type Subject } from './subject.ts'
import { fillField } from './template-values.ts'

export type DraftFields = Record<string, Filled>

export function titleOf({ assessment, regime, report }: Subject): string {
  return cut(`${report.name}: ${assessment.state.entity.name}, ${assessment.state.title} (${regime.title})`, 400)
}

/** `standing`: what the form holds already, for fields that look at others. */
export function draftFields(subject: Subject, standing: (field: string) => FieldValue = () => null): DraftFields {
  const drafted = new Map<string, Filled>()
  const now = (field: string) => drafted.get(field)?.value ?? standing(field)
  for (const asked of askedFields(subject, subject.forms)) {
    const fresh = filled(subject, asked, now)
    drafted.set(asked.id, isFilled(fresh.value) ? fresh : asked.carried ? carried(subject, asked.id) : nothing)
  }
  return Object.fromEntries(drafted)
}

function filled(subject: Subject, asked: AskedField, now: (field: string) => FieldValue): Filled {
  if (!asked.template) return textOf(subject, asked.parts)
  const { field, fill } = asked.template
  return fill ? fillField(subject, field, fill, now) : nothing
}

/** Only what a person wrote: a drafted value of then may rest on what was taken back since. */
function carried({ earlier }: Subject, field: string): Filled {
  for (const { id, state } of earlier) {
    const before = Object.hasOwn(state.fields, field) ? state.fields[field] : undefined
    if (!before?.edited || !isFilled(before.value)) continue
    return {
      value: before.value,
      sources: [{ kind: 'duty-report', id, label: `earlier: ${state.title}`.slice(0, 400) }],
    }
  }
  return nothing
}

export interface Redraft {
  /** Fields that nobody edited and that the record says otherwise now. */
  taken: DraftFields
  /** Edited fields that the record would fill in another way. */
  would: DraftFields
}

/** `over`: edited fields that are to be drafted anew all the same. */
export function redraft(doc: DutyReportDoc, fresh: DraftFields, over: readonly string[] = []): Redraft {
  const found: Redraft = { taken: {}, would: {} }
  for (const [id, field] of Object.entries(fresh)) {
    const before = Object.hasOwn(doc.fields, id) ? doc.fields[id] : undefined
    if (sameValue(before?.value ?? null, field.value)) continue
    if (!before?.edited || over.includes(id)) found.taken[id] = field
    // The record has nothing to say against what a person wrote.
    else if (isFilled(field.value)) found.would[id] = field
  }
  return found
}
