// A report as a paper, whatever the format: marking, heading, warnings, sections and rows. Exports draw it, and add nothing.
import type { Marking } from '#kernel/marking.ts'
import type { DutyReportDoc, DutyReportForm, FormField } from '../../model/duty-report.ts'
import { sayMoment } from './say.ts'

export interface PaperRow {
  /** The number in the prescribed form, or ''. */
  no: string
  label: string
  /** Lines of the value; empty where there is none. */
  lines: string[]
  /** What stands in place of a value, or below it. */
  note: string | null
  missing: boolean
  sources: string[]
}

export interface Paper {
  exercise: boolean
  marking: string
  title: string
  reference: string
  /** 'Revision 2, approved by ... on ...' */
  standing: string
  facts: [string, string][]
  warnings: string[]
  sections: { title: string; rows: PaperRow[] }[]
  fingerprint: string
  /** For the properties of the file; of the contents, not of the moment of export. */
  madeAt: string
}

export interface PaperInput {
  doc: DutyReportDoc
  form: DutyReportForm
  marking: Marking
  exercise: boolean
  /** The name of an actor where the reader may know it. */
  nameOf(actor: string): string
  fingerprint: string
  withSources: boolean
}

export function paperOf(input: PaperInput): Paper {
  const { doc, form, marking, exercise, fingerprint } = input
  return {
    exercise,
    marking: markingWords(marking),
    title: doc.title,
    reference: doc.reference,
    standing: standingOf(input),
    facts: factsOf(input),
    warnings: warningsOf(input),
    sections: sectionsOf(form, input.withSources),
    fingerprint,
    madeAt: doc.changedAt,
  }
}

function markingWords({ tlp, pap, releasableTo }: Marking): string {
  const parts = [
    `TLP:${tlp}`,
    pap ? `PAP:${pap}` : '',
    releasableTo.length > 0 ? `REL TO ${releasableTo.join(', ')}` : '',
  ]
  return parts.filter(Boolean).join(' · ')
}

function standingOf({ doc, nameOf }: PaperInput): string {
  const { approval, revision, timeZone } = doc
  if (approval?.revision === revision)
    return `Revision ${revision}, approved by ${nameOf(approval.by)} on ${sayMoment(approval.at, timeZone)}`
  return `Revision ${revision}, not approved`
}

function factsOf({ doc, form, marking, nameOf, fingerprint }: PaperInput): [string, string][] {
  const { timeZone, approval, revision } = doc
  const approved =
    approval?.revision === revision ? `${nameOf(approval.by)}, ${sayMoment(approval.at, timeZone)}` : 'nobody yet'
  const all: [string, string][] = [
    ['Report', `${form.reportName}${form.article ? ` (${form.article})` : ''}`],
    ['Under', form.instrument || form.regimeTitle],
    ['To', form.recipients.join('; ')],
    ['From', doc.entityName],
    ['Reference', doc.reference],
    ['Marking', markingWords(marking)],
    ['Revision', String(revision)],
    ['Approved by', approved],
    ['Form', form.template ?? ''],
    ['Law', `${form.lawVersion}${form.verified ? '' : ' (not verified in the act)'}`],
    ['Fingerprint of the contents', `SHA-256 ${fingerprint}`],
  ]
  return all.filter(([, value]) => value !== '')
}

function warningsOf({ doc, form, exercise }: PaperInput): string[] {
  const asked = doc.revisions.find((one) => one.revision === doc.revision)
  const approved = doc.approval?.revision === doc.revision
  return [
    exercise && 'EXERCISE: this report belongs to an exercise. Nothing in it is real, and it must not be handed in.',
    doc.status === 'withdrawn' && 'Withdrawn: this report must not be used.',
    !approved && 'Not approved: a second person has to approve this revision before it is sent.',
    form.missing.length > 0 &&
      `${form.missing.length} of ${form.fields.length} fields are needed and empty; they are marked MISSING.`,
    asked?.incompleteBecause && `It goes forward with gaps because: ${asked.incompleteBecause}`,
    !form.verified && 'Unverified: what the law asks for here was not read in the act itself. Compare it with the act.',
    form.otherLaw && 'The law that this was drafted by is not at hand; labels are those of the present one.',
  ].filter((one) => typeof one === 'string')
}

function sectionsOf({ fields }: DutyReportForm, withSources: boolean): Paper['sections'] {
  const sections = new Map<string, PaperRow[]>()
  for (const field of fields) {
    // What no act asks for and nobody filled says nothing.
    if (field.demand === 'not-named' && field.shown === '') continue
    const title = field.section ?? 'Contents'
    sections.set(title, [...(sections.get(title) ?? []), rowOf(field, withSources)])
  }
  return [...sections].map(([title, rows]) => ({ title, rows }))
}

function rowOf(field: FormField, withSources: boolean): PaperRow {
  const { id, label, shown, missing, sources, type } = field
  return {
    no: /^[0-9.]+$/.test(id) ? id : '',
    label,
    lines: shown === '' ? [] : type.endsWith('[]') ? shown.split('; ') : shown.split('\n'),
    note: noteOf(field),
    missing,
    sources: withSources ? sources.map((source) => `${source.kind}: ${source.label}`) : [],
  }
}

function noteOf({ shown, missing, demand, condition, word, faults, verified }: FormField): string | null {
  const unverified = verified ? '' : ' Not verified in the act.'
  if (faults.length > 0) return `To be corrected: ${faults.join(' ')}${unverified}`
  if (shown !== '') return unverified.trim() || null
  if (missing) return `MISSING${condition ? `: needed ${condition.text}` : ''}.${unverified}`
  if (demand === 'not-needed') return `Not needed${condition ? `: only ${condition.text}` : ''}.`
  const when = condition?.text ?? (word ? word.replaceAll('_', ' ') : '')
  return `Not stated${when ? ` (needed ${when})` : ''}.${unverified}`
}
