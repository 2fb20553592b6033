// The product tree of a CSAF document as a flat list: what each product id means, by vendor, name and version.
import type { ProductLine } from '../../model/advisories/content.ts'
import { listOf, type Tree, textOf, treeOf, treesOf, wordOf } from './look.ts'

export interface TreeProduct extends Pick<ProductLine, 'name' | 'vendor' | 'product' | 'version' | 'versionIs'> {
  cpe: string | null
  purls: string[]
}

/** `part` and `platform` say by which other products a related product is made. */
export interface NamedProduct {
  id: string
  itself: TreeProduct
  part: TreeProduct | null
  platform: TreeProduct | null
}

/** More than any document needs; what is beyond is not read, and the document says less then, never something else. */
export const mostProducts = 200_000
const mostDepth = 60

interface Path {
  vendor: string | null
  product: string | null
  version: string | null
  versionIs: ProductLine['versionIs']
}
const nothing: Path = { vendor: null, product: null, version: null, versionIs: 'none' }

/** All products by their id. A second definition of an id does not replace the first. */
export function productsOf(document: Tree): Map<string, NamedProduct> {
  const tree = treeOf(document.product_tree)
  const found = new Map<string, NamedProduct>()
  walkBranches(tree, found)
  for (const one of treesOf(tree.full_product_names)) keep(found, one, nothing)
  for (const relation of treesOf(tree.relationships)) keepRelated(found, relation)
  for (const path of treesOf(tree.product_paths)) keepPath(found, path)
  return found
}

/** With a list of what is left to do instead of calls within calls: branches may be deep. */
function walkBranches(tree: Tree, found: Map<string, NamedProduct>): void {
  const left = treesOf(tree.branches).map((branch) => ({ branch, path: nothing, depth: 1 }))
  left.reverse()
  for (let next = left.pop(); next && found.size < mostProducts; next = left.pop()) {
    const { branch, depth } = next
    const path = along(next.path, branch)
    if (branch.product !== undefined) keep(found, treeOf(branch.product), path)
    if (depth >= mostDepth) continue
    const inner = treesOf(branch.branches)
    for (let at = inner.length - 1; at >= 0; at--) left.push({ branch: treeOf(inner[at]), path, depth: depth + 1 })
  }
}

function along(path: Path, branch: Tree): Path {
  const name = textOf(branch.name, 300)
  switch (branch.category) {
    case 'vendor':
      return { ...path, vendor: name }
    case 'product_name':
      return { ...path, product: name }
    case 'product_family':
      return path.product === null ? { ...path, product: name } : path
    case 'product_version':
      return { ...path, version: name, versionIs: 'exact' }
    case 'product_version_range':
      return { ...path, version: name, versionIs: 'range' }
    default:
      return path
  }
}

function keep(found: Map<string, NamedProduct>, product: Tree, path: Path): void {
  const id = textOf(product.product_id, 500)
  if (id === null || found.has(id) || found.size >= mostProducts) return
  found.set(id, { id, itself: described(product, path), part: null, platform: null })
}

function described(product: Tree, path: Path): TreeProduct {
  const helper = treeOf(product.product_identification_helper)
  const purls = [helper.purl, ...listOf(helper.purls)].flatMap((one) => textOf(one, 500) ?? [])
  return { name: wordOf(product.name, 500), ...path, cpe: textOf(helper.cpe, 500), purls: [...new Set(purls)] }
}

/** 'A on B': what is said of it concerns whoever uses B, and users of A only where they have it on B. */
function keepRelated(found: Map<string, NamedProduct>, relation: Tree): void {
  const product = treeOf(relation.full_product_name)
  const id = textOf(product.product_id, 500)
  if (id === null || found.has(id) || found.size >= mostProducts) return
  const part = found.get(wordOf(relation.product_reference, 500))
  const platform = found.get(wordOf(relation.relates_to_product_reference, 500))
  const itself = described(product, nothing)
  found.set(id, { id, itself, part: part?.itself ?? null, platform: platform?.itself ?? null })
}

/** The same in later drafts of CSAF 2.1. */
function keepPath(found: Map<string, NamedProduct>, path: Tree): void {
  const last = treesOf(path.subpaths).at(-1)
  keepRelated(found, {
    full_product_name: path.full_product_name,
    product_reference: path.beginning_product_reference,
    relates_to_product_reference: last?.next_product_reference,
  })
}

/** The ids in each group, so that a status of a group counts for its members. */
export function groupsOf(document: Tree): Map<string, string[]> {
  const groups = new Map<string, string[]>()
  for (const group of treesOf(treeOf(document.product_tree).product_groups)) {
    const id = textOf(group.group_id, 500)
    if (id !== null) groups.set(id, idsOf(group.product_ids))
  }
  return groups
}

export function idsOf(value: unknown): string[] {
  return listOf(value).filter((one): one is string => typeof one === 'string')
}
