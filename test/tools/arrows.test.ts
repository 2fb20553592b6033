// The arrow check is worth something only if it fails when it should: each rule is broken on purpose here.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { checkArrows, judgeArrows } from '../../tools/arrows.mjs'
import { type SmallHouse, smallHouse } from './small-house.ts'

const sound: Record<string, string> = {
  'src/kernel/id.ts': "import Type from 'typebox'\nexport const Id = Type.String()\n",
  'src/platform/clock.ts': 'export const now = () => new Date()\n',
  'src/platform/journal/index.ts': "export { append } from './commit.ts'\n",
  'src/platform/journal/commit.ts':
    "import type { append as door } from './index.ts'\nexport const append = (): typeof door | null => null\n",
  'src/watch/model.ts': "export { Id as ItemId } from '#kernel/id.ts'\n",
  'src/watch/rules.ts': "import { ItemId } from './model.ts'\nexport const isItem = (it: unknown) => it === ItemId\n",
  'src/watch/store.ts': "import { Kysely } from 'kysely'\nexport const open = () => Kysely\n",
  'src/watch/index.ts': "export { isItem } from './rules.ts'\nexport { open } from './store.ts'\n",
  'src/assess/model.ts': "export { ItemId } from '#watch/model.ts'\n",
  'src/assess/actions.ts':
    "import { isItem } from '#watch/index.ts'\nimport { append } from '#platform/journal/index.ts'\nimport type { Kysely } from 'kysely'\nexport const judge = (db: Kysely<object>) => [isItem, append, db]\n",
  'src/assess/index.ts': "export { judge } from './actions.ts'\n",
  'src/assess/page/desk.tsx':
    "import { isItem } from '#watch/rules.ts'\nimport { Button } from '#web/button.tsx'\nexport const Desk = () => [isItem, Button]\n",
  'src/web/button.tsx': 'export const Button = () => null\n',
  'src/web/shell.tsx': "import { Desk } from '#assess/page/desk.tsx'\nexport const Shell = () => Desk\n",
  'src/main.ts':
    "import { judge } from '#assess/index.ts'\nimport { now } from '#platform/clock.ts'\njudge(now() as never)\n",
}

// [rule, file, what it must not import]
const broken: [string, string, string][] = [
  ['watch-looks-upstream', 'src/watch/seed-downstream.ts', "import { judge } from '#assess/index.ts'"],
  ['watch-looks-upstream', 'src/watch/seed-type.ts', "import type { ItemId } from '#assess/model.ts'"],
  ['kernel-is-pure', 'src/kernel/seed-node.ts', "import { join } from 'node:path'"],
  ['kernel-is-pure', 'src/kernel/seed-room.ts', "import { isItem } from '#watch/index.ts'"],
  ['platform-knows-no-domain', 'src/platform/seed-room.ts', "import { isItem } from '#watch/index.ts'"],
  ['knock-at-platform-journal', 'src/watch/seed-journal.ts', "import { append } from '#platform/journal/commit.ts'"],
  ['knock-at-the-door', 'src/assess/seed-store.ts', "import { open } from '#watch/store.ts'"],
  ['main-knocks-too', 'src/main.ts', "import { judge as again } from '#assess/actions.ts'"],
  ['rules-do-no-io', 'src/watch/rules/seed-file.ts', "import { readFileSync } from 'node:fs'"],
  ['rules-do-no-io', 'src/assess/events.ts', "import { judge } from './actions.ts'"],
  ['rules-do-no-io', 'src/assess/api.ts', "import { now } from '#platform/clock.ts'"],
  ['pages-stay-in-the-browser', 'src/assess/page/seed-action.ts', "import { judge } from '../actions.ts'"],
  ['pages-stay-in-the-browser', 'src/watch/page/seed-other-page.ts', "import { Desk } from '#assess/page/desk.tsx'"],
  ['web-stays-in-the-browser', 'src/web/seed-platform.ts', "import { now } from '#platform/clock.ts'"],
  ['pages-use-no-node', 'src/assess/page/seed-node.ts', "import { readFileSync } from 'node:fs'"],
  ['server-sees-no-page', 'src/assess/seed-page.ts', "import { Desk } from './page/desk.tsx'"],
  ['sql-lives-in-stores', 'src/assess/seed-sql.ts', "import { sql } from 'kysely'"],
  ['sql-lives-in-stores', 'src/watch/seed-driver.ts', "import pg from 'pg'"],
  ['product-knows-no-tests', 'src/watch/seed-test.ts', "import { given } from './some.test.ts'"],
  ['runtime-packages-only', 'src/watch/seed-dev.ts', "import { useState } from 'react'"],
  ['leads-somewhere', 'src/watch/seed-nowhere.ts', "import { gone } from './gone.ts'"],
  ['no-cycles', 'src/watch/seed-cycle-a.ts', "import { b } from './seed-cycle-b.ts'"],
]

const seeds: Record<string, string> = {
  'src/watch/some.test.ts': 'export const given = 1\n',
  'src/watch/seed-cycle-b.ts': "import { a } from './seed-cycle-a.ts'\nexport const b = () => a\n",
  ...Object.fromEntries(
    broken.map(([, file, words]) => {
      const used = words.match(/(?:\{ (?:\w+ as )?(\w+) \}|import (\w+) from)/)
      const name = used?.[1] ?? used?.[2]
      const use = words.startsWith('import type') ? `export type a = typeof ${name}` : `export const a = [${name}]`
      return [file, `${sound[file] ?? ''}${words}\n${use}\n`]
    }),
  ),
}

describe('the arrow check', { timeout: 120_000 }, () => {
  let house: SmallHouse
  let found: ReturnType<typeof checkArrows>
  beforeAll(() => {
    house = smallHouse(sound)
  })
  afterAll(() => house.remove())

  test('passes a house in order, and has looked at each of its files', () => {
    const result = checkArrows(house.folder)
    expect(result.errors).toEqual([])
    expect(result.modules).toBe(Object.keys(sound).length)
    expect(judgeArrows(result).ok).toBe(true)
  })

  describe('when rules are broken', () => {
    beforeAll(() => {
      for (const [file, text] of Object.entries(seeds)) house.write(file, text)
      found = checkArrows(house.folder)
    })

    test.each(broken)('%s is reported for %s', (rule, file) => {
      expect(
        found.errors.filter((error: string) => error.startsWith(`${file} ->`) && error.includes(`\n    ${rule}: `)),
      ).not.toEqual([])
    })

    test('nothing is reported for the files that are in order', () => {
      const accused = found.errors.map((error: string) => error.split(' -> ')[0])
      expect(accused.filter((file: string) => sound[file] && !seeds[file])).toEqual([])
    })

    test('the verdict is a failure', () => {
      expect(judgeArrows(found).ok).toBe(false)
    })
  })

  test('seeing no module is a failure, not a pass', () => {
    expect(judgeArrows({ modules: 0, errors: [], unseen: [] }).ok).toBe(false)
  })

  test('a source file that was not looked at is a failure', () => {
    expect(judgeArrows({ modules: 3, errors: [], unseen: ['src/watch/model.ts'] }).ok).toBe(false)
  })
})
