// The private keys of this node, held in memory while they are used, and made where they are missing.
import { randomBytes } from 'node:crypto'
import { type Instant, instant } from '#kernel/time.ts'
import type { SealingKey, SignatureKeys } from '../../model/wire.ts'
import { announcedKeys, lifeFrom, mustBeDestroyed } from '../../rules/directory/sealing-keys.ts'
import { createKeyFiles, type KeyFiles } from '../../store/directory/key-files.ts'
import { fingerprint } from '../../wire/fingerprint.ts'
import { type SealingSecret, sealingSecret } from '../../wire/seal.ts'
import { type SigningSecrets, signingSecrets } from '../../wire/sign.ts'

export interface OwnKeys {
  /** Undefined when the private half is not in the data folder. */
  signing(signs: SignatureKeys): SigningSecrets | undefined
  makeSigning(now: Instant): SigningSecrets
  destroySigning(signs: SignatureKeys): void
  sealing(id: string): (SealingSecret & { from: Instant; until: Instant }) | undefined
  /** What is in the data folder and not ended, newest first. */
  announced(now: Instant): SealingKey[]
  makeSealing(now: Instant): SealingKey
  /** Destroys the private halves of keys that ended long ago. */
  destroyEnded(now: Instant): number
}

export function createOwnKeys(dataDir: string): OwnKeys {
  const files: KeyFiles = createKeyFiles(dataDir)
  const signing = new Map<string, SigningSecrets>()
  const sealing = new Map<string, SealingSecret & { from: Instant; until: Instant }>()

  function sealingOf(id: string) {
    const known = sealing.get(id)
    if (known) return known
    const kept = files.sealing(id)
    if (!kept) return undefined
    const found = { ...sealingSecret(Buffer.from(kept.seed, 'hex')), from: kept.from, until: kept.until }
    if (found.id !== id) throw new Error(`The sealing key ${id} in the data folder is damaged: remove it.`)
    sealing.set(id, found)
    return found
  }

  return {
    signing(signs) {
      const id = fileOf(signs)
      const known = signing.get(id)
      if (known) return known
      const kept = files.signing(id)
      if (!kept) return undefined
      const found = signingSecrets(seedsFrom(kept))
      if (fileOf(found.signs) !== id) throw new Error(`The signing key ${id} in the data folder is damaged.`)
      signing.set(id, found)
      return found
    },
    makeSigning(now) {
      const seeds = { ed25519: randomBytes(32), mlDsa65: randomBytes(32) }
      const made = signingSecrets(seeds)
      const hex = { ed25519: seeds.ed25519.toString('hex'), mlDsa65: seeds.mlDsa65.toString('hex') }
      files.keepSigning(fileOf(made.signs), { v: 1, ...hex, made: now })
      signing.set(fileOf(made.signs), made)
      return made
    },
    destroySigning(signs) {
      files.destroySigning(fileOf(signs))
      signing.delete(fileOf(signs))
    },
    sealing: sealingOf,
    announced(now) {
      const all = files.sealingIds().flatMap((id) => sealingOf(id) ?? [])
      return announcedKeys(all, now).map(({ id, xWing, from, until }) => ({ id, xWing, from, until }))
    },
    makeSealing(now) {
      const seed = randomBytes(32)
      const life = lifeFrom(instant(now))
      const made = sealingSecret(seed)
      files.keepSealing(made.id, { v: 1, seed: seed.toString('hex'), ...life })
      return { id: made.id, xWing: made.xWing, ...life }
    },
    destroyEnded(now) {
      let gone = 0
      for (const id of files.sealingIds()) {
        const key = files.sealing(id)
        if (!key || !mustBeDestroyed(key, now)) continue
        files.destroySealing(id)
        sealing.get(id)?.seed.fill(0)
        sealing.delete(id)
        gone++
      }
      return gone
    },
  }
}

function fileOf(signs: SignatureKeys): string {
  return fingerprint(signs).slice(0, 16)
}

function seedsFrom({ ed25519, mlDsa65 }: { ed25519: string; mlDsa65: string }) {
  return { ed25519: Buffer.from(ed25519, 'hex'), mlDsa65: Buffer.from(mlDsa65, 'hex') }
}
