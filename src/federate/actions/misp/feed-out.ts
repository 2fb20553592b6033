// This node as a MISP feed: manifest, hashes, and a file for each published event. Without a key what is TLP:CLEAR; with one, what its
// reader may see.
import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Reader } from '#kernel/reader.ts'
import type { RawAnswer, RawRequest, RawRoute } from '#platform/http/types.ts'
import type { View } from '#platform/journal/index.ts'
import { asMarked, labelled } from '../../rules/misp/as-marked.ts'
import { mispEventRecord } from '../../rules/misp/event-record.ts'
import { spellEvent } from '../../rules/misp/spelling.ts'
import { uuidOf } from '../../rules/misp/taking.ts'
import { feedLines, feedValues } from '../../store/misp/events.ts'
import { eventSubject, type MispRoom } from './desk.ts'
import { readerOf, whyNotRead } from './server/call.ts'
import { type Signer, signerOf } from './signatures.ts'

const mostEvents = 20_000
const eventsAtOnce = 200
const mostHashLines = 1_000_000

export function mispFeedRoutes(room: MispRoom): RawRoute[] {
  const signer = lazySigner(room)
  return [
    {
      method: 'GET',
      path: '/feeds/misp/:file',
      async handle(_edge, _url, request) {
        const reader = await readerOf(request)
        // A key that is not for this is told so; nobody at all reads what is public.
        if (reader.kind !== 'public' && whyNotRead(reader) !== undefined) return text(403, 'This key is not for that.')
        return file(room, signer, reader, request)
      },
    },
  ]
}

async function file(
  room: MispRoom,
  signer: () => Promise<Signer | undefined>,
  reader: Reader,
  request: RawRequest,
): Promise<RawAnswer> {
  const view: View = { reader, realm: 'live' }
  const name = request.params.file ?? ''
  if (name === 'manifest.json') return tagged(request, 'application/json', await manifest(room, view))
  if (name === 'hashes.csv') return tagged(request, 'text/csv; charset=utf-8', await hashes(room, view))
  if (name === 'manifest.json.asc') {
    const signs = await signer()
    if (!signs) return text(404, 'The manifest of this node is not signed.')
    return { status: 200, type: 'application/pgp-signature', body: await signs.sign(await manifest(room, view)) }
  }
  if (name === 'openpgp-key.asc') {
    const signs = await signer()
    return signs ? tagged(request, 'application/pgp-keys', signs.publicKey) : text(404, 'This node signs no manifest.')
  }
  const uuid = name.endsWith('.json') ? uuidOf(name.slice(0, -5)) : null
  const subject = uuid === null ? undefined : eventSubject(view.realm, uuid)
  const held = subject && (await room.journal.reads.one(mispEventRecord, view, subject))
  if (!held) return text(404, 'There is no event of that name that you may read.')
  if (!held.state.published) return text(404, 'There is no event of that name that you may read.')
  return tagged(
    request,
    'application/json',
    JSON.stringify({ Event: asMarked(spellEvent(held.state.event, { deleted: true }), held.marking) }),
  )
}

async function manifest(room: MispRoom, view: View): Promise<string> {
  const lines = await feedLines(room.journal, view, mostEvents)
  return JSON.stringify(
    Object.fromEntries(
      lines.map(({ uuid, Orgc, Tag, info, date, analysis, threatLevel, timestamp, marking }) => [
        uuid,
        {
          Orgc: { name: Orgc.name, uuid: Orgc.uuid },
          Tag: labelled(Tag, marking).map(({ name, colour }) => ({
            name,
            ...(typeof colour === 'string' ? { colour } : {}),
          })),
          ...{ info, date, analysis, threat_level_id: threatLevel, timestamp },
        },
      ]),
    ),
  )
}

/** The MD5 of each value and the UUID of its event: others look up values without fetching events. No protection of anything. */
async function hashes(room: MispRoom, view: View): Promise<string> {
  const lines: string[] = []
  for (let offset = 0; offset < mostEvents && lines.length < mostHashLines; offset += eventsAtOnce) {
    const events = await feedValues(room.journal, view, { limit: eventsAtOnce, offset })
    for (const { uuid, values } of events)
      for (const value of values) lines.push(`${createHash('md5').update(value).digest('hex')},${uuid}`)
    if (events.length < eventsAtOnce) break
  }
  return lines.length === 0 ? '' : `${lines.join('\n')}\n`
}

/** The same content has the same tag, whoever reads it; a reader who has it gets nothing again. */
function tagged(request: RawRequest, type: string, body: string): RawAnswer {
  const etag = `"${createHash('sha256').update(body).digest('base64url')}"`
  const headers = { etag, 'cache-control': 'private, no-cache', vary: 'authorization' }
  const known = request.headers['if-none-match']?.split(',').some((one) => one.trim().replace(/^W\//, '') === etag)
  return known ? { status: 304, type, body: '', headers } : { status: 200, type, body, headers }
}

function text(status: number, words: string): RawAnswer {
  return { status, type: 'text/plain; charset=utf-8', body: `${words}\n` }
}

/** The OpenPGP key of this node, once it has one. It may come while the node runs, so only what was found is remembered. */
function lazySigner({ settings, log, clock }: MispRoom): () => Promise<Signer | undefined> {
  let found: Signer | undefined
  return async () => {
    if (found) return found
    const armoured = await readFile(join(settings.dataDir, 'openpgp.key'), 'utf8').catch(() => undefined)
    if (armoured === undefined) return undefined
    found = await signerOf(armoured, clock)
    if (!found) log.warn('openpgp.key is no private key that can be used; the manifest of the MISP feed is not signed')
    return found
  }
}
