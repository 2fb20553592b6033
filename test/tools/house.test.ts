// Each house rule is broken once on purpose, so that a green house means something.
import { afterAll, beforeAll, expect, test } from 'vitest'
import * as rules from '../../tools/house.mjs'
import { type SmallHouse, smallHouse } from './small-house.ts'

let house: SmallHouse

beforeAll(() => {
  house = smallHouse({
    'src/watch/README.md': '# watch\n',
    'src/watch/index.ts': '// The door.\nexport {}\n',
    'src/watch/rules.ts': '// Rules. They never say Date.now().\nexport const late = () => Date.now()\n',
    'src/watch/rules.test.ts': '// A test may.\nexport const now = Date.now()\n',
    'src/watch/model.ts': 'export const silent = true\n',
    'src/watch/page/Late.tsx':
      '// A page. It never asks Date.now().\nexport const late = () => new Date() > new Date(0)\nexport const now = [1].map(Date.now)\n',
    'src/web/kit/Time.tsx': '// May.\nexport const now = Date.now()\n',
    'src/watch/odd.ts': '// Not furniture.\nexport {}\n',
    'src/watch/rules/text-utils.ts': '// A drawer.\nexport {}\n',
    'src/watch/api.ts':
      "// Contracts.\nexport const a = contract({ name: 'a', policy: { who: 'signed-in' } })\nexport const b = contract({ name: 'b', summary: 'with (brackets)' })\n",
    'src/assess/README.md': '# assess\n',
    'src/gossip/index.ts': '// A room nobody planned.\nexport {}\n',
    'migrations/0001-watch.sql':
      "create schema watch;\ncreate table watch.items (id text default 'assess.x'); -- assess.y\n",
    'migrations/0002-watch-more.sql': 'create table assess.theirs (id text);\n',
    'migrations/0002-assess.sql': 'create table loose (id text references watch.items);\n',
    'migrations/people.sql': 'select 1;\n',
    'ARCHITECTURE.md': 'See `src/watch/rules.ts`, then `src/watch/gone.ts` and src/assess/.\n',
    'docs/install.md': `Unpack it in ${['', 'home', 'someone', 'tocsin'].join('/')} from ${['registry', 'npmjs', 'org'].join('.')}.\n`,
  })
})
afterAll(() => house.remove())

test('a room outside the chain and the imports is a stranger', () => {
  expect(rules.strangers(house.folder)).toEqual([
    'gossip is not in the chain of .dependency-cruiser.mjs',
    'gossip has no "#gossip/*" line in the imports of package.json',
  ])
})

test('a room without a README or a door is unfinished', () => {
  expect(rules.unfinishedRooms(house.folder).sort()).toEqual(['src/assess/index.ts', 'src/gossip/README.md'])
})

test('a file of an unknown kind is odd furniture', () => {
  expect(rules.oddFurniture(house.folder)).toEqual(['src/watch/odd.ts'])
})

test('a rule that looks at the clock is impure; a comment or a test that speaks of it is not', () => {
  expect(rules.impureRules(house.folder)).toEqual(['src/watch/rules.ts:2: export const late = () => Date.now()'])
})

test('a page that looks at the clock of the machine is named, however it asks; the file that tells the time is not', () => {
  expect(rules.ownClocks(house.folder)).toEqual([
    'src/watch/page/Late.tsx:2: export const late = () => new Date() > new Date(0)',
    'src/watch/page/Late.tsx:3: export const now = [1].map(Date.now)',
  ])
})

test('a file called utils is a drawer', () => {
  expect(rules.drawers(house.folder)).toEqual(['src/watch/rules/text-utils.ts'])
})

test('a file that does not say what it is for is named', () => {
  expect(rules.silentFiles(house.folder)).toEqual(['src/watch/model.ts'])
})

test('a migration that leaves its schema, or has no owner or a number twice, is named', () => {
  expect(rules.strayMigrations(house.folder)).toEqual([
    'migrations/0002-assess.sql: names the schema of watch',
    'migrations/0002-assess.sql: `create table loose` is not in the schema assess',
    'migrations/0002-watch-more.sql: number 0002 is also migrations/0002-assess.sql',
    'migrations/0002-watch-more.sql: names the schema of assess',
    'migrations/0002-watch-more.sql: `create table assess` is not in the schema watch',
    'migrations/people.sql: name it NNNN-<room or journal>[-what].sql',
  ])
})

test('a contract that does not say who may use it is named by its line', () => {
  expect(rules.contractsWithoutPolicy(house.folder)).toEqual(['src/watch/api.ts:3'])
})

test('a path that leads nowhere is named', () => {
  expect(rules.deadPaths(house.folder)).toEqual(['ARCHITECTURE.md names src/watch/gone.ts'])
})

test('folders of one machine and hosts of registries are named', () => {
  const found = rules.machineTraces(house.folder)
  expect(found).toContain(`docs/install.md: ${['registry', 'npmjs', 'org'].join('.')}`)
  expect(found).toContain(`docs/install.md: ${['', 'home', 'someone', ''].join('/')}`)
})
