// `tocsin disrupt compare`: two folders that stand for two sides, four files between them, and no node.
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { runCommand } from '#cli/index.ts'

let folder = ''
let said = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'compare-'))
  said = ''
  for (const stream of [process.stdout, process.stderr])
    vi.spyOn(stream, 'write').mockImplementation((text) => {
      said += String(text)
      return true
    })
})
afterEach(() => {
  vi.restoreAllMocks()
  rmSync(folder, { recursive: true, force: true })
})
const at = (name: string) => join(folder, name)
const compare = (...words: string[]) => runCommand(['disrupt', 'compare', ...words], { TOCSIN_DATA: at('data') })

test('both sides learn what both have; what is handed over names nothing, and what is kept is for its owner alone', async () => {
  writeFileSync(at('ours.txt'), 'Cracked.example\nnulled.example\nwallet,1A2b\n')
  writeFileSync(at('theirs.txt'), '# a list\nsellix.example\ncracked.example.\nwallet,1a2b\n')
  expect(await compare('begin', at('ours.txt'), '--keep', at('ours.kept'), '--out', at('offer.json'))).toBe(0)
  const handed = ['--keep', at('theirs.kept'), '--out', at('answer.json')]
  expect(await compare('answer', at('theirs.txt'), at('offer.json'), ...handed)).toBe(0)
  said = ''
  const last = ['--keep', at('ours.kept'), '--out', at('finish.json'), '--json']
  expect(await compare('finish', at('answer.json'), ...last)).toBe(0)
  expect(JSON.parse(said)).toEqual({ both: ['domain cracked.example'], ours: 3, theirs: 3 })
  said = ''
  expect(await compare('conclude', at('finish.json'), '--keep', at('theirs.kept'))).toBe(0)
  expect(said).toContain('domain cracked.example')
  for (const file of ['offer.json', 'answer.json', 'finish.json'])
    expect(readFileSync(at(file), 'utf8')).not.toMatch(/cracked|nulled|sellix|1A2b/i)
  expect(statSync(at('ours.kept')).mode & 0o077).toBe(0)
  // No node was opened for it.
  expect(existsSync(at('data'))).toBe(false)
})

test('a file that is kept is not written over, and files of another comparison or of another form are refused', async () => {
  writeFileSync(at('ours.txt'), 'cracked.example\n')
  writeFileSync(at('bad.txt'), 'https://cracked.example/\n')
  const begin = (list: string, kept: string) =>
    compare('begin', at(list), '--keep', at(kept), '--out', at('offer.json'))
  expect(await begin('ours.txt', 'one.kept')).toBe(0)
  expect(await begin('ours.txt', 'one.kept')).toBe(1)
  expect(said).toContain('Name another file.')
  expect(await begin('bad.txt', 'two.kept')).toBe(1)
  expect(said).toContain('Line 1')
  expect(await begin('nowhere.txt', 'two.kept')).toBe(1)
  const end = ['--keep', at('one.kept'), '--out', at('finish.json')]
  expect(await compare('finish', at('offer.json'), ...end)).toBe(1)
  writeFileSync(at('broken.json'), '{')
  expect(await compare('finish', at('broken.json'), ...end)).toBe(1)
  expect(said).toContain('It is no JSON.')
})
