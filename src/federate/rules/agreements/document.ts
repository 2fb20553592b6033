// An agreement as a document: a row of pieces that each format draws, from the facts to the signatures with their fingerprints.
import type { Paper, Piece } from '#kernel/paper.ts'
import { isExercise } from '#kernel/realm.ts'
import type { Instant } from '#kernel/time.ts'
import type { AgreementSignature, AgreementStatus, AgreementTerms } from '../../model/agreement.ts'
import type { KindsFile } from '../../model/kinds.ts'
import type { AgreedNode } from './interface.ts'
import { nameOf } from './parties.ts'
import { flowSentence } from './sentences.ts'

export interface Printing {
  terms: AgreementTerms
  signatures: readonly (AgreementSignature & { fingerprint: string })[]
  status: AgreementStatus
  marking: string
  reviewOn: string
  nodes: readonly AgreedNode[]
  digest: string
  at: Instant
}

export const statusWords: Record<AgreementStatus, string> = {
  draft: 'a draft, binding nobody',
  proposed: 'proposed, signed by one side',
  'in-force': 'in force',
  suspended: 'suspended',
  ended: 'ended',
  declined: 'declined',
  superseded: 'superseded by a newer version',
}

export function paperOf(
  { terms, signatures, status, marking, reviewOn, nodes, digest, at }: Printing,
  labels: KindsFile,
): Paper {
  const [one, other] = terms.parties
  return {
    ...{ title: terms.title, standing: `Version ${terms.version}, ${statusWords[status]}`, marking, digest, at },
    exercise: isExercise(terms.realm),
    facts: [
      ['Between', `${one.name} and ${other.name}`],
      ['For', isExercise(terms.realm) ? `the exercise ${terms.realm.slice('exercise:'.length)}` : 'what is real'],
      ['Valid', `from ${terms.validFrom}${terms.endsOn ? ` to ${terms.endsOn}` : ', without an end'}`],
      ['Looked at again', `on ${reviewOn}`],
      ['Number', terms.id],
      ['SHA-256 of the terms', digest],
    ],
    pieces: [
      { kind: 'heading', text: 'What it is for' },
      plain(terms.purpose),
      { kind: 'heading', text: 'Who tells whom what' },
      ...terms.flows.map((flow) => plain(flowSentence(terms, flow, labels))),
      quiet(
        'Nothing flows but what stands here. What came from somebody else never goes on. A marking decides in each case.',
      ),
      { kind: 'heading', text: 'What the kinds are' },
      {
        kind: 'list',
        items: [...new Set(terms.flows.flatMap(({ kinds }) => kinds))].map(
          (kind) => `${labels.kinds[kind].label}: ${labels.kinds[kind].about}`,
        ),
      },
      { kind: 'heading', text: 'Whom to reach' },
      ...contactPieces(terms),
      { kind: 'heading', text: 'When the line is cut' },
      plain(terms.fallback),
      quiet(limitsOf(terms)),
      { kind: 'heading', text: 'How the two sides are connected' },
      ...connection(terms, nodes, labels),
      { kind: 'heading', text: 'What it rests on' },
      ...(terms.basis.length > 0 ? [{ kind: 'list' as const, items: [...terms.basis] }] : [quiet('Nothing is named.')]),
      { kind: 'heading', text: 'How it changes and ends' },
      plain(
        'A new version holds when both sides have signed it. Each side may suspend or end it alone, at once on its own side and at the other when the word arrives. Then nothing new flows, and copies stay until their retention is over.',
      ),
      { kind: 'heading', text: 'Signatures' },
      ...signaturePieces(terms, signatures),
    ],
  }
}

const plain = (text: string): Piece => ({ kind: 'text', text, tone: 'plain' })
const quiet = (text: string): Piece => ({ kind: 'text', text, tone: 'quiet' })

/** Enough for a person to see what a second product has to speak; the keys and schemas stand in the data. */
function connection(terms: AgreementTerms, nodes: readonly AgreedNode[], labels: KindsFile): Piece[] {
  const asked = new Set(terms.flows.flatMap(({ formats }) => formats))
  const rows = nodes.map(({ name, node, address, capabilities }) => [
    `${name}\n${node}`,
    address ?? 'by files',
    capabilities.join(', ') || 'not known here',
  ])
  return [
    { kind: 'table', header: ['Node', 'Address', 'Speaks'], rows },
    {
      kind: 'list',
      items: labels.formats
        .filter(({ value }) => asked.has(value))
        .map(({ value, label, spec }) => `${value}, ${label}: ${spec}.`),
    },
    plain(`Severities, least first: ${labels.severities.map(({ value }) => value).join(', ')}.`),
    { kind: 'list', items: labels.taxonomies.map(({ of, spec }) => `${of[0]?.toUpperCase()}${of.slice(1)}: ${spec}.`) },
    quiet(
      'The file in JSON holds the cards with their keys, the records that each kind is with the conditions, and the schemas of all that goes over the wire.',
    ),
  ]
}

function contactPieces({ parties, contacts }: AgreementTerms): Piece[] {
  if (contacts.length === 0) return [{ kind: 'text', text: 'Nobody is named.', tone: 'alarm' }]
  const nameBy = new Map(parties.map(({ organisation, name }) => [organisation, name]))
  const rows = contacts.map(({ organisation, purpose, name = '', email = '', phone = '' }) => [
    nameBy.get(organisation) ?? organisation,
    ...[purpose, name, [email, phone].filter((one) => one !== '').join('\n')],
  ])
  return [{ kind: 'table', header: ['Organisation', 'For', 'Name', 'Reach'], rows }]
}

function limitsOf({ limits }: AgreementTerms): string {
  const rate = limits.kilobytesPerSecond === null ? '' : ` and ${limits.kilobytesPerSecond} kilobytes in a second`
  return `Each side sends the other at most ${limits.lettersPerMinute} letters in a minute${rate}.`
}

function signaturePieces(terms: AgreementTerms, signatures: Printing['signatures']): Piece[] {
  if (signatures.length === 0) return [{ kind: 'text', text: 'Nobody has signed it.', tone: 'alarm' }]
  const rows = signatures.map(({ node, person, function: duty, at, fingerprint }) => [
    nameOf(terms, node),
    `${person}\n${duty}`,
    inWords(at),
    fingerprint,
  ])
  const missing = terms.parties.filter(({ node }) => !signatures.some((one) => one.node === node))
  return [
    { kind: 'table', header: ['For', 'By', 'At', 'Fingerprint of the keys (Ed25519 with ML-DSA-65)'], rows },
    ...missing.map(({ name }): Piece => ({ kind: 'text', text: `${name} has not signed.`, tone: 'alarm' })),
    quiet(
      'Each signature covers the terms, the name, the function and the moment. The file in JSON holds all that is needed to check it.',
    ),
  ]
}

export function inWords(at: Instant): string {
  return `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`
}
