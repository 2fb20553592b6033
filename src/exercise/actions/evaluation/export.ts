// The evaluation as a file. Its name says EXERCISE first, and so does each paper.
import { createHash } from 'node:crypto'
import type { InputOf } from '#kernel/contract.ts'
import type { Paper } from '#kernel/paper.ts'
import { htmlOf } from '#kernel/paper-html.ts'
import { markdownOf } from '#kernel/paper-markdown.ts'
import { done, type Reply } from '#kernel/reply.ts'
import { instant } from '#kernel/time.ts'
import { createDrawing } from '#platform/draw.ts'
import type { Call, Download } from '#platform/http/types.ts'
import { canonicalJson } from '#platform/journal/proof/index.ts'
import type * as api from '../../api/evaluation/evaluation.ts'
import { csvOfEvaluation, paperOfEvaluation } from '../../rules/evaluation/paper.ts'
import { evaluated, evaluationFor } from './evaluate.ts'
import { improvementsShown } from './improvements.ts'
import type { EvaluationRoom } from './room.ts'

type Form = NonNullable<InputOf<typeof api.exportEvaluation>['form']>
const types: Record<Form, string> = {
  json: 'application/json',
  csv: 'text/csv; charset=utf-8',
  pdf: 'application/pdf',
  html: 'text/html; charset=utf-8',
  md: 'text/markdown; charset=utf-8',
}
const drawPdf = createDrawing<Paper>(
  'exercise/paper-pdf-worker',
  'The evaluation is too long to be laid out as PDF. Take it as html, md or csv, which hold all of it.',
)

export async function exportEvaluation(
  room: EvaluationRoom,
  { exercise: slug, form = 'pdf' }: InputOf<typeof api.exportEvaluation>,
  call: Call,
): Promise<Reply<Download>> {
  const found = await evaluated(room, slug, call.reader)
  if (!found.ok) return found
  const { held, scenario } = found.value
  const { evaluation } = await evaluationFor(room, held, scenario, call.reader)
  const improvements = await improvementsShown(room, held.id, call)
  const said = { evaluation, improvements }
  const paper = () =>
    paperOfEvaluation(evaluation, improvements, {
      marking: `TLP:${held.marking.tlp}`,
      digest: createHash('sha256').update(canonicalJson(said)).digest('hex'),
      at: instant(room.clocks.now()),
    })
  const bytes = await bytesOf(form, paper, said)
  if (!bytes.ok) return bytes
  return done({ name: `EXERCISE-${slug}-evaluation.${form}`, type: types[form], bytes: bytes.value })

  async function bytesOf(as: Form, drawn: () => Paper, all: typeof said): Promise<Reply<Uint8Array>> {
    if (as === 'pdf') return drawPdf(drawn())
    if (as === 'json') return done(Buffer.from(`${JSON.stringify({ realm: `EXERCISE ${slug}`, ...all }, null, 2)}\n`))
    if (as === 'csv') return done(Buffer.from(csvOfEvaluation(all.evaluation, all.improvements)))
    return done(Buffer.from(as === 'html' ? htmlOf(drawn()) : markdownOf(drawn())))
  }
}
