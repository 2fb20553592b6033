// Writing in a product, and its way past those who approve it.
import type { InputOf, OutputOf } from '#kernel/contract.ts'
import { actorOf } from '#kernel/reader.ts'
import { done, type Reply } from '#kernel/reply.ts'
import type { Call } from '#platform/http/types.ts'
import type { Held, Unit } from '#platform/journal/index.ts'
import type * as api from '../../api/products.ts'
import { fingerprintOf } from '../../export/index.ts'
import type { Product } from '../../model/product.ts'
import { differenceAfterEdits } from '../../rules/products/difference.ts'
import { editedBy, sentencesOf, withEdits, withoutEdits } from '../../rules/products/edits.ts'
import { whyNot } from '../../rules/products/lifecycle.ts'
import { productRecord } from '../../rules/products/product-record.ts'
import { moved, type ProductRoom, productFor, productOf } from './room.ts'

type Moved = OutputOf<typeof api.editProduct>
type Edits = InputOf<typeof api.editProduct>['edits']

export function editProduct(
  room: ProductRoom,
  { id, version, edits }: InputOf<typeof api.editProduct>,
  call: Call,
): Promise<Reply<Moved>> {
  return room.journal.commit(call.writer, async (unit) => {
    const held = await productFor(unit, id, version, 'edit')
    const changed = changedSentences(unit, held.state, edits)
    if (changed.length === 0) return unit.refuse('nothing-to-change')
    const body = { edits: changed, changes: await differenceAfter(unit, held, changed) }
    const options = { expectedVersion: version }
    const { entry, held: after } = await unit.append(productRecord, 'share.productEdited', id, body, options)
    return done(moved(after, entry))
  })
}

/** Those that say something else than what stands there. */
function changedSentences(unit: Unit, { content, edits }: Product, given: Edits): Edits {
  const now = new Map(sentencesOf(content).map(({ sentence }) => [sentence.id, sentence]))
  const written = new Set(edits.map(({ sentence }) => sentence))
  return given.filter(({ sentence, text }, at) => {
    const stands = now.get(sentence)
    if (!stands) return unit.refuse('no-such-sentence', `There is no sentence ${sentence}.`, `/edits/${at}/sentence`)
    return text === null ? written.has(sentence) : text !== stands.text
  })
}

async function differenceAfter(
  unit: Unit,
  { state }: Held<Product>,
  changed: Edits,
): Promise<Product['content']['changes']> {
  const previous = state.previous === null ? undefined : await unit.read(productRecord, state.previous)
  const { changes } = state.content
  if (!previous || changes === null) return changes
  const drafted = withoutEdits(state.content, state.edits)
  const edits = editedBy(state.edits, drafted, changed, actorOf(unit.view.reader), unit.now)
  return differenceAfterEdits(previous.state.content, withEdits(drafted, edits), changes)
}

export function putForward(
  room: ProductRoom,
  { id, version }: InputOf<typeof api.putForward>,
  call: Call,
): Promise<Reply<Moved>> {
  return room.journal.commit(call.writer, async (unit) => {
    const { state } = await productFor(unit, id, version, 'put-forward')
    const body = { fingerprint: fingerprintOf(state.content) }
    const options = { expectedVersion: version }
    const { entry, held } = await unit.append(productRecord, 'share.productPutForward', id, body, options)
    return done(moved(held, entry))
  })
}

/**
 * Two persons who approve at the same moment both count where two are asked for: between what they saw and what is there now lie
 * approvals of the same words only. The unit runs again where somebody was quicker, so that the second one is told how it stands.
 */
export function approveProduct(
  room: ProductRoom,
  { id, version }: InputOf<typeof api.approveProduct>,
  call: Call,
): Promise<Reply<OutputOf<typeof api.approveProduct>>> {
  return room.journal.commit(call.writer, async (unit) => {
    const held = await productOf(unit, id)
    const { state } = held
    const why = whyNot(state, 'approve', unit.view.reader)
    if (why) unit.refuse(why.refusal, why.why)
    if (!sawTheseWords(held, version))
      unit.refuse('stale-version', `You saw version ${version}; it is at version ${held.version}.`)
    const body = { fingerprint: fingerprintOf(state.content) }
    const { entry, held: after } = await unit.append(productRecord, 'share.productApproved', id, body)
    const stillNeeded = Math.max(0, after.state.approvalsNeeded - after.state.approvals.length)
    return done({ ...moved(after, entry), stillNeeded })
  })
}

function sawTheseWords({ state, version: now }: Held<Product>, seen: number): boolean {
  const { asked, approvals } = state
  return asked !== null && seen >= asked.version && seen <= now && now - asked.version === approvals.length
}

export function returnProduct(
  room: ProductRoom,
  { id, version, reason }: InputOf<typeof api.returnProduct>,
  call: Call,
): Promise<Reply<Moved>> {
  return room.journal.commit(call.writer, async (unit) => {
    await productFor(unit, id, version, 'return')
    const options = { expectedVersion: version }
    const { entry, held } = await unit.append(productRecord, 'share.productReturned', id, { reason }, options)
    return done(moved(held, entry))
  })
}

export function withdrawProduct(
  room: ProductRoom,
  { id, version, reason }: InputOf<typeof api.withdrawProduct>,
  call: Call,
): Promise<Reply<Moved>> {
  return room.journal.commit(call.writer, async (unit) => {
    await productFor(unit, id, version, 'withdraw')
    const options = { expectedVersion: version }
    const { entry, held } = await unit.append(productRecord, 'share.productWithdrawn', id, { reason }, options)
    return done(moved(held, entry))
  })
}
