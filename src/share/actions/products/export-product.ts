// A product as a file: what was approved is what goes out, whenever it is asked for.
import type { InputOf } from '#kernel/contract.ts'
import { done, type Reply, refuse } from '#kernel/reply.ts'
import type { Call, Download } from '#platform/http/types.ts'
import type { Held, View } from '#platform/journal/index.ts'
import type * as api from '../../api/products.ts'
import { drawProduct } from '../../export/draw.ts'
import { alertOf, type EarlierAlert, endings, fileOf, fingerprintOf, mediaTypes } from '../../export/index.ts'
import type { Product, ProductFormat } from '../../model/product.ts'
import { nameOfFile, type Printed, printed } from '../../rules/products/printed.ts'
import { productRecord } from '../../rules/products/product-record.ts'
import { formatsOf, isShort, type ProductRoom } from './room.ts'

export async function exportProduct(
  room: ProductRoom,
  { id, format }: InputOf<typeof api.exportProduct>,
  { view }: Call,
): Promise<Reply<Download>> {
  const held = await room.journal.reads.one(productRecord, view, id)
  if (!held) return refuse('unknown', `No product with the id ${id} that you may read.`)
  const file = await fileFor(room, view, held, format)
  if (!file.ok) return file
  const { paper, bytes, ending } = file.value
  return done({ name: nameOfFile(paper, ending), type: mediaTypes[format], bytes })
}

export interface MadeFile {
  paper: Printed
  bytes: Uint8Array
  ending: string
}

export async function fileFor(
  room: ProductRoom,
  view: View,
  held: Held<Product>,
  format: ProductFormat,
): Promise<Reply<MadeFile>> {
  const template = room.drafting.templates.get(held.state.template)
  const paper = paperOf(held, isShort(template))
  const earlier = format === 'cap' ? await earlierAlert(room, view, held) : null
  const bytes = await fileOf(format, paper, formatsOf(template), drawProduct, earlier)
  return bytes.ok ? done({ paper, bytes: bytes.value, ending: endings[format] }) : bytes
}

function paperOf({ state, marking }: Held<Product>, short: boolean): Printed {
  // How it is marked now, should it have been released further or held back since it was drafted.
  const content = { ...state.content, marking }
  return printed({ content, standing: state, fingerprint: fingerprintOf(state.content), short })
}

/** The alert of the edition before, which an update has to name. */
async function earlierAlert(
  { journal }: ProductRoom,
  view: View,
  { state }: Held<Product>,
): Promise<EarlierAlert | null> {
  if (state.previous === null) return null
  const before = await journal.reads.one(productRecord, view, state.previous)
  return before?.state.approved ? alertOf(paperOf(before, false)) : null
}
