// The strands of a hybrid campaign: what happens in one domain, beside the incidents.
import { checkCountries, checkMoment } from '#assess/rules/classify.ts'
import type { InputOf } from '#kernel/contract.ts'
import { done, type Reply, refuse } from '#kernel/reply.ts'
import { type Instant, instant } from '#kernel/time.ts'
import type { Call } from '#platform/http/types.ts'
import type { Unit } from '#platform/journal/index.ts'
import type * as api from '../../api/crises.ts'
import type { Strand } from '../../model/crisis.ts'
import { crisisRecord } from '../../rules/crises/crisis-record.ts'
import { linkedRecords } from '../../store/crises.ts'
import type { Changed } from './change-crisis.ts'
import { type CrisisRoom, changed, crisisFor, mustHaveSpace, newestKey, partOf, same } from './desk.ts'
import { causes, mustExist } from './open-crisis.ts'

const restable = ['watch.item', 'watch.claim', 'watch.question', 'sense.attack', 'sense.observation', 'assess.incident']

type Told = Partial<Omit<Strand, 'key' | 'addedBy' | 'addedAt' | 'endedAt'>>

/** What was said about a strand, checked: domains, sectors and countries that exist, and no beginning in the future. */
function checked<T extends Told>(room: CrisisRoom, told: T, now: Instant): Reply<T> {
  const { domain, sectors, countries, startedAt } = told
  if (domain !== undefined && !room.words.domains.items.some((one) => one.id === domain))
    return refuse('unknown-value', `'${domain}' is no domain of data/coordinate.`, '/domain')
  const all = room.places.sectors.flatMap((one) => [one.id, ...one.subsectors.map((sub) => sub.id)])
  const wrong = (sectors ?? []).findIndex((sector) => !all.includes(sector))
  if (wrong >= 0) return refuse('unknown-value', `'${sectors?.[wrong]}' is no sector of NIS2.`, `/sectors/${wrong}`)
  const where = countries && checkCountries(countries, '/countries')
  if (where && !where.ok) return refuse('unknown-value', where.detail, where.where)
  const began = startedAt ? pastMoment(startedAt, now, '/startedAt') : undefined
  if (began && !began.ok) return began
  return done({ ...told, ...(where ? { countries: where.value } : {}), ...(began ? { startedAt: began.value } : {}) })
}

/** A minute is left for clocks that differ. */
function pastMoment(given: Instant, now: Instant, where: string): Reply<Instant> {
  const moment = checkMoment(given, where)
  if (!moment.ok || Date.parse(moment.value) <= Date.parse(now) + 60_000) return moment
  return refuse('impossible-times', `${moment.value} is in the future.`, where)
}

export async function addStrand(
  room: CrisisRoom,
  { id, version, ...given }: InputOf<typeof api.addStrand>,
  call: Call,
): Promise<Reply<Changed>> {
  const told = checked(room, given, call.now)
  if (!told.ok) return told
  return room.journal.commit(call.writer, async (unit) => {
    const { state } = await crisisFor(unit, id, version)
    mustHaveSpace(unit, state.strands, 500, 'strands')
    const { rests = [], ...said } = told.value
    await mustExist(room, unit, restable, rests, '/rests')
    const open = { text: '', status: 'ongoing' as const, severity: null, startedAt: null, sectors: [], countries: [] }
    const options = { expectedVersion: version, cause: await causes(room, unit, rests) }
    const body = { ...open, ...said, rests }
    const after = await unit.append(crisisRecord, 'coordinate.crisisStrandAdded', id, body, options)
    return done(changed(after, newestKey(after, 'strands')))
  })
}

export async function changeStrand(
  room: CrisisRoom,
  { id, version, key, ...given }: InputOf<typeof api.changeStrand>,
  call: Call,
): Promise<Reply<Changed>> {
  const told = checked(room, given, call.now)
  if (!told.ok) return told
  return room.journal.commit(call.writer, async (unit) => {
    const { state } = await crisisFor(unit, id, version)
    const before = partOf(unit, state.strands, key, 'strand')
    const to = await keptRests(room, unit, before, differing(before, told.value))
    if (same(to, {})) return refuse('nothing-to-change')
    const options = { expectedVersion: version, cause: await causes(room, unit, to.rests ?? []) }
    return done(
      changed(await unit.append(crisisRecord, 'coordinate.crisisStrandChanged', id, { key, to }, options), key),
    )
  })
}

function differing(before: Strand, told: Told): Told {
  const fields = Object.entries(told).filter(
    ([field, value]) => value !== undefined && !same(value, before[field as keyof Told]),
  )
  return Object.fromEntries(fields)
}

/** Whoever sets anew what a strand rests on does not take away what they may not read. */
async function keptRests(room: CrisisRoom, unit: Unit, before: Strand, to: Told): Promise<Told> {
  if (to.rests === undefined) return to
  await mustExist(room, unit, restable, to.rests, '/rests')
  const known = new Set((await linkedRecords(room.journal, unit.view, before.rests)).map((one) => one.id))
  const hidden = before.rests.filter((one) => !known.has(one))
  const rests = [...new Set([...to.rests, ...hidden])]
  const { rests: _asked, ...others } = to
  return same(rests, before.rests) ? others : { ...others, rests: rests.slice(0, 200) }
}

export function endStrand(
  room: CrisisRoom,
  { id, version, key, at, reason }: InputOf<typeof api.endStrand>,
  call: Call,
): Promise<Reply<Changed>> {
  return room.journal.commit(call.writer, async (unit) => {
    const { state } = await crisisFor(unit, id, version)
    const strand = partOf(unit, state.strands, key, 'strand')
    if (strand.status === 'ended') return refuse('nothing-to-change', 'It ended already.')
    const ended = pastMoment(at ?? unit.now, unit.now, '/at')
    if (!ended.ok) return ended
    if (strand.startedAt && instant(ended.value) < strand.startedAt)
      return refuse('impossible-times', `It cannot have ended before it began (${strand.startedAt}).`, '/at')
    const body = { key, at: ended.value, reason }
    const options = { expectedVersion: version }
    return done(changed(await unit.append(crisisRecord, 'coordinate.crisisStrandEnded', id, body, options), key))
  })
}
