// A series from a file: what is read, what is a hole, what is said, and that nothing a file holds makes it throw.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readSeriesCsv } from './series-csv.ts'

const nine = 1_741_599_900 // 2025-03-10T09:45:00Z

function valuesOf(text: string) {
  return readSeriesCsv(text).points.map((point) => [point.at, point.value])
}

describe('times', () => {
  test.each([
    ['2025-03-10T09:45:00Z', nine],
    ['2025-03-10t09:45:00z', nine],
    ['2025-03-10 09:45:00', nine],
    ['2025-03-10 09:45', nine],
    ['2025/03/10 09:45:00', nine],
    ['2025-03-10T10:45:00+01:00', nine],
    ['2025-03-10T05:15:00-0430', nine],
    ['2025-03-10T10:45:00 +01', nine],
    ['2025-03-10T09:45:00.250Z', nine + 0.25],
    ['2025-03-10T09:44:60Z', nine],
    ['2025-03-10', 1_741_564_800],
    ['2024-02-29T00:00:00Z', 1_709_164_800],
    ['1969-12-31T23:59:59Z', -1],
    ['"2025-03-10T09:45:00Z"', nine],
    ['1741599900', nine],
    ['1741599900.5', nine + 0.5],
    ['1741599900000', nine],
    ['1741599900123', nine + 0.123],
    ['1741599900000000', nine],
    ['1741599900000000000', nine],
    ['17', 17],
  ])('%s is understood', (text, at) => {
    expect(valuesOf(`${text},1\n`)).toEqual([[at, 1]])
  })

  test.each([
    '2025-02-30T00:00:00Z',
    '2025-13-01T00:00:00Z',
    '2025-03-10T24:00:00Z',
    '2025-03-10T09:60:00Z',
    '2025-03-10T09:45:00+1:00',
    '2025-03-10T09:45:00.Z',
    '2025-03-10Q09:45:00Z',
    'yesterday',
    '0x10',
    'Infinity',
  ])('%s is no time', (text) => {
    const series = readSeriesCsv(`0,0\n${text},1\n`)
    expect(series.points).toHaveLength(1)
    expect(series.counts.bad).toBe(1)
    expect(series.problems[0]).toMatchObject({ line: 2 })
  })

  test('every time that JavaScript writes is read to the millisecond', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date(0), max: new Date('9999-12-31T23:59:59.999Z'), noInvalidDate: true }),
        (date) => {
          expect(readSeriesCsv(`${date.toISOString()},1`).points[0]?.at).toBeCloseTo(date.getTime() / 1000, 4)
        },
      ),
    )
  })

  test('the hour that a change of clocks repeats is two hours when the offsets are there', () => {
    const series = readSeriesCsv('2025-10-26T02:30:00+02:00,1\n2025-10-26T02:30:00+01:00,2\n')
    expect(series.stepSeconds).toBe(3600)
    expect(series.counts).toMatchObject({ duplicates: 0, unsorted: 0 })
  })

  test('times without an offset are read as UTC, and that is said', () => {
    const series = readSeriesCsv('2025-10-26 02:30:00,1\n2025-10-26 02:30:00,2\n')
    expect(series.counts).toMatchObject({ rows: 1, duplicates: 1, withoutOffset: 2 })
    expect(series.problems.map((problem) => problem.why).join()).toContain('as UTC')
  })

  test('a row in another unit than the rest is dropped and named, not put in another century', () => {
    const series = readSeriesCsv('1741599900,1\n1741599910,2\n1741599920000,3\n1741599930,4\n')
    expect(series.points.map((point) => point.value)).toEqual([1, 2, 4])
    expect(series.problems).toEqual([{ line: 3, why: 'the time is not in seconds, as most are' }])
  })
  test.each([
    ['1741599900,1\n', 'seconds'],
    ['1741599900000,1\n', 'milliseconds'],
    ['2025-03-10,1\n', 'rfc3339'],
  ])('%j says that its times are %s', (text, form) => {
    expect(readSeriesCsv(text).timeForm).toBe(form)
  })
})

describe('columns', () => {
  test.each([
    ['comma', 'timestamp,value\n10,1.5\n20,2.5\n'],
    ['no names', '10,1.5\n20,2.5\n'],
    ['semicolon and decimal comma', 'timestamp;value\n10;1,5\n20;2,5\n'],
    ['semicolon and decimal point', '10;1.5\n20;2.5\n'],
    ['tab', 'time\tvalue\n10\t1.5\n20\t2.5\n'],
    ['names in another order', 'value,timestamp\n1.5,10\n2.5,20\n'],
    ['more columns', 'label,timestamp,other,value\n0,10,9,1.5\n0,20,9,2.5\n'],
    ['quoted fields', '"timestamp","value"\n"10","1.5"\n"20","2.5"\n'],
    ['blanks, remarks and empty lines', '# made by hand\n\n timestamp , value \n 10 , 1.5 \n\n20,2.5'],
    ['line ends of other systems', 'timestamp,value\r\n10,1.5\r20,2.5\r\n'],
    ['a byte order mark', '\ufefftimestamp,value\n10,1.5\n20,2.5\n'],
    ['exponents', '10,15e-1\n20,0.25E1\n'],
  ])('%s', (_title, text) => {
    const series = readSeriesCsv(text)
    expect(series.points).toEqual([
      { at: 10, value: 1.5 },
      { at: 20, value: 2.5 },
    ])
    expect(series.problems).toEqual([])
  })

  test('the columns can be named', () => {
    const text = 'when,bytes,packets\n10,1,7\n20,2,8\n'
    expect(readSeriesCsv(text, { time: 'when', value: 'packets' }).points.map((point) => point.value)).toEqual([7, 8])
  })

  test('UTF-16 of a spreadsheet is read', () => {
    const text = '\ufefftimestamp\tvalue\r\n10\t1\r\n'
    const bytes = new Uint8Array(Buffer.from(text, 'utf16le'))
    expect(readSeriesCsv(bytes).points).toEqual([{ at: 10, value: 1 }])
  })

  test('a quote that is never closed costs its own line', () => {
    const series = readSeriesCsv('10,1\n20,"2\n30,3\n"40,4\n50,5\n')
    expect(series.points.map((point) => point.at)).toEqual([10, 20, 30, 50])
    expect(series.counts.bad).toBe(1)
  })
})

describe('holes and disorder', () => {
  test.each(['', 'NaN', 'nan', 'null', 'NA', 'None', '-', '""', '  '])('%j is a hole and not a zero', (text) => {
    const series = readSeriesCsv(`10,1\n20,${text}\n30,3\n`)
    expect(series.points[1]).toEqual({ at: 20, value: null })
    expect(series.counts).toMatchObject({ missing: 1, bad: 0 })
  })

  test.each(['many', 'inf', '1e999', '1.2.3', '0x1f', '1_000'])('%j is no value: the line is named', (text) => {
    const series = readSeriesCsv(`10,1\n20,${text}\n30,3\n`)
    expect(series.points.map((point) => point.at)).toEqual([10, 30])
    expect(series.problems).toEqual([{ line: 2, why: 'the value is not a number' }])
  })

  test('rows out of order are sorted, and of two with the same time the last one counts', () => {
    const series = readSeriesCsv('30,3\n10,1\n20,\n20,2\n')
    expect(series.points).toEqual([
      { at: 10, value: 1 },
      { at: 20, value: 2 },
      { at: 30, value: 3 },
    ])
    expect(series.counts).toEqual({ rows: 3, missing: 0, duplicates: 1, unsorted: 1, bad: 0, withoutOffset: 0 })
  })

  test('the step is the usual one, and what is missing is marked', () => {
    const series = readSeriesCsv('0,1\n10,1\n20,1\n60,1\n70,1\n85,1\n')
    expect(series.stepSeconds).toBe(10)
    expect(series.gaps).toEqual([{ from: 30, to: 60 }])
  })

  test('jitter of microseconds does not bend the step', () => {
    const text = Array.from({ length: 50 }, (_, index) => `${1741599900.1 + index * 10},1`).join('\n')
    expect(readSeriesCsv(text).stepSeconds).toBe(10)
  })

  test.each(['', '\n\n', 'timestamp,value\n', 'one\n', '10,1'])('%j has no step', (text) => {
    expect(readSeriesCsv(text)).toMatchObject({ stepSeconds: null, gaps: [] })
  })
})

describe('numbers', () => {
  test('every number that JavaScript writes is read back exactly', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        expect(readSeriesCsv(`10,${value}`).points[0]?.value).toBe(value === 0 ? Number(`${value}`) : value)
      }),
      { numRuns: 1000 },
    )
  })
})

describe('hostile files', () => {
  test('no bytes make it throw, and the points are in order, each time once', () => {
    const text = fc.stringMatching(/^[0-9,;\t"\n\r.TZ:+eE# -]*$/)
    fc.assert(
      fc.property(fc.oneof(fc.uint8Array({ maxLength: 400 }), text), (input) => {
        const { points, counts } = readSeriesCsv(input)
        for (let n = 1; n < points.length; n++) expect(points[n]?.at).toBeGreaterThan(points[n - 1]?.at as number)
        expect(counts.missing).toBe(points.filter((point) => point.value === null).length)
      }),
      { numRuns: 500 },
    )
  })

  test('a line without end is counted and left behind', () => {
    const series = readSeriesCsv(`10,1\n20,${'9'.repeat(70_000)}\n30,3\n`)
    expect(series.points.map((point) => point.at)).toEqual([10, 30])
    expect(series.problems).toEqual([{ line: 2, why: 'the line is too long' }])
  })

  test('the first hundred problems are shown and all are counted', () => {
    const series = readSeriesCsv(`0,0\n${'x,1\n'.repeat(500)}`)
    expect(series.counts.bad).toBe(500)
    expect(series.problems).toHaveLength(100)
  })

  test('rows beyond the budget are not read, and that is said', () => {
    const series = readSeriesCsv('1,1\n2,2\n3,3\n', { budget: { maxRows: 2 } })
    expect(series.points).toHaveLength(2)
    expect(series.problems[0]?.why).toContain('first 2 rows')
  })
})
