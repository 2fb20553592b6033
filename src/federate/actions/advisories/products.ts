// The list of products that an organisation uses, with which advisories are compared.
import type { InputOf, OutputOf } from '#kernel/contract.ts'
import { done, type Reply } from '#kernel/reply.ts'
import type { Call } from '#platform/http/types.ts'
import type { Unit } from '#platform/journal/index.ts'
import type * as api from '../../api/advisories.ts'
import type { UsedProduct } from '../../model/advisories/advisory.ts'
import { productRecord } from '../../rules/advisories/advisory-records.ts'
import { rangeFrom } from '../../rules/advisories/version-range.ts'
import { mostProductsUsed, usedProducts } from '../../store/advisories/advisories.ts'
import type { AdvisoryRoom } from './room.ts'

type Changed = OutputOf<typeof api.changeProduct>

export async function listProducts(
  room: AdvisoryRoom,
  _input: InputOf<typeof api.listProducts>,
  { view }: Call,
): Promise<Reply<OutputOf<typeof api.listProducts>>> {
  const held = await usedProducts(room.journal, view)
  return done({ items: held.map(({ id, version, marking, state }) => ({ id, version, marking, state })) })
}

export async function addProduct(
  room: AdvisoryRoom,
  { marking, ...given }: InputOf<typeof api.addProduct>,
  call: Call,
): Promise<Reply<Changed>> {
  const there = await usedProducts(room.journal, call.view)
  return room.journal.commit(call.writer, async (unit) => {
    if (there.length >= mostProductsUsed) unit.refuse('too-many-products', `It holds ${there.length} products.`)
    const product = whole(unit, given)
    const { entry, held } = await unit.open(productRecord, 'federate.productAdded', product, marking ? { marking } : {})
    return done({ id: held.id, version: held.version, entry })
  })
}

export function changeProduct(
  room: AdvisoryRoom,
  { id, version, product }: InputOf<typeof api.changeProduct>,
  call: Call,
): Promise<Reply<Changed>> {
  return room.journal.commit(call.writer, async (unit) => {
    await onTheList(unit, id)
    const body = whole(unit, product)
    const { entry, held } = await unit.append(productRecord, 'federate.productChanged', id, body, {
      expectedVersion: version,
    })
    return done({ id, version: held.version, entry })
  })
}

export function removeProduct(
  room: AdvisoryRoom,
  { id, version }: InputOf<typeof api.removeProduct>,
  call: Call,
): Promise<Reply<Changed>> {
  return room.journal.commit(call.writer, async (unit) => {
    await onTheList(unit, id)
    const options = { expectedVersion: version }
    const { entry, held } = await unit.append(productRecord, 'federate.productRemoved', id, {}, options)
    return done({ id, version: held.version, entry })
  })
}

async function onTheList(unit: Unit, id: string): Promise<void> {
  const held = await unit.read(productRecord, id)
  if (!held) unit.refuse('unknown', `No product with the id ${id} that you may read.`)
  if (held?.state.removed) unit.refuse('wrong-state', 'It is not on the list any more.')
}

function whole(unit: Unit, given: Partial<UsedProduct> & Pick<UsedProduct, 'name'>): UsedProduct {
  const { name, vendor = null, version = null, purl = null, cpe = null, note = '' } = given
  const looksLikeRange = version !== null && /[<>|*]|^vers:/.test(version)
  if (looksLikeRange && !rangeFrom(version)) unit.refuse('bad-range', `'${version}' cannot be compared.`, '/version')
  return { name, vendor, version, purl, cpe, note }
}
