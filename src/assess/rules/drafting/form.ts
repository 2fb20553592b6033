// A report as a form: what is asked, what stands there and why, what is missing and what is wrong.
import type { DutyReportDoc, DutyReportForm, FieldValue, FormField, ReportField } from '../../model/duty-report.ts'
import type { Answer } from '../../model/verdict.ts'
import { sayArticle } from '../clocks/say-time.ts'
import { recipientInWords } from '../law/recipients.ts'
import { type AskedField, askedFields, type Place } from './asked-fields.ts'
import { faultIn, type Takes } from './check-value.ts'
import { answerTo, isFilled, type Standing } from './conditions.ts'
import { crossFaults } from './cross-check.ts'
import { plainValue } from './differences.ts'
import { sayNumber } from './say.ts'
import type { Subject } from './subject.ts'

export interface FormInput {
  doc: Pick<DutyReportDoc, 'fields' | 'regime' | 'report' | 'lawVersion'>
  /** Where the report stands in the law; null where the law at hand does not know it. */
  place: Place | null
  /** What is known of the case; null where the reader may not read the assessment. Conditions are open then. */
  subject: Subject | null
  forms: Subject['forms']
  countries: ReadonlySet<string>
}

export function formOf(input: FormInput): DutyReportForm {
  const { doc, place } = input
  const asked = place ? askedFields(place, input.forms) : []
  const standing: Standing = (field) => fieldIn(doc.fields, field)?.value ?? null
  const crossed = place?.report.template ? crossFaults(standing) : new Map<string, string>()
  const fields = [
    ...asked.map((one) => formField(input, one, standing, crossed.get(one.id) ?? null)),
    ...strangers(doc.fields, asked),
  ]
  const ids = (which: (field: FormField) => boolean) => fields.filter(which).map(({ id }) => id)
  return {
    ...headOf(input),
    fields,
    missing: ids(({ missing }) => missing),
    open: ids(({ demand, shown }) => demand === 'if-it-applies' && shown === ''),
    faulty: ids(({ faults }) => faults.length > 0),
  }
}

function headOf({ doc, place, subject }: FormInput): Omit<DutyReportForm, 'fields' | 'missing' | 'open' | 'faulty'> {
  const { regime, report, law } = place ?? {}
  const seat = subject?.assessment.state.entity.jurisdiction ?? null
  return {
    regimeTitle: regime?.title ?? doc.regime,
    reportName: report?.name ?? doc.report.replaceAll('_', ' '),
    article: report ? sayArticle(report.article) : '',
    instrument: regime?.instrument ?? '',
    recipients: (regime?.recipient.primary ?? []).map((one) => recipientInWords(one, seat)),
    template: report?.template ? (regime?.template?.instrument ?? null) : null,
    lawVersion: doc.lawVersion,
    verified: (report?.verified ?? regime?.verified) !== false && place !== null,
    otherLaw: law?.version !== doc.lawVersion,
  }
}

function fieldIn(fields: DutyReportDoc['fields'], id: string): ReportField | undefined {
  return Object.hasOwn(fields, id) ? fields[id] : undefined
}

function formField(input: FormInput, asked: AskedField, standing: Standing, crossed: string | null): FormField {
  const held = fieldIn(input.doc.fields, asked.id)
  const value = held?.value ?? null
  const condition = conditionOf(input, asked, standing)
  const demand = demandOf(asked, condition?.answer ?? null)
  const fault = faultIn(value, takesOf(asked, input.countries)) ?? crossed
  const { id, label, section, type, choices, help, word, verified } = asked
  return {
    ...{ id, label, section, type, help, demand, word, condition, value, verified },
    choices: choices ? [...choices] : null,
    shown: shownValue(type, value),
    sources: held?.sources ?? [],
    edited: held?.edited ?? false,
    by: held?.by ?? null,
    at: held?.at ?? null,
    missing: demand === 'needed' && !isFilled(value),
    faults: fault ? [fault] : [],
  }
}

export function takesOf({ type, choices, template }: AskedField, countries: ReadonlySet<string>): Takes {
  const fill = template?.fill
  const most = fill && 'fact' in fill ? fill.most : undefined
  return { type, choices, countries, ...(most === undefined ? {} : { most }) }
}

function demandOf({ asked, condition }: AskedField, answer: Answer | null): FormField['demand'] {
  if (asked === 'always') return 'needed'
  if (asked === 'open') return 'not-named'
  if (condition === null || answer === null || answer === 'undetermined') return 'if-it-applies'
  return answer === 'yes' ? 'needed' : 'not-needed'
}

/** A condition that the files do not know is open, and is said in its own words. */
function conditionOf(
  { subject, forms }: FormInput,
  { id, condition }: AskedField,
  standing: Standing,
): FormField['condition'] {
  if (condition === null) return null
  const known = Object.hasOwn(forms.conditions, condition) ? forms.conditions[condition] : undefined
  if (!known) return { text: condition.replaceAll('_', ' '), answer: 'undetermined' }
  return { text: known.text, answer: subject ? answerTo(subject, known.holds, standing, id) : 'undetermined' }
}

/** Contents that this report was written with, and that the law at hand does not ask for: shown, never lost. */
function strangers(fields: DutyReportDoc['fields'], asked: readonly AskedField[]): FormField[] {
  const known = new Set(asked.map(({ id }) => id))
  return Object.entries(fields).flatMap(([id, { value, sources, edited, by, at }]): FormField[] => {
    if (known.has(id) || !isFilled(value)) return []
    return [
      {
        ...{ id, value, sources, edited, by, at },
        ...{ label: id.replaceAll('_', ' '), section: 'Not asked for by the law at hand', type: 'text' },
        ...{ choices: null, help: null, word: null, condition: null, verified: true, missing: false, faults: [] },
        demand: 'not-needed',
        shown: shownValue('text', value),
      },
    ]
  })
}

/** The value as people read it; '' where there is none. */
function shownValue(type: string, value: FieldValue): string {
  if (!isFilled(value)) return ''
  if (typeof value === 'number') {
    if (type === 'percent_1dp') return `${sayNumber(value)}\u00a0%`
    return sayNumber(value)
  }
  if (typeof value === 'boolean') return value ? 'Yes' : 'No'
  if (type === 'duration_ddhhmm' && typeof value === 'string') return `${value} (days:hours:minutes)`
  return Array.isArray(value) ? value.join('; ') : plainValue(value)
}
