// The guided tour as far as the story has come: no step tells what is still to come.
import type { Delivery } from '../model/exercise.ts'
import type { Scenario } from '../model/scenario.ts'
import { valueAt } from './run/pointer.ts'

export interface Tour {
  steps: { page: string; title: string; text: string }[]
  total: number
}

type Came = Pick<Delivery, 'of' | 'ref' | 'outcome' | 'kept'>

/** In the order of the scenario, up to the first step whose time has not come. A branch that was not taken has no step. */
export function tourOf({ tour = [] }: Pick<Scenario, 'tour'>, came: readonly Came[], over: boolean): Tour {
  const outcomes = new Map(came.filter(({ of }) => of === 'inject').map(({ ref, outcome }) => [ref, outcome]))
  const kept = Object.assign({}, ...came.map((one) => one.kept)) as Record<string, unknown> // as the model says
  const steps: Tour['steps'] = []
  let waiting = false
  let total = 0
  for (const { after, page, title, text } of tour) {
    const outcome = after === undefined ? 'delivered' : outcomes.get(after)
    const filled = pageOf(page, kept)
    const never = outcome === 'not-taken' || outcome === 'skipped'
    if (never || (over && (outcome === undefined || filled === undefined))) continue
    total += 1
    if (outcome === undefined || filled === undefined) waiting = true
    if (!waiting && filled !== undefined) steps.push({ page: filled, title, text })
  }
  return { steps, total }
}

/** `/crises/$crisis` leads to what the scenario keeps under `crisis`; undefined: it is not there yet. */
function pageOf(page: string, kept: Readonly<Record<string, unknown>>): string | undefined {
  let missing = false
  const filled = page.replace(/\$([a-z][a-z0-9-]*)/g, (_all, name: string) => {
    const there = Object.hasOwn(kept, name) ? kept[name] : undefined
    const id = typeof there === 'object' && there !== null ? valueAt(there, '/id') : there
    if (typeof id !== 'string') missing = true
    return encodeURIComponent(String(id))
  })
  return missing ? undefined : filled
}
