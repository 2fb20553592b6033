// The live stream: server-sent events that say what changed, to those who may read it. The browser asks again for
// what it shows; the stream itself carries no content.
import type { FastifyInstance } from 'fastify'
import { refusedByLimits } from '#kernel/limits.ts'
import { mayRead } from '#kernel/may-read.ts'
import type { Reader } from '#kernel/reader.ts'
import { exerciseWord, Realm } from '#kernel/realm.ts'
import { refuse } from '#kernel/reply.ts'
import type { Committed, Journal } from '../journal/types.ts'
import type { Metrics } from '../metrics.ts'
import { edgeOf } from './edge.ts'
import { faultIn } from './input.ts'
import { type Identify, realmHeader } from './operations.ts'
import { problemFrom } from './problem.ts'

const heartbeatSeconds = 20
/** How the scope of an API token names it. */
const liveStream = { name: 'live.stream', does: 'query' } as const
/** A viewer that does not keep up is let go; it comes back and loads afresh. */
const maxUnsentBytes = 256 * 1024

interface Viewer {
  reader: Reader
  realm: string
  send(text: string): void
}

export function mountLive(
  app: FastifyInstance,
  journal: Journal,
  identify: Identify,
  origin: string,
  metrics: Metrics,
): void {
  const viewers = new Set<Viewer>()
  const gauge = metrics.gauge('tocsin_live_viewers', 'Browsers that follow the live stream')
  journal.onCommitted((batch) => {
    for (const viewer of viewers) {
      const text =
        batch.length === 0 ? 'event: resync\ndata: {}\n\n' : batch.map((entry) => eventFor(viewer, entry)).join('')
      if (text) viewer.send(text)
    }
  })

  app.get('/api/live', async (request, reply) => {
    const query = request.query as Record<string, string>
    const realm = query.realm ?? 'live'
    const edge = { ...edgeOf(request, reply, origin), sealed: true } as const
    const authorization = request.headers.authorization
    const reader = await identify(edge, authorization, realm)
    const refused =
      reader.kind === 'public'
        ? refuse('sign-in-first')
        : faultIn(Realm, realm) || !reader.realms.includes(realm)
          ? refuse('not-allowed')
          : refusedByLimits(reader, liveStream)
    if (refused) {
      const problem = problemFrom(refused, undefined, request.id)
      return reply.code(problem.status).type('application/problem+json').send(problem)
    }
    const word = exerciseWord(realm)
    reply.hijack()
    const { raw } = reply
    raw.writeHead(200, {
      'content-type': 'text/event-stream',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
      connection: 'keep-alive',
      ...(word ? { [realmHeader]: word } : {}),
    })
    raw.write('retry: 1000\n: hello\n\n')
    const viewer: Viewer = {
      reader,
      realm,
      send(text) {
        if (raw.writableLength > maxUnsentBytes) raw.destroy()
        else raw.write(text)
      },
    }
    viewers.add(viewer)
    gauge.set(viewers.size)
    const heartbeat = setInterval(async () => {
      // Whoever was disabled, lost a role or a realm meanwhile sees it here at the latest.
      const again = await identify(edge, authorization, realm).catch(() => undefined)
      if (!again || again.kind === 'public' || !again.realms.includes(realm) || refusedByLimits(again, liveStream))
        raw.end()
      else {
        viewer.reader = again
        viewer.send(': beat\n\n')
      }
    }, heartbeatSeconds * 1000)
    raw.on('close', () => {
      clearInterval(heartbeat)
      viewers.delete(viewer)
      gauge.set(viewers.size)
    })
    return reply
  })
  app.addHook('preClose', async () => {
    for (const viewer of viewers) viewer.send('event: bye\ndata: {}\n\n')
    app.server.closeAllConnections()
  })
}

function eventFor(viewer: Viewer, entry: Committed): string {
  if (entry.realm !== viewer.realm) return ''
  const { record, subject, version, kind, recordedAt: at } = entry
  if (mayRead(viewer.reader, entry.realm, entry.marking)) {
    return `id: ${entry.id}\nevent: change\ndata: ${JSON.stringify({ record, subject, version, kind, at })}\n\n`
  }
  if (entry.markedBefore && mayRead(viewer.reader, entry.realm, entry.markedBefore)) {
    return `event: gone\ndata: ${JSON.stringify({ record, subject })}\n\n`
  }
  return ''
}
