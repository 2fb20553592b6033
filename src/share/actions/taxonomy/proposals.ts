// Proposals for the taxonomy: made by an organisation, decided by those whose taxonomy it is, into a draft.
import type { InputOf, OutputOf } from '#kernel/contract.ts'
import type { Id } from '#kernel/id.ts'
import { done, type Reply } from '#kernel/reply.ts'
import { staysWithin } from '#kernel/stays-within.ts'
import type { Call } from '#platform/http/types.ts'
import type { Held, Unit } from '#platform/journal/index.ts'
import type * as api from '../../api/taxonomy-proposals.ts'
import type { ProposedChange, Taxonomy, TaxonomyMapping, TaxonomyProposal } from '../../model/taxonomy.ts'
import { applyChanges } from '../../rules/taxonomy/apply-changes.ts'
import { mappingFaults } from '../../rules/taxonomy/mapping-faults.ts'
import { mappingRecord } from '../../rules/taxonomy/mapping-record.ts'
import { positionsOf } from '../../rules/taxonomy/positions.ts'
import { proposalRecord, whyClosed } from '../../rules/taxonomy/proposal-record.ts'
import { taxonomyRecord } from '../../rules/taxonomy/taxonomy-record.ts'
import { mappingsOf, proposalPage, voicesOn } from '../../store/taxonomy/taxonomies.ts'
import { causeOf, changed, markedOn, namedPerson, seen, writable } from './desk.ts'
import { shown } from './read-taxonomy.ts'
import { type TaxonomyRoom, taxonomyFor, taxonomyOf } from './room.ts'

type Changed = OutputOf<typeof api.proposeTerm>

export function proposeTerm(
  room: TaxonomyRoom,
  input: InputOf<typeof api.proposeTerm>,
  call: Call,
): Promise<Reply<Changed>> {
  return room.journal.commit(call.writer, async (unit) => {
    const { id, state, marking } = await taxonomyOf(unit, input.taxonomy)
    if (state.status === 'withdrawn' || state.status === 'superseded')
      unit.refuse('wrong-state', `That version is ${state.status}. Propose to the one that took its place.`)
    const why = whyNotFit(state, input.change)
    if (why) unit.refuse('bad-change', why, '/change')
    const opened = await unit.open(
      proposalRecord,
      'share.termProposed',
      {
        ...{ taxonomy: id, series: state.series, edition: state.edition },
        ...{ change: input.change, reason: input.reason, organisation: unit.view.reader.organisation },
      },
      {
        marking: markedOn(room.journal, unit, marking, input.marking),
        cause: await causeOf(room.journal, unit.view, id),
      },
    )
    return done(changed(opened))
  })
}

function whyNotFit(state: Taxonomy, asked: ProposedChange): string | null {
  if (asked.do === 'map') {
    const [fault] = mappingFaults([asked.row], { terms: state.terms, codes: [], whole: false })
    return fault?.why ?? null
  }
  const applied = applyChanges(state, [asked])
  return applied.ok ? null : applied.why
}

export async function listTermProposals(
  { journal }: TaxonomyRoom,
  input: InputOf<typeof api.listTermProposals>,
  { view }: Call,
): Promise<Reply<OutputOf<typeof api.listTermProposals>>> {
  const { items, next } = await proposalPage(journal, view, input)
  const voices = await voicesOn(
    journal.reads,
    view,
    items.map((held) => held.id),
  )
  return done({
    items: items.map((held) => ({ ...shown(held), positions: positionsOf(voices.get(held.id) ?? []) })),
    next,
  })
}

async function openProposal(unit: Unit, id: Id, version: number): Promise<Held<TaxonomyProposal>> {
  const held = await unit.read(proposalRecord, id)
  if (!held) return unit.refuse('unknown', `No proposal with the id ${id} that you may read.`)
  seen(unit, held, version)
  const why = whyClosed[held.state.status]
  if (why) unit.refuse('wrong-state', why)
  return held
}

export function decideTermProposal(
  room: TaxonomyRoom,
  input: InputOf<typeof api.decideTermProposal>,
  call: Call,
): Promise<Reply<Changed>> {
  return room.journal.commit(call.writer, async (unit) => {
    const proposal = await openProposal(unit, input.id, input.version)
    namedPerson(unit, 'decide on a proposal')
    const about = await taxonomyOf(unit, proposal.state.taxonomy)
    if (!writable(room.journal, unit.view, about))
      unit.refuse('not-yours', 'The taxonomy belongs to another organisation.')
    const accepted = input.outcome === 'accepted'
    const into = accepted ? (input.into ?? proposal.state.taxonomy) : null
    const cause = into === null ? [] : [await takeIn(room, unit, proposal, into, input.intoVersion, input.reason)]
    const { outcome, reason } = input
    const decided = await unit.append(
      proposalRecord,
      'share.termProposalDecided',
      input.id,
      { outcome, reason, into },
      { expectedVersion: input.version, cause },
    )
    return done(changed(decided))
  })
}

/** The entry by which the draft takes it. Refuses what does not fit the draft, and a draft that more people may read. */
async function takeIn(
  room: TaxonomyRoom,
  unit: Unit,
  proposal: Held<TaxonomyProposal>,
  into: Id,
  version: number | undefined,
  reason: string,
): Promise<Id> {
  const draft = await taxonomyFor(unit, into, version, 'edit')
  if (draft.state.series !== proposal.state.series)
    unit.refuse('bad-change', 'That draft is of another taxonomy.', '/into')
  const cause = await causeOf(room.journal, unit.view, proposal.id)
  const asked = proposal.state.change
  if (asked.do === 'map') return mapIn(room, unit, proposal, draft, cause)
  mustStayWithin(unit, draft, proposal)
  const applied = applyChanges(draft.state, [asked])
  if (!applied.ok) unit.refuse('bad-change', applied.why, '/into')
  const body = { reason, proposal: proposal.id, changes: [asked] }
  const options = { cause, ...(version === undefined ? {} : { expectedVersion: version }) }
  return (await unit.append(taxonomyRecord, 'share.taxonomyEdited', into, body, options)).entry
}

async function mapIn(
  room: TaxonomyRoom,
  unit: Unit,
  proposal: Held<TaxonomyProposal>,
  draft: Held<Taxonomy>,
  cause: Id[],
): Promise<Id> {
  const asked = proposal.state.change
  if (asked.do !== 'map') throw new Error('Only a proposal to map goes into a mapping')
  const { target, row } = asked
  const mappings = await mappingsOf(room.journal.reads, unit.view, draft.id)
  const there = mappings.find((one) => one.state.target === target && writable(room.journal, unit.view, one))
  const before: Pick<TaxonomyMapping, 'rows' | 'codes' | 'whole'> = there?.state ?? {
    rows: [],
    codes: [],
    whole: false,
  }
  // Somebody looked now: that nobody had, or had found nothing, holds no more.
  const rows = [
    ...before.rows.filter((one) => one.term !== row.term || (one.relation !== 'none' && row.relation !== 'none')),
    row,
  ]
  const faults = mappingFaults(rows, { terms: draft.state.terms, ...before })
  const own = faults.find((fault) => fault.at === rows.length - 1)
  if (own) unit.refuse('bad-change', own.why, '/into')
  const known = row.code === null || before.codes.some((one) => one.code === row.code)
  const codes = known || row.code === null ? before.codes : [...before.codes, { code: row.code, label: row.code }]
  if (there) {
    mustStayWithin(unit, there, proposal)
    const { name, targetEdition, whole, source, verification } = there.state
    const body = { name, targetEdition, codes, whole, rows, source, verification }
    return (await unit.append(mappingRecord, 'share.mappingSaved', there.id, body, { cause })).entry
  }
  const marking = markedOn(room.journal, unit, proposal.marking, undefined)
  const { series, edition } = draft.state
  const described = { name: target, targetEdition: '', source: '', verification: 'unverified' as const }
  const body = { taxonomy: draft.id, series, edition, target, ...described, codes, whole: false, rows }
  return (await unit.open(mappingRecord, 'share.mappingOpened', body, { marking, cause })).entry
}

function mustStayWithin(unit: Unit, into: Held<unknown>, from: Held<unknown>): void {
  if (!staysWithin(into.marking, from.marking))
    unit.refuse('would-widen', 'More people may read what would take it than may read the proposal.', '/into')
}

export function withdrawTermProposal(
  room: TaxonomyRoom,
  { id, version, reason }: InputOf<typeof api.withdrawTermProposal>,
  call: Call,
): Promise<Reply<Changed>> {
  return room.journal.commit(call.writer, async (unit) => {
    await openProposal(unit, id, version)
    const options = { expectedVersion: version }
    return done(changed(await unit.append(proposalRecord, 'share.termProposalWithdrawn', id, { reason }, options)))
  })
}
