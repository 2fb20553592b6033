// Who may call: the policy of the contract against the roles of the reader. Said once, used on every path.
import type { Contract } from '#kernel/contract.ts'
import { refusedByLimits } from '#kernel/limits.ts'
import type { Reader } from '#kernel/reader.ts'
import { type Refused, refuse } from '#kernel/reply.ts'

export function refusedByPolicy(contract: Contract, reader: Reader): Refused | undefined {
  const { policy } = contract
  if (policy.who === 'anyone') return undefined
  if (reader.kind === 'public') return refuse('sign-in-first')
  const outside = refusedByLimits(reader, contract)
  if (outside) return outside
  if (policy.who === 'signed-in') return undefined
  if (policy.who.some((role) => reader.roles.includes(role))) return undefined
  return refuse('not-allowed', `This takes one of the roles: ${policy.who.join(', ')}.`)
}

/**
 * State never changes from another site (CSRF): browsers say where a request comes from, and a request that says
 * "elsewhere" is refused. Tokens and the command line send neither header and carry no cookie.
 */
export function fromOtherSite(
  headers: { origin?: string | undefined; host?: string | undefined; site?: string | undefined },
  ownOrigin: string,
): boolean {
  if (headers.site !== undefined) return headers.site !== 'same-origin' && headers.site !== 'none'
  if (headers.origin === undefined) return false
  return (
    headers.origin !== ownOrigin && !(URL.canParse(headers.origin) && new URL(headers.origin).host === headers.host)
  )
}
