// What a report is drafted from: all that is recorded and may go into it, read by the action and handed to pure rules.
import type { Id } from '#kernel/id.ts'
import type { Instant } from '#kernel/time.ts'
import type { Assessment } from '../../model/assessment.ts'
import type { Forms } from '../../model/duty-forms.ts'
import type { DutyReportDoc, FieldSource, FieldValue } from '../../model/duty-report.ts'
import type { DutyReport, Law, Regime } from '../../model/law.ts'
import type { Answer } from '../../model/verdict.ts'
import type { Incident, Task, Taxonomies } from '../../model.ts'

interface ContactKnown {
  purpose: string
  email?: string
  phone?: string
}

interface AttackKnown {
  id: Id
  title: string
  measure: string
  onset: Instant
  end: Instant | null
  judged: string | null
}

interface ClaimKnown {
  id: Id
  proposition: string
  holder: string | null
  class: string
  rating: string
  item: Id
}

interface NameKnown {
  text: string
  type: string | null
  item: Id
}

export interface Subject {
  law: Law
  regime: Regime
  report: DutyReport
  assessment: { id: Id; tlp: string; state: Assessment }
  organisation: Id | null
  contacts: readonly ContactKnown[]
  /** Null where there is none, or where what it says must not go into a report marked like the assessment. */
  incident: { id: Id; state: Incident } | null
  tasks: readonly { id: Id; state: Task }[]
  attacks: readonly AttackKnown[]
  claims: readonly ClaimKnown[]
  names: readonly NameKnown[]
  /** Answers of the rules of this regime on what is known, and those that decided. */
  answers: ReadonlyMap<string, Answer>
  because: readonly string[]
  /** Earlier reports of this assessment and regime that were not withdrawn, newest first. */
  earlier: readonly { id: Id; state: DutyReportDoc }[]
  taxonomies: Pick<Taxonomies, 'rsit' | 'cg2018' | 'countries' | 'sectors'>
  forms: Forms
}

/** A sentence, with what it rests on. */
export interface Sentence {
  text: string
  sources: FieldSource[]
}

export interface Filled {
  value: FieldValue
  sources: FieldSource[]
}

export const nothing: Filled = { value: null, sources: [] }
