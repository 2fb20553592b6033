// What a signature under a playbook proves, from what it claims, whether it holds, and which keys are believed. Pure.
import type { Refused } from '#kernel/reply.ts'
import type { JudgedSignature } from '../../model/playbooks/signatures.ts'
import { type Tree, treesOf, wordOf } from '../advisories/look.ts'

export interface Believed {
  name: string
  fingerprint: string
  /** What it signed later counts no more. */
  endedAt: string | null
}

/** The key by which it holds as its fingerprint, or why it does not. */
export type Held = { ok: true; fingerprint: string } | Refused

export function judgeSignature(
  playbook: Tree,
  signature: Tree,
  held: Held,
  believed: readonly Believed[],
  now: string,
): JudgedSignature {
  const claims = {
    says: wordOf(signature.signee, 300),
    algorithm: wordOf(signature.algorithm, 60),
    created: wordOf(signature.created, 40),
  }
  if (!held.ok) {
    const verdict = held.refusal === 'not-intact' ? 'not-intact' : 'not-checked'
    return { ...claims, verdict, why: (held.detail ?? held.refusal).slice(0, 500), fingerprint: null, signer: null }
  }
  const { fingerprint } = held
  const known = believed.find((one) => one.fingerprint === fingerprint)
  const found = { ...claims, fingerprint, signer: known?.name ?? null }
  const elsewhere = otherDocument(playbook, signature)
  if (elsewhere) return { ...found, verdict: 'not-intact', why: elsewhere, signer: null }
  const over = ended(signature, known, now)
  if (over) return { ...found, verdict: 'ended', why: over }
  if (!known)
    return { ...found, verdict: 'unknown-key', why: 'Nobody here has compared this key and said whose it is.' }
  return {
    ...found,
    verdict: 'proven',
    why: `It holds, by a key that is believed to be of ${known.name}.`.slice(0, 500),
  }
}

/** A signature names the playbook and the version for which it is. */
function otherDocument(playbook: Tree, signature: Tree): string | undefined {
  if (signature.related_to !== undefined && signature.related_to !== playbook.id)
    return 'It says that it belongs to another playbook (related_to).'
  if (signature.related_version !== undefined && signature.related_version !== playbook.modified)
    return 'It says that it belongs to another version of the playbook (related_version).'
  return undefined
}

/** Moments that cannot be read end it: what cannot be read cannot be kept to. */
function ended(signature: Tree, known: Believed | undefined, now: string): string | undefined {
  if (signature.revoked === true) return 'Its signer has revoked it.'
  const [from, until, made] = [signature.valid_from, signature.valid_until, signature.created].map((value) =>
    value === undefined ? null : Date.parse(String(value)),
  )
  if (Number.isNaN(from) || Number.isNaN(until) || Number.isNaN(made)) return 'Its moments cannot be read.'
  const at = Date.parse(now)
  if (typeof from === 'number' && from > at) return 'It is not valid yet (valid_from).'
  if (typeof until === 'number' && until <= at) return 'It is valid no more (valid_until).'
  // When it was made only the signature says: a key that is not believed any more proves nothing, whatever date it writes.
  if (known?.endedAt) return `Its key is not believed since ${known.endedAt.slice(0, 10)}.`
  return undefined
}

/** The signatures of a playbook, at most as many as are shown. */
export const signaturesOf = (playbook: Tree): Tree[] => treesOf(playbook.signatures).slice(0, 50)
