// The sheet that a PDF is drawn on: A4, fonts embedded, tagged, with lines wrapped by ourselves. Wrapping by cached widths of words
// is what lets a report of a hundred pages be drawn within seconds.
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import imported, { type PdfDocument, type PdfElement } from 'pdfmake/js/PDFDocument.js'
import type { Tone } from '../rules/products/pieces.ts'
import type { Printed } from '../rules/products/printed.ts'

// CommonJS with a default of its own: Node hands over the module, a bundler of tests what is in it.
const Drawing = 'default' in imported ? (imported.default as typeof imported) : imported

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

export interface Sheet {
  pdf: PdfDocument
  root: PdfElement
  /** Of the text, in points. */
  width: number
  bottom: number
  /** All sizes are multiplied by it: a product that has to fit on one page shrinks until it does. */
  scale: number
  y: number
  /** Characters that the fonts cannot show. */
  unprintable: Set<number>
  widths: Map<string, Map<string, number>>
}

export function openSheet(paper: Printed, scale: number): Sheet {
  const title = paper.content.title.text
  const pdf = new Drawing(
    {},
    {},
    {},
    {},
    {
      size: 'A4',
      margins,
      bufferPages: true,
      pdfVersion: '1.7',
      tagged: true,
      displayTitle: true,
      lang: paper.content.language,
      // The file says when its contents were made, so that the same edition always gives the same bytes. No author.
      info: {
        Title: `${paper.exercise ? `${paper.content.words.exercise}: ` : ''}${title}`,
        CreationDate: new Date(paper.approvedAt ?? paper.content.draftedAt),
        Producer: 'Tocsin',
        Creator: 'Tocsin',
      },
    },
  )
  const folder = join(dirname(createRequire(import.meta.url).resolve('pdfmake/package.json')), 'fonts', 'Roboto')
  pdf.registerFont('plain', join(folder, 'Roboto-Regular.ttf'))
  pdf.registerFont('bold', join(folder, 'Roboto-Medium.ttf'))
  pdf.registerFont('slanted', join(folder, 'Roboto-Italic.ttf'))
  const root = pdf.struct('Document')
  pdf.addStructure(root)
  const { width, height } = pdf.page
  return {
    ...{ pdf, root, scale, y: margins.top },
    width: width - margins.left - margins.right,
    bottom: height - margins.bottom,
    ...{ unprintable: new Set(), widths: new Map() },
  }
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

export function printable({ pdf, unprintable }: Sheet, text: string): string {
  const { font } = pdf._font
  let said = ''
  for (const character of text.replace(/\t/g, '  ')) {
    const code = character.codePointAt(0) ?? 0
    if (code === 10 || font.hasGlyphForCodePoint(code)) said += character
    else {
      unprintable.add(code)
      said += '\ufffd'
    }
  }
  return said
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
