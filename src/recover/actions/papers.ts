// Reviews and reports as files: PDF, Word, HTML and Markdown, drawn from one paper.
import { createHash } from 'node:crypto'
import type { InputOf } from '#kernel/contract.ts'
import type { Paper } from '#kernel/paper.ts'
import { htmlOf } from '#kernel/paper-html.ts'
import { markdownOf } from '#kernel/paper-markdown.ts'
import { done, type Reply, refuse } from '#kernel/reply.ts'
import { createDrawing } from '#platform/draw.ts'
import type { Call, Download } from '#platform/http/types.ts'
import { canonicalJson } from '#platform/journal/proof/index.ts'
import type { exportAfterAction } from '../api/after-action.ts'
import type { exportReserveReport } from '../api/reserve.ts'
import type { exportReview } from '../api/reviews.ts'
import { reserveUseRecord } from '../events/reserve-use.ts'
import { reviewRecord } from '../events/review.ts'
import { paperOfAfterAction } from '../rules/after-action/paper.ts'
import { paperOfReserveReport } from '../rules/reserve-paper.ts'
import { paperOfReview } from '../rules/review/paper.ts'
import { showAfterAction } from './after-action/show.ts'
import { versionForOthers } from './reviews/reviews.ts'
import type { RecoverRoom } from './room.ts'

type Form = 'pdf' | 'docx' | 'html' | 'md'
const types: Record<Form, string> = {
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  html: 'text/html; charset=utf-8',
  md: 'text/markdown; charset=utf-8',
}
const tooLong = 'The text is too long to be laid out like this. Take it as html or md, which hold all of it.'
const draw = {
  pdf: createDrawing<Paper>('recover/paper-pdf-worker', tooLong),
  docx: createDrawing<Paper>('recover/paper-docx-worker', tooLong),
}

const digestOf = (value: unknown) => createHash('sha256').update(canonicalJson(value)).digest('hex')

async function file(paper: Paper, name: string, form: Form): Promise<Reply<Download>> {
  const bytes =
    form === 'pdf' || form === 'docx'
      ? await draw[form](paper)
      : done(Buffer.from(form === 'html' ? htmlOf(paper) : markdownOf(paper)))
  if (!bytes.ok) return bytes
  return done({ name: `${paper.exercise ? 'EXERCISE-' : ''}${name}.${form}`, type: types[form], bytes: bytes.value })
}

export async function reviewFile(
  { journal }: RecoverRoom,
  { id, form = 'pdf', anonymised = false }: InputOf<typeof exportReview>,
  call: Call,
): Promise<Reply<Download>> {
  const held = await journal.reads.one(reviewRecord, call.view, id)
  if (!held) return refuse('unknown', `There is no review ${id} that you may read.`)
  const { state, version, marking } = held
  const others = versionForOthers(state)
  if (anonymised && others.left.length > 0)
    return refuse('names-left', `Still there: ${others.left.map(({ text }) => text).join('; ')}.`.slice(0, 2_000))
  const text = anonymised ? others.anonymised : state.text
  const paper = paperOfReview({
    ...{ text, state: state.state, version, anonymised, withheld: anonymised ? others.withheld : 0 },
    ...headOf(call, marking.tlp, text),
  })
  return file(paper, `incident-review-v${version}${anonymised ? '-anonymised' : ''}`, form)
}

export async function reserveReportFile(
  { journal }: RecoverRoom,
  { id, form = 'pdf' }: InputOf<typeof exportReserveReport>,
  call: Call,
): Promise<Reply<Download>> {
  const held = await journal.reads.one(reserveUseRecord, call.view, id)
  if (!held) return refuse('unknown', `There is no use of the Reserve ${id} that you may read.`)
  const { state, version, marking } = held
  const paper = paperOfReserveReport(state, { version, ...headOf(call, marking.tlp, state) })
  return file(paper, `reserve-report-v${version}`, form)
}

export async function afterActionFile(
  room: RecoverRoom,
  { crisis, form = 'pdf' }: InputOf<typeof exportAfterAction>,
  call: Call,
): Promise<Reply<Download>> {
  const shown = await showAfterAction(room, crisis ? { crisis } : {}, call)
  if (!shown.ok) return shown
  const paper = paperOfAfterAction(shown.value, { digest: digestOf(shown.value), at: call.view.asOf ?? call.now })
  return file(paper, 'after-action-review', form)
}

function headOf({ view, now }: Call, tlp: string, said: unknown) {
  return {
    marking: `TLP:${tlp}`,
    exercise: view.realm !== 'live',
    digest: digestOf(said),
    at: view.asOf ?? now,
  }
}
