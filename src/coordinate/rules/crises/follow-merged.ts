// Which incidents a crisis is about: those that it names, where one that was merged stands for the one it went into.
import type { Incident } from '#assess/model.ts'
import type { Id } from '#kernel/id.ts'

interface Known {
  id: Id
  state: Pick<Incident, 'merged'>
}

/** Where an incident went by merging, as far as `known` reaches; itself where it was not merged, or where nobody may follow. */
export function followed(id: Id, known: ReadonlyMap<Id, Known>): Id {
  const passed = new Set([id])
  let at = id
  for (;;) {
    const into = known.get(at)?.state.merged?.into
    if (into === undefined || passed.has(into) || !known.has(into)) return at
    passed.add(into)
    at = into
  }
}

/** Each of them once, in the order named, and only those that are known. */
export function effective(named: readonly Id[], known: ReadonlyMap<Id, Known>): Id[] {
  return [...new Set(named.filter((id) => known.has(id)).map((id) => followed(id, known)))]
}
