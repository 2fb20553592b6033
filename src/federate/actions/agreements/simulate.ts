// The simulator: as if both had signed, which of our records would flow, which not and why. It reads with the eyes of whoever asks.
import type { InputOf, OutputOf } from '#kernel/contract.ts'
import type { Id } from '#kernel/id.ts'
import type { Marking } from '#kernel/marking.ts'
import { actorOf } from '#kernel/reader.ts'
import { done, type Reply, refuse } from '#kernel/reply.ts'
import { instant } from '#kernel/time.ts'
import type { Call } from '#platform/http/types.ts'
import type { View } from '#platform/journal/index.ts'
import type { simulateAgreement as contract, Simulated, SimulatedCount } from '../../api/agreements/simulate.ts'
import type { AgreementTerms } from '../../model/agreement.ts'
import { agreementRecord } from '../../rules/agreements/agreement-record.ts'
import type { Fault } from '../../rules/agreements/check-terms.ts'
import { flows, type Ways } from '../../rules/agreements/flows.ts'
import { pointersOf, recordsNamed, whatItIs } from '../../rules/agreements/kinds.ts'
import { flowSentences } from '../../rules/agreements/sentences.ts'
import { handReleases } from '../../store/agreements/agreements.ts'
import { type Slim, slimPage } from '../../store/agreements/scan.ts'
import { keepSimulation } from '../../store/agreements/simulations.ts'
import { faultsOf } from './desk.ts'
import { between, reworded } from './draft.ts'
import { type AgreementRoom, digestOf, nodeView, severitiesOf } from './room.ts'
import { factsOf, incoming, waysTo } from './terms.ts'

type Input = InputOf<typeof contract>
type Output = OutputOf<typeof contract>

const budgetMilliseconds = 2_000
const perPage = 1_000
const mostReasons = 8

interface Simulation {
  it: AgreementRoom
  view: View
  /** In force, on a day on which they are valid. */
  terms: AgreementTerms
  now: string
  ways: Ways
  /** Records that somebody let go to this peer. */
  released: ReadonlySet<Id>
}

export async function simulateAgreement(it: AgreementRoom, input: Input, call: Call): Promise<Reply<Output>> {
  const { room, standing } = it
  const { view } = call
  const held = await room.journal.reads.one(agreementRecord, view, input.id)
  if (!held) return refuse('unknown', `No agreement with the id ${input.id} that you may read.`)
  const { state } = held
  const side = (await standing.sides()).find(({ peer }) => peer.id === state.peer)
  if (!side) return refuse('unknown-peer', 'The peer of this agreement is known no more.')
  const base = input.which === 'next' && state.next ? state.next.terms : state.terms
  const terms = input.words ? reworded(base, input.words, await between(it, side.peer)) : base
  const faults = input.words ? await faultsOf(it, terms, side.peer) : []
  if (faults.length > 0) return refuse('bad-terms', faults.map(told).join(' ').slice(0, 1000), faults[0]?.where)
  const now = instant(room.clock.in(view.realm))
  const releases = await handReleases(room.journal.reads, nodeView(room, view.realm), { peer: state.peer })
  const simulation: Simulation = {
    ...{ it, view, terms, now: onAValidDay(terms, now), ways: waysTo(it, side) },
    released: new Set(releases.map((one) => one.state.subject)),
  }
  const answered = await look(simulation, input)
  if (!answered.ok) return answered
  const { counts, records } = answered.value
  const own = room.journal.nodeId
  const theirs = flowSentences({ ...terms, flows: terms.flows.filter((flow) => flow.to === own) }, it.kinds)
  const said = { terms, counts, records, theirs }
  const digest = digestOf(said)
  const shown = { digest, realm: view.realm, actor: actorOf(view.reader), terms: digestOf(terms) }
  await keepSimulation(room.journal.sql, shown, now)
  const supposed = state.status !== 'in-force' || terms !== state.terms
  return done({ at: now, supposed, counts, records, theirs, digest })
}

const told = ({ where, what }: Fault) => `${where}: ${what}`

/** Before its first day it is looked at as on that day; after its last as on that one. */
function onAValidDay({ validFrom, endsOn }: AgreementTerms, now: string): string {
  if (now.slice(0, 10) < validFrom) return `${validFrom}T00:00:00.000Z`
  return endsOn !== null && now.slice(0, 10) > endsOn ? `${endsOn}T00:00:00.000Z` : now
}

async function look(
  s: Simulation,
  { newest = 10, record, hypothetical }: Input,
): Promise<Reply<Pick<Output, 'counts' | 'records'>>> {
  if (hypothetical) {
    if (!s.it.room.kinds().has(hypothetical.record))
      return refuse('no-such-record', `No room keeps ${hypothetical.record}.`)
    return done({ counts: [], records: [await supposedRecord(s, hypothetical)] })
  }
  if (record) {
    const one = await givenRecord(s, record.record, record.id)
    return one
      ? done({ counts: [], records: [one] })
      : refuse('no-such-record', `No ${record.record} with the id ${record.id} that you may read.`)
  }
  const until = s.it.room.clock.now().getTime() + budgetMilliseconds
  const counts: SimulatedCount[] = []
  const records: Simulated[] = []
  for (const name of recordsNamed(s.it.kinds)) {
    const scanned = await scan(s, name, newest, until)
    if (scanned.count.records > 0 || !scanned.count.complete) counts.push(scanned.count)
    records.push(...scanned.newest)
  }
  return done({ counts, records })
}

function judgeOut({ it, view, terms, now, ways, released }: Simulation, record: string, slim: Slim): Simulated {
  const is = whatItIs(it.kinds, record, slim.state)
  const facts = factsOf(is, slim.marking, view.realm, released.has(slim.id))
  const { yes, urgent, kind, because } = flows(facts, { status: 'in-force', terms }, ways, now)
  const { id, title, marking } = slim
  return {
    record,
    id,
    title,
    tlp: marking.tlp,
    severity: is.severity,
    direction: 'out',
    flows: yes,
    urgent,
    kind,
    because,
  }
}

async function scan(s: Simulation, record: string, newest: number, until: number) {
  const count: SimulatedCount = { record, records: 0, flow: 0, urgent: 0, held: [], complete: true }
  const reasons = new Map<string, number>()
  const shown: Simulated[] = []
  const { it, view } = s
  let before: Id | undefined
  for (;;) {
    const asked = { record, pointers: pointersOf(it.kinds, record), limit: perPage, ...(before ? { before } : {}) }
    const page = await slimPage(it.room.journal.reads, view, asked)
    for (const slim of page) {
      const judged = judgeOut(s, record, slim)
      count.records += 1
      if (judged.flows) count.flow += 1
      if (judged.urgent) count.urgent += 1
      if (!judged.flows) for (const why of judged.because.slice(0, 1)) reasons.set(why, (reasons.get(why) ?? 0) + 1)
      if (shown.length < newest) shown.push(judged)
    }
    before = page.at(-1)?.id
    if (page.length < perPage || before === undefined) break
    if (it.room.clock.now().getTime() > until) {
      count.complete = false
      break
    }
  }
  count.held = [...reasons]
    .sort(([a, one], [b, other]) => other - one || (a < b ? -1 : 1))
    .slice(0, mostReasons)
    .map(([why, records]) => ({ why, records }))
  return { count, newest: shown }
}

async function givenRecord(s: Simulation, record: string, id: Id): Promise<Simulated | undefined> {
  const kind = s.it.room.kinds().get(record)
  const held = kind && (await s.it.room.journal.reads.one(kind, s.view, id))
  return held ? judgeOut(s, record, { id, title: held.title, marking: held.marking, state: held.state }) : undefined
}

async function supposedRecord(
  s: Simulation,
  { record, marking, state = {}, direction = 'out', releasedByHand = false }: NonNullable<Input['hypothetical']>,
): Promise<Simulated> {
  const id = '00000000-0000-7000-8000-000000000000'
  if (direction === 'out') {
    const released = new Set(releasedByHand ? [id] : [])
    return { ...judgeOut({ ...s, released }, record, { id, title: '', marking, state }), id: null }
  }
  return judgeIn(s, record, marking, state)
}

/** A record of theirs, as this node would judge it when it comes. */
async function judgeIn(
  { it, view, terms, now, ways }: Simulation,
  record: string,
  marking: Marking,
  state: unknown,
): Promise<Simulated> {
  const own = await it.standing.own()
  const back: Ways = {
    ...{
      from: ways.to,
      to: ways.from,
      owner: ways.reader.organisation ?? '',
      sender: ways.receiver,
      receiver: 'this node',
    },
    ...{ reader: own.reader, persons: own.persons, severities: severitiesOf(it) },
  }
  const facts = incoming(it, record, marking, view.realm, state)
  const { yes, urgent, kind, because } = flows(facts, { status: 'in-force', terms }, back, now)
  const { severity } = facts
  return { record, id: null, title: '', tlp: marking.tlp, severity, direction: 'in', flows: yes, urgent, kind, because }
}
