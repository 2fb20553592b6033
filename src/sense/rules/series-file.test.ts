// Files that leave the house say what they are, and do nothing when they are opened.
import { expect, test } from 'vitest'
import { defaultMarking } from '#kernel/marking.ts'
import { csvHead, csvTable } from './series-file.ts'

const about = {
  exercise: null,
  marking: defaultMarking('01980f3c-8a00-7000-8000-000000000001'),
  target: 'Tax portal',
  from: '2025-03-10T09:00:00.000Z',
  to: '2025-03-10T10:00:00.000Z',
  bucketSeconds: 10,
  tables: 'Countries: 2026-11-01, CC0',
  madeAt: '2025-03-10T12:00:00.000Z',
}

test('the marking stands in the first line, and EXERCISE before it', () => {
  expect(csvHead(about).split('\r\n')[0]).toBe('# TLP:AMBER+STRICT')
  const [first, second] = csvHead({ ...about, exercise: 'spring' }).split('\r\n')
  expect(first).toMatch(/^# EXERCISE spring/)
  expect(second).toBe('# TLP:AMBER+STRICT')
})

test('a name cannot break out of its line', () => {
  const head = csvHead({
    ...about,
    target: 'a\r\n=cmd()',
    marking: { ...about.marking, pap: 'RED', releasableTo: ['EU', 'BE'] },
  })
  expect(head).not.toContain('\n=')
  expect(head.split('\r\n')[0]).toBe('"# TLP:AMBER+STRICT PAP:RED REL TO EU, BE"')
})

test('what was not measured is empty, and texts are no formulas', () => {
  const table = csvTable(
    ['2025-03-10T09:00:00.000Z', '2025-03-10T09:00:10.000Z'],
    [
      { name: '=SUM(A1)', values: [1.23456, null] },
      { name: 'marks', values: ['@late', 'a,"b"'] },
      { name: 'value', values: [-5, 0] },
    ],
  )
  expect(table.split('\r\n')).toEqual([
    "timestamp,'=SUM(A1),marks,value",
    "2025-03-10T09:00:00.000Z,1.235,'@late,-5",
    '2025-03-10T09:00:10.000Z,,"a,""b""",0',
    '',
  ])
})
