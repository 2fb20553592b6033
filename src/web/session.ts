// Who is signed in, and what that person may do: for showing or hiding buttons. The node decides again, always.
import type { UseQueryResult } from '@tanstack/react-query'
import type { Contract, OutputOf } from '#kernel/contract.ts'
import { whoAmI } from '#people/api.ts'
import type { Myself } from '#people/model.ts'
import { useAsk } from './ask.ts'
import { isForOwner, useOriginHere } from './others/here.ts'
import { usePlace } from './place.ts'

export function useSession(): UseQueryResult<OutputOf<typeof whoAmI>> {
  return useAsk(whoAmI, {}, { timeless: true, hears: ['people.person', 'people.organisation'] })
}

/** The person who is signed in. Only inside the shell, which shows nothing before that is known. */
export function useMe(): Myself {
  const me = useSession().data?.me
  if (!me) throw new Error('Nobody is signed in')
  return me
}

/** Whether this person may run an operation here: by role, never in the past, and never on a record that is somebody else's. */
export function useMay(): (contract: Contract) => boolean {
  const me = useSession().data?.me
  const { asOf } = usePlace()
  const { here, origin } = useOriginHere()
  return (contract) => {
    if (contract.does === 'action' && asOf) return false
    if (isForOwner(contract, here, Boolean(origin?.copy))) return false
    const { who } = contract.policy
    if (who === 'anyone') return true
    if (!me) return false
    return who === 'signed-in' || me.roles.some((role) => who.includes(role))
  }
}
