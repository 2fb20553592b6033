// The pages of the manual that speak about the code: made from it, and true to it.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { settingsTable } from '#platform/config.ts'
import { packageRoot } from '#platform/worker.ts'
import { pages } from '../../tools/manual-pages.mjs'

const root = packageRoot()
const manual = join(root, 'docs', 'manual')
const manualPages = readdirSync(manual).filter((name) => name.endsWith('.md'))
const read = (...names: string[]) => readFileSync(join(root, ...names), 'utf8')

test('the list of commands and the picture of the rooms are current (node tools/manual-pages.mjs makes them so)', async () => {
  for (const { now, wanted } of await pages()) expect(now).toBe(wanted)
}, 60_000)

test('every setting is in the README and in the manual, with its standard', () => {
  const pagesWithSettings = [read('README.md'), read('docs', 'manual', 'running-a-node.md')]
  for (const page of pagesWithSettings) {
    const named = new Set(page.match(/\b(?:TOCSIN_[A-Z]+(?:_[A-Z]+)*|DATABASE_URL|NATS_URL|CLICKHOUSE_URL)\b/g))
    expect(settingsTable.filter(({ name }) => !named.has(name))).toEqual([])
  }
})

test('every setting that the pages name is one', () => {
  const known = [
    ...settingsTable.map(({ name }) => name),
    ...settingsTable.map(({ meaning }) => meaning),
    'TOCSIN_URL',
    'TOCSIN_TOKEN',
  ].join(' ')
  for (const page of ['README.md', ...manualPages.map((name) => join('docs', 'manual', name))]) {
    const named = read(page).match(/\bTOCSIN_[A-Z]+(?:_[A-Z]+)*/g) ?? []
    expect(named.filter((name) => !known.includes(name)).map((name) => `${page}: ${name}`)).toEqual([])
  }
})

test('every link between pages leads somewhere, and every page is in the index', () => {
  const all = [
    ...manualPages.map((name) => join(manual, name)),
    join(root, 'README.md'),
    join(root, 'docs', 'decisions', 'README.md'),
  ]
  const dead = all.flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(/\]\(([^)#:\s]+)(?:#[^)]*)?\)/g)]
      .map(([, target = '']) => join(dirname(file), target))
      .filter((target) => !target.endsWith('.png') && !existsSync(target))
      .map((target) => `${file} names ${target}`),
  )
  expect(dead).toEqual([])
  const index = read('docs', 'manual', 'index.md')
  expect(manualPages.filter((name) => name !== 'index.md' && !index.includes(`](${name})`))).toEqual([])
})
