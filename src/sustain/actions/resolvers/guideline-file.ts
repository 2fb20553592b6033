// A guideline as a file: to read, to print, as data, or as a playbook. Works with a node and without one.
import { createHash } from 'node:crypto'
import type { Paper } from '#kernel/paper.ts'
import { htmlOf } from '#kernel/paper-html.ts'
import { markdownOf } from '#kernel/paper-markdown.ts'
import { done, type Reply, refuse } from '#kernel/reply.ts'
import { createDrawing } from '#platform/draw.ts'
import type { Download } from '#platform/http/types.ts'
import { canonicalJson } from '#platform/journal/proof/index.ts'
import type { guidelineForms } from '../../api/guidelines.ts'
import type { Guideline } from '../../model/guideline.ts'
import { cacaoOf, type PlaybookAsked } from '../../rules/guideline/cacao.ts'
import { checkGuideline } from '../../rules/guideline/check.ts'
import { paperOf } from '../../rules/guideline/paper.ts'
import type { KnownResolvers } from '../../rules/resolvers/known.ts'

export type GuidelineForm = (typeof guidelineForms)[number]

export interface Filed {
  text: Guideline
  form: GuidelineForm
  variant?: string | undefined
  standing: string
  tlp: PlaybookAsked['tlp']
  exercise: boolean
  at: string
  /** Whose it is; null: it came with this version. */
  by: { id: string; name: string } | null
}

const types: Record<GuidelineForm, string> = {
  pdf: 'application/pdf',
  html: 'text/html; charset=utf-8',
  md: 'text/markdown; charset=utf-8',
  json: 'application/json',
  cacao: 'application/json',
}

const drawPdf = createDrawing<Paper>(
  'sustain/guideline-pdf-worker',
  'The guideline is too long to be laid out as PDF. Take it as html, md or json, which hold all of it.',
)

export async function guidelineFile(filed: Filed, known: KnownResolvers): Promise<Reply<Download>> {
  const { text, form, exercise } = filed
  const variant = filed.variant === undefined ? text.variants[0] : text.variants.find(({ id }) => id === filed.variant)
  if (form === 'cacao' && !variant)
    return refuse('no-such-variant', `Its variants are ${text.variants.map(({ id }) => id).join(', ')}.`, '/variant')
  const bytes =
    form === 'cacao' && variant ? done(jsonBytes(playbook(filed, variant, known))) : await document(filed, known)
  if (!bytes.ok) return bytes
  const ending = form === 'cacao' ? `-${variant?.id}.cacao.json` : `.${form}`
  const name = `${exercise ? 'EXERCISE-' : ''}${text.id}-v${text.version}${ending}`
  return done({ name, type: types[form], bytes: bytes.value })
}

async function document(filed: Filed, known: KnownResolvers): Promise<Reply<Uint8Array>> {
  const { text, form, standing, tlp, exercise, at } = filed
  if (form === 'json') return done(jsonBytes(text))
  const digest = createHash('sha256').update(canonicalJson(text)).digest('hex')
  const findings = checkGuideline(text, known)
  const paper = paperOf({ guideline: text, standing, marking: `TLP:${tlp}`, exercise, digest, at, findings }, known)
  if (form === 'pdf') return drawPdf(paper)
  return done(Buffer.from(form === 'html' ? htmlOf(paper) : markdownOf(paper)))
}

function playbook({ text, tlp, at, by }: Filed, variant: Guideline['variants'][number], known: KnownResolvers): object {
  const moment = new Date(at).toISOString()
  const createdBy = by ?? { id: uuidOf('tocsin'), name: 'Tocsin' }
  return cacaoOf(text, { variant, uuid: uuidOf, created: moment, modified: moment, tlp, createdBy }, known)
}

function jsonBytes(value: unknown): Uint8Array {
  return Buffer.from(`${JSON.stringify(value, null, 2)}\n`)
}

/** UUID of version 8 (RFC 9562, section 5.8) out of a name, so that the same guideline always gives the same playbook. */
function uuidOf(name: string): string {
  const hash = createHash('sha256').update(`tocsin sustain guideline ${name}`).digest('hex')
  const fourth = ((Number.parseInt(hash[16] ?? '0', 16) & 0x3) | 0x8).toString(16)
  return `${hash.slice(0, 8)}-${hash.slice(8, 12)}-8${hash.slice(13, 16)}-${fourth}${hash.slice(17, 20)}-${hash.slice(20, 32)}`
}
