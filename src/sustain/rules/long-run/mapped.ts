// The map as analysis of the long run takes it: the graph, and beside each part of it what was written down.
import type { Graph } from '../../model/graph.ts'
import type { Option } from '../../model/parts.ts'
import type { KnownPart } from '../graph/from-parts.ts'
import { partsPerSlice } from '../graph/slices.ts'
import { capacityNotes } from './capacity-sums.ts'

/** `parts` stand at the same places as in the graph. */
export interface Mapped {
  graph: Graph
  parts: readonly KnownPart[]
}

/** none: in use now, or from the same house. */
export type Agreed = 'none-needed' | 'agreed' | 'run-out' | 'nothing-agreed'

/**
 * Whether a standby may be counted on. One from the same organisation needs no agreement; one of somebody else needs one that has not run
 * out on `today` (YYYY-MM-DD, the day itself still counts).
 */
export function agreedFor(
  option: Option,
  behindWhoNeeds: string | null,
  behindOption: string | null,
  today: string,
): Agreed {
  if (option.switching === null) return 'none-needed'
  if (option.agreedUntil !== undefined && option.agreedUntil < today) return 'run-out'
  if (option.agreement !== undefined || option.agreedUntil !== undefined) return 'agreed'
  return behindWhoNeeds !== null && behindWhoNeeds === behindOption ? 'none-needed' : 'nothing-agreed'
}

export type Counts = (part: number, need: number, option: number) => boolean

/** Which options count in the long run: those in use, and standbys that were agreed. */
export function countedOptions({ graph, parts }: Mapped, today: string): Counts {
  return (part, need, option) => {
    const written = parts[part]?.state.needs[need]?.of[option]
    const seen = graph.parts[part]?.needs[need]?.options[option]
    if (!written || !seen || seen.switching === null) return true
    const other = graph.parts[seen.part]?.behind ?? null
    const agreed = agreedFor(written, graph.parts[part]?.behind ?? null, other, today)
    return agreed === 'agreed' || agreed === 'none-needed'
  }
}

const mostFigures = 5

/** What is to be said with every answer about the long run. */
export function* notesOfMap(mapped: Mapped, counts: Counts): Generator<undefined, string[], undefined> {
  const { graph } = mapped
  const notes: string[] = []
  let left = 0
  for (const [part, { needs }] of graph.parts.entries()) {
    if (part % partsPerSlice === partsPerSlice - 1) yield
    needs.forEach(({ options }, need) => {
      options.forEach((_, option) => {
        if (!counts(part, need, option)) left += 1
      })
    })
  }
  if (left > 0)
    notes.push(
      `${left} ${left === 1 ? 'standby was' : 'standbys were'} not counted: of somebody else, and nothing agreed, or the agreement has run out.`,
    )
  if (graph.unseen.length > 0)
    notes.push(
      `${graph.unseen.length} ${graph.unseen.length === 1 ? 'option is' : 'options are'} not on the map that you may read, and counted as standing.`,
    )
  return [...notes, ...capacityNotes(mapped.parts).slice(0, mostFigures)]
}
