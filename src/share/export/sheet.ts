// The sheet that a PDF is drawn on: A4, fonts embedded, tagged, with lines wrapped by ourselves. Wrapping by cached widths of words
// is what lets a report of a hundred pages be drawn within seconds.
import type { PdfElement } from 'pdfmake/js/PDFDocument.js'
import { type OpenPdf, openPdf, printable } from '#platform/pdf-document.ts'
import type { Tone } from '../rules/products/pieces.ts'
import type { Printed } from '../rules/products/printed.ts'

export const colours = { ink: '#1a1a1a', grey: '#555555', alarm: '#a30000', rule: '#b8b8b8' }
export const margins = { top: 74, bottom: 70, left: 56, right: 56 }

export type Font = 'plain' | 'bold' | 'slanted'
export interface Look {
  font: Font
  size: number
  colour?: string
  before?: number
}

export const looks: Record<Tone, Look> = {
  plain: { font: 'plain', size: 10.5 },
  quiet: { font: 'slanted', size: 9.5, colour: colours.grey },
  alarm: { font: 'plain', size: 10.5, colour: colours.alarm },
}

export interface Sheet extends OpenPdf {
  /** All sizes are multiplied by it: a product that has to fit on one page shrinks until it does. */
  scale: number
  y: number
  widths: Map<string, Map<string, number>>
}

export function openSheet({ content, exercise, approvedAt }: Printed, scale: number): Sheet {
  const opened = openPdf({
    title: `${exercise ? `${content.words.exercise}: ` : ''}${content.title.text}`,
    madeAt: approvedAt ?? content.draftedAt,
    ...{ language: content.language, margins },
  })
  return { ...opened, scale, y: margins.top, widths: new Map() }
}

export function dress({ pdf, scale }: Sheet, { font, size, colour }: Look): void {
  pdf
    .font(font)
    .fontSize(size * scale)
    .fillColor(colour ?? colours.ink)
}

export function lineHeight({ scale }: Sheet, { size }: Look): number {
  return size * scale * 1.36
}

export function newPage(sheet: Sheet): void {
  sheet.pdf.addPage()
  sheet.y = margins.top
}

/** No heading stands alone at the foot of a page. Points. */
export function keepTogether(sheet: Sheet, height: number): void {
  if (sheet.y + height * sheet.scale > sheet.bottom && sheet.y > margins.top) newPage(sheet)
}

/** The text in lines of at most `width` points in that look. A word that is longer than a line is broken. */
export function wrapped(sheet: Sheet, text: string, look: Look, width: number): string[] {
  dress(sheet, look)
  const space = widthOf(sheet, ' ', look)
  const lines: string[] = []
  for (const paragraph of printable(sheet, text).split('\n')) {
    let line = ''
    let used = 0
    for (const word of paragraph.split(/\s+/)) {
      if (word === '') continue
      for (const part of partsOf(sheet, word, look, width)) {
        const wide = widthOf(sheet, part, look)
        if (line !== '' && used + space + wide > width) {
          lines.push(line)
          line = ''
          used = 0
        }
        used += (line === '' ? 0 : space) + wide
        line += line === '' ? part : ` ${part}`
      }
    }
    if (line !== '') lines.push(line)
  }
  return lines
}

function partsOf(sheet: Sheet, word: string, look: Look, width: number): string[] {
  if (widthOf(sheet, word, look) <= width) return [word]
  const parts: string[] = []
  let part = ''
  let used = 0
  for (const character of word) {
    const wide = widthOf(sheet, character, look)
    if (part !== '' && used + wide > width) {
      parts.push(part)
      part = ''
      used = 0
    }
    part += character
    used += wide
  }
  return [...parts, part]
}

/** In the font that `dress` has set. */
function widthOf({ pdf, widths, scale }: Sheet, word: string, { font, size }: Look): number {
  const key = `${font}${size * scale}`
  let known = widths.get(key)
  if (!known) {
    known = new Map()
    widths.set(key, known)
  }
  const found = known.get(word)
  if (found !== undefined) return found
  const wide = pdf.widthOfString(word)
  known.set(word, wide)
  return wide
}

/** One tagged block of text under `parent`, over as many pages as it takes. */
export function block(sheet: Sheet, parent: PdfElement, tag: string, text: string, look: Look): void {
  const lines = wrapped(sheet, text, look, sheet.width)
  const height = lineHeight(sheet, look)
  sheet.y += (look.before ?? 0) * sheet.scale
  if (sheet.y + height > sheet.bottom) newPage(sheet)
  tagged(sheet, parent, tag, () => {
    for (const line of lines) {
      if (sheet.y + height > sheet.bottom) newPage(sheet)
      dress(sheet, look)
      sheet.pdf.text(line, margins.left, sheet.y, { lineBreak: false })
      sheet.y += height
    }
  })
}

export function tagged({ pdf }: Sheet, parent: PdfElement, tag: string, draw: () => void): void {
  const element = pdf.struct(tag, draw)
  parent.add(element)
  element.end()
}

export function rule(sheet: Sheet, y: number): void {
  const { pdf, width } = sheet
  pdf.markContent('Artifact', { type: 'Layout' })
  pdf.lineWidth(0.5).strokeColor(colours.rule)
  pdf
    .moveTo(margins.left, y)
    .lineTo(margins.left + width, y)
    .stroke()
  pdf.endMarkedContent()
}
