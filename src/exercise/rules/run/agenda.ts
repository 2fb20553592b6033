// What is to happen when: a heap, so that ten thousand things cost no more than their order. What was put in first comes first.
export interface Agenda<T> {
  put(atMs: number, what: T): void
  /** When the next is due; undefined: there is none. */
  next(): number | undefined
  /** The next that is due by then, taken out. */
  take(byMs: number): { at: number; what: T } | undefined
}

interface Noted<T> {
  at: number
  order: number
  what: T
}

export function createAgenda<T>(): Agenda<T> {
  const heap: Noted<T>[] = []
  let order = 0
  const before = (a: Noted<T>, b: Noted<T>) => a.at < b.at || (a.at === b.at && a.order < b.order)

  function swap(a: number, b: number): void {
    const kept = heap[a] as Noted<T>
    heap[a] = heap[b] as Noted<T>
    heap[b] = kept
  }

  function sink(): void {
    for (let at = 0; ; ) {
      let least = at
      for (const child of [2 * at + 1, 2 * at + 2]) {
        const one = heap[child]
        if (one && before(one, heap[least] as Noted<T>)) least = child
      }
      if (least === at) return
      swap(at, least)
      at = least
    }
  }

  return {
    put(at, what) {
      heap.push({ at, order: order++, what })
      for (let child = heap.length - 1; child > 0; ) {
        const parent = (child - 1) >> 1
        if (!before(heap[child] as Noted<T>, heap[parent] as Noted<T>)) return
        swap(child, parent)
        child = parent
      }
    },
    next: () => heap[0]?.at,
    take(by) {
      const [first] = heap
      if (!first || first.at > by) return undefined
      const last = heap.pop() as Noted<T>
      if (heap.length > 0) {
        heap[0] = last
        sink()
      }
      return { at: first.at, what: first.what }
    },
  }
}
