// The checklist as a file: CSV, Markdown, or a document for machines. EXERCISE stands first, then the marking of the highest in it.
import { type Marking, tlpRank } from '#kernel/marking.ts'
import type { Instant } from '#kernel/time.ts'
import type { Row } from './checklist.ts'

export interface ChecklistFile {
  exercise: boolean
  marking: string
  asOf: Instant
  version: string
  note: string
  rows: readonly Row[]
  nameOf(actor: string): string
}

/** What the framework says is public; what this node does about it is marked like its records, and like the notices shown. */
export function highestOf(rows: readonly Row[]): Pick<Marking, 'tlp' | 'pap' | 'releasableTo'> {
  let highest: Pick<Marking, 'tlp' | 'pap' | 'releasableTo'> = { tlp: 'CLEAR', releasableTo: [] }
  for (const { followed, notices } of rows) {
    for (const marking of [...(followed ? [followed.marking] : []), ...notices.map((one) => one.marking)])
      if (tlpRank(marking.tlp) > tlpRank(highest.tlp)) highest = { tlp: marking.tlp, releasableTo: [] }
  }
  return highest
}

/** What shows that it was done, as lines: proofs that stand, then notices that were told. */
export function proofLines({ followed, notices }: Row): string[] {
  const proofs = followed?.state.proofs.filter((one) => one.withdrawn === null) ?? []
  return [
    ...proofs.map(({ text, url, record }) =>
      [text, record && `${record.record} ${record.id}`, url].filter(Boolean).join(' · '),
    ),
    ...notices
      .filter(({ status }) => status === 'done')
      .map(({ title, id }) => `Told: ${title} · coordinate.notice ${id}`),
  ]
}

const columns = [
  'obligation',
  'actor',
  'stage',
  'text',
  'deadline',
  'status',
  'due',
  'why',
  'evidence',
  'binding',
  'source',
  'verification',
] as const

export function checklistOut({ exercise, marking, asOf, version, note, rows, nameOf }: ChecklistFile) {
  return {
    ...(exercise ? { exercise: true } : {}),
    format: 'tocsin-obligations/1',
    ...{ marking, asOf, version, note },
    obligations: rows.map((row) => ({
      ...cellsOf(row, nameOf),
      due: row.standing.dueAt,
      binding: row.duty.binding,
      round: row.standing.round,
      late: row.standing.late,
      evidence: proofLines(row),
      met: row.followed?.state.met ?? [],
      own: row.duty.own,
    })),
  }
}

function cellsOf(row: Row, nameOf: ChecklistFile['nameOf']): Record<(typeof columns)[number], string> {
  const { duty, actor, standing } = row
  return {
    obligation: duty.id,
    actor: nameOf(actor),
    stage: duty.stage,
    text: duty.text,
    deadline: duty.deadline,
    status: standing.late ? `${standing.status} (late)` : standing.status,
    due: standing.dueAt?.slice(0, 10) ?? '',
    why: standing.because,
    evidence: proofLines(row).join('\n'),
    binding: duty.binding ? 'yes' : 'no',
    source: duty.source,
    verification: duty.verification,
  }
}

/** RFC 4180, with a first line of its own that says how it is marked. */
export function checklistCsv(file: ChecklistFile): string {
  const { exercise, marking, asOf, version, rows, nameOf } = file
  const head = `${exercise ? 'EXERCISE ' : ''}${marking}`
  const lines = [
    [head, `Obligations as of ${asOf}`, `list ${version}`],
    columns,
    ...rows.map((row) => {
      const cells = cellsOf(row, nameOf)
      return columns.map((name) => cells[name])
    }),
    [head],
  ]
  return lines.map((cells) => `${cells.map(csvCell).join(',')}\r\n`).join('')
}

/** A cell that a spreadsheet would take for a formula begins with an apostrophe. */
function csvCell(text: string): string {
  const plain = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain
}

export function checklistMarkdown({ exercise, marking, asOf, version, note, rows, nameOf }: ChecklistFile): string {
  const edge = `**${exercise ? 'EXERCISE · ' : ''}${plain(marking)}**`
  const table = [
    '| No. | As | What | By | Status | What shows it | Source |',
    '|---|---|---|---|---|---|---|',
    ...rows.map((row) => {
      const { obligation, actor, text, deadline, status, due, why, source, verification } = cellsOf(row, nameOf)
      const by = due === '' ? deadline : `${due} (${deadline})`
      const shownBy = proofLines(row).join('; ') || 'nothing'
      return `| ${[obligation, actor, text, by, `${status}: ${why}`, shownBy, `${source} [${verification}]`].map(cell).join(' | ')} |`
    }),
  ]
  return `${[edge, '# Obligations of the framework', `As of ${asOf}, list ${plain(version)}.`, plain(note), table.join('\n'), edge].join('\n\n')}\n`
}

/** Everything that Markdown or HTML would read as markup stands as it was written. */
function plain(text: string): string {
  return text.replace(/[\\`*_{}[\]<>#|~!&]/g, (mark) => `\\${mark}`)
}

function cell(text: string): string {
  return plain(text).replace(/\s*\n\s*/g, ' ')
}
