// OpenAPI 3.1 from the contracts: nothing is described twice.
import { type Contract, commonRefusals } from '#kernel/contract.ts'
import { Problem } from '#kernel/problem.ts'
import { pathOf } from './operations.ts'

interface Shape {
  properties?: Record<string, { description?: string }>
  required?: string[]
}

export function openApi(contracts: readonly Contract[], origin: string, version: string): Record<string, unknown> {
  const sorted = [...contracts].sort((a, b) => (a.name < b.name ? -1 : 1))
  return {
    openapi: '3.1.0',
    info: {
      title: 'Tocsin',
      version,
      description:
        'Every operation of this node. Queries take asOf (the past) and realm; actions take an Idempotency-Key header.',
      license: { name: 'EUPL-1.2', identifier: 'EUPL-1.2' },
    },
    servers: [{ url: origin }],
    tags: [...new Set(sorted.map((one) => one.name.split('.')[0]))].map((name) => ({ name })),
    paths: Object.fromEntries(
      sorted.map((one) => [pathOf(one), { [one.does === 'query' ? 'get' : 'post']: operation(one) }]),
    ),
    components: {
      schemas: { Problem },
      securitySchemes: {
        token: { type: 'http', scheme: 'bearer', description: 'An API token, made under Account' },
        session: { type: 'apiKey', in: 'cookie', name: 'tocsin' },
      },
    },
  }
}

function operation(one: Contract): Record<string, unknown> {
  const inQuery = one.does === 'query' || one.upload
  return {
    operationId: one.name,
    tags: [one.name.split('.')[0]],
    summary: one.summary,
    'x-policy': one.policy.who,
    security: one.policy.who === 'anyone' ? [] : [{ token: [] }, { session: [] }],
    parameters: [...(inQuery ? queryParameters(one) : []), ...standingParameters(one)],
    ...(one.upload ? { requestBody: { required: true, content: { 'application/octet-stream': {} } } } : {}),
    ...(inQuery
      ? {}
      : {
          requestBody: { required: true, content: { 'application/json': { schema: one.input, example: one.example } } },
        }),
    responses: {
      200: {
        description: 'Done',
        content: one.download ? { 'application/octet-stream': {} } : { 'application/json': { schema: one.output } },
      },
      ...refusalResponses(one),
    },
  }
}

function queryParameters(one: Contract): object[] {
  const { properties = {}, required = [] } = one.input as Shape
  const example = one.example as Record<string, unknown>
  return Object.entries(properties).map(([name, schema]) => ({
    name,
    in: 'query',
    required: required.includes(name),
    schema,
    ...(schema.description ? { description: schema.description } : {}),
    ...(example[name] === undefined ? {} : { example: example[name] }),
  }))
}

function standingParameters(one: Contract): object[] {
  const realm = {
    name: 'realm',
    in: 'query',
    required: false,
    schema: { type: 'string', default: 'live' },
    description: "'live' or 'exercise:<id>'",
  }
  const asOf = {
    name: 'asOf',
    in: 'query',
    required: false,
    schema: { type: 'string', format: 'date-time' },
    description: 'Answer as it was known at this moment',
  }
  const key = {
    name: 'Idempotency-Key',
    in: 'header',
    required: false,
    schema: { type: 'string', maxLength: 200 },
    description: 'The same key again answers the same and does nothing',
  }
  return one.does === 'query' ? [realm, asOf] : [realm, ...(one.answersSecret || one.upload ? [] : [key])]
}

function refusalResponses(one: Contract): Record<string, object> {
  const byStatus = new Map<number, string[]>()
  for (const [name, meaning] of [...Object.entries(commonRefusals), ...Object.entries(one.refusals)]) {
    byStatus.set(meaning.status, [...(byStatus.get(meaning.status) ?? []), `${name}: ${meaning.title}`])
  }
  return Object.fromEntries(
    [...byStatus].map(([status, lines]) => [
      status,
      {
        description: lines.join('\n'),
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
      },
    ]),
  )
}
