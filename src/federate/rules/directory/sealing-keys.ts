// Sealing keys live for days: when the next one is made, which one a letter is sealed to, and when the private half must be gone.
import type { Instant } from '#kernel/time.ts'
import type { SealingKey } from '../../model/wire.ts'

const day = 86_400_000
export const sealingLifeDays = 3
/** After its end the private half is kept so long, for letters that were under way. Then nobody can open them any more. */
export const openableDays = 14
/** When nothing newer came from a peer (a stick, a cut line), its last key is still used for so long. */
export const lateDays = 7
/** Clocks of nodes differ. */
const skew = day

type Lived = Pick<SealingKey, 'from' | 'until'>

/** The next key is made at half the life of the newest, so that peers who ask once a day always have one. */
export function needsNewKey(keys: readonly Lived[], now: Instant): boolean {
  const newest = Math.max(0, ...keys.map((key) => Date.parse(key.until)))
  return newest - Date.parse(now) < (sealingLifeDays * day) / 2
}

export function lifeFrom(now: Instant): { from: Instant; until: Instant } {
  return { from: now, until: new Date(Date.parse(now) + sealingLifeDays * day).toISOString() }
}

/** Those that stand on the card: not ended, newest first. */
export function announcedKeys<K extends Lived>(keys: readonly K[], now: Instant): K[] {
  return keys
    .filter((key) => Date.parse(key.until) > Date.parse(now))
    .sort((a, b) => Date.parse(b.until) - Date.parse(a.until))
    .slice(0, 8)
}

export function mustBeDestroyed(key: Lived, now: Instant): boolean {
  return Date.parse(now) >= Date.parse(key.until) + openableDays * day
}

/** The newest that has not ended; else the last one, as long as its receiver can surely open it. */
export function keyToSealTo(keys: readonly SealingKey[], now: Instant): SealingKey | undefined {
  const at = Date.parse(now)
  const begun = keys
    .filter((key) => Date.parse(key.from) <= at + skew)
    .sort((a, b) => Date.parse(b.until) - Date.parse(a.until))
  const [newest] = begun
  return newest && Date.parse(newest.until) + lateDays * day > at ? newest : undefined
}
