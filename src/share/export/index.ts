// Products as files.
import { createHash } from 'node:crypto'
import { done, type Reply, refuse } from '#kernel/reply.ts'
import type { ProductFormat } from '../model/product.ts'
import type { ProductContent } from '../model/product-content.ts'
import { canonical, filedContent, type Printed } from '../rules/products/printed.ts'
import { alertIdentifier, alertSent, capOf, type EarlierAlert } from './cap.ts'
import { edxlSitRepOf } from './edxl-sitrep.ts'
import { htmlOf } from './html.ts'
import { markdownOf } from './markdown.ts'

export type { EarlierAlert } from './cap.ts'

export const mediaTypes: Record<ProductFormat, string> = {
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  html: 'text/html; charset=utf-8',
  md: 'text/markdown; charset=utf-8',
  json: 'application/json',
  'edxl-sitrep': 'application/xml',
  cap: 'application/cap+xml',
}

export const endings: Record<ProductFormat, string> = {
  ...{ pdf: 'pdf', docx: 'docx', html: 'html', md: 'md', json: 'json' },
  ...{ 'edxl-sitrep': 'edxl.xml', cap: 'cap.xml' },
}

/**
 * SHA-256 (hex) of what a product says, in one spelling, without who wrote it: the same figure stands in every file that is made of
 * it. It is that of `content` in the JSON file without its marking (which may be lowered later), keys in order, no white space.
 */
export function fingerprintOf(content: ProductContent): string {
  const { marking: _marking, ...said } = filedContent(content)
  return createHash('sha256').update(canonical(said)).digest('hex')
}

export type Draw = (format: 'pdf' | 'docx', paper: Printed) => Promise<Reply<Uint8Array>>

/** `draw` lays out pages: in a worker on a node, in place at a terminal. Refuses what the template has no format for. */
export async function fileOf(
  format: ProductFormat,
  paper: Printed,
  fits: readonly ProductFormat[],
  draw: Draw,
  earlier: EarlierAlert | null = null,
): Promise<Reply<Uint8Array>> {
  if (!fits.includes(format))
    return refuse('no-such-format', `${paper.content.kind} has the formats ${fits.join(', ')}.`, '/format')
  switch (format) {
    case 'pdf':
    case 'docx':
      return draw(format, paper)
    case 'html':
      return text(htmlOf(paper))
    case 'md':
      return text(markdownOf(paper))
    case 'json':
      return text(`${JSON.stringify(jsonOf(paper), null, 2)}\n`)
    case 'edxl-sitrep':
      return text(edxlSitRepOf(paper))
    case 'cap':
      return text(capOf(paper, earlier))
  }
}

const text = (words: string) => done<Uint8Array>(Buffer.from(words))

/** For machines: `content` is what the fingerprint is of. */
export function jsonOf(paper: Printed): Record<string, unknown> {
  const { exercise, marking, reference, edition, standing, approvedAt, warnings, fingerprint, content } = paper
  const head = { marking, reference, edition, standing, approvedAt, warnings }
  return { ...(exercise ? { exercise: true } : {}), ...head, fingerprint: `sha-256:${fingerprint}`, content }
}

export function alertOf(paper: Printed): EarlierAlert {
  return { identifier: alertIdentifier(paper), sent: alertSent(paper) }
}
