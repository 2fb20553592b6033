// The interface that an agreement means, whole: what another product needs to build against it without asking anybody.
import type { TSchema } from 'typebox'
import type { AgreementKind, AgreementTerms } from '../../model/agreement.ts'
import type { KindsFile } from '../../model/kinds.ts'
import { letterParts } from '../../model/letter.ts'
import { type Card, Card as CardSchema, Envelope, SignedLetter, wireVersion } from '../../model/wire.ts'
import { nameOf } from './parties.ts'

export interface AgreedNode {
  node: string
  organisation: string
  name: string
  /** Where letters go; null: it is written to by files, or it was not known here. */
  address: string | null
  capabilities: string[]
  /** The newest card as this node believes it: the keys to verify and to seal with. */
  card: Card | null
}

export interface AgreedInterface {
  wire: number
  nodes: AgreedNode[]
  formats: KindsFile['formats']
  /** Least first. */
  severities: KindsFile['severities']
  taxonomies: KindsFile['taxonomies']
  /** Of the kinds that flow: which records or parts of letters they are, by conditions on their state. */
  kinds: Partial<KindsFile['kinds']>
  /** JSON Schema (2020-12) of all that goes over the wire, and of the states of the records that flow. */
  schemas: {
    card: TSchema
    envelope: TSchema
    letter: TSchema
    parts: Record<string, TSchema>
    records: Record<string, TSchema>
  }
}

export function interfaceOf(
  terms: AgreementTerms,
  cards: readonly Card[],
  labels: KindsFile,
  states: ReadonlyMap<string, TSchema>,
): AgreedInterface {
  const named = kindsThatFlow(terms)
  const formats = new Set(terms.flows.flatMap((flow) => flow.formats))
  const kinds = Object.fromEntries(named.map((kind) => [kind, labels.kinds[kind]]))
  const records: Record<string, TSchema> = {}
  for (const kind of named)
    for (const { record } of labels.kinds[kind].records) {
      const state = states.get(record)
      if (state) records[record] = state
    }
  return {
    wire: wireVersion,
    nodes: nodesOf(terms, cards),
    formats: labels.formats.filter(({ value }) => formats.has(value)),
    ...{ severities: labels.severities, taxonomies: labels.taxonomies, kinds },
    schemas: { card: CardSchema, envelope: Envelope, letter: SignedLetter, parts: letterParts, records },
  }
}

export function kindsThatFlow({ flows }: Pick<AgreementTerms, 'flows'>): AgreementKind[] {
  return [...new Set(flows.flatMap(({ kinds }) => kinds))].sort()
}

export function nodesOf(terms: AgreementTerms, cards: readonly Card[]): AgreedNode[] {
  return terms.parties.map(({ node, organisation }) => {
    const card = cards.find(({ content }) => content.node === node) ?? null
    return {
      ...{ node, organisation, name: nameOf(terms, node), card },
      ...{ address: card?.content.address ?? null, capabilities: card ? [...card.content.capabilities] : [] },
    }
  })
}
