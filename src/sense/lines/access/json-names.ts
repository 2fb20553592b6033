// What the fields of JSON access logs are called, and how a name is found by its bytes. A name that holds names is written with dots.

/** What a value is for. The order is that of `jsonFields`. */
export const jsonFields = [
  'client',
  'time',
  'host',
  'method',
  'target',
  'query',
  'request',
  'status',
  'size',
  'referrer',
  'agent',
  'line',
] as const
export type JsonField = (typeof jsonFields)[number]

/**
 * Best first: where a line has two of them, the earlier one counts. From the manuals of nginx ($-variables), Apache, Caddy, Traefik,
 * Envoy, the Elastic Common Schema, Google's and Amazon's load balancers and Cloudflare's push of logs. Names within headers
 * count only under their full name, for a client chooses the names of its headers.
 */
const names: Record<JsonField, string> = {
  client:
    'client_ip request.client_ip remote_addr remote_ip request.remote_ip clienthost clientip clientaddr client.ip source.ip httprequest.remoteip http_client_ip realip_remote_addr downstream_remote_address client ip c_ip request.remote_addr remote source.address client.address remoteip remoteaddr',
  time: '@timestamp time_iso8601 timestamp time starttime startutc start_time msec ts edgestarttimestamp time_local datetime date request_time_iso t',
  host: 'http_host host request.host requesthost server_name vhost virtual_host clientrequesthost url.domain authority :authority domain domain_name',
  method:
    'request_method method request.method requestmethod http.request.method httprequest.requestmethod clientrequestmethod verb http_method',
  target:
    'request_uri requesturi uri request.uri request.url requestpath clientrequesturi url.original httprequest.requesturl path url.path url x_path request_path request_url',
  query: 'query url.query query_string args',
  request: 'request request_line request_creation',
  status:
    'status status_code downstreamstatus http.response.status_code httprequest.status edgeresponsestatus elb_status_code response_code response.status code originstatus response_status sc_status',
  size: 'body_bytes_sent bytes_sent size downstreamcontentsize http.response.body.bytes httprequest.responsesize edgeresponsebytes sent_bytes bytes response.size bytes_written body_size response_size resp_size content_length response_length',
  referrer:
    'http_referer http_referrer referer referrer request.headers.referer request_referer http.request.referrer httprequest.referer clientrequestreferer headers.referer request.referer',
  agent:
    'http_user_agent user_agent request.headers.user-agent request_user-agent user_agent.original httprequest.useragent clientrequestuseragent agent useragent user-agent headers.user-agent request.user_agent',
  line: 'log message msg',
}

export interface JsonName {
  readonly hash: number
  /** Lower-case, as far as the name within its object goes. */
  readonly last: Uint8Array
  readonly parent: JsonName | null
  /** Index in `jsonFields`; -1: it only holds others. */
  field: number
  /** 0 is the best name of its field. */
  rank: number
  holds: boolean
}

/** One more byte of a name; capitals count as small letters. */
export function nameHash(hash: number, byte: number): number {
  return Math.imul(hash ^ (byte >= 65 && byte <= 90 ? byte | 32 : byte), 0x01000193)
}

export const nameSeed = 0x811c9dc5 | 0

const dot = 46
const tableSize = 1024

/** All names in a table of hashes; where two meet, the next place is taken. */
export const jsonNames: readonly (JsonName | null)[] = buildTable()

function buildTable(): (JsonName | null)[] {
  const table = Array<JsonName | null>(tableSize).fill(null)
  for (const [field, name] of jsonFields.entries()) {
    for (const [rank, dotted] of names[name].split(' ').entries()) {
      const entry = place(table, dotted)
      entry.field = field
      entry.rank = rank
    }
  }
  return table
}

function place(table: (JsonName | null)[], dotted: string): JsonName {
  let parent: JsonName | null = null
  let entry: JsonName | null = null
  for (const part of dotted.split('.')) {
    if (entry) entry.holds = true
    parent = entry
    entry = findOrAdd(table, part, parent)
  }
  if (entry === null) throw new RangeError('a name is empty')
  return entry
}

function findOrAdd(table: (JsonName | null)[], part: string, parent: JsonName | null): JsonName {
  const last = new TextEncoder().encode(part)
  const hash = last.reduce(nameHash, parent ? nameHash(parent.hash, dot) : nameSeed)
  for (let at = hash & (tableSize - 1); ; at = (at + 1) & (tableSize - 1)) {
    const known = table[at]
    if (known && known.hash === hash && known.parent === parent) return known
    if (known) continue
    const added: JsonName = { hash, last, parent, field: -1, rank: 0, holds: false }
    table[at] = added
    return added
  }
}

/** The entry of a name of `bytes[from, to)` within `parent`, or null. Compares the bytes too: a hash alone can be forged. */
export function findName(
  bytes: Uint8Array,
  from: number,
  to: number,
  hash: number,
  parent: JsonName | null,
): JsonName | null {
  for (let at = hash & (tableSize - 1); ; at = (at + 1) & (tableSize - 1)) {
    const known = jsonNames[at]
    if (!known) return null
    if (known.hash === hash && known.parent === parent && sameName(bytes, from, to, known.last)) return known
  }
}

function sameName(bytes: Uint8Array, from: number, to: number, last: Uint8Array): boolean {
  if (to - from !== last.length) return false
  for (let at = 0; at < last.length; at++) {
    const byte = bytes[from + at] as number
    if ((byte >= 65 && byte <= 90 ? byte | 32 : byte) !== last[at]) return false
  }
  return true
}
