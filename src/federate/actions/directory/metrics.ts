// What is counted of cards that come by themselves. By outcome, never by peer.
import type { Reply } from '#kernel/reply.ts'
import type { Metrics } from '#platform/metrics.ts'
import type { CardTaken } from './cards-come.ts'

/** Renewed, offered, known, older, or the refusal by its name. An old card that was overtaken is normal after a line was cut. */
export function countCard(metrics: Metrics, reply: Reply<CardTaken>): void {
  const cards = metrics.counter('tocsin_federate_cards_taken_total', 'Cards of peers that came by themselves', [
    'answer',
  ])
  const answer = reply.ok ? (reply.value.older === undefined ? reply.value.taken : 'older') : reply.refusal
  cards.inc({ answer })
}
