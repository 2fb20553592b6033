// Attributions: proposed by one, shown when two different analysts accept, gone when one of them withdraws or may no
// longer work here.
import type { InputOf, OutputOf } from '#kernel/contract.ts'
import type { Id } from '#kernel/id.ts'
import { systemReader } from '#kernel/reader.ts'
import { done, type Reply } from '#kernel/reply.ts'
import { personRecord } from '#people/rules/person-record.ts'
import type { Call } from '#platform/http/types.ts'
import type { Held, View } from '#platform/journal/types.ts'
import type * as api from '../api/questions.ts'
import { questionRecord } from '../events/question.ts'
import { analystsNeeded, ofActive } from '../rules/hypotheses/attribution.ts'
import { acceptingPersons, attributedQuestions } from '../store/questions.ts'
import { questionAt, standingHypothesis } from './ask-questions.ts'
import { type Changed, changed, personIn } from './ledger.ts'
import type { WatchRoom } from './room.ts'

/** Persons exist once, in the live realm; an exercise borrows them. */
function peopleView(room: Pick<WatchRoom, 'journal'>, asOf?: string): View {
  const view = { reader: systemReader('watch.attribution', ['live'], room.journal.home), realm: 'live' }
  return asOf === undefined ? view : { ...view, asOf }
}

export function proposeAttribution(
  room: WatchRoom,
  { id, version, hypothesis: key, statement }: InputOf<typeof api.proposeAttribution>,
  call: Call,
): Promise<Reply<OutputOf<typeof api.proposeAttribution>>> {
  return room.journal.commit(call.writer, async (unit) => {
    const { state } = await questionAt(unit, id, version)
    if (state.kind !== 'attribution') return unit.refuse('no-attribution', 'This question is not about who did it.')
    if (state.attribution) return unit.refuse('wrong-state', 'One is proposed already; drop it first.')
    const { text } = standingHypothesis(unit, state, key, '/hypothesis')
    const body = { hypothesis: key, statement: statement ?? text, person: personIn(unit) }
    const after = await unit.append(questionRecord, 'watch.attributionProposed', id, body, { expectedVersion: version })
    return done({ ...changed(after), proposal: after.entry })
  })
}

export function acceptAttribution(
  room: WatchRoom,
  { id, proposal, because: asked }: InputOf<typeof api.acceptAttribution>,
  call: Call,
): Promise<Reply<OutputOf<typeof api.acceptAttribution>>> {
  const because = asked ?? null
  return room.journal.commit(call.writer, async (unit) => {
    const { state } = await questionAt(unit, id)
    const person = personIn(unit)
    const { attribution } = state
    if (!attribution) return unit.refuse('no-attribution')
    if (attribution.proposal !== proposal) return unit.refuse('another-proposal')
    if (attribution.acceptances.some((one) => one.person === person)) return unit.refuse('accepted-already')
    const known = await room.journal.reads.one(personRecord, peopleView(room), person)
    if (known?.state.status !== 'active') return unit.refuse('person-needed', 'This account may not work here.')
    const body = { proposal, person, name: known.state.name, because }
    const after = await unit.append(questionRecord, 'watch.attributionAccepted', id, body)
    const now = after.held.state.attribution
    return done({ ...changed(after), standing: now?.standing ?? false, note: now?.note ?? '' })
  })
}

export function withdrawAcceptance(
  room: WatchRoom,
  { id, reason }: InputOf<typeof api.withdrawAcceptance>,
  call: Call,
): Promise<Reply<OutputOf<typeof api.withdrawAcceptance>>> {
  return room.journal.commit(call.writer, async (unit) => {
    const held = await unit.read(questionRecord, id)
    if (!held) return unit.refuse('unknown', `There is no question ${id} that you may read.`)
    const person = personIn(unit)
    // Also on a closed question: what somebody no longer stands for must not stay in the picture under their name.
    if (!held.state.attribution) return unit.refuse('no-attribution')
    if (!held.state.attribution.acceptances.some((one) => one.person === person)) return unit.refuse('not-accepted')
    const after = await unit.append(questionRecord, 'watch.acceptanceWithdrawn', id, { person, reason })
    return done({ ...changed(after), standing: after.held.state.attribution?.standing ?? false })
  })
}

export function dropAttribution(
  room: WatchRoom,
  { id, version, reason }: InputOf<typeof api.dropAttribution>,
  call: Call,
): Promise<Reply<Changed>> {
  return room.journal.commit(call.writer, async (unit) => {
    const { state } = await questionAt(unit, id, version)
    if (!state.attribution) return unit.refuse('no-attribution')
    const body = { person: personIn(unit), reason }
    return done(
      changed(await unit.append(questionRecord, 'watch.attributionDropped', id, body, { expectedVersion: version })),
    )
  })
}

/** What the picture may show: two different analysts accept it, and both still work here. */
export async function standingAttributions(
  room: Pick<WatchRoom, 'journal'>,
  view: View,
  limit: number,
): Promise<api.StandingAttribution[]> {
  const questions = await attributedQuestions(room.journal, view, limit)
  const persons = questions.flatMap(({ state }) => state.attribution?.acceptances.map(({ person }) => person) ?? [])
  const active = await activeAmong(room, persons, view.asOf)
  return questions.flatMap(({ id, marking, state }) => {
    const { attribution, text, about } = state
    if (!attribution?.standingSince) return []
    const analysts = ofActive(attribution.acceptances, active)
    if (analysts.length < analystsNeeded) return []
    const { statement, standingSince: since, note } = attribution
    return [{ question: id, text, about, statement, since, analysts, note, marking }]
  })
}

async function activeAmong(room: Pick<WatchRoom, 'journal'>, persons: readonly Id[], asOf?: string): Promise<Set<Id>> {
  const found = await room.journal.reads.some(personRecord, peopleView(room, asOf), [...new Set(persons)])
  return new Set(found.filter(({ state }) => state.status === 'active').map((held: Held<unknown>) => held.id))
}

/** Takes away the acceptances of accounts that were closed, by an entry of the node itself. */
export async function lapseAcceptances(room: Pick<WatchRoom, 'journal'>): Promise<number> {
  const all = await acceptingPersons(room.journal)
  const active = await activeAmong(
    room,
    all.map(({ person }) => person),
  )
  let lapsed = 0
  for (const { question, realm, person } of all.filter((one) => !active.has(one.person))) {
    const view = { reader: systemReader('watch.attribution', [realm], room.journal.home), realm, own: true as const }
    await room.journal.commit({ view, verb: 'watch.lapseAcceptance' }, async (unit) => {
      const held = await unit.read(questionRecord, question)
      if (!held?.state.attribution?.acceptances.some((one) => one.person === person)) return done(null)
      const reason = 'The account of this person was closed.'
      await unit.append(questionRecord, 'watch.acceptanceLapsed', question, { person, reason })
      lapsed += 1
      return done(null)
    })
  }
  return lapsed
}
