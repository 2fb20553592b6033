// A product as PDF: tagged, so that a screen reader finds headings, lists and tables; its marking and number on every page.

import { printable } from '#platform/pdf-document.ts'
import { factsOf, type Piece, piecesOf } from '../rules/products/pieces.ts'
import type { Printed } from '../rules/products/printed.ts'
import { drawTable } from './pdf-table.ts'
import { block, colours, keepTogether, looks, margins, openSheet, rule, type Sheet } from './sheet.ts'

/** How small a product of one page may get before it is let run over. */
const scales = [1, 0.9, 0.82, 0.74]

export async function pdfOf(paper: Printed): Promise<Uint8Array> {
  for (const scale of paper.short ? scales : [1]) {
    const { sheet, bytes } = await drawn(paper, scale)
    if (!paper.short || sheet.pages === 1 || scale === scales.at(-1)) return bytes
  }
  throw new Error('No scale was tried')
}

async function drawn(paper: Printed, scale: number): Promise<{ sheet: { pages: number }; bytes: Uint8Array }> {
  const sheet = openSheet(paper, scale)
  const chunks: Buffer[] = []
  const done = new Promise<void>((resolve, reject) => {
    sheet.pdf.on('data', (chunk) => void chunks.push(chunk))
    sheet.pdf.on('error', reject)
    sheet.pdf.on('end', resolve)
  })
  drawHead(sheet, paper)
  for (const piece of piecesOf(paper)) drawPiece(sheet, piece)
  drawUnprintable(sheet)
  sheet.root.end()
  const pages = drawEdges(sheet, paper)
  sheet.pdf.end()
  await done
  return { sheet: { pages }, bytes: Buffer.concat(chunks) }
}

function drawHead(sheet: Sheet, paper: Printed): void {
  const { root } = sheet
  const { content, standing, warnings, short } = paper
  block(sheet, root, 'H1', content.title.text, { font: 'bold', size: 18 })
  block(sheet, root, 'P', `${content.kind} · ${standing}`, { font: 'plain', size: 11, colour: colours.grey, before: 2 })
  for (const warning of warnings)
    block(sheet, root, 'P', warning, { font: 'bold', size: 10.5, colour: colours.alarm, before: 4 })
  sheet.y += 6 * sheet.scale
  rule(sheet, sheet.y)
  sheet.y += 5 * sheet.scale
  const facts = factsOf(paper)
  if (short) {
    const line = facts.map(([name, value]) => `${name}: ${value}`).join(' · ')
    block(sheet, root, 'P', line, { font: 'plain', size: 8.5, colour: colours.grey })
  } else drawTable(sheet, { kind: 'table', caption: null, header: [], rows: facts })
}

function drawPiece(sheet: Sheet, piece: Piece): void {
  switch (piece.kind) {
    case 'heading': {
      const size = piece.level === 2 ? 13.5 : 11.5
      keepTogether(sheet, 70)
      block(sheet, sheet.root, `H${piece.level}`, piece.text, { font: 'bold', size, before: 10 })
      break
    }
    case 'text':
      block(sheet, sheet.root, 'P', piece.text, { ...looks[piece.tone], before: 3 })
      break
    case 'list':
      drawList(sheet, piece)
      break
    case 'table':
      drawTable(sheet, piece)
  }
}

function drawList(sheet: Sheet, { items, tone }: Extract<Piece, { kind: 'list' }>): void {
  const list = sheet.pdf.struct('L')
  sheet.root.add(list)
  for (const item of items) {
    const element = sheet.pdf.struct('LI')
    list.add(element)
    block(sheet, element, 'LBody', `•  ${item}`, { ...looks[tone], before: 2 })
    element.end()
  }
  list.end()
}

function drawUnprintable(sheet: Sheet): void {
  if (sheet.unprintable.size === 0) return
  const text = `${sheet.unprintable.size} different characters cannot be shown with the fonts of this file (Latin, Greek, Cyrillic) and stand as \ufffd. The files in JSON, Markdown, HTML and Word have them.`
  block(sheet, sheet.root, 'P', text, { font: 'slanted', size: 9.5, colour: colours.alarm, before: 12 })
}

/** Marking at the head and the foot of every page, EXERCISE before it; what the page belongs to; its number. Returns the pages. */
function drawEdges(sheet: Sheet, paper: Printed): number {
  const { pdf, width } = sheet
  const { start, count } = pdf.bufferedPageRange()
  const marking = `${paper.exercise ? `${paper.content.words.exercise} · ` : ''}${shortMarking(paper)}`
  const strong = { bold: true, colour: paper.exercise ? colours.alarm : colours.ink, align: 'left' as const }
  const quiet = { bold: false, width, colour: colours.grey, align: 'right' as const }
  for (let at = 0; at < count; at++) {
    pdf.switchToPage(start + at)
    const { page } = pdf
    // Below the margin pdfkit would begin a new page.
    page.margins = { ...page.margins, top: 0, bottom: 0 }
    pdf.markContent('Artifact', { type: 'Pagination' })
    edge(sheet, marking, 34, { ...strong, width: width * 0.6 })
    edge(sheet, paper.reference, 34, quiet)
    const foot = page.height - 48
    edge(sheet, marking, foot, { ...strong, width: width * 0.8 })
    edge(sheet, `Page ${at + 1} of ${count}`, foot, quiet)
    edge(sheet, paper.standing, foot + 14, { ...quiet, align: 'left' })
    pdf.endMarkedContent()
    page.margins = { ...page.margins, top: margins.top, bottom: margins.bottom }
  }
  return count
}

/** A long list of those it may go to stands on the first page; the edge says that there is one. */
function shortMarking({ marking }: Printed): string {
  if (marking.length <= 60) return marking
  return `${marking.split(' · REL TO ', 1)[0]} · REL TO as on page 1`
}

interface EdgeLook {
  bold: boolean
  width: number
  colour: string
  align: 'left' | 'right'
}

function edge(sheet: Sheet, text: string, y: number, { bold, width, colour, align }: EdgeLook): void {
  const { pdf } = sheet
  pdf.font(bold ? 'bold' : 'plain')
  pdf.fontSize(9).fillColor(colour)
  pdf.text(printable(sheet, text), margins.left, y, { width, align, lineBreak: false, ellipsis: true, height: 12 })
}
