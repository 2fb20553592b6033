// The long run of what a reader sees, made once for each graph and day; and how long work gives others their turn.
import type { Graph } from '../../model/graph.ts'
import { makeCompiled } from '../../rules/long-run/compile.ts'
import { countedOptions, type Mapped, notesOfMap } from '../../rules/long-run/mapped.ts'
import { createLongRun, type LongRun } from '../../rules/long-run/settle.ts'
import { inSlices } from '../../store/in-slices.ts'

export interface Prepared {
  mapped: Mapped
  /** Standbys count that can be counted on. */
  run: LongRun
  /** Every standby counts: for asking what would be if it stood in. */
  wishful(): Promise<LongRun>
  notes: readonly string[]
  /** Answers that were worked out for this graph on this day. */
  answers: Map<string, Promise<unknown>>
}

const made = new WeakMap<Graph, { day: string; prepared: Promise<Prepared> }>()

export function longRunOf(mapped: Mapped, day: string): Promise<Prepared> {
  const known = made.get(mapped.graph)
  if (known?.day === day) return known.prepared
  const prepared = prepare(mapped, day)
  made.set(mapped.graph, { day, prepared })
  prepared.catch(() => made.delete(mapped.graph))
  return prepared
}

async function prepare(mapped: Mapped, day: string): Promise<Prepared> {
  const counts = countedOptions(mapped, day)
  const notes = await inSlices(notesOfMap(mapped, counts))
  const run = createLongRun(await inSlices(makeCompiled(mapped.graph, counts)))
  let wishful: Promise<LongRun> | null = null
  return {
    mapped,
    run,
    wishful() {
      wishful ??= inSlices(makeCompiled(mapped.graph, () => true)).then(createLongRun)
      return wishful
    },
    notes,
    answers: new Map(),
  }
}

const mostAnswers = 200

/** The same question of the same graph is worked out once. */
export function onceFor<T>(prepared: Prepared, question: unknown, work: () => Promise<T>): Promise<T> {
  const key = JSON.stringify(question)
  const known = prepared.answers.get(key) as Promise<T> | undefined
  if (known) return known
  const fresh = work()
  if (prepared.answers.size < mostAnswers) prepared.answers.set(key, fresh)
  fresh.catch(() => prepared.answers.delete(key))
  return fresh
}
