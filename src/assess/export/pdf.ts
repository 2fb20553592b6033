// A paper as PDF: A4, fonts embedded, tagged so that a screen reader finds headings and paragraphs. The layout of pdfmake
// writes no tags, so its document class (pdfkit) is drawn on directly; marking and page numbers are artifacts outside of them.
import type { PdfElement } from 'pdfmake/js/PDFDocument.js'
import { mayPart, type OpenPdf, openPdf, printable as printableIn } from '#platform/pdf-document.ts'
import type { Paper, PaperRow } from '../rules/drafting/paper.ts'

const ink = '#1a1a1a'
const grey = '#555555'
const alarm = '#a30000'
const rule = '#b8b8b8'
const margins = { top: 78, bottom: 70, left: 56, right: 56 }

export function pdfOf(paper: Paper): Promise<Uint8Array> {
  const sheet = openPdf({
    title: `${paper.exercise ? 'EXERCISE: ' : ''}${paper.title}`,
    ...{ madeAt: paper.madeAt, language: 'en-GB', margins },
  })
  const chunks: Buffer[] = []
  const done = new Promise<Uint8Array>((resolve, reject) => {
    sheet.pdf.on('data', (chunk) => void chunks.push(chunk))
    sheet.pdf.on('error', reject)
    sheet.pdf.on('end', () => resolve(Buffer.concat(chunks)))
  })
  drawHead(sheet, paper)
  for (const { title, rows } of paper.sections) drawSection(sheet, title, rows)
  drawUnprintable(sheet)
  sheet.root.end()
  drawEdges(sheet, paper)
  sheet.pdf.end()
  return done
}

interface Look {
  font: 'plain' | 'bold' | 'slanted'
  size: number
  colour?: string
  before?: number
}

/** One tagged block of text under `parent`. */
function block(sheet: OpenPdf, parent: PdfElement, tag: string, text: string, look: Look): void {
  const { pdf, width } = sheet
  if (look.before) pdf.y += look.before
  const element = pdf.struct(tag, () => {
    pdf
      .font(look.font)
      .fontSize(look.size)
      .fillColor(look.colour ?? ink)
    pdf.text(printable(sheet, text), margins.left, pdf.y, { width, lineGap: 1.5 })
  })
  parent.add(element)
  element.end()
}

function printable(sheet: OpenPdf, text: string): string {
  return printableIn(sheet, broken(text), mayPart)
}

/** Laying out a word costs the square of its length: one longer than a line may be parted anywhere (zero-width space). */
function broken(text: string): string {
  return text.replace(/[^\s]{80}(?=[^\s])/gu, (part) => `${part}${mayPart}`)
}

function drawHead(sheet: OpenPdf, paper: Paper): void {
  const { root } = sheet
  block(sheet, root, 'H1', paper.title, { font: 'bold', size: 18 })
  block(sheet, root, 'P', paper.standing, { font: 'plain', size: 11, colour: grey, before: 2 })
  for (const warning of paper.warnings) {
    block(sheet, root, 'P', warning, { font: 'bold', size: 10.5, colour: alarm, before: 5 })
  }
  line(sheet, 8)
  for (const [name, value] of paper.facts) pair(sheet, name, value)
  line(sheet, 6)
}

const nameWidth = 130

/** A name on the left and its value on the right, kept on one page. */
function pair(sheet: OpenPdf, name: string, value: string): void {
  const { pdf, root, width } = sheet
  pdf.font('plain').fontSize(10)
  const height = pdf.heightOfString(value, { width: width - nameWidth, lineGap: 1.5 })
  keepTogether(sheet, Math.min(height, 200))
  const top = pdf.y
  const paragraph = pdf.struct('P', () => {
    pdf.font('bold').fontSize(10).fillColor(grey)
    pdf.text(printable(sheet, name), margins.left, top, { width: nameWidth - 8, lineGap: 1.5 })
    pdf.font('plain').fillColor(ink)
    pdf.text(printable(sheet, value), margins.left + nameWidth, top, { width: width - nameWidth, lineGap: 1.5 })
  })
  root.add(paragraph)
  paragraph.end()
  pdf.y += 2
}

function line({ pdf, width }: OpenPdf, around: number): void {
  pdf.markContent('Artifact', { type: 'Layout' })
  pdf.y += around
  pdf.lineWidth(0.6).strokeColor(rule)
  pdf
    .moveTo(margins.left, pdf.y)
    .lineTo(margins.left + width, pdf.y)
    .stroke()
  pdf.y += around
  pdf.endMarkedContent()
}

/** No heading stands alone at the foot of a page. */
function keepTogether({ pdf, bottom }: OpenPdf, height: number): void {
  if (pdf.y + height > bottom) pdf.addPage()
}

function drawSection(sheet: OpenPdf, title: string, rows: readonly PaperRow[]): void {
  const { pdf, root } = sheet
  const section = pdf.struct('Sect')
  root.add(section)
  keepTogether(sheet, 90)
  block(sheet, section, 'H2', title, { font: 'bold', size: 14, before: 10 })
  for (const row of rows) drawRow(sheet, section, row)
  section.end()
}

function drawRow(sheet: OpenPdf, section: PdfElement, row: PaperRow): void {
  const { no, label, lines, note, missing, sources } = row
  keepTogether(sheet, 46)
  block(sheet, section, 'H3', `${no ? `${no}  ` : ''}${label}`, { font: 'bold', size: 10.5, before: 8 })
  for (const said of lines) if (said.trim() !== '') block(sheet, section, 'P', said, { font: 'plain', size: 10.5 })
  if (note)
    block(sheet, section, 'P', note, { font: missing ? 'bold' : 'slanted', size: 10, colour: missing ? alarm : grey })
  for (const source of sources) block(sheet, section, 'P', `from ${source}`, { font: 'plain', size: 8.5, colour: grey })
}

function drawUnprintable(sheet: OpenPdf): void {
  if (sheet.unprintable.size === 0) return
  const text = `${sheet.unprintable.size} different characters cannot be shown with the fonts of this file (Latin, Greek, Cyrillic) and stand as \ufffd. The files in JSON, Markdown and Word have them.`
  block(sheet, sheet.root, 'P', text, { font: 'slanted', size: 9.5, colour: alarm, before: 12 })
}

/** Marking at the head and the foot of every page, EXERCISE before it; what the page belongs to; its number. */
function drawEdges(sheet: OpenPdf, paper: Paper): void {
  const { pdf, width } = sheet
  const { start, count } = pdf.bufferedPageRange()
  const marking = `${paper.exercise ? 'EXERCISE · ' : ''}${shortMarking(paper)}`
  for (let at = 0; at < count; at++) {
    pdf.switchToPage(start + at)
    const { page } = pdf
    // Below the margin pdfkit would begin a new page.
    page.margins = { ...page.margins, top: 0, bottom: 0 }
    pdf.markContent('Artifact', { type: 'Pagination' })
    edge(sheet, marking, 34, { bold: true, width: width * 0.62, colour: paper.exercise ? alarm : ink, align: 'left' })
    edge(sheet, paper.reference, 34, { bold: false, width, colour: grey, align: 'right' })
    const foot = page.height - 48
    edge(sheet, marking, foot, { bold: true, width, colour: paper.exercise ? alarm : ink, align: 'left' })
    edge(sheet, `Page ${at + 1} of ${count}`, foot, { bold: false, width, colour: grey, align: 'right' })
    edge(sheet, paper.standing, foot + 14, { bold: false, width, colour: grey, align: 'left' })
    pdf.endMarkedContent()
    page.margins = { ...page.margins, top: margins.top, bottom: margins.bottom }
  }
}

/** A long list of those it may go to stands on the first page; the edge says that there is one. */
function shortMarking({ marking }: Paper): string {
  if (marking.length <= 60) return marking
  return `${marking.split(' · REL TO ', 1)[0]} · REL TO as on page 1`
}

interface EdgeLook {
  bold: boolean
  width: number
  colour: string
  align: 'left' | 'right'
}

function edge(sheet: OpenPdf, text: string, y: number, { bold, width, colour, align }: EdgeLook): void {
  const { pdf } = sheet
  pdf.font(bold ? 'bold' : 'plain')
  pdf.fontSize(9).fillColor(colour)
  pdf.text(printable(sheet, text), margins.left, y, { width, align, lineBreak: false, ellipsis: true, height: 12 })
}
