// Complaints: what counts, what only shows as a sign, and that neither text nor reporter can be read from a bucket.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Bucket } from '../model/bucket.ts'
import { estimateDistinct } from '../tally/hyperloglog.ts'
import { textFingerprint } from './complaints/texts.ts'
import { createComplaints, type Report } from './complaints.ts'

const nine = 1_741_599_900
const services = new Map([['Tax portal', 'tax']])
const logOf = () => createComplaints({ services, series: null })
const bytesOf = (text: string) => new TextEncoder().encode(text)

function report(change: Partial<Report> = {}): Report {
  const one = {
    at: nine + 3,
    service: 'tax portal',
    region: 'BE',
    kind: 'slow',
    text: '',
    reporter: 'r1',
    network: 'n1',
  }
  return { ...one, ...change }
}

function all(log: ReturnType<typeof logOf>): Bucket[] {
  return log.close(Number.MAX_SAFE_INTEGER)
}

describe('reports', () => {
  test('a report is one in the row of its country and kind', () => {
    const log = logOf()
    log.take([
      report(),
      report({ reporter: 'r2', region: 'BE-VLG' }),
      report({ reporter: 'r3', region: '', kind: 'strange' }),
    ])
    const [bucket] = all(log)
    expect(bucket).toMatchObject({ series: 'tax', channel: 'complaint', at: nine, records: 3, squares: 3, marks: [] })
    expect(bucket?.rows).toEqual([
      { country: 'BE', part: 1, direction: 'in', bytes: 0, packets: 2, flows: 2 },
      { country: '??', part: 4, direction: 'in', bytes: 0, packets: 1, flows: 1 },
    ])
    expect(estimateDistinct(bucket?.sources as Uint8Array)).toBeCloseTo(3, 1)
  })

  test('a second report within ten minutes does not count, one in the next ten does', () => {
    const log = logOf()
    log.take([report(), report({ at: nine + 4 }), report({ at: nine + 5, kind: 'login' }), report({ at: nine + 601 })])
    const [first, second] = all(log)
    expect(first?.rows.map((row) => row.flows)).toEqual([1])
    expect(first).toMatchObject({ records: 3, squares: 1, shapes: { 'repeat-reporter': { packets: 2, bytes: 0 } } })
    expect(second).toMatchObject({ records: 1, squares: 1, shapes: {} })
  })

  test('copied texts and one network show, although a word was changed', () => {
    const log = logOf()
    const text = 'I cannot reach the tax portal since this morning and nobody answers the telephone at all, number'
    for (let n = 0; n < 30; n++)
      log.take([report({ reporter: `r${n}`, network: n < 20 ? 'n' : `n${n}`, text: `${text} ${n}` })])
    for (let n = 0; n < 5; n++)
      log.take([report({ reporter: `q${n}`, network: `q${n}`, text: `own words ${n} of ${n * 7}` })])
    const [bucket] = all(log)
    expect(bucket?.shapes['one-network']?.packets).toBe(20)
    expect(bucket?.shapes['copied-text']?.packets).toBeGreaterThanOrEqual(25)
    expect(bucket?.heavy.find((heavy) => heavy.kind === 'text')?.amount).toBeGreaterThanOrEqual(25)
    expect(JSON.stringify(bucket)).not.toContain('telephone')
  })

  test.each([
    ['another service', report({ service: 'other' }), { 'no-target': 1 }],
    ['a time to come', report({ at: nine + 7200 }), { clock: 1 }],
  ])('%s is lost and counted', (_title, one, lost) => {
    const log = logOf()
    log.take([one], nine)
    expect(all(log)).toEqual([])
    expect(log.counters).toEqual({ records: 0, lost })
  })

  test('a report for a bucket that was handed out comes in another one that says late', () => {
    const log = logOf()
    log.close(nine + 10)
    log.take([report()])
    expect(all(log)[0]?.marks).toEqual(['late'])
    expect(log.counters.lost).toEqual({ late: 1 })
  })

  test('a flood of reporters is bounded in memory of keys, and each still counts', () => {
    const log = logOf()
    log.take(
      Array.from({ length: 3000 }, (_, n) => report({ reporter: `r${n}`, network: `n${n}`, text: `words ${n}` })),
    )
    const [bucket] = all(log)
    expect(bucket?.squares).toBe(3000)
    expect(bucket?.heavy.length).toBeLessThan(60)
  })
})

describe('texts', () => {
  test.each([
    ['The  PORTAL is down!!', 'the portal is down'],
    ['Caf\u00e9 ferm\u00e9 depuis hier', 'cafe ferme depuis hier'],
  ])('%j and %j are the same', (one, two) => {
    expect(textFingerprint(one)).toBe(textFingerprint(two))
  })

  test('other words are another text, and no words are none', () => {
    expect(textFingerprint('slow today')).not.toBe(textFingerprint('fast today'))
    expect(textFingerprint(' ... !')).toBeNull()
  })
})

describe('files', () => {
  const good = `timestamp,service,region,kind,count
2025-03-10T09:45:00Z,Tax portal,BE,slow,12
1741599905,"Tax portal",FR,"unreachable",
1741599906000,tax portal,,,3
`

  test('separated values are counted with their number, in any order of columns', () => {
    for (const text of [
      good,
      good.replace(/^.*\n/, ''),
      'kind;service;timestamp;region;count\nslow;Tax portal;2025-03-10T09:45:00Z;BE;12\nunreachable;Tax portal;1741599905;FR;1\n;tax portal;1741599906;;3',
    ]) {
      const log = logOf()
      expect(log.importCsv(bytesOf(text))).toEqual({ taken: 3, bad: 0, problems: [] })
      const [bucket] = all(log)
      expect(bucket?.rows.map((row) => [row.country, row.part, row.flows])).toEqual([
        ['BE', 1, 12],
        ['??', 4, 3],
        ['FR', 0, 1],
      ])
      expect(bucket).toMatchObject({ records: 16, sources: null, shapes: {} })
    }
  })

  test('bad records are named by their line; a text may hold line feeds and quotes', () => {
    const log = logOf()
    const text = `timestamp,service,kind,text,count
1741599900,Tax portal,slow,"two
lines, ""quoted""",1
soon,Tax portal,slow,,1
1741599900,,slow,,1
1741599900,Tax portal,slow,,many
1741599900,Tax portal,slow,"never closed,1
1741599900,Tax portal,slow,,-1
1741599900,Other,slow,,4
`
    expect(log.importCsv(bytesOf(text))).toEqual({
      taken: 3,
      bad: 4,
      problems: [
        { line: 4, why: 'the time cannot be read' },
        { line: 5, why: 'the service is missing' },
        { line: 6, why: 'the count is not a whole number' },
        { line: 8, why: 'the count is not a whole number' },
      ],
    })
    expect(log.counters).toEqual({ records: 2, lost: { 'no-target': 4 } })
  })

  test('JSON lines of a feed are taken likewise', () => {
    const log = logOf()
    const lines = [
      '{"at":1741599900,"service":"Tax portal","region":"be","kind":"Slow","count":2}',
      '{"timestamp":"2025-03-10T09:45:01Z","service":"Tax portal","reporter":"a"}',
      '{"timestamp":"2025-03-10T09:45:02Z","service":"Tax portal","reporter":"a"}',
      '[1]',
      'no json',
      '',
    ]
    expect(log.importLines(bytesOf(lines.join('\n')))).toMatchObject({ taken: 3, bad: 2 })
    expect(all(log)[0]).toMatchObject({ records: 4, squares: 3, shapes: { 'repeat-reporter': { packets: 1 } } })
  })

  test('no bytes make it throw', () => {
    const text = fc.stringMatching(/^[0-9TZ:,;"\n\r a-z{}[\]-]{0,200}$/)
    fc.assert(
      fc.property(fc.oneof(fc.uint8Array({ maxLength: 300 }), text.map(bytesOf)), (bytes) => {
        const log = logOf()
        const csv = log.importCsv(bytes)
        const lines = log.importLines(bytes)
        expect(csv.problems.length + lines.problems.length).toBe(csv.bad + lines.bad)
      }),
      { numRuns: 500 },
    )
  })

  test('quotes that are never closed do not make reading grow faster than the file', () => {
    const rows = (count: number) => bytesOf(`a,service\n${'"\n'.repeat(count)}`)
    expect(logOf().importCsv(rows(40_000)).bad).toBeLessThanOrEqual(40_000)
  })
})
