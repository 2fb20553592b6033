// A new room passes the checks from its first minute, and never overwrites one that stands.
import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { checkArrows, judgeArrows } from '../../tools/arrows.mjs'
import * as rules from '../../tools/house.mjs'
import { type SmallHouse, smallHouse } from './small-house.ts'

const root = resolve(import.meta.dirname, '../..')
let house: SmallHouse
afterEach(() => house.remove())

function newRoom(...words: string[]) {
  return spawnSync(process.execPath, [join(root, 'tools/new-room.mjs'), ...words], { encoding: 'utf8' })
}

function runIn(folder: string, program: string, ...words: string[]) {
  return spawnSync(process.execPath, [join(root, 'node_modules', program), ...words], { cwd: folder, encoding: 'utf8' })
}

test('a new room is furnished, compiles, keeps the arrows and its test passes', { timeout: 180_000 }, () => {
  house = smallHouse({})
  for (const file of readdirSync(join(root, 'src/kernel')).filter(
    (name) => name.endsWith('.ts') && !name.includes('.test.'),
  )) {
    house.write(`src/kernel/${file}`, readFileSync(join(root, 'src/kernel', file), 'utf8'))
  }
  const made = newRoom('recover', '--in', house.folder)
  expect(made.stderr).toContain('src/recover stands')
  expect(made.stderr).not.toContain('.dependency-cruiser.mjs') // recover has its place in the chain already
  expect(made.status).toBe(0)
  expect(rules.unfinishedRooms(house.folder)).toEqual([])
  expect(rules.oddFurniture(house.folder)).toEqual([])
  expect(rules.silentFiles(house.folder)).toEqual([])
  expect(rules.impureRules(house.folder)).toEqual([])
  expect(rules.contractsWithoutPolicy(house.folder)).toEqual([])
  expect(judgeArrows(checkArrows(house.folder))).toMatchObject({ ok: true })
  const types = runIn(house.folder, 'typescript/bin/tsc', '-p', 'tsconfig.json')
  expect(types.stdout).toBe('')
  const tests = runIn(house.folder, 'vitest/vitest.mjs', 'run', '--root', '.', 'src/recover')
  expect(tests.stdout).toContain('2 passed')
  expect(tests.status).toBe(0)
})

test('a room outside the chain is told where to register', () => {
  house = smallHouse({})
  const made = newRoom('rehearse', '--in', house.folder)
  expect(made.status).toBe(0)
  expect(made.stderr).toContain(".dependency-cruiser.mjs: put 'rehearse' into `chain`")
  expect(made.stderr).toContain('"#rehearse/*": "./src/rehearse/*"')
})

test('a room that stands is never overwritten', () => {
  house = smallHouse({ 'src/watch/model.ts': '// mine\n' })
  const made = newRoom('watch', '--in', house.folder)
  expect(made.status).toBe(1)
  expect(made.stderr).toContain('nothing was changed')
  expect(readdirSync(join(house.folder, 'src/watch'))).toEqual(['model.ts'])
})

test.each(['', 'Two Words', '../escape', 'kernel'])('"%s" is not a name for a room', (name) => {
  house = smallHouse({})
  const made = newRoom(name, '--in', house.folder)
  expect(made.status).toBeGreaterThan(0)
  expect(existsSync(join(house.folder, 'src'))).toBe(false)
})
