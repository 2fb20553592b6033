// A cascade as it stands at one minute: the level of each part, what changes next, and the way back to the shock.
import type { Fallen, Step } from '../../model/analysis.ts'

/** The level at a minute; whole before the first step. */
export function levelAt(steps: readonly Step[], minute: number): number {
  let level = 1
  for (const step of steps) {
    if (step.at > minute) break
    level = step.level
  }
  return level
}

/** Each minute at which anything changes, once, in order. */
export function momentsOf(fallen: readonly Fallen[]): number[] {
  return [...new Set(fallen.flatMap((part) => part.steps.map((step) => step.at)))].sort((a, b) => a - b)
}

export interface Link {
  part: string
  at: number
  need: string | null
}

/** From a part back to where the shock struck: who fell, when, and by which need. Ends where a part is met again. */
export function chainOf(fallen: ReadonlyMap<string, Fallen>, id: string): Link[] {
  const chain: Link[] = []
  let here: string | null = id
  let before = Number.POSITIVE_INFINITY
  while (here !== null && !chain.some((link) => link.part === here)) {
    const step = deciding(fallen.get(here)?.steps ?? [], before)
    if (!step) break
    chain.push({ part: here, at: step.at, need: step.need })
    before = step.at
    here = step.because
  }
  return chain
}

/** The step that took most, not later than what it led to. */
function deciding(steps: readonly Step[], notAfter: number): Step | undefined {
  let worst: Step | undefined
  for (const step of steps) {
    if (step.at > notAfter) break
    if (!worst || step.level < worst.level) worst = step
  }
  return worst
}
