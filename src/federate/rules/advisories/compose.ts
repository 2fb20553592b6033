// A CSAF 2.0 document from the few fields of a form: what the mandatory tests ask for is there, in the order that readers expect.
import type { InputOf } from '#kernel/contract.ts'
import type { composeAdvisory } from '../../api/advisories-own.ts'
import type { Publisher } from '../../model/advisories/content.ts'
import { tlpVersion1 } from '../marking-words.ts'
import { baseScoreOf } from './cvss31.ts'

export type Composing = InputOf<typeof composeAdvisory>
type Given = NonNullable<Composing['vulnerabilities']>[number]

export interface Around {
  publisher: Publisher
  now: string
  /** Where it will be found. */
  url: string
}

interface Numbered {
  id: string
  vendor: string
  product: string
  version: string
}

export function composed(input: Composing, { publisher, now, url }: Around): object {
  const given = input.vulnerabilities ?? []
  const products = productsOf(given)
  const idsOf = ({ vendor, product }: Given, versions: readonly string[] = []) =>
    products
      .filter((one) => one.vendor === vendor && one.product === product && versions.includes(one.version))
      .map(({ id }) => id)
  return {
    document: {
      category: given.length > 0 ? 'csaf_security_advisory' : 'csaf_base',
      csaf_version: '2.0',
      distribution: { tlp: { label: tlpVersion1(input.tlp ?? 'CLEAR').slice(4), url: 'https://www.first.org/tlp/' } },
      lang: input.language ?? 'en',
      notes: [{ category: 'summary', text: input.summary, title: 'Summary' }],
      publisher,
      references: [{ category: 'self', summary: 'This document', url }],
      title: input.title,
      tracking: {
        current_release_date: now,
        generator: { date: now, engine: { name: 'Tocsin' } },
        id: input.trackingId,
        initial_release_date: now,
        revision_history: [{ date: now, number: '1', summary: 'First version' }],
        status: 'final',
        version: '1',
      },
    },
    ...(given.length === 0 ? {} : { product_tree: { branches: branchesOf(products) } }),
    ...(given.length === 0 ? {} : { vulnerabilities: given.map((one) => vulnerabilityOf(one, idsOf)) }),
  }
}

function productsOf(given: readonly Given[]): Numbered[] {
  const found = new Map<string, Numbered>()
  for (const { vendor, product, affected, fixed = [] } of given) {
    for (const version of [...affected, ...fixed]) {
      const key = JSON.stringify([vendor, product, version])
      if (!found.has(key)) {
        const id = `CSAFPID-${String(found.size + 1).padStart(4, '0')}`
        found.set(key, { id, vendor, product, version })
      }
    }
  }
  return [...found.values()]
}

const isRange = (version: string) => version.startsWith('vers:') || /[<>|]/.test(version)

function branchesOf(products: readonly Numbered[]): object[] {
  const named = (of: readonly Numbered[], key: 'vendor' | 'product') => [...new Set(of.map((one) => one[key]))]
  return named(products, 'vendor').map((vendor) => ({
    branches: named(
      products.filter((one) => one.vendor === vendor),
      'product',
    ).map((product) => ({
      branches: products
        .filter((one) => one.vendor === vendor && one.product === product)
        .map(({ id, version }) => ({
          category: isRange(version) ? 'product_version_range' : 'product_version',
          name: version,
          product: { name: `${vendor} ${product} ${version}`, product_id: id },
        })),
      category: 'product_name',
      name: product,
    })),
    category: 'vendor',
    name: vendor,
  }))
}

function vulnerabilityOf(given: Given, idsOf: (given: Given, versions?: readonly string[]) => string[]): object {
  const [affected, fixed] = [idsOf(given, given.affected), idsOf(given, given.fixed)]
  const score = given.cvssVector === undefined ? null : baseScoreOf(given.cvssVector)
  const status = {
    ...(fixed.length > 0 ? { fixed } : {}),
    ...(affected.length > 0 ? { known_affected: affected } : {}),
  }
  const remediation = {
    category: fixed.length > 0 ? 'vendor_fix' : 'mitigation',
    details: given.remedy,
    product_ids: affected,
    ...(given.remedyUrl === undefined ? {} : { url: given.remedyUrl }),
  }
  return {
    ...(given.cve === undefined ? {} : { cve: given.cve }),
    notes: [{ category: 'description', text: given.description, title: 'Description' }],
    ...(Object.keys(status).length > 0 ? { product_status: status } : {}),
    ...(affected.length > 0 ? { remediations: [remediation] } : {}),
    ...(score && affected.length > 0
      ? { scores: [{ cvss_v3: cvssOf(given.cvssVector ?? '', score), products: affected }] }
      : {}),
    title: given.title,
  }
}

function cvssOf(vectorString: string, { score, severity }: { score: number; severity: string }): object {
  return { baseScore: score, baseSeverity: severity, vectorString, version: '3.1' }
}
