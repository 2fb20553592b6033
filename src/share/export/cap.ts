// A product as an alert of the Common Alerting Protocol 1.2 (OASIS, 2010): elements in the order of its schema.
import type { Instant } from '#kernel/time.ts'
import { piecesOf } from '../rules/products/pieces.ts'
import { mayBePublic, type Printed } from '../rules/products/printed.ts'
import { documentOf, element, type Xml } from './xml.ts'

/** The alert that this one comes after. */
export interface EarlierAlert {
  identifier: string
  sent: Instant
}

const namespace = 'urn:oasis:names:tc:emergency:cap:1.2'

/**
 * Urgency, severity and certainty are `Unknown`: a product says them in sentences with who says so, never as one word. An approved
 * product is `Actual`, one of an exercise `Exercise`, all others `Draft`.
 */
export function capOf(paper: Printed, earlier: EarlierAlert | null): string {
  const { content, status, exercise } = paper
  const sender = wordOf(content.issuer)
  const type = status === 'withdrawn' ? 'Cancel' : earlier ? 'Update' : 'Alert'
  const references = status === 'withdrawn' ? { identifier: alertIdentifier(paper), sent: alertSent(paper) } : earlier
  return documentOf(
    element(
      'alert',
      [
        element('identifier', status === 'withdrawn' ? `${alertIdentifier(paper)}-cancel` : alertIdentifier(paper)),
        element('sender', sender),
        element('sent', capMoment(alertSent(paper))),
        element('status', exercise ? 'Exercise' : status === 'draft' ? 'Draft' : 'Actual'),
        element('msgType', type),
        ...scopeOf(paper),
        exercise ? element('note', content.words.exerciseNote) : null,
        references ? element('references', `${sender},${references.identifier},${capMoment(references.sent)}`) : null,
        content.crisisReference ? element('incidents', wordOf(content.crisisReference)) : null,
        infoOf(paper),
      ],
      { xmlns: namespace },
    ),
  )
}

/** The same for the same content: the next edition can name it. */
export function alertIdentifier({ fingerprint, reference }: Pick<Printed, 'fingerprint' | 'reference'>): string {
  return `${wordOf(reference)}-${fingerprint.slice(0, 16)}`
}

export function alertSent({ approvedAt, content }: Pick<Printed, 'approvedAt' | 'content'>): Instant {
  return approvedAt ?? content.draftedAt
}

/** TLP:CLEAR is for everybody; above that the circle is named as a restriction, and TLP:RED is for named recipients only. */
function scopeOf({ content, marking }: Printed): Xml[] {
  if (mayBePublic(content.marking)) return [element('scope', 'Public')]
  if (content.marking.tlp === 'RED')
    return [element('scope', 'Private'), element('addresses', '"named recipients of TLP:RED"')]
  return [element('scope', 'Restricted'), element('restriction', marking)]
}

function infoOf(paper: Printed): Xml {
  const { content, fingerprint, marking, exercise, standing } = paper
  const headline = `${exercise ? `${content.words.exercise}: ` : ''}${content.title.text}`
  return element('info', [
    element('language', content.language),
    element('category', 'Infra'),
    element('event', content.kind),
    ...[element('urgency', 'Unknown'), element('severity', 'Unknown'), element('certainty', 'Unknown')],
    element('effective', capMoment(content.asOf)),
    element('senderName', content.issuer),
    element('headline', headline.slice(0, 160)),
    element('description', descriptionOf(paper)),
    parameter('TLP', marking),
    parameter('standing', standing),
    parameter('sha-256', fingerprint),
    areaOf(paper),
  ])
}

function parameter(name: string, value: string): Xml {
  return element('parameter', [element('valueName', name), element('value', value)])
}

function descriptionOf(paper: Printed): string {
  return piecesOf({ ...paper, short: true })
    .map((piece) => {
      if (piece.kind === 'list') return piece.items.map((item) => `- ${item}`).join('\n')
      if (piece.kind === 'table') return piece.rows.map((row) => `- ${row.join(': ')}`).join('\n')
      return piece.kind === 'heading' ? `\n${piece.text}` : piece.text
    })
    .join('\n')
    .trim()
}

/** Where a map counts something, its countries. */
function areaOf({ content }: Printed): Xml | null {
  const places = new Map<string, string>()
  for (const { blocks } of content.sections)
    for (const block of blocks)
      if (block.kind === 'map')
        for (const { country, name, value } of block.values) if (value > 0) places.set(country, name)
  if (places.size === 0) return null
  return element('area', [
    element('areaDesc', [...places.values()].join(', ')),
    ...[...places.keys()].map((code) =>
      element('geocode', [element('valueName', 'ISO 3166-1 alpha-2'), element('value', code)]),
    ),
  ])
}

/** CAP asks for an offset, and for UTC without a Z. */
function capMoment(at: Instant): string {
  return `${new Date(at).toISOString().slice(0, 19)}-00:00`
}

/** Identifiers must not hold spaces, commas or what XML escapes. */
function wordOf(text: string): string {
  const word = text
    .normalize('NFKD')
    .replace(/[^A-Za-z0-9._@-]+/g, '-')
    .replace(/^-+|-+$/g, '')
  return word === '' ? 'tocsin' : word
}
