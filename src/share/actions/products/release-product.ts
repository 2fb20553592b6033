// Releasing an approved product: given by a person, or sent by the outbox. When it is out, the editions before it end.
import { Compile } from 'typebox/compile'
import type { InputOf, OutputOf } from '#kernel/contract.ts'
import type { Id } from '#kernel/id.ts'
import { type Marking, tlpRank } from '#kernel/marking.ts'
import { actorOf } from '#kernel/reader.ts'
import { isExercise } from '#kernel/realm.ts'
import { done, type Reply, refuse } from '#kernel/reply.ts'
import { staysWithin } from '#kernel/stays-within.ts'
import { Email } from '#people/model.ts'
import type { Call } from '#platform/http/types.ts'
import type { Held, Unit } from '#platform/journal/index.ts'
import type { Delivery, Message } from '#platform/outbox/index.ts'
import type * as api from '../../api/products.ts'
import { fingerprintOf, mediaTypes } from '../../export/index.ts'
import type { Product, ProductRelease } from '../../model/product.ts'
import { markingInWords, mayBePublic, nameOfFile, type Printed } from '../../rules/products/printed.ts'
import { productRecord } from '../../rules/products/product-record.ts'
import { editionsOfLine } from '../../store/products.ts'
import { fileFor } from './export-product.ts'
import { formatsOf, momentNotAhead, moved, type ProductRoom, productFor, systemView } from './room.ts'

type Input = InputOf<typeof api.releaseProduct>
export const releaseOrigin = 'share.product'

export async function releaseProduct(
  room: ProductRoom,
  input: Input,
  call: Call,
): Promise<Reply<OutputOf<typeof api.releaseProduct>>> {
  const message = await messageFor(room, input, call)
  if (!message.ok) return message
  return room.journal.commit(call.writer, async (unit) => {
    const held = await productFor(unit, input.id, input.version, 'release')
    const release = releaseOf(room, unit, held, input)
    const options = { expectedVersion: input.version, observedAt: release.at }
    const sent = await unit.append(productRecord, 'share.productReleased', held.id, { release }, options)
    if (message.value) room.outbox.put(unit, releaseOrigin, `${held.id}/${release.id}`, message.value)
    if (release.state !== 'waiting') await supersede(room, unit, sent.held, sent.entry)
    return done({ ...moved(sent.held, sent.entry), release })
  })
}

function releaseOf(
  { drafting }: ProductRoom,
  unit: Unit,
  { state: product, marking }: Held<Product>,
  input: Input,
): ProductRelease {
  const { channel, to, at, receipt, format = 'pdf' } = input
  const fits = formatsOf(drafting.templates.get(product.template))
  if (!fits.includes(format))
    unit.refuse('no-such-format', `${product.content.kind} has the formats ${fits.join(', ')}.`, '/format')
  if (at !== undefined && channel !== 'hand')
    unit.refuse('impossible-times', 'Only what a person gave by hand has a time of its own.', '/at')
  const when = at === undefined ? unit.now : momentNotAhead(unit, at, '/at')
  if (channel === 'public' && !mayBePublic(marking))
    unit.refuse('not-for-everybody', `It is marked ${markingInWords(marking)}.`, '/channel')
  if (product.approved && when < product.approved.at)
    unit.refuse('impossible-times', `It was approved at ${product.approved.at}, after that.`, '/at')
  const by = actorOf(unit.view.reader)
  // In an exercise nothing is public: for those who play, what was held has gone.
  const state = channel === 'email' ? 'waiting' : channel === 'public' && isExercise(unit.view.realm) ? 'held' : 'sent'
  return {
    ...{ id: unit.newId(), at: when, by, channel, to, format, fingerprint: fingerprintOf(product.content) },
    ...{ state, error: null, sentAt: state === 'sent' ? when : null },
    receipt: receipt === undefined ? null : { at: when, text: receipt, by, recordedAt: unit.now },
  }
}

const isMail = Compile(Email)

/** What the outbox is given: null for what a person gives. Made before the unit of work, since drawing pages takes a while. */
async function messageFor(room: ProductRoom, input: Input, call: Call): Promise<Reply<Message | null>> {
  if (input.channel !== 'email') return done(null)
  const { to, id, format = 'pdf' } = input
  if (!isMail.Check(to)) return refuse('bad-address', `${to} is no mail address.`, '/to')
  if (!room.outbox.canMail) return refuse('no-mail-server', 'No mail server is configured.')
  const held = await room.journal.reads.one(productRecord, call.view, id)
  if (!held) return refuse('unknown', `No product with the id ${id} that you may read.`)
  const file = await fileFor(room, call.view, held, format)
  if (!file.ok) return file
  const { paper, bytes, ending } = file.value
  const content = Buffer.from(bytes).toString('base64')
  const attachments = [{ name: nameOfFile(paper, ending), mediaType: mediaTypes[format], content }]
  const subject = `${edgeOf(paper)} ${paper.content.kind}, ${paper.reference}`
  const whole = { text: textOf(paper, 'It is attached. Please confirm that it arrived.'), attachments }
  const carried = await carriedBy(room, held.marking, to)
  if (carried === 'any mail') return done({ channel: 'mail', to, subject, ...whole })
  const text = textOf(paper, `It is ready for you at ${room.settings.origin}/products/${id}. ${notSent[carried]}`)
  const little = { channel: 'mail' as const, to, subject, text }
  return done(carried === 'sealed mail' ? { ...little, sealed: whole } : little)
}

const notSent = {
  'sealed mail':
    'By its marking it is not sent in the clear: with an OpenPGP key of yours on this node, the next one comes whole.',
  'no mail': 'It is for the persons that its marking names, and this is not the address of one of them.',
}

/** In the clear goes what may go round a community; above that only what nobody but the receiver can open; RED to those it names. */
async function carriedBy({ people }: ProductRoom, { tlp, persons }: Marking, to: string) {
  if (tlpRank(tlp) <= tlpRank('GREEN')) return 'any mail'
  if (tlp !== 'RED') return 'sealed mail'
  const named = await Promise.all(persons.map((id) => people.colleague(id)))
  return named.some((one) => one?.email.toLowerCase() === to.toLowerCase()) ? 'sealed mail' : 'no mail'
}

const edgeOf = ({ exercise, marking }: Printed) => `${exercise ? 'EXERCISE ' : ''}[${marking}]`

function textOf(paper: Printed, where: string): string {
  return [
    edgeOf(paper),
    `${paper.content.kind}, ${paper.reference}. ${paper.standing}.`,
    `From ${paper.content.issuer}. ${where}`,
    `SHA-256 ${paper.fingerprint}`,
    edgeOf(paper),
  ].join('\n\n')
}

/** Whoever has an earlier edition is told so by its record, as far as they may read the newer one. */
async function supersede({ journal }: ProductRoom, unit: Unit, held: Held<Product>, cause: Id): Promise<void> {
  for (const row of await editionsOfLine(journal, unit.view, held.state.line)) {
    const ends = row.state.status === 'released' && row.state.supersededBy === null
    if (!ends || row.state.edition >= held.state.edition || !staysWithin(row.marking, held.marking)) continue
    await unit.append(productRecord, 'share.productSuperseded', row.id, { by: held.id }, { cause: [cause] })
  }
}

/** What the outbox tells, at least once each. */
export async function noteRelease(room: ProductRoom, delivery: Delivery): Promise<void> {
  const [id = '', releaseId = ''] = delivery.key.split('/')
  const writer = { view: systemView(room, delivery.realm, 'share.releaseProduct'), verb: 'share.releaseProduct' }
  const reply = await room.journal.commit(writer, async (unit) => {
    const held = await unit.read(productRecord, id)
    const release = held?.state.releases.find((one) => one.id === releaseId)
    if (!held || release?.state !== 'waiting') return done(null)
    const left = delivery.state !== 'failed'
    const outcome = {
      ...{ release: releaseId, state: delivery.state, sentAt: left ? delivery.at : null },
      error: delivery.state === 'sent' ? null : (delivery.answer?.slice(0, 1_000) ?? null),
    }
    const noted = await unit.append(productRecord, 'share.productDelivered', id, outcome)
    if (left) await supersede(room, unit, noted.held, noted.entry)
    return done(null)
  })
  if (!reply.ok) throw new Error(`The end of the release ${releaseId} could not be noted: ${reply.refusal}`)
}

export function recordProductReceipt(
  room: ProductRoom,
  { id, version, release, text, at }: InputOf<typeof api.recordProductReceipt>,
  call: Call,
): Promise<Reply<OutputOf<typeof api.recordProductReceipt>>> {
  return room.journal.commit(call.writer, async (unit) => {
    const { state } = await productFor(unit, id, version, 'receive')
    const known = state.releases.find((one) => one.id === release)
    if (!known) return unit.refuse('unknown', `It has no release ${release}.`, '/release')
    const when = at === undefined ? unit.now : momentNotAhead(unit, at, '/at')
    if (when < known.at) unit.refuse('impossible-times', `It was released at ${known.at}, after that.`, '/at')
    const options = { expectedVersion: version, observedAt: when }
    const body = { release, at: when, text }
    const { entry, held } = await unit.append(productRecord, 'share.productReceipted', id, body, options)
    return done(moved(held, entry))
  })
}
