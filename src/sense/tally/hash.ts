// One 32-bit mixing for everything that is sketched, the same in every sensor, so that sketches can be merged.

/**
 * Finalizer of MurmurHash3 (public domain): a bijection of 32 bits, so two IPv4 addresses never collide. It has no key:
 * sketches of all sensors must agree. Whoever picks source addresses by this function can make a distinct count look
 * small; the counts of flows and packets cannot be bent that way, so the two are shown side by side.
 */
export function hashWord(word: number): number {
  let hash = word ^ (word >>> 16)
  hash = Math.imul(hash, 0x85ebca6b)
  hash ^= hash >>> 13
  hash = Math.imul(hash, 0xc2b2ae35)
  return (hash ^ (hash >>> 16)) >>> 0
}

/** An IPv6 address, most significant word first. */
export function hashWords(first: number, second: number, third: number, fourth: number): number {
  return hashWord(mixWords(first, second, third, fourth))
}

/** A word whose `hashWord` is the hash of these four: so addresses of both families can be hashed by one loop. */
export function mixWords(first: number, second: number, third: number, fourth: number): number {
  let hash = hashWord(first ^ 0x9e3779b9)
  hash = hashWord((hash + Math.imul(second, 0x85ebca77)) | 0)
  hash = hashWord((hash + Math.imul(third, 0xc2b2ae3d)) | 0)
  return (hash + Math.imul(fourth, 0x27d4eb2f)) | 0
}

/** A text, by its UTF-16 units: paths, agents, keyed hashes of reporters. */
export function hashText(text: string): number {
  let hash = 0x811c9dc5
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193)
  return hashWord(hash ^ text.length)
}

/** Bytes `from` (included) to `to` (excluded), without making a text of them. ASCII gives the same as `hashText`. */
export function hashBytes(bytes: Uint8Array, from: number, to: number): number {
  let hash = 0x811c9dc5
  for (let at = from; at < to; at++) hash = Math.imul(hash ^ (bytes[at] ?? 0), 0x01000193)
  return hashWord(hash ^ (to - from))
}
