// Reports by law as files.
import { createHash } from 'node:crypto'
import { done, type Reply } from '#kernel/reply.ts'
import type { DutyReportDoc, DutyReportForm } from '../model/duty-report.ts'
import { markdownOf } from '../rules/drafting/markdown.ts'
import type { Paper } from '../rules/drafting/paper.ts'
import { drawPaper } from './draw.ts'

export type Format = 'pdf' | 'docx' | 'json' | 'md'

export const mediaTypes: Record<Format, string> = {
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  json: 'application/json',
  md: 'text/markdown; charset=utf-8',
}

/**
 * SHA-256 (hex) of what a revision says, in one spelling: the same figure stands in every file that is made of it, so that
 * two papers can be told to say the same.
 */
export function fingerprintOf(doc: DutyReportDoc): string {
  const { reference, title, entityName, regime, report, lawVersion, revision } = doc
  const fields = Object.entries(doc.fields)
    .map(([id, field]) => [id, field.value] as const)
    .filter(([, value]) => value !== null)
    .sort(([a], [b]) => (a < b ? -1 : 1))
  const said = { reference, title, entityName, regime, report, lawVersion, revision, fields }
  return createHash('sha256').update(JSON.stringify(said)).digest('hex')
}

export interface Exported {
  paper: Paper
  form: DutyReportForm
  doc: DutyReportDoc
}

export async function fileOf(format: Format, exported: Exported): Promise<Reply<Uint8Array>> {
  const { paper } = exported
  if (format === 'json') return done(Buffer.from(`${JSON.stringify(jsonOf(exported), null, 2)}\n`))
  if (format === 'md') return done(Buffer.from(markdownOf(paper)))
  return drawPaper(format, paper)
}

/** For machines. A prescribed form stands beside it as number to value, as its own tools take it. */
export function jsonOf({ paper, form, doc }: Exported): Record<string, unknown> {
  const rows = new Map(
    paper.sections.flatMap((section) => section.rows).map((row) => [row.no || row.label, row.sources]),
  )
  return {
    ...(paper.exercise ? { exercise: true } : {}),
    marking: paper.marking,
    title: doc.title,
    reference: doc.reference,
    entity: doc.entityName,
    regime: { id: doc.regime, title: form.regimeTitle, instrument: form.instrument },
    report: { id: doc.report, name: form.reportName, article: form.article },
    revision: doc.revision,
    standing: paper.standing,
    approvedAt: doc.approval?.revision === doc.revision ? doc.approval.at : null,
    law: { version: form.lawVersion, verified: form.verified },
    warnings: paper.warnings,
    missing: form.missing,
    fields: form.fields.map(({ id, label, demand, value, verified }) => {
      const sources = rows.get(/^[0-9.]+$/.test(id) ? id : label) ?? []
      return { id, label, demand, value, ...(verified ? {} : { verified }), ...(sources.length > 0 ? { sources } : {}) }
    }),
    ...(form.template ? { template: { instrument: form.template, fields: numbered(form) } } : {}),
    fingerprint: `sha-256:${paper.fingerprint}`,
  }
}

function numbered({ fields }: DutyReportForm): Record<string, unknown> {
  return Object.fromEntries(fields.flatMap(({ id, value }) => (value === null ? [] : [[id, value]])))
}
