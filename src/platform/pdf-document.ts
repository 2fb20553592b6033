// A PDF to draw on: A4, tagged for screen readers, fonts embedded. Marking and page numbers are drawn on it by each paper.
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import imported, { type PdfDocument, type PdfElement } from 'pdfmake/js/PDFDocument.js'

// CommonJS with a default of its own: Node hands over the module, a bundler of tests what is in it.
const Drawing = 'default' in imported ? (imported.default as typeof imported) : imported

export interface PdfAsked {
  title: string
  /** When its contents were made, not the file: the same contents always give the same bytes. */
  madeAt: string
  /** As BCP 47 has it: en-GB. */
  language: string
  /** Points. */
  margins: { top: number; bottom: number; left: number; right: number }
}

export interface OpenPdf {
  pdf: PdfDocument
  /** All that is read aloud stands under it. */
  root: PdfElement
  /** Of the text, in points. */
  width: number
  /** Where the text ends on a page, in points from its head. */
  bottom: number
  /** Characters that the fonts cannot show. */
  unprintable: Set<number>
}

/** Three fonts: plain, bold, slanted. No author. */
export function openPdf({ title, madeAt, language, margins }: PdfAsked): OpenPdf {
  const info = { Title: title, CreationDate: new Date(madeAt), Producer: 'Tocsin', Creator: 'Tocsin' }
  const options = {
    size: 'A4',
    margins,
    bufferPages: true,
    pdfVersion: '1.7',
    displayTitle: true,
    lang: language,
    info,
  }
  const pdf = new Drawing({}, {}, {}, {}, { ...options, tagged: true })
  const folder = join(dirname(createRequire(import.meta.url).resolve('pdfmake/package.json')), 'fonts', 'Roboto')
  pdf.registerFont('plain', join(folder, 'Roboto-Regular.ttf'))
  pdf.registerFont('bold', join(folder, 'Roboto-Medium.ttf'))
  pdf.registerFont('slanted', join(folder, 'Roboto-Italic.ttf'))
  const root = pdf.struct('Document')
  pdf.addStructure(root)
  pdf.y = margins.top
  const { width, height } = pdf.page
  return {
    ...{ pdf, root, bottom: height - margins.bottom, unprintable: new Set() },
    width: width - margins.left - margins.right,
  }
}

/** Where a word may be parted: it has no glyph and needs none. */
export const mayPart = '\u200b'

/** The text as the font in use can show it; what it cannot is kept in `unprintable` and stands as U+FFFD. */
export function printable({ pdf, unprintable }: Pick<OpenPdf, 'pdf' | 'unprintable'>, text: string, also = ''): string {
  const { font } = pdf._font
  let said = ''
  for (const character of text.replace(/\t/g, '  ')) {
    const code = character.codePointAt(0) ?? 0
    if (character === '\n' || also.includes(character) || font.hasGlyphForCodePoint(code)) said += character
    else {
      unprintable.add(code)
      said += '\ufffd'
    }
  }
  return said
}
