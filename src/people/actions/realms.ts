// Who is in which exercise.
import type { Id } from '#kernel/id.ts'
import { done, type Reply, refuse } from '#kernel/reply.ts'
import type { Call } from '#platform/http/index.ts'
import { personRecord } from '../rules/person-record.ts'
import { putInRealm, takeFromRealm } from '../store/directory.ts'
import { noteAccess, type Room, viewOf, writerOf } from './room.ts'

type Input = { person: Id; exercise: string }

export async function enterRealm(room: Room, input: Input, call: Call): Promise<Reply<{ done: true }>> {
  const held = await room.journal.reads.one(personRecord, viewOf(call), input.person)
  if (!held) return refuse('unknown', `There is no person ${input.person} that you may see.`)
  if (held.state.status !== 'active') return refuse('wrong-state', 'Only for somebody who may sign in.')
  const noted = await noteAccess(room, writerOf(call), held.id, 'realm-entered', (sql) =>
    putInRealm(sql, held.id, `exercise:${input.exercise}`),
  )
  return noted.ok ? done({ done: true }) : noted
}

export async function leaveRealm(room: Room, input: Input, call: Call): Promise<Reply<{ done: true }>> {
  const held = await room.journal.reads.one(personRecord, viewOf(call), input.person)
  if (!held) return refuse('unknown', `There is no person ${input.person} that you may see.`)
  const noted = await noteAccess(room, writerOf(call), held.id, 'realm-left', (sql) =>
    takeFromRealm(sql, held.id, `exercise:${input.exercise}`),
  )
  return noted.ok ? done({ done: true }) : noted
}
