// An agreement as a file: to read, to print, or as data that anybody can check.
import type { InputOf } from '#kernel/contract.ts'
import type { Id } from '#kernel/id.ts'
import type { Paper } from '#kernel/paper.ts'
import { htmlOf } from '#kernel/paper-html.ts'
import { markdownOf } from '#kernel/paper-markdown.ts'
import { done, type Reply, refuse } from '#kernel/reply.ts'
import { createDrawing } from '#platform/draw.ts'
import type { Call, Download } from '#platform/http/types.ts'
import type { Held } from '#platform/journal/index.ts'
import { canonicalJson } from '#platform/journal/proof/index.ts'
import type { exportAgreement as contract } from '../../api/agreements/exports.ts'
import type { Agreement, AgreementSignature, AgreementStatus, AgreementTerms } from '../../model/agreement.ts'
import type { Card } from '../../model/wire.ts'
import { agreementRecord } from '../../rules/agreements/agreement-record.ts'
import { agreementContext } from '../../rules/agreements/check-terms.ts'
import { reviewDay } from '../../rules/agreements/days.ts'
import { paperOf } from '../../rules/agreements/document.ts'
import { interfaceOf, nodesOf } from '../../rules/agreements/interface.ts'
import { statusOfNext } from '../../rules/agreements/lifecycle.ts'
import { fingerprint } from '../../wire/fingerprint.ts'
import { type AgreementRoom, digestOf } from './room.ts'

const types = {
  pdf: 'application/pdf',
  html: 'text/html; charset=utf-8',
  md: 'text/markdown; charset=utf-8',
  json: 'application/json',
}

const drawPdf = createDrawing<Paper>(
  'federate/agreement-pdf-worker',
  'The agreement is too long to be laid out as PDF. Take it as html, md or json, which hold all of it.',
)

interface Version {
  terms: AgreementTerms
  signatures: readonly AgreementSignature[]
  status: AgreementStatus
}

export async function exportAgreement(
  it: AgreementRoom,
  { id, format, terms: wanted }: InputOf<typeof contract>,
  { view }: Call,
): Promise<Reply<Download>> {
  const held = await it.room.journal.reads.one(agreementRecord, view, id)
  if (!held) return refuse('unknown', `No agreement with the id ${id} that you may read.`)
  const versions = versionsOf(held.state)
  const version = wanted === undefined ? versions[0] : versions.find(({ terms }) => terms.version === wanted)
  if (!version)
    return refuse(
      'no-such-version',
      `It has the versions ${versions.map(({ terms }) => terms.version).join(', ')}.`,
      '/terms',
    )
  const exercise = held.realm === 'live' ? '' : 'EXERCISE-'
  const name = `${exercise}agreement-${id.slice(-12)}-v${version.terms.version}.${format}`
  const cards = await cardsOf(it, held.state.peer)
  const bytes = format === 'json' ? done(dataOf(it, version, cards)) : await drawn(it, held, version, cards, format)
  return bytes.ok ? done({ name, type: types[format], bytes: bytes.value }) : bytes
}

/** The version that stands comes first. */
function versionsOf({ terms, signatures, status, next, history }: Agreement): Version[] {
  return [
    { terms, signatures, status },
    ...(next ? [{ ...next, status: statusOfNext(next) }] : []),
    ...history.map((old): Version => ({ terms: old.terms, signatures: old.signatures, status: 'superseded' })),
  ]
}

/** The newest cards of both sides, as they are believed here now: keys and addresses change more often than agreements. */
async function cardsOf({ room }: AgreementRoom, peer: Id): Promise<Card[]> {
  const held = await room.trust.peer(peer)
  return [await room.trust.ownCard(), ...(held ? [held.state.card] : [])]
}

/** In one spelling (RFC 8785), so that what was signed can be found in it byte by byte. */
function dataOf(it: AgreementRoom, { terms, signatures, status }: Version, cards: readonly Card[]): Uint8Array {
  const states = new Map([...it.room.kinds()].map(([name, { state }]) => [name, state]))
  const agreed = interfaceOf(terms, cards, it.kinds, states)
  const whole = { context: agreementContext, terms, signatures, status, digest: digestOf(terms), interface: agreed }
  // Schemas carry marks of their maker that are no JSON.
  return Buffer.from(`${canonicalJson(JSON.parse(JSON.stringify(whole)))}\n`)
}

async function drawn(
  it: AgreementRoom,
  held: Held<Agreement>,
  version: Version,
  cards: readonly Card[],
  format: 'pdf' | 'html' | 'md',
): Promise<Reply<Uint8Array>> {
  const { terms, signatures, status } = version
  const printing = {
    ...{ terms, status, digest: digestOf(terms), at: held.since, marking: `TLP:${held.marking.tlp}` },
    signatures: signatures.map((one) => ({ ...one, fingerprint: fingerprint(one.signs) })),
    nodes: nodesOf(terms, cards),
    reviewOn: terms === held.state.terms ? reviewDay(held.state) : terms.reviewOn,
  }
  const paper = paperOf(printing, it.kinds)
  if (format === 'pdf') return drawPdf(paper)
  return done<Uint8Array>(Buffer.from(format === 'html' ? htmlOf(paper) : markdownOf(paper)))
}
