// Showing versions of the taxonomy: the list, one with what may be done, two compared, and as files.
import type { InputOf, OutputOf } from '#kernel/contract.ts'
import { isExercise } from '#kernel/realm.ts'
import { done, type Reply, refuse } from '#kernel/reply.ts'
import type { Call, Download } from '#platform/http/types.ts'
import type { Held } from '#platform/journal/index.ts'
import type * as api from '../../api/taxonomy.ts'
import { type Taxonomy, type TaxonomyMapping, taxonomyEvents } from '../../model/taxonomy.ts'
import { compareTerms } from '../../rules/taxonomy/compare-terms.ts'
import { dayOf, standingOf } from '../../rules/taxonomy/deadline.ts'
import { whyNot } from '../../rules/taxonomy/lifecycle.ts'
import { mappingCsv, taxonomyJson, termsCsv } from '../../rules/taxonomy/taxonomy-file.ts'
import { taxonomyRecord } from '../../rules/taxonomy/taxonomy-record.ts'
import { countOpenProposals, firstAdoption, mappingsOf, taxonomyPage } from '../../store/taxonomy/taxonomies.ts'
import { writable } from './desk.ts'
import type { TaxonomyRoom } from './room.ts'

const noVersion = (id: string) => refuse('unknown', `No version of the taxonomy with the id ${id} that you may read.`)
/** What is shown of a record as it is held. */
export const shown = <S>({ id, version, marking, since, state }: Held<S>) => ({ id, version, marking, since, state })

export async function listTaxonomies(
  { journal, taxonomy }: TaxonomyRoom,
  input: InputOf<typeof api.listTaxonomies>,
  { view, now }: Call,
): Promise<Reply<OutputOf<typeof api.listTaxonomies>>> {
  const { items, next } = await taxonomyPage(journal, view, input)
  const { deadline, first } = taxonomy
  const adoptedOn = await firstAdoption(journal.reads, view, first.series)
  return done({
    items: items.map((held) => ({ ...shown(held), state: brief(held.state) })),
    next,
    deadline,
    standing: standingOf(deadline.on, adoptedOn, dayOf(view.asOf ?? now)),
  })
}

function brief({ axes, terms, changes: _changes, ...state }: Taxonomy) {
  return { ...state, axes: axes.length, terms: terms.length }
}

export async function getTaxonomy(
  { journal, taxonomy }: TaxonomyRoom,
  { id }: InputOf<typeof api.getTaxonomy>,
  { view, now, reader }: Call,
): Promise<Reply<OutputOf<typeof api.getTaxonomy>>> {
  const held = await journal.reads.one(taxonomyRecord, view, id)
  if (!held) return noVersion(id)
  const { deadline, first } = taxonomy
  const { state } = held
  const ours = state.series === first.series
  const own = writable(journal, view, held)
  const moves = taxonomyEvents
    .filter((event) => event !== 'supersede')
    .map((event) => {
      const because = own ? (whyNot(state, event, reader)?.why ?? null) : 'It belongs to another organisation.'
      return { event, allowed: because === null, because }
    })
  return done({
    ...shown(held),
    moves,
    deadline,
    standing: ours ? standingOf(deadline.on, state.adopted?.on ?? null, dayOf(view.asOf ?? now)) : null,
    mappings: (await mappingsOf(journal.reads, view, id)).map((one) => ({
      ...shown(one),
      state: described(one.state),
    })),
    openProposals: await countOpenProposals(journal.reads, view, state.series),
  })
}

function described({ codes: _codes, rows: _rows, ...state }: TaxonomyMapping) {
  return state
}

export async function compareTaxonomies(
  { journal }: TaxonomyRoom,
  { from, to }: InputOf<typeof api.compareTaxonomies>,
  { view }: Call,
): Promise<Reply<OutputOf<typeof api.compareTaxonomies>>> {
  const [one, other] = await Promise.all([from, to].map((id) => journal.reads.one(taxonomyRecord, view, id)))
  if (!one) return noVersion(from)
  if (!other) return noVersion(to)
  return done({ differences: compareTerms(one.state, other.state) })
}

export async function exportTaxonomy(
  { journal }: TaxonomyRoom,
  { id, format, mapping }: InputOf<typeof api.exportTaxonomy>,
  { view }: Call,
): Promise<Reply<Download>> {
  const taxonomy = await journal.reads.one(taxonomyRecord, view, id)
  if (!taxonomy) return noVersion(id)
  const mappings = await mappingsOf(journal.reads, view, id)
  const { realm } = view
  const { series, edition } = taxonomy.state
  const name = (what: string) => {
    const plain = `${series} ${edition}${what}`.replace(/[^\w.-]+/g, '-')
    return `${isExercise(realm) ? 'EXERCISE ' : ''}${plain}.${format}`
  }
  if (format === 'json') {
    const type = 'application/json; charset=utf-8'
    return done({ name: name(''), type, bytes: Buffer.from(taxonomyJson({ realm, taxonomy, mappings })) })
  }
  const type = 'text/csv; charset=utf-8'
  if (mapping === undefined)
    return done({ name: name(' terms'), type, bytes: Buffer.from(termsCsv({ realm, taxonomy })) })
  const chosen = mappings.find((one) => one.id === mapping)
  if (!chosen) return refuse('unknown', `It has no mapping ${mapping} that you may read.`, '/mapping')
  const text = mappingCsv(realm, taxonomy, chosen)
  return done({ name: name(` ${chosen.state.target}`), type, bytes: Buffer.from(text) })
}
