// A page of items for one reader: products and advisories, asked for at this moment and put in one order.
import { systemReader } from '#kernel/reader.ts'
import { organisationRecord } from '#people/index.ts'
import type { View } from '#platform/journal/index.ts'
import { advisoryItem } from '../../export/feeds/advisory-item.ts'
import { productItem } from '../../export/feeds/product-item.ts'
import type { FeedItem, FeedKind, FeedLabel } from '../../model/feed.ts'
import { advisoriesOut, type Place, productsOut } from '../../store/out/items.ts'
import { isShort } from '../products/room.ts'
import { type OutRoom, warns } from './room.ts'

export const itemsOnPage = 30

export interface Gathered {
  items: FeedItem[]
  next: Place | null
}

export interface GatherAsked {
  kinds: readonly FeedKind[]
  highest: FeedLabel
  before: Place | null
  public: boolean
}

export async function gather(room: OutRoom, view: View, asked: GatherAsked): Promise<Gathered> {
  const { journal, settings, templates } = room
  const page = { highest: asked.highest, before: asked.before, limit: itemsOnPage + 1 }
  const wanted = [...templates.keys()].filter((id) => asked.kinds.includes(warns(room, id) ? 'warning' : 'product'))
  const [products, advisories] = await Promise.all([
    productsOut(journal, view, { ...page, templates: wanted, public: asked.public }),
    asked.kinds.includes('advisory') ? advisoriesOut(journal, view, page) : [],
  ])
  const items = [
    ...products.map((held) =>
      productItem(held, {
        kind: warns(room, held.state.template) ? 'warning' : 'product',
        url: asked.public ? publicUrl(settings.origin, held.id) : `${settings.origin}/products/${held.id}`,
        short: isShort(templates.get(held.state.template)),
      }),
    ),
    ...advisories.flatMap((held) => advisoryItem(held, settings.origin) ?? []),
  ].sort(newestFirst)
  const shown = items.slice(0, itemsOnPage)
  return { items: shown, next: items.length > itemsOnPage ? (shown.at(-1)?.place ?? null) : null }
}

export const publicUrl = (origin: string, id: string) => `${origin}/feeds/public/products/${id}.html`

function newestFirst({ place: a }: FeedItem, { place: b }: FeedItem): number {
  if (a.at !== b.at) return a.at < b.at ? 1 : -1
  return a.id < b.id ? 1 : -1
}

/** When a page says something new for the last time. */
export function newestOf(items: readonly FeedItem[], otherwise: string): string {
  return (
    items
      .map(({ updated }) => updated)
      .toSorted()
      .at(-1) ?? otherwise
  )
}

/** How the organisation of this node is called, and since when: a feed without items is as old as that. */
export async function issuerOf({ journal }: Pick<OutRoom, 'journal'>): Promise<{ name: string; since: string }> {
  const view: View = { reader: systemReader('share.feeds', ['live'], journal.home), realm: 'live' }
  const home = await journal.reads.one(organisationRecord, view, journal.home)
  return { name: home?.state.name ?? 'This node', since: home?.since ?? '1970-01-01T00:00:00.000Z' }
}

const idPattern = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
const momentPattern = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/

/** '<moment>~<id>' in an address. Undefined: it is not one of ours. */
export function placeFrom(text: string | null): Place | null | undefined {
  if (text === null) return null
  const [at = '', id = ''] = text.split('~')
  return momentPattern.test(at) && idPattern.test(id) ? { at, id } : undefined
}

export const placeText = ({ at, id }: Place) => `${at}~${id}`
