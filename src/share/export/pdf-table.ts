// Tables of a PDF: columns as wide as what stands in them, the header again on each page, rows that are never cut in the middle of a line.
import type { PdfElement } from 'pdfmake/js/PDFDocument.js'
import type { Piece } from '../rules/products/pieces.ts'
import {
  block,
  colours,
  dress,
  type Font,
  keepTogether,
  type Look,
  lineHeight,
  looks,
  margins,
  newPage,
  rule,
  type Sheet,
  tagged,
  wrapped,
} from './sheet.ts'

const cellLook: Look = { font: 'plain', size: 9.5 }
const headLook: Look = { font: 'bold', size: 9.5 }
const gap = 8
/** A row with more lines is drawn as several, so that it can go over a page. */
const mostLines = 40

export function drawTable(sheet: Sheet, { caption, header, rows }: Extract<Piece, { kind: 'table' }>): void {
  if (caption) block(sheet, sheet.root, 'P', caption, { ...looks.quiet, before: 6 })
  keepTogether(sheet, 40)
  const table = sheet.pdf.struct('Table')
  sheet.root.add(table)
  const widths = columnWidths(sheet, header, rows)
  sheet.y += 3 * sheet.scale
  const drawHeader = (artifact: boolean) => {
    if (header.length > 0) drawRow(sheet, artifact ? null : table, header, widths, headLook, 'TH')
  }
  drawHeader(false)
  for (const row of rows) {
    const lines = row.map((cell, at) => wrapped(sheet, cell, lookOf(header, at), widths[at] ?? 0))
    for (let from = 0; from === 0 || lines.some((cell) => cell.length > from); from += mostLines) {
      const slice = lines.map((cell) => cell.slice(from, from + mostLines))
      const height = Math.max(1, ...slice.map((cell) => cell.length)) * lineHeight(sheet, cellLook) + 4
      if (sheet.y + height > sheet.bottom) {
        newPage(sheet)
        drawHeader(true)
      }
      drawLines(sheet, table, slice, widths, height, (at) => (at === 0 && header.length > 0 ? 'TH' : 'TD'), header)
    }
  }
  table.end()
  sheet.y += 4 * sheet.scale
}

const lookOf = (header: readonly string[], at: number): Look =>
  header.length === 0 && at === 0 ? { font: 'bold' as Font, size: 9.5, colour: colours.grey } : cellLook

/** A header that is repeated on the next page is decoration: it was read once. */
function drawRow(
  sheet: Sheet,
  table: PdfElement | null,
  cells: readonly string[],
  widths: readonly number[],
  look: Look,
  tag: string,
): void {
  const lines = cells.map((cell, at) => wrapped(sheet, cell, look, widths[at] ?? 0))
  const height = Math.max(1, ...lines.map((cell) => cell.length)) * lineHeight(sheet, look) + 4
  if (table) {
    drawLines(sheet, table, lines, widths, height, () => tag, cells, look)
    return
  }
  sheet.pdf.markContent('Artifact', { type: 'Layout' })
  writeCells(sheet, lines, widths, () => look)
  sheet.pdf.endMarkedContent()
  sheet.y += height
  rule(sheet, sheet.y - 2)
}

function drawLines(
  sheet: Sheet,
  table: PdfElement,
  lines: readonly string[][],
  widths: readonly number[],
  height: number,
  tagOf: (at: number) => string,
  header: readonly string[],
  look?: Look,
): void {
  const row = sheet.pdf.struct('TR')
  table.add(row)
  for (const [at, cell] of lines.entries()) {
    const blank = lines.map((_, other) => (other === at ? cell : []))
    tagged(sheet, row, tagOf(at), () => writeCells(sheet, blank, widths, (one) => look ?? lookOf(header, one)))
  }
  row.end()
  sheet.y += height
  rule(sheet, sheet.y - 2)
}

function writeCells(
  sheet: Sheet,
  lines: readonly string[][],
  widths: readonly number[],
  lookAt: (at: number) => Look,
): void {
  let x = margins.left
  for (const [at, cell] of lines.entries()) {
    const look = lookAt(at)
    let { y } = sheet
    if (cell.length > 0) dress(sheet, look)
    for (const line of cell) {
      sheet.pdf.text(line, x, y, { lineBreak: false })
      y += lineHeight(sheet, look)
    }
    x += (widths[at] ?? 0) + gap
  }
}

/** By how much stands in each column, judged by its first rows; none narrower than a tenth of the page. */
function columnWidths({ width }: Sheet, header: readonly string[], rows: readonly string[][]): number[] {
  const columns = Math.max(header.length, rows[0]?.length ?? 0)
  if (header.length === 0) return [130, width - 130 - gap]
  const room = width - gap * (columns - 1)
  const weights = Array.from({ length: columns }, (_, at) => {
    const lengths = rows.slice(0, 200).map((row) => Math.min(row[at]?.length ?? 0, 400))
    const mean = lengths.reduce((sum, length) => sum + length, 0) / Math.max(1, lengths.length)
    return Math.max(6, Math.sqrt(Math.max(mean, header[at]?.length ?? 0)) * 4)
  })
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  const least = room / Math.max(10, columns * 2)
  const raw = weights.map((weight) => Math.max(least, (weight / total) * room))
  const over = raw.reduce((sum, wide) => sum + wide, 0) / room
  return raw.map((wide) => wide / over)
}
