// The picture domain by domain: strands, incidents where they belong, and what is claimed about each.
import type { Id } from '#kernel/id.ts'
import type { Strand } from '../../model/crisis.ts'
import type { ClaimedHere, DomainPicture, ShownStrand } from '../../model/crisis-room.ts'
import type { ReadableFacts } from './crisis-facts.ts'
import { worstOf } from './worst.ts'

export interface Domain {
  id: string
  label: string
}

/** Incidents are in network and information systems, so they stand here. */
const cyber = 'cyber'

/** Every domain of the list that has something to show, and cyber always; domains of no list after them. */
export function domainsOf(facts: ReadableFacts, list: readonly Domain[], openIncidents: number): DomainPicture[] {
  const { strands } = facts.state
  const used = new Set([cyber, ...strands.map((one) => one.domain)])
  const unlisted = [...used].filter((id) => !list.some((one) => one.id === id)).map((id) => ({ id, label: id }))
  const claims = claimsByDomain(facts)
  const severities = facts.incidents.map(({ state }) => state.severity?.value ?? null)
  return [...list, ...unlisted]
    .filter(({ id }) => used.has(id))
    .map(({ id, label }) => {
      const own = strands.filter((one) => one.domain === id)
      const lasting = own.filter((one) => one.status !== 'ended')
      const isCyber = id === cyber
      return {
        ...{ domain: id, label, strands: own.map(shownStrand), ongoing: lasting.length },
        incidents: isCyber ? openIncidents : 0,
        worst: worstOf([...lasting.map((one) => one.severity), ...(isCyber ? severities : [])]),
        claims: claims.get(id) ?? [],
      }
    })
}

function shownStrand({ addedBy: _by, ...strand }: Strand): ShownStrand {
  return strand
}

/** A claim may stand in several domains. Disputes are counted among the claims that this reader sees here. */
function claimsByDomain({ state, claims }: ReadableFacts): Map<string, ClaimedHere[]> {
  const domainsOfClaim = new Map<Id, Set<string>>()
  for (const { domain, rests } of state.strands) {
    for (const id of rests) domainsOfClaim.set(id, (domainsOfClaim.get(id) ?? new Set()).add(domain))
  }
  const found = new Map<string, ClaimedHere[]>()
  for (const claim of claims) {
    const shown = claimed(claim, claims)
    for (const domain of domainsOfClaim.get(claim.id) ?? [cyber])
      found.set(domain, [...(found.get(domain) ?? []), shown])
  }
  return found
}

function claimed({ id, marking, state }: ReadableFacts['claims'][number], all: ReadableFacts['claims']): ClaimedHere {
  const { proposition, holder, role, status } = state
  const by = (relation: string) =>
    all.filter((other) => relates(other, id, relation) || isTold(state, other.id, relation))
  return {
    ...{ id, marking, proposition, holder, role, class: state.class, status },
    disputedBy: by('disputes').length,
    supportedBy: by('supports').length,
  }
}

type Claim = ReadableFacts['claims'][number]

function relates({ state }: Claim, to: Id, relation: string): boolean {
  return state.relations.some((one) => one.claim === to && one.direction === 'to' && one.relation === relation)
}

/** A relation is kept with the claim that fewer may read: it may stand on the disputed one. */
function isTold({ relations }: Claim['state'], by: Id, relation: string): boolean {
  return relations.some((one) => one.claim === by && one.direction === 'from' && one.relation === relation)
}
