// Every operation's way through the edge, in order: who, policy, realm and moment, input, action, answer.
import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Contract } from '#kernel/contract.ts'
import type { Reader } from '#kernel/reader.ts'
import { exerciseWord, isExercise, Realm } from '#kernel/realm.ts'
import { type Refused, refuse } from '#kernel/reply.ts'
import { Instant, instant } from '#kernel/time.ts'
import type { Clock } from '../clock.ts'
import type { Metrics } from '../metrics.ts'
import { edgeOf } from './edge.ts'
import { faultIn, fromQuery } from './input.ts'
import { fromOtherSite, refusedByPolicy } from './policy.ts'
import { problemFrom } from './problem.ts'
import type { Binding, Call, Download, Edge } from './types.ts'
import { sendValue } from './written-out.ts'

export type Identify = (edge: Edge, authorization: string | undefined, realm: string) => Promise<Reader>

export interface OperationDeps {
  identify: Identify
  clock: Clock
  metrics: Metrics
  origin: string
  /** Why nothing can be written in a realm any more. */
  over?: (realm: string) => Refused | undefined
}

type Query = Record<string, string | string[]>

export function pathOf(contract: Contract): string {
  return `/api/${contract.name.replace('.', '/')}`
}

export function mountOperations(app: FastifyInstance, bindings: readonly Binding[], deps: OperationDeps): void {
  const counted = deps.metrics.counter('tocsin_http_operations_total', 'Operations answered', ['operation', 'answer'])
  const seconds = deps.metrics.histogram(
    'tocsin_http_operation_seconds',
    'Time to answer',
    ['operation'],
    [0.005, 0.02, 0.05, 0.2, 1, 5, 30],
  )
  for (const binding of bindings) {
    const { contract } = binding
    const register = async (scope: FastifyInstance) => {
      if (contract.upload) {
        scope.removeAllContentTypeParsers()
        scope.addContentTypeParser('*', { bodyLimit: contract.upload.maxBytes }, (_request, payload, done) =>
          done(null, payload),
        )
      }
      scope.route({
        method: contract.does === 'query' ? 'GET' : 'POST',
        url: pathOf(contract),
        bodyLimit: contract.upload?.maxBytes ?? contract.maxBytes ?? 1024 * 1024,
        handler: async (request, reply) => {
          const stop = seconds.startTimer({ operation: contract.name })
          const answer = await answerTo(binding, request, reply, deps)
          stop()
          counted.inc({ operation: contract.name, answer: answer.ok ? 'ok' : answer.refusal })
          if (answer.ok)
            return contract.download
              ? sendFile(reply, answer.value as Download)
              : sendValue(request, reply, answer.value)
          const problem = problemFrom(answer, contract, request.id)
          return reply.code(problem.status).type('application/problem+json').send(problem)
        },
      })
    }
    app.register(register)
  }
}

async function answerTo(binding: Binding, request: FastifyRequest, reply: FastifyReply, deps: OperationDeps) {
  const { contract } = binding
  const { realm: _realm, asOf, ...query } = request.query as Query
  const edge = edgeOf(request, reply, deps.origin)
  const reader = await deps.identify(edge, request.headers.authorization, realmIn(request))
  const realm = realmIn(request, reader)
  sayRealm(reply, realm)
  const early =
    refusedByPolicy(contract, reader) ??
    refusedByPlace(contract, request, reader, realm, asOf, deps.origin) ??
    // Signing out, and what else anybody may do, is no writing in an exercise.
    (contract.does === 'action' && contract.policy.who !== 'anyone' ? deps.over?.(realm) : undefined)
  if (early) return early

  const input = contract.does === 'query' || contract.upload ? fromQuery(contract.input, query) : (request.body ?? {})
  const fault = faultIn(contract.input, input)
  if (fault) return fault
  const view = { reader, realm, ...(typeof asOf === 'string' ? { asOf: instant(asOf) } : {}) }
  const key = request.headers['idempotency-key']
  const call: Call = {
    reader,
    view,
    writer: {
      view,
      verb: contract.name,
      ...(typeof key === 'string' && !contract.answersSecret && !contract.upload
        ? { idempotencyKey: key, inputDigest: digestOf(input) }
        : {}),
    },
    now: instant(deps.clock.in(realm)),
    requestId: request.id,
    edge,
    ...(contract.upload ? { upload: request.body instanceof Readable ? request.body : Readable.from([]) } : {}),
  }
  return binding.handle(input, call)
}

/** Left out it is the live one; whoever is in an exercise alone is in that. */
function realmIn(request: FastifyRequest, reader?: Reader): string {
  const { realm } = request.query as Query
  if (typeof realm === 'string') return realm
  return !reader || reader.realms.includes('live') ? 'live' : (reader.realms[0] ?? 'live')
}

/** Whatever is answered for an exercise says so before anything else. */

export function sayRealm(reply: FastifyReply, realm: string): void {
  const word = faultIn(Realm, realm) ? undefined : exerciseWord(realm)
  if (word) reply.header(realmHeader, word)
}

export const realmHeader = 'tocsin-realm'

function refusedByPlace(
  contract: Contract,
  request: FastifyRequest,
  reader: Reader,
  realm: string,
  asOf: unknown,
  origin: string,
): Refused | undefined {
  const { headers } = request
  if (
    contract.does === 'action' &&
    fromOtherSite(
      { origin: headers.origin, host: headers.host, site: headers['sec-fetch-site'] as string | undefined },
      origin,
    )
  ) {
    return refuse('other-site')
  }
  if (faultIn(Realm, realm)) return refuse('bad-input', "A realm is 'live' or 'exercise:<id>'", '/realm')
  if (!reader.realms.includes(realm)) return refuse('not-allowed', `You are not in the realm ${realm}.`)
  if (contract.onlyLive && isExercise(realm)) return refuse('not-in-exercise')
  if (asOf === undefined) return undefined
  if (contract.does === 'action') return refuse('bad-input', 'The past cannot be changed: leave asOf out', '/asOf')
  if (faultIn(Instant, asOf) || Number.isNaN(Date.parse(String(asOf))))
    return refuse('bad-input', 'asOf must be an RFC 3339 instant', '/asOf')
  const key = headers['idempotency-key']
  return typeof key === 'string' && key.length > 200
    ? refuse('bad-input', 'At most 200 characters', '/Idempotency-Key')
    : undefined
}

function digestOf(input: unknown): string {
  return createHash('sha256').update(JSON.stringify(input)).digest('hex')
}

/** Files are always saved, never shown: no type of file may run in this origin. */
function sendFile(reply: FastifyReply, file: Download) {
  // A file leaves the screen that says EXERCISE: its name says so too.
  const name = reply.hasHeader(realmHeader) && !file.name.includes('EXERCISE') ? `EXERCISE-${file.name}` : file.name
  const plain = name.replace(/[^\w. -]/g, '_')
  return reply
    .header('content-disposition', `attachment; filename="${plain}"; filename*=UTF-8''${encodeURIComponent(name)}`)
    .header('content-security-policy', "sandbox; default-src 'none'")
    .header('cache-control', 'no-store')
    .type(file.type)
    .send(file.bytes instanceof Uint8Array ? Buffer.from(file.bytes) : file.bytes)
}
