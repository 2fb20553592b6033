// A feed fetched by a program that cannot sign in: the key in the address says whose eyes read, at each fetch anew.
import type { Reader } from '#kernel/reader.ts'
import { refusedByPolicy } from '#platform/http/index.ts'
import type { RawAnswer, RawRequest, RawRoute } from '#platform/http/types.ts'
import { getProduct } from '../../api/products.ts'
import { type FeedForm, type FeedPage, feedForms } from '../../model/feed.ts'
import { type FeedRow, feedOfKey } from '../../store/out/feeds.ts'
import { answered, written } from './answer-feed.ts'
import { hashOfKey, keyPattern } from './feed-key.ts'
import { gather, issuerOf, newestOf, placeFrom, placeText } from './gather.ts'
import { nothing, type OutRoom } from './room.ts'

const files: Record<FeedForm, string> = { atom: 'atom.xml', rss: 'rss.xml', json: 'feed.json' }

export function ownAddresses(origin: string, key: string) {
  const at = (form: FeedForm) => `${origin}/feeds/own/${files[form]}?key=${key}`
  return { atom: at('atom'), rss: at('rss'), json: at('json') }
}

export function ownFeedRoutes(room: OutRoom): RawRoute[] {
  return feedForms.map((form) => ({
    ...{ method: 'GET', path: `/feeds/own/${files[form]}` },
    handle: (_edge, url, request) => answer(room, form, url, request),
  }))
}

async function answer(room: OutRoom, form: FeedForm, url: URL, request: RawRequest): Promise<RawAnswer> {
  const key = url.searchParams.get('key') ?? ''
  const before = placeFrom(url.searchParams.get('before'))
  if (!keyPattern.test(key) || before === undefined) return nothing
  const feed = await feedOfKey(room.journal.sql, hashOfKey(key))
  const reader = feed && (await readerOf(room, feed))
  if (!feed || !reader?.realms.includes(feed.realm)) return nothing
  const asked = { kinds: feed.kinds, highest: feed.highest, before, public: false }
  const [{ items, next }, issuer] = await Promise.all([
    gather(room, { reader, realm: feed.realm }, asked),
    issuerOf(room),
  ])
  const page: FeedPage = {
    title: `${feed.realm === 'live' ? '' : 'EXERCISE: '}${issuer.name}: ${feed.name}`,
    about: `What ${issuer.name} released, as far as this reader may read it, up to TLP:${feed.highest}. Whoever has its address reads it: pass it to nobody.`,
    ...{ id: `urn:uuid:${feed.id}`, home: `${room.settings.origin}/feeds`, issuer: issuer.name, items },
    // The address holds the key: it is not repeated where a program may show or pass on what it fetched. A page before the last
    // cannot be found otherwise, so there it stands, as an address within this one.
    self: null,
    next: next && `?key=${key}&before=${encodeURIComponent(placeText(next))}`,
    updated: newestOf(items, feed.opened),
  }
  return answered(written(page, form), request.headers['if-none-match'], { 'cache-control': 'private, no-cache' })
}

/** As they are now: who was disabled, moved or took other roles reads accordingly, from the next fetch on. */
async function readerOf(room: OutRoom, { person, organisation }: FeedRow): Promise<Reader | undefined> {
  if (organisation !== null) return room.people.readerOfOrganisation(organisation)
  const known = person === null ? undefined : await room.people.colleague(person)
  return known && !refusedByPolicy(getProduct, known.reader) ? known.reader : undefined
}
