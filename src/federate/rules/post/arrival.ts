// What becomes of a letter by its number: the next one is taken, an old one is answered again, an early one waits for those before it.

/** Early letters that are kept, for each peer and realm. */
export const mostHeld = 64
const mostHeldBytes = 32 * 1024 * 1024

export type Arrival = 'next' | 'known' | 'early' | 'too-early'

export function arrival(
  sequence: number,
  takenTo: number,
  held: { count: number; bytes: number },
  bytes: number,
): Arrival {
  if (sequence <= takenTo) return 'known'
  if (sequence === takenTo + 1) return 'next'
  const room = held.count < mostHeld && held.bytes + bytes <= mostHeldBytes && sequence - takenTo <= mostHeld * 4
  return room ? 'early' : 'too-early'
}

/**
 * What a stranger may learn of a refusal: only what follows from the outside of the envelope and from our own card. Whether we know or
 * trust the one whom it names stays ours.
 */
export function toldInClear(refusal: string, keyOnCard: boolean): string {
  if (refusal === 'expired' || refusal === 'not-for-us' || refusal === 'malformed') return refusal
  return keyOnCard ? 'not-taken' : 'unknown-key'
}
