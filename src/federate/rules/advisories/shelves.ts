// What a trusted provider shows beside its documents: metadata, feeds, indexes (CSAF section 7.1), made from what is published.
import { type Tlp, tlpLabels } from '#kernel/marking.ts'
import type { AdvisoryContent, Publisher } from '../../model/advisories/content.ts'
import type { CsafVersion } from '../../model/advisories/findings.ts'
import type { Published } from '../../model/advisories/issued.ts'
import { tlpFromWords } from '../marking-words.ts'
import { labelOf, shelfOf } from './marking.ts'

/** One document as it stands on a shelf. */
export interface Shelved {
  content: Pick<
    AdvisoryContent,
    'trackingId' | 'title' | 'category' | 'csafVersion' | 'currentRelease' | 'initialRelease' | 'tlp' | 'notes'
  >
  published: Published
}

export interface Shop {
  origin: string
  version: CsafVersion
  publisher: Publisher
  fingerprint: string
}

/** Where everything of a version of the standard stands. */
export function baseOf({ origin, version }: Pick<Shop, 'origin' | 'version'>): string {
  return version === '2.0' ? `${origin}/csaf/` : `${origin}/csaf/v2.1/`
}

const inZulu = (moment: string) => (Number.isNaN(Date.parse(moment)) ? moment : new Date(moment).toISOString())
const newest = (all: readonly string[], otherwise: string) => all.map(inZulu).toSorted().at(-1) ?? otherwise
const schemaBase = 'https://docs.oasis-open.org/csaf/csaf/'
const informationType = { scheme: 'urn:ietf:params:rolie:category:information-type', term: 'csaf' }

export function shelfNames(version: CsafVersion): string[] {
  const labels = version === '2.0' ? tlpLabels.filter((label) => label !== 'AMBER+STRICT') : tlpLabels
  return labels.map((label) => shelfOf(label, version))
}

export function isOnShelf({ published, content }: Shelved, shelf: string, version: CsafVersion): boolean {
  const [first, second] = published.path.split('/')
  return content.csafVersion === version && (version === '2.0' ? first : second) === shelf
}

const feedName = (shelf: string) => `feed-tlp-${shelf.replace('+', '-')}.json`

/** Shelves with nothing that this reader may read are not named, but the open one always is. */
export function metadataOf(shop: Shop, documents: readonly Shelved[], now: string): object {
  const { origin, version, publisher, fingerprint } = shop
  const base = baseOf(shop)
  const open = shelfOf('CLEAR', version)
  const shelves = shelfNames(version).filter(
    (shelf) => shelf === open || documents.some((one) => isOnShelf(one, shelf, version)),
  )
  const feeds = shelves.map((shelf) => ({
    ...(version === '2.0' ? {} : { last_updated: updatedOf(documents, shelf, version, now) }),
    summary: `All advisories marked TLP:${shelf.toUpperCase()}`,
    tlp_label: labelOf(tlpFromWords(shelf), version),
    url: `${base}${shelf}/${feedName(shelf)}`,
  }))
  const directories = shelves.map((shelf) =>
    version === '2.0'
      ? { directory_url: `${base}${shelf}/` }
      : { directory: { tlp_label: labelOf(tlpFromWords(shelf), version), url: `${base}${shelf}/` } },
  )
  const rolie = { feeds, ...(version === '2.0' ? { services: [`${base}service.json`] } : {}) }
  return {
    $schema: `${schemaBase}v${version}/${version === '2.0' ? 'provider_json_schema.json' : 'schema/provider.json'}`,
    canonical_url:
      version === '2.0' ? `${origin}/.well-known/csaf/provider-metadata.json` : `${base}provider-metadata.json`,
    distributions: [{ rolie }, ...directories],
    last_updated: newest(
      documents.map(({ published }) => published.at),
      now,
    ),
    list_on_CSAF_aggregators: true,
    metadata_version: version,
    mirror_on_CSAF_aggregators: true,
    public_openpgp_keys: [{ fingerprint, url: `${origin}/csaf/openpgp/${fingerprint}.asc` }],
    publisher,
    role: 'csaf_trusted_provider',
  }
}

function updatedOf(documents: readonly Shelved[], shelf: string, version: CsafVersion, now: string): string {
  const there = documents.filter((one) => isOnShelf(one, shelf, version))
  return newest(
    there.map(({ published }) => published.at),
    now,
  )
}

export function feedOf(shop: Shop, shelf: string, documents: readonly Shelved[], now: string): object {
  const base = baseOf(shop)
  const self = `${base}${shelf}/${feedName(shelf)}`
  return {
    feed: {
      id: `csaf-feed-tlp-${shelf.replace('+', '-')}`,
      title: `${shop.publisher.name}: advisories marked TLP:${shelf.toUpperCase()}`,
      link: [
        { rel: 'self', href: self },
        { rel: 'service', href: `${base}service.json` },
      ],
      category: [informationType],
      updated: newest(
        documents.map(({ published }) => published.at),
        now,
      ),
      entry: documents.map((one) => entryOf(shop, one)),
    },
  }
}

function entryOf({ origin, version }: Shop, { content, published }: Shelved): object {
  const url = `${origin}/csaf/${published.path}`
  const schema = version === '2.0' ? 'v2.0/csaf_json_schema.json' : 'v2.1/schema/csaf.json'
  const summary = content.notes.find(({ category }) => category === 'summary')?.text
  return {
    id: content.trackingId,
    title: content.title,
    link: [
      { rel: 'self', href: url },
      { rel: 'hash', href: `${url}.sha512` },
      { rel: 'hash', href: `${url}.sha256` },
      { rel: 'signature', href: `${url}.asc` },
    ],
    published: inZulu(content.initialRelease),
    updated: inZulu(content.currentRelease),
    ...(summary === undefined ? {} : { summary: { content: summary.slice(0, 1000) } }),
    content: { type: 'application/json', src: url },
    format: { schema: `${schemaBase}${schema}`, version },
  }
}

export function serviceOf(shop: Shop, documents: readonly Shelved[]): object {
  const base = baseOf(shop)
  const shelves = shelfNames(shop.version).filter((shelf) =>
    documents.some((one) => isOnShelf(one, shelf, shop.version)),
  )
  const collection = shelves.map((shelf) => ({
    title: `Advisories marked TLP:${shelf.toUpperCase()}`,
    href: `${base}${shelf}/${feedName(shelf)}`,
    categories: { category: [informationType] },
  }))
  return { service: { workspace: [{ title: `Advisories of ${shop.publisher.name}`, collection }] } }
}

/** Categories of the documents on a shelf (RFC 8322): what kinds of document there are. */
export function categoriesOf(documents: readonly Shelved[]): object {
  const terms = [...new Set(documents.map(({ content }) => content.category))].toSorted()
  return { categories: { category: terms.map((term) => ({ term })) } }
}

/** Year and file name. */
const tailOf = ({ published }: Shelved) => published.path.split('/').slice(-2).join('/')

export function indexOf(documents: readonly Shelved[]): string {
  return documents.map((one) => `${tailOf(one)}\n`).join('')
}

/** The latest first. CSAF 2.0 asks for quotes, 2.1 for none. */
export function changesOf(documents: readonly Shelved[], version: CsafVersion): string {
  const rows = documents.map((one) => [tailOf(one), inZulu(one.content.currentRelease)] as const)
  const sorted = rows.toSorted((one, other) => (one[1] < other[1] ? 1 : one[1] > other[1] ? -1 : 0))
  return sorted.map(([name, at]) => (version === '2.0' ? `"${name}","${at}"\n` : `${name},${at}\n`)).join('')
}

/** Folder, year and file below /csaf. */
export function pathOf(content: AdvisoryContent, tlp: Tlp, fileName: string): string {
  const year = /^\d{4}/.exec(content.initialRelease)?.[0] ?? '0000'
  const path = `${shelfOf(tlp, content.csafVersion)}/${year}/${fileName}`
  return content.csafVersion === '2.0' ? path : `v2.1/${path}`
}

export { feedName }
