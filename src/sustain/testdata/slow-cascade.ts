// The same cascade as rules/cascade, slow and plain: at every moment all levels are counted anew from whole, until nothing falls any more.
import type { Graph, GraphNeed, GraphOption } from '../model/graph.ts'
import type { OwnChange } from '../rules/cascade/run.ts'

const tiny = 1e-9
const nothing = 1e-6

interface Slot {
  owner: number
  need: GraphNeed
  usual: number
  least: number
  inUse: (option: GraphOption) => boolean
  fallenAt: number | null
  hasRunOut: boolean
  missedAt: number | null
  /** Standbys that carry. */
  on: Set<GraphOption>
}

/** Levels of all parts after each moment at which anything could have changed. */
export function slowCascade(graph: Graph, changes: readonly OwnChange[], horizon: number) {
  const own = graph.parts.map(() => 1)
  const slots = graph.parts.flatMap((part, owner) => part.needs.map((need) => slotOf(owner, need)))
  const history: { at: number; levels: number[] }[] = [{ at: -1, levels: own.slice() }]
  let level = own.slice()
  const usable = (p: number, levels: number[]) => {
    if (p < 0) return 1
    const one = levels[p] ?? 0
    return one <= nothing || one < (graph.parts[p]?.usableFrom ?? 0) - tiny ? 0 : one
  }
  const metBy = ({ need, usual, least }: Slot, options: readonly GraphOption[], levels: number[]) => {
    if (usual <= tiny) return 1
    const carried = options
      .map(({ part, share }) => share * usable(part, levels))
      .filter((one) => one > nothing)
    if (carried.length < least) return 0
    const sum = carried.reduce((a, b) => a + b, 0) / usual
    return sum >= 1 - tiny || need.options.length === 0 ? 1 : sum
  }
  const usedOf = (slot: Slot) => slot.need.options.filter(slot.inUse)
  const allOf = (slot: Slot) => [...usedOf(slot), ...slot.on]
  const settle = () => {
    let levels = own.slice()
    for (let turn = 0; turn < 100_000; turn += 1) {
      const next = own.map((one, p) => {
        const effects = slots
          .filter(({ owner, hasRunOut }) => owner === p && hasRunOut)
          .map((slot) => 1 - slot.need.weight * (1 - metBy(slot, allOf(slot), levels)))
        return one * Math.min(1, ...effects)
      })
      const same = next.every((one, p) => Math.abs(one - (levels[p] ?? 0)) <= 1e-12)
      levels = next
      if (same) break
    }
    level = levels
  }
  const setTimers = (now: number) => {
    for (const slot of slots) {
      if (metBy(slot, usedOf(slot), level) === 1) {
        slot.missedAt = null
        slot.on.clear()
      } else slot.missedAt ??= now
      if (metBy(slot, allOf(slot), level) === 1) {
        slot.fallenAt = null
        slot.hasRunOut = false
      } else slot.fallenAt ??= now
    }
  }
  const round = (now: number) => {
    settle()
    setTimers(now)
  }
  const callOn = (now: number) => {
    const found: [Slot, GraphOption][] = []
    for (const slot of slots)
      for (const option of slot.need.options) {
        if (slot.inUse(option) || slot.on.has(option) || slot.missedAt === null) continue
        if (slot.missedAt + (option.switching?.likely ?? 0) <= now && usable(option.part, level) > 0)
          found.push([slot, option])
      }
    for (const [slot, option] of found) slot.on.add(option)
    return found.length > 0
  }
  const runOut = (now: number) => {
    const found = slots.filter(
      ({ fallenAt, hasRunOut, need }) => fallenAt !== null && !hasRunOut && fallenAt + need.holds.likely <= now,
    )
    for (const slot of found) slot.hasRunOut = true
    return found.length > 0
  }
  const nextMoment = (now: number) => {
    const moments = [
      ...changes.map(({ at }) => at),
      ...slots.flatMap(({ fallenAt, need }) => (fallenAt === null ? [] : [fallenAt + need.holds.likely])),
      ...slots.flatMap(({ missedAt, need }) =>
        missedAt === null ? [] : need.options.map(({ switching }) => missedAt + (switching?.likely ?? 0)),
      ),
    ]
    return Math.min(...moments.filter((at) => at > now))
  }
  for (let now = nextMoment(-1); now <= horizon; now = nextMoment(now)) {
    for (const { at, part, own: left } of changes) if (at === now) own[part] = left
    round(now)
    while (callOn(now) || runOut(now)) round(now)
    history.push({ at: now, levels: level.slice() })
  }
  return history
}

function slotOf(owner: number, need: GraphNeed): Slot {
  const noneInUse = need.options.every(({ switching }) => switching !== null)
  const inUse = ({ switching }: GraphOption) => noneInUse || switching === null
  const carrying = need.options.filter((option) => inUse(option) && option.share > 0)
  return {
    owner,
    need,
    usual: Math.min(
      1,
      carrying.reduce((sum, { share }) => sum + share, 0),
    ),
    least: Math.min(need.least, carrying.length),
    inUse,
    fallenAt: null,
    hasRunOut: false,
    missedAt: null,
    on: new Set(),
  }
}
