// What an incident can rest on: the facts of its items that named persons accepted, each with where it stands.
import type { InputOf, OutputOf } from '#kernel/contract.ts'
import { done, type Reply, refuse } from '#kernel/reply.ts'
import type { Call } from '#platform/http/types.ts'
import { attackRecord } from '#sense/events.ts'
import { documentRecord, itemRecord } from '#watch/events.ts'
import type * as api from '../api.ts'
import { acceptedIn, type ItemRead, shownClaim } from '../rules/accepted-facts.ts'
import { incident } from '../rules/incident.ts'
import { measuredAttack } from '../rules/measured.ts'
import { claimsOfItems, factsOfItems } from '../store/item-facts.ts'
import type { Desk } from './desk.ts'
import { attributionsOf, withMerged } from './read-incidents.ts'

export async function incidentFacts(
  { journal, ...desk }: Desk,
  input: InputOf<typeof api.incidentFacts>,
  { view, now }: Call,
): Promise<Reply<OutputOf<typeof api.incidentFacts>>> {
  const held = await journal.reads.one(incident, view, input.id)
  if (!held) return refuse('unknown', `No incident with the id ${input.id} that you may read.`)
  const items = await journal.reads.some(itemRecord, view, held.state.observations)
  const ids = items.map(({ id }) => id)
  const family = await withMerged({ journal, ...desk }, view, held)
  const [documents, facts, claims, attributions, attacks] = await Promise.all([
    journal.reads.some(
      documentRecord,
      view,
      items.map(({ state }) => state.document),
    ),
    factsOfItems(journal, view, ids),
    claimsOfItems(journal, view, ids),
    attributionsOf({ journal, ...desk }, view, family),
    journal.reads.some(attackRecord, view, held.state.observations),
  ])
  const documentOf = new Map(documents.map((document) => [document.state.item, document]))
  const read = items.flatMap((item): ItemRead[] => {
    const document = documentOf.get(item.id)
    return document ? [{ item, document, judgements: facts.get(item.id) ?? [] }] : []
  })
  return done({
    id: held.id,
    items: items.map(({ id, marking, state }) => {
      const { title, status, sourceName, publishedAt, fetchedAt } = state
      return { id, title, status, sourceName, publishedAt, fetchedAt, marking }
    }),
    claims: claims.flatMap(shownClaim),
    ...acceptedIn(read),
    attributions,
    measured: attacks.map((attack) => measuredAttack(attack, view.asOf ?? now)),
  })
}
