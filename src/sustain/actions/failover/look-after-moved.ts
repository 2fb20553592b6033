// Resolvers that were moved are asked whether they still stand so: what was set in their memory alone is gone at a restart, and somebody may
// have changed it by hand. What is found is written down for whoever is on duty; nothing is set by itself.
import { done } from '#kernel/reply.ts'
import { asksOnce, markOf } from '../../control/move-resolver.ts'
import { openControl } from '../../control/open-control.ts'
import { freshLabel } from '../../control/standalone.ts'
import { failoverRecord, planRecord } from '../../events.ts'
import type { Astray } from '../../model/failover.ts'
import { type HeldFailover, movedFailovers } from '../../store/failovers.ts'
import type { SustainRoom } from '../room.ts'
import { ownView, ownWriter } from './area.ts'
import { readSaved } from './saved.ts'

type Found = Omit<Astray, 'at'> | null

/** Only what is live: in an exercise the story says what becomes of a resolver. */
export async function lookAfterMoved(room: SustainRoom): Promise<void> {
  const { silent, moving } = room.failover
  for (const failover of await movedFailovers(room.journal, ownView('live', room.journal.home))) {
    if (moving.has(failover.id)) continue
    const found = await howItStands(room, failover)
    if (found?.way !== 'silent') silent.delete(failover.id)
    else if (!silent.has(failover.id)) {
      // Whoever starts a resolver anew is given until the next look.
      silent.add(failover.id)
      continue
    }
    await write(room, failover, found)
  }
}

/** null: as the move left it. */
async function howItStands(room: SustainRoom, { state }: HeldFailover): Promise<Found> {
  const plan = await room.journal.reads.one(planRecord, ownView('live', room.journal.home), state.plan)
  if (!plan) return null
  const control = await room.failover.controls.find(plan.state.control)
  if (!control.ok) return silentBecause(control.why)
  const read = await openControl(control.entry).read()
  if (!read.ok) return silentBecause(read.why)
  const mark = markOf(read.value)
  const upstreams = read.value.upstreams.join(', ').slice(0, 1500)
  if (mark !== state.moved) {
    const before = state.before === null ? null : await readSaved(room.failover.files, state.before)
    if (before !== null && markOf(before) === mark)
      return { way: 'lost', said: `It stands on what stood before the move, and asks ${upstreams}.` }
    if (state.moved !== null) return { way: 'changed', said: `Somebody changed it since; it now asks ${upstreams}.` }
  }
  const { serves } = control.entry
  const asked = await asksOnce({ ask: room.failover.ask, plan: plan.state, fresh: freshLabel, serves })
  return asked.ok ? null : silentBecause(`It does not answer as it should: ${asked.said}`)
}

function silentBecause(why: string): Found {
  return { way: 'silent', said: why.slice(0, 2000) }
}

async function write(room: SustainRoom, { id, version, state }: HeldFailover, found: Found): Promise<void> {
  if ((state.astray?.way ?? null) === (found?.way ?? null)) return
  const writer = ownWriter('live', room.journal.home, 'sustain.lookAfterMoved')
  // A change of mind meanwhile is newer than what was looked at: then the next look decides.
  const written = await room.journal.commit(writer, async (unit) => {
    const now = await unit.read(failoverRecord, id)
    if (now?.version !== version || now.state.state !== 'switched') return unit.refuse('wrong-state')
    if (found) await unit.append(failoverRecord, 'sustain.failoverAstray', id, found)
    else await unit.append(failoverRecord, 'sustain.failoverStandsAgain', id, {})
    return done(null)
  })
  if (written.ok && found) room.log.warn({ failover: id, ...found }, 'a resolver does not stand as it was moved')
}
