// Texts as they may be shown, remembered by their hash: the same few hundred paths and agents are among the biggest of every bucket.

/** The shown text of `bytes[from, to)`, whose hash the scanner made. */
export type TextNames = (bytes: Uint8Array, from: number, to: number, hash: number) => string

const slots = 1024

/** One place for each remainder of the hash, so that memory is bounded whatever texts come. `make` masks and cuts. */
export function createTextNames(make: (bytes: Uint8Array, from: number, to: number) => string): TextNames {
  const keys = new Int32Array(slots)
  const names = Array<string | null>(slots).fill(null)
  return (bytes, from, to, hash) => {
    const slot = hash & (slots - 1)
    const known = names[slot]
    if (known !== null && known !== undefined && keys[slot] === hash) return known
    const made = make(bytes, from, to)
    keys[slot] = hash
    names[slot] = made
    return made
  }
}
