// A cascade as people read it: what was hit, what fell and why, who is hit, and what could not be seen.
import type { CascadeAnswer, Fallen, Step } from '../../model/analysis.ts'
import type { Graph } from '../../model/graph.ts'
import { cellsOf } from './cells.ts'
import type { Network } from './compile.ts'
import { type Course, type CourseStep, type Courses, coursesOf } from './course.ts'
import type { Outcome } from './outcome.ts'
import type { Struck } from './shocks.ts'

/** More than these nobody reads; they are counted in the cells all the same. */
export const mostShown = 5000
const mostServices = 1500
const mostSteps = 100
const mostHit = 5000

export interface Asked {
  graph: Graph
  network: Network
  struck: Struck
  outcome: Outcome
  /** Whether anything is known by which a part can be believed. */
  hasEvidence: (part: number) => boolean
}

export function answerCascade({ graph, network, struck, outcome, hasEvidence }: Asked): CascadeAnswer {
  const courses = coursesOf(outcome, graph, network)
  const services = coursesOfServices(graph, courses)
  const shown = courses.parts.length <= mostShown ? [...courses.parts] : chosen(graph, courses, services)
  const notes = [
    ...struck.notes,
    ...mapNotes(graph, network),
    ...boundNotes(graph, outcome),
    ...evidenceNote(graph, courses.parts, hasEvidence),
  ]
  if (shown.length < courses.parts.length)
    notes.push(
      `${courses.parts.length} parts fall; ${shown.length} are listed: services with most users, what leads to them, and what falls first.`,
    )
  return {
    hit: struck.parts.slice(0, mostHit).flatMap((part) => graph.parts[part]?.id ?? []),
    fallen: shown.flatMap((part) => fallenFrom(graph, courses, part)),
    cells: cellsOf(graph, services),
    services: graph.parts.reduce((sum, { kind }) => sum + (kind === 'service' ? 1 : 0), 0) - services.length,
    servicesDown: services.reduce((sum, { downAt }) => sum + (downAt === null ? 0 : 1), 0),
    notes,
  }
}

function coursesOfServices(graph: Graph, courses: Courses): Course[] {
  const found: Course[] = []
  for (const part of courses.parts) {
    const course = graph.parts[part]?.kind === 'service' ? courses.of(part) : null
    if (course) found.push(course)
  }
  return found
}

/** Services with most users first, each with its way back to the shock; then whatever fell first. */
function chosen(graph: Graph, courses: Courses, services: readonly Course[]): number[] {
  const users = ({ part }: Course) => graph.parts[part]?.users ?? -1
  const taken = new Set<number>()
  for (const { part } of [...services].sort((a, b) => users(b) - users(a)).slice(0, mostServices)) {
    const chain = courses.chain(part)
    if (taken.size + chain.length > mostShown) break
    for (const link of chain) taken.add(link.part)
  }
  for (const part of courses.parts) {
    if (taken.size >= mostShown) break
    taken.add(part)
  }
  return [...courses.parts].filter((part) => taken.has(part))
}

function fallenFrom(graph: Graph, courses: Courses, at: number): Fallen[] {
  const part = graph.parts[at]
  const course = courses.of(at)
  if (!part || !course) return []
  const { degradedAt, downAt, backAt, lowest } = course
  const { id, name, kind, layer } = part
  const steps = courses.steps(at).slice(0, mostSteps)
  const shown = steps.map((step) => stepFrom(graph, step))
  return [{ part: id, name, kind, layer, degradedAt, downAt, backAt, lowest: rounded(lowest), steps: shown }]
}

function stepFrom(graph: Graph, { at, level, need, because }: CourseStep): Step {
  return { at, level: rounded(level), need, because: graph.parts[because]?.id ?? null }
}

/** Levels carry the rounding of many sums; six places are more than anybody knows. */
function rounded(level: number): number {
  return Math.min(1, Math.max(0, Math.round(level * 1e6) / 1e6))
}

/** What could not be taken from the map as it is written. */
export function mapNotes(graph: Graph, network: Network): string[] {
  const notes: string[] = []
  if (graph.unseen.length > 0) {
    const [first] = graph.unseen
    const owner = first ? graph.parts[first.part]?.name : undefined
    notes.push(
      `${counted(graph.unseen.length, 'option names', 'options name')} parts that are not there, are at rest, or that you may not read, ` +
        `the first in “${first?.need}” of ${owner}: they count as standing.`,
    )
  }
  if (network.uncounted > 0)
    notes.push(
      `${counted(network.uncounted, 'standby was', 'standbys were')} not counted: of somebody else, and nothing agreed, or the agreement has run out.`,
    )
  if (network.oddNeeds > 0)
    notes.push(
      `${counted(network.oddNeeds, 'need is', 'needs are')} not met as written even on a usual day (nothing in use, or fewer than asked for): ` +
        'what is usual was taken for whole.',
    )
  return notes
}

function boundNotes(graph: Graph, { cut, stoppedAt }: Outcome): string[] {
  const notes: string[] = []
  if (stoppedAt !== null)
    notes.push(`Counting was given up at minute ${stoppedAt}: the map is too entangled. What comes later is not known.`)
  if (cut.length > 0)
    notes.push(
      `${namesOf(graph, cut)} ${cut.length === 1 ? 'comes' : 'come'} down in ever smaller steps and ${cut.length === 1 ? 'was' : 'were'} ` +
        'left as they were after the last of them: they may be lower than shown.',
    )
  return notes
}

/** Only what the answer rests on: parts that fell. */
function evidenceNote(graph: Graph, fallen: Int32Array, hasEvidence: (part: number) => boolean): string[] {
  const bare = [...fallen.filter((part) => !hasEvidence(part))]
  if (bare.length === 0) return []
  return [
    `Of ${counted(fallen.length, 'part', 'parts')} that fall, ${bare.length} have no evidence: ${namesOf(graph, bare)}.`,
  ]
}

function namesOf(graph: Graph, parts: readonly number[]): string {
  const names = parts.slice(0, 3).map((part) => graph.parts[part]?.name ?? '')
  return parts.length > 3 ? `${names.join(', ')} and ${parts.length - 3} more` : names.join(', ')
}

function counted(n: number, one: string, many: string): string {
  return `${n} ${n === 1 ? one : many}`
}
