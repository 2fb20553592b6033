// The two parties of an agreement.
import type { Id } from '#kernel/id.ts'
import type { AgreementTerms } from '../../model/agreement.ts'

export type Party = AgreementTerms['parties'][number]

export function otherParty({ parties: [one, other] }: Pick<AgreementTerms, 'parties'>, node: Id): Party {
  return one.node === node ? other : one
}

export function nameOf({ parties }: Pick<AgreementTerms, 'parties'>, node: Id): string {
  return parties.find((party) => party.node === node)?.name ?? node
}
