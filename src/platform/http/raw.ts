// Addresses that are no operations: their form is decided by a standard (calendars, TAXII, MISP, letters between nodes), not by
// a contract. They get the body as it came, and say themselves what status and type the answer has.
import type { FastifyError, FastifyInstance, FastifyRequest } from 'fastify'
import { instant } from '#kernel/time.ts'
import type { Clock } from '../clock.ts'
import { edgeOf } from './edge.ts'
import { type Identify, sayRealm } from './operations.ts'
import type { Edge, RawRequest, RawRoute } from './types.ts'

export interface RawDeps {
  identify: Identify
  clock: Clock
  origin: string
}

export function mountRaw(app: FastifyInstance, routes: readonly RawRoute[], deps: RawDeps): void {
  for (const route of routes) {
    const maxBytes = route.maxBytes ?? 1024 * 1024
    app.register(async (scope) => {
      scope.removeAllContentTypeParsers()
      scope.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: maxBytes }, (_request, body, done) =>
        done(null, body),
      )
      if (route.unread) answerUnread(scope, route.unread)
      scope.route({
        method: route.method,
        url: route.path,
        bodyLimit: maxBytes,
        handler: async (request, reply) => {
          const edge = edgeOf(request, reply, deps.origin)
          const url = new URL(request.url, deps.origin)
          sayRealm(reply, url.searchParams.get('realm') ?? 'live')
          const answer = await route.handle(edge, url, rawRequest(request, edge, deps))
          if ('redirect' in answer) return reply.redirect(answer.redirect, 303)
          const { body } = answer
          return reply
            .code(answer.status)
            .headers({ 'cache-control': 'private, no-store', ...answer.headers })
            .type(answer.type)
            .send(body instanceof Uint8Array ? Buffer.from(body.buffer, body.byteOffset, body.byteLength) : body)
        },
      })
    })
  }
}

const unread: Readonly<Record<string, 'too-large' | 'bad-type'>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'too-large',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'bad-type',
  FST_CP_ERR_INVALID_CONTENT_ENCODING: 'bad-type',
}

function answerUnread(scope: FastifyInstance, inWords: NonNullable<RawRoute['unread']>): void {
  scope.setErrorHandler((error: FastifyError, _request, reply) => {
    const why = unread[error.code]
    // Everything else is for the server to answer.
    if (!why) throw error
    const { status, type, body, headers } = inWords(why)
    return reply
      .code(status)
      .headers({ 'cache-control': 'private, no-store', ...headers })
      .type(type)
      .send(body)
  })
}

function rawRequest(request: FastifyRequest, edge: Edge, { identify, clock }: RawDeps): RawRequest {
  const reads = request.method === 'GET' || request.method === 'HEAD'
  const withoutCookies: Edge = { ...edge, cookie: () => undefined }
  return {
    method: request.method,
    headers: request.headers,
    params: request.params as Record<string, string>,
    body: request.body instanceof Uint8Array ? request.body : new Uint8Array(),
    requestId: request.id,
    now: instant(clock.now()),
    reader: (authorization = request.headers.authorization) =>
      identify(reads ? edge : withoutCookies, authorization, 'live'),
  }
}
