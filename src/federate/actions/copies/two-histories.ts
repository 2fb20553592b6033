// Whether two signed checkpoints are of one history: anybody can check it with the two notes and the key of the log.
import {
  formatVerifierKey,
  originOf,
  parseCheckpoint,
  type SignedCheckpoint,
  sameBytes,
  type VerifierKey,
  verifyCheckpoint,
} from '#platform/journal/proof/index.ts'

export type Comparison =
  /** Both are signed by the log, of one size, and of different roots: no honest log can sign both. */
  | { answer: 'two-histories'; because: string }
  | { answer: 'same'; because: string }
  /** Of different sizes: only a consistency proof could tell. */
  | { answer: 'undetermined'; because: string }
  | { answer: 'unusable'; because: string }

export function compareHistories(first: string, second: string, key: VerifierKey): Comparison {
  const one = signedBy(first, key)
  const other = signedBy(second, key)
  if (typeof one === 'string') return { answer: 'unusable', because: `The first note: ${one}` }
  if (typeof other === 'string') return { answer: 'unusable', because: `The second note: ${other}` }
  if (one.size !== other.size)
    return {
      answer: 'undetermined',
      because: `One is of ${one.size} entries, the other of ${other.size}: only a proof of consistency between them could tell.`,
    }
  if (sameBytes(one.root, other.root))
    return { answer: 'same', because: `Both say the same of the first ${one.size} entries.` }
  return {
    answer: 'two-histories',
    because: `${key.name} signed two different histories of its first ${one.size} entries, with the key ${formatVerifierKey(key)}.`,
  }
}

/** The checkpoint, or why it does not count. */
export function signedBy(note: string, key: VerifierKey): SignedCheckpoint | string {
  const parsed = parseCheckpoint(note)
  if (!parsed.ok) return parsed.detail ?? parsed.refusal
  const signed = verifyCheckpoint(parsed.value, key.name, [key])
  return signed.ok ? parsed.value : (signed.detail ?? signed.refusal)
}

/** Whether a key is one of that node's log: its name says so. */
export function isKeyOf(node: string, key: VerifierKey): boolean {
  return key.name === originOf(node)
}
