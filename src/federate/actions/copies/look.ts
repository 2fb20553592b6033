// Looking: where a record comes from and to whom it went, what others say about it, and whose logs are of one history.
import type { InputOf, OutputOf } from '#kernel/contract.ts'
import type { Id } from '#kernel/id.ts'
import { done, type Reply, refuse } from '#kernel/reply.ts'
import { type Instant, instant } from '#kernel/time.ts'
import type { Call } from '#platform/http/index.ts'
import type { Held } from '#platform/journal/index.ts'
import { parseVerifierKey } from '#platform/journal/proof/index.ts'
import type * as api from '../../api/copies.ts'
import type { Response } from '../../model/response.ts'
import { agreementRecord } from '../../rules/agreements/agreement-record.ts'
import { isDue } from '../../rules/copies/response-rules.ts'
import { givenTo } from '../../store/copies/given.ts'
import { equivocations, looseOnes, newestOfAll } from '../../store/copies/histories.ts'
import { responsesOf } from '../../store/copies/responses.ts'
import { newestAlarms, type Taken, takenOf } from '../../store/copies/taken.ts'
import { cosignatures } from '../../store/copies/told.ts'
import type { FederateRoom } from '../room.ts'
import { compareHistories } from './two-histories.ts'

type Naming = (node: Id) => { node: Id; name: string }

async function naming(room: FederateRoom): Promise<Naming> {
  const names = new Map((await room.trust.peers()).map((peer) => [peer.id, peer.state.name]))
  const { nodeId } = room.journal
  return (node) => ({ node, name: names.get(node) ?? (node === nodeId ? 'this node' : node) })
}

export async function getOrigin(
  room: FederateRoom,
  { id }: InputOf<typeof api.getOrigin>,
  call: Call,
): Promise<Reply<OutputOf<typeof api.getOrigin>>> {
  const { sql, reads } = room.journal
  if ((await reads.titleOf(call.view, id)) === undefined)
    return refuse('unknown', `No record with the id ${id} that you may read.`)
  const taken = (await takenOf(sql, [id])).get(id)
  const named = await naming(room)
  if (!taken) {
    // Whom this node tells what is the business of its own people.
    const ours = call.reader.organisation === room.journal.home
    const given = (ours ? await givenTo(sql, id) : []).map(({ peer, version, at, gone }) => ({
      ...{ to: named(peer), version, at, withdrawn: gone },
    }))
    return done({ copy: null, given })
  }
  const owner = await room.trust.peer(taken.peer)
  return done({
    copy: {
      of: named(taken.peer),
      organisation: owner?.state.organisation ?? taken.peer,
      version: taken.version,
      asOf: taken.recordedAt,
      takenAt: taken.takenAt,
      proven: taken.proven !== null,
      caught: Boolean(owner?.state.caught),
      agreement: await agreementOf(room, call, taken),
      keptUntil: await keptUntil(room, taken),
    },
    given: [],
  })
}

/** As far as the reader may know it. */
async function agreementOf({ journal }: FederateRoom, { view }: Call, { agreement, peer }: Taken) {
  const held = agreement ? await journal.reads.one(agreementRecord, view, agreement) : undefined
  return held?.state.peer === peer ? { id: held.id, title: held.title, status: held.state.status } : null
}

const dayMs = 24 * 3600_000

async function keptUntil(room: FederateRoom, { peer, realm, record, takenAt }: Taken): Promise<Instant | null> {
  const days = await room.terms.retentionOf(peer, realm, record)
  return days === null ? null : instant(new Date(new Date(takenAt).getTime() + days * dayMs))
}

/** More than this is not looked through for one page of those that may be read. */
const mostPages = 10

export async function listResponses(
  room: FederateRoom,
  input: InputOf<typeof api.listResponses>,
  call: Call,
): Promise<Reply<OutputOf<typeof api.listResponses>>> {
  const { reads, nodeId } = room.journal
  const { limit = 50, about, kind, status, whose } = input
  const wanted = { about, kind, status, whose, dueBy: input.due ? call.now : undefined }
  const items: OutputOf<typeof api.listResponses>['items'] = []
  let after = input.after
  for (let page = 0; page < mostPages; page++) {
    const found = await responsesOf(reads, call.view, nodeId, wanted, after, limit + 1)
    const titles = await titlesOf(room, call, found)
    for (const held of found.slice(0, limit)) {
      if (items.length === limit) return done({ items, next: after ?? null })
      after = held.id
      const title = titles.get(held.state.about.subject)
      // What it is about is not there for this reader, so neither is what was said of it.
      if (title !== undefined) items.push(shown(held, title, nodeId, call.now))
    }
    if (found.length <= limit) return done({ items, next: null })
  }
  return done({ items, next: after ?? null })
}

async function titlesOf(room: FederateRoom, call: Call, found: readonly Held<Response>[]): Promise<Map<Id, string>> {
  const byKind = new Map<string, Set<Id>>()
  for (const { state } of found) {
    const ids = byKind.get(state.about.record) ?? new Set()
    byKind.set(state.about.record, ids.add(state.about.subject))
  }
  const titles = new Map<Id, string>()
  for (const [name, ids] of byKind) {
    const kind = room.kinds().get(name)
    const held = kind ? await room.journal.reads.some(kind, call.view, [...ids]) : []
    for (const one of held) titles.set(one.id, one.title)
  }
  return titles
}

function shown({ id, version, marking, since, state }: Held<Response>, title: string, node: Id, now: string) {
  const ours = state.node === node
  return { id, version, marking, since, title, ours, from: state.author, due: isDue(state, now), state }
}

export async function listHistories(
  room: FederateRoom,
  { peer }: InputOf<typeof api.listHistories>,
): Promise<Reply<OutputOf<typeof api.listHistories>>> {
  const { sql } = room.journal
  const named = await naming(room)
  const keys = new Map((await room.trust.peers()).map((one) => [one.id, one.state.card.content.log]))
  const mine = <T>(rows: readonly T[], node: (row: T) => Id) => rows.filter((row) => !peer || node(row) === peer)
  const never = '9999-12-31T00:00:00.000Z'
  const logs = mine(await newestOfAll(sql), (row) => row.node)
  const doubtful = mine(await looseOnes(sql, never, 200), (row) => row.node)
  const cosigned = mine(await cosignatures(sql), (row) => row.peer)
  return done({
    logs: logs.map(({ node, size, root, at, note }) => ({ of: named(node), size, root, seenAt: at, note })),
    doubtful: doubtful.map(({ node, size, shownBy, at, note }) => {
      return { of: named(node), size, shownBy: named(shownBy), since: at, note }
    }),
    twoHistories: (await equivocations(sql, peer)).map(({ node, what, toldBy, at, first, second }) => {
      return { of: named(node), what, toldBy: named(toldBy), at, first, second, key: keys.get(node) ?? '' }
    }),
    cosigned: cosigned.map(({ peer: by, size, at, note }) => ({ by: named(by), size, at, note })),
    alarms: (await newestAlarms(sql, peer, 100)).map(({ peer: from, what, detail, at }) => {
      return { from: named(from), what, detail, at }
    }),
  })
}

/** Needs no node: the two notes and the key say all. */
export function checkTwoHistories({
  first,
  second,
  key,
}: InputOf<typeof api.checkHistories>): OutputOf<typeof api.checkHistories> {
  const parsed = parseVerifierKey(key)
  if (!parsed.ok) return { answer: 'unusable', because: `The key of the log: ${parsed.detail ?? parsed.refusal}` }
  return compareHistories(first, second, parsed.value)
}
