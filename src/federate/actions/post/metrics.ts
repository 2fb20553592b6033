// What is counted of letters. By kind and outcome, never by peer: a list of peers is nobody's business who reads metrics.
import type { Metrics } from '#platform/metrics.ts'

export type PostMetrics = ReturnType<typeof postMetrics>

export function postMetrics(metrics: Metrics) {
  return {
    sealed: metrics.counter('tocsin_federate_letters_sealed_total', 'Letters that were sealed'),
    tries: metrics.counter('tocsin_federate_letters_sent_total', 'Tries to deliver letters', ['result']),
    acknowledged: metrics.counter('tocsin_federate_letters_acknowledged_total', 'Letters of which the receipt came'),
    taken: metrics.counter('tocsin_federate_letters_taken_total', 'Letters that came', ['fate']),
    parts: metrics.counter('tocsin_federate_parts_taken_total', 'Parts of letters that came', ['part', 'answer']),
    turnedAway: metrics.counter('tocsin_federate_turned_away_total', 'Envelopes that were not opened', ['reason']),
    latency: metrics.histogram(
      'tocsin_federate_delivery_seconds',
      'From the moment that something waited to its receipt',
      [],
      [0.5, 1, 2, 5, 10, 30, 60, 300, 3600, 21_600, 86_400],
    ),
  }
}
