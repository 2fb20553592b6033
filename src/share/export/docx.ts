// A product as a Word file: real headings, lists and tables, its marking in header and footer of every page.
import {
  BorderStyle,
  Document,
  Footer,
  Header,
  HeadingLevel,
  Packer,
  PageNumber,
  Paragraph,
  Table,
  TableCell,
  TableRow,
  TabStopType,
  TextRun,
  WidthType,
} from 'docx'
import { factsOf, type Piece, piecesOf, type Tone } from '../rules/products/pieces.ts'
import type { Printed } from '../rules/products/printed.ts'

const alarm = 'A30000'
const grey = '555555'
/** Twentieths of a point: the text width of an A4 page between these margins. */
const textWidth = 11906 - 2 * 1134

export async function docxOf(paper: Printed): Promise<Uint8Array> {
  const { content, exercise, standing, warnings, short } = paper
  const size = short ? 18 : 21
  const document = new Document({
    title: clean(`${exercise ? `${content.words.exercise}: ` : ''}${content.title.text}`),
    creator: 'Tocsin',
    lastModifiedBy: 'Tocsin',
    description: clean(standing),
    styles: { default: { document: { run: { font: 'Calibri', size, language: { value: content.language } } } } },
    sections: [
      {
        properties: {
          page: { size: { width: 11906, height: 16838 }, margin: { left: 1134, right: 1134, top: 1300, bottom: 1300 } },
        },
        headers: { default: new Header({ children: [edge(paper, [new TextRun(clean(paper.reference))])] }) },
        footers: { default: new Footer({ children: [edge(paper, pageNumber()), line(standing, 'quiet')] }) },
        children: [
          new Paragraph({ heading: HeadingLevel.TITLE, children: [new TextRun(clean(content.title.text))] }),
          line(`${content.kind} · ${standing}`, 'quiet'),
          ...warnings.map((warning) => line(warning, 'alarm')),
          tableOf([], factsOf(paper)),
          ...piecesOf(paper).flatMap(drawn),
        ],
      },
    ],
  })
  return Packer.toBuffer(document)
}

function drawn(piece: Piece): (Paragraph | Table)[] {
  switch (piece.kind) {
    case 'heading': {
      const heading = piece.level === 2 ? HeadingLevel.HEADING_1 : HeadingLevel.HEADING_2
      return [new Paragraph({ heading, children: [new TextRun(clean(piece.text))] })]
    }
    case 'text':
      return piece.text.split('\n').map((text) => line(text, piece.tone))
    case 'list':
      return piece.items.map((item) => new Paragraph({ bullet: { level: 0 }, children: [run(item, piece.tone)] }))
    case 'table':
      return [...(piece.caption ? [line(piece.caption, 'quiet')] : []), tableOf(piece.header, piece.rows)]
  }
}

/** Characters that XML cannot hold make a file that Word refuses to open. */
function clean(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: those are what must go.
  return text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Cs}/gu, '\ufffd')
}

function run(text: string, tone: Tone): TextRun {
  if (tone === 'alarm') return new TextRun({ text: clean(text), bold: true, color: alarm })
  if (tone === 'quiet') return new TextRun({ text: clean(text), italics: true, color: grey, size: 18 })
  return new TextRun({ text: clean(text) })
}

const line = (text: string, tone: Tone) => new Paragraph({ spacing: { after: 80 }, children: [run(text, tone)] })

function edge({ exercise, marking, content }: Printed, right: TextRun[]): Paragraph {
  const said = `${exercise ? `${content.words.exercise} · ` : ''}${marking}`
  return new Paragraph({
    tabStops: [{ type: TabStopType.RIGHT, position: textWidth }],
    children: [
      new TextRun({ text: clean(said), bold: true, size: 18, ...(exercise ? { color: alarm } : {}) }),
      new TextRun({ text: '\t', size: 18 }),
      ...right,
    ],
  })
}

function pageNumber(): TextRun[] {
  return [
    new TextRun({ size: 18, color: grey, children: ['Page ', PageNumber.CURRENT, ' of ', PageNumber.TOTAL_PAGES] }),
  ]
}

const thin = { style: BorderStyle.SINGLE, size: 4, color: 'B8B8B8' }
const none = { style: BorderStyle.NONE, size: 0, color: 'auto' }

function tableOf(header: readonly string[], rows: readonly (readonly string[])[]): Table {
  const columns = Math.max(header.length, rows[0]?.length ?? 1, 1)
  const width = Math.floor(textWidth / columns)
  const row = (cells: readonly string[], head: boolean) =>
    new TableRow({
      cantSplit: true,
      tableHeader: head,
      children: cells.map((text, at) => cell(text, width, head || at === 0)),
    })
  return new Table({
    width: { size: textWidth, type: WidthType.DXA },
    columnWidths: Array.from({ length: columns }, () => width),
    rows: [...(header.length > 0 ? [row(header, true)] : []), ...rows.map((cells) => row(cells, false))],
  })
}

function cell(text: string, width: number, bold: boolean): TableCell {
  return new TableCell({
    width: { size: width, type: WidthType.DXA },
    borders: { top: thin, bottom: thin, left: none, right: none },
    children: [new Paragraph({ children: [new TextRun({ text: clean(text), bold, size: 19 })] })],
  })
}
