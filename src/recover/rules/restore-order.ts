// In which order parts are restored: what others need comes first. Parts that need each other are one turn, and are said to be.
export interface Needing {
  id: string
  /** What it needs, of those that are restored and of others. */
  needs: readonly string[]
}
export interface Turn {
  ids: string[]
  /** They need each other: none of them can be finished before the others. */
  together: boolean
}

/** Tarjan's strongly connected components, which come out with what is needed first. Stable in the order that is given. */
export function restoreOrder(parts: readonly Needing[]): Turn[] {
  const needs = new Map(parts.map(({ id, needs: of }) => [id, of]))
  const index = new Map<string, number>()
  const low = new Map<string, number>()
  const open: string[] = []
  const isOpen = new Set<string>()
  const turns: Turn[] = []
  for (const { id } of parts) if (!index.has(id)) visit(id)
  return turns

  /** With a stack of its own: a chain of parts may be longer than the call stack. */
  function visit(first: string): void {
    const work: { id: string; next: number }[] = [{ id: first, next: 0 }]
    enter(first)
    for (let at = work.at(-1); at; at = work.at(-1)) {
      const needed = needs.get(at.id)?.[at.next++]
      if (needed === undefined) {
        work.pop()
        leave(at.id)
        const above = work.at(-1)
        if (above) lower(above.id, low.get(at.id))
      } else if (needs.has(needed) && !index.has(needed)) {
        enter(needed)
        work.push({ id: needed, next: 0 })
      } else if (isOpen.has(needed)) lower(at.id, index.get(needed))
    }
  }
  function enter(id: string): void {
    index.set(id, index.size)
    low.set(id, index.get(id) ?? 0)
    open.push(id)
    isOpen.add(id)
  }
  function lower(id: string, to: number | undefined): void {
    low.set(id, Math.min(low.get(id) ?? 0, to ?? Number.POSITIVE_INFINITY))
  }
  function leave(id: string): void {
    if (low.get(id) !== index.get(id)) return
    // It stands near the end: a long chain would else be gone through again for each of its parts.
    const ids = open.splice(open.lastIndexOf(id))
    for (const one of ids) isOpen.delete(one)
    turns.push({ ids, together: ids.length > 1 || (needs.get(id) ?? []).includes(id) })
  }
}
