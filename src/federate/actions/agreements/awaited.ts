// Who owes whom an answer: what went to a peer or came from one, under a flow that promises a time, and nobody has said anything about.
import type { InputOf, OutputOf } from '#kernel/contract.ts'
import type { Id } from '#kernel/id.ts'
import { done, type Reply } from '#kernel/reply.ts'
import type { Instant } from '#kernel/time.ts'
import type { Call } from '#platform/http/types.ts'
import type { Held, View } from '#platform/journal/index.ts'
import type { AwaitedAnswer, listAwaitedAnswers as contract } from '../../api/agreements/answer-times.ts'
import type { Agreement } from '../../model/agreement.ts'
import { answerDue, promisedMinutes, promisesTime } from '../../rules/agreements/answer-time.ts'
import { type RecordFacts, whyNotStanding } from '../../rules/agreements/flows.ts'
import { whatItIs } from '../../rules/agreements/kinds.ts'
import { agreementsOf } from '../../store/agreements/agreements.ts'
import { type Awaited, awaitedOf } from '../../store/agreements/awaited.ts'
import type { AgreementRoom } from './room.ts'
import { factsOf, waysFrom, waysTo } from './terms.ts'

/** What is looked at in one go. */
const most = 2_000
/** What nobody answered for so long is no more a matter of this list: it would hide what can still be answered. */
const longestDays = 90

export async function listAwaitedAnswers(
  it: AgreementRoom,
  { agreement, side, late, limit = 50 }: InputOf<typeof contract>,
  { view, now }: Call,
): Promise<Reply<OutputOf<typeof contract>>> {
  const { items, complete } = await awaitedAnswers(it, view, now)
  const count = (which: AwaitedAnswer['side']) => items.filter((one) => one.late && one.side === which).length
  const asked = items.filter(
    (one) =>
      (agreement === undefined || one.agreement.id === agreement) &&
      (side === undefined || one.side === side) &&
      (!late || one.late),
  )
  return done({ items: asked.slice(0, limit), late: { ours: count('ours'), theirs: count('theirs') }, complete })
}

export interface AllAwaited {
  items: AwaitedAnswer[]
  complete: boolean
}

/** As far as the view may read the agreement and the record. The first due stands first. */
export async function awaitedAnswers(it: AgreementRoom, view: View, now: Instant): Promise<AllAwaited> {
  const agreements = (await agreementsOf(it.room.journal.reads, view)).filter(
    ({ state }) => promisesTime(state) && whyNotStanding(state, view.realm, now) === null,
  )
  if (agreements.length === 0) return { items: [], complete: true }
  const peers = [...new Set(agreements.map(({ state }) => state.peer))]
  const after = new Date(Date.parse(now) - longestDays * 86_400_000).toISOString()
  const query = { realm: view.realm, peers, records: promisedRecords(it, agreements), after, limit: most }
  const waiting = await awaitedOf(it.room.journal.sql, query)
  const judge = await judging(it, agreements, now)
  const items: AwaitedAnswer[] = []
  for (const [record, rows] of byRecord(waiting)) {
    const held = await readable(it, view, record, rows)
    for (const row of rows) {
      const about = held.get(row.subject)
      const found = about && judge(row, about)
      if (found) items.push(found)
    }
  }
  items.sort((one, other) => (one.dueAt < other.dueAt ? -1 : 1))
  return { items, complete: waiting.length < most }
}

/** Records that some flow with a time can carry. */
function promisedRecords({ kinds }: AgreementRoom, agreements: readonly Held<Agreement>[]): string[] {
  const timed = agreements.flatMap(({ state }) => state.terms.flows.filter((flow) => flow.responseMinutes !== null))
  return [
    ...new Set(
      timed.flatMap((flow) => flow.kinds.flatMap((kind) => kinds.kinds[kind].records)).map((rule) => rule.record),
    ),
  ]
}

function byRecord(waiting: readonly Awaited[]): Map<string, Awaited[]> {
  const found = new Map<string, Awaited[]>()
  for (const one of waiting) found.set(one.record, [...(found.get(one.record) ?? []), one])
  return found
}

async function readable({ room }: AgreementRoom, view: View, record: string, rows: readonly Awaited[]) {
  const kind = room.kinds().get(record)
  if (!kind) return new Map<Id, Held<unknown>>()
  const ids = [...new Set(rows.map(({ subject }) => subject))]
  const held: Held<unknown>[] = await room.journal.reads.some(kind, view, ids)
  return new Map(held.map((one) => [one.id, one]))
}

type Judge = (row: Awaited, about: Held<unknown>) => AwaitedAnswer | undefined

async function judging(it: AgreementRoom, agreements: readonly Held<Agreement>[], now: Instant): Promise<Judge> {
  const sides = new Map((await it.standing.sides()).map((side) => [side.peer.id, side]))
  const own = await it.standing.own()
  return (row, about) => {
    const side = sides.get(row.peer)
    if (!side) return undefined
    const ways = row.side === 'theirs' ? waysTo(it, side) : waysFrom(it, side, own)
    const is = whatItIs(it.kinds, row.record, about.state)
    // It went already, so that somebody released it is known.
    const facts: RecordFacts = { ...factsOf(is, about.marking, about.realm, true), unknown: ['by-hand'] }
    let found: AwaitedAnswer | undefined
    for (const { id, state } of agreements) {
      const minutes = state.peer === row.peer ? promisedMinutes(facts, state, ways, now) : null
      if (minutes === null || (found && found.promisedMinutes <= minutes)) continue
      found = {
        ...{ side: row.side, peer: { id: row.peer, name: side.name }, agreement: { id, title: state.terms.title } },
        ...{ record: row.record, id: row.subject, title: about.title, tlp: about.marking.tlp, since: row.since },
        ...{ promisedMinutes: minutes, ...answerDue(row.since, minutes, now) },
      }
    }
    return found
  }
}
