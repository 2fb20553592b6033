// Names of files, lists of documents, provider metadata, scores, and the tests of CSAF 2.1 that are our own.
import { describe, expect, test } from 'vitest'
import { composed } from './compose.ts'
import { contentOf, csafVersionOf } from './content-of.ts'
import { csaf21Tests, isLicense } from './csaf21-tests.ts'
import { baseScoreOf } from './cvss31.ts'
import { readChanges, readFeed } from './document-lists.ts'
import { fileNameOf, fitsName } from './file-name.ts'
import { tlpOfContent } from './marking.ts'
import { readMetadata } from './provider-metadata.ts'
import { csafIn } from './security-txt.ts'

test('a tracking id never becomes a path', () => {
  expect(fileNameOf('../../etc/passwd')).toBe('_etc_passwd.json')
  expect(fileNameOf('Example_A Company-2026-YH3234')).toBe('example_a_company-2026-yh3234.json')
  expect(fitsName('https://a.example/2026/x-1.json', 'X-1')).toBe(true)
  expect(fitsName('https://a.example/2026/x-2.json', 'X-1')).toBe(false)
})

test('changes.csv leads to nothing outside of its folder', () => {
  const text =
    '"2026/a.json","2026-01-02T00:00:00Z"\n2026/b.json,2026-01-03T00:00:00Z\n../x.json,2026-01-03T00:00:00Z\n' +
    'https://evil.example/x.json,2026-01-03T00:00:00Z\n2026/c.json,never\n'
  expect(readChanges(text, 'https://a.example/csaf').documents.map(({ url }) => url)).toEqual([
    'https://a.example/csaf/2026/a.json',
    'https://a.example/csaf/2026/b.json',
  ])
})

test('an id that a feed lists twice counts once, at its newest, and is named', () => {
  const entry = (at: string, src: string) => ({ id: 'A', updated: at, content: { src } })
  const feed = readFeed({
    feed: {
      entry: [entry('2026-01-01T00:00:00Z', 'https://a/1.json'), entry('2026-02-01T00:00:00Z', 'https://a/2.json')],
    },
  })
  expect(feed.ok && feed.value).toMatchObject({ documents: [{ url: 'https://a/2.json' }], twice: ['A'] })
  expect(readFeed({ feed: {} })).toMatchObject({ ok: false, refusal: 'bad-feed' })
})

test('metadata without a publisher, a role, or a list is refused; addresses that are not open do not count', () => {
  const good = {
    ...{ metadata_version: '2.0', role: 'csaf_provider' },
    publisher: { name: 'Example', namespace: 'https://example.org', category: 'vendor' },
    distributions: [{ directory_url: 'https://example.org/csaf/' }, { directory_url: 'file:///etc/' }],
  }
  const isOpen = (url: string) => url.startsWith('https:')
  const read = (value: unknown) => readMetadata(value, 'https://example.org/m.json', isOpen)
  expect(read(good)).toMatchObject({ ok: true, value: { feeds: [{ url: 'https://example.org/csaf/' }] } })
  for (const lack of ['metadata_version', 'role', 'publisher', 'distributions'])
    expect(read({ ...good, [lack]: undefined }), lack).toMatchObject({ ok: false, refusal: 'bad-metadata' })
})

test('security.txt names where the metadata is, in its order', () => {
  expect(
    csafIn('Contact: mailto:a@b.example\r\nCSAF: https://a.example/1.json\ncsaf: https://a.example/2.json\n'),
  ).toEqual(['https://a.example/1.json', 'https://a.example/2.json'])
})

test.each([
  ['CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H', 9.8, 'CRITICAL'],
  ['CVSS:3.1/AV:N/AC:L/PR:N/UI:R/S:C/C:L/I:L/A:N', 6.1, 'MEDIUM'],
  ['CVSS:3.1/AV:L/AC:H/PR:H/UI:R/S:U/C:L/I:N/A:N', 1.8, 'LOW'],
  ['CVSS:3.1/AV:N/AC:L/PR:L/UI:N/S:C/C:H/I:H/A:H', 9.9, 'CRITICAL'],
  ['CVSS:3.1/AV:P/AC:H/PR:H/UI:R/S:U/C:N/I:N/A:N', 0, 'NONE'],
])('%s scores %d', (vector, score, severity) => {
  expect(baseScoreOf(vector)).toEqual({ score, severity })
})

test('what is no whole vector scores nothing', () => {
  expect(baseScoreOf('CVSS:3.1/AV:N/AC:L')).toBeNull()
  expect(baseScoreOf('CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:X')).toBeNull()
})

describe('labels', () => {
  test.each([
    ['WHITE', 'CLEAR'],
    ['CLEAR', 'CLEAR'],
    ['AMBER+STRICT', 'AMBER+STRICT'],
    [null, 'AMBER+STRICT'],
    ['PURPLE', 'RED'],
  ])('%s is %s here', (tlp, expected) => {
    expect(tlpOfContent({ tlp })).toBe(expected)
  })
})

const faults = (name: string, document: unknown) => csaf21Tests.find((one) => one.name === name)?.test(document) ?? []

describe('mandatory tests of CSAF 2.1', () => {
  const product = (helper: object) => ({
    product_tree: { branches: [{ branches: [{ product: { product_identification_helper: helper } }] }] },
  })
  const metric = (content: object, more: object = {}) => ({
    document: { tracking: { id: 'X-1', status: 'final', revision_history: [{ date: '2026-01-01T00:00:00Z' }] } },
    vulnerabilities: [{ cve: 'CVE-2026-1', metrics: [{ content }], ...more }, {}],
  })
  const range = (name: string) => ({ product_tree: { branches: [{ category: 'product_version_range', name }] } })
  test.each([
    ['6.1.42', product({ purls: ['pkg:a/b@1?x=1', 'pkg:a/b@1?x=2'] }), product({ purls: ['pkg:a/b@1', 'pkg:a/c@1'] })],
    ['6.1.44', product({ serial_numbers: ['a*b\\*'] }), product({ serial_numbers: ['a*b*'] })],
    ['6.1.47', metric({ ssvc_v1: { id: 'CVE-2026-1' } }), metric({ ssvc_v1: { id: 'X-1' } })],
    [
      '6.1.49',
      metric({ ssvc_v1: { timestamp: '2025-12-31T00:00:00Z' } }),
      metric({ ssvc_v1: { timestamp: '2026-01-02T00:00:00Z' } }),
    ],
    ['6.1.50', range('vers:npm/<2.0.0'), range('all versions < 4.2.0')],
    ['6.1.50', range('>10.9a|!=10.9c|<=10.9k'), range('4.2')],
    [
      '6.1.51',
      metric({ epss: { timestamp: '2026-01-01T00:30:00+01:00' } }),
      metric({ epss: { timestamp: '2026-01-01T01:00:00Z' } }),
    ],
    [
      '6.1.53',
      {
        vulnerabilities: [
          {
            first_known_exploitation_dates: [
              { date: '2026-01-02T00:00:00Z', exploitation_date: '2026-01-01T00:00:00Z' },
            ],
          },
        ],
      },
      {
        vulnerabilities: [
          {
            first_known_exploitation_dates: [
              { date: '2026-01-01T00:00:00Z', exploitation_date: '2026-01-02T00:00:00Z' },
            ],
          },
        ],
      },
    ],
    [
      '6.1.54',
      { document: { license_expression: 'MIT OR (Apache-2.0 WITH X-exception)' } },
      { document: { license_expression: 'This is a license text.' } },
    ],
  ])('%s passes what is right and names what is wrong', (name, right, wrong) => {
    expect(faults(name, right)).toEqual([])
    expect(faults(name, wrong)).toHaveLength(1)
  })
  test('none of them stumbles over a document of another shape', () => {
    for (const document of [
      null,
      [],
      { product_tree: 1, vulnerabilities: {} },
      { vulnerabilities: [null, 'x'] },
      { document: [] },
    ])
      for (const { test: run } of csaf21Tests) expect(run(document)).toEqual([])
  })
})

test.each(['MIT', '(MIT AND BSD-3-Clause)', 'GPL-2.0+', 'DocumentRef-x:LicenseRef-y'])('%s is a license', (text) => {
  expect(isLicense(text)).toBe(true)
})
test.each(['', 'MIT Apache-2.0', 'MIT AND', '(MIT', 'MIT)', 'WITH x', 'MIT OR OR MIT'])('“%s” is none', (text) => {
  expect(isLicense(text)).toBe(false)
})

test('what people read of a document of any shape is there, and bounded', () => {
  for (const document of [
    null,
    3,
    [],
    {},
    { document: { notes: 5, tracking: [] }, product_tree: { branches: [[[]]] }, vulnerabilities: [1, {}] },
  ])
    expect(contentOf(document, '2.0').lines).toEqual([])
  const branches = Array.from({ length: 100_000 }, (_, at) => ({
    ...{ category: 'product_version', name: `${at}` },
    product: { product_id: `P${at}`, name: `Example ${at}` },
  }))
  const ids = branches.map(({ product }) => product.product_id)
  const document = { product_tree: { branches }, vulnerabilities: [{ product_status: { known_affected: ids } }] }
  const content = contentOf(document, '2.0')
  expect(content.lines).toHaveLength(1500)
  expect(content.leftOut.lines).toBe(98_500)
})

test('products that are made of each other in a circle do not hold anything up', () => {
  const relation = (id: string, of: string, on: string) => ({
    ...{ product_reference: of, relates_to_product_reference: on, category: 'installed_on' },
    full_product_name: { product_id: id, name: id },
  })
  const document = {
    product_tree: { relationships: [relation('A', 'B', 'A'), relation('B', 'A', 'B')] },
    vulnerabilities: [{ product_status: { known_affected: ['A', 'B'] } }],
  }
  expect(contentOf(document, '2.0').lines.map(({ name }) => name)).toEqual(['A', 'B'])
})

test('a composed document says what the form said', () => {
  const around = {
    publisher: { name: 'E', namespace: 'https://e.example', category: 'vendor' },
    now: '2026-01-01T00:00:00.000Z',
    url: 'https://e.example/x.json',
  }
  const made = composed(
    {
      ...{ trackingId: 'E-1', title: 'Title', summary: 'Update it now, please.', tlp: 'AMBER' },
      vulnerabilities: [
        {
          title: 'Hole',
          description: 'A hole.',
          vendor: 'V',
          product: 'P',
          affected: ['1.0', '<1.0'],
          fixed: ['1.1'],
          remedy: 'Update.',
        },
      ],
    },
    around,
  )
  expect(csafVersionOf(made)).toBe('2.0')
  const content = contentOf(made, '2.0')
  expect(content).toMatchObject({ tlp: 'AMBER', category: 'csaf_security_advisory', trackingId: 'E-1' })
  expect(
    content.lines.map(({ version, versionIs, affected, fixed }) => [version, versionIs, affected ?? fixed]),
  ).toEqual([
    ['1.0', 'exact', [0]],
    ['<1.0', 'range', [0]],
    ['1.1', 'exact', [0]],
  ])
})
