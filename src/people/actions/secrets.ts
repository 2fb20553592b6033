// Secrets: 256 random bits where the node makes them, argon2id where a person chose them.
import { createHash, createHmac, randomBytes } from 'node:crypto'
import { hash, verify } from '@node-rs/argon2'
import { passwordToHash } from '../rules/password.ts'

/** OWASP's first choice for argon2id: 19 MiB, two passes, one lane. The package takes argon2id by default. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

export function newSecret(): string {
  return randomBytes(32).toString('base64url')
}

/** A secret with this many random bits needs no salt and no slow hash. */
export function hashOf(secret: string): Buffer {
  return createHash('sha256').update(secret).digest()
}

export function keyedHash(key: Uint8Array, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest()
}

export function hashPassword(password: string): Promise<string> {
  return hash(passwordToHash(password), cost)
}

let nobodys: Promise<string> | undefined

/** Takes as long when there is no such account, or no password on it, as when there is. */
export async function passwordFits(password: string, kept: string | null | undefined): Promise<boolean> {
  nobodys ??= hashPassword(newSecret())
  const fits = await verify(kept ?? (await nobodys), passwordToHash(password))
  return fits && typeof kept === 'string'
}

const letters = 'abcdefghijkmnpqrstuvwxyz23456789'

/** 80 random bits in four groups, without letters that look alike: 'xxxx-xxxx-xxxx-xxxx'. */
export function newRecoveryCode(): string {
  const text = [...randomBytes(16)].map((byte) => letters[byte % letters.length]).join('')
  return (text.match(/.{4}/g) ?? []).join('-')
}

export function recoveryHash(person: string, code: string): Buffer {
  return hashOf(`${person}:${code.toLowerCase().replace(/[^a-z0-9]/g, '')}`)
}
