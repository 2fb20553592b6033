// How ready networks are: each that the reader may read is judged, and all together by sector and Member State.
import type { InputOf, OutputOf } from '#kernel/contract.ts'
import type { Id } from '#kernel/id.ts'
import { done, type Reply } from '#kernel/reply.ts'
import { organisationRecord } from '#people/index.ts'
import type { Organisation } from '#people/model.ts'
import type { Call, Download } from '#platform/http/types.ts'
import type { Held } from '#platform/journal/index.ts'
import type * as api from '../../api/resolvers.ts'
import type { DnsUse } from '../../model/dns-use.ts'
import { standings } from '../../model/readiness.ts'
import { findingsOf } from '../../rules/observation/findings.ts'
import { cellsOf } from '../../rules/readiness/cells.ts'
import type { Beside } from '../../rules/readiness/criteria.ts'
import { readinessCsv } from '../../rules/readiness/csv.ts'
import { readinessOf } from '../../rules/readiness/score.ts'
import { dnsUsePage, guidelinePage, mostUses, plansAndDrills } from '../../store/resolvers.ts'
import type { ResolverArea } from './area.ts'

type Shown = OutputOf<typeof api.showReadiness>
type Network = Shown['networks'][number]
type Filter = InputOf<typeof api.exportReadiness>

export async function showReadiness(
  area: ResolverArea,
  { limit = 500, ...filter }: InputOf<typeof api.showReadiness>,
  call: Call,
): Promise<Reply<Shown>> {
  const networks = await judged(area, filter, call)
  const cells = cellsOf(networks.map(({ use, ...rest }) => ({ id: use, ...rest })))
  const counts = standings.map((standing) => [
    standing,
    networks.filter((one) => one.readiness.standing === standing).length,
  ])
  return done({
    ...{ networks: networks.slice(0, limit), total: networks.length, cells },
    ...{ standings: Object.fromEntries(counts), data: area.data.readiness },
  })
}

export async function exportReadiness(area: ResolverArea, filter: Filter, call: Call): Promise<Reply<Download>> {
  const networks = await judged(area, filter, call)
  const named = networks.map((one) => ({ ...one, organisation: one.organisationName ?? one.organisation }))
  const name = `${call.view.realm === 'live' ? '' : 'EXERCISE-'}dns-readiness-${call.now.slice(0, 10)}.csv`
  const bytes = Buffer.from(readinessCsv(named, area.data.readiness))
  return done({ name, type: 'text/csv; charset=utf-8', bytes })
}

/** The weakest first. */
async function judged(area: ResolverArea, filter: Filter, call: Call): Promise<Network[]> {
  const { room } = area
  const only = filter.organisation ? { organisation: filter.organisation } : {}
  const uses = await dnsUsePage(room.journal, call.view, { ...only, active: true, limit: mostUses })
  const [organisations, besides] = await Promise.all([organisationsOf(area, uses, call), besidesOf(area, call)])
  const networks = uses.map((held) =>
    networkOf(area, held, organisations.get(held.state.organisation), besides(held.state), call),
  )
  const wanted = networks.filter(
    (one) =>
      (!filter.country || one.country === filter.country) &&
      (!filter.sector ||
        one.sectors.some((sector) => sector === filter.sector || sector.startsWith(`${filter.sector}.`))) &&
      (!filter.standing || one.readiness.standing === filter.standing),
  )
  return wanted.sort((a, b) => a.readiness.score.low - b.readiness.score.low || (a.use < b.use ? -1 : 1))
}

function networkOf(
  { data }: ResolverArea,
  { id, state }: Held<DnsUse>,
  organisation: Organisation | undefined,
  beside: Beside,
  call: Call,
): Network {
  const { drillDays, evidenceDays, leastObservedShare } = data.readiness.thresholds
  const country = organisation?.country ?? null
  const facts = {
    ...{ use: state, beside, country, memberStates: data.memberStates },
    ...{ drillDays: drillDays.value, evidenceDays: evidenceDays.value, now: call.view.asOf ?? call.now },
  }
  return {
    ...{
      use: id,
      organisation: state.organisation,
      organisationName: organisation?.name ?? null,
      network: state.network,
    },
    ...{ country, sectors: organisation?.sectors ?? [], readiness: readinessOf(facts, data.readiness) },
    findings: findingsOf(state, data.known, leastObservedShare.value).filter(({ level }) => level === 'warning').length,
  }
}

async function organisationsOf(
  { room }: ResolverArea,
  uses: readonly Held<DnsUse>[],
  { view }: Call,
): Promise<Map<Id, Organisation>> {
  const ids = [...new Set(uses.map(({ state }) => state.organisation))]
  // Organisations exist once, in the live realm; an exercise names them too.
  const found = await room.journal.reads.some(organisationRecord, { ...view, realm: 'live' }, ids)
  return new Map(found.map(({ id, state }) => [id, state]))
}

/** What stands beside the record: guidelines, plans and drills of the same organisation, as far as they may be read. */
async function besidesOf({ room }: ResolverArea, { view, reader }: Call): Promise<(use: DnsUse) => Beside> {
  const [guidelines, { planned, drilled }] = await Promise.all([
    guidelinePage(room.journal, view),
    plansAndDrills(room.journal, view),
  ])
  const stands = new Map<Id, 'approved' | 'draft'>()
  for (const { state } of guidelines) {
    const is = state.inForce ? 'approved' : state.state === 'draft' ? 'draft' : null
    if (is && stands.get(state.organisation) !== 'approved') stands.set(state.organisation, is)
  }
  return ({ organisation, drilledOn }) => {
    const days = [drilledOn, drilled.get(organisation) ?? null].filter((day) => day !== null).sort()
    return {
      ...{ guideline: stands.get(organisation) ?? null, plan: planned.has(organisation) },
      ...{ drilledOn: days.at(-1) ?? null, complete: reader.organisation === organisation },
    }
  }
}
