// What is remembered of exporters: domains, their templates and sampling. Bounded, for anybody can send datagrams in any name.
import { createSampling, type Sampling } from './sampling.ts'
import { createSequence, type SequenceState } from './sequence.ts'
import type { PlanCache, Template } from './templates.ts'

export interface DecoderBudget {
  exporters: number
  /** In all, and of one exporter. A domain is a source id, an observation domain, an engine or a sub-agent. */
  domains: number
  domainsPerExporter: number
  templates: number
  templatesPerExporter: number
  /** Fields of one template, scope included. */
  fieldsPerTemplate: number
}

export const defaultBudget: DecoderBudget = {
  exporters: 16_384,
  domains: 32_768,
  domainsPerExporter: 1_024,
  templates: 65_536,
  templatesPerExporter: 4_096,
  fieldsPerTemplate: 512,
}

export interface Domain {
  readonly exporter: Exporter
  readonly templates: Map<number, Template>
  readonly sampling: Sampling
  readonly sequence: SequenceState
  /** Exporter's clock minus ours at the last datagram that was believed, seconds; null before the first. */
  clockOffset: number | null
  /** Datagrams in a row whose clock stood behind that. */
  clockBehind: number
  /** When it booted, milliseconds since 1970, as its options say; null where they do not. */
  initMs: number | null
  /** sFlow: packets that the agent says it could not sample, by source. */
  sampleDrops: Map<number, number> | null
  used: number
}

export interface Exporter {
  readonly domains: Map<number, Domain>
  templates: number
  used: number
}

export interface Registry {
  readonly budget: DecoderBudget
  readonly exporters: Map<string | number, Exporter>
  readonly plans: PlanCache
  domains: number
  templates: number
  tick: number
  /** How many were forgotten to make room. */
  readonly evicted: { exporters: number; domains: number; templates: number }
}

export function createRegistry(budget: DecoderBudget): Registry {
  return {
    budget,
    exporters: new Map(),
    plans: new Map(),
    domains: 0,
    templates: 0,
    tick: 0,
    evicted: { exporters: 0, domains: 0, templates: 0 },
  }
}

/** Share of a full store that is cleared at once, so that sorting by age is paid for by many who come after. */
const clearedShare = 16

function oldest<Entry>(entries: Iterable<Entry>, count: number, used: (entry: Entry) => number): Entry[] {
  const inOrder = [...entries].sort((a, b) => used(a) - used(b))
  return inOrder.slice(0, Math.max(1, Math.floor(count / clearedShare)))
}

/** A small integer for a map that is asked for every datagram. That two of one exporter's meet in it takes an exporter that tries. */
export function domainKey(version: number, id: number): number {
  return id ^ Math.imul(version, 0x9e3779b1)
}

/** The domain with this key, made where it is new; the least recently used go to make room. */
export function domainOf(registry: Registry, name: string | number, key: number): Domain {
  registry.tick++
  const exporter = registry.exporters.get(name) ?? addExporter(registry, name)
  exporter.used = registry.tick
  const domain = exporter.domains.get(key) ?? addDomain(registry, exporter, key)
  domain.used = registry.tick
  return domain
}

function addExporter(registry: Registry, name: string | number): Exporter {
  const { budget, exporters } = registry
  if (exporters.size >= budget.exporters) {
    for (const [gone, exporter] of oldest(exporters, budget.exporters, ([, entry]) => entry.used)) {
      for (const key of [...exporter.domains.keys()]) dropDomain(registry, exporter, key)
      exporters.delete(gone)
      registry.evicted.exporters++
    }
  }
  const exporter: Exporter = { domains: new Map(), templates: 0, used: registry.tick }
  exporters.set(name, exporter)
  return exporter
}

function addDomain(registry: Registry, exporter: Exporter, key: number): Domain {
  const { budget } = registry
  if (exporter.domains.size >= budget.domainsPerExporter) {
    for (const [gone] of oldest(exporter.domains, budget.domainsPerExporter, ([, entry]) => entry.used)) {
      dropDomain(registry, exporter, gone)
      registry.evicted.domains++
    }
  }
  if (registry.domains >= budget.domains) {
    const all = [...registry.exporters.values()].flatMap((owner) =>
      [...owner.domains].map(([id, of]) => ({ owner, id, of })),
    )
    for (const { owner, id } of oldest(all, budget.domains, (entry) => entry.of.used)) {
      dropDomain(registry, owner, id)
      registry.evicted.domains++
    }
  }
  const domain: Domain = {
    exporter,
    templates: new Map(),
    sampling: createSampling(),
    sequence: createSequence(),
    clockOffset: null,
    clockBehind: 0,
    initMs: null,
    sampleDrops: null,
    used: registry.tick,
  }
  exporter.domains.set(key, domain)
  registry.domains++
  return domain
}

function dropDomain(registry: Registry, exporter: Exporter, key: number): void {
  const domain = exporter.domains.get(key)
  if (domain === undefined) return
  for (const id of [...domain.templates.keys()]) dropTemplate(registry, domain, id)
  exporter.domains.delete(key)
  registry.domains--
}

export function dropTemplate(registry: Registry, domain: Domain, id: number): boolean {
  if (!domain.templates.delete(id)) return false
  domain.exporter.templates--
  registry.templates--
  return true
}

/** Keeps a template in place of one with the same id. An exporter that floods loses its own first. */
export function keepTemplate(registry: Registry, domain: Domain, id: number, template: Template): void {
  const { budget } = registry
  const { exporter } = domain
  if (!domain.templates.has(id)) {
    if (exporter.templates >= budget.templatesPerExporter) {
      evictTemplates(registry, exporter.domains.values(), budget.templatesPerExporter)
    }
    if (registry.templates >= budget.templates) {
      const all = [...registry.exporters.values()].flatMap((owner) => [...owner.domains.values()])
      evictTemplates(registry, all, budget.templates)
    }
    exporter.templates++
    registry.templates++
  }
  domain.templates.set(id, template)
}

function evictTemplates(registry: Registry, domains: Iterable<Domain>, count: number): void {
  const all: { domain: Domain; id: number; used: number }[] = []
  for (const domain of domains) {
    for (const [id, template] of domain.templates) all.push({ domain, id, used: template.used })
  }
  for (const { domain, id } of oldest(all, count, (entry) => entry.used)) {
    if (dropTemplate(registry, domain, id)) registry.evicted.templates++
  }
}
