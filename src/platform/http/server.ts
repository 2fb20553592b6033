// The web server: security headers, operations, the live stream, health, metrics, and the pages.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import compress from '@fastify/compress'
import cookie from '@fastify/cookie'
import helmet from '@fastify/helmet'
import rateLimit from '@fastify/rate-limit'
import statics from '@fastify/static'
import Fastify, { type FastifyError, type FastifyInstance, type FastifyReply } from 'fastify'
import { type Refused, refuse } from '#kernel/reply.ts'
import type { Clock } from '../clock.ts'
import { isLoopback, isPrivateDesk, type Settings } from '../config.ts'
import { newId } from '../id.ts'
import type { Journal } from '../journal/types.ts'
import type { Log } from '../log.ts'
import type { Metrics } from '../metrics.ts'
import { edgeOf } from './edge.ts'
import { mountLive } from './live.ts'
import { openApi } from './openapi.ts'
import { type Identify, mountOperations } from './operations.ts'
import { brokenProblem, problemFrom } from './problem.ts'
import { mountRaw } from './raw.ts'
import type { Binding, RawRoute } from './types.ts'
import { packFromBytes } from './written-out.ts'

export interface ServerDeps {
  settings: Settings
  log: Log
  clock: Clock
  metrics: Metrics
  journal: Journal
  identify: Identify
  bindings: readonly Binding[]
  rawRoutes: readonly RawRoute[]
  /** Answers when the node can do its work; throws with a sentence when it cannot. */
  ready(): Promise<void>
  /** Why nothing can be written in a realm any more: an exercise that has ended. */
  over?: (realm: string) => Refused | undefined
  /** Folder with the built pages and the manual. */
  root: string
  version: string
}

export async function createServer(deps: ServerDeps): Promise<FastifyInstance> {
  const { settings, log, clock } = deps
  const app = Fastify({
    logger: false,
    genReqId: () => newId(clock.now()),
    trustProxy: settings.trustedProxies.length > 0 ? settings.trustedProxies : false,
    bodyLimit: 1024 * 1024,
    requestTimeout: 120_000,
    routerOptions: { maxParamLength: 200 },
    forceCloseConnections: 'idle',
    frameworkErrors: (error, request, reply) => {
      // An address that is no text (`/%FF`) reaches no route and no handler of errors; it is refused in the form of all others.
      const problem = problemFrom(refuse('bad-input', error.message), undefined, request.id)
      // No route, so no schema that could say what may be answered.
      const answer = reply as unknown as FastifyReply
      void answer.code(problem.status).type('application/problem+json').send(problem)
    },
  })
  await app.register(helmet, headersFor(settings.origin))
  await app.register(cookie)
  await app.register(compress, { threshold: packFromBytes, encodings: ['br', 'gzip'] })
  await app.register(rateLimit, {
    // By address; an office of many people who are signed in shares one.
    max: (request) => (request.headers.authorization || request.headers.cookie ? 12_000 : 1200),
    timeWindow: 60_000,
    allowList: (request) => isPrivateDesk(settings) && isLoopback(request.ip),
    errorResponseBuilder: (request) => problemFrom(refuse('too-many'), undefined, request.id),
  })
  handleErrors(app, log)
  app.addHook('onResponse', async (request, reply) => {
    log.debug(
      {
        request: request.id,
        route: request.routeOptions.url,
        method: request.method,
        status: reply.statusCode,
        ms: Math.round(reply.elapsedTime),
      },
      'answered',
    )
  })
  mountOperations(app, deps.bindings, {
    identify: deps.identify,
    clock,
    metrics: deps.metrics,
    origin: settings.origin,
    ...(deps.over ? { over: deps.over } : {}),
  })
  mountLive(app, deps.journal, deps.identify, settings.origin, deps.metrics)
  mountRaw(app, deps.rawRoutes, { identify: deps.identify, clock, origin: settings.origin })
  mountHealth(app, deps)
  await mountPages(app, deps)
  return app
}

function headersFor(origin: string) {
  const https = origin.startsWith('https:')
  return {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        'default-src': ["'self'"],
        'script-src': ["'self'"],
        'style-src': ["'self'"],
        'img-src': ["'self'", 'data:', 'blob:'],
        'connect-src': ["'self'"],
        'worker-src': ["'self'"],
        'object-src': ["'none'"],
        'base-uri': ["'none'"],
        'form-action': ["'self'"],
        'frame-ancestors': ["'none'"],
      },
    },
    strictTransportSecurity: https ? { maxAge: 31_536_000 } : false,
    referrerPolicy: { policy: 'no-referrer' as const },
    crossOriginOpenerPolicy: { policy: 'same-origin' as const },
    crossOriginResourcePolicy: { policy: 'same-origin' as const },
    xFrameOptions: { action: 'deny' as const },
    xPoweredBy: true,
  }
}

function handleErrors(app: FastifyInstance, log: Log): void {
  const byCode: Record<string, string> = {
    FST_ERR_CTP_BODY_TOO_LARGE: 'too-large',
    FST_ERR_CTP_INVALID_MEDIA_TYPE: 'bad-input',
    FST_ERR_CTP_EMPTY_JSON_BODY: 'bad-input',
    FST_ERR_CTP_INVALID_JSON_BODY: 'bad-input',
    FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'bad-input',
  }
  app.setErrorHandler((error: FastifyError, request, reply) => {
    if ('whatToDo' in error) return reply.code(429).type('application/problem+json').send(error)
    const refusal =
      error instanceof SyntaxError
        ? 'bad-input'
        : (byCode[error.code] ?? (error.code === '53100' ? 'storage-full' : undefined))
    if (refusal || (error.statusCode && error.statusCode < 500)) {
      const detail = error.code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE' ? 'Send application/json' : error.message
      const problem = problemFrom(refuse(refusal ?? 'bad-input', detail), undefined, request.id)
      return reply.code(problem.status).type('application/problem+json').send(problem)
    }
    log.error({ request: request.id, route: request.routeOptions.url, err: error }, 'broke')
    return reply.code(500).type('application/problem+json').send(brokenProblem(request.id))
  })
}

function mountHealth(app: FastifyInstance, deps: ServerDeps): void {
  const contracts = deps.bindings.map((binding) => binding.contract)
  const description = openApi(contracts, deps.settings.origin, deps.version)
  app.get('/api/openapi.json', async (_request, reply) => reply.type('application/json').send(description))
  app.get('/healthz', async () => ({ status: 'alive' }))
  app.get('/readyz', async (_request, reply) => {
    try {
      await deps.ready()
      return { status: 'ready' }
    } catch (error) {
      return reply.code(503).send({ status: 'not ready', why: error instanceof Error ? error.message : String(error) })
    }
  })
  app.get('/metrics', async (request, reply) => {
    const reader = await deps.identify(
      edgeOf(request, reply, deps.settings.origin),
      request.headers.authorization,
      'live',
    )
    // Counts say a lot about a bad night: they are for this machine and for administrators.
    const atTheDesk = isPrivateDesk(deps.settings) && isLoopback(request.ip)
    if (!atTheDesk && !reader.roles.includes('administrator')) {
      const problem = problemFrom(refuse('not-allowed'), undefined, request.id)
      return reply.code(problem.status).type('application/problem+json').send(problem)
    }
    return reply.type(deps.metrics.registry.contentType).send(await deps.metrics.registry.metrics())
  })
}

async function mountPages(app: FastifyInstance, deps: ServerDeps): Promise<void> {
  const pages = join(deps.root, 'build', 'web')
  const manual = join(deps.root, 'docs', 'manual')
  const built = existsSync(join(pages, 'index.html'))
  if (existsSync(manual)) await app.register(statics, { root: manual, prefix: '/manual-files/', decorateReply: !built })
  if (built) {
    await app.register(statics, {
      root: pages,
      wildcard: false,
      setHeaders: (response, path) =>
        void response.header(
          'cache-control',
          path.includes('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
        ),
    })
  }
  app.setNotFoundHandler((request, reply) => {
    const isPage =
      request.method === 'GET' &&
      built &&
      (!request.url.startsWith('/api/') || request.url.split('?')[0] === '/api/docs') &&
      (request.headers.accept ?? '').includes('text/html')
    if (isPage) return reply.header('cache-control', 'no-cache').sendFile('index.html')
    const problem = problemFrom(
      refuse('unknown', `${request.method} ${request.url.split('?')[0]} is not an address of this node.`),
      undefined,
      request.id,
    )
    return reply.code(404).type('application/problem+json').send(problem)
  })
}
