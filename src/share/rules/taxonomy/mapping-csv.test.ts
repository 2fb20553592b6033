// Tables that people send: good ones, broken ones, and ones that are made to break a table program.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { csvCell, readCsv } from '#kernel/csv.ts'
import { readMapping, writeMapping } from './mapping-csv.ts'

const terms = [
  { id: 'flood', label: 'Flood' },
  { id: 'crash', label: 'Crash' },
]
const open = { terms, codes: [], whole: false }

test('quotation marks, line ends within cells, semicolons and a mark of order are read', () => {
  const text =
    '\ufeff# EXERCISE storm\r\nterm;relation;code;label;note\r\n"flood";exact;"A;1";"An ""A""";"two\nlines"\r\n\r\n'
  expect(readMapping(text, open)).toEqual({
    rows: [{ term: 'flood', relation: 'exact', code: 'A;1', note: 'two\nlines' }],
    codes: [{ code: 'A;1', label: 'An "A"' }],
    faults: [],
  })
})

test('columns stand in any order, and those that are missing are named', () => {
  expect(readMapping('code,term,relation\nA,flood,exact', open).rows).toHaveLength(1)
  expect(readMapping('code,term\nA,flood', open).faults).toEqual([
    { line: 1, why: 'The first line must name the columns; relation is missing.' },
  ])
  expect(readMapping('', open).faults).toEqual([{ line: 1, why: 'It is empty.' }])
})

test('each faulty line says why, with its number in the file, and the others are taken', () => {
  const lines = [
    'term,relation,code',
    'flood,exact,A',
    'crash,exact,A',
    'crash,none,B',
    'crash,broader,',
    'crash,none,',
    'crash,broader,C',
    ',exact,D',
    ',,',
    'flood,exact,E,too,many',
    'Flood,exact,F',
  ]
  const { rows, faults } = readMapping(lines.join('\n'), open)
  expect(rows.map(({ term, code }) => [term, code])).toEqual([
    ['flood', 'A'],
    ['crash', null],
  ])
  expect(faults.map(({ line }) => line)).toEqual([3, 4, 5, 7, 8, 10, 11])
  expect(faults[0]?.why).toBe('A is exactly flood already.')
  expect(faults[3]?.why).toBe('crash: another row says that there is none.')
})

test('a quotation mark that is not closed, and more lines than are taken, are refused', () => {
  expect(readMapping('term,relation,code\n"flood,exact,A', open).faults).toEqual([
    { line: 2, why: 'A quotation mark is opened and not closed.' },
  ])
  expect(readCsv('a\nb\nc', 2)).toMatchObject({ ok: false, line: 3 })
})

test('no cell is taken for a formula by a table program, and it comes back as it was', () => {
  expect(csvCell('=1+1')).toBe("'=1+1")
  expect(csvCell('+cmd')).toBe("'+cmd")
  expect(csvCell('@x,y')).toBe('"\'@x,y"')
  const rows = [{ term: 'flood', relation: 'exact' as const, code: '-A', note: '' }]
  expect(readMapping(writeMapping(rows, [{ code: '-A', label: '=A' }]), open)).toMatchObject({
    rows,
    codes: [{ code: '-A', label: '=A' }],
    faults: [],
  })
})

const word = fc.stringMatching(/^[A-Za-z0-9äß ",;=-]{0,12}$/).map((text) => text.trim())

test('what is written is read again as it was', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(
        word.filter((text) => text !== '' && !text.startsWith("'")),
        { maxLength: 6 },
      ),
      (names) => {
        const codes = names.map((code) => ({ code, label: code }))
        const rows = names.slice(0, 4).map((code) => ({ term: 'flood', relation: 'related' as const, code, note: '' }))
        const read = readMapping(writeMapping(rows, codes), open)
        expect(read.faults).toEqual([])
        expect(read.rows).toEqual(rows)
        expect(read.codes).toEqual(codes)
      },
    ),
  )
})

test('any text at all ends in rows and faults', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 300 }), (text) => {
      const { rows } = readMapping(`term,relation,code\n${text}`, open)
      for (const row of rows) expect(['flood', 'crash']).toContain(row.term)
    }),
  )
})
