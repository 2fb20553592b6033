// The workflow of a playbook as a graph: which step leads where, what is reached, and what goes round in circles.
import type { StepLink } from '../../model/playbooks/playbook.ts'
import { listOf, type Tree, treeOf } from '../advisories/look.ts'

/** All that a step names as what comes after it. */
export function linksOf(step: Tree): StepLink[] {
  const links: StepLink[] = []
  const add = (to: unknown, when: string) => {
    if (typeof to === 'string') links.push({ to: to.slice(0, 120), when: when.slice(0, 300) })
  }
  if (step.type === 'if-condition' || step.type === 'while-condition') {
    add(step.on_true, 'true')
    add(step.on_false, 'false')
  }
  if (step.type === 'parallel') for (const id of listOf(step.next_steps)) add(id, 'at once')
  if (step.type === 'switch-condition') {
    for (const [value, to] of Object.entries(treeOf(step.cases))) for (const id of [to].flat()) add(id, value)
  }
  add(step.on_completion, 'done')
  add(step.on_success, 'success')
  add(step.on_failure, 'failure')
  return links
}

export type Graph = ReadonlyMap<string, readonly string[]>

export function graphOf(workflow: Tree): Graph {
  return new Map(Object.entries(workflow).map(([id, step]) => [id, linksOf(treeOf(step)).map(({ to }) => to)]))
}

export function reachedFrom(graph: Graph, starts: readonly string[]): Set<string> {
  const seen = new Set<string>()
  const left = [...starts]
  for (let next = left.pop(); next !== undefined; next = left.pop()) {
    if (seen.has(next) || !graph.has(next)) continue
    seen.add(next)
    left.push(...(graph.get(next) ?? []))
  }
  return seen
}

/** Each step that leads back to one that led to it, with that one. Without calls within calls: a chain may be long. */
export function circlesIn(graph: Graph): { from: string; to: string }[] {
  const state = new Map<string, 'open' | 'done'>()
  const found: { from: string; to: string }[] = []
  for (const root of graph.keys()) {
    if (state.has(root)) continue
    const path: { id: string; at: number }[] = [{ id: root, at: 0 }]
    state.set(root, 'open')
    for (let top = path.at(-1); top; top = path.at(-1)) {
      const next = (graph.get(top.id) ?? [])[top.at]
      top.at += 1
      if (next === undefined) {
        state.set(top.id, 'done')
        path.pop()
      } else if (state.get(next) === 'open') found.push({ from: top.id, to: next })
      else if (!state.has(next) && graph.has(next)) {
        state.set(next, 'open')
        path.push({ id: next, at: 0 })
      }
    }
  }
  return found
}
