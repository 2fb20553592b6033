// From a refusal to the problem that is sent: one form for every error that leaves the house.
import { type Contract, commonRefusals } from '#kernel/contract.ts'
import type { Problem } from '#kernel/problem.ts'
import type { Refused } from '#kernel/reply.ts'

export function problemFrom(refused: Refused, contract: Contract | undefined, requestId: string): Problem {
  const meaning = contract?.refusals[refused.refusal] ?? commonRefusals[refused.refusal]
  if (!meaning)
    throw new Error(`${contract?.name ?? 'the edge'} refused with '${refused.refusal}', which no contract names`)
  return {
    type: `urn:tocsin:refusal:${refused.refusal}`,
    title: meaning.title,
    status: meaning.status,
    refusal: refused.refusal,
    ...(refused.detail === undefined ? {} : { detail: refused.detail }),
    ...(refused.where === undefined ? {} : { where: refused.where }),
    whatToDo: meaning.whatToDo,
    requestId,
  }
}

export const brokenProblem = (requestId: string): Problem => ({
  type: 'urn:tocsin:refusal:broken',
  title: 'Something broke on this node',
  status: 500,
  refusal: 'broken',
  whatToDo: `Nothing was half done. Try again; if it happens again, look for ${requestId} in the log of the node.`,
  requestId,
})
