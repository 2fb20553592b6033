// Reading products: lists, one as it reads, the difference between two, and what a tear-line does not have.
import { crisisRecord } from '#coordinate/rules/crises/crisis-record.ts'
import type { InputOf, OutputOf } from '#kernel/contract.ts'
import type { Id } from '#kernel/id.ts'
import { type Marking, markingFrom } from '#kernel/marking.ts'
import { done, type Reply, refuse } from '#kernel/reply.ts'
import { staysWithin } from '#kernel/stays-within.ts'
import type { Call } from '#platform/http/types.ts'
import type { Held, View } from '#platform/journal/index.ts'
import type * as api from '../../api/products.ts'
import { fingerprintOf } from '../../export/index.ts'
import { type Product, productEvents } from '../../model/product.ts'
import { differenceBetween } from '../../rules/products/difference.ts'
import { whyNot } from '../../rules/products/lifecycle.ts'
import { productRecord } from '../../rules/products/product-record.ts'
import { originsOf, productPage, someProducts } from '../../store/products.ts'
import { crisisOf, formatsOf, type ProductRoom, writable } from './room.ts'

export async function listTemplates({ drafting }: ProductRoom): Promise<Reply<OutputOf<typeof api.listTemplates>>> {
  return done({ items: [...drafting.templates.values()] })
}

export async function listProducts(
  { journal }: ProductRoom,
  input: InputOf<typeof api.listProducts>,
  { view }: Call,
): Promise<Reply<OutputOf<typeof api.listProducts>>> {
  return done(await productPage(journal, view, input))
}

const unknown = (id: Id) => refuse('unknown', `No product with the id ${id} that you may read.`)

export async function getProduct(
  room: ProductRoom,
  { id }: InputOf<typeof api.getProduct>,
  { view, reader }: Call,
): Promise<Reply<OutputOf<typeof api.getProduct>>> {
  const { journal } = room
  const held = await journal.reads.one(productRecord, view, id)
  if (!held) return unknown(id)
  const { version, marking, since, state } = held
  const [origin] = await originsOf(journal, view, 'product', id)
  const below = await originsOf(journal, view, 'tearLineOf', id)
  const tearLines = await someProducts(
    journal,
    view,
    below.map(({ product }) => product),
  )
  const mine = !view.asOf && writable(room, view, marking)
  return done({
    ...{ id, version, marking, since, state },
    crisis: await shownCrisis(room, view, held),
    tearLineOf: origin?.tearLineOf ?? null,
    tearLines: tearLines.map((one) => ({ id: one.id, marking: one.marking, status: one.state.status })),
    formats: formatsOf(room.drafting.templates.get(state.template)),
    moves: productEvents.map((event) => {
      const no = mine
        ? whyNot(state, event, reader)?.why
        : 'It belongs to another organisation, or is shown as of the past.'
      return { event, allowed: no === undefined, because: no ?? null }
    }),
    fingerprint: fingerprintOf(state.content),
  })
}

async function shownCrisis({ journal }: ProductRoom, view: View, held: Held<Product>) {
  const crisis = await crisisOf(journal, view, held)
  const found = crisis === null ? undefined : await journal.reads.one(crisisRecord, view, crisis)
  return found ? { id: found.id, reference: found.state.reference, title: found.state.title } : null
}

export async function compareProduct(
  { journal }: ProductRoom,
  input: InputOf<typeof api.compareProduct>,
  { view }: Call,
): Promise<Reply<OutputOf<typeof api.compareProduct>>> {
  const after = await journal.reads.one(productRecord, view, input.id)
  if (!after) return unknown(input.id)
  const before = await journal.reads.one(productRecord, view, input.with)
  if (!before) return refuse('unknown', `No product with the id ${input.with} that you may read.`, '/with')
  return done(differenceBetween(before.state.content, after.state.content))
}

export async function removedFrom(
  room: ProductRoom,
  input: InputOf<typeof api.removedFrom>,
  { view }: Call,
): Promise<Reply<OutputOf<typeof api.removedFrom>>> {
  const { journal, drafting, clock } = room
  const held = await journal.reads.one(productRecord, view, input.id)
  if (!held) return unknown(input.id)
  const lower = await lowerMarking(room, view, held, input)
  if (!lower.ok) return lower
  const template = drafting.templates.get(held.state.template)
  if (!template) return refuse('no-such-template', `The template ${held.state.template} is not there any more.`)
  const crisis = await crisisOf(journal, view, held)
  // As it was when the product was drafted: what came later is no difference between the two.
  const then = { ...view, asOf: held.state.content.asOf }
  const file = crisis === null ? undefined : await room.coordinate.crisisFile(then, crisis)
  if (!file) return refuse('unknown', 'You may not read the crisis that it was drafted from.')
  const { content } = held.state
  const marking = lower.value
  const found = drafting.removed(content, {
    ...{ file, template, marking, now: clock.in(view.realm).toISOString(), language: content.language },
    // Words that a person gave stand in for those of the crisis; here only what is gone is asked.
    ...{ title: held.state.given.title ?? { text: content.title.text, by: held.state.draftedBy }, lines: [] },
    ...{ variant: content.variant, previous: null },
  })
  return found.ok ? done({ marking, removed: found.value }) : found
}

async function lowerMarking(
  { journal }: ProductRoom,
  view: View,
  held: Held<Product>,
  { tearLine, marking }: InputOf<typeof api.removedFrom>,
): Promise<Reply<Marking>> {
  const below = tearLine === undefined ? undefined : await journal.reads.one(productRecord, view, tearLine)
  if (tearLine !== undefined && !below)
    return refuse('unknown', `No product with the id ${tearLine} that you may read.`, '/tearLine')
  if (!below && !marking) return refuse('bad-input', 'Name a tear-line of it, or a marking.', '/tearLine')
  const lower = below?.marking ?? markingFrom(marking, held.marking.owner, null)
  return staysWithin(held.marking, lower) && !staysWithin(lower, held.marking)
    ? done(lower)
    : refuse('not-lower', 'That marking does not reach more people than the product.', '/marking')
}
