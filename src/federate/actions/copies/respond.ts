// Saying something about a record of another organisation, asking others about one of ours, and saying what became of what they said.
import type { InputOf, OutputOf } from '#kernel/contract.ts'
import type { Id } from '#kernel/id.ts'
import { type Marking, type MarkingChoice, markingFrom, tlpRank } from '#kernel/marking.ts'
import { mayRead } from '#kernel/may-read.ts'
import type { Reader } from '#kernel/reader.ts'
import type { Realm } from '#kernel/realm.ts'
import { done, type Reply, refuse } from '#kernel/reply.ts'
import { staysWithin } from '#kernel/stays-within.ts'
import type { Call } from '#platform/http/index.ts'
import type { Held, Unit } from '#platform/journal/index.ts'
import type * as api from '../../api/copies.ts'
import type { ResponsePart } from '../../model/letter.ts'
import type { Peer } from '../../model/peer.ts'
import type { Response } from '../../model/response.ts'
import { responseRecord } from '../../rules/copies/response-record.ts'
import { cannotSettle, misshapen } from '../../rules/copies/response-rules.ts'
import { givenOf } from '../../store/copies/given.ts'
import { takenOf } from '../../store/copies/taken.ts'
import type { FederateRoom } from '../room.ts'

interface Receiver {
  peer: Held<Peer>
  /** The version of the record that it knows; of its own numbering where it is the owner. */
  version: number
}

export async function respond(
  room: FederateRoom,
  input: InputOf<typeof api.respond>,
  call: Call,
): Promise<Reply<OutputOf<typeof api.respond>>> {
  const wrong = misshapen(input)
  if (wrong) return refuse('misshapen', wrong, '/kind')
  const kind = room.kinds().get(input.about.record)
  const { subject, record } = input.about
  if (!kind) return refuse('unknown', `No ${record} with the id ${subject} that you may read.`, '/about')
  return room.journal.commit(call.writer, async (unit) => {
    const about = await unit.read(kind, subject)
    if (!about) return refuse('unknown', `No ${record} with the id ${subject} that you may read.`, '/about')
    const receivers = await receiversOf(room, about, input.to)
    if (!receivers.ok) return receivers
    const version = about.origin ? (receivers.value[0]?.version ?? about.version) : about.version
    return give(room, unit, {
      about: { marking: about.marking, record, subject, version },
      receivers: receivers.value,
      choice: input.marking,
      said: {
        kind: input.kind,
        text: input.text,
        seen: input.seen ?? null,
        changes: input.changes ?? [],
        by: input.by ?? null,
        answers: null,
      },
    })
  })
}

/** A copy's responses go to its owner alone; those about a record of ours to peers that have it. */
async function receiversOf(
  room: FederateRoom,
  about: Held<unknown>,
  to: readonly Id[] | undefined,
): Promise<Reply<Receiver[]>> {
  const { sql } = room.journal
  if (about.origin) {
    const owner = await room.trust.peer(about.origin)
    const taken = (await takenOf(sql, [about.id])).get(about.id)
    if (!owner || !taken) return refuse('nobody-to-tell', 'Its owner is no peer of this node any more.', '/to')
    const other = to?.find((id) => id !== owner.id)
    if (other) return refuse('nobody-to-tell', `What is said of a copy goes to its owner, ${owner.state.name}.`, '/to')
    return done([{ peer: owner, version: taken.version }])
  }
  if (!to)
    return refuse('nobody-to-tell', 'Name in `to` which of those that have this record shall be told or asked.', '/to')
  const receivers: Receiver[] = []
  for (const [at, id] of to.entries()) {
    const peer = await room.trust.peer(id)
    const given = (await givenOf(sql, id, [about.id])).get(about.id)
    if (!peer || !given || given.gone)
      return refuse('nobody-to-tell', `${peer?.state.name ?? id} was not given this record.`, `/to/${at}`)
    receivers.push({ peer, version: given.version })
  }
  return done(receivers)
}

interface Giving {
  about: { marking: Marking; record: string; subject: Id; version: number }
  receivers: readonly Receiver[]
  choice: MarkingChoice | undefined
  said: Pick<Response, 'kind' | 'text' | 'seen' | 'changes' | 'by' | 'answers'>
}

async function give(
  room: FederateRoom,
  unit: Unit,
  { about, receivers, choice: asked, said }: Giving,
): Promise<Reply<OutputOf<typeof api.respond>>> {
  const { home, nodeId } = room.journal
  const own = unit.view.reader.organisation ?? home
  const theirs = receivers.map(({ peer }) => peer.state.organisation)
  const choice = reaching(asked ?? like(about.marking), theirs)
  const marking = markingFrom(choice, home, unit.view.reader.person)
  const widest = {
    ...about.marking,
    owner: home,
    audience: [about.marking.owner, own, ...about.marking.audience, ...theirs],
  }
  if (!staysWithin(marking, widest)) return refuse('would-widen', undefined, '/marking')
  const author = await authorOf(room, unit)
  const about_ = { record: about.record, subject: about.subject, version: about.version }
  const to = receivers.map(({ peer }) => peer.id)
  const body = { ...said, about: about_, author, organisation: home, node: nodeId, to, at: unit.now }
  const under: { peer: Held<Peer>; agreement: { id: Id; version: number }; version: number }[] = []
  for (const { peer, version } of receivers) {
    const agreement = await agreementFor(room, peer, unit.view.realm, marking)
    if (!agreement)
      return refuse(
        'no-agreement',
        `No agreement with ${peer.state.name} lets responses marked TLP:${marking.tlp} go there.`,
      )
    under.push({ peer, agreement, version })
  }
  const given = await unit.open(responseRecord, 'federate.responseGiven', body, { marking: choice, owner: home })
  for (const { peer, agreement, version } of under) {
    const part = partOf(given.held.id, given.held.marking, { ...body, about: { ...about_, version } })
    room.post.put(unit, peer.id, unit.view.realm, [part], { agreement })
  }
  return done({ id: given.held.id, version: given.held.version, entry: given.entry })
}

function like({ tlp, pap, persons, releasableTo, reason, reviewOn }: Marking): MarkingChoice {
  return {
    tlp,
    ...(pap ? { pap } : {}),
    ...(releasableTo.length > 0 ? { releasableTo } : {}),
    ...(tlp === 'RED' ? { persons, ...(reason ? { reason } : {}), ...(reviewOn ? { reviewOn } : {}) } : {}),
  }
}

function reaching(choice: MarkingChoice, organisations: readonly Id[]): MarkingChoice {
  const narrow = choice.tlp === 'AMBER' || choice.tlp === 'AMBER+STRICT'
  return narrow ? { ...choice, audience: [...new Set([...(choice.audience ?? []), ...organisations])] } : choice
}

async function authorOf(room: FederateRoom, unit: Unit): Promise<string> {
  const { person } = unit.view.reader
  const colleague = person ? await room.people.colleague(person) : undefined
  const home = (await room.trust.ownCard()).content.organisation.name
  return (colleague ? `${colleague.name}, ${home}` : home).slice(0, 200)
}

function partOf(id: Id, marking: Marking, body: Omit<Response, 'status' | 'settled'>): ResponsePart {
  const { kind, about, text, seen, changes, by, answers, author, at } = body
  return {
    ...{ part: 'response', id, kind, about, marking, text, author, at },
    ...(seen ? { seen } : {}),
    ...(changes.length > 0 ? { changes } : {}),
    ...(by ? { by } : {}),
    ...(answers ? { answers } : {}),
  }
}

/** The agreement that lets our responses of that marking go to that peer. */
async function agreementFor(
  room: FederateRoom,
  peer: Held<Peer>,
  realm: Realm,
  marking: Marking,
): Promise<{ id: Id; version: number } | undefined> {
  const reader = await room.terms.readerOf(peer.id, realm)
  const contacts = peer.state.card.content.contacts.flatMap(({ person }) => person ?? [])
  const readers = reader ? [null, ...contacts].map((person): Reader => ({ ...reader, person })) : []
  if (!readers.some((as) => mayRead(as, realm, marking))) return undefined
  for (const { id, state } of await room.terms.inForce(realm, peer.id)) {
    const lets = state.terms.flows.some(
      (flow) =>
        flow.from === room.journal.nodeId &&
        flow.kinds.includes('responses') &&
        tlpRank(marking.tlp) <= tlpRank(flow.highest),
    )
    if (lets) return { id, version: state.terms.version }
  }
  return undefined
}

export function answerRequest(
  room: FederateRoom,
  input: InputOf<typeof api.answerRequest>,
  call: Call,
): Promise<Reply<OutputOf<typeof api.answerRequest>>> {
  const { id, version, text, marking } = input
  return settle(room, call, { id, version, how: 'answer', words: text, ...(marking ? { marking } : {}) })
}

export function takeProposal(
  room: FederateRoom,
  { id, version, words, entry }: InputOf<typeof api.takeProposal>,
  call: Call,
): Promise<Reply<OutputOf<typeof api.takeProposal>>> {
  return settle(room, call, { id, version, how: 'take', words: words ?? 'It was taken.', ...(entry ? { entry } : {}) })
}

export function declineProposal(
  room: FederateRoom,
  { id, version, words }: InputOf<typeof api.declineProposal>,
  call: Call,
): Promise<Reply<OutputOf<typeof api.declineProposal>>> {
  return settle(room, call, { id, version, how: 'decline', words })
}

interface Settling {
  id: Id
  version: number
  how: 'answer' | 'take' | 'decline'
  words: string
  marking?: MarkingChoice
  entry?: Id
}

const entryOf = {
  answer: 'federate.responseAnswered',
  take: 'federate.proposalTaken',
  decline: 'federate.proposalDeclined',
} as const

/** Notes what became of a response that came, and tells its author. The record itself is not touched. */
function settle(
  room: FederateRoom,
  call: Call,
  { id, version, how, words, marking, entry }: Settling,
): Promise<Reply<OutputOf<typeof api.answerRequest>>> {
  return room.journal.commit(call.writer, async (unit) => {
    const held = await unit.read(responseRecord, id)
    const about = held && (await aboutOf(room, unit, held.state))
    if (!held || !about) return refuse('unknown', `No response with the id ${id} that you may read.`)
    if (held.state.node === room.journal.nodeId)
      return refuse('wrong-state', 'It was written here: whoever it went to says what becomes of it.')
    const not = cannotSettle(held.state, how)
    if (not) return refuse('wrong-state', not)
    if (entry && !(await isEntryOf(room, unit, about.id, entry)))
      return refuse('unknown', `${entry} is no entry of the record that you may read.`, '/entry')
    const settled = await unit.append(
      responseRecord,
      entryOf[how],
      id,
      { words, entry: entry ?? null },
      { expectedVersion: version },
    )
    if (held.state.misp)
      return done({ id, version: settled.held.version, ...(await answeredHere(room, unit, held, words)) })
    const author = await room.trust.peer(held.state.node)
    if (!author) return refuse('no-agreement', 'Who wrote it is no peer of this node any more.')
    const { record, subject } = held.state.about
    const answered = await give(room, unit, {
      about: { marking: held.marking, record, subject, version: held.state.about.version },
      receivers: [{ peer: author, version: held.state.about.version }],
      choice: marking,
      said: { kind: 'answer', text: words, seen: null, changes: [], by: null, answers: id },
    })
    if (!answered.ok) return answered
    return done({ id, version: settled.held.version, entry: settled.entry, answer: answered.value.id })
  })
}

/** To whom said it in MISP no letter goes: the words stand here, and a proposal that is settled is over for servers that ask. */
async function answeredHere(
  room: FederateRoom,
  unit: Unit,
  { id, marking, state }: Held<Response>,
  words: string,
): Promise<{ entry: Id; answer: Id }> {
  const { home, nodeId } = room.journal
  const body = {
    ...{ kind: 'answer' as const, about: state.about, text: words, seen: null, changes: [], by: null, answers: id },
    ...{ author: await authorOf(room, unit), organisation: home, node: nodeId, to: [], at: unit.now },
  }
  const { owner: _owner, ...like } = marking
  const audience = [...new Set([...marking.audience, marking.owner])].filter((one) => one !== home)
  const closed = marking.audience.length > 0 ? { audience } : {}
  const given = await unit.open(responseRecord, 'federate.responseGiven', body, {
    marking: { ...like, ...closed },
    owner: home,
  })
  return { entry: given.entry, answer: given.held.id }
}

/** The record that a response is about, if the reader may read it: without it the response is not there either. */
export async function aboutOf(
  room: FederateRoom,
  unit: Pick<Unit, 'read'>,
  { about }: Response,
): Promise<Held<unknown> | undefined> {
  const kind = room.kinds().get(about.record)
  return kind && unit.read(kind, about.subject)
}

async function isEntryOf(room: FederateRoom, unit: Unit, subject: Id, entry: Id): Promise<boolean> {
  return (await room.journal.reads.entriesOf(unit.view, subject)).some((one) => one.id === entry)
}
