// OpenAPI read back into what a page shows: operations, their fields, and a command line to try.
export interface Schema {
  type?: string
  description?: string
  enum?: unknown[]
  const?: unknown
  items?: Schema
  anyOf?: Schema[]
  properties?: Record<string, Schema>
  required?: string[]
  default?: unknown
}

interface Described {
  operationId: string
  tags: string[]
  summary: string
  'x-policy': string | string[]
  parameters?: {
    name: string
    in: string
    required?: boolean
    schema: Schema
    description?: string
    example?: unknown
  }[]
  requestBody?: { content: Record<string, { schema?: Schema; example?: unknown }> }
  responses: Record<string, { description: string; content?: Record<string, { schema?: Schema }> }>
}

export interface Operation {
  name: string
  room: string
  path: string
  method: 'GET' | 'POST'
  summary: string
  who: string
  command: string
  output: Schema
  refusals: string[]
  described: Described
}

export interface Field {
  name: string
  required: boolean
  type: string
  description: string
}

export function operationsOf(openapi: unknown): Operation[] {
  const { paths } = openapi as { paths: Record<string, Record<string, Described>> }
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, described]): Operation => {
      const [room = '', verb = ''] = described.operationId.split('.')
      const policy = described['x-policy']
      return {
        name: described.operationId,
        room,
        path,
        method: method === 'get' ? 'GET' : 'POST',
        summary: described.summary,
        who: Array.isArray(policy) ? policy.join(', ') : policy,
        command: `${room} ${verb.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`,
        output: Object.values(described.responses['200']?.content ?? {})[0]?.schema ?? {},
        refusals: Object.entries(described.responses)
          .filter(([status]) => status !== '200')
          .flatMap(([status, it]) => it.description.split('\n').map((line) => `${status} ${line}`)),
        described,
      }
    }),
  )
}

export function fieldsOf({ described }: Operation): Field[] {
  const query = (described.parameters ?? []).map(
    (it): Field => ({
      name: it.in === 'header' ? `${it.name} (header)` : it.name,
      required: it.required ?? false,
      type: typeOf(it.schema),
      description: it.description ?? it.schema.description ?? '',
    }),
  )
  const body = described.requestBody?.content['application/json']?.schema
  const inBody = Object.entries(body?.properties ?? {}).map(
    ([name, schema]): Field => ({
      name,
      required: body?.required?.includes(name) ?? false,
      type: typeOf(schema),
      description: schema.description ?? '',
    }),
  )
  return [...inBody, ...query]
}

/** A schema in a few letters: `string[]`, `red | yellow`, `{ tlp, pap }`. */
export function typeOf(schema: Schema): string {
  if (schema.enum) return schema.enum.join(' | ')
  if (schema.const !== undefined) return String(schema.const)
  if (schema.anyOf) return [...new Set(schema.anyOf.map(typeOf))].join(' | ')
  if (schema.type === 'array') return `${typeOf(schema.items ?? {})}[]`
  if (schema.properties) return `{ ${Object.keys(schema.properties).join(', ')} }`
  return schema.type ?? 'any'
}

/** Text inside single quotes of a shell. */
function quoted(text: string): string {
  return `'${text.replace(/'/g, `'\\''`)}'`
}

export function curlOf(operation: Operation, origin: string): string {
  const { described } = operation
  const query = new URLSearchParams()
  for (const parameter of described.parameters ?? []) {
    if (parameter.in !== 'query' || parameter.example === undefined) continue
    for (const one of Array.isArray(parameter.example) ? parameter.example : [parameter.example]) {
      query.append(parameter.name, typeof one === 'object' ? JSON.stringify(one) : String(one))
    }
  }
  const text = query.toString()
  const address = `${origin}${operation.path}${text ? `?${text}` : ''}`
  const lines = [`curl -H "Authorization: Bearer $TOCSIN_TOKEN"`]
  const body = described.requestBody?.content['application/json']
  if (body) lines.push(`-H 'Content-Type: application/json'`, `-d ${quoted(JSON.stringify(body.example ?? {}))}`)
  else if (described.requestBody) lines.push(`-H 'Content-Type: application/octet-stream'`, '--data-binary @FILE')
  return [...lines, quoted(address)].join(' \\\n  ')
}
