// What others fetch: provider-metadata.json, feeds, indexes, documents with hashes and signatures, the key, and security.txt.
import { publicReader } from '#kernel/reader.ts'
import { instant } from '#kernel/time.ts'
import type { RawAnswer, RawRequest, RawRoute } from '#platform/http/types.ts'
import type { Held, View } from '#platform/journal/index.ts'
import type { CsafVersion } from '../../model/advisories/findings.ts'
import type { IssuedAdvisory } from '../../model/advisories/issued.ts'
import { labelOf } from '../../rules/advisories/marking.ts'
import { securityText } from '../../rules/advisories/security-txt.ts'
import * as shelves from '../../rules/advisories/shelves.ts'
import { publishedAt, publishedIssued } from '../../store/advisories/advisories.ts'
import { signText } from './openpgp.ts'
import { ourPublisher } from './our-publisher.ts'
import { type AdvisoryRoom, keptFile } from './room.ts'

export function advisoryRoutes(room: AdvisoryRoom): RawRoute[] {
  const get = (path: string, answer: (url: URL, request: RawRequest) => Promise<RawAnswer>): RawRoute => ({
    ...{ method: 'GET', path },
    handle: (_edge, url, request) => answer(url, request),
  })
  return [
    get('/.well-known/csaf/provider-metadata.json', (_url, request) => metadata(room, request, '2.0')),
    get('/.well-known/security.txt', () => securityTxt(room)),
    get('/csaf/*', (url, request) => below(room, url.pathname.slice('/csaf/'.length), request)),
  ]
}

const nothing: RawAnswer = { status: 404, type: 'text/plain; charset=utf-8', body: 'There is nothing here.\n' }

/** What everybody may read may be kept by everybody; all other answers are for who asked. */
function answered(type: string, body: string | Uint8Array, open: boolean): RawAnswer {
  const shared = { 'cache-control': 'public, max-age=300', 'access-control-allow-origin': '*' }
  return { status: 200, type, body, headers: open ? shared : { vary: 'authorization, cookie' } }
}

const json = (value: object, open: boolean) => answered('application/json', JSON.stringify(value, null, 2), open)
const text = (body: string, open: boolean) => answered('text/plain; charset=utf-8', body, open)

interface Asking {
  view: View
  /** Nobody known: what they get is for the world. */
  open: boolean
}

/** Only the live realm is published: an exercise plays with records, never with the world. */
async function asking(request: RawRequest): Promise<Asking> {
  const reader = request.headers.authorization || request.headers.cookie ? await request.reader() : publicReader
  return { view: { reader, realm: 'live' }, open: reader.kind === 'public' }
}

async function shopOf(room: AdvisoryRoom, version: CsafVersion): Promise<shelves.Shop | null> {
  const key = await room.ownKey.known()
  if (!key) return null
  return { origin: room.settings.origin, version, publisher: await ourPublisher(room), fingerprint: key.fingerprint }
}

async function documentsFor(room: AdvisoryRoom, view: View, version: CsafVersion): Promise<shelves.Shelved[]> {
  return (await publishedIssued(room.journal, view))
    .flatMap(shelved)
    .filter(({ content }) => content.csafVersion === version)
}

const shelved = ({ state: { content, published } }: Held<IssuedAdvisory>): shelves.Shelved[] =>
  published ? [{ content, published }] : []

async function metadata(room: AdvisoryRoom, request: RawRequest, version: CsafVersion): Promise<RawAnswer> {
  const shop = await shopOf(room, version)
  if (!shop) return nothing
  const { view, open } = await asking(request)
  const documents = await documentsFor(room, view, version)
  if (version === '2.1' && documents.length === 0) return nothing
  return json(shelves.metadataOf(shop, documents, instant(room.clock.now())), open)
}

async function below(room: AdvisoryRoom, path: string, request: RawRequest): Promise<RawAnswer> {
  if (path.length > 400) return nothing
  const key = /^openpgp\/([0-9A-F]{40,64})\.asc$/.exec(path)
  if (key) return publicKey(room, key[1] ?? '')
  const later = path.startsWith('v2.1/')
  const version = later ? '2.1' : '2.0'
  const rest = later ? path.slice('v2.1/'.length) : path
  if (rest === 'provider-metadata.json') return metadata(room, request, version)
  const shop = await shopOf(room, version)
  if (!shop) return nothing
  const who = await asking(request)
  if (rest === 'service.json')
    return json(shelves.serviceOf(shop, await documentsFor(room, who.view, version)), who.open)
  const found = /^([a-z+]{3,12})\/(?:(\d{4})\/)?([a-z0-9+_.-]{0,260})$/.exec(decoded(rest))
  const [, shelf = '', year, name = ''] = found ?? []
  if (!found || !shelves.shelfNames(version).includes(shelf)) return nothing
  if (year !== undefined && name !== '') return document(room, who, `${later ? 'v2.1/' : ''}${shelf}/${year}/${name}`)
  const all = await documentsFor(room, who.view, version)
  const there = all.filter((one) => shelves.isOnShelf(one, shelf, version))
  if (there.length === 0 && labelOf('CLEAR', version).toLowerCase() !== shelf) return nothing
  return onShelf(shop, { shelf, year, name }, there, who, instant(room.clock.now()))
}

function onShelf(
  shop: shelves.Shop,
  { shelf, year, name }: { shelf: string; year: string | undefined; name: string },
  there: readonly shelves.Shelved[],
  { open }: Asking,
  now: string,
): RawAnswer {
  const ofYear = there.filter(({ published }) => published.path.split('/').at(-2) === year)
  if (year !== undefined) return ofYear.length > 0 ? listing(`${shelf}/${year}`, namesOf(ofYear), open) : nothing
  if (name === 'index.txt') return text(shelves.indexOf(there), open)
  if (name === 'changes.csv') return answered('text/csv; charset=utf-8', shelves.changesOf(there, shop.version), open)
  if (name === shelves.feedName(shelf)) return json(shelves.feedOf(shop, shelf, there, now), open)
  if (name === shelves.feedName(shelf).replace('feed-', 'category-')) return json(shelves.categoriesOf(there), open)
  if (name !== '') return nothing
  const years = [...new Set(there.map(({ published }) => `${published.path.split('/').at(-2)}/`))].toSorted()
  return listing(shelf, [...years, 'changes.csv', 'index.txt', shelves.feedName(shelf)], open)
}

const namesOf = (there: readonly shelves.Shelved[]) =>
  there.flatMap(({ published }) => {
    const name = published.path.split('/').at(-1) ?? ''
    return [name, `${name}.asc`, `${name}.sha256`, `${name}.sha512`]
  })

/** For people who look around by hand. Names are made of letters that need no escaping (see fileNameOf). */
function listing(title: string, names: readonly string[], open: boolean): RawAnswer {
  const links = names.map((name) => `<li><a href="${name}">${name}</a></li>`).join('\n')
  const page = `<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>${title}</title></head>\n<body><h1>${title}</h1>\n<ul>\n<li><a href="../">../</a></li>\n${links}\n</ul></body></html>\n`
  return answered('text/html; charset=utf-8', page, open)
}

/** The document itself, or what proves it. */
async function document(room: AdvisoryRoom, { view, open }: Asking, asked: string): Promise<RawAnswer> {
  const [, path = '', ending = ''] = /^(.*\.json)(\.sha256|\.sha512|\.asc)?$/.exec(asked) ?? []
  if (path === '') return nothing
  const held = await publishedAt(room.journal, view, path)
  const published = held?.state.published
  if (!held || !published) return nothing
  const name = path.split('/').at(-1)
  if (ending === '.sha256') return text(`${published.sha256}  ${name}\n`, open)
  if (ending === '.sha512') return text(`${published.sha512}  ${name}\n`, open)
  if (ending === '.asc') return answered('application/pgp-signature', published.signature, open)
  const bytes = await keptFile(room, held.state.file)
  if (bytes.ok) return answered('application/json', bytes.value, open)
  room.log.error({ advisory: held.id, why: bytes.detail }, 'a published advisory cannot be served')
  return { status: 503, type: 'text/plain; charset=utf-8', body: 'The document cannot be served now.\n' }
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    return ''
  }
}

async function publicKey(room: AdvisoryRoom, fingerprint: string): Promise<RawAnswer> {
  const key = await room.ownKey.known()
  return key?.fingerprint === fingerprint ? answered('application/pgp-keys', key.public, true) : nothing
}

const validDays = 180
const signed = new Map<string, string>()

/** Its end is moved on every day; it is signed where this node has a key. */
async function securityTxt(room: AdvisoryRoom): Promise<RawAnswer> {
  const { contacts, policy, languages } = room.settings.publishing
  if (contacts.length === 0) return nothing
  const { origin } = room.settings
  const today = Math.floor(room.clock.now().getTime() / 86_400_000) * 86_400_000
  const key = await room.ownKey.known()
  const view: View = { reader: publicReader, realm: 'live' }
  const later = key ? await documentsFor(room, view, '2.1') : []
  const plain = securityText({
    ...{ contacts, policy, languages },
    expires: instant(new Date(today + validDays * 86_400_000)),
    encryption: key ? `${origin}/csaf/openpgp/${key.fingerprint}.asc` : null,
    canonical: `${origin}/.well-known/security.txt`,
    csaf: [
      ...(key ? [`${origin}/.well-known/csaf/provider-metadata.json`] : []),
      ...(later.length > 0 ? [`${origin}/csaf/v2.1/provider-metadata.json`] : []),
    ],
  })
  if (!key) return text(plain, true)
  const name = `${key.fingerprint} ${plain}`
  const known = signed.get(name) ?? (await signText(plain, key.secret, room.clock.now()))
  if (signed.size > 20) signed.clear()
  signed.set(name, known)
  return text(known, true)
}
