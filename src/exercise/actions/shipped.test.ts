// Scenarios that ship: sound by the operations that Tocsin really has, whole, and playable by themselves.
import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { assessContracts } from '#assess/index.ts'
import { coordinateContracts } from '#coordinate/index.ts'
import { federateContracts } from '#federate/index.ts'
import { peopleContracts } from '#people/index.ts'
import { recoverContracts } from '#recover/index.ts'
import { senseContracts } from '#sense/index.ts'
import { shareContracts } from '#share/index.ts'
import { sustainContracts } from '#sustain/index.ts'
import { watchContracts } from '#watch/index.ts'
import { exerciseContracts } from '../index.ts'
import { checkScenario } from '../rules/scenario/check.ts'
import { readScenario } from '../rules/scenario/read.ts'
import { knownTo } from './library.ts'

const folder = 'data/exercise/scenarios'
const files = readdirSync(folder).filter((name) => name.endsWith('.yaml'))
const { obligations } = JSON.parse(readFileSync('data/coordinate/obligations.json', 'utf8')) as {
  obligations: { id: string }[]
}
const contracts = [
  ...[peopleContracts, sustainContracts, federateContracts, senseContracts, watchContracts, assessContracts],
  ...[coordinateContracts, shareContracts, recoverContracts, exerciseContracts],
].flat()
const known = knownTo({ contracts: () => contracts, obligations: new Set(obligations.map(({ id }) => id)) })
/** The addresses of all pages stand in it. */
const pages = readFileSync('src/web/router.tsx', 'utf8')
const textOf = (name: string) => readFileSync(`${folder}/${name}`, 'utf8')

function findingsOf(text: string): string[] {
  const { scenario, findings, lineOf } = readScenario(text)
  const all = scenario ? checkScenario(scenario, known, lineOf) : findings
  return all.filter(({ rule }) => rule !== 'no-obligation').map(({ line, rule, says }) => `${line} ${rule} ${says}`)
}

/** A tour names records by what the scenario keeps, the router by words of its own. */
const named = (text: string) => text.replace(/\$[a-z][a-z0-9-]*/gi, '$')

test.each(files)('%s is sound, tells a newcomer what to do, and can play itself', (name) => {
  expect(findingsOf(textOf(name))).toEqual([])
  const { scenario } = readScenario(textOf(name))
  expect(`${scenario?.id}.yaml`).toBe(name)
  expect(scenario?.expected.filter(({ help }) => !help)).toEqual([])
  expect(scenario?.minutes).toBeLessThanOrEqual(30)
  expect(scenario?.tour?.length).toBeGreaterThan(0)
  for (const { page } of scenario?.tour ?? []) expect(named(pages)).toContain(named(`'${page.split('?')[0]}'`))
})

test.each([
  ['an operation that is not there', 'do: assess.openAssessment', 'do: assess.openJudgement', 'no-such-operation'],
  ['a value that its schema does not know', 'channel: portal', 'channel: pigeon', 'not-its-input'],
  ['a field deep in the input that is not there', 'timeZone: Europe/Berlin', 'zone: Europe/Berlin', 'not-its-input'],
  ['a query that asks for what is not there', 'regime: [nccs]', 'regime: [NCCS]', 'not-its-input'],
])('%s is found before anybody plays', (_what, from, to, rule) => {
  const text = textOf('friday-evening.yaml')
  expect(text).toContain(from)
  expect(findingsOf(text.replace(from, to)).map((one) => one.split(' ')[1])).toContain(rule)
})
