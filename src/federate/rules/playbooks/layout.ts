// A picture of a workflow: steps in layers from the start downwards, each after all that lead to it, lines between them.
import type { PlaybookContent, PlaybookStep } from '../../model/playbooks/playbook.ts'
import { circlesIn, type Graph } from './graph.ts'

export const box = { width: 200, height: 64, gapX: 32, gapY: 56, margin: 16, channel: 12 } as const

export interface PlacedStep {
  step: PlaybookStep
  x: number
  y: number
}
export interface Line {
  from: string
  to: string
  when: string
  /** Points of the line, from the lower edge of one box to the upper edge of the other. */
  points: [number, number][]
  /** In the middle of the line, for its word. */
  label: [number, number]
}
export interface Drawing {
  steps: PlacedStep[]
  lines: Line[]
  width: number
  height: number
}

type Content = Pick<PlaybookContent, 'start' | 'steps'>

export function drawingOf({ start, steps }: Content): Drawing {
  const known = new Map(steps.map((step) => [step.id, step]))
  const graph: Graph = withoutCircles(
    new Map(steps.map((step) => [step.id, step.next.map(({ to }) => to).filter((to) => known.has(to))])),
  )
  const layers = layersOf(graph, start)
  const rows = inOrder(graph, layers)
  const widest = Math.max(1, ...rows.map((row) => row.length))
  const width = 2 * box.margin + widest * box.width + (widest - 1) * box.gapX
  const placed = new Map<string, PlacedStep>()
  for (const [at, row] of rows.entries()) {
    const left = (width - row.length * box.width - (row.length - 1) * box.gapX) / 2
    for (const [place, id] of row.entries()) {
      const step = known.get(id)
      const x = left + place * (box.width + box.gapX)
      if (step) placed.set(id, { step, x, y: box.margin + at * (box.height + box.gapY) })
    }
  }
  const lines: Line[] = []
  let around = 0
  for (const { id, next } of steps) {
    for (const { to, when } of next) {
      const far = (layers.get(to) ?? 0) - (layers.get(id) ?? 0) !== 1
      const line = lineOf(placed, { from: id, to, when }, far ? width + box.channel * around : null)
      if (line && far) around += 1
      if (line) lines.push(line)
    }
  }
  const height = 2 * box.margin + rows.length * box.height + Math.max(0, rows.length - 1) * box.gapY
  return {
    steps: [...placed.values()],
    lines,
    width: width + box.channel * around + (around > 0 ? box.margin : 0),
    height,
  }
}

/** Lines that lead back are drawn, but do not decide where a step stands. */
function withoutCircles(graph: Graph): Graph {
  const back = new Set(circlesIn(graph).map(({ from, to }) => `${from} ${to}`))
  return new Map([...graph].map(([id, next]) => [id, next.filter((to) => !back.has(`${id} ${to}`))]))
}

/** The longest way from any beginning: a step stands below all that lead to it. */
function layersOf(graph: Graph, start: string): Map<string, number> {
  const incoming = new Map([...graph.keys()].map((id) => [id, 0]))
  for (const next of graph.values()) for (const to of next) incoming.set(to, (incoming.get(to) ?? 0) + 1)
  const layers = new Map<string, number>()
  const ready = [...incoming].flatMap(([id, many]) => (many === 0 ? [id] : []))
  ready.sort((one, other) => Number(other === start) - Number(one === start))
  for (const id of ready) layers.set(id, 0)
  for (let at = 0; at < ready.length; at++) {
    const id = ready[at]
    if (id === undefined) continue
    for (const to of graph.get(id) ?? []) {
      layers.set(to, Math.max(layers.get(to) ?? 0, (layers.get(id) ?? 0) + 1))
      const left = (incoming.get(to) ?? 1) - 1
      incoming.set(to, left)
      if (left === 0) ready.push(to)
    }
  }
  return layers
}

/** In each layer by the middle of what leads there, so that few lines cross. */
function inOrder(graph: Graph, layers: ReadonlyMap<string, number>): string[][] {
  const rows: string[][] = []
  for (const [id, layer] of layers) {
    const row = rows[layer] ?? []
    rows[layer] = row
    row.push(id)
  }
  const above = new Map<string, string[]>()
  for (const [id, next] of graph) for (const to of next) above.set(to, [...(above.get(to) ?? []), id])
  for (let at = 1; at < rows.length; at++) {
    const place = new Map((rows[at - 1] ?? []).map((id, index) => [id, index]))
    const middle = (id: string) => {
      const places = (above.get(id) ?? []).flatMap((one) => place.get(one) ?? [])
      return places.length === 0 ? Number.MAX_SAFE_INTEGER : places.reduce((sum, one) => sum + one, 0) / places.length
    }
    const row = (rows[at] ?? []).map((id, index) => ({ id, index, middle: middle(id) }))
    rows[at] = row.toSorted((one, other) => one.middle - other.middle || one.index - other.index).map(({ id }) => id)
  }
  return rows.map((row) => row ?? [])
}

/** What leads past a layer goes around all boxes, on the right: `aside` is how far. */
function lineOf(
  placed: ReadonlyMap<string, PlacedStep>,
  { from, to, when }: Pick<Line, 'from' | 'to' | 'when'>,
  aside: number | null,
): Line | null {
  const [one, other] = [placed.get(from), placed.get(to)]
  if (!one || !other) return null
  const start: [number, number] = [one.x + box.width / 2, one.y + box.height]
  const end: [number, number] = [other.x + box.width / 2, other.y]
  const half = end[1] - box.gapY / 2
  if (aside === null)
    return {
      from,
      to,
      when,
      points: [start, [start[0], half], [end[0], half], end],
      label: [(start[0] + end[0]) / 2, half],
    }
  const below = start[1] + box.gapY / 3
  const above = end[1] - box.gapY / 3
  const points: [number, number][] = [start, [start[0], below], [aside, below], [aside, above], [end[0], above], end]
  return { from, to, when, points, label: [start[0] + box.width / 4, below] }
}
