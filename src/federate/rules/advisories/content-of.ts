// What people read of a CSAF document, from its JSON. It takes any shape: what is missing stays empty, and nothing is guessed.
import {
  type AdvisoryContent,
  contentLimits,
  type ProductLine,
  type ProductStatus,
  type Publisher,
  productStatuses,
} from '../../model/advisories/content.ts'
import type { CsafVersion } from '../../model/advisories/findings.ts'
import { type Tree, textOf, treeOf, treesOf, wordOf } from './look.ts'
import { groupsOf, type NamedProduct, productsOf, type TreeProduct } from './product-tree.ts'
import { statusesOf, vulnerabilityOf, worst } from './vulnerabilities.ts'

export function csafVersionOf(document: unknown): CsafVersion | null {
  const said = treeOf(treeOf(document).document).csaf_version
  return said === '2.0' || said === '2.1' ? said : null
}

export function publisherOf(document: Tree): Publisher {
  const publisher = treeOf(treeOf(document.document).publisher)
  return {
    name: wordOf(publisher.name, 300),
    namespace: wordOf(publisher.namespace, 500),
    category: wordOf(publisher.category, 60),
  }
}

export function contentOf(whole: unknown, csafVersion: CsafVersion): AdvisoryContent {
  const tree = treeOf(whole)
  const document = treeOf(tree.document)
  const tracking = treeOf(document.tracking)
  const distribution = treeOf(document.distribution)
  const groups = groupsOf(tree)
  const vulnerabilities = treesOf(tree.vulnerabilities)
  const read = vulnerabilities.map((one) => vulnerabilityOf(one, groups))
  const kept = read.slice(0, contentLimits.vulnerabilities)
  const { lines, total } = linesOf(tree, vulnerabilities)
  const notes = treesOf(document.notes)
  const references = treesOf(document.references)
  return {
    csafVersion,
    trackingId: wordOf(tracking.id, 300),
    version: wordOf(tracking.version, 60),
    status: wordOf(tracking.status, 20),
    category: wordOf(document.category, 100),
    title: wordOf(document.title, 1000),
    language: textOf(document.lang, 40),
    publisher: publisherOf(tree),
    initialRelease: wordOf(tracking.initial_release_date, 40),
    currentRelease: wordOf(tracking.current_release_date, 40),
    tlp: textOf(treeOf(distribution.tlp).label, 40),
    distribution: textOf(distribution.text, 1000),
    severity: textOf(treeOf(document.aggregate_severity).text, 100),
    cvss: worst(read.map((one) => one.cvss)),
    notes: notes.slice(0, contentLimits.notes).map((note) => ({
      category: wordOf(note.category, 60),
      title: textOf(note.title, 300),
      text: wordOf(note.text, contentLimits.noteText),
    })),
    references: references.slice(0, contentLimits.references).map((one) => ({
      category: wordOf(one.category, 20),
      summary: wordOf(one.summary, 500),
      url: wordOf(one.url, 1000),
    })),
    revisions: treesOf(tracking.revision_history)
      .slice(-contentLimits.revisions)
      .map((one) => ({
        number: wordOf(one.number, 60),
        date: wordOf(one.date, 40),
        summary: wordOf(one.summary, 1000),
      })),
    vulnerabilities: kept,
    lines,
    leftOut: {
      lines: total - lines.length,
      vulnerabilities: vulnerabilities.length - kept.length,
      notes: Math.max(0, notes.length - contentLimits.notes),
      references: Math.max(0, references.length - contentLimits.references),
    },
  }
}

type Standing = Partial<Record<ProductStatus, number[]>>

/** Every product of which something is said, those that are affected first. */
function linesOf(tree: Tree, vulnerabilities: readonly Tree[]): { lines: ProductLine[]; total: number } {
  const products = productsOf(tree)
  const said = new Map<string, Standing>()
  for (const [at, vulnerability] of vulnerabilities.entries()) {
    for (const [status, ids] of statusesOf(vulnerability)) {
      for (const id of new Set(ids)) note(said, id, status, at)
    }
  }
  const byStatus = new Map<ProductStatus, NamedAndSaid[]>()
  for (const [id, standing] of said) {
    const product = products.get(id)
    const status = firstOf(standing)
    if (!product || !status) continue
    const there = byStatus.get(status) ?? []
    there.push({ product, standing })
    byStatus.set(status, there)
  }
  const lines: ProductLine[] = []
  let total = 0
  for (const { product, standing } of productStatuses.flatMap((status) => byStatus.get(status) ?? [])) {
    const some = lines.length < contentLimits.lines ? linesFor(product, standing) : []
    lines.push(...some.slice(0, contentLimits.lines - lines.length))
    total += Math.max(1, some.length)
  }
  return { lines, total }
}

interface NamedAndSaid {
  product: NamedProduct
  standing: Standing
}

function note(said: Map<string, Standing>, id: string, status: ProductStatus, vulnerability: number): void {
  const standing = said.get(id) ?? {}
  said.set(id, standing)
  const places = standing[status] ?? []
  standing[status] = places
  if (places.length < contentLimits.indexes) places.push(vulnerability)
}

const firstOf = (standing: Standing) => productStatuses.find((status) => standing[status])

function linesFor({ itself, part, platform }: NamedProduct, standing: Standing): ProductLine[] {
  const line = (product: TreeProduct, role: ProductLine['role'], name = product.name): ProductLine => ({
    ...product,
    ...standing,
    name,
    purls: product.purls.slice(0, contentLimits.purls),
    role,
  })
  if (!part && !platform) return [line(itself, 'itself')]
  const { name } = itself
  return [
    ...(itself.cpe !== null || itself.purls.length > 0 ? [line(itself, 'itself')] : []),
    ...(platform ? [line(platform, 'platform', name)] : []),
    ...(part ? [line(part, 'part', name)] : []),
  ]
}
