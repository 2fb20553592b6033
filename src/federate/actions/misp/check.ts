// Looking at a MISP feed or server before it is followed: what it has, what the key may, and what stands in the way. Takes nothing in.
import type { InputOf, OutputOf } from '#kernel/contract.ts'
import { done, type Refused, type Reply, refuse } from '#kernel/reply.ts'
import { type Instant, instant } from '#kernel/time.ts'
import type * as api from '../../api/misp.ts'
import { indexLines, type VersionLine } from '../../rules/misp/manifest.ts'
import { isJson, textOf } from '../../rules/misp/taking.ts'
import { askServer } from './ask-server.ts'
import type { MispRoom } from './desk.ts'
import { feedHost } from './fetch-feed.ts'
import { isPublicKey } from './signatures.ts'
import { baseOf } from './sources.ts'

type Checked = OutputOf<typeof api.checkMisp>
const smallAnswer = 1024 * 1024
const indexBytes = 64 * 1024 * 1024

export async function checkMisp(
  room: MispRoom,
  { kind, url, key, openpgp }: InputOf<typeof api.checkMisp>,
): Promise<Reply<Checked>> {
  const address = room.fetcher.check(url)
  if (!address.ok) return refuse(address.refusal, address.detail, '/url')
  if (openpgp !== undefined && !(await isPublicKey(openpgp)))
    return refuse('bad-key', 'It is not an armoured OpenPGP public key.', '/openpgp')
  const base = baseOf(address.value)
  if (kind === 'feed') return checkFeed(room, base, openpgp ?? null)
  if (key === undefined) return refuse('key-needed', 'MISP answers nobody without a key.', '/key')
  return checkServer(room, base, key)
}

const notReached = ({ refusal, detail }: Refused) =>
  refusal === 'address-not-allowed' ? refuse(refusal, detail, '/url') : refuse('not-reached', detail ?? refusal)

async function checkFeed(room: MispRoom, url: string, openpgp: string | null): Promise<Reply<Checked>> {
  const listed = await feedHost(room, { url, openpgp_key: openpgp, etag: null }).list()
  if (!listed.ok) return notReached(listed)
  const lines = listed.value?.lines ?? []
  const remarks =
    openpgp === null ? ['Without an OpenPGP key nobody notices when somebody else writes its manifest.'] : []
  return done({
    ...{ version: null, organisation: null, events: lines.length, newest: newestOf(room, lines) },
    ...{ mayRead: null, maySight: null, mayWrite: null, signed: openpgp === null ? null : true, remarks },
  })
}

async function checkServer(room: MispRoom, url: string, secret: string): Promise<Reply<Checked>> {
  const server = { url, secret }
  const version = await askServer(room, server, '/servers/getVersion.json', undefined, smallAnswer)
  if (!version.ok) return notReached(version)
  const said = isJson(version.value.value) ? version.value.value : {}
  const name = textOf(said.version)
  if (name === null) return refuse('not-reached', 'It does not say which version it is: that is no MISP server.')
  const index = await askServer(
    room,
    server,
    '/events/index.json',
    { minimal: 1, published: 1, limit: 5_000 },
    indexBytes,
  )
  const lines = index.ok ? (indexLines(index.value.value)?.lines ?? []) : []
  const me = await askServer(room, server, '/users/view/me.json', undefined, smallAnswer)
  const user = me.ok && isJson(me.value.value) ? me.value.value : {}
  const [maySight, mayWrite] = [said.perm_sighting === true, said.perm_sync === true]
  return done({
    ...{ version: name.slice(0, 60), organisation: nameIn(user.Organisation), events: lines.length },
    ...{ newest: newestOf(room, lines), mayRead: index.ok, maySight, mayWrite, signed: null },
    remarks: [
      ...(index.ok ? [] : [index.detail ?? index.refusal]),
      ...(maySight ? [] : ['The key may not add sightings: what your people say cannot go back with it.']),
      ...(mayWrite ? [] : ['The key is not that of a sync user: some events and proposals stay hidden from it.']),
    ],
  })
}

function nameIn(value: unknown): string | null {
  return isJson(value) ? (textOf(value.name)?.slice(0, 255) ?? null) : null
}

function newestOf(room: MispRoom, lines: readonly VersionLine[]): Instant | null {
  const newest = lines.reduce((most, { timestamp }) => Math.max(most, timestamp), 0)
  const seconds = Math.min(newest, Math.floor(room.clock.now().getTime() / 1_000))
  return seconds === 0 ? null : instant(new Date(seconds * 1_000))
}
