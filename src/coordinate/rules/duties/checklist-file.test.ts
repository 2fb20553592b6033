// The checklist as a file: marked first, and nothing in it is taken for a formula or for markup.
import { expect, test } from 'vitest'
import type { Marking } from '#kernel/marking.ts'
import type { Row } from './checklist.ts'
import { checklistCsv, checklistMarkdown, checklistOut, highestOf } from './checklist-file.ts'

const marking: Marking = { tlp: 'AMBER', owner: 'o', audience: [], persons: [], releasableTo: [] }
const row = (text: string): Row =>
  ({
    duty: {
      ...{ id: 'BP-01', actor: 'csirt', with: [], stage: 'share', text, deadline: 'soon', due: { kind: 'none' } },
      ...{ source: 'An act', verification: 'unverified', binding: false, own: false },
    },
    actor: 'csirt',
    followed: null,
    standing: { status: 'done', dueAt: null, round: 'once', late: true, because: 'Done.' },
    notices: [{ id: 'n1', title: 'They, "all"', status: 'done', actor: 'csirt', obligations: [], marking }],
  }) as unknown as Row
const file = (rows: Row[], exercise = false) => ({
  ...{ exercise, marking: 'TLP:AMBER', asOf: '2027-03-10T09:00:00.000Z', version: '1.0', note: 'Note', rows },
  nameOf: (id: string) => id.toUpperCase(),
})

test('CSV begins with its marking, quotes by RFC 4180, and starts no formula', () => {
  const csv = checklistCsv(file([row('=HYPERLINK("x")'), row('two\nlines')], true))
  const lines = csv.split('\r\n')
  expect(lines[0]).toBe('EXERCISE TLP:AMBER,Obligations as of 2027-03-10T09:00:00.000Z,list 1.0')
  expect(lines.at(-2)).toBe('EXERCISE TLP:AMBER')
  expect(csv).toContain(`"'=HYPERLINK(""x"")"`)
  expect(csv).toContain('"two\nlines"')
  expect(csv).toContain('done (late)')
  expect(csv).toContain('"Told: They, ""all"" · coordinate.notice n1"')
})

test('Markdown takes what people wrote as text', () => {
  const text = checklistMarkdown(file([row('<b>|a|</b> [x](y)')]))
  expect(text).toMatch(/^\*\*TLP:AMBER\*\*/)
  expect(text).toContain('\\<b\\>\\|a\\|\\</b\\> \\[x\\](y)')
  expect(text).toContain('\\[unverified\\]')
})

test('for machines it says EXERCISE and how well each line is known', () => {
  expect(checklistOut(file([row('x')], true))).toMatchObject({
    exercise: true,
    obligations: [
      { obligation: 'BP-01', verification: 'unverified', late: true, evidence: [expect.stringContaining('Told')] },
    ],
  })
  expect(checklistOut(file([row('x')]))).not.toHaveProperty('exercise')
})

test('it is marked like the highest that stands in it; the framework alone is public', () => {
  expect(highestOf([{ ...row('x'), notices: [] }]).tlp).toBe('CLEAR')
  expect(highestOf([row('x'), { ...row('y'), notices: [] }]).tlp).toBe('AMBER')
})
