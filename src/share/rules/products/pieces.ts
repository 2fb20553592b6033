// A product as a row of pieces to be drawn one after the other: headings, paragraphs, lists, tables. Each format draws these.
import type { Sentence } from '../../model/product-content.ts'
import { sentencesIn } from './edits.ts'
import { type FiledContent, inWords, type Printed } from './printed.ts'

export type Tone = 'plain' | 'quiet' | 'alarm'
export type Piece =
  | { kind: 'heading'; text: string; level: 2 | 3 }
  | { kind: 'text'; text: string; tone: Tone }
  | { kind: 'list'; items: string[]; tone: Tone }
  | { kind: 'table'; caption: string | null; header: string[]; rows: string[][] }

type Section = FiledContent['sections'][number]
type Block = Section['blocks'][number]

const said = (sentences: readonly Sentence[]) =>
  sentences
    .map(({ text }) => text.trim())
    .filter((text) => text !== '')
    .join(' ')

const text = (words: string, tone: Tone = 'plain'): Piece[] =>
  words.trim() === '' ? [] : [{ kind: 'text', text: words, tone }]

/** What stands under the title: name and value. */
export function factsOf(paper: Printed): [string, string][] {
  const { content, marking, fingerprint } = paper
  const { words } = content
  const all: [string, string][] = [
    [words.marking, marking],
    [words.asOf, inWords(content.asOf)],
    [words.crisis, content.crisisReference ?? ''],
    [words.issuedBy, content.issuer],
    ['SHA-256', fingerprint],
  ]
  return all.filter(([, value]) => value !== '')
}

export function piecesOf(paper: Printed): Piece[] {
  const { content, short } = paper
  return [
    ...scopePieces(content),
    ...content.sections.flatMap((section) => sectionPieces(content, section)),
    ...changePieces(content, short),
    ...missingPieces(content),
    ...leftOutPieces(content),
    ...duePieces(content),
    ...(short ? [] : sourcePieces(content)),
    ...basisPieces(content),
  ]
}

/** "None is known" would be untrue where something is known that may not be told here; what everybody may know needs no such word. */
function scopePieces({ marking, words }: FiledContent): Piece[] {
  return marking.tlp === 'CLEAR' ? [] : text(words.scope, 'quiet')
}

function sectionPieces(content: FiledContent, section: Section): Piece[] {
  const { words } = content
  const asked = content.lawful.filter((one) => one.section === section.id)
  return [
    { kind: 'heading', text: section.heading, level: 2 },
    ...(asked.length === 0 && section.article ? text(`${words.article}: ${section.article}`, 'quiet') : []),
    ...asked.flatMap(({ article, asked: what, verification }) =>
      text(
        `${words.asked}: ${what} (${article})${verification === 'unverified' ? ` · ${words.unverified}` : ''}`,
        'quiet',
      ),
    ),
    ...section.blocks.flatMap((block) => blockPieces(content, block)),
  ]
}

function blockPieces({ words }: FiledContent, block: Block): Piece[] {
  switch (block.kind) {
    case 'prose':
      return text(said(block.sentences))
    case 'list':
      return [
        ...text(block.caption ?? '', 'quiet'),
        ...(block.items.length > 0
          ? [{ kind: 'list' as const, items: block.items.map(said), tone: 'plain' as const }]
          : []),
      ]
    case 'figures':
      return [
        ...text(block.caption ?? '', 'quiet'),
        ...(block.figures.length > 0
          ? [{ kind: 'list' as const, items: block.figures.map((one) => said([one])), tone: 'plain' as const }]
          : []),
      ]
    case 'table':
      return tableOf(
        block.caption,
        block.header,
        block.rows.map((row) => row.map((cell) => cell.text)),
      )
    case 'map':
      return [
        ...text(block.caption ?? block.unit, 'quiet'),
        { kind: 'list', items: block.values.map(({ cell }) => said([cell])), tone: 'plain' },
      ]
    case 'timeline':
      return tableOf(
        block.caption,
        [words.when, words.what],
        block.moments.map(({ at, end, sentence }) => [
          end ? `${inWords(at)} – ${inWords(end)}` : inWords(at),
          sentence.text,
        ]),
      )
  }
}

function tableOf(caption: string | null, header: string[], rows: string[][]): Piece[] {
  return rows.length === 0 ? text(caption ?? '', 'quiet') : [{ kind: 'table', caption, header, rows }]
}

/** Where there is one page only, numbers alone are compared. */
function changePieces({ changes, words }: FiledContent, short: boolean): Piece[] {
  if (!changes) return []
  const { added, removed, changed, figures, since } = changes
  const lines = short
    ? figures.map(({ label, unit, from, to }) => `${label}: ${from ?? '–'} → ${to ?? '–'} ${unit}`.trim())
    : [
        ...added.map((one) => `${words.added}: ${one.text}`),
        ...changed.map((one) => `${words.changed}: ${one.from ?? words.notToldAnyMore} → ${one.to}`),
        ...removed.map((one) => `${words.removed}: ${one.text ?? words.notToldAnyMore}`),
      ]
  const heading = `${words.changes} (${words.since} ${inWords(since)})`
  if (lines.length === 0) return short ? [] : [{ kind: 'heading', text: heading, level: 2 }, ...text(words.noChanges)]
  return [
    { kind: 'heading', text: heading, level: 2 },
    { kind: 'list', items: lines, tone: 'plain' },
  ]
}

function missingPieces({ missing, words }: FiledContent): Piece[] {
  if (missing.length === 0) return []
  const items = missing.map(({ what, article }) => `${what}${article ? ` (${article})` : ''}: ${words.notKnown}`)
  return [
    { kind: 'heading', text: words.missing, level: 2 },
    { kind: 'list', items, tone: 'alarm' },
  ]
}

function leftOutPieces({ leftOut, words }: FiledContent): Piece[] {
  if (leftOut.length === 0) return []
  const parts = leftOut.map(({ heading, sentences }) => `${heading} (${sentences})`)
  return text(`${words.leftOut}: ${parts.join('; ')}`, 'quiet')
}

function duePieces({ nextDue, words }: FiledContent): Piece[] {
  return nextDue ? text(`${words.nextReport}: ${nextDue.sentence.text}`) : text(words.noNextReport, 'quiet')
}

function sourcePieces(content: FiledContent): Piece[] {
  const labels = sourceLabels(content)
  if (labels.length === 0) return []
  return [{ kind: 'heading', text: content.words.sources, level: 2 }, ...text(labels.join('; '), 'quiet')]
}

/** What the sentences rest on, by name, in the order in which they name it. */
export function sourceLabels(content: FiledContent): string[] {
  const labels = new Set<string>()
  for (const { blocks } of content.sections)
    for (const block of blocks)
      for (const { sources } of sentencesIn(block)) for (const { label } of sources) labels.add(label)
  return [...labels].filter((label) => label !== '')
}

function basisPieces({ basis, words, kind }: FiledContent): Piece[] {
  const unverified = basis.verification === 'unverified' ? ` · ${words.unverified}` : ''
  return text(`${kind}: ${basis.source}${unverified}`, 'quiet')
}
