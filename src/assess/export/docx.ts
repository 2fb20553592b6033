// A paper as a Word file: real headings, marking in header and footer of every page, so that an authority can go on writing.
import {
  AlignmentType,
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
import type { Paper, PaperRow } from '../rules/drafting/paper.ts'

const alarm = 'A30000'
const grey = '555555'
/** Twentieths of a point: the text width of an A4 page between these margins. */
const textWidth = 11906 - 2 * 1134
const nameWidth = 2700

export async function docxOf(paper: Paper): Promise<Uint8Array> {
  const document = new Document({
    title: clean(`${paper.exercise ? 'EXERCISE: ' : ''}${paper.title}`),
    creator: 'Tocsin',
    description: clean(paper.standing),
    styles: { default: { document: { run: { font: 'Calibri', size: 21, language: { value: 'en-GB' } } } } },
    sections: [
      {
        properties: {
          page: { size: { width: 11906, height: 16838 }, margin: { left: 1134, right: 1134, top: 1300, bottom: 1300 } },
        },
        headers: { default: new Header({ children: [edge(paper, [new TextRun(clean(paper.reference))])] }) },
        footers: { default: new Footer({ children: [edge(paper, pageNumber()), small(paper.standing)] }) },
        children: [...head(paper), ...paper.sections.flatMap(sectionOf)],
      },
    ],
  })
  return Packer.toBuffer(document)
}

/** Characters that XML cannot hold make a file that Word refuses to open. */
function clean(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: those are what must go.
  return text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Cs}/gu, '\ufffd')
}

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

function small(text: string): Paragraph {
  return new Paragraph({
    alignment: AlignmentType.LEFT,
    children: [new TextRun({ text: clean(text), size: 18, color: grey })],
  })
}

function head({ title, standing, warnings, facts }: Paper): (Paragraph | Table)[] {
  return [
    new Paragraph({ heading: HeadingLevel.TITLE, children: [new TextRun(clean(title))] }),
    small(standing),
    ...warnings.map(
      (text) =>
        new Paragraph({
          spacing: { before: 80 },
          children: [new TextRun({ text: clean(text), bold: true, color: alarm })],
        }),
    ),
    new Paragraph({ children: [] }),
    new Table({
      width: { size: textWidth, type: WidthType.DXA },
      columnWidths: [nameWidth, textWidth - nameWidth],
      rows: facts.map(
        ([name, value]) =>
          new TableRow({
            cantSplit: true,
            children: [cell(name, nameWidth, true), cell(value, textWidth - nameWidth, false)],
          }),
      ),
    }),
  ]
}

const line = { style: BorderStyle.SINGLE, size: 4, color: 'B8B8B8' }
const none = { style: BorderStyle.NONE, size: 0, color: 'auto' }

function cell(text: string, width: number, name: boolean): TableCell {
  return new TableCell({
    width: { size: width, type: WidthType.DXA },
    borders: { top: line, bottom: line, left: none, right: none },
    children: [new Paragraph({ children: [new TextRun({ text: clean(text), bold: name, size: 20 })] })],
  })
}

function sectionOf({ title, rows }: Paper['sections'][number]): Paragraph[] {
  return [
    new Paragraph({ heading: HeadingLevel.HEADING_1, children: [new TextRun(clean(title))] }),
    ...rows.flatMap(rowOf),
  ]
}

function rowOf({ no, label, lines, note, missing, sources }: PaperRow): Paragraph[] {
  const heading = clean(`${no ? `${no}  ` : ''}${label}`)
  return [
    new Paragraph({ heading: HeadingLevel.HEADING_2, children: [new TextRun(heading)] }),
    ...lines
      .filter((text) => text.trim() !== '')
      .map((text) => new Paragraph({ children: [new TextRun(clean(text))] })),
    ...(note ? [noteOf(note, missing)] : []),
    ...sources.map((source) => small(`from ${source}`)),
  ]
}

function noteOf(note: string, missing: boolean): Paragraph {
  const look = missing ? { bold: true, color: alarm } : { italics: true, color: grey }
  return new Paragraph({ children: [new TextRun({ text: clean(note), ...look })] })
}
