// Checkpoints: what the node signs about its journal's tree, in the form of C2SP tlog-checkpoint (c2sp.org/tlog-checkpoint).
import { isDeepStrictEqual } from 'node:util'
import { done, type Reply, refuse } from '#kernel/reply.ts'
import type { Instant } from '#kernel/time.ts'
import { hashBytes } from './merkle.ts'
import {
  decodeBase64,
  parseNote,
  type SignedNote,
  type SigningKey,
  signNote,
  type VerifierKey,
  verifyNote,
} from './signed-note.ts'

export interface Checkpoint {
  /** Which log: `tocsin/<node id>`; the node's key has the same name. */
  origin: string
  /** How many leaves. */
  size: number
  root: Uint8Array
  /** When it was made (extension line `time ...`); null on a checkpoint of another kind of log. */
  time: Instant | null
  /** Extension lines other than `time`, as they stand. */
  extensions: string[]
}

export interface SignedCheckpoint extends Checkpoint {
  note: SignedNote
}

export function originOf(nodeId: string): string {
  return `tocsin/${nodeId}`
}

/** The text to sign. Throws RangeError on a checkpoint that could not be read back. */
export function checkpointText({ origin, size, root, time, extensions }: Checkpoint): string {
  const lines = [origin, String(size), Buffer.from(root).toString('base64')]
  if (time !== null) lines.push(`time ${time}`)
  const text = `${[...lines, ...extensions].join('\n')}\n`
  const back = parseText(text)
  const same = back.ok && back.value.origin === origin && back.value.extensions.length === extensions.length
  if (!same || back.value.time !== time) throw new RangeError('not a checkpoint that can be written down')
  return text
}

export function signCheckpoint(checkpoint: Checkpoint, keys: readonly SigningKey[]): string {
  return signNote(checkpointText(checkpoint), keys)
}

/** The same checkpoint with one more signature below: for a peer that checked its consistency. */
export function cosignCheckpoint(checkpoint: SignedCheckpoint, key: SigningKey): string {
  return signNote(checkpoint.note.text, [key], checkpoint.note.signatures)
}

/** Reads a checkpoint strictly, without trusting it: nothing in it counts before `verifyCheckpoint`. */
export function parseCheckpoint(text: string): Reply<SignedCheckpoint> {
  const note = parseNote(text)
  if (!note.ok) return note
  const body = parseText(note.value.text)
  return body.ok ? done({ ...body.value, note: note.value }) : body
}

/**
 * Checks that this is a checkpoint of that log, signed by a key of that log (a key named as the origin). Answers
 * who signed: the log itself, and those of `known` that co-signed.
 */
export function verifyCheckpoint(
  checkpoint: SignedCheckpoint,
  origin: string,
  known: readonly VerifierKey[],
): Reply<VerifierKey[]> {
  // The fields are read again from what was signed, so that a caller's edit of the object gains nothing.
  const signed = parseText(checkpoint.note.text)
  if (!signed.ok) return signed
  if (!isDeepStrictEqual(signed.value, fieldsOf(checkpoint))) {
    return refuse('malformed-checkpoint', 'the fields are not those of the signed text')
  }
  if (checkpoint.origin !== origin) return refuse('foreign-checkpoint', `of ${checkpoint.origin}, not of ${origin}`)
  const signedBy = verifyNote(checkpoint.note, known)
  if (!signedBy.ok) return signedBy
  const byLog = signedBy.value.some((key) => key.name === origin)
  return byLog ? signedBy : refuse('unsigned', `no signature by ${origin}`)
}

function fieldsOf({ origin, size, root, time, extensions }: Checkpoint): Checkpoint {
  return { origin, size, root: Buffer.from(root), time, extensions }
}

function parseText(text: string): Reply<Checkpoint> {
  const [origin = '', size = '', encoded = '', ...extensions] = text.slice(0, -1).split('\n')
  const root = decodeBase64(encoded)
  if (origin === '') return refuse('malformed-checkpoint', 'no origin')
  if (!/^(0|[1-9][0-9]{0,15})$/.test(size) || !Number.isSafeInteger(Number(size))) {
    return refuse('malformed-checkpoint', 'the size is not a decimal number')
  }
  if (root?.length !== hashBytes) return refuse('malformed-checkpoint', 'the root is not 32 bytes in base64')
  if (extensions.includes('')) return refuse('malformed-checkpoint', 'an empty extension line')
  const times = extensions.filter((line) => line.startsWith('time '))
  const time = times[0]?.slice('time '.length) ?? null
  if (times.length > 1 || (time !== null && !isInstant(time)))
    return refuse('malformed-checkpoint', 'not one clear time')
  const others = extensions.filter((line) => !line.startsWith('time '))
  return done({ origin, size: Number(size), root, time, extensions: others })
}

// Only the spelling that the house writes: UTC with milliseconds, and a day that exists.
function isInstant(text: string): boolean {
  const at = new Date(text)
  return !Number.isNaN(at.getTime()) && at.toISOString() === text
}
