// Values of MISP as observables and patterns of STIX 2.1. Undefined where there is no equivalent.
import { isIp } from './addresses.ts'
import { partsOf } from './values.ts'

type Observable = { type: string } & Record<string, unknown>

/** A text inside a pattern: backslash and quote are escaped, so that no value can end its literal. */
function escapePattern(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`
}

const hashNames: ReadonlyMap<string, string> = new Map([
  ['md5', 'MD5'],
  ['sha1', 'SHA-1'],
  ['sha256', 'SHA-256'],
  ['sha512', 'SHA-512'],
  ['sha3-256', 'SHA3-256'],
  ['sha3-512', 'SHA3-512'],
  ['ssdeep', 'SSDEEP'],
  ['tlsh', 'TLSH'],
])
const certificateHashes: ReadonlyMap<string, string> = new Map([
  ['x509-fingerprint-md5', 'MD5'],
  ['x509-fingerprint-sha1', 'SHA-1'],
  ['x509-fingerprint-sha256', 'SHA-256'],
])

function addressOf(value: string): Observable | undefined {
  const family = isIp(value.split('/')[0] ?? '')
  return family === 0 ? undefined : { type: family === 4 ? 'ipv4-addr' : 'ipv6-addr', value }
}

const plain: ReadonlyMap<string, (value: string) => Observable | undefined> = new Map<
  string,
  (value: string) => Observable | undefined
>([
  ['ip-src', addressOf],
  ['ip-dst', addressOf],
  ['domain', (value) => ({ type: 'domain-name', value })],
  ['hostname', (value) => ({ type: 'domain-name', value })],
  ['url', (value) => ({ type: 'url', value })],
  ['uri', (value) => ({ type: 'url', value })],
  ['link', (value) => ({ type: 'url', value })],
  ...['email', 'email-src', 'email-dst', 'email-reply-to', 'target-email', 'whois-registrant-email'].map(
    (type): [string, (value: string) => Observable] => [type, (value) => ({ type: 'email-addr', value })],
  ),
  ['AS', (value) => ({ type: 'autonomous-system', number: Number(value.replace(/^AS/i, '')) })],
  ['mac-address', (value) => ({ type: 'mac-addr', value: value.toLowerCase().replaceAll('-', ':') })],
  ['mutex', (value) => ({ type: 'mutex', name: value })],
  ['filename', (value) => ({ type: 'file', name: value })],
  ['regkey', (value) => ({ type: 'windows-registry-key', key: value })],
  ['github-username', (value) => ({ type: 'user-account', account_type: 'github', account_login: value })],
  ['twitter-id', (value) => ({ type: 'user-account', account_type: 'twitter', account_login: value })],
])

export function observableOf(type: string, value: string): Observable | undefined {
  const hash = hashNames.get(type)
  if (hash !== undefined) return { type: 'file', hashes: { [hash]: value } }
  const certificate = certificateHashes.get(type)
  if (certificate !== undefined) return { type: 'x509-certificate', hashes: { [certificate]: value } }
  const parts = partsOf(type, value)
  const [first, second] = parts
  if (parts.length === 1 || !first || !second) return plain.get(type)?.(value)
  if (type === 'regkey|value')
    return { type: 'windows-registry-key', key: first.value, values: [{ data: second.value }] }
  const name = hashNames.get(second.type)
  if (first.type === 'filename' && name !== undefined)
    return { type: 'file', name: first.value, hashes: { [name]: second.value } }
  return observableOf(first.type, first.value)
}

/** How each property of an observable is compared in a pattern. */
function comparisons({ type, ...properties }: Observable): string[] {
  return Object.entries(properties).flatMap(([key, value]) => {
    if (key === 'hashes' && typeof value === 'object' && value !== null)
      return Object.entries(value).map(([name, hash]) => `${type}:hashes.'${name}' = ${escapePattern(String(hash))}`)
    if (key === 'values' && Array.isArray(value))
      return value.map(({ data }) => `${type}:values[*].data = ${escapePattern(String(data))}`)
    return [`${type}:${key} = ${typeof value === 'number' ? value : escapePattern(String(value))}`]
  })
}

/** A pattern for detection, in the language that it is written in. */
export function patternOf(type: string, value: string): { pattern: string; kind: string } | undefined {
  if (type === 'yara' || type === 'sigma' || type === 'snort') return { pattern: value, kind: type }
  if (type === 'stix2-pattern') return { pattern: value, kind: 'stix' }
  const [first, second] = partsOf(type, value)
  const found = first && second && second.type === 'port' ? observableOf(first.type, first.value) : undefined
  if (found && second) {
    const direction = type.startsWith('ip-src') ? 'src' : 'dst'
    const port = `network-traffic:${direction}_port = ${second.value}`
    const where = `network-traffic:${direction}_ref.value = ${escapePattern(String(found.value))}`
    return { pattern: `[${where} AND ${port}]`, kind: 'stix' }
  }
  if (type === 'domain|ip' && first && second) {
    const resolved = `domain-name:resolves_to_refs[*].value = ${escapePattern(second.value)}`
    return { pattern: `[domain-name:value = ${escapePattern(first.value)} AND ${resolved}]`, kind: 'stix' }
  }
  const observable = observableOf(type, value)
  return observable && { pattern: `[${comparisons(observable).join(' AND ')}]`, kind: 'stix' }
}
