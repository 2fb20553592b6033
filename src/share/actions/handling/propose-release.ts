// Proposing to mark records lower: some that a person names, or all that the adviser finds in an incident or a crisis.
import type { InputOf, OutputOf } from '#kernel/contract.ts'
import type { Id } from '#kernel/id.ts'
import { type Marking, type MarkingChoice, type Tlp, tlpRank } from '#kernel/marking.ts'
import { mayRead } from '#kernel/may-read.ts'
import { done, type Reply } from '#kernel/reply.ts'
import type { Call } from '#platform/http/types.ts'
import { newestEntries, type Unit } from '#platform/journal/index.ts'
import type * as api from '../../api/releases.ts'
import type { Advice } from '../../model/advice.ts'
import { mostReleased, type ReleaseItem } from '../../model/release.ts'
import { loweredTo } from '../../rules/handling/advise.ts'
import { enoughTogether, markingAround, planRelease, type Standing } from '../../rules/handling/plan-release.ts'
import { releaseRecord } from '../../rules/handling/release-record.ts'
import { type Gathered, gather, membersOf } from '../../store/handling/gather.ts'
import { adviceFor, type HandlingRoom, type InForce, inForce, refuseClassified } from './room.ts'

type Proposed = OutputOf<typeof api.proposeRelease>
type Item = Omit<ReleaseItem, 'outcome'>

export function proposeRelease(
  room: HandlingRoom,
  { items: asked, reason, despite }: InputOf<typeof api.proposeRelease>,
  call: Call,
): Promise<Reply<Proposed>> {
  return room.journal.commit(call.writer, async (unit) => {
    personNeeded(unit)
    refuseClassified(unit, room, { '/reason': reason, '/despite': despite })
    const guideline = await inForce(room, unit.view.realm)
    const found = await readable(
      room,
      unit,
      asked.map(({ id }) => id),
    )
    const known = new Map(found.map((it) => [it.id, it]))
    if (known.size < asked.length) {
      const at = asked.findIndex(({ id }, place) => !known.has(id) || asked.findIndex((one) => one.id === id) < place)
      const again = known.has(asked[at]?.id ?? '')
      const detail = again ? 'It stands twice.' : `There is nothing with the id ${asked[at]?.id} that you may read.`
      unit.refuse(again ? 'not-releasable' : 'unknown', detail, `/items/${at}`)
    }
    const items = asked.flatMap(({ id, version, to }): Item[] => {
      const it = known.get(id)
      return it
        ? [itemOf(it, version, { ...choiceOf(loweredTo(it.marking, to.tlp)), ...to }, adviseOn(room, guideline, it))]
        : []
    })
    refuseUnplanned(unit, room, guideline, items, found, despite !== undefined)
    return done({
      ...(await open(room, unit, { items, found, reason, despite, incident: null, crisis: null })),
      apart: 0,
    })
  })
}

export function proposeAdvised(
  room: HandlingRoom,
  { incident, crisis, reason, textRead = false }: InputOf<typeof api.proposeAdvised>,
  call: Call,
): Promise<Reply<Proposed>> {
  return room.journal.commit(call.writer, async (unit) => {
    personNeeded(unit)
    refuseClassified(unit, room, { '/reason': reason })
    if ((incident === undefined) === (crisis === undefined))
      unit.refuse('bad-input', 'Name an incident or a crisis, one of them.', incident ? '/crisis' : '/incident')
    const guideline = await inForce(room, unit.view.realm)
    const root = incident ?? crisis ?? ''
    const of = { ...(incident ? { incident } : {}), ...(crisis ? { crisis } : {}) }
    const found = await readable(room, unit, await membersOf(room.journal.sql, unit.view.realm, of, mostLookedAt))
    if (!found.some(({ id }) => id === root))
      unit.refuse('unknown', `There is nothing with the id ${root} that you may read.`)
    const { items, apart, unread } = advisedItems(room, guideline, found, {
      textRead,
      owner: unit.view.reader.organisation,
    })
    if (items.length === 0) {
      const why =
        unread > 0
          ? `Of ${found.length} records ${unread} have sentences that a person must read first.`
          : `It looked at ${found.length} records.`
      unit.refuse('nothing-over-marked', why)
    }
    const chosen = found.filter(({ id }) => items.some((item) => item.id === id))
    const opened = { items, found: chosen, reason, incident: incident ?? null, crisis: crisis ?? null }
    return done({ ...(await open(room, unit, opened)), apart })
  })
}

const mostLookedAt = 1_000

interface Advised {
  items: Item[]
  /** Records that would do with less, but belong to others, are TLP:RED, or are more than one proposal holds. */
  apart: number
  /** Records left out because their sentences were not read. */
  unread: number
}

function advisedItems(
  room: HandlingRoom,
  guideline: InForce,
  found: readonly Gathered[],
  { textRead, owner }: { textRead: boolean; owner: Id | null },
): Advised {
  // By content alone: what they rest on is lowered with them, or bounds them.
  const judged = found.map((it) => ({ it, advice: adviseOn(room, guideline, { ...it, bases: [] }) }))
  const less = judged.filter(({ advice }) => advice.answer === 'lower' || advice.answer === 'read-first')
  const unread = textRead ? [] : less.filter(({ advice }) => advice.answer === 'read-first')
  const own = less.filter(
    (one) => !unread.includes(one) && one.it.marking.tlp !== 'RED' && one.it.marking.owner === owner,
  )
  const together = own.map(({ it, advice }) => ({
    id: it.id,
    marking: it.marking,
    needed: advice.enough,
    bases: it.bases,
  }))
  const enough = enoughTogether(together)
  const items = own.flatMap(({ it, advice }): Item[] => {
    const tlp = enough.get(it.id) ?? it.marking.tlp
    if (tlpRank(tlp) >= tlpRank(it.marking.tlp)) return []
    return [itemOf(it, it.version, choiceOf(loweredTo(it.marking, tlp)), { ...advice, enough: tlp })]
  })
  const kept = items.slice(0, mostReleased)
  return {
    items: kept,
    apart: less.length - unread.length - own.length + items.length - kept.length,
    unread: unread.length,
  }
}

function itemOf({ id, record, marking }: Gathered, version: number, to: MarkingChoice, advice: Advice): Item {
  return { id, record, version, from: marking.tlp, to, advised: advice.enough, mustBeRead: advice.toRead.length > 0 }
}

const adviseOn = (room: HandlingRoom, guideline: InForce, it: Gathered) => adviceFor(room, guideline, it, null)

export function choiceOf({ owner: _owner, ...choice }: Marking): MarkingChoice {
  return choice
}

export function personNeeded(unit: Unit): void {
  if (unit.view.reader.person === null) unit.refuse('person-needed')
}

/** Those of the ids that stand in this realm and may be read by whoever calls. */
export async function readable(room: HandlingRoom, unit: Unit, ids: readonly Id[]): Promise<Gathered[]> {
  const { reader, realm } = unit.view
  const found = await gather(room.journal.sql, room.handled, [...new Set(ids)])
  return found.filter((it) => it.realm === realm && mayRead(reader, realm, it.marking))
}

export function standingOf(
  room: HandlingRoom,
  guideline: InForce,
  found: readonly Gathered[],
  may: (it: Gathered) => { writable: boolean; owned: boolean },
): Map<Id, Standing> {
  return new Map(
    found.map((it) => {
      const { asks } = adviseOn(room, guideline, it)
      const sure = asks.filter((one) => one.sure).map(({ tlp }) => tlp)
      const most = sure.reduce<Tlp>((a, b) => (tlpRank(b) > tlpRank(a) ? b : a), 'CLEAR')
      return [it.id, { version: it.version, marking: it.marking, ...may(it), asks: most, bases: it.bases }]
    }),
  )
}

/** What could not be approved is not proposed; whose approval it needs is another question. */
function refuseUnplanned(
  unit: Unit,
  room: HandlingRoom,
  guideline: InForce,
  items: readonly Item[],
  found: readonly Gathered[],
  despite: boolean,
): void {
  const plan = planRelease(
    items,
    standingOf(room, guideline, found, () => ({ writable: true, owned: true })),
    despite,
  )
  for (const [at, { id }] of items.entries()) {
    const planned = plan.get(id)
    if (!planned || planned.may) continue
    const refusal = planned.refusal === 'changed-since' ? 'stale-version' : 'not-releasable'
    unit.refuse(refusal, planned.detail, `/items/${at}`)
  }
}

interface Opening {
  items: Item[]
  found: readonly Gathered[]
  reason: string
  despite?: string | undefined
  incident: Id | null
  crisis: Id | null
}

/** A proposal names records: nobody may read it who may not read each of them. */
async function open(room: HandlingRoom, unit: Unit, { items, found, despite, ...about }: Opening) {
  const around = markingAround(found.map(({ marking }) => marking))
  if (!around) return unit.refuse('propose-apart')
  const cause = await newestEntries(
    room.journal,
    unit.view,
    items.map(({ id }) => id),
  )
  const body = { ...about, despite: despite ?? null, items }
  const options = { marking: choiceOf(around), owner: around.owner, cause }
  const { entry, held } = await unit.open(releaseRecord, 'share.releaseProposed', body, options)
  return { id: held.id, version: held.version, entry, status: held.state.status, items: items.length }
}
