// Reads the text of a PDF back, page by page, as a reader of the file would copy it: content streams through the ToUnicode
// tables of their fonts. Enough for files of pdfkit; what it cannot read is an error, never an empty text.
import { inflateSync } from 'node:zlib'

export interface PdfRead {
  pages: string[]
  /** Kinds of elements of the structure tree, in the order of the file: 'H1', 'P', 'Sect'. */
  tags: string[]
  language: string | null
}

export function readPdf(bytes: Uint8Array): PdfRead {
  const file = Buffer.from(bytes).toString('latin1')
  if (!file.startsWith('%PDF-')) throw new Error('This is no PDF.')
  const objects = objectsIn(file)
  const pages = pagesIn(objects).map((page) => textOfPage(objects, page))
  const tags = [...objects.values()].flatMap(({ head }) => /\/S \/([A-Z][A-Za-z0-9]*)\s/.exec(`${head} `)?.[1] ?? [])
  const language = /\/Lang \(([^)]*)\)/.exec(file)?.[1] ?? null
  return { pages, tags, language }
}

interface PdfObject {
  head: string
  stream: Buffer | null
}

function objectsIn(file: string): Map<string, PdfObject> {
  const objects = new Map<string, PdfObject>()
  const start = /(?:^|\n)(\d+) 0 obj\n/g
  for (let found = start.exec(file); found; found = start.exec(file)) {
    const end = file.indexOf('\nendobj', start.lastIndex)
    const body = file.slice(start.lastIndex, end)
    const at = body.indexOf('stream\n')
    const head = at < 0 ? body : body.slice(0, at)
    const length = Number(/\/Length (\d+)/.exec(head)?.[1] ?? 0)
    const raw = at < 0 ? null : Buffer.from(body.slice(at + 7, at + 7 + length), 'latin1')
    const stream = raw && (head.includes('/FlateDecode') ? inflateSync(raw) : raw)
    objects.set(found[1] ?? '', { head, stream })
    start.lastIndex = Math.max(start.lastIndex, end)
  }
  return objects
}

function pagesIn(objects: Map<string, PdfObject>): PdfObject[] {
  const tree = [...objects.values()].find(({ head }) => /\/Type \/Pages/.test(head))
  const kids = /\/Kids \[([^\]]*)\]/.exec(tree?.head ?? '')?.[1] ?? ''
  return [...kids.matchAll(/(\d+) 0 R/g)].map(([, id = '']) => the(objects, id))
}

function the(objects: Map<string, PdfObject>, id: string): PdfObject {
  const found = objects.get(id)
  if (!found) throw new Error(`The PDF names object ${id}, and has none.`)
  return found
}

const reference = (head: string, name: string) => new RegExp(`/${name} (\\d+) 0 R`).exec(head)?.[1]

function textOfPage(objects: Map<string, PdfObject>, page: PdfObject): string {
  const resources = the(objects, reference(page.head, 'Resources') ?? '').head
  const content = the(objects, reference(page.head, 'Contents') ?? '').stream?.toString('latin1') ?? ''
  const fonts = new Map(
    [...resources.matchAll(/\/(F\d+) (\d+) 0 R/g)].map(([, name = '', id = '']) => [name, unicodeOf(objects, id)]),
  )
  let font = new Map<string, string>()
  const lines: string[] = []
  for (const line of content.split('\n')) {
    const named = /^\/(F\d+) [\d.]+ Tf/.exec(line)?.[1]
    if (named) font = fonts.get(named) ?? new Map()
    if (!/TJ$/.test(line)) continue
    const glyphs = [...line.matchAll(/<([0-9a-f]+)>/g)].flatMap(([, hex = '']) => hex.match(/.{4}/g) ?? [])
    lines.push(glyphs.map((glyph) => font.get(glyph) ?? missing(glyph)).join(''))
  }
  return lines.join('\n')
}

function missing(glyph: string): never {
  throw new Error(`Glyph ${glyph} of the PDF has no character: nobody could copy or search it.`)
}

/** pdfkit writes its table as ranges of lists: <0000> <00ff> [<0041> <0042> ...]. */
function unicodeOf(objects: Map<string, PdfObject>, font: string): Map<string, string> {
  const table = reference(the(objects, font).head, 'ToUnicode')
  const text = table ? (the(objects, table).stream?.toString('latin1') ?? '') : ''
  const characters = new Map<string, string>()
  for (const [, from = '', list = ''] of text.matchAll(/<([0-9a-f]{4})> <[0-9a-f]{4}> \[([^\]]*)\]/g)) {
    const said = [...list.matchAll(/<([0-9a-f ]*)>/g)].map(([, hex = '']) => hex.replaceAll(' ', ''))
    for (const [at, hex] of said.entries()) {
      const glyph = (Number.parseInt(from, 16) + at).toString(16).padStart(4, '0')
      characters.set(glyph, Buffer.from(hex, 'hex').swap16().toString('utf16le'))
    }
  }
  return characters
}
