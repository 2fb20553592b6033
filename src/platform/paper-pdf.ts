// A paper as PDF: tagged for screen readers, fonts embedded, marking and number on every page. Runs in a worker only.
import type { PdfElement } from 'pdfmake/js/PDFDocument.js'
import type { Paper, Piece } from '#kernel/paper.ts'
import { type OpenPdf, openPdf, printable } from './pdf-document.ts'

const ink = '#1a1a1a'
const grey = '#555555'
const alarm = '#a30000'
const margins = { top: 74, bottom: 70, left: 56, right: 56 }

interface Look {
  font: 'plain' | 'bold' | 'slanted'
  size: number
  colour: string
}

const looks = {
  title: { font: 'bold', size: 18, colour: ink },
  heading: { font: 'bold', size: 13, colour: ink },
  plain: { font: 'plain', size: 10.5, colour: ink },
  quiet: { font: 'slanted', size: 9.5, colour: grey },
  alarm: { font: 'bold', size: 10.5, colour: alarm },
  cell: { font: 'plain', size: 9.5, colour: ink },
  head: { font: 'bold', size: 9.5, colour: grey },
} satisfies Record<string, Look>

export async function pdfOf(paper: Paper): Promise<Uint8Array> {
  const sheet = openPdf({
    title: `${paper.exercise ? 'EXERCISE: ' : ''}${paper.title}`,
    ...{ madeAt: paper.at, language: 'en-GB', margins },
  })
  const { pdf, root } = sheet
  const chunks: Buffer[] = []
  const ended = new Promise<void>((resolve, reject) => {
    pdf.on('data', (chunk) => void chunks.push(chunk))
    pdf.on('error', reject)
    pdf.on('end', resolve)
  })
  block(sheet, root, 'H1', paper.title, looks.title)
  block(sheet, root, 'P', paper.standing, looks.plain)
  table(sheet, [], paper.facts)
  for (const piece of paper.pieces) drawPiece(sheet, piece)
  if (sheet.unprintable.size > 0)
    block(
      sheet,
      root,
      'P',
      `${sheet.unprintable.size} different characters cannot be shown with the fonts of this file and stand as \ufffd. The files in HTML, Markdown and JSON have them.`,
      looks.alarm,
    )
  root.end()
  drawEdges(sheet, paper)
  pdf.end()
  await ended
  return Buffer.concat(chunks)
}

function drawPiece(sheet: OpenPdf, piece: Piece): void {
  const { pdf, root } = sheet
  switch (piece.kind) {
    case 'heading':
      // No heading stands alone at the foot of a page.
      if (pdf.y + 60 > sheet.bottom) newPage(sheet)
      pdf.y += 8
      block(sheet, root, 'H2', piece.text, looks.heading)
      break
    case 'text':
      block(sheet, root, 'P', piece.text, looks[piece.tone])
      break
    case 'list': {
      const list = pdf.struct('L')
      root.add(list)
      for (const item of piece.items) {
        const element = pdf.struct('LI')
        list.add(element)
        block(sheet, element, 'LBody', `•  ${item}`, looks.plain)
        element.end()
      }
      list.end()
      break
    }
    case 'table':
      table(sheet, piece.header, piece.rows)
  }
}

function dress({ pdf }: OpenPdf, { font, size, colour }: Look): void {
  pdf.font(font).fontSize(size).fillColor(colour)
}

function newPage({ pdf }: OpenPdf): void {
  pdf.addPage()
  pdf.y = margins.top
}

function block(sheet: OpenPdf, parent: PdfElement, tag: string, text: string, look: Look): void {
  const { pdf, width } = sheet
  pdf.y += 3
  dress(sheet, look)
  const said = printable(sheet, text)
  if (pdf.y + look.size * 1.4 > sheet.bottom) newPage(sheet)
  const element = pdf.struct(tag, () => {
    dress(sheet, look)
    pdf.text(said, margins.left, pdf.y, { width, lineGap: 1.5 })
  })
  parent.add(element)
  element.end()
}

function table(sheet: OpenPdf, header: readonly string[], rows: readonly (readonly string[])[]): void {
  const { pdf, root, width } = sheet
  const widths = columnsOf(width, header, rows)
  const element = pdf.struct('Table')
  root.add(element)
  pdf.y += 4
  if (header.length > 0) drawRow(sheet, element, header, widths, () => looks.head, 'TH')
  for (const row of rows) {
    const look = (at: number) => (header.length === 0 && at === 0 ? looks.head : looks.cell)
    drawRow(sheet, element, row, widths, look, 'TD')
  }
  element.end()
}

/** A row is never cut in two: cells are short enough for that by the schemas they come from. */
function drawRow(
  sheet: OpenPdf,
  parent: PdfElement,
  cells: readonly string[],
  widths: readonly number[],
  lookAt: (at: number) => Look,
  tag: string,
): void {
  const { pdf } = sheet
  const said = cells.map((cell, at) => {
    dress(sheet, lookAt(at))
    return brokenUp(sheet, printable(sheet, cell), (widths[at] ?? 0) - 8)
  })
  const heights = said.map((cell, at) => {
    dress(sheet, lookAt(at))
    return pdf.heightOfString(cell, { width: (widths[at] ?? 0) - 8 })
  })
  const height = Math.max(12, ...heights) + 5
  if (pdf.y + height > sheet.bottom && pdf.y > margins.top) newPage(sheet)
  const top = pdf.y
  const row = pdf.struct('TR')
  parent.add(row)
  let x = margins.left
  for (const [at, cell] of said.entries()) {
    const left = x
    const element = pdf.struct(tag, () => {
      dress(sheet, lookAt(at))
      pdf.text(cell, left, top + 2, { width: (widths[at] ?? 0) - 8 })
    })
    row.add(element)
    element.end()
    x += widths[at] ?? 0
  }
  row.end()
  pdf.y = top + height
  pdf.markContent('Artifact', { type: 'Layout' })
  pdf.lineWidth(0.5).strokeColor('#b8b8b8')
  pdf
    .moveTo(margins.left, pdf.y - 1)
    .lineTo(margins.left + sheet.width, pdf.y - 1)
    .stroke()
  pdf.endMarkedContent()
}

function columnsOf(width: number, header: readonly string[], rows: readonly (readonly string[])[]): number[] {
  if (header.length === 0) return [130, width - 130]
  const weights = header.map((name, at) => {
    const longest = Math.max(name.length / 2, ...rows.map((row) => row[at]?.length ?? 0))
    return Math.max(8, Math.min(40, longest))
  })
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  return weights.map((weight) => (weight / total) * width)
}

/** A word that is wider than its column, a fingerprint above all, is broken where the column ends. */
function brokenUp({ pdf }: OpenPdf, text: string, width: number): string {
  return text
    .split(/(\s+)/)
    .map((word) => {
      if (pdf.widthOfString(word) <= width) return word
      let said = ''
      let line = ''
      for (const character of word) {
        if (line !== '' && pdf.widthOfString(line + character) > width) {
          said += `${line}\n`
          line = ''
        }
        line += character
      }
      return said + line
    })
    .join('')
}

/** Marking at the head and the foot of every page, EXERCISE before it; what it is; its number of pages. */
function drawEdges({ pdf, width, unprintable }: OpenPdf, paper: Paper): void {
  const { start, count } = pdf.bufferedPageRange()
  const marking = `${paper.exercise ? 'EXERCISE · ' : ''}${paper.marking}`
  for (let at = 0; at < count; at++) {
    pdf.switchToPage(start + at)
    const { page } = pdf
    // Below the margin pdfkit would begin a new page.
    page.margins = { ...page.margins, top: 0, bottom: 0 }
    pdf.markContent('Artifact', { type: 'Pagination' })
    const foot = page.height - 48
    for (const y of [34, foot]) {
      pdf
        .font('bold')
        .fontSize(9)
        .fillColor(paper.exercise ? alarm : ink)
      pdf.text(marking, margins.left, y, { width: width * 0.6, lineBreak: false, ellipsis: true, height: 12 })
      pdf.font('plain').fillColor(grey)
      const right = y === foot ? `Page ${at + 1} of ${count}` : paper.standing
      pdf.text(right, margins.left, y, { width, align: 'right', lineBreak: false })
    }
    const title = printable({ pdf, unprintable }, paper.title)
    pdf.text(title, margins.left, foot + 14, { width, lineBreak: false, ellipsis: true, height: 12 })
    pdf.endMarkedContent()
    page.margins = { ...page.margins, top: margins.top, bottom: margins.bottom }
  }
}
