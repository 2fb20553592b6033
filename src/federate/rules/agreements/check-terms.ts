// Whether terms can stand: what a schema cannot say. And what exactly a signature of them covers.
import type { Id } from '#kernel/id.ts'
import type { AgreementSignature, AgreementTerms } from '../../model/agreement.ts'
import { isDay } from './days.ts'

export interface Fault {
  where: string
  what: string
}

/** Every fault, each with its place; none: they can be signed. */
export function termsFaults(terms: AgreementTerms, severities: readonly string[]): Fault[] {
  return [...partyFaults(terms), ...flowFaults(terms, severities), ...dayFaults(terms)]
}

function partyFaults({ parties: [one, other], contacts }: AgreementTerms): Fault[] {
  const faults: Fault[] = []
  if (one.node === other.node) faults.push({ where: '/parties', what: 'Both parties are the same node.' })
  if (one.organisation === other.organisation)
    faults.push({ where: '/parties', what: 'Both parties are the same organisation.' })
  for (const [at, { organisation }] of contacts.entries())
    if (organisation !== one.organisation && organisation !== other.organisation)
      faults.push({ where: `/contacts/${at}/organisation`, what: 'A contact is of neither party.' })
  return faults
}

function flowFaults({ parties, flows }: AgreementTerms, severities: readonly string[]): Fault[] {
  const nodes = parties.map(({ node }) => node)
  return flows.flatMap((flow, at) => {
    const faults: Fault[] = []
    if (!nodes.includes(flow.from) || !nodes.includes(flow.to) || flow.from === flow.to)
      faults.push({ where: `/flows/${at}`, what: 'A flow goes from one party to the other.' })
    if (flow.trigger.when === 'severity-from' && !severities.includes(flow.trigger.severity))
      faults.push({
        where: `/flows/${at}/trigger/severity`,
        what: `The severity is one of ${severities.join(', ')}; ${flow.trigger.severity} is none.`,
      })
    return faults
  })
}

function dayFaults({ validFrom, reviewOn, endsOn }: AgreementTerms): Fault[] {
  const faults: Fault[] = []
  for (const [name, day] of Object.entries({ validFrom, reviewOn, endsOn }))
    if (day !== null && !isDay(day)) faults.push({ where: `/${name}`, what: `The calendar has no ${day}.` })
  if (reviewOn < validFrom) faults.push({ where: '/reviewOn', what: 'It would be reviewed before it is valid.' })
  if (endsOn !== null && endsOn < validFrom) faults.push({ where: '/endsOn', what: 'It would end before it is valid.' })
  return faults
}

export const agreementContext = 'tocsin/agreement/1'

/** What the two algorithms sign: the terms, and who signs them in which function, so that no name can be put under them later. */
export function signedWords(terms: AgreementTerms, by: Omit<AgreementSignature, 'signs' | 'signature'>) {
  const { node, person, function: duty, at } = by
  return { terms, node, person, function: duty, at }
}

export interface TwoSides {
  own: { node: Id; organisation: Id }
  peer: { node: Id; organisation: Id }
}

/** Null where the parties are exactly these two nodes with these organisations. */
export function whyNotParties({ parties }: AgreementTerms, { own, peer }: TwoSides): string | null {
  for (const side of [own, peer]) {
    const found = parties.find(({ node }) => node === side.node)
    const whose = side === own ? 'this node' : 'the node that sent them'
    if (!found) return `The terms do not name ${whose} as a party.`
    if (found.organisation !== side.organisation) return `The terms name another organisation for ${whose}.`
  }
  return null
}
