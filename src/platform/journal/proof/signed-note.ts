// Signed notes: text with Ed25519 signatures below it, as C2SP signed-note has it (c2sp.org/signed-note).
import { createPrivateKey, createPublicKey, type KeyObject, sign, verify } from 'node:crypto'
import { done, type Reply, refuse } from '#kernel/reply.ts'
import { sameBytes, sha256 } from './merkle.ts'

export interface VerifierKey {
  name: string
  /** The first four bytes of SHA-256(name || 0x0A || 0x01 || public key), in hexadecimal. */
  id: string
  /** The 32 bytes of RFC 8032. */
  publicKey: Uint8Array
  handle: KeyObject
}

export interface SigningKey extends VerifierKey {
  secret: KeyObject
}

export interface NoteSignature {
  name: string
  id: string
  signature: Uint8Array
}

export interface SignedNote {
  /** What was signed, its last newline included. */
  text: string
  signatures: NoteSignature[]
}

/** A note is small: room for 16 post-quantum signatures of 5 kB, and a text. */
const maxNoteLength = 256 * 1024
const maxSignatures = 64
const dash = '\u2014'
const ed25519 = 1
const idBytes = 4
// DER of an Ed25519 key up to the key itself (RFC 8410).
const privateKeyPrefix = Buffer.from('302e020100300506032b657004220420', 'hex')
const publicKeyPrefix = Buffer.from('302a300506032b6570032100', 'hex')

/** A key that verifies. Throws RangeError on a name that cannot stand in a note, or a key of another length. */
export function verifierKey(name: string, publicKey: Uint8Array): VerifierKey {
  if (!isKeyName(name)) throw new RangeError('a key name is not empty and has no space and no plus')
  if (publicKey.length !== 32) throw new RangeError('an Ed25519 public key has 32 bytes')
  const der = Buffer.concat([publicKeyPrefix, publicKey])
  const handle = createPublicKey({ key: der, format: 'der', type: 'spki' })
  return { name, id: keyId(name, publicKey), publicKey, handle }
}

/** A key that signs, from the 32-byte seed of RFC 8032. */
export function signingKey(name: string, seed: Uint8Array): SigningKey {
  if (seed.length !== 32) throw new RangeError('an Ed25519 seed has 32 bytes')
  const secret = createPrivateKey({ key: Buffer.concat([privateKeyPrefix, seed]), format: 'der', type: 'pkcs8' })
  const der = createPublicKey(secret).export({ format: 'der', type: 'spki' })
  return { ...verifierKey(name, der.subarray(publicKeyPrefix.length)), secret }
}

/** `<name>+<key id>+<base64(0x01 || public key)>`: what an operator copies to those who shall verify. */
export function formatVerifierKey(key: VerifierKey): string {
  return `${key.name}+${key.id}+${Buffer.concat([Buffer.of(ed25519), key.publicKey]).toString('base64')}`
}

export function parseVerifierKey(text: string): Reply<VerifierKey> {
  const [name = '', id = '', ...encoded] = text.length > 2048 ? [] : text.split('+')
  const key = decodeBase64(encoded.join('+'))
  if (!isKeyName(name) || key?.length !== 33) return refuse('malformed-key', 'not of the form name+id+key')
  if (key[0] !== ed25519) return refuse('unknown-algorithm', 'only Ed25519 (type 1) is known')
  const parsed = verifierKey(name, key.subarray(1))
  return parsed.id === id ? done(parsed) : refuse('malformed-key', 'the key id is not that of the key')
}

/** Signs `text` with each key, and keeps the signatures that are there already (a peer that co-signs). */
export function signNote(text: string, keys: readonly SigningKey[], existing: readonly NoteSignature[] = []): string {
  if (!isNoteText(text)) throw new RangeError('a note ends in a newline and holds no control characters')
  const lines = existing.map(({ name, id, signature }) => signatureLine(name, id, signature))
  for (const { name, id, secret } of keys) lines.push(signatureLine(name, id, sign(null, Buffer.from(text), secret)))
  return `${text}\n${lines.join('')}`
}

function signatureLine(name: string, id: string, signature: Uint8Array): string {
  return `${dash} ${name} ${Buffer.concat([Buffer.from(id, 'hex'), signature]).toString('base64')}\n`
}

/** Reads a note without trusting it: nothing in it counts before `verifyNote`. */
export function parseNote(note: string): Reply<SignedNote> {
  if (note.length > maxNoteLength) return refuse('malformed-note', `longer than ${maxNoteLength} characters`)
  const split = note.lastIndexOf('\n\n')
  const text = note.slice(0, split + 1)
  if (split < 0 || !note.endsWith('\n') || !isNoteText(text))
    return refuse('malformed-note', 'not a text and signatures')
  const lines = note.slice(split + 2, -1).split('\n')
  if (lines.length > maxSignatures) return refuse('malformed-note', `more than ${maxSignatures} signatures`)
  const signatures: NoteSignature[] = []
  for (const line of lines) {
    const signature = parseSignature(line)
    if (signature === undefined) return refuse('malformed-note', 'a line below the text is no signature')
    signatures.push(signature)
  }
  return done({ text, signatures })
}

function parseSignature(line: string): NoteSignature | undefined {
  const [mark, name = '', encoded = '', ...more] = line.split(' ')
  const bytes = decodeBase64(encoded)
  if (mark !== dash || more.length > 0 || !isKeyName(name)) return undefined
  if (bytes === undefined || bytes.length <= idBytes) return undefined
  return { name, id: bytes.subarray(0, idBytes).toString('hex'), signature: bytes.subarray(idBytes) }
}

/**
 * The known keys that signed this note, each once. Signatures by unknown keys are passed over; a false one in the
 * name of a known key refuses the whole note (signed-note, section "Signatures"), and so does a note nobody known signed.
 */
export function verifyNote(note: SignedNote, known: readonly VerifierKey[]): Reply<VerifierKey[]> {
  const text = Buffer.from(note.text)
  const signedBy = new Set<VerifierKey>()
  for (const { name, id, signature } of note.signatures) {
    const candidates = known.filter((key) => key.name === name && key.id === id)
    const [key] = candidates
    if (key === undefined) continue
    if (candidates.some((other) => !sameBytes(other.publicKey, key.publicKey))) {
      return refuse('ambiguous-key', `two known keys are both ${name}+${id}`)
    }
    if (signature.length !== 64 || !verify(null, text, key.handle, signature)) {
      return refuse('false-signature', `the signature of ${name}+${id} does not fit the text`)
    }
    signedBy.add(key)
  }
  return signedBy.size > 0 ? done([...signedBy]) : refuse('unsigned', 'no signature by a known key')
}

function keyId(name: string, publicKey: Uint8Array): string {
  const named = Buffer.concat([Buffer.from(`${name}\n`), Buffer.of(ed25519), publicKey])
  return Buffer.from(sha256(named).subarray(0, idBytes)).toString('hex')
}

// JavaScript's \s lacks U+0085, which Unicode counts among the spaces.
function isKeyName(name: string): boolean {
  return name !== '' && isCleanText(name) && !/[\s\u0085+]/u.test(name)
}

function isNoteText(text: string): boolean {
  return text.endsWith('\n') && isCleanText(text.replaceAll('\n', ''))
}

function isCleanText(text: string): boolean {
  return !/\p{Surrogate}/u.test(text) && !Array.from(text).some((letter) => letter < ' ')
}

/** Standard base64 (RFC 4648, section 4) in its one canonical spelling, or undefined. */
export function decodeBase64(text: string): Buffer | undefined {
  const bytes = Buffer.from(text, 'base64')
  return bytes.toString('base64') === text ? bytes : undefined
}
