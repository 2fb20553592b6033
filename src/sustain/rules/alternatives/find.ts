// What could stand in for a part: standbys of its needs and other parts of its layer, and what each would save.
import type { GraphPart } from '../../model/graph.ts'
import type { Part } from '../../model/parts.ts'
import { type Agreed, agreedFor, type Mapped } from '../long-run/mapped.ts'
import type { LongRun } from '../long-run/settle.ts'
import { supportOf } from '../long-run/support.ts'
import { reasonsFor } from './reasons.ts'

/** What is known of one that could stand in, before it is put into words. */
export interface Candidate {
  part: number
  seen: GraphPart
  /** In a need of somebody beside the part: in use there, standing by, or only of the same layer. */
  place: 'in-use' | 'standby' | 'same-layer'
  agreed: Agreed
  agreedUntil: string | null
  agreement: string | null
  switchMinutes: number | null
  share: number
  enough: Enough
  inUnion: boolean
  fallsToo: boolean
  /** What takes both away when it alone is lost. */
  common: string[]
  saves: number
}

type Capacity = NonNullable<Part['capacity']>

export type Enough = { known: false } | { known: true; has: Capacity; asked: Capacity; factor: number }

export interface AlternativesAsked {
  part: number
  today: string
  memberStates: ReadonlySet<string>
  limit: number
}

export interface FoundAlternatives {
  alternatives: (Candidate & { because: string[] })[]
  /** Services that stop when the part is lost and nobody stands in. */
  fallen: number[]
  /** Of how many only the most promising were looked at. */
  considered: number
}

/** The rest of a layer is put in order by what can be told without trying. */
const mostTried = 200

/**
 * `run` counts every option, agreed or not: here the question is what would be if they stood in. Services that fall without anybody
 * standing in are what can be saved; whoever falls with the part saves none.
 */
export function findAlternatives(mapped: Mapped, run: LongRun, asked: AlternativesAsked): FoundAlternatives {
  const known = [...besides(mapped, asked).values(), ...ofSameLayer(mapped, asked)]
  const all = new Map<number, Candidate>()
  for (const one of known) if (!all.has(one.part)) all.set(one.part, one)
  const tried = [...all.values()].sort(promising).slice(0, mostTried)
  const { namedIn, standbys } = placesOf(run, asked.part)
  const fallen = lose(run, asked.part, standbys, (fall) => fall)
  const common = commonGround(mapped, run, asked.part, tried)
  for (const one of tried) {
    one.common = common.get(one.part) ?? []
    judge(run, asked.part, one, { namedIn, standbys, fallen })
  }
  const best = tried.sort((a, b) => byWorth(a, b, fallen.length)).slice(0, asked.limit)
  const alternatives = best.map((one) => ({ ...one, because: reasonsFor(one, fallen.length, asked.today) }))
  return { alternatives, fallen, considered: all.size }
}

function basis({ graph, parts }: Mapped, { part, memberStates }: AlternativesAsked, other: number) {
  const seen = graph.parts[other]
  if (!seen) return undefined
  const inUnion = seen.country !== null && memberStates.has(seen.country)
  const enough = enoughFor(parts[part]?.state.capacity ?? null, parts[other]?.state.capacity ?? null)
  return { part: other, seen, inUnion, enough, fallsToo: false, common: [] as string[], saves: 0 }
}

/** Other options of the needs that name the part. */
function besides(mapped: Mapped, asked: AlternativesAsked): Map<number, Candidate> {
  const { graph, parts } = mapped
  const found = new Map<number, Candidate>()
  graph.parts.forEach(({ needs, behind }, owner) => {
    needs.forEach(({ options }, need) => {
      if (!options.some(({ part }) => part === asked.part)) return
      options.forEach(({ part: other, share }, which) => {
        const written = parts[owner]?.state.needs[need]?.of[which]
        const known = other === asked.part ? undefined : basis(mapped, asked, other)
        if (!known || !written || found.get(other)?.place === 'in-use') return
        found.set(other, {
          ...known,
          place: written.switching === null ? 'in-use' : 'standby',
          agreed: agreedFor(written, behind, known.seen.behind, asked.today),
          agreedUntil: written.agreedUntil ?? null,
          agreement: written.agreement ?? null,
          switchMinutes: written.switching?.likely ?? 0,
          share,
        })
      })
    })
  })
  return found
}

function ofSameLayer(mapped: Mapped, asked: AlternativesAsked): Candidate[] {
  const layer = mapped.graph.parts[asked.part]?.layer
  return mapped.graph.parts.flatMap((seen, other): Candidate[] => {
    if (other === asked.part || seen.layer !== layer) return []
    const known = basis(mapped, asked, other)
    if (!known) return []
    const nothing = { agreed: 'nothing-agreed', agreedUntil: null, agreement: null, switchMinutes: null } as const
    return [{ ...known, ...nothing, place: 'same-layer', share: 1 }]
  })
}

function enoughFor(asked: Capacity | null, has: Capacity | null): Enough {
  if (!asked || !has || asked.unit.trim().toLowerCase() !== has.unit.trim().toLowerCase()) return { known: false }
  return { known: true, has, asked, factor: asked.amount === 0 ? 1 : Math.min(1, has.amount / asked.amount) }
}

/** Options that name the part, and the standbys of the same needs. */
function placesOf(run: LongRun, part: number): { namedIn: Set<number>; standbys: number[] } {
  const { userFirst, users, optionNeed, optionFirst, optionStandby, optionPart } = run.compiled
  const namedIn = new Set<number>()
  for (let n = userFirst[part] as number; n < (userFirst[part + 1] as number); n += 1)
    namedIn.add(optionNeed[users[n] as number] as number)
  const standbys: number[] = []
  for (const need of namedIn)
    for (let o = optionFirst[need] as number; o < (optionFirst[need + 1] as number); o += 1)
      if (optionStandby[o] === 1 && optionPart[o] !== part) standbys.push(o)
  return { namedIn, standbys }
}

function lose<T>(run: LongRun, part: number, dropped: readonly number[], look: (fallen: number[]) => T, level = 0): T {
  const { lowered } = run.fall(level > 0 ? { throttled: [{ part, level }], dropped } : { parts: [part], dropped })
  const fallen = lowered.filter((one) => one !== part && run.compiled.isService[one] === 1 && run.isGone(one))
  const told = look(fallen)
  run.restore()
  return told
}

function judge(
  run: LongRun,
  part: number,
  one: Candidate,
  { standbys, fallen }: { namedIn: Set<number>; standbys: readonly number[]; fallen: readonly number[] },
): void {
  const level = lose(run, part, standbys, () => run.usable(one.part))
  one.fallsToo = level === 0
  if (one.fallsToo) return
  const own = standbys.filter((option) => run.compiled.optionPart[option] === one.part)
  const others = standbys.filter((option) => run.compiled.optionPart[option] !== one.part)
  const carried = level * (one.enough.known ? one.enough.factor : 1)
  // A standby stands in where it is named; whoever is only of the same layer would take the place of the part everywhere.
  const still =
    own.length > 0
      ? lose(run, part, others, (left) => left.length)
      : one.place === 'same-layer'
        ? lose(run, part, standbys, (left) => left.length, carried)
        : fallen.length
  one.saves = fallen.length - still
}

/** Parts that are single points of the part and of a candidate alike: names by candidate. */
function commonGround(mapped: Mapped, run: LongRun, part: number, tried: readonly Candidate[]): Map<number, string[]> {
  const found = new Map<number, string[]>()
  for (const below of supportOf(run, part)) {
    if (below === part) continue
    run.fall({ parts: [below] })
    const both = run.isGone(part) ? tried.filter((one) => one.part !== below && run.isGone(one.part)) : []
    for (const one of both) {
      const names = found.get(one.part) ?? []
      if (names.length < 3) names.push(mapped.graph.parts[below]?.name ?? '')
      found.set(one.part, names)
    }
    run.restore()
  }
  return found
}

const rank = { 'in-use': 0, standby: 0, 'same-layer': 1 } as const
const agreedRank = { 'none-needed': 0, agreed: 0, 'run-out': 1, 'nothing-agreed': 1 } as const

function promising(a: Candidate, b: Candidate): number {
  return rank[a.place] - rank[b.place] || Number(b.inUnion) - Number(a.inUnion) || a.part - b.part
}

/** Whoever stands when the part falls, then who saves most, then what was agreed, the law of the Union, and time. */
function byWorth(a: Candidate, b: Candidate, fallen: number): number {
  const slow = Number.MAX_SAFE_INTEGER
  return (
    Number(a.fallsToo) - Number(b.fallsToo) ||
    (fallen > 0 ? Number(b.saves > 0) - Number(a.saves > 0) : 0) ||
    agreedRank[a.agreed] - agreedRank[b.agreed] ||
    rank[a.place] - rank[b.place] ||
    b.saves - a.saves ||
    a.common.length - b.common.length ||
    Number(b.inUnion) - Number(a.inUnion) ||
    (a.switchMinutes ?? slow) - (b.switchMinutes ?? slow) ||
    a.part - b.part
  )
}
