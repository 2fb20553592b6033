// UUIDs of version 8 (RFC 9562, section 5.8) out of names: the same plan always gives the same playbook.
import { createHash } from 'node:crypto'

export function nameUuid(name: string): string {
  const hash = createHash('sha256').update(`tocsin disrupt ${name}`).digest('hex')
  const fourth = ((Number.parseInt(hash[16] ?? '0', 16) & 0x3) | 0x8).toString(16)
  return `${hash.slice(0, 8)}-${hash.slice(8, 12)}-8${hash.slice(13, 16)}-${fourth}${hash.slice(17, 20)}-${hash.slice(20, 32)}`
}
