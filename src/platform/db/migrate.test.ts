// Which migrations are still to do, and which databases are refused.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { readMigrations, whatIsToDo } from './migrate.ts'

let folder = ''
afterEach(() => rmSync(folder, { recursive: true, force: true }))

function files(...names: string[]): string {
  folder = mkdtempSync(join(tmpdir(), 'tocsin-migrations-'))
  for (const name of names) writeFileSync(join(folder, name), `select '${name}';\n`)
  return folder
}

test('files are read in order of their numbers, and what is done is left out', () => {
  const all = readMigrations(files('0002-b.sql', '0001-a.sql', 'README.md'))
  expect(all.map(({ name }) => name)).toEqual(['0001-a.sql', '0002-b.sql'])
  const done = new Map([['0001-a.sql', all[0]?.sha256 ?? '']])
  expect(whatIsToDo(all, done).map(({ name }) => name)).toEqual(['0002-b.sql'])
})

test('line ends of another system do not make a file a changed one', () => {
  const [before] = readMigrations(files('0001-a.sql'))
  writeFileSync(join(folder, '0001-a.sql'), "select '0001-a.sql';\r\n")
  expect(readMigrations(folder)[0]?.sha256).toBe(before?.sha256)
})

test('two files with one number, and a name without a number, are refused', () => {
  expect(() => readMigrations(files('0001-a.sql', '0001-b.sql'))).toThrow(
    /0001-a.sql and 0001-b.sql have the same number/,
  )
  rmSync(folder, { recursive: true })
  expect(() => readMigrations(files('first.sql'))).toThrow(/must look like 0001-what-it-does.sql/)
})

test('a file changed after it was carried out is refused by name', () => {
  const all = readMigrations(files('0001-a.sql'))
  expect(() => whatIsToDo(all, new Map([['0001-a.sql', 'other']]))).toThrow(
    /0001-a.sql was changed after it had been carried out/,
  )
})

test('a database that knows more migrations than the program is refused', () => {
  const all = readMigrations(files('0001-a.sql'))
  const done = new Map([
    ['0001-a.sql', all[0]?.sha256 ?? ''],
    ['0002-b.sql', 'x'],
  ])
  expect(() => whatIsToDo(all, done)).toThrow(/newer than this program: it has migration 0002-b.sql/)
})

test('a migration numbered before one that was carried out is refused, because its effect would depend on the order', () => {
  const all = readMigrations(files('0001-a.sql', '0002-b.sql'))
  const done = new Map([['0002-b.sql', all[1]?.sha256 ?? '']])
  expect(() => whatIsToDo(all, done)).toThrow(/0001-a.sql comes before 0002-b.sql, which was carried out already/)
})
