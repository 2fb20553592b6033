// One round of a call-out: each who has not answered is called on each way. What leaves says little; what is to be said stays here.
import type { Id } from '#kernel/id.ts'
import type { Marking } from '#kernel/marking.ts'
import type { Realm } from '#kernel/realm.ts'
import { done } from '#kernel/reply.ts'
import type { Instant } from '#kernel/time.ts'
import type { Colleague } from '#people/index.ts'
import type { Held, Unit } from '#platform/journal/index.ts'
import type { Delivery } from '#platform/outbox/index.ts'
import type { Attempt, CallOut } from '../../model/call-out.ts'
import { callOutRecord } from '../../rules/tasks/call-out-record.ts'
import { callOutLifecycle, nextRound, unanswered } from '../../rules/tasks/call-out-rules.ts'
import { messageOf } from '../../rules/tasks/message.ts'
import { dueRounds } from '../../store/tasks/call-outs.ts'
import { notePager, pagersOf } from '../../store/tasks/pagers.ts'
import { mayAnswer, systemView, type TasksRoom } from './room.ts'

export const callOutOrigin = 'coordinate.callOut'
const atOnce = 50

type Tried = Omit<Attempt, 'round' | 'at'> & { person: Id }

/** Calls these persons now, and says when those who do not answer are called again. */
export async function callNow(
  room: TasksRoom,
  unit: Unit,
  held: Held<CallOut>,
  persons: readonly Id[],
  { round, nextRoundAt }: { round: number; nextRoundAt: Instant | null },
): Promise<{ entry: Id; held: Held<CallOut> } | null> {
  if (held.state.channels.length === 0) return null
  const attempts = await attemptsFor(room, unit, held, persons)
  return unit.append(callOutRecord, 'coordinate.callOutRound', held.id, { round, attempts, nextRoundAt })
}

async function attemptsFor(
  room: TasksRoom,
  unit: Unit,
  { id, marking, state }: Held<CallOut>,
  persons: readonly Id[],
): Promise<Tried[]> {
  const { realm } = unit.view
  const { subject, text, call } = messageOf({
    what: 'call-out',
    event: 'call-out.called',
    headline: 'You are called: say whether you come',
    id,
    title: state.title,
    marking,
    realm,
    until: null,
    timeZone: 'UTC',
    origin: room.settings.origin,
    path: `/call-outs/${id}`,
  })
  const attempts: Tried[] = []
  const key = () => `a${state.keys + attempts.length + 1}`
  const failed = { state: 'failed', endedAt: unit.now } as const
  const waiting = { state: 'waiting', answer: null, endedAt: null } as const
  const reached = await whoMayKnow(room, realm, marking, persons)
  if (state.channels.includes('email')) {
    for (const person of persons) {
      const colleague = reached.get(person)
      const one = { person, key: key(), channel: 'email', address: 'mail' } as const
      const no = colleague ? 'This node has no mail server.' : 'They do not work here any more, or may not read this.'
      if (!colleague || !room.outbox.canMail) attempts.push({ ...one, ...failed, answer: no })
      else {
        attempts.push({ ...one, ...waiting })
        room.outbox.put(unit, callOutOrigin, `${id} ${one.key}`, {
          channel: 'mail',
          to: colleague.email,
          subject,
          text,
        })
      }
    }
  }
  if (state.channels.includes('webhook')) {
    for (const { id: pager, person, name, url, secret } of await pagersOf(room.journal.sql, [...reached.keys()])) {
      const one = { person, key: key(), channel: 'webhook', address: name } as const
      // Their systems belong to others: what is for named persons is not for them.
      if (marking.tlp === 'RED')
        attempts.push({ ...one, ...failed, answer: 'What is TLP:RED is not given to other systems.' })
      else {
        attempts.push({ ...one, ...waiting })
        const message = { channel: 'post', to: url, body: call, secret } as const
        room.outbox.put(unit, callOutOrigin, `${id} ${one.key} ${pager}`, message)
      }
    }
  }
  return attempts
}

/** Between two rounds somebody may have left, or the call-out may have been marked out of their sight. */
async function whoMayKnow(
  room: TasksRoom,
  realm: Realm,
  marking: Marking,
  persons: readonly Id[],
): Promise<Map<Id, Colleague>> {
  const found = await Promise.all(persons.map((id) => room.people.colleague(id)))
  return new Map(found.flatMap((one) => (one && mayAnswer(room, one, realm, marking) ? [[one.id, one] as const] : [])))
}

/** The job: whose next round has come. Rests on the version that was read, so that each round is called once. */
export async function callRounds(room: TasksRoom): Promise<number> {
  let called = 0
  for (const { subject, realm } of await dueRounds(room.journal, room.clock, atOnce)) {
    const writer = { view: systemView(room, realm, 'coordinate.callOuts'), verb: 'coordinate.callRound' }
    const reply = await room.journal.commit(writer, async (unit) => {
      const held = await unit.read(callOutRecord, subject)
      if (!held || !isDue(held.state, unit.now)) return done(false)
      const round = held.state.rounds + 1
      const persons = unanswered(held.state)
      const next = persons.length === 0 ? null : nextRound(held.state, round, unit.now)
      const which = { round: persons.length === 0 ? held.state.rounds : round, nextRoundAt: next }
      await callNow(room, unit, held, persons, which)
      return done(persons.length > 0)
    })
    if (reply.ok && reply.value) called += 1
  }
  return called
}

function isDue({ status, nextRoundAt }: CallOut, now: Instant): boolean {
  return 'to' in callOutLifecycle[status].round && nextRoundAt !== null && nextRoundAt <= now
}

/** How an attempt ended. Told at least once: what is noted already stays as it is, and so does what a later round replaced. */
export async function noteAttempt(room: TasksRoom, { key, realm, state, answer, at }: Delivery): Promise<void> {
  const [id, attempt, pager] = key.split(' ')
  if (pager && state !== 'held') await notePager(room.journal.sql, pager, state, answer, at)
  if (!id || !attempt) return
  const writer = { view: systemView(room, realm, 'coordinate.callOuts'), verb: 'coordinate.noteAttempt' }
  await room.journal.commit(writer, async (unit) => {
    const held = await unit.read(callOutRecord, id)
    const waits = held?.state.called.some((one) =>
      one.attempts.some((it) => it.key === attempt && it.state === 'waiting'),
    )
    if (waits) {
      const body = { attempt, state, answer: answer === null ? null : answer.slice(0, 600), at }
      await unit.append(callOutRecord, 'coordinate.callOutAttemptEnded', id, body)
    }
    return done(null)
  })
}
