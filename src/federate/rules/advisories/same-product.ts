// Is a product of a document the one on our list? By package URL, by CPE, or by vendor and name.
import type { UsedProduct } from '../../model/advisories/advisory.ts'
import type { ProductLine } from '../../model/advisories/content.ts'

/** What two products are compared by, brought into one spelling once. */
export interface Identity {
  purls: readonly string[]
  cpe: string | null
  vendor: string | null
  words: string
  /** The name is that of a product, and not a whole description of one. */
  named: boolean
}

export function identityOf({ purls, cpe, vendor, product, name }: Omit<ProductLine, 'role'>): Identity {
  return {
    purls: purls.map(barePurl),
    cpe: cpe === null ? null : bareCpe(cpe),
    vendor: vendor === null ? null : firm(vendor),
    words: words(product ?? name),
    named: product !== null,
  }
}

export function identityOfUsed({ name, vendor, purl, cpe }: UsedProduct): Identity {
  return {
    purls: purl === null ? [] : [barePurl(purl)],
    cpe: cpe === null ? null : bareCpe(cpe),
    vendor: vendor === null ? null : firm(vendor),
    words: words(name),
    named: true,
  }
}

/** maybe: the names are alike, and nothing says that they are the same, or that they are not. */
export function sameProduct(theirs: Identity, ours: Identity): 'yes' | 'maybe' | 'no' {
  if (ours.purls.some((purl) => theirs.purls.includes(purl))) return 'yes'
  if (ours.cpe !== null && theirs.cpe === ours.cpe && !ours.cpe.includes('*')) return 'yes'
  if (theirs.words === '' || ours.words === '') return 'no'
  const vendors = theirs.vendor === null || ours.vendor === null ? null : theirs.vendor === ours.vendor
  if (theirs.words === ours.words) return vendors === null ? 'maybe' : vendors ? 'yes' : 'no'
  if (vendors === false) return 'no'
  // 'Web Server Enterprise' may be the 'Web Server' of the list, or not.
  if (vendors === true && (within(ours.words, theirs.words) || within(theirs.words, ours.words))) return 'maybe'
  return !theirs.named && within(ours.words, theirs.words) ? 'maybe' : 'no'
}

/** Type, namespace and name; versions are compared elsewhere, qualifiers say where it came from. */
function barePurl(purl: string): string {
  const plain = purl.split('#', 1)[0]?.split('?', 1)[0] ?? ''
  const at = plain.lastIndexOf('@')
  return (at > plain.lastIndexOf('/') ? plain.slice(0, at) : plain).toLowerCase()
}

/** Part, vendor and product of both spellings of CPE. */
function bareCpe(cpe: string): string {
  const plain = cpe.toLowerCase().replace(/^cpe:(?:2\.3:|\/)/, '')
  return plain.split(':').slice(0, 3).join(':')
}

const within = (inner: string, outer: string) => inner.length > 2 && ` ${outer} `.includes(` ${inner} `)

function words(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}+]+/gu, ' ')
    .trim()
}

const forms = new Set([
  'inc',
  'ltd',
  'llc',
  'gmbh',
  'ag',
  'se',
  'sa',
  'bv',
  'nv',
  'ab',
  'oy',
  'corp',
  'corporation',
  'co',
  'the',
])

/** A vendor without the words for its legal form. */
function firm(text: string): string {
  return words(text)
    .split(' ')
    .filter((word) => !forms.has(word))
    .join(' ')
}
