// Terms out of what a person said: what is given counts, the rest stays as it was.

import type { Static } from 'typebox'
import type { Id } from '#kernel/id.ts'
import type { AgreementContact, AgreementTerms, Flow } from '../../model/agreement.ts'

type Contact = Static<typeof AgreementContact>
type DraftFlow = { direction: 'out' | 'in' } & Omit<Flow, 'from' | 'to'>
type DraftContact = { side: 'ours' | 'theirs' } & Omit<Contact, 'organisation'>

export interface Said {
  title?: string
  purpose?: string
  flows?: readonly DraftFlow[]
  contacts?: readonly DraftContact[]
  fallback?: string
  limits?: AgreementTerms['limits']
  basis?: readonly string[]
  validFrom?: string
  reviewOn?: string
  endsOn?: string | null
}

export interface Between {
  own: AgreementTerms['parties'][number]
  peer: AgreementTerms['parties'][number]
}

/** The parts of terms that words can say, with directions turned into nodes and sides into organisations. */
export function partsSaid({ flows, contacts, basis, ...plain }: Said, { own, peer }: Between): Partial<AgreementTerms> {
  const said: Partial<AgreementTerms> = Object.fromEntries(
    Object.entries(plain).filter(([, value]) => value !== undefined),
  )
  if (basis) said.basis = [...basis]
  if (flows) said.flows = flows.map((flow) => flowOf(flow, own.node, peer.node))
  if (contacts)
    said.contacts = contacts.map(({ side, ...contact }) => ({
      organisation: side === 'ours' ? own.organisation : peer.organisation,
      ...contact,
    }))
  return said
}

function flowOf({ direction, ...flow }: DraftFlow, own: Id, peer: Id): Flow {
  return { from: direction === 'out' ? own : peer, to: direction === 'out' ? peer : own, ...flow }
}

/** What an agreement cannot do without, as far as nobody has said it. */
export function missingOf(terms: Partial<AgreementTerms>): string[] {
  const needed = ['title', 'purpose', 'flows', 'fallback', 'validFrom', 'reviewOn'] as const
  return needed.filter((name) => terms[name] === undefined)
}
