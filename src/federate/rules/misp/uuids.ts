// UUIDs as MISP takes them: versions 1 to 5. An id of this house is of version 7; what stands for it in MISP is made from it.

/** Of a text: RFC 9562 version 5. `sha1` is handed in, for rules know no library. */
export function uuid5(sha1: (bytes: Uint8Array) => Uint8Array, namespace: string, name: string): string {
  const space = Uint8Array.from(namespace.replaceAll('-', '').match(/../g) ?? [], (pair) => Number.parseInt(pair, 16))
  const words = new TextEncoder().encode(name)
  const all = new Uint8Array(space.length + words.length)
  all.set(space)
  all.set(words, space.length)
  const bytes = sha1(all).slice(0, 16)
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x50
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20, 32)}`
}

/** The namespace of everything that stands for something of a Tocsin in MISP. */
export const mispNamespace = '5c8de6a0-4b7b-4f34-8f0e-7d1f3b8c2a11'

/** The same on every node: an organisation has one id everywhere, so it has one UUID in MISP too. */
export function mispUuid(sha1: (bytes: Uint8Array) => Uint8Array, id: string): string {
  return '12345'.includes(id.charAt(14)) ? id : uuid5(sha1, mispNamespace, `id/${id}`)
}
