// Mappings of the taxonomy: saved row by row or out of a table, shown with what they lose.
import type { InputOf, OutputOf } from '#kernel/contract.ts'
import { done, type Reply, refuse } from '#kernel/reply.ts'
import type { Call } from '#platform/http/types.ts'
import type { Held, Unit } from '#platform/journal/index.ts'
import type * as api from '../../api/taxonomy-mappings.ts'
import type { MappingRow, TargetCode, Taxonomy, TaxonomyMapping } from '../../model/taxonomy.ts'
import { readMapping } from '../../rules/taxonomy/mapping-csv.ts'
import { mappingFaults } from '../../rules/taxonomy/mapping-faults.ts'
import * as losing from '../../rules/taxonomy/mapping-loss.ts'
import { mappingRecord } from '../../rules/taxonomy/mapping-record.ts'
import { taxonomyRecord } from '../../rules/taxonomy/taxonomy-record.ts'
import { mappingsOf } from '../../store/taxonomy/taxonomies.ts'
import { type Changed, causeOf, changed, markedOn, seen, writable } from './desk.ts'
import { shown } from './read-taxonomy.ts'
import { type TaxonomyRoom, taxonomyOf } from './room.ts'

export async function getMapping(
  { journal }: TaxonomyRoom,
  { id }: InputOf<typeof api.getMapping>,
  { view }: Call,
): Promise<Reply<OutputOf<typeof api.getMapping>>> {
  const held = await journal.reads.one(mappingRecord, view, id)
  const version = held && (await journal.reads.one(taxonomyRecord, view, held.state.taxonomy))
  if (!held || !version) return refuse('unknown', `No mapping with the id ${id} that you may read.`)
  return done({ ...shown(held), loss: losing.mappingLoss(version.state.terms, held.state) })
}

export async function mapTerm(
  { journal }: TaxonomyRoom,
  { taxonomy, term, target, code }: InputOf<typeof api.mapTerm>,
  { view }: Call,
): Promise<Reply<OutputOf<typeof api.mapTerm>>> {
  const version = await journal.reads.one(taxonomyRecord, view, taxonomy)
  if (!version) return refuse('unknown', `No version of the taxonomy with the id ${taxonomy} that you may read.`)
  if ((term === undefined) === (code === undefined))
    return refuse('bad-input', 'Name a term of ours, or a code of the other taxonomy; one of the two.', '/term')
  if (term !== undefined && !version.state.terms.some((one) => one.id === term))
    return refuse('no-such-term', `This version has no term ${term}.`, '/term')
  const mappings = await mappingsOf(journal.reads, view, taxonomy)
  const items = mappings
    .filter(({ state }) => target === undefined || state.target === target)
    .map(({ id, state }) => {
      const { target: to, name } = state
      if (term === undefined) {
        const { loss, terms, why } = losing.mapCode(state, code ?? '')
        return { mapping: id, target: to, name, codes: code === undefined ? [] : [code], terms, loss, why }
      }
      const { loss, rows, why } = losing.mapTerm(state, term)
      return { mapping: id, target: to, name, codes: rows.flatMap((row) => row.code ?? []), terms: [term], loss, why }
    })
  return done({ items })
}

type Which = Pick<InputOf<typeof api.saveMapping>, 'id' | 'version' | 'taxonomy' | 'target'>
type Described = Pick<
  InputOf<typeof api.saveMapping>,
  'name' | 'targetEdition' | 'source' | 'verification' | 'whole' | 'marking'
>

interface Place {
  before: Held<TaxonomyMapping> | null
  taxonomy: Held<Taxonomy>
  target: string
}

/** The mapping that is meant as the caller saw it, or the place of a new one. */
async function placeOf(room: TaxonomyRoom, unit: Unit, { id, version, taxonomy, target }: Which): Promise<Place> {
  if (id !== undefined) {
    const before = await unit.read(mappingRecord, id)
    if (!before) return unit.refuse('unknown', `No mapping with the id ${id} that you may read.`)
    if (version === undefined) return unit.refuse('bad-input', 'Say which version of the mapping you saw.', '/version')
    seen(unit, before, version)
    return { before, taxonomy: await taxonomyOf(unit, before.state.taxonomy), target: before.state.target }
  }
  if (taxonomy === undefined || target === undefined)
    return unit.refuse(
      'bad-input',
      'Name a mapping by its id, or the version and the other taxonomy of a new one.',
      '/taxonomy',
    )
  const held = await taxonomyOf(unit, taxonomy)
  if (held.state.status === 'withdrawn') unit.refuse('wrong-state', 'That version was withdrawn.')
  const there = (await mappingsOf(room.journal.reads, unit.view, taxonomy)).find(
    (one) => one.state.target === target && writable(room.journal, unit.view, one),
  )
  if (there) unit.refuse('wrong-state', `There is a mapping to ${target} already, ${there.id}: save that one.`)
  return { before: null, taxonomy: held, target }
}

async function keep(
  room: TaxonomyRoom,
  unit: Unit,
  { before, taxonomy, target }: Place,
  given: Described,
  rows: MappingRow[],
  codes: TargetCode[],
): Promise<Changed> {
  const content = {
    name: given.name ?? before?.state.name ?? target,
    targetEdition: given.targetEdition ?? before?.state.targetEdition ?? '',
    source: given.source ?? before?.state.source ?? '',
    verification: given.verification ?? before?.state.verification ?? ('unverified' as const),
    whole: given.whole ?? before?.state.whole ?? false,
    ...{ rows, codes },
  }
  const cause = await causeOf(room.journal, unit.view, taxonomy.id)
  if (before) {
    const options = { expectedVersion: before.version, cause }
    return changed(await unit.append(mappingRecord, 'share.mappingSaved', before.id, content, options))
  }
  const { series, edition } = taxonomy.state
  const marking = markedOn(room.journal, unit, taxonomy.marking, given.marking)
  const body = { taxonomy: taxonomy.id, series, edition, target, ...content }
  return changed(await unit.open(mappingRecord, 'share.mappingOpened', body, { marking, cause }))
}

/** Codes that rows name are known by that, where the list is not whole. */
function withUsed(codes: readonly TargetCode[], rows: readonly MappingRow[]): TargetCode[] {
  const known = new Map(codes.map((one) => [one.code, one]))
  for (const { code } of rows) if (code !== null && !known.has(code)) known.set(code, { code, label: code })
  return [...known.values()]
}

export function saveMapping(
  room: TaxonomyRoom,
  input: InputOf<typeof api.saveMapping>,
  call: Call,
): Promise<Reply<OutputOf<typeof api.saveMapping>>> {
  return room.journal.commit(call.writer, async (unit) => {
    const place = await placeOf(room, unit, input)
    const codes = input.codes ?? place.before?.state.codes ?? []
    const whole = input.whole ?? place.before?.state.whole ?? false
    const [fault] = mappingFaults(input.rows, { terms: place.taxonomy.state.terms, codes, whole })
    if (fault) unit.refuse('bad-rows', fault.why, `/rows/${fault.at}`)
    return done(await keep(room, unit, place, input, input.rows, withUsed(codes, input.rows)))
  })
}

type Imported = OutputOf<typeof api.importMapping>

export function importMapping(
  room: TaxonomyRoom,
  input: InputOf<typeof api.importMapping>,
  call: Call,
): Promise<Reply<Imported>> {
  return room.journal.commit<Imported>(call.writer, async (unit) => {
    const place = await placeOf(room, unit, input)
    const known = place.before?.state
    // A table that says it is all there is brings its own list; otherwise a list that is whole decides.
    const bound = known?.whole === true && input.whole === undefined
    const { terms } = place.taxonomy.state
    const table = readMapping(input.csv, { terms, codes: known?.codes ?? [], whole: bound })
    const { rows, faults } = table
    const codes = known && input.whole !== true ? merged(known.codes, table.codes) : table.codes
    const counts = { rows: rows.length, codes: codes.length, faults }
    if (codes.length > mostCodes) return unit.refuse('too-large', `It names more than ${mostCodes} codes.`, '/csv')
    const bad = faults.length > 0 && input.leaveOutFaulty !== true
    if (input.check === true || bad || rows.length === 0) return done({ kept: false, mapping: null, ...counts })
    const mapping = await keep(room, unit, place, input, rows, codes)
    return done({ kept: true, mapping, ...counts })
  })
}

const mostCodes = 3_000

function merged(old: readonly TargetCode[], fresh: readonly TargetCode[]): TargetCode[] {
  const all = new Map(old.map((one) => [one.code, one]))
  for (const one of fresh) if (!all.has(one.code) || one.label !== one.code) all.set(one.code, one)
  return [...all.values()]
}
