// ClickHouse over its HTTP interface: a statement in the body, parameters bound by the server, answers as JSON lines.
import { Agent, request } from 'undici'

/** What the adapter needs of an engine: over HTTP, or embedded in a check. */
export interface ClickHouse {
  ask(statement: string, parameters: Readonly<Record<string, string | number>>): Promise<Record<string, unknown>[]>
  insert(table: string, rows: readonly object[]): Promise<void>
  close(): Promise<void>
}

export interface ClickHouseAddress {
  /** http(s)://user:password@host:8123/database */
  url: string
  patienceMs?: number
}

/** ClickHouse refused a statement or did not answer. `code` is the server's (X-ClickHouse-Exception-Code), or null. */
export class ClickHouseFault extends Error {
  readonly code: number | null
  constructor(message: string, code: number | null, cause?: unknown) {
    super(message, { cause })
    this.code = code
  }
}

const mostAnswerBytes = 256 * 1024 * 1024
const mostSaidCharacters = 300

export function createClickHouse({ url, patienceMs = 30_000 }: ClickHouseAddress): ClickHouse {
  const { origin, username, password, pathname } = new URL(url)
  const agent = new Agent({
    connections: 4,
    connect: { timeout: patienceMs },
    headersTimeout: patienceMs,
    bodyTimeout: patienceMs,
    maxResponseSize: mostAnswerBytes,
  })
  const headers: Record<string, string> = {
    'x-clickhouse-database': decodeURIComponent(pathname.slice(1)) || 'default',
    ...(username ? { 'x-clickhouse-user': decodeURIComponent(username) } : {}),
    ...(password ? { 'x-clickhouse-key': decodeURIComponent(password) } : {}),
  }

  async function send(parameters: Record<string, string>, body: string): Promise<string> {
    const address = new URL('/', origin)
    // The whole answer before its status: an error behind the first rows is an error then, and no short answer.
    address.searchParams.set('wait_end_of_query', '1')
    for (const [name, value] of Object.entries(parameters)) address.searchParams.set(name, value)
    const answer = await request(address, { method: 'POST', dispatcher: agent, headers, body }).catch(
      (error: unknown) => {
        throw new ClickHouseFault('ClickHouse does not answer.', null, error)
      },
    )
    const text = await answer.body.text().catch((error: unknown) => {
      throw new ClickHouseFault('ClickHouse stopped in the middle of an answer.', null, error)
    })
    if (answer.statusCode === 200) return text
    const code = Number(answer.headers['x-clickhouse-exception-code'])
    throw new ClickHouseFault(
      `ClickHouse answered ${answer.statusCode}: ${text.slice(0, mostSaidCharacters)}`,
      Number.isInteger(code) ? code : null,
    )
  }

  return {
    async ask(statement, parameters) {
      const bound = Object.entries(parameters).map(([name, value]) => [`param_${name}`, escaped(value)] as const)
      const format = { default_format: 'JSONEachRow', output_format_json_quote_64bit_integers: '0' }
      return jsonLines(await send({ ...Object.fromEntries(bound), ...format }, statement))
    },
    async insert(table, rows) {
      const lines = rows.map((row) => JSON.stringify(row)).join('\n')
      await send({ query: `insert into ${table} format JSONEachRow`, async_insert: '0' }, lines)
    },
    close: () => agent.destroy(),
  }
}

/** Values of parameters are read as in a TSV field: backslash, tab and line feed are escaped. */
function escaped(value: string | number): string {
  return String(value).replaceAll('\\', '\\\\').replaceAll('\t', '\\t').replaceAll('\n', '\\n')
}

export function jsonLines(text: string): Record<string, unknown>[] {
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line))
}
