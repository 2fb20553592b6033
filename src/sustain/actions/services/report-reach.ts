// Samples from a vantage point elsewhere: whose they are, whether they count, and kept once.
import type { InputOf, OutputOf } from '#kernel/contract.ts'
import { mayWrite } from '#kernel/may-read.ts'
import { done, type Reply, refuse } from '#kernel/reply.ts'
import type { Call } from '#platform/http/types.ts'
import type * as api from '../../api/services.ts'
import { watchedServiceRecord } from '../../events.ts'
import { keepSamples } from '../../store/reach/samples.ts'
import { keepSamplesDays } from '../../store/reach/steps.ts'
import type { SustainRoom } from '../room.ts'

const aheadMilliseconds = 60_000

export async function reportReach(
  room: SustainRoom,
  { service: id, vantage, network, country, samples }: InputOf<typeof api.reportReach>,
  call: Call,
): Promise<Reply<OutputOf<typeof api.reportReach>>> {
  const { realm } = call.view
  const service = await room.journal.reads.one(watchedServiceRecord, call.view, id)
  if (!service) return refuse('unknown', `There is no watched service ${id} that you may read.`)
  const reporter = call.reader.organisation ?? room.journal.home
  // Who may read a service is wider: a reader must not be able to colour it.
  const theirs =
    reporter === service.state.organisation || mayWrite(call.reader, realm, service.marking, room.journal.home)
  const named = service.state.vantages.length === 0 || service.state.vantages.includes(vantage)
  if (!theirs || !named || service.origin)
    return refuse('not-a-vantage', `"${vantage}" does not count for "${service.state.name}".`, '/vantage')
  const now = Date.parse(call.now)
  const oldest = now - keepSamplesDays * 86_400_000
  const off = samples.findIndex(({ at }) => Date.parse(at) < oldest || Date.parse(at) > now + aheadMilliseconds)
  if (off !== -1) return refuse('bad-moment', `${samples[off]?.at} is not within two days.`, `/samples/${off}/at`)
  const key = { realm, service: id, reporter, vantage, network: network ?? null, country: country ?? null }
  const kept = await keepSamples(room.reach.sql, key, samples)
  if (kept === null) return refuse('not-a-vantage', 'The service is watched from as many places as it may.', '/vantage')
  return done({ kept })
}
