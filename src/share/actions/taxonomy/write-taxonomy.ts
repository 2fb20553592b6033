// Drafting a version of the taxonomy, changing it, and its way to being adopted.
import type { InputOf, OutputOf } from '#kernel/contract.ts'
import type { Id } from '#kernel/id.ts'
import { done, type Reply } from '#kernel/reply.ts'
import type { Call } from '#platform/http/types.ts'
import type { Appended, Held, Unit } from '#platform/journal/index.ts'
import type * as api from '../../api/taxonomy.ts'
import type { Taxonomy } from '../../model/taxonomy.ts'
import { applyChanges } from '../../rules/taxonomy/apply-changes.ts'
import { dayOf, isDay, standingOf } from '../../rules/taxonomy/deadline.ts'
import { mappingRecord } from '../../rules/taxonomy/mapping-record.ts'
import { taxonomyRecord } from '../../rules/taxonomy/taxonomy-record.ts'
import { adoptedVersions, hasEdition, mappingsOf } from '../../store/taxonomy/taxonomies.ts'
import { causeOf, changed, markedOn, namedPerson, writable } from './desk.ts'
import { type TaxonomyRoom, taxonomyFor, taxonomyOf } from './room.ts'

type Moved = OutputOf<typeof api.editTaxonomy>
const moved = (appended: Appended<Taxonomy>): Moved => ({ ...changed(appended), status: appended.held.state.status })

export function draftTaxonomy(
  room: TaxonomyRoom,
  input: InputOf<typeof api.draftTaxonomy>,
  call: Call,
): Promise<Reply<OutputOf<typeof api.draftTaxonomy>>> {
  return room.journal.commit(call.writer, async (unit) => {
    const base = input.from === undefined ? null : await taxonomyOf(unit, input.from)
    const { series, axes, terms, ...words } = base?.state ?? room.taxonomy.first
    await editionIsFree(room, unit, series, input.edition)
    const marking = base ? markedOn(room.journal, unit, base.marking, input.marking) : input.marking
    const drafted = await unit.open(
      taxonomyRecord,
      'share.taxonomyDrafted',
      {
        ...{ series, edition: input.edition, title: input.title ?? words.title, note: input.note ?? words.note },
        ...{ basedOn: base?.id ?? null, axes, terms },
      },
      { ...(marking ? { marking } : {}), cause: base ? await causeOf(room.journal, unit.view, base.id) : [] },
    )
    const mappings = base
      ? await takeMappings(room, unit, base, drafted)
      : await releasedMappings(room, unit, drafted, marking)
    return done({ ...moved(drafted), mappings })
  })
}

type Choice = InputOf<typeof api.draftTaxonomy>['marking']
const keyOf = ({ held }: Appended<Taxonomy>) => ({
  taxonomy: held.id,
  series: held.state.series,
  edition: held.state.edition,
})

async function releasedMappings(
  room: TaxonomyRoom,
  unit: Unit,
  drafted: Appended<Taxonomy>,
  marking: Choice,
): Promise<Id[]> {
  const ids: Id[] = []
  for (const mapping of room.taxonomy.mappings) {
    const body = { ...keyOf(drafted), ...mapping }
    const options = { cause: [drafted.entry], ...(marking ? { marking } : {}) }
    ids.push((await unit.open(mappingRecord, 'share.mappingOpened', body, options)).held.id)
  }
  return ids
}

/** Those of the earlier version that the writer may read; each stays whose it was, and marked as it was. */
async function takeMappings(
  room: TaxonomyRoom,
  unit: Unit,
  base: Held<Taxonomy>,
  drafted: Appended<Taxonomy>,
): Promise<Id[]> {
  const ids: Id[] = []
  for (const { id, marking, state } of await mappingsOf(room.journal.reads, unit.view, base.id)) {
    const { target, name, targetEdition, codes, whole, rows, source, verification } = state
    const body = { ...keyOf(drafted), target, name, targetEdition, codes, whole, rows, source, verification }
    const { owner, ...choice } = marking
    const cause = [drafted.entry, ...(await causeOf(room.journal, unit.view, id))]
    ids.push((await unit.open(mappingRecord, 'share.mappingOpened', body, { marking: choice, owner, cause })).held.id)
  }
  return ids
}

async function editionIsFree(room: TaxonomyRoom, unit: Unit, series: string, edition: string, but?: Id): Promise<void> {
  if (await hasEdition(room.journal.reads, unit.view, series, edition, but))
    unit.refuse('edition-taken', `There is an edition ${edition} of ${series}.`, '/edition')
}

export function editTaxonomy(
  room: TaxonomyRoom,
  input: InputOf<typeof api.editTaxonomy>,
  call: Call,
): Promise<Reply<Moved>> {
  return room.journal.commit(call.writer, async (unit) => {
    const { id, version, reason, changes = [], ...words } = input
    const { state } = await taxonomyFor(unit, id, version, 'edit')
    const applied = applyChanges(state, changes)
    if (!applied.ok) return unit.refuse('bad-change', applied.why, `/changes/${applied.at}`)
    const fields = ['title', 'edition', 'note'] as const
    const renamed = fields.some((field) => words[field] !== undefined && words[field] !== state[field])
    if (changes.length === 0 && !renamed) return unit.refuse('nothing-to-change')
    if (words.edition !== undefined) await editionIsFree(room, unit, state.series, words.edition, id)
    const body = { reason, proposal: null, changes, ...words }
    return done(
      moved(await unit.append(taxonomyRecord, 'share.taxonomyEdited', id, body, { expectedVersion: version })),
    )
  })
}

export function putForwardTaxonomy(
  room: TaxonomyRoom,
  { id, version, reason }: InputOf<typeof api.putForwardTaxonomy>,
  call: Call,
): Promise<Reply<Moved>> {
  return room.journal.commit(call.writer, async (unit) => {
    await taxonomyFor(unit, id, version, 'put-forward')
    namedPerson(unit, 'put a version forward')
    const options = { expectedVersion: version }
    return done(moved(await unit.append(taxonomyRecord, 'share.taxonomyPutForward', id, { reason }, options)))
  })
}

export function returnTaxonomy(
  room: TaxonomyRoom,
  { id, version, reason }: InputOf<typeof api.returnTaxonomy>,
  call: Call,
): Promise<Reply<Moved>> {
  return room.journal.commit(call.writer, async (unit) => {
    await taxonomyFor(unit, id, version, 'return')
    const options = { expectedVersion: version }
    return done(moved(await unit.append(taxonomyRecord, 'share.taxonomyReturned', id, { reason }, options)))
  })
}

export function withdrawTaxonomy(
  room: TaxonomyRoom,
  { id, version, reason }: InputOf<typeof api.withdrawTaxonomy>,
  call: Call,
): Promise<Reply<Moved>> {
  return room.journal.commit(call.writer, async (unit) => {
    await taxonomyFor(unit, id, version, 'withdraw')
    const options = { expectedVersion: version }
    return done(moved(await unit.append(taxonomyRecord, 'share.taxonomyWithdrawn', id, { reason }, options)))
  })
}

export function adoptTaxonomy(
  room: TaxonomyRoom,
  { id, version, ...adoption }: InputOf<typeof api.adoptTaxonomy>,
  call: Call,
): Promise<Reply<OutputOf<typeof api.adoptTaxonomy>>> {
  return room.journal.commit(call.writer, async (unit) => {
    const { state } = await taxonomyFor(unit, id, version, 'adopt')
    const { on } = adoption
    if (!isDay(on)) unit.refuse('bad-day', `${on} is no day of the calendar.`, '/on')
    if (on > dayOf(unit.now)) unit.refuse('bad-day', `${on} has not come yet.`, '/on')
    const options = { expectedVersion: version }
    const adopted = await unit.append(taxonomyRecord, 'share.taxonomyAdopted', id, adoption, options)
    const superseded: Id[] = []
    for (const old of await adoptedVersions(room.journal.reads, unit.view, state.series)) {
      if (old.id === id || !writable(room.journal, unit.view, old)) continue
      await unit.append(taxonomyRecord, 'share.taxonomySuperseded', old.id, { by: id }, { cause: [adopted.entry] })
      superseded.push(old.id)
    }
    const { deadline, first } = room.taxonomy
    const standing = state.series === first.series ? standingOf(deadline.on, on, dayOf(unit.now)) : null
    return done({ ...moved(adopted), standing, superseded })
  })
}
