// Whether anything waits for itself.

/** The first ring found, in the order in which each waits for the next; undefined where there is none. Any depth. */
export function ringIn(waits: ReadonlyMap<string, readonly string[]>): string[] | undefined {
  const done = new Set<string>()
  for (const start of waits.keys()) {
    if (done.has(start)) continue
    const path = [{ name: start, next: 0 }]
    const on = new Map([[start, 0]])
    for (let here = path.at(-1); here; here = path.at(-1)) {
      const name = waits.get(here.name)?.[here.next++]
      if (name === undefined) {
        done.add(here.name)
        on.delete(here.name)
        path.pop()
        continue
      }
      const place = on.get(name)
      if (place !== undefined) return path.slice(place).map((one) => one.name)
      if (done.has(name)) continue
      on.set(name, path.length)
      path.push({ name, next: 0 })
    }
  }
  return undefined
}
