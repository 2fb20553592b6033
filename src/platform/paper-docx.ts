// A paper as a Word file: real headings, lists and tables, marking and page number on every page. Runs in a worker only.
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
import type { Paper, Piece } from '#kernel/paper.ts'

type Tone = 'plain' | 'quiet' | 'alarm'
const alarm = 'A30000'
const grey = '555555'
/** Twentieths of a point: the text width of an A4 page between these margins. */
const textWidth = 11906 - 2 * 1134

export async function docxOf(paper: Paper): Promise<Uint8Array> {
  const document = new Document({
    title: clean(`${paper.exercise ? 'EXERCISE: ' : ''}${paper.title}`),
    creator: 'Tocsin',
    lastModifiedBy: 'Tocsin',
    description: clean(paper.standing),
    styles: { default: { document: { run: { font: 'Calibri', size: 21, language: { value: 'en-GB' } } } } },
    sections: [
      {
        properties: {
          page: { size: { width: 11906, height: 16838 }, margin: { left: 1134, right: 1134, top: 1300, bottom: 1300 } },
        },
        headers: { default: new Header({ children: [edge(paper, [])] }) },
        footers: { default: new Footer({ children: [edge(paper, pageNumber()), line(paper.standing, 'quiet')] }) },
        children: [
          new Paragraph({ heading: HeadingLevel.TITLE, children: [new TextRun(clean(paper.title))] }),
          line(paper.standing, 'quiet'),
          tableOf([], paper.facts),
          ...paper.pieces.flatMap(drawn),
        ],
      },
    ],
  })
  return Packer.toBuffer(document)
}

function drawn(piece: Piece): (Paragraph | Table)[] {
  switch (piece.kind) {
    case 'heading':
      return [new Paragraph({ heading: HeadingLevel.HEADING_1, children: [new TextRun(clean(piece.text))] })]
    case 'text':
      return piece.text.split('\n').map((text) => line(text, piece.tone))
    case 'list':
      return piece.items.map((item) => new Paragraph({ bullet: { level: 0 }, children: [run(item, 'plain')] }))
    case 'table':
      return [tableOf(piece.header, piece.rows)]
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

function edge({ exercise, marking }: Paper, right: TextRun[]): Paragraph {
  const said = `${exercise ? 'EXERCISE · ' : ''}${marking}`
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
