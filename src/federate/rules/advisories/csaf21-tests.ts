// Mandatory tests of CSAF 2.1 that the validating library does not have. Each says what is wrong and where, or nothing.
import { listOf, type Tree, textOf, treeOf, treesOf } from './look.ts'

export interface Fault {
  message: string
  where: string
}
export type OwnTest = (document: unknown) => Fault[]

export const csaf21Tests: readonly { name: string; test: OwnTest }[] = [
  { name: '6.1.42', test: purlsOfOneProduct },
  { name: '6.1.44', test: starsInSerialNumbers },
  { name: '6.1.47', test: ssvcIds },
  { name: '6.1.49', test: (document) => laterThanRevision(document, 'ssvc_v1', 'SSVC') },
  { name: '6.1.50', test: versionRanges },
  { name: '6.1.51', test: (document) => laterThanRevision(document, 'epss', 'EPSS') },
  { name: '6.1.53', test: exploitationDates },
  { name: '6.1.54', test: licenseExpression },
]

interface Placed {
  tree: Tree
  where: string
}

/** All branches, without calls within calls; `readJson` has bounded the depth. */
function branchesOf(document: unknown): Placed[] {
  const found: Placed[] = []
  const left: Placed[] = placed(treeOf(treeOf(document).product_tree).branches, '/product_tree/branches')
  for (let next = left.pop(); next; next = left.pop()) {
    found.push(next)
    for (const inner of placed(next.tree.branches, `${next.where}/branches`)) left.push(inner)
  }
  return found
}

const placed = (value: unknown, where: string): Placed[] =>
  treesOf(value).map((tree, at) => ({ tree, where: `${where}/${at}` }))

function helpersOf(document: unknown): Placed[] {
  const tree = treeOf(treeOf(document).product_tree)
  const inner = (all: Placed[], name: string): Placed[] =>
    all.map(({ tree: one, where }) => ({ tree: treeOf(one[name]), where: `${where}/${name}` }))
  const products = [
    ...inner(branchesOf(document), 'product'),
    ...placed(tree.full_product_names, '/product_tree/full_product_names'),
    ...inner(placed(tree.relationships, '/product_tree/relationships'), 'full_product_name'),
  ]
  return inner(products, 'product_identification_helper')
}

function purlsOfOneProduct(document: unknown): Fault[] {
  return helpersOf(document).flatMap(({ tree, where }) => {
    const purls = listOf(tree.purls).filter((one): one is string => typeof one === 'string')
    const plain = new Set(purls.map((one) => one.split('#', 1)[0]?.split('?', 1)[0]))
    if (plain.size < 2) return []
    return [
      { message: 'the package URLs of one product differ in more than their qualifiers', where: `${where}/purls` },
    ]
  })
}

function starsInSerialNumbers(document: unknown): Fault[] {
  return helpersOf(document).flatMap(({ tree, where }) =>
    listOf(tree.serial_numbers).flatMap((number, at) =>
      typeof number === 'string' && unescapedStars(number) > 1
        ? [{ message: 'a serial number has more than one star', where: `${where}/serial_numbers/${at}` }]
        : [],
    ),
  )
}

function unescapedStars(text: string): number {
  let stars = 0
  for (let at = 0; at < text.length; at++) {
    if (text[at] === '\\') at++
    else if (text[at] === '*') stars++
  }
  return stars
}

function metricsOf(document: unknown): (Placed & { vulnerability: Tree })[] {
  return placed(treeOf(document).vulnerabilities, '/vulnerabilities').flatMap(({ tree: vulnerability, where }) =>
    placed(vulnerability.metrics, `${where}/metrics`).map((metric) => ({
      ...{ vulnerability, tree: treeOf(metric.tree.content) },
      where: `${metric.where}/content`,
    })),
  )
}

/** The id of an SSVC names the document only where there is one vulnerability, else the vulnerability. */
function ssvcIds(document: unknown): Fault[] {
  const trackingId = treeOf(treeOf(treeOf(document).document).tracking).id
  const only = listOf(treeOf(document).vulnerabilities).length < 2
  return metricsOf(document).flatMap(({ tree, where, vulnerability }) => {
    const id = textOf(treeOf(tree.ssvc_v1).id, 500)
    if (id === null) return []
    if (id === trackingId)
      return only
        ? []
        : [{ message: 'the id is that of the document, which has several', where: `${where}/ssvc_v1/id` }]
    if (id === vulnerability.cve || treesOf(vulnerability.ids).some((one) => one.text === id)) return []
    return [{ message: 'the id is not that of this vulnerability', where: `${where}/ssvc_v1/id` }]
  })
}

function laterThanRevision(document: unknown, name: 'ssvc_v1' | 'epss', word: string): Fault[] {
  const tracking = treeOf(treeOf(treeOf(document).document).tracking)
  if (tracking.status !== 'final' && tracking.status !== 'interim') return []
  const moments = treesOf(tracking.revision_history).map((one) => momentOf(one.date))
  const newest = Math.max(...moments.slice(0, 10_000).filter((one) => !Number.isNaN(one)))
  return metricsOf(document).flatMap(({ tree, where }) =>
    momentOf(treeOf(tree[name]).timestamp) > newest
      ? [{ message: `the ${word} timestamp is newer than the newest revision`, where: `${where}/${name}/timestamp` }]
      : [],
  )
}

const momentOf = (value: unknown): number => (typeof value === 'string' ? Date.parse(value) : Number.NaN)

/** A vers, or its constraints alone (a vls); free words such as 'all versions before' are neither. */
function versionRanges(document: unknown): Fault[] {
  return branchesOf(document).flatMap(({ tree, where }) => {
    if (tree.category !== 'product_version_range' || typeof tree.name !== 'string' || isRange(tree.name)) return []
    return [{ message: 'the range is neither a vers nor a vls', where: `${where}/name` }]
  })
}

function isRange(text: string): boolean {
  if (text.startsWith('vers:')) return /^vers:[a-z][a-z0-9.+-]*\/\S+$/.test(text)
  const constraints = text.split('|')
  const compared = constraints.some((one) => /^(?:[<>]=?|!=)/.test(one))
  return compared && constraints.every((one) => /^(?:[<>]=?|!=)?[^\s<>=!|/]+$/.test(one))
}

function exploitationDates(document: unknown): Fault[] {
  return placed(treeOf(document).vulnerabilities, '/vulnerabilities').flatMap(({ tree, where }) =>
    placed(tree.first_known_exploitation_dates, `${where}/first_known_exploitation_dates`).flatMap((one) =>
      momentOf(one.tree.exploitation_date) > momentOf(one.tree.date)
        ? [{ message: 'it was exploited later than it was known', where: `${one.where}/exploitation_date` }]
        : [],
    ),
  )
}

function licenseExpression(document: unknown): Fault[] {
  const said = treeOf(treeOf(document).document).license_expression
  if (typeof said !== 'string' || isLicense(said)) return []
  return [{ message: 'it is no SPDX license expression', where: '/document/license_expression' }]
}

/** The grammar of SPDX 3.0 annex B: ids joined by AND and OR, WITH an exception, in brackets. */
export function isLicense(text: string): boolean {
  const tokens = text.slice(0, 10_000).match(/[()]|[^\s()]+/g) ?? []
  let depth = 0
  let before: 'start' | 'id' | 'joint' | 'with' | 'exception' = 'start'
  for (const token of tokens) {
    const atId = before === 'start' || before === 'joint'
    if (token === '(') {
      if (!atId) return false
      depth++
      before = 'start'
    } else if (token === ')') {
      if (before !== 'id' && before !== 'exception') return false
      if (--depth < 0) return false
      before = 'exception'
    } else if (/^(?:AND|OR|and|or)$/.test(token)) {
      if (before !== 'id' && before !== 'exception') return false
      before = 'joint'
    } else if (/^(?:WITH|with)$/.test(token)) {
      if (before !== 'id') return false
      before = 'with'
    } else {
      if (!isLicenseId(token) || !(atId || before === 'with')) return false
      before = before === 'with' ? 'exception' : 'id'
    }
  }
  return depth === 0 && (before === 'id' || before === 'exception')
}

const isLicenseId = (token: string) =>
  /^(?:DocumentRef-[A-Za-z0-9.-]+:)?(?:LicenseRef-|AdditionRef-)?[A-Za-z0-9.-]+\+?$/.test(token)
