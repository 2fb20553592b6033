// The second person decides: approves, and each record is marked lower in the same unit of work; or rejects, with a reason.
import type { InputOf, OutputOf } from '#kernel/contract.ts'
import type { Id } from '#kernel/id.ts'
import { mayRead, mayWrite } from '#kernel/may-read.ts'
import { done, type Reply, refuse } from '#kernel/reply.ts'
import type { Call } from '#platform/http/types.ts'
import type { Held, Unit } from '#platform/journal/index.ts'
import type * as api from '../../api/releases.ts'
import type { Release, ReleaseEvent, ReleaseItem, ReleaseOutcome } from '../../model/release.ts'
import { type Planned, planRelease } from '../../rules/handling/plan-release.ts'
import { whyNotRelease } from '../../rules/handling/release-lifecycle.ts'
import { releaseRecord } from '../../rules/handling/release-record.ts'
import { gather } from '../../store/handling/gather.ts'
import { releasePage } from '../../store/handling/kept.ts'
import { readable, standingOf } from './propose-release.ts'
import { type HandlingRoom, inForce, refuseClassified, seen } from './room.ts'

async function releaseFor(unit: Unit, id: Id, version: number, event: ReleaseEvent): Promise<Held<Release>> {
  const held = await unit.read(releaseRecord, id)
  if (!held) return unit.refuse('unknown', `No release with the id ${id} that you may read.`)
  seen(unit, held, version)
  const why = whyNotRelease(held.state, event, unit.view.reader)
  if (why) unit.refuse(why.refusal, why.why)
  return held
}

export function approveRelease(
  room: HandlingRoom,
  { id, version }: InputOf<typeof api.approveRelease>,
  call: Call,
): Promise<Reply<OutputOf<typeof api.approveRelease>>> {
  return room.journal.commit(call.writer, async (unit) => {
    const { state } = await releaseFor(unit, id, version, 'approve')
    const plan = await planNow(room, unit, state)
    if (![...plan.values()].some(({ may }) => may)) unit.refuse('nothing-released', whyNone(plan))
    const outcomes = await carryOut(room, unit, id, state, plan)
    const options = { expectedVersion: version }
    const { entry, held } = await unit.append(releaseRecord, 'share.releaseApproved', id, { outcomes }, options)
    const items = held.state.items.map(({ id: of, record, outcome }) => ({ id: of, record, outcome }))
    return done({ id, version: held.version, entry, status: held.state.status, items })
  })
}

/** Judged anew at this moment: what changed since it was proposed, or belongs to others, stays as it is. */
async function planNow(room: HandlingRoom, unit: Unit, { items, despite }: Release): Promise<Map<Id, Planned>> {
  const { reader, realm } = unit.view
  const found = await readable(
    room,
    unit,
    items.map(({ id }) => id),
  )
  const guideline = await inForce(room, realm)
  const standing = standingOf(room, guideline, found, ({ marking }) => ({
    writable: mayWrite(reader, realm, marking, room.journal.home),
    owned: reader.organisation === marking.owner,
  }))
  return planRelease(items, standing, despite !== null)
}

async function carryOut(
  room: HandlingRoom,
  unit: Unit,
  release: Id,
  { items, reason }: Release,
  plan: ReadonlyMap<Id, Planned>,
): Promise<{ id: Id; outcome: ReleaseOutcome }[]> {
  const outcomes: { id: Id; outcome: ReleaseOutcome }[] = []
  for (const item of items)
    outcomes.push({ id: item.id, outcome: await carryOutOne(room, unit, release, reason, item, plan) })
  return outcomes
}

async function carryOutOne(
  { kinds }: HandlingRoom,
  unit: Unit,
  release: Id,
  reason: string,
  item: ReleaseItem,
  plan: ReadonlyMap<Id, Planned>,
): Promise<ReleaseOutcome> {
  const planned = plan.get(item.id)
  const kind = kinds.get(item.record)
  if (!planned || !kind) return { done: false, refusal: 'unknown', detail: 'This node does not know such records.' }
  if (!planned.may) return { done: false, refusal: planned.refusal, detail: planned.detail }
  const held = await unit.read(kind, item.id)
  // Between the plan and now somebody may have been quicker.
  if (held?.version !== item.version)
    return { done: false, refusal: 'changed-since', detail: 'It was changed in this very moment.' }
  const { entry } = await unit.remark(kind, item.id, item.to, `Release ${release}: ${reason}`.slice(0, 500))
  return { done: true, entry, at: unit.now }
}

const mostNamed = 10

function whyNone(plan: ReadonlyMap<Id, Planned>): string {
  const why = [...plan.values()].flatMap((one) => (one.may ? [] : [one.detail]))
  return [...new Set(why)].slice(0, mostNamed).join(' ')
}

type Moved = OutputOf<typeof api.rejectRelease>

export function rejectRelease(
  room: HandlingRoom,
  input: InputOf<typeof api.rejectRelease>,
  call: Call,
): Promise<Reply<Moved>> {
  return end(room, input, call, 'reject', 'share.releaseRejected')
}

export function withdrawRelease(
  room: HandlingRoom,
  input: InputOf<typeof api.withdrawRelease>,
  call: Call,
): Promise<Reply<Moved>> {
  return end(room, input, call, 'withdraw', 'share.releaseWithdrawn')
}

function end(
  room: HandlingRoom,
  { id, version, reason }: InputOf<typeof api.rejectRelease>,
  call: Call,
  event: 'reject' | 'withdraw',
  kind: 'share.releaseRejected' | 'share.releaseWithdrawn',
): Promise<Reply<Moved>> {
  return room.journal.commit(call.writer, async (unit) => {
    await releaseFor(unit, id, version, event)
    refuseClassified(unit, room, { '/reason': reason })
    const { entry, held } = await unit.append(releaseRecord, kind, id, { reason }, { expectedVersion: version })
    return done({ id, version: held.version, entry, status: held.state.status })
  })
}

export async function listReleases(
  { journal }: HandlingRoom,
  input: InputOf<typeof api.listReleases>,
  { view }: Call,
): Promise<Reply<OutputOf<typeof api.listReleases>>> {
  const { items, next } = await releasePage(journal, view, input)
  return done({
    items: items.map(({ id, version, marking, since, state }) => ({ id, version, marking, since, state })),
    next,
  })
}

export async function getRelease(
  room: HandlingRoom,
  { id }: InputOf<typeof api.getRelease>,
  { reader, view }: Call,
): Promise<Reply<OutputOf<typeof api.getRelease>>> {
  const held = await room.journal.reads.one(releaseRecord, view, id)
  if (!held) return refuse('unknown', `No release with the id ${id} that you may read.`)
  const { items, ...state } = held.state
  const found = await gather(
    room.journal.sql,
    room.handled,
    items.map((item) => item.id),
  )
  const shown = new Map(
    found.filter((it) => it.realm === view.realm && mayRead(reader, it.realm, it.marking)).map((it) => [it.id, it]),
  )
  const rows = items.map((item) => {
    const it = shown.get(item.id)
    return { ...item, title: it?.title ?? null, now: it?.marking ?? null }
  })
  const whyNotApprove = whyNotRelease(held.state, 'approve', reader)?.why ?? null
  return done({ id, version: held.version, marking: held.marking, state, items: rows, whyNotApprove })
}
