// Ids that follow from content (section 2.9): the same observable has the same id whoever saw it, and our records keep theirs.
import { stixKinds } from '../../model/stix/kinds.ts'
import { observableNamespace } from '../../model/stix/known-ids.ts'

/** What rules cannot do themselves: RFC 8785, and SHA-1 of namespace and name. */
export interface Digest {
  canonical(value: unknown): string
  sha1(bytes: Uint8Array): Uint8Array
}

/** A UUID of version 5 (RFC 9562). */
export function uuid5(namespace: string, name: string, digest: Digest): string {
  const space = namespace.replaceAll('-', '')
  const named = new TextEncoder().encode(name)
  const bytes = new Uint8Array(16 + named.length)
  for (let i = 0; i < 16; i++) bytes[i] = Number.parseInt(space.slice(i * 2, i * 2 + 2), 16)
  bytes.set(named, 16)
  const hash = digest.sha1(bytes).slice(0, 16)
  hash[6] = ((hash[6] ?? 0) & 0x0f) | 0x50
  hash[8] = ((hash[8] ?? 0) & 0x3f) | 0x80
  const hex = Array.from(hash, (byte) => byte.toString(16).padStart(2, '0')).join('')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}

const hashOrder = ['MD5', 'SHA-1', 'SHA-256', 'SHA-512']

/** Undefined where the type is no observable, or the object has none of the properties that the id is made from. */
export function observableId(object: Readonly<Record<string, unknown>>, digest: Digest): string | undefined {
  const { type } = object
  const kind = typeof type === 'string' ? stixKinds.get(type) : undefined
  if (kind?.class !== 'sco') return undefined
  const from: Record<string, unknown> = {}
  for (const name of kind.idFrom) {
    if (object[name] !== undefined) from[name] = name === 'hashes' ? oneHash(object[name]) : object[name]
  }
  if (Object.keys(from).length === 0) return undefined
  return `${kind.type}--${uuid5(observableNamespace, digest.canonical(from), digest)}`
}

/** Of several hashes one counts: the first of this order, or else the first by name. */
function oneHash(hashes: unknown): unknown {
  if (typeof hashes !== 'object' || hashes === null) return hashes
  const given = hashes as Record<string, unknown>
  const name = hashOrder.find((one) => Object.hasOwn(given, one)) ?? Object.keys(given).sort()[0]
  return name === undefined ? given : { [name]: given[name] }
}

/** The id of an object that a record of ours is told by: stable for this node, so that a second export is a new version. */
export function recordId(type: string, node: string, record: string, digest: Digest): string {
  return `${type}--${uuid5(ownNamespace(node, digest), record, digest)}`
}

/** The URL namespace of RFC 9562; below it each node has one of its own. */
const urlNamespace = '6ba7b811-9dad-11d1-80b4-00c04fd430c8'
function ownNamespace(node: string, digest: Digest): string {
  return uuid5(urlNamespace, `urn:tocsin:node:${node}`, digest)
}
