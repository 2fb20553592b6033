// How much goes into one letter. Small enough that a slow line carries warnings in between, large enough that signing costs little.
import type { LetterPart } from '../../model/letter.ts'

/** Both signatures and the seal cost milliseconds a letter; entries go by hundreds. */
export const mostParts = 500
const aimBytes = 1_500_000
/** What still fits into an envelope of 12,000,000 characters of base64url, with the rest of the letter. */
export const mostBytes = 8_500_000
const leastAim = 64_000
/** On a capped line no letter takes much longer than this. */
const secondsOnLine = 4

export function aimFor(kilobytesPerSecond: number | null): number {
  if (kilobytesPerSecond === null) return aimBytes
  return Math.min(aimBytes, Math.max(leastAim, kilobytesPerSecond * 1024 * secondsOnLine))
}

export interface Packed {
  parts: LetterPart[]
  bytes: number
  /** For the next letter. */
  left: LetterPart[]
  /** Larger than any letter can be. */
  tooLarge: LetterPart[]
}

/**
 * Takes from the front until the letter is full. A checkpoint always goes along: the proofs of the copies beside it rest on it. The first
 * part goes even where it is larger than the aim, so that nothing waits for ever.
 */
export function packParts(parts: readonly LetterPart[], aim: number): Packed {
  const packed: Packed = { parts: [], bytes: 0, left: [], tooLarge: [] }
  let full = false
  for (const part of [...parts].sort((a, b) => Number(b.part === 'checkpoint') - Number(a.part === 'checkpoint'))) {
    const bytes = sizeOf(part)
    if (bytes > mostBytes) {
      packed.tooLarge.push(part)
      continue
    }
    const has = packed.parts.some((one) => one.part !== 'checkpoint')
    full ||= has && (packed.bytes + bytes > aim || packed.parts.length >= mostParts)
    // With a large checkpoint the two together may be more than an envelope holds.
    if (full || packed.bytes + bytes > mostBytes) packed.left.push(part)
    else {
      packed.parts.push(part)
      packed.bytes += bytes
    }
  }
  return packed
}

/** Bytes of its JSON, as good as the canonical form has them. */
function sizeOf(part: unknown): number {
  const text = JSON.stringify(part)
  // Three bytes a character is the most that UTF-8 takes here; exact counting only where it matters.
  return text.length * 3 < aimBytes / 50 ? text.length : new TextEncoder().encode(text).length
}
