// What `sustain analyse` and `sustain cascade` do. Loaded only when one of them runs.
import { readFileSync } from 'node:fs'
import type { Scenario, Shock } from '#sustain/model/analysis.ts'
import { mostMinutes } from '#sustain/model/words.ts'
import { answerCascade } from '#sustain/rules/cascade/answer.ts'
import { compile as compileCascade } from '#sustain/rules/cascade/compile.ts'
import { outcomeOf } from '#sustain/rules/cascade/outcome.ts'
import { runAnew } from '#sustain/rules/cascade/run.ts'
import { createRun } from '#sustain/rules/cascade/run-state.ts'
import { strike } from '#sustain/rules/cascade/shocks.ts'
import { concentrationOf } from '#sustain/rules/concentration/measure.ts'
import { type FileMap, mapOfFile } from '#sustain/rules/files/map-of-file.ts'
import { foldedName } from '#sustain/rules/graph/from-parts.ts'
import { inOneGo } from '#sustain/rules/graph/slices.ts'
import { compile } from '#sustain/rules/long-run/compile.ts'
import { countedOptions, notesOfMap } from '#sustain/rules/long-run/mapped.ts'
import { createLongRun } from '#sustain/rules/long-run/settle.ts'
import { findSinglePoints } from '#sustain/rules/single-points/find.ts'
import { pointsInWords, shownPoint } from '#sustain/rules/single-points/shown.ts'
import { printable } from './print.ts'
import { answer, say } from './print-to.ts'
import { BadUsage } from './program.ts'
import type { CascadeWords } from './sustain.ts'

const mostBytes = 64 * 1024 * 1024
const pointsShown = 100
const mostSteps = 1_000_000_000

/** Exit code 0, or 1 where the file cannot be read. */
export function analyse(file: string, options: { json?: boolean }): number {
  const now = new Date().toISOString()
  const map = readMap(file, now)
  if (map === null) return 1
  const counts = countedOptions(map, now.slice(0, 10))
  const run = createLongRun(compile(map.graph, counts))
  const finding = findSinglePoints(map.graph, run, null, mostSteps)
  let step = finding.next()
  while (!step.done) step = finding.next()
  const asked = { weigh: 'services' as const, mostSteps }
  const behind = concentrationOf(map.graph, { by: 'behind', ...asked })
  const country = concentrationOf(map.graph, { by: 'country', ...asked })
  const told = {
    parts: map.graph.parts.length,
    services: map.graph.parts.filter(({ kind }) => kind === 'service').length,
    singlePoints: step.value.points.slice(0, pointsShown).map((point) => shownPoint(map.graph, point)),
    singlePointsTotal: step.value.points.length,
    concentration: { behind: behind.layers, country: country.layers },
    notes: [...pointsInWords(step.value), ...inOneGo(notesOfMap(map, counts)), ...behind.notes],
    leftOut: map.leftOut.slice(0, pointsShown),
    leftOutTotal: map.leftOut.length,
  }
  answer(options.json ? JSON.stringify(told) : printable(told))
  return 0
}

/** Exit code 0, or 1 where the file cannot be read or nothing in it is hit. */
export function cascade(file: string, words: CascadeWords): number {
  const scenario = { horizon: minutesOf(words.horizon ?? '2d') }
  const now = new Date().toISOString()
  const map = readMap(file, now)
  if (map === null) return 1
  const shocks = shocksOf(map, words)
  if (shocks === null) return 1
  const told = runOnce(map, { ...scenario, shocks }, now.slice(0, 10))
  answer(words.json ? JSON.stringify(told) : printable(told))
  return 0
}

function runOnce(map: FileMap, scenario: Scenario, today: string) {
  const { graph, parts } = map
  const counts = countedOptions(map, today)
  const network = compileCascade(graph, counts)
  const struck = strike(graph, scenario)
  const run = createRun(network)
  runAnew(run, struck.changes, scenario.horizon, true)
  const hasEvidence = (part: number) => parts[part]?.state.evidence.some(({ what }) => what !== 'File') ?? false
  return answerCascade({ graph, network, struck, outcome: outcomeOf(run), hasEvidence })
}

function readMap(file: string, now: string): FileMap | null {
  const bytes = readFileSync(file === '-' ? 0 : file)
  if (bytes.byteLength > mostBytes)
    throw new BadUsage(`${file} has ${bytes.byteLength} bytes; at most ${mostBytes} are read.`)
  const read = mapOfFile(bytes, now)
  if (!read.ok) {
    say(`${file}: ${read.why}`)
    return null
  }
  for (const { at, why } of read.map.leftOut.slice(0, 10)) say(`${file}, ${at}: ${why}`)
  if (read.map.leftOut.length > 10) say(`${read.map.leftOut.length - 10} more were left out.`)
  return read.map
}

/** null where one of the names is nobody's; that was said. */
function shocksOf(map: FileMap, { fails = [], throttles = [], withdraws = [] }: CascadeWords): Shock[] | null {
  if (fails.length + throttles.length + withdraws.length === 0)
    throw new BadUsage('Say what happens: --fails NAME, --throttles NAME=0.3 or --withdraws NAME=43200')
  const asked = [
    ...fails.map((name) => ({ name, rest: { kind: 'fails' as const } })),
    ...throttles.map((text) => {
      const { name, value } = pairOf(text, '--throttles', 0, 1)
      return { name, rest: { kind: 'throttles' as const, level: value } }
    }),
    ...withdraws.map((text) => {
      const { name, value } = pairOf(text, '--withdraws', 0, mostMinutes)
      return { name, rest: { kind: 'withdraws' as const, notice: value } }
    }),
  ]
  const shocks: Shock[] = []
  for (const { name, rest } of asked) {
    const hits = hitsOf(map, name)
    if (hits.length === 0) {
      say(`Nothing on this map is called '${name}', and nobody behind it is.`)
      return null
    }
    shocks.push(...hits.map((one) => ({ hits: one, ...rest })))
  }
  if (shocks.length > 50) throw new BadUsage(`That names ${shocks.length} parts; at most 50 are hit at once.`)
  return shocks
}

/** What the file calls it, or its name; else all parts of whoever is behind them. */
function hitsOf({ graph, keys }: FileMap, name: string): Shock['hits'][] {
  const folded = foldedName(name)
  const parts = graph.parts.filter((part) => keys.get(part.id) === name || foldedName(part.name) === folded)
  if (parts.length > 0) return parts.map(({ id }) => ({ part: id }))
  const behind = graph.parts.find((part) => part.behind !== null && foldedName(part.behind) === folded)?.behind
  return behind ? [{ behind }] : []
}

function pairOf(text: string, option: string, least: number, most: number): { name: string; value: number } {
  const at = text.lastIndexOf('=')
  const value = Number(text.slice(at + 1))
  if (at < 1 || text.slice(at + 1).trim() === '' || !(value >= least && value <= most))
    throw new BadUsage(`${option} takes NAME=number, the number from ${least} to ${most}, not '${text}'`)
  return { name: text.slice(0, at), value }
}

const minutesIn: Record<string, number> = { '': 1, m: 1, h: 60, d: 1440 }

function minutesOf(text: string): number {
  const [, number = '', unit = ''] = /^(\d+(?:\.\d+)?)([mhd]?)$/.exec(text) ?? []
  const minutes = Number(number) * (minutesIn[unit] ?? Number.NaN)
  if (number === '' || !(minutes <= mostMinutes))
    throw new BadUsage(`--horizon takes minutes or 90m, 36h, 60d, at most a year, not '${text}'`)
  return minutes
}
