// What the actions on products work with, and the few steps that all of them take.
import type { Coordinate } from '#coordinate/index.ts'
import type { CrisisFile } from '#coordinate/model/crisis-file.ts'
import type { Id } from '#kernel/id.ts'
import type { Marking } from '#kernel/marking.ts'
import { mayWrite } from '#kernel/may-read.ts'
import { systemReader } from '#kernel/reader.ts'
import type { Realm } from '#kernel/realm.ts'
import type { Reply } from '#kernel/reply.ts'
import type { Instant } from '#kernel/time.ts'
import type { People } from '#people/index.ts'
import type { Clock } from '#platform/clock.ts'
import type { Settings } from '#platform/config.ts'
import type { Held, Journal, Unit, View } from '#platform/journal/index.ts'
import type { Outbox } from '#platform/outbox/index.ts'
import { documentFormats, type Product, type ProductEvent, type ProductFormat } from '../../model/product.ts'
import type { Language, ProductContent, Removed } from '../../model/product-content.ts'
import type { Template } from '../../model/template.ts'
import type { Given } from '../../rules/drafting/input.ts'
import { whyNot } from '../../rules/products/lifecycle.ts'
import { productRecord } from '../../rules/products/product-record.ts'
import { originsOf } from '../../store/products.ts'

export interface DraftAsk {
  file: CrisisFile
  template: Template
  marking: Marking
  now: Instant
  language: Language
  title: Given | null
  lines: readonly Given[]
  variant: 'anonymised' | null
  previous: ProductContent | null
}

/** The rules of drafting with the templates and vocabularies of this node. */
export interface Drafting {
  templates: ReadonlyMap<string, Template>
  draft(ask: DraftAsk): Reply<ProductContent>
  /** What a product by `ask` does not have of `content`. */
  removed(content: ProductContent, ask: DraftAsk): Reply<Removed[]>
}

export interface ProductRoom {
  journal: Journal
  clock: Clock
  outbox: Pick<Outbox, 'put' | 'canMail' | 'onEnded'>
  settings: Pick<Settings, 'origin'>
  people: Pick<People, 'colleague'>
  coordinate: Pick<Coordinate, 'crisisFile'>
  drafting: Drafting
}

type Doc = Product

/** More revisions than anybody makes; a loop that makes them ends. */
const mostRevisions = 400

/** The product at the version that the caller saw, where that step may be taken by them. */
export async function productFor(unit: Unit, id: Id, version: number, event: ProductEvent): Promise<Held<Doc>> {
  const held = await productOf(unit, id)
  if (held.version !== version)
    unit.refuse('stale-version', `You saw version ${version}; it is at version ${held.version}.`)
  const why = whyNot(held.state, event, unit.view.reader)
  if (why) unit.refuse(why.refusal, why.why)
  if (held.state.revision >= mostRevisions) unit.refuse('too-large', `It has ${mostRevisions} revisions.`)
  return held
}

export async function productOf(unit: Unit, id: Id, where?: string): Promise<Held<Doc>> {
  const held = await unit.read(productRecord, id)
  return held ?? unit.refuse('unknown', `No product with the id ${id} that you may read.`, where)
}

/** The crisis of a product, as far as this reader may know: a product at a lower marking does not name it itself. */
export async function crisisOf(journal: Journal, view: View, { id, state }: Held<Doc>): Promise<Id | null> {
  if (state.crisis !== null) return state.crisis
  const [origin] = await originsOf(journal, view, 'product', id)
  return origin?.crisis ?? null
}

/** What a product of this template can be made into; documents always. */
export function formatsOf(template: Template | undefined): ProductFormat[] {
  return [...documentFormats, ...(template?.formats ?? [])]
}

export function isShort(template: Template | undefined): boolean {
  return (template?.mostWords ?? null) !== null
}

export function moved(held: Held<Doc>, entry: Id) {
  const { id, version, state } = held
  return { id, version, entry, status: state.status, edition: state.edition, revision: state.revision }
}

export function writable({ journal }: Pick<ProductRoom, 'journal'>, view: View, marking: Marking): boolean {
  return mayWrite(view.reader, view.realm, marking, journal.home)
}

/** Eyes of the node itself: the end of a delivery is noted whoever may read the product. */
export function systemView({ journal }: Pick<ProductRoom, 'journal'>, realm: Realm, job: string): View {
  return { reader: systemReader(job, [realm], journal.home), realm, own: true }
}

/** A moment that has been; a minute is left for clocks that differ. */
export function momentNotAhead(unit: Unit, given: Instant, where: string): Instant {
  const at = Date.parse(given)
  if (Number.isNaN(at)) return unit.refuse('impossible-times', `${given} does not exist.`, where)
  if (at > Date.parse(unit.now) + 60_000) unit.refuse('impossible-times', `${given} lies in the future.`, where)
  return new Date(at).toISOString()
}
