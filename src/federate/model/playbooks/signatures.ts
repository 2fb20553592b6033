// Who signed a playbook, and what that proves here: a signature holds by a key, and whose the key is somebody has compared, or nobody has.
import Type, { type Static } from 'typebox'
import { Id } from '#kernel/id.ts'
import { Instant } from '#kernel/time.ts'
import { Sha256 } from '../advisories/advisory.ts'

const closed = { additionalProperties: false } as const
const text = (maxLength: number) => Type.String({ maxLength })
const orNull = <T extends Type.TSchema>(schema: T) => Type.Union([schema, Type.Null()])

/**
 * `proven`: by a key that is believed here. `unknown-key`: it holds, but nobody here has said whose the key is. `ended`: it holds, and counts
 * no more. `not-intact`: not of this document. `not-checked`: this node cannot compute it.
 */
export const signatureVerdicts = ['proven', 'unknown-key', 'ended', 'not-intact', 'not-checked'] as const
export const SignatureVerdict = Type.Enum(signatureVerdicts)
export type SignatureVerdict = Static<typeof SignatureVerdict>

export const JudgedSignature = Type.Object(
  {
    /** As whom the signer names itself: that is a claim. */
    says: text(300),
    algorithm: text(60),
    created: text(40),
    verdict: SignatureVerdict,
    why: text(500),
    /** SHA-256 of the key, where the signature holds one that can be read. */
    fingerprint: orNull(Sha256),
    /** Whose key it is, as somebody here has entered it; only with `proven` and `ended`. */
    signer: orNull(text(300)),
  },
  closed,
)
export type JudgedSignature = Static<typeof JudgedSignature>

/** The state of federate.playbookSigner: a key, and whose it is. */
export const PlaybookSigner = Type.Object(
  {
    name: Type.String({ minLength: 1, maxLength: 300 }),
    fingerprint: Sha256,
    /** How it was compared, and with whom. */
    how: Type.String({ minLength: 3, maxLength: 500 }),
    since: Instant,
    ended: orNull(Type.Object({ at: Instant, reason: text(500) }, closed)),
  },
  closed,
)
export type PlaybookSigner = Static<typeof PlaybookSigner>

export const SignerRow = Type.Object({ id: Id, version: Type.Integer(), ...PlaybookSigner.properties }, closed)
