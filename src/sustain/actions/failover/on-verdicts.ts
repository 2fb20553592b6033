// What follows from what vantage points say: nothing, a proposal to whoever is on duty, or a move that somebody allowed beforehand.
import type { Id } from '#kernel/id.ts'
import type { Realm } from '#kernel/realm.ts'
import { done } from '#kernel/reply.ts'
import type { Instant } from '#kernel/time.ts'
import { failoverRecord, planRecord } from '../../events.ts'
import type { Verdict } from '../../model/resolvers.ts'
import { quietSeconds } from '../../rules/dns/pre-authorised.ts'
import { nextStanding, noStanding, type Proposal, propose, type Standing } from '../../rules/dns/propose.ts'
import { type Judged, judgePlan } from '../../rules/dns/quorum.ts'
import { type HeldFailover, type HeldPlan, newestFailover, openFailovers } from '../../store/failovers.ts'
import type { SustainRoom } from '../room.ts'
import { askedBecause } from './alone.ts'
import { ownView, ownWriter } from './area.ts'
import { likePlan, noneOpen, oneOpen } from './decide.ts'
import { moveNow } from './run-move.ts'

const verb = 'sustain.judgeVerdicts'

/** Called with every new verdict on a plan of our own. `verdicts`: the newest of each vantage point on each upstream. */
export async function decideOnVerdicts(
  room: SustainRoom,
  realm: Realm,
  planId: Id,
  verdicts: readonly Verdict[],
): Promise<void> {
  const view = ownView(realm, room.journal.home)
  const plan = await room.journal.reads.one(planRecord, view, planId)
  if (!plan?.state.active) return
  const now = room.clock.in(realm).toISOString()
  const { usual, fallback } = judgePlan(plan.state, verdicts, now)
  const { hysteresis } = plan.state
  const standing = nextStanding(standingOf(room, plan), usual, hysteresis, now)
  room.failover.standings.set(planId, { version: plan.version, standing })
  // Most verdicts change nothing: only what could lead somewhere asks the database.
  if (usual.says === 'undecided') return
  const [open] = await openFailovers(room.journal, view, [planId])
  if (open && open.state.state !== 'switched' && open.state.state !== 'proposed') return
  const movedAt = open?.state.state === 'switched' ? open.state.switchedAt : null
  const proposal = propose({ standing, usual, fallback, movedAt, hysteresis, now })
  if (proposal.what === 'propose-move')
    await move(room, realm, plan, open, { proposal, failingSince: standing.badSince, evidence: [usual, fallback] })
  if (proposal.what === 'propose-return' && open) await goBack(room, realm, plan, open, proposal)
  if (open?.state.state === 'proposed' && isLongWell(standing.wellSince, now, hysteresis.wellSeconds))
    await overtaken(room, realm, open)
}

/** What was seen so far counts only for the plan as it was then. */
function standingOf(room: SustainRoom, { id, version }: HeldPlan): Standing {
  const known = room.failover.standings.get(id)
  return known?.version === version ? known.standing : noStanding
}

interface Why {
  proposal: Proposal
  failingSince: Instant | null
  evidence: Judged[]
}

async function move(
  room: SustainRoom,
  realm: Realm,
  plan: HeldPlan,
  open: HeldFailover | undefined,
  why: Why,
): Promise<void> {
  const { health } = why.proposal
  if (health === null || open?.state.drill) return
  if (!open && (await isQuiet(room, realm, plan))) return
  const asks = await askedBecause(room, plan, realm, health)
  if (open && asks !== null) return // It was proposed already; a person decides.
  const id = open?.id ?? (await proposed(room, realm, plan, why, asks))
  if (id === undefined || asks !== null) return
  const gone = await room.journal.commit(ownWriter(realm, room.journal.home, verb), async (unit) => {
    const before = await unit.read(failoverRecord, id)
    if (before?.state.state !== 'proposed') return unit.refuse('wrong-state')
    await unit.append(failoverRecord, 'sustain.failoverStarted', id, { by: null })
    return done(null)
  })
  if (gone.ok) await moveNow(room, realm, id)
}

/** undefined: somebody was quicker. */
async function proposed(
  room: SustainRoom,
  realm: Realm,
  plan: HeldPlan,
  { proposal, failingSince, evidence }: Why,
  asks: string | null,
): Promise<Id | undefined> {
  const because = [...proposal.because, ...(asks === null ? [] : [asks])].map((one) => one.slice(0, 400)).slice(0, 40)
  const opened = await oneOpen(room, ownWriter(realm, room.journal.home, verb), async (unit) => {
    await noneOpen(room, unit, plan.id)
    const { held } = await unit.open(
      failoverRecord,
      'sustain.failoverProposed',
      {
        plan: plan.id,
        planVersion: plan.version,
        drill: false,
        failingSince,
        evidence: evidence.flatMap((one) => one.evidence).slice(0, 200),
        because,
      },
      likePlan(plan),
    )
    return done(held.id)
  })
  return opened.ok ? opened.value : undefined
}

async function goBack(
  room: SustainRoom,
  realm: Realm,
  plan: HeldPlan,
  open: HeldFailover,
  { because }: Proposal,
): Promise<void> {
  if (open.state.state !== 'switched' || open.state.drill) return
  const asks = await askedBecause(room, plan, realm, null)
  if (asks !== null && open.state.wayBack !== null) return
  const back = await room.journal.commit(ownWriter(realm, room.journal.home, verb), async (unit) => {
    const options = { expectedVersion: open.version }
    if (asks === null) await unit.append(failoverRecord, 'sustain.failoverReturning', open.id, { by: null }, options)
    else {
      const reasons = [...because, asks].map((one) => one.slice(0, 400)).slice(0, 40)
      await unit.append(failoverRecord, 'sustain.failoverReturnProposed', open.id, { because: reasons }, options)
    }
    return done(null)
  })
  if (back.ok && asks === null) await moveNow(room, realm, open.id)
}

async function isQuiet(room: SustainRoom, realm: Realm, plan: HeldPlan): Promise<boolean> {
  const last = await newestFailover(room.journal, ownView(realm, room.journal.home), plan.id)
  if (!last) return false
  const quiet = quietSeconds(last.state.state, plan.state.hysteresis)
  return room.clock.in(realm).getTime() - Date.parse(last.since) < quiet * 1000
}

function isLongWell(wellSince: Instant | null, now: Instant, wellSeconds: number): boolean {
  return wellSince !== null && Date.parse(now) - Date.parse(wellSince) >= wellSeconds * 1000
}

/** What is proposed and no longer so would mislead whoever looks. */
async function overtaken(room: SustainRoom, realm: Realm, open: HeldFailover): Promise<void> {
  // What a person proposed rests on their reason, not on what is measured.
  if (open.state.failingSince === null) return
  await room.journal.commit(ownWriter(realm, room.journal.home, verb), async (unit) => {
    const body = { by: null, reason: 'The usual upstreams are well again.' }
    await unit.append(failoverRecord, 'sustain.failoverDismissed', open.id, body, { expectedVersion: open.version })
    return done(null)
  })
}
