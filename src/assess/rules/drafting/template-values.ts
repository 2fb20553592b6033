// What fills one field of a prescribed form: a typed value out of the record, or nothing.
import type { Choices, ContactFill, Fill } from '../../model/duty-forms.ts'
import type { FieldSource } from '../../model/duty-report.ts'
import type { TemplateField } from '../../model/law.ts'
import { answerTo, type Standing } from './conditions.ts'
import { factOf, factSource, toldOf } from './fact-sentences.ts'
import { anchorSource, anchorTold, sentencesOf, textOf } from './parts.ts'
import { roundHalfUp } from './say.ts'
import { type Filled, nothing, type Subject } from './subject.ts'

export function fillField(subject: Subject, field: TemplateField, fill: Fill, standing: Standing): Filled {
  if ('text' in fill) return textOf(subject, fill.text)
  if ('moment' in fill) return firstMoment(subject, fill.moment)
  if ('fact' in fill) return typedFact(subject, field.type, fill.fact)
  if ('yesNo' in fill) return yesNo(subject, fill.yesNo)
  if ('choose' in fill) return chosen(subject, field, fill.choose, standing)
  if ('countries' in fill) return countries(subject, answerTo(subject, fill.countries, standing, field.no) === 'yes')
  if ('byReport' in fill) return byReport(subject, fill.byReport)
  if ('byType' in fill) return byType(subject, fill.byType)
  if ('contact' in fill) return contact(subject, fill.contact)
  if ('constant' in fill) return constant(subject, fill.constant, fill.because)
  if ('present' in fill) return present(subject, fill.present)
  if ('services' in fill) return textOf(subject, ['record:services'])
  const { id, state } = subject.assessment
  const whose = subject.incident
  if (!whose) return { value: state.reference, sources: [{ kind: 'assessment', id, label: state.reference }] }
  const { reference } = whose.state
  return { value: reference, sources: [{ kind: 'incident', id: whose.id, label: reference }] }
}

/** '2027-03-10T09:45:00Z': UTC to the second, as the form asks. */
function utcSeconds(at: string): string {
  return `${new Date(at).toISOString().slice(0, 19)}Z`
}

/** '01:03:25' for a day, three hours and 25 minutes. */
function ddhhmm(minutes: number): string {
  const whole = Math.max(0, Math.round(minutes))
  const two = (n: number) => String(n).padStart(2, '0')
  return `${two(Math.floor(whole / 1440))}:${two(Math.floor(whole / 60) % 24)}:${two(whole % 60)}`
}

const momentFields = ['startedAt', 'detectedAt', 'endedAt'] as const

function firstMoment(subject: Subject, parts: readonly string[]): Filled {
  for (const part of parts) {
    const [kind, id = ''] = part.split(':')
    const told = kind === 'anchor' ? anchorTold(subject, id) : null
    if (told) return { value: utcSeconds(told.at), sources: [anchorSource(id, told)] }
    const field = momentFields.find((one) => one === id)
    const { incident } = subject
    const at = kind === 'incident' && field ? incident?.state.times[field] : null
    if (at && incident) {
      const label = `${incident.state.reference}: times`
      return { value: utcSeconds(at), sources: [{ kind: 'incident', id: incident.id, label }] }
    }
  }
  return nothing
}

function typedFact(subject: Subject, type: string, id: string): Filled {
  const told = toldOf(subject, id)
  if (!told) return nothing
  const sources = [factSource(subject, id, told, '')]
  const { value } = told
  if (typeof value !== 'number') return { value, sources }
  if (type === 'percent_1dp') return { value: roundHalfUp(value, 1), sources }
  if (type === 'duration_ddhhmm') return { value: ddhhmm(value), sources }
  return { value: type === 'integer' ? Math.round(value) : value, sources }
}

function yesNo(subject: Subject, id: string): Filled {
  const told = toldOf(subject, id)
  if (!told || typeof told.value !== 'boolean') return nothing
  return { value: told.value ? 'Yes' : 'No', sources: [factSource(subject, id, told, '')] }
}

/** Of a list all that hold; of a single choice the one that does, and none where several would. */
function chosen(subject: Subject, field: TemplateField, choices: Choices, standing: Standing): Filled {
  const met = Object.entries(choices).filter(([, holds]) => answerTo(subject, holds, standing, field.no) === 'yes')
  if (met.length === 0 || (field.type === 'choice' && met.length > 1)) return nothing
  const sources = met.flatMap(([, holds]) => restsOn(subject, holds))
  const values = met.map(([choice]) => choice)
  return { value: field.type === 'choice' ? (values[0] ?? null) : values, sources: unique(sources) }
}

function restsOn(subject: Subject, holds: Choices[string]): FieldSource[] {
  if ('any' in holds) {
    const met = holds.any.filter((one) => answerTo(subject, one, () => null, '') === 'yes')
    return met.flatMap((one) => restsOn(subject, one))
  }
  if ('rule' in holds) {
    const rule = subject.law.rules.find((one) => one.id === holds.rule)
    return [
      { kind: 'rule', id: holds.rule, label: rule ? `${rule.label} (${rule.article})`.slice(0, 400) : holds.rule },
    ]
  }
  if ('fact' in holds) {
    const told = toldOf(subject, holds.fact)
    return told ? [factSource(subject, holds.fact, told, '')] : []
  }
  if (('cause' in holds || 'rsit' in holds) && subject.incident) {
    const { id, state } = subject.incident
    return [{ kind: 'incident', id, label: `${state.reference}: classification` }]
  }
  if ('submitted' in holds) {
    return Object.keys(subject.assessment.state.anchors).flatMap((id) => {
      const told = anchorTold(subject, id)
      const regime = /^report_submitted:([^/]+)\//.exec(id)?.[1]
      return told && regime !== undefined && holds.submitted.includes(regime) ? [anchorSource(id, told)] : []
    })
  }
  return []
}

function unique(sources: readonly FieldSource[]): FieldSource[] {
  return [...new Map(sources.map((source) => [`${source.kind} ${source.id}`, source])).values()]
}

function countries({ incident }: Subject, asked: boolean): Filled {
  if (!asked || !incident || incident.state.affected.countries.length === 0) return nothing
  const sources = [{ kind: 'incident' as const, id: incident.id, label: `${incident.state.reference}: countries` }]
  return { value: [...incident.state.affected.countries], sources }
}

function byReport({ regime, report }: Subject, values: Record<string, string>): Filled {
  const value = Object.hasOwn(values, report.id) ? values[report.id] : undefined
  if (value === undefined) return nothing
  return { value, sources: [{ kind: 'law', id: `${regime.id}/${report.id}`, label: report.article }] }
}

function byType(subject: Subject, values: Record<string, string>): Filled {
  const { entity } = subject.assessment.state
  const found = entity.types.flatMap((type) => (Object.hasOwn(values, type) ? [values[type] ?? ''] : []))
  if (found.length === 0) return nothing
  return { value: found, sources: [{ ...entitySource(subject), label: `${entity.name}: types`.slice(0, 400) }] }
}

function entitySource({ organisation, assessment }: Subject): FieldSource {
  return { kind: 'entity', id: organisation ?? assessment.id, label: assessment.state.entity.name }
}

function contact(subject: Subject, { number, what }: ContactFill): Filled {
  const value = subject.contacts[number - 1]?.[what]
  return value ? { value, sources: [{ ...entitySource(subject), label: `contact ${number}: ${what}` }] } : nothing
}

function constant(subject: Subject, value: string, because: readonly string[]): Filled {
  const sources = because.flatMap((id) => {
    const told = factOf(subject, id) && toldOf(subject, id)
    return told ? [factSource(subject, id, told, '')] : []
  })
  return sources.length > 0 ? { value, sources } : nothing
}

function present(subject: Subject, parts: readonly string[]): Filled {
  const sentences = sentencesOf(subject, parts)
  return sentences.length > 0 ? { value: true, sources: unique(sentences.flatMap((one) => one.sources)) } : nothing
}
