// Reports as files: what is read back is what was written, with marking, EXERCISE and page numbers on every page.
import { inflateRawSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { readPdf } from '../../../test/setup/pdf-text.ts'
import { markdownOf } from '../rules/drafting/markdown.ts'
import type { Paper } from '../rules/drafting/paper.ts'
import { drawPaper } from './draw.ts'

const row = { no: '', label: 'Nature', lines: [] as string[], note: null, missing: false, sources: [] }
const paper = (more: Partial<Paper> = {}): Paper => ({
  ...{ exercise: false, marking: 'TLP:AMBER+STRICT', title: 'Early warning', reference: 'INC-2027-0007' },
  ...{ standing: 'Revision 1, not approved', facts: [['Law', '2026-08.abc']], warnings: [], sections: [] },
  ...{ fingerprint: 'a'.repeat(64), madeAt: '2027-03-10T09:45:00.000Z' },
  ...more,
})

async function drawn(format: 'pdf' | 'docx', it: Paper): Promise<Uint8Array> {
  const file = await drawPaper(format, it)
  if (!file.ok) throw new Error(file.detail)
  return file.value
}

const sentences = [
  'Η υπηρεσία πληρωμών δεν λειτουργεί από τις δέκα το πρωί.',
  'Електронната услуга за плащания не работи от сутринта.',
  'Maksājumi nedarbojas; płatności nie działają; betalningar fungerar inte: ÅÄÖ ß ő ţ ğ ŋ €',
]

test('Latin, Greek and Cyrillic can be read back from the PDF, over many pages, with the marking on each', async () => {
  const rows = Array.from({ length: 60 }, (_, n) => ({ ...row, no: `3.${n}`, label: `Field ${n}`, lines: sentences }))
  const file = await drawn('pdf', paper({ exercise: true, sections: [{ title: 'Contents', rows }] }))
  const { pages, tags, language } = readPdf(file)
  expect(pages.length).toBeGreaterThan(4)
  for (const [at, page] of pages.entries()) {
    expect(page.split('EXERCISE · TLP:AMBER+STRICT').length).toBe(3)
    expect(page).toContain(`Page ${at + 1} of ${pages.length}`)
    expect(page).toContain('INC-2027-0007')
    expect(page).toContain('Revision 1, not approved')
  }
  const words = pages.join('\n').replace(/\s+/g, ' ')
  for (const sentence of sentences) expect(words.split(sentence).length).toBeGreaterThan(50)
  expect([tags.filter((tag) => tag === 'H3').length, tags.includes('H1'), language]).toEqual([60, true, 'en-GB'])
})

test('what is missing says so, and a word longer than the page is broken and not lost', async () => {
  const long = 'Datenschutzverletzungsmeldungsverzögerung'.repeat(20)
  const rows = [
    { ...row, label: 'Severity', note: 'MISSING.', missing: true },
    { ...row, label: 'Impact', lines: [long] },
  ]
  const { pages } = readPdf(
    await drawn('pdf', paper({ sections: [{ title: 'Contents', rows }], warnings: ['1 of 2 is empty'] })),
  )
  const words = pages.join('\n')
  expect(words).toContain('MISSING.')
  expect(words).toContain('1 of 2 is empty')
  expect(words.replace(/[\s\u200b]/g, '')).toContain(long)
})

test('characters that the fonts do not have stand as a sign of that, and the file says where to find them', async () => {
  const rows = [{ ...row, lines: ['東京 😀 ok'] }]
  const words = readPdf(await drawn('pdf', paper({ sections: [{ title: 'Contents', rows }] }))).pages.join(' ')
  expect(words).toContain('\ufffd\ufffd \ufffd ok')
  expect(words.replace(/\s+/g, ' ')).toContain('3 different characters cannot be shown')
})

test('the same paper gives the same bytes', async () => {
  const [one, two] = [await drawn('pdf', paper()), await drawn('pdf', paper())]
  expect(Buffer.from(one).equals(two)).toBe(true)
})

test('the Word file holds the words, marked in header and footer, and no character that Word would refuse', async () => {
  const rows = [{ ...row, lines: [...sentences, 'a\u0000b\ud800 <w:p> & ]]>'], note: 'MISSING.', missing: true }]
  const file = await drawn('docx', paper({ exercise: true, sections: [{ title: 'Contents', rows }] }))
  const parts = unzipped(file)
  const body = parts.get('word/document.xml') ?? ''
  for (const sentence of [...sentences, 'MISSING.', 'a\ufffdb\ufffd &lt;w:p&gt; &amp; ]]&gt;'])
    expect(body).toContain(sentence)
  for (const [name, xml] of parts) {
    if (/word\/(header|footer)\d*[.]xml/.test(name)) expect(xml).toContain('EXERCISE · TLP:AMBER+STRICT')
  }
  expect([...parts.keys()].filter((name) => /word\/(header|footer)\d*[.]xml/.test(name)).length).toBe(2)
  expect(body).toContain('w:val="Heading2"')
})

/** A zip by its central directory: names and deflated texts. */
function unzipped(bytes: Uint8Array): Map<string, string> {
  const file = Buffer.from(bytes)
  const parts = new Map<string, string>()
  let at = file.readUInt32LE(file.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1')) + 16)
  while (file.readUInt32LE(at) === 0x02014b50) {
    const [size, nameLength, extra, comment] = [
      file.readUInt32LE(at + 20),
      ...[28, 30, 32].map((o) => file.readUInt16LE(at + o)),
    ] as [number, number, number, number]
    const name = file.toString('utf8', at + 46, at + 46 + nameLength)
    const local = file.readUInt32LE(at + 42)
    const from = local + 30 + file.readUInt16LE(local + 26) + file.readUInt16LE(local + 28)
    const raw = file.subarray(from, from + size)
    parts.set(name, (file.readUInt16LE(at + 10) === 0 ? raw : inflateRawSync(raw)).toString('utf8'))
    at += 46 + nameLength + extra + comment
  }
  return parts
}

test('in Markdown the words of people are no markup', () => {
  const rows = [
    { ...row, no: '1.1', label: 'A *label*', lines: ['# not a heading', '- no list', '1. none', '<b>&lt;', 'a|b'] },
  ]
  const text = markdownOf(paper({ exercise: true, sections: [{ title: 'Contents', rows }] }))
  expect(text.startsWith('**EXERCISE · TLP:AMBER+STRICT**\n')).toBe(true)
  expect(text).toContain('### 1.1 A \\*label\\*')
  expect(text).toContain('\\# not a heading  \n\\- no list  \n1\\. none  \n\\<b\\>\\&lt;  \na\\|b')
})
