// Situations of src/sustain/testdata/cascade: what is given, and who falls when.
import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import type { Scenario } from '../../model/analysis.ts'
import type { Graph } from '../../model/graph.ts'
import { answerCascade } from './answer.ts'
import { compile } from './compile.ts'
import { coursesOf } from './course.ts'
import { outcomeOf } from './outcome.ts'
import { runAnew } from './run.ts'
import { createRun } from './run-state.ts'
import { strike } from './shocks.ts'

interface Given {
  about: string
  parts: Record<string, GivenPart>
  scenario: Scenario
}
interface GivenPart {
  kind?: string
  users?: number
  serves?: string[]
  sectors?: string[]
  usableFrom?: number
  needs?: {
    name: string
    least?: number
    holds?: number
    weight?: number
    of: { part: string; share?: number; switching?: number }[]
  }[]
}
interface Expected {
  fallen: Record<string, object>
  chains: Record<string, string[]>
  cells?: Record<string, object>
  services: number
  servicesDown: number
}

const folder = new URL('../../testdata/cascade/', import.meta.url)
const read = <T>(name: string, file: string) =>
  JSON.parse(readFileSync(new URL(`${name}/${file}.json`, folder), 'utf8')) as T
const situations = readdirSync(folder)

/** Parts are named by their names, and by those behind them, so that a shock can name them. */
function graphOf(parts: Given['parts']): Graph {
  const names = Object.keys(parts)
  return {
    unseen: [],
    parts: names.map((name) => {
      const {
        kind = 'component',
        users = null,
        serves = [],
        sectors = [],
        usableFrom = 0,
        needs = [],
      } = parts[name] ?? {}
      return {
        id: name,
        name,
        kind,
        layer: 'platform',
        behind: name,
        country: null,
        standsIn: null,
        sectors,
        serves,
        users,
        usableFrom,
        needs: needs.map((need) => ({
          name: need.name,
          least: need.least ?? 1,
          holds: { likely: need.holds ?? 0 },
          weight: need.weight ?? 1,
          options: need.of.map(({ part, share = 1, switching }) => ({
            part: names.indexOf(part),
            share,
            switching: switching === undefined ? null : { likely: switching },
          })),
        })),
      }
    }),
  }
}

function played({ parts, scenario }: Given) {
  const graph = graphOf(parts)
  const network = compile(graph)
  const run = createRun(network)
  const struck = strike(graph, scenario)
  runAnew(run, struck.changes, scenario.horizon, true)
  const outcome = outcomeOf(run)
  return {
    graph,
    courses: coursesOf(outcome, graph, network),
    answer: answerCascade({ graph, network, struck, outcome, hasEvidence: () => true }),
  }
}

test('there are situations', () => expect(situations.length).toBeGreaterThan(5))

test.each(situations)('%s', (name) => {
  const expected = read<Expected>(name, 'expect')
  const { graph, courses, answer } = played(read<Given>(name, 'given'))
  expect(Object.fromEntries(answer.fallen.map((one) => [one.name, one]))).toMatchObject(expected.fallen)
  expect(answer.fallen.map((one) => one.name).sort()).toEqual(Object.keys(expected.fallen).sort())
  for (const [part, chain] of Object.entries(expected.chains)) {
    const at = graph.parts.findIndex((one) => one.name === part)
    expect(courses.chain(at).map((link) => graph.parts[link.part]?.name)).toEqual(chain)
  }
  const cells = Object.fromEntries(answer.cells.map((cell) => [`${cell.sector} ${cell.country}`, cell]))
  expect(cells).toMatchObject(expected.cells ?? {})
  expect(answer).toMatchObject({ services: expected.services, servicesDown: expected.servicesDown, notes: [] })
})

test('what could not be taken as it is written is said', () => {
  const graph = graphOf({
    A: { kind: 'service', needs: [{ name: 'Power', of: [{ part: 'Elsewhere' }, { part: 'B', switching: 5 }] }] },
    B: { needs: [{ name: 'Fuel', of: [{ part: 'C', switching: 5 }] }] },
    C: {},
  })
  const network = compile(graph, (part) => part !== 0)
  const struck = strike(graph, { shocks: [{ hits: { part: 'C' }, kind: 'throttles' }], horizon: 10 })
  const run = createRun(network)
  runAnew(run, struck.changes, 10, true)
  const unseen = { ...graph, unseen: [{ part: 0, need: 'Power', option: 'Elsewhere' }] }
  const answer = answerCascade({ graph: unseen, network, struck, outcome: outcomeOf(run), hasEvidence: (p) => p !== 1 })
  expect(answer.notes).toEqual([
    'Shock 1 throttles without a level: it is taken for nothing left.',
    '1 option names parts that are not there, are at rest, or that you may not read, the first in “Power” of A: they count as standing.',
    '1 standby was not counted: of somebody else, and nothing agreed, or the agreement has run out.',
    '1 need is not met as written even on a usual day (nothing in use, or fewer than asked for): what is usual was taken for whole.',
    'Of 2 parts that fall, 1 have no evidence: B.',
  ])
  // A stands on what is not seen.
  expect(answer).toMatchObject({ services: 1, servicesDown: 0 })
})
