// Keys, cards and peers: the operations.
import Type, { type TSchema } from 'typebox'
import { contract, type Policy, type RefusalMeaning } from '#kernel/contract.ts'
import { Id } from '#kernel/id.ts'
import { Marking } from '#kernel/marking.ts'
import { Instant } from '#kernel/time.ts'
import { Peer, PeerStatus, VerifiedWay } from '../model/peer.ts'
import { Card } from '../model/wire.ts'

const closed = { additionalProperties: false } as const
const optional = Type.Optional
const orNull = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()])
const reading: Policy = { who: 'signed-in' }
/** Whom the node believes is decided by those who answer for it, and by those who know the others. */
const trusting: Policy = { who: ['administrator', 'liaison'] }
const keeping: Policy = { who: ['administrator'] }
const anId = '01980f3c-8a00-7000-8000-000000000001'
const Version = Type.Integer({ minimum: 1, maximum: 1_000_000_000, description: 'The version that you saw' })
const Reason = Type.String({ minLength: 3, maxLength: 500 })
const Note = Type.String({ maxLength: 500 })
const Taken = Type.Enum(['introduced', 'renewed', 'offered', 'known'])
const Changed = Type.Object({ id: Id, version: Version, entry: Id }, closed)

const meanings = {
  'person-needed': {
    status: 403,
    title: 'Only a named person can do this',
    whatToDo: 'Sign in, or use an API token that belongs to a person.',
  },
  'not-set-up': {
    status: 409,
    title: 'This node has no card yet',
    whatToDo: 'Set the node up first: it needs an organisation to speak for.',
  },
  'own-card': {
    status: 422,
    title: 'That is the card of this node itself',
    whatToDo: 'Take the card of the other node: by its address, or as a file that its people send you.',
  },
  'one-source': {
    status: 400,
    title: 'A card comes from one place',
    whatToDo: 'Give either the address of the node, or the text of its card.',
  },
  'organisation-taken': {
    status: 409,
    title: 'Another node or this one speaks for that organisation already',
    whatToDo: 'Ask both by another way who they are. Revoke the node that no longer speaks for it, then try again.',
  },
  'unusable-card': {
    status: 422,
    title: 'The card cannot be used here',
    whatToDo: 'The detail says what is wrong. Ask the people of the other node to correct it.',
  },
  malformed: {
    status: 422,
    title: 'It is no card',
    whatToDo: 'Take the whole file or text, as the other node gave it, and nothing else.',
  },
  forged: {
    status: 422,
    title: 'The signatures do not fit',
    whatToDo: 'Trust nothing of it. Ask the people of the other node, by another way, for their card.',
  },
  downgraded: {
    status: 422,
    title: 'It lacks one of the two signatures',
    whatToDo: 'Trust nothing of it: a card carries Ed25519 and ML-DSA-65. Ask for the card once more.',
  },
  expired: {
    status: 422,
    title: 'The card has ended',
    whatToDo: 'Ask the other node for its newest card.',
  },
  'from-the-future': {
    status: 422,
    title: 'The card is of a day that has not come',
    whatToDo: 'Compare the clocks of both nodes.',
  },
  'older-card': {
    status: 409,
    title: 'A newer card is here already',
    whatToDo: 'There is nothing to do; the newest card counts.',
  },
  'other-organisation': {
    status: 422,
    title: 'The card speaks for another organisation than before',
    whatToDo: 'Ask the people of the other node. If it is right, revoke the peer and introduce it anew.',
  },
  'not-the-words': {
    status: 422,
    title: 'Those are not the words, or not the fingerprint',
    whatToDo:
      'Ask the other side to read them again. If they stay different, somebody stands between the two nodes: trust nothing, and tell your administrator.',
  },
  'no-proof': {
    status: 400,
    title: 'Nothing was compared',
    whatToDo:
      'Give the three words that the other side read to you, or the fingerprint that you scanned or found in a document.',
  },
  'nothing-offered': {
    status: 409,
    title: 'No other card waits',
    whatToDo: 'There is nothing to accept or to refuse.',
  },
  'no-such-person': {
    status: 422,
    title: 'That is nobody who works for this organisation on this node',
    whatToDo: 'Name persons of the home organisation who may sign in. Ask them first: their names become public.',
  },
  'no-address': {
    status: 409,
    title: 'The peer gives no address',
    whatToDo: 'Ask its people for their card as a file.',
  },
  'already-announced': {
    status: 409,
    title: 'New keys are announced already',
    whatToDo: 'Switch to them when the peers have read the announcement, or drop them.',
  },
  'nothing-announced': {
    status: 409,
    title: 'No new keys are announced',
    whatToDo: 'Announce them first; peers then know the new keys before they are used.',
  },
  'bad-address': {
    status: 422,
    title: 'That is no address of a node',
    whatToDo: 'Give an address such as https://tocsin.example.org.',
  },
  'address-not-allowed': {
    status: 422,
    title: 'That address may not be asked',
    whatToDo:
      'It is on a private network. An administrator can allow it by TOCSIN_FETCH_ALLOW; or read the card from a file.',
  },
  unreachable: {
    status: 502,
    title: 'The other node does not answer',
    whatToDo: 'Try again later, or read its card from a file.',
  },
  'timed-out': {
    status: 504,
    title: 'The other node did not answer in time',
    whatToDo: 'Try again later, or read its card from a file.',
  },
  'bad-answer': {
    status: 502,
    title: 'What answered there is no node',
    whatToDo: 'Check the address with the people of the other node.',
  },
  'too-many-redirects': {
    status: 502,
    title: 'The address leads on and on',
    whatToDo: 'Ask the people of the other node for the right address.',
  },
} satisfies Record<string, RefusalMeaning>

type Named = keyof typeof meanings
function may(...names: Named[]): Record<string, RefusalMeaning> {
  return Object.fromEntries(names.map((name) => [name, meanings[name]]))
}
const ofCards: Named[] = [
  'malformed',
  'forged',
  'downgraded',
  'expired',
  'from-the-future',
  'other-organisation',
  'unusable-card',
]
const ofFetching: Named[] = [
  'bad-address',
  'address-not-allowed',
  'unreachable',
  'timed-out',
  'bad-answer',
  'too-many-redirects',
]

/**
 * The phrase of both fingerprints. The other side sees the same words. What a person must hear from there is null here, and its place
 * stands in `asked` (counted from 1).
 */
export const Comparing = Type.Object(
  {
    words: Type.Array(orNull(Type.String()), { minItems: 1, maxItems: 32 }),
    asked: Type.Array(Type.Integer({ minimum: 1, maximum: 32 }), { maxItems: 8 }),
    /** The first digits of the fingerprint; the whole of it is compared by scanning or typing, not by looking. */
    begins: Type.String(),
  },
  closed,
)

/** What a card says, without its long keys. */
export const CardShown = Type.Object(
  {
    serial: Type.Integer(),
    organisation: Card.properties.content.properties.organisation,
    address: orNull(Type.String()),
    contacts: Card.properties.content.properties.contacts,
    capabilities: Type.Array(Type.String()),
    postQuantum: Type.Boolean(),
    /** When the newest sealing key ends; null: nothing can be sealed to it. */
    sealsUntil: orNull(Instant),
    nextKeysAnnounced: Type.Boolean(),
    issuedAt: Instant,
    expiresAt: Instant,
  },
  closed,
)

const PeerLine = Type.Object(
  {
    id: Id,
    version: Version,
    marking: Marking,
    since: Instant,
    name: Type.String(),
    organisation: Id,
    status: PeerStatus,
    verified: Peer.properties.verified,
    revoked: Peer.properties.revoked,
    caught: Peer.properties.caught,
    /** Other keys or other facts wait for a person. */
    offers: Type.Boolean(),
    card: CardShown,
    /** Agreements in force with it, of those that the caller may read. */
    agreements: Type.Integer({ minimum: 0 }),
    /** When a letter of it was opened last. */
    heardAt: orNull(Instant),
  },
  closed,
)

export const listPeers = contract({
  name: 'federate.listPeers',
  does: 'query',
  summary: 'The nodes of other organisations that were introduced here, with their keys and what they can do',
  input: Type.Object({ status: optional(PeerStatus) }, closed),
  output: Type.Object({ items: Type.Array(PeerLine) }, closed),
  refusals: {},
  policy: reading,
  example: { status: 'trusted' },
})

export const getPeer = contract({
  name: 'federate.getPeer',
  does: 'query',
  summary: 'One peer: its card, its fingerprint, and what is to be compared before it is trusted',
  input: Type.Object({ id: Id }, closed),
  output: Type.Object(
    {
      ...PeerLine.properties,
      /** The whole fingerprint, once somebody has compared it. */
      fingerprint: orNull(Type.Object({ hex: Type.String(), words: Type.Array(Type.String()) }, closed)),
      /** From which day on it should be compared again; null where nobody trusts it. */
      compareAgainOn: orNull(Type.String()),
      /** Null when nothing is to be compared. */
      compare: orNull(Comparing),
      offered: orNull(
        Type.Object(
          { card: CardShown, compare: Comparing, newKeys: Type.Boolean(), changed: Type.Array(Type.String()) },
          closed,
        ),
      ),
      /** Whether it has shown, by sealing to our newest keys, that it knows our newest card. */
      knowsOurCard: Type.Boolean(),
      /** What happened with it, the newest first. */
      history: Type.Array(
        Type.Object(
          { entry: Id, at: Instant, by: Type.String(), what: Type.String(), words: orNull(Type.String()) },
          closed,
        ),
      ),
    },
    closed,
  ),
  refusals: may('not-set-up'),
  policy: reading,
  arguments: ['id'],
  example: { id: anId },
})

export const getOwnCard = contract({
  name: 'federate.getOwnCard',
  does: 'query',
  summary:
    'What this node tells others about itself: its card, its fingerprint as words and QR, and where its keys stand',
  input: Type.Object({}, closed),
  output: Type.Object(
    {
      node: Id,
      card: CardShown,
      /** To be sent to the people of another node. */
      text: Type.String(),
      fingerprint: Type.Object({ hex: Type.String(), words: Type.Array(Type.String()), link: Type.String() }, closed),
      /** An SVG of the link. */
      qr: Type.String(),
      rollOver: orNull(
        Type.Object(
          {
            at: Instant,
            by: Type.String(),
            reason: Type.String(),
            hex: Type.String(),
            /** Peers that have shown that they read it, and those that have not yet. */
            confirmed: Type.Array(Id),
            waiting: Type.Array(Id),
          },
          closed,
        ),
      ),
      vouchedUntil: orNull(Instant),
      revoked: Type.Array(Type.Object({ at: Instant, by: Type.String(), reason: Type.String() }, closed)),
    },
    closed,
  ),
  refusals: may('not-set-up'),
  policy: reading,
  example: {},
})

export const exportOwnCard = contract({
  name: 'federate.exportOwnCard',
  does: 'query',
  summary: 'The card of this node as a file, for the people of another node',
  input: Type.Object({}, closed),
  output: Type.Object({ name: Type.String(), type: Type.String() }),
  refusals: may('not-set-up'),
  policy: reading,
  download: true,
  example: {},
})

export const introducePeer = contract({
  name: 'federate.introducePeer',
  does: 'action',
  onlyLive: true,
  summary: 'Read the card of another node, from its address or from a text; nothing is trusted by that',
  input: Type.Object(
    {
      address: optional(Type.String({ minLength: 4, maxLength: 300 })),
      card: optional(Type.String({ minLength: 2, maxLength: 131_072, description: 'The card as text' })),
    },
    closed,
  ),
  output: Type.Object(
    {
      id: Id,
      version: Version,
      /** Null when the card is here already. */
      entry: orNull(Id),
      status: PeerStatus,
      taken: Taken,
    },
    closed,
  ),
  refusals: may('one-source', 'own-card', 'older-card', 'organisation-taken', 'not-set-up', ...ofCards, ...ofFetching),
  policy: trusting,
  arguments: ['address'],
  example: { address: 'https://tocsin.example.org' },
})

const Proof = {
  way: VerifiedWay,
  note: optional(Note),
  /** The words at the asked places, as the other side read them. */
  words: optional(Type.Array(Type.String({ maxLength: 40 }), { minItems: 3, maxItems: 3 })),
  /** Scanned or from a document: 64 hexadecimal digits, or the text of the QR. */
  fingerprint: optional(Type.String({ maxLength: 200 })),
}

export const trustPeer = contract({
  name: 'federate.trustPeer',
  does: 'action',
  onlyLive: true,
  summary: 'Trust the keys of a peer, after comparing its fingerprint by another way than its card came',
  input: Type.Object({ id: Id, version: Version, ...Proof }, closed),
  output: Changed,
  refusals: may(
    'person-needed',
    'no-proof',
    'not-the-words',
    'organisation-taken',
    'expired',
    'unusable-card',
    'not-set-up',
  ),
  policy: trusting,
  arguments: ['id'],
  example: {
    id: anId,
    version: 1,
    way: 'spoken',
    words: ['candle', 'harbour', 'walnut'],
    note: 'Called their duty desk.',
  },
})

export const compareAgain = contract({
  name: 'federate.compareAgain',
  does: 'action',
  summary: 'Write down that the fingerprint of a trusted peer was compared again, as should be done once a year',
  input: Type.Object(
    { id: Id, version: Version, way: Proof.way, note: Proof.note, fingerprint: Type.String({ maxLength: 200 }) },
    closed,
  ),
  output: Changed,
  refusals: may('person-needed', 'not-the-words', 'not-set-up'),
  policy: trusting,
  arguments: ['id', 'fingerprint'],
  example: { id: anId, version: 5, way: 'known-document', fingerprint: '3f'.repeat(32) },
})

export const acceptOfferedKeys = contract({
  name: 'federate.acceptOfferedKeys',
  does: 'action',
  onlyLive: true,
  summary:
    'Take the card that waits: other keys, or other facts about the organisation, after comparing the fingerprint',
  input: Type.Object({ id: Id, version: Version, ...Proof }, closed),
  output: Changed,
  refusals: may(
    'person-needed',
    'nothing-offered',
    'no-proof',
    'not-the-words',
    'organisation-taken',
    'expired',
    'unusable-card',
    'not-set-up',
  ),
  policy: trusting,
  arguments: ['id'],
  example: { id: anId, version: 4, way: 'spoken', words: ['candle', 'harbour', 'walnut'] },
})

export const refuseOfferedKeys = contract({
  name: 'federate.refuseOfferedKeys',
  does: 'action',
  onlyLive: true,
  summary: 'Put the card that waits aside; what is trusted stays as it is',
  input: Type.Object({ id: Id, version: Version, reason: Reason }, closed),
  output: Changed,
  refusals: may('nothing-offered'),
  policy: trusting,
  arguments: ['id'],
  example: { id: anId, version: 4, reason: 'Their duty desk knows nothing of new keys.' },
})

export const revokePeer = contract({
  name: 'federate.revokePeer',
  does: 'action',
  onlyLive: true,
  summary: 'Believe a peer no longer: from now on nothing goes to it, and nothing of it is taken',
  input: Type.Object({ id: Id, version: Version, reason: Reason }, closed),
  output: Changed,
  refusals: may('person-needed'),
  policy: trusting,
  arguments: ['id'],
  example: { id: anId, version: 4, reason: 'Their node was broken into, says their head of security.' },
})

export const refreshPeer = contract({
  name: 'federate.refreshPeer',
  does: 'action',
  onlyLive: true,
  summary: 'Ask a peer for its newest card now',
  input: Type.Object({ id: Id }, closed),
  output: Type.Object({ taken: Taken }, closed),
  refusals: may('no-address', ...ofCards, ...ofFetching),
  policy: trusting,
  arguments: ['id'],
  example: { id: anId },
})

export const rollOverKeys = contract({
  name: 'federate.rollOverKeys',
  does: 'action',
  onlyLive: true,
  summary:
    'Change the signature keys of this node: announce the new ones, then switch to them; or drop what was announced',
  input: Type.Object({ step: Type.Enum(['announce', 'switch', 'drop']), reason: Reason }, closed),
  output: Type.Object({ serial: Type.Integer(), version: Version }, closed),
  refusals: may('not-set-up', 'already-announced', 'nothing-announced'),
  policy: keeping,
  arguments: ['step'],
  example: { step: 'announce', reason: 'Yearly change of keys.' },
})

export const namePersonsOnCard = contract({
  name: 'federate.namePersonsOnCard',
  does: 'action',
  onlyLive: true,
  summary:
    'Say which persons of this organisation may receive TLP:RED from peers; their names stand on the public card, so only with their consent',
  input: Type.Object(
    {
      persons: Type.Array(Type.Object({ person: Id, purpose: Type.String({ minLength: 1, maxLength: 80 }) }, closed), {
        maxItems: 20,
      }),
    },
    closed,
  ),
  output: Type.Object({ serial: Type.Integer(), version: Version }, closed),
  refusals: may('not-set-up', 'no-such-person'),
  policy: trusting,
  example: { persons: [{ person: anId, purpose: 'Head of operations' }] },
})

export const revokeOwnKeys = contract({
  name: 'federate.revokeOwnKeys',
  does: 'action',
  onlyLive: true,
  summary:
    'Give up the keys of this node at once, because somebody else may have them; all peers must compare the new ones',
  input: Type.Object({ reason: Reason }, closed),
  output: Type.Object({ serial: Type.Integer(), version: Version }, closed),
  refusals: may('not-set-up'),
  policy: keeping,
  example: { reason: 'A copy of the data folder was stolen.' },
})
