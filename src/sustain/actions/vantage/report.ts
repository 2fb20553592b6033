// Verdicts from a vantage point elsewhere: whether it counts, whether the name is its own, and kept.
import type { InputOf, OutputOf } from '#kernel/contract.ts'
import { mayWrite } from '#kernel/may-read.ts'
import { actorOf } from '#kernel/reader.ts'
import { isExercise } from '#kernel/realm.ts'
import { done, type Reply, refuse } from '#kernel/reply.ts'
import type { Call } from '#platform/http/types.ts'
import type * as api from '../../api/vantage.ts'
import { planRecord } from '../../events/failover.ts'
import { keepVerdicts } from '../../store/verdicts.ts'
import type { SustainRoom } from '../room.ts'
import { tellHearers } from './area.ts'

export async function reportVantage(
  room: SustainRoom,
  { plan: id, vantage, verdicts }: InputOf<typeof api.reportVantage>,
  call: Call,
): Promise<Reply<OutputOf<typeof api.reportVantage>>> {
  const { realm } = call.view
  const plan = await room.journal.reads.one(planRecord, call.view, id)
  if (!plan) return refuse('unknown', `There is no plan ${id} that you may read.`)
  const { state } = plan
  // Who may read a plan is wider: a reader must not be able to colour it.
  const theirs =
    call.reader.organisation === state.organisation || mayWrite(call.reader, realm, plan.marking, room.journal.home)
  const named = state.vantages.length === 0 || state.vantages.includes(vantage)
  if (!theirs || !named || plan.origin || !state.active)
    return refuse('not-a-vantage-of-plan', `"${vantage}" does not count for "${state.name}".`, '/vantage')
  const upstreams = new Set([...state.usual, ...state.fallback].map(({ name }) => name))
  const odd = verdicts.findIndex(({ upstream }) => !upstreams.has(upstream))
  if (odd !== -1)
    return refuse(
      'not-an-upstream',
      `"${state.name}" has no upstream "${verdicts[odd]?.upstream}".`,
      `/verdicts/${odd}/upstream`,
    )
  const newest = [...new Map(verdicts.map((one) => [one.upstream, { ...one, vantage }])).values()]
  const changed = await keepVerdicts(
    room.vantage.sql,
    { realm, plan: id },
    { vantage, reporter: actorOf(call.reader) },
    newest,
    call.now,
  )
  if (changed === null)
    return refuse('vantage-taken', `Another one reports as "${vantage}", or you report under another name.`, '/vantage')
  // A story goes by faster than the rounds of who watches: there, what is said is judged as it comes.
  if (isExercise(realm)) await tellHearers(room, realm, plan)
  return done({ changed, planVersion: plan.version })
}
