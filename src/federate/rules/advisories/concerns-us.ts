// Does an advisory concern the products that an organisation uses? Yes, no, or it cannot be said; always with the reasons.
import type { Product, UsedProduct } from '../../model/advisories/advisory.ts'
import type { AdvisoryContent, ProductLine, ProductStatus } from '../../model/advisories/content.ts'
import { type Identity, identityOf, identityOfUsed, sameProduct } from './same-product.ts'
import { exactly, meet, type Range, rangeFrom } from './version-range.ts'

export const concernAnswers = ['yes', 'no', 'unknown'] as const
export type ConcernAnswer = (typeof concernAnswers)[number]

export interface Concern {
  answer: ConcernAnswer
  /** Sentences for people, the weightiest first. */
  reasons: string[]
  /** What the publisher says to do about it, where it concerns us. */
  vulnerabilities: number[]
}

export interface Used extends Pick<Product, keyof UsedProduct> {
  id: string
}

type Said = Pick<AdvisoryContent, 'lines' | 'leftOut' | 'vulnerabilities'> & Partial<Pick<AdvisoryContent, 'category'>>
const mostReasons = 12
const rank: Record<ConcernAnswer, number> = { yes: 2, unknown: 1, no: 0 }

interface Finding {
  answer: ConcernAnswer
  reason: string
  vulnerabilities: readonly number[]
}

export function concernsUs(said: Said, products: readonly Used[]): Concern {
  const over = takenBack(said)
  if (over) return over
  if (products.length === 0)
    return { answer: 'unknown', reasons: ['No product is on the list of what you use.'], vulnerabilities: [] }
  const groups = groupsOf(said.lines)
  const kept = weighed(products.flatMap((product) => judged(product, said, groups)))
  if (said.leftOut.lines > 0 && !kept.some(({ answer }) => answer === 'yes'))
    kept.push({
      ...{ answer: 'unknown', vulnerabilities: [] },
      reason: `${said.leftOut.lines} products of the document are more than is compared.`,
    })
  if (said.lines.length === 0)
    kept.push({ answer: 'unknown', reason: 'It names no product and its state.', vulnerabilities: [] })
  let answer: ConcernAnswer = 'no'
  for (const one of kept) if (rank[one.answer] > rank[answer]) answer = one.answer
  const none = `None of your ${products.length} products is named in it.`
  const reasons = kept.map(({ reason }) => reason)
  return {
    answer,
    reasons: reasons.length > 0 ? [...new Set(reasons)].slice(0, mostReasons) : [none],
    vulnerabilities: [...new Set(kept.filter((one) => one.answer !== 'no').flatMap((one) => one.vulnerabilities))],
  }
}

/** Documents that say of an earlier one that it counts no more (CSAF 2.1, profiles 6 and 7). */
function takenBack({ category }: Said): Concern | undefined {
  if (category === 'csaf_withdrawn')
    return { answer: 'no', reasons: ['Its publisher has withdrawn it; its notes say why.'], vulnerabilities: [] }
  if (category !== 'csaf_superseded') return undefined
  const reason = 'Its publisher has replaced it by another document, which its references name: look at that one.'
  return { answer: 'unknown', reasons: [reason], vulnerabilities: [] }
}

function weighed(found: readonly Finding[]): Finding[] {
  return found.toSorted((one, other) => rank[other.answer] - rank[one.answer])
}

interface Group {
  identity: Identity
  lines: ProductLine[]
}

/** Lines of one product in many versions are compared by name only once. */
function groupsOf(lines: readonly ProductLine[]): Group[] {
  const groups = new Map<string, Group>()
  for (const line of lines) {
    const { vendor, product, name, cpe, purls } = line
    const key = JSON.stringify([vendor, product ?? name, cpe, purls])
    const group = groups.get(key) ?? { identity: identityOf(line), lines: [] }
    group.lines.push(line)
    groups.set(key, group)
  }
  return [...groups.values()]
}

/** What all lines say of one product; where it is named in other versions only, that is said too. */
function judged(product: Used, said: Said, groups: readonly Group[]): Finding[] {
  const found: Finding[] = []
  const apart: ProductLine[] = []
  const ours = identityOfUsed(product)
  for (const { identity: theirs, lines } of groups) {
    const identity = sameProduct(theirs, ours)
    if (identity === 'no') continue
    for (const line of lines) {
      const versions = versionsMeet(line, product)
      if (versions !== 'apart') found.push(...compared(line, product, said, identity, versions))
      else if (identity === 'yes') apart.push(line)
    }
  }
  if (found.length > 0 || apart.length === 0) return found
  if (apart.some((line) => line.affected ?? line.boundary ?? line.investigating)) {
    const reason = `${product.name}: your version is not among those that are affected.`
    return [{ answer: 'no', reason, vulnerabilities: [] }]
  }
  const reason = `${product.name}: only versions that are fixed or not affected are named, and yours is none of them.`
  return [{ answer: 'unknown', reason, vulnerabilities: [] }]
}

function compared(
  line: ProductLine,
  product: Used,
  said: Said,
  identity: 'yes' | 'maybe',
  versions: Exclude<Versions, 'apart'>,
): Finding[] {
  const name = line.name === '' ? (line.product ?? product.name) : line.name
  const sure = identity === 'yes' && versions === 'inside' && line.role !== 'part'
  const doubt = doubtOf(line, product, identity, versions)
  return standings(line).map(({ status, vulnerabilities }): Finding => {
    const which = namesOf(vulnerabilities, said)
    const says = { vulnerabilities }
    if (status === 'affected' || status === 'boundary') {
      if (sure) return { ...says, answer: 'yes', reason: `${product.name}: “${name}” is affected (${which}).` }
      return { ...says, answer: 'unknown', reason: `${product.name}: “${name}” is affected (${which}); ${doubt}.` }
    }
    if (status === 'investigating')
      return { ...says, answer: 'unknown', reason: `${product.name}: “${name}” is still being looked into (${which}).` }
    const word =
      status === 'fixed' ? 'is fixed' : status === 'notAffected' ? 'is not affected' : 'is what is recommended'
    return { ...says, answer: 'no', reason: `${product.name}: “${name}” ${word} (${which}).` }
  })
}

function standings(line: ProductLine): { status: ProductStatus; vulnerabilities: number[] }[] {
  const all = ['affected', 'boundary', 'investigating', 'fixed', 'notAffected'] as const
  return all.flatMap((status) => {
    const vulnerabilities = line[status]
    return vulnerabilities ? [{ status, vulnerabilities }] : []
  })
}

function namesOf(indexes: readonly number[], { vulnerabilities }: Said): string {
  const names = indexes.flatMap((at) => vulnerabilities[at]?.name ?? [])
  return names.length > 3 ? `${names.slice(0, 3).join(', ')} and more` : names.join(', ') || 'one of many'
}

type Versions = 'inside' | 'apart' | 'partly' | 'unknown' | 'not-said'

function versionsMeet(line: ProductLine, product: Used): Versions {
  if (line.version === null || line.versionIs === 'none') return 'inside'
  const theirs = line.versionIs === 'exact' ? exactly(line.version) : rangeFrom(line.version)
  const ours = rangeOfOurs(product)
  if (!theirs) return 'unknown'
  if (!ours) return 'not-said'
  // The ends of a line of versions say that what is between them is affected, too; only equal ones are decided here.
  const how = meet(ours, theirs)
  return how === 'apart' && line.boundary ? 'unknown' : how
}

/** The version of the list, or else that of the package URL. */
function rangeOfOurs({ version, purl }: Used): Range | null {
  if (version !== null) return rangeFrom(version) ?? exactly(version)
  const inPurl = purl === null ? undefined : /@([^@?#/]{1,200})(?:[?#]|$)/.exec(purl)?.[1]
  return inPurl === undefined ? null : exactly(inPurl)
}

function doubtOf(line: ProductLine, product: Used, identity: 'yes' | 'maybe', versions: Versions): string {
  if (identity === 'maybe') return 'the names are alike, but that is all'
  if (versions === 'not-said') return `the list does not say which version of it you use (${line.version})`
  if (versions === 'unknown')
    return `your version (${product.version ?? 'as in the package URL'}) does not compare with “${line.version}”`
  if (versions === 'partly') return `only some of the versions on your list are in “${line.version}”`
  return 'as a part of that, which may not be how you use it'
}
