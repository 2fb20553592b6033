// The order in which parts of a file are written: what is needed before what needs it, as far as cycles let it.
import type { Id } from '#kernel/id.ts'
import { inOneGo, isPause } from '../graph/slices.ts'
import type { ResolvedPart } from './resolve.ts'

/** Depth first without recursion: a chain of a hundred thousand parts is no deep stack. */
export function needsFirst(parts: readonly ResolvedPart[]): ResolvedPart[] {
  return inOneGo(ordering(parts))
}

/** Stops now and then, so that others get their turn on large files. */
export function* ordering(parts: readonly ResolvedPart[]): Generator<undefined, ResolvedPart[], undefined> {
  const byId = new Map(parts.map((part) => [part.id, part]))
  yield
  const entered = new Set<Id>()
  const out: ResolvedPart[] = []
  for (const start of parts) {
    if (entered.has(start.id)) continue
    entered.add(start.id)
    const open = [{ part: start, rest: optionsOf(start) }]
    for (let top = open.at(-1); top; top = open.at(-1)) {
      const next = byId.get(top.rest.pop() ?? '')
      if (next && !entered.has(next.id)) {
        entered.add(next.id)
        open.push({ part: next, rest: optionsOf(next) })
      } else if (top.rest.length === 0) {
        out.push(top.part)
        open.pop()
        if (isPause(out.length)) yield
      }
    }
  }
  return out
}

function optionsOf({ needs = [] }: ResolvedPart): Id[] {
  return needs.flatMap(({ of }) => of.map(({ part }) => part))
}
