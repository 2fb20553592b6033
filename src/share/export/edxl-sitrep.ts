// A product as an EDXL-SitRep 1.0 message (OASIS): its header, and the report type that takes free text. What the standard's own
// fields ask for (casualties, resources, tactics on the ground) has no place in a cyber crisis and is not filled in.
import type { Instant } from '#kernel/time.ts'
import { piecesOf } from '../rules/products/pieces.ts'
import type { Printed } from '../rules/products/printed.ts'
import { documentOf, element, type Xml } from './xml.ts'

const namespaces = {
  'xmlns:sitrep': 'urn:oasis:names:tc:emergency:EDXL:SitRep:1.0',
  'xmlns:ct': 'urn:oasis:names:tc:emergency:edxl:ct:1.0',
  'xmlns:xnl': 'urn:oasis:names:tc:emergency:edxl:ciq:1.0:xnl',
  'xmlns:xsi': 'http://www.w3.org/2001/XMLSchema-instance',
}

/** Strings of EDXL hold at most so many characters. */
const mostCharacters = 1_023

/**
 * The first words of the product; the fingerprint names the document that has all of them. Severity is `Unknown`: a product says it
 * in sentences with who says so. Persons are not named: the issuer stands for them.
 */
export function edxlSitRepOf(paper: Printed): string {
  const { content, approvedAt, fingerprint, reference, exercise } = paper
  const in_ = (name: string, children: string | readonly (Xml | null)[]) => element(`sitrep:${name}`, children)
  const purpose = `${exercise ? `${content.words.exercise}. ${content.words.exerciseNote} ` : ''}${paper.marking}. ${content.kind}. ${paper.standing}.`
  return documentOf(
    element(
      'sitrep:sitRep',
      [
        in_('messageID', cut(`${reference} ${fingerprint}`)),
        in_('preparedBy', personTime(content.issuer, content.draftedAt)),
        in_('authorizedBy', personTime(content.issuer, approvedAt ?? content.draftedAt)),
        in_('reportPurpose', cut(purpose)),
        in_('reportNumber', String(paper.edition ?? 1)),
        in_('reportVersion', (paper.edition ?? 1) > 1 ? 'Update' : 'Initial'),
        in_('forTimePeriod', [
          element('ct:fromDateTime', moment(content.changes?.since ?? content.asOf)),
          element('ct:toDateTime', moment(content.asOf)),
        ]),
        in_('reportTitle', cut(`${exercise ? `${content.words.exercise}: ` : ''}${content.title.text}`)),
        in_('incidentID', cut(content.crisisReference ?? 'Unknown')),
        in_('reportConfidence', paper.status === 'approved' ? 'SomewhatConfident' : 'Unsure'),
        in_('severity', 'Unknown'),
        content.nextDue ? in_('nextContact', moment(content.nextDue.at)) : null,
        observation(paper),
      ],
      namespaces,
    ),
  )
}

function observation(paper: Printed): Xml {
  return element(
    'sitrep:report',
    [
      element('sitrep:observationLocation', [
        element('ct:EDXLGeoPoliticalLocation', [
          element('ct:geoCode', [
            element('ct:valueListURI', 'urn:iso:std:iso:3166:-1:alpha-2'),
            element('ct:value', cut(countriesOf(paper))),
          ]),
        ]),
      ]),
      element('sitrep:immediateNeeds', 'Not stated in this report.'),
      element('sitrep:observationText', observationText(paper)),
    ],
    { 'xsi:type': 'sitrep:FieldObservationType' },
  )
}

/** `EU` is the reserved code of ISO 3166 for the Union: where no map says more. */
function countriesOf({ content }: Printed): string {
  const codes = new Set<string>()
  for (const { blocks } of content.sections)
    for (const block of blocks)
      if (block.kind === 'map') for (const { country, value } of block.values) if (value > 0) codes.add(country)
  return codes.size === 0 ? 'EU' : [...codes].join(' ')
}

function observationText(paper: Printed): string {
  const words = piecesOf({ ...paper, short: true })
    .map((piece) => {
      if (piece.kind === 'list') return piece.items.join(' ')
      if (piece.kind === 'table') return piece.rows.map((row) => row.join(': ')).join('; ')
      return piece.kind === 'heading' ? `${piece.text}:` : piece.text
    })
    .join(' ')
  const pointer = ` [… ${paper.reference}, SHA-256 ${paper.fingerprint}]`
  return words.length <= mostCharacters ? words : `${words.slice(0, mostCharacters - pointer.length)}${pointer}`
}

function personTime(name: string, at: Instant): Xml[] {
  return [
    element('ct:personDetails', [element('xnl:personName', [element('xnl:nameElement', cut(name))])]),
    element('ct:timeValue', moment(at)),
  ]
}

const cut = (text: string) => text.slice(0, mostCharacters)

/** EDXL takes an offset, no fraction of a second and no Z. */
const moment = (at: Instant) => `${new Date(at).toISOString().slice(0, 19)}+00:00`
