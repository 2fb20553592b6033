// A plan as the file that the command line reads: without what belongs to this node.
import type { Plan } from '../../../model/failover.ts'
import type { PlanFile } from '../../../model/plan-file.ts'
import type { PlanValues } from '../../../rules/dns/plan-values.ts'

export function planFileOf({ organisation: _, preAuthorised: __, active: ___, ...values }: Plan): PlanValues {
  return values
}

export type ReadPlan = { ok: true; plan: PlanFile } | { ok: false; why: string }

/** Only that it is an object is looked at here: the node checks everything, and says where it is wrong. */
export function readPlanFile(text: string): ReadPlan {
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value === 'object' && value !== null && !Array.isArray(value))
      return { ok: true, plan: value as PlanFile }
    return { ok: false, why: 'A plan file holds one JSON object.' }
  } catch (error) {
    return { ok: false, why: `It is no JSON: ${error instanceof Error ? error.message : String(error)}` }
  }
}

/** Lines and commas part values; what is empty is none. */
export const partsOf = (text: string) =>
  text
    .split(/[\n,]/)
    .map((one) => one.trim())
    .filter(Boolean)
