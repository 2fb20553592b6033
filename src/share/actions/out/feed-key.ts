// The key that stands in the address of a feed. The node keeps its hash alone.
import { createHash, randomBytes } from 'node:crypto'

export const keyPattern = /^[A-Za-z0-9_-]{43}$/
export const newKey = () => randomBytes(32).toString('base64url')

export function hashOfKey(key: string): Buffer {
  return createHash('sha256').update(key).digest()
}
