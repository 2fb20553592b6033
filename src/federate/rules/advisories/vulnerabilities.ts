// The vulnerabilities of a CSAF document: how bad, what to do, and which products are in which state.
import {
  type Cvss,
  contentLimits,
  type ProductStatus,
  type Remediation,
  type Vulnerability,
} from '../../model/advisories/content.ts'
import { numberOf, type Tree, textOf, treeOf, treesOf, wordOf } from './look.ts'
import { idsOf } from './product-tree.ts'

/** The lists of the standard, by what they mean for somebody who uses the product. */
const lists: Record<string, ProductStatus> = {
  known_affected: 'affected',
  first_affected: 'boundary',
  last_affected: 'boundary',
  under_investigation: 'investigating',
  fixed: 'fixed',
  first_fixed: 'fixed',
  known_not_affected: 'notAffected',
  recommended: 'recommended',
}

/** The ids of products by status. */
export function statusesOf(vulnerability: Tree): Map<ProductStatus, string[]> {
  const found = new Map<ProductStatus, string[]>()
  for (const [name, ids] of Object.entries(treeOf(vulnerability.product_status))) {
    const status = Object.hasOwn(lists, name) ? lists[name] : undefined
    if (status) found.set(status, [...(found.get(status) ?? []), ...idsOf(ids)])
  }
  return found
}

export function vulnerabilityOf(tree: Tree, groups: ReadonlyMap<string, readonly string[]>): Vulnerability {
  const statuses = statusesOf(tree)
  const many = (...names: ProductStatus[]) => new Set(names.flatMap((name) => statuses.get(name) ?? [])).size
  return {
    name: nameOf(tree),
    title: textOf(tree.title, 500),
    cwe: weaknessOf(tree),
    cvss: worst(scoresOf(tree)),
    description: descriptionOf(tree),
    remediations: treesOf(tree.remediations)
      .slice(0, contentLimits.remediations)
      .map((one) => remediationOf(one, groups)),
    threats: treesOf(tree.threats)
      .slice(0, 10)
      .map((one) => ({ category: wordOf(one.category, 60), details: wordOf(one.details, 1000) })),
    affected: many('affected', 'boundary'),
    fixed: many('fixed'),
    notAffected: many('notAffected'),
    investigating: many('investigating'),
  }
}

function nameOf(tree: Tree): string {
  const [id] = treesOf(tree.ids)
  return textOf(tree.cve, 200) ?? textOf(id?.text, 200) ?? textOf(tree.title, 200) ?? 'without a name'
}

/** One weakness in CSAF 2.0, several in 2.1. */
function weaknessOf(tree: Tree): string | null {
  const [first] = tree.cwe === undefined ? treesOf(tree.cwes) : [treeOf(tree.cwe)]
  const id = textOf(first?.id, 40)
  return id === null ? null : `${id} ${wordOf(first?.name, 150)}`.trim()
}

function descriptionOf(tree: Tree): string | null {
  const notes = treesOf(tree.notes)
  const best = ['description', 'summary', 'details', 'general'].flatMap((category) =>
    notes.filter((note) => note.category === category),
  )
  return textOf(best[0]?.text, 3000)
}

function remediationOf(tree: Tree, groups: ReadonlyMap<string, readonly string[]>): Remediation {
  const named = new Set(idsOf(tree.product_ids))
  for (const group of idsOf(tree.group_ids)) for (const id of groups.get(group) ?? []) named.add(id)
  return {
    category: wordOf(tree.category, 60),
    details: wordOf(tree.details, 2000),
    date: textOf(tree.date, 40),
    url: textOf(tree.url, 1000),
    products: named.size,
  }
}

const scoreNames = ['cvss_v4', 'cvss_v3', 'cvss_v2'] as const

/** Scores stand in `scores` in CSAF 2.0, in `metrics` in 2.1. */
function scoresOf(tree: Tree): Cvss[] {
  const holders = [...treesOf(tree.scores), ...treesOf(tree.metrics).map((metric) => treeOf(metric.content))]
  return holders.flatMap((holder) => {
    const score = scoreNames.map((name) => treeOf(holder[name])).find((one) => numberOf(one.baseScore) !== null)
    return score ? [cvssOf(score)] : []
  })
}

function cvssOf(score: Tree): Cvss {
  const value = Math.min(10, Math.max(0, numberOf(score.baseScore) ?? 0))
  return {
    version: wordOf(score.version, 10),
    score: value,
    severity: textOf(score.baseSeverity, 20)?.toUpperCase() ?? severityOf(value),
    vector: wordOf(score.vectorString, 300),
  }
}

/** Version 2 gives no word; these are the ranges of version 3. */
function severityOf(score: number): string {
  if (score >= 9) return 'CRITICAL'
  if (score >= 7) return 'HIGH'
  if (score >= 4) return 'MEDIUM'
  return score > 0 ? 'LOW' : 'NONE'
}

export function worst(scores: readonly (Cvss | null)[]): Cvss | null {
  let found: Cvss | null = null
  for (const one of scores) if (one && (found === null || one.score > found.score)) found = one
  return found
}
