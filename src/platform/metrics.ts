// Metrics: everything that moves gets a counter. Prometheus text at /metrics.
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'

export interface Metrics {
  registry: Registry
  counter(name: string, help: string, labels?: readonly string[]): Counter
  gauge(name: string, help: string, labels?: readonly string[]): Gauge
  histogram(name: string, help: string, labels: readonly string[], buckets: number[]): Histogram
}

/** Names are `tocsin_<room>_<what>_<unit>`; asking twice for one name gives the same metric. */
export function createMetrics(): Metrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  function once<T>(name: string, make: () => T): T {
    const known = registry.getSingleMetric(name)
    return known ? (known as T) : make()
  }
  return {
    registry,
    counter: (name, help, labels = []) =>
      once(name, () => new Counter({ name, help, labelNames: [...labels], registers: [registry] })),
    gauge: (name, help, labels = []) =>
      once(name, () => new Gauge({ name, help, labelNames: [...labels], registers: [registry] })),
    histogram: (name, help, labels, buckets) =>
      once(name, () => new Histogram({ name, help, labelNames: [...labels], buckets, registers: [registry] })),
  }
}
