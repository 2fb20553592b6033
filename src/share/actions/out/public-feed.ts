// The feed for everybody: only what is TLP:CLEAR and was released to the public, and the words of each such product.
import { publicReader } from '#kernel/reader.ts'
import type { RawAnswer, RawRequest, RawRoute } from '#platform/http/types.ts'
import type { View } from '#platform/journal/index.ts'
import { mediaTypes } from '../../export/index.ts'
import { type FeedForm, feedKinds } from '../../model/feed.ts'
import type { ProductFormat } from '../../model/product.ts'
import { mayBePublic } from '../../rules/products/printed.ts'
import { publicProduct } from '../../store/out/items.ts'
import { fileFor, type MadeFile } from '../products/export-product.ts'
import type { ProductRoom } from '../products/room.ts'
import { answered, type Written, written } from './answer-feed.ts'
import { gather, issuerOf, newestOf, placeFrom, placeText } from './gather.ts'
import { nothing, type OutRoom } from './room.ts'

/** Nobody known, in the live realm, and records of this node alone: an exercise is not for the world, nor is what others own. */
const view: View = { reader: publicReader, realm: 'live', own: true }
const open = { 'cache-control': 'public, max-age=60', 'access-control-allow-origin': '*' }
const files: Record<FeedForm, string> = { atom: 'atom.xml', rss: 'rss.xml', json: 'feed.json' }
const mostKept = 60

export const publicAddresses = (origin: string) => ({
  atom: `${origin}/feeds/public/${files.atom}`,
  rss: `${origin}/feeds/public/${files.rss}`,
  json: `${origin}/feeds/public/${files.json}`,
})

export interface PublicFeed {
  routes: RawRoute[]
  stop(): void
}

export function publicFeed(room: OutRoom & ProductRoom): PublicFeed {
  // Asked for by anybody as often as they like, so it is made once, until something that it shows has changed.
  const kept = new Map<string, Written>()
  let era = 0
  const shown = ['share.product', 'federate.issuedAdvisory', 'people.organisation']
  const stop = room.journal.onCommitted((batch) => {
    if (batch.length > 0 && !batch.some(({ record }) => shown.includes(record))) return
    era += 1
    kept.clear()
  })

  async function page(form: FeedForm, url: URL, request: RawRequest): Promise<RawAnswer> {
    const before = placeFrom(url.searchParams.get('before'))
    if (before === undefined) return nothing
    const name = `${form} ${before === null ? '' : placeText(before)}`
    const began = era
    const made = kept.get(name) ?? (await make(room, form, before))
    if (began === era) {
      if (kept.size >= mostKept) kept.clear()
      kept.set(name, made)
    }
    return answered(made, request.headers['if-none-match'], open)
  }

  const form = (name: FeedForm): RawRoute => ({
    ...{ method: 'GET', path: `/feeds/public/${files[name]}` },
    handle: (_edge, url, request) => page(name, url, request),
  })
  return {
    stop,
    routes: [
      form('atom'),
      form('rss'),
      form('json'),
      {
        ...{ method: 'GET', path: '/feeds/public/products/:file' },
        handle: (_edge, _url, { params }) => product(room, params.file ?? ''),
      },
    ],
  }
}

async function make(room: OutRoom, form: FeedForm, before: ReturnType<typeof placeFrom>): Promise<Written> {
  const { origin } = room.settings
  const asked = { kinds: feedKinds, highest: 'CLEAR', before: before ?? null, public: true } as const
  const [{ items, next }, issuer] = await Promise.all([gather(room, view, asked), issuerOf(room)])
  const own = publicAddresses(origin)[form]
  const at = (place: string) => `${own}?before=${encodeURIComponent(place)}`
  const page = {
    ...{ title: issuer.name, about: `What ${issuer.name} released to the public (TLP:CLEAR).` },
    ...{ id: `urn:uuid:${room.journal.nodeId}`, home: origin, issuer: issuer.name, items },
    self: before ? at(placeText(before)) : own,
    next: next && at(placeText(next)),
    updated: newestOf(items, issuer.since),
  }
  return written(page, form)
}

/** Formats that are written at once. Pages are laid out for those who sign in: that takes a while, and here anybody asks. */
const fileNames = { html: 'html', md: 'md', json: 'json', 'cap.xml': 'cap', 'edxl.xml': 'edxl-sitrep' } as const
const asPage =
  "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"

async function product(room: ProductRoom, name: string): Promise<RawAnswer> {
  const [, id, ending = ''] = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.([a-z.]{2,8})$/.exec(name) ?? []
  const format: ProductFormat | undefined = fileNames[ending as keyof typeof fileNames]
  if (id === undefined || format === undefined) return nothing
  const held = await publicProduct(room.journal, view, id)
  if (!held || !mayBePublic(held.marking)) return nothing
  if (held.state.status === 'withdrawn') return gone
  const file = await fileFor(room, view, held, format)
  return file.ok ? fileAnswer(file.value, format) : nothing
}

const gone: RawAnswer = {
  ...{ status: 410, type: 'text/plain; charset=utf-8' },
  body: 'This product was withdrawn. It must not be used any more.\n',
}

function fileAnswer({ bytes }: MadeFile, format: ProductFormat): RawAnswer {
  return { status: 200, type: mediaTypes[format], body: bytes, headers: { ...open, 'content-security-policy': asPage } }
}
