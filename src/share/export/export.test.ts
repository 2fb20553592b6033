// Products as files: what is read back is what was written, marked on every page, with EXERCISE first and nobody's name.
import { expect, test } from 'vitest'
import { readPdf } from '../../../test/setup/pdf-text.ts'
import { contentOf, incidentId, printedOf, prose, section, sentence } from '../../../test/setup/products.ts'
import type { Block, ProductContent } from '../model/product-content.ts'
import type { Printed } from '../rules/products/printed.ts'
import { docxOf } from './docx.ts'
import { fileOf, fingerprintOf } from './index.ts'
import { pdfOf } from './pdf.ts'

const all = ['pdf', 'docx', 'html', 'md', 'json', 'edxl-sitrep', 'cap'] as const

async function file(format: (typeof all)[number], paper: Printed): Promise<Buffer> {
  const reply = await fileOf(format, paper, all, async (as, it) => ({
    ok: true,
    value: await (as === 'pdf' ? pdfOf : docxOf)(it),
  }))
  if (!reply.ok) throw new Error(reply.detail)
  return Buffer.from(reply.value)
}

const cells = (id: string, ...texts: string[]) => texts.map((text, at) => sentence(`${id}/${at}`, text))
const blocks: Block[] = [
  prose(sentence('a', 'First.'), sentence('b', 'Second.')),
  {
    kind: 'list',
    caption: 'Measures',
    items: [[sentence('c', 'Keys were reset.')], [sentence('d', 'Lines were cut.')]],
  },
  { kind: 'table', caption: 'By sector', header: ['Sector', 'Users'], rows: [cells('t1', 'Banking', '40,000')] },
  {
    ...{ kind: 'map', caption: 'By country', unit: 'open incidents' },
    values: [{ country: 'GR', name: 'Greece', value: 2, cell: sentence('m', '2 open incidents') }],
  },
  {
    ...{ kind: 'timeline', caption: 'Course' },
    moments: [{ at: '2027-03-10T07:30:00.000Z', end: null, sentence: sentence('w', 'It was detected.') }],
  },
  { kind: 'figures', caption: null, figures: [sentence('f', '40,000 users')] },
]
const whole = (more: Partial<ProductContent> = {}) =>
  contentOf({
    sections: [section('situation', 'Situation', blocks)],
    missing: [{ section: 'situation', what: 'Outlook', article: 'Art. 16' }],
    leftOut: [{ section: 'situation', heading: 'Situation', sentences: 3 }],
    ...more,
  })

const said = [
  'First. Second.',
  'Keys were reset.',
  'Banking',
  '2 open incidents',
  'It was detected.',
  '40,000 users',
  'Outlook',
]

test('every kind of block stands in every document, with what is missing and what was left out', async () => {
  const paper = printedOf(whole())
  const pdf = readPdf(await pdfOf(paper))
  const texts = {
    pdf: pdf.pages.join(' ').replace(/\s+/g, ' '),
    html: (await file('html', paper)).toString(),
    md: (await file('md', paper)).toString(),
    json: (await file('json', paper)).toString(),
  }
  for (const [format, text] of Object.entries(texts))
    for (const words of format === 'json' ? said.slice(1) : said)
      expect([format, text.includes(words)]).toEqual([format, true])
  expect(texts.pdf).toContain('Situation (3)')
  expect(pdf.tags).toEqual(expect.arrayContaining(['H1', 'H2', 'P', 'L', 'LI', 'Table', 'TR', 'TH', 'TD']))
})

test('each page of the PDF bears the marking, its number, and EXERCISE first in an exercise', async () => {
  const rows = Array.from({ length: 120 }, (_, n) =>
    cells(`r${n}`, `2027-03-10 ${n}`, `What happened then, number ${n}.`),
  )
  const table: Block = { kind: 'table', caption: null, header: ['When', 'What'], rows }
  const content = whole({ realm: 'exercise:spring', sections: [section('log', 'Log', [table])] })
  const { pages, language } = readPdf(await pdfOf(printedOf(content)))
  expect(pages.length).toBeGreaterThan(2)
  for (const [at, page] of pages.entries()) {
    expect(page.split('[exercise] · TLP:GREEN').length).toBe(3)
    expect(page).toContain(`Page ${at + 1} of ${pages.length}`)
    expect(page).toContain('CRI-2027-0001 sitrep 2')
    expect(page).toContain('When')
  }
  const words = pages.join(' ')
  for (let n = 0; n < 120; n++) expect(words).toContain(`number ${n}.`)
  expect(language).toBe('en')
  for (const format of ['md', 'html'] as const) {
    const text = (await file(format, printedOf(content))).toString()
    expect(text.indexOf('[exercise]')).toBeLessThan(text.indexOf('Outage of payments'))
  }
})

test('a product of one page shrinks until it fits', async () => {
  const sentences = Array.from({ length: 42 }, (_, n) =>
    sentence(`s${n}`, `In ${n} the operators say that payments fail still.`),
  )
  const content = contentOf({
    sections: sentences.map((one, n) => section(`s${n}`, `Heading ${n}`, [prose(one)])).slice(0, 16),
  })
  expect(readPdf(await pdfOf(printedOf(content))).pages.length).toBe(2)
  expect(readPdf(await pdfOf(printedOf(content, null, true))).pages.length).toBe(1)
})

test('the same product gives the same bytes, and a word longer than a line is broken, not lost', async () => {
  const long = 'Datenschutzverletzungsmeldungsverzögerung'.repeat(20)
  const paper = printedOf(contentOf({ sections: [section('a', 'A', [prose(sentence('a', `${long} 東京`))])] }))
  const [one, two] = [await pdfOf(paper), await pdfOf(paper)]
  expect(Buffer.from(one).equals(two)).toBe(true)
  const words = readPdf(one).pages.join('')
  expect(words.replace(/\s/g, '')).toContain(long)
  expect(words).toContain('\ufffd\ufffd')
})

test('no file names the person who wrote a sentence, nor the circle of the marking; the fingerprint is that of the JSON file', async () => {
  const person = '01980f3c-8a00-7000-8000-00000000000a'
  const content = contentOf({ title: sentence('title', 'In other words', { by: `person:${person}` }) })
  const marked = {
    ...content,
    marking: { ...content.marking, tlp: 'RED' as const, persons: [person], reason: 'Source at risk' },
  }
  const paper = printedOf(marked)
  for (const format of all) {
    const text = (await file(format, paper)).toString('latin1')
    expect([format, text.includes(person), text.includes('at risk')]).toEqual([format, false, false])
  }
  const json = JSON.parse((await file('json', paper)).toString())
  expect(json.fingerprint).toBe(`sha-256:${fingerprintOf(json.content)}`)
  expect(json.content.title.by).toBe('person')
  expect(json.content.sections[0].blocks[0].sentences[0].sources[0].id).toBe(incidentId)
})

test('what people wrote is never markup, in HTML, Markdown or XML', async () => {
  const evil = '<script>alert(1)</script> & ]]> "x" # \u0000 \ud800 [a](javascript:b) | c'
  const paper = printedOf(contentOf({ sections: [section('a', evil, [prose(sentence('a', evil))])], issuer: evil }))
  for (const format of ['html', 'edxl-sitrep', 'cap'] as const) {
    const text = (await file(format, paper)).toString()
    expect(text).not.toContain('<script>')
    expect(text).toContain('&lt;script&gt;')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: those are what must not be there.
    expect(/[\u0000\ud800]/.test(text)).toBe(false)
  }
  expect((await file('md', paper)).toString()).toContain('\\<script\\>alert(1)\\</script\\>')
  expect((await file('html', paper)).toString()).toContain("default-src 'none'")
})

test('an alert of CAP has its elements in the order of the standard, is restricted above TLP:CLEAR, and an exercise is one', async () => {
  const order = (xml: string) => [...xml.matchAll(/^ {2}<(\w+)/gm)].map(([, name]) => name)
  const text = async (paper: Printed) => (await file('cap', paper)).toString()
  const green = await text(printedOf(whole()))
  expect(order(green)).toEqual('identifier sender sent status msgType scope restriction incidents info'.split(' '))
  expect([...green.matchAll(/^ {4}<(\w+)/gm)].map(([, name]) => name)).toEqual(
    (
      'language category event urgency severity certainty effective senderName headline description ' +
      'parameter parameter parameter area'
    ).split(' '),
  )
  expect(green).toContain('<restriction>TLP:GREEN</restriction>')
  expect(green).toContain('<sent>2027-03-10T10:00:00-00:00</sent>')
  expect(green).toContain('<status>Actual</status>')
  expect(green).toContain('<value>GR</value>')
  const clear = await text(printedOf(whole({ marking: { ...contentOf({ tlp: 'CLEAR' }).marking } })))
  expect(order(clear)).toEqual('identifier sender sent status msgType scope incidents info'.split(' '))
  expect(clear).toContain('<scope>Public</scope>')
  const played = await text(printedOf(whole({ realm: 'exercise:x' })))
  expect(played).toContain('<status>Exercise</status>')
  expect(order(played)).toContain('note')
  expect(await text(printedOf(whole(), null))).toContain('<status>Draft</status>')
})

test('an EDXL-SitRep has the required elements in order, strings of at most 1,023 characters, and moments with an offset', async () => {
  const long = contentOf({ sections: [section('a', 'A', [prose(sentence('a', 'word '.repeat(900)))])] })
  const xml = (await file('edxl-sitrep', printedOf(long))).toString()
  expect([...xml.matchAll(/^ {2}<sitrep:(\w+)/gm)].map(([, name]) => name)).toEqual(
    (
      'messageID preparedBy authorizedBy reportPurpose reportNumber reportVersion forTimePeriod reportTitle incidentID ' +
      'reportConfidence severity nextContact report'
    ).split(' '),
  )
  const values = [...xml.matchAll(/>([^<>\n]+)</g)].map(([, value = '']) => value)
  expect(Math.max(...values.map((value) => value.length))).toBeLessThanOrEqual(1_023)
  expect(xml).toContain('<ct:toDateTime>2027-03-10T09:45:00+00:00</ct:toDateTime>')
})

test('a format that the template does not have is refused by name', async () => {
  const reply = await fileOf('cap', printedOf(whole()), ['pdf', 'md'], async () => ({
    ok: true,
    value: Buffer.from(''),
  }))
  expect(reply).toMatchObject({ ok: false, refusal: 'no-such-format' })
})

test('ten thousand rows of a log are drawn as PDF within five seconds', { timeout: 60_000 }, async () => {
  const log: Block = {
    ...{ kind: 'timeline', caption: 'All that was written down' },
    moments: Array.from({ length: 5_000 }, (_, n) => ({
      at: new Date(Date.UTC(2027, 2, 10) + n * 60_000).toISOString(),
      end: null,
      sentence: sentence(
        `e${n}`,
        `The operator of payment system ${n % 97} reported that ${n * 13} users cannot pay in region ${n % 31}.`,
      ),
    })),
  }
  const began = process.cpuUsage()
  const bytes = await pdfOf(printedOf(contentOf({ sections: [section('log', 'Log', [log, log])] })))
  // Of the processor: others may be at work on this machine.
  const { user, system } = process.cpuUsage(began)
  const seconds = (user + system) / 1e6
  expect(readPdf(bytes).pages.length).toBeGreaterThan(50)
  expect(seconds).toBeLessThan(5)
})
