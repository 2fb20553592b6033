// Attacks and observations: listed, shown, and judged by a person.
import type { InputOf, OutputOf } from '#kernel/contract.ts'
import type { Id } from '#kernel/id.ts'
import type { Reader } from '#kernel/reader.ts'
import { done, type Reply, refuse } from '#kernel/reply.ts'
import { instant } from '#kernel/time.ts'
import { organisationRecord } from '#people/index.ts'
import type { Call } from '#platform/http/types.ts'
import type * as api from '../api/attacks.ts'
import { attackRecord, targetRecord } from '../events.ts'
import { attackPage, observationPage, observationWith } from '../store/records.ts'
import type { SenseRoom } from './room.ts'
import { shown } from './targets.ts'

export async function listAttacks(
  room: SenseRoom,
  { after, limit = 50, since, ...filter }: InputOf<typeof api.listAttacks>,
  call: Call,
): Promise<Reply<OutputOf<typeof api.listAttacks>>> {
  if (since !== undefined && Number.isNaN(Date.parse(since))) {
    return refuse('bad-input', 'That moment does not exist.', '/since')
  }
  const from = since === undefined ? {} : { since: instant(since) }
  const { attacks, total } = await attackPage(room.journal, call.view, { ...filter, ...from }, after, limit + 1)
  const page = attacks.slice(0, limit)
  return done({ attacks: page.map(shown), next: attacks.length > limit ? (page.at(-1)?.id ?? null) : null, total })
}

export async function getAttack(
  room: SenseRoom,
  { id }: InputOf<typeof api.getAttack>,
  call: Call,
): Promise<Reply<OutputOf<typeof api.getAttack>>> {
  const { reads } = room.journal
  const attack = await reads.one(attackRecord, call.view, id)
  if (!attack) return refuse('unknown', `There is no attack ${id} that you may read.`)
  const target = await reads.one(targetRecord, call.view, attack.state.target)
  const names = await organisationNames(room, call.reader, target ? [target.state.organisation] : [])
  const observation = await observationWith(room.journal, call.view, attack.state.target, id)
  return done({
    attack: shown(attack),
    target: {
      id: attack.state.target,
      name: target?.state.name ?? attack.state.title,
      organisation: (target && names.get(target.state.organisation)) ?? '',
    },
    observation: observation ? shown(observation) : null,
  })
}

/** Names of those that the reader may see; organisations exist once, in the live realm. */
export async function organisationNames(room: SenseRoom, reader: Reader, ids: readonly Id[]): Promise<Map<Id, string>> {
  const found = await room.journal.reads.some(organisationRecord, { reader, realm: 'live' }, [...new Set(ids)])
  return new Map(found.map(({ id, state }) => [id, state.name]))
}

export function judgeAttack(
  room: SenseRoom,
  { id, version, as, reason }: InputOf<typeof api.judgeAttack>,
  call: Call,
): Promise<Reply<OutputOf<typeof api.judgeAttack>>> {
  return room.journal.commit(call.writer, async (unit) => {
    const { person } = call.reader
    if (person === null) return unit.refuse('person-needed')
    const body = { as, person, reason }
    const { held } = await unit.append(attackRecord, 'sense.attackJudged', id, body, { expectedVersion: version })
    return done(shown(held))
  })
}

export async function listObservations(
  room: SenseRoom,
  { target, after, limit = 50 }: InputOf<typeof api.listObservations>,
  call: Call,
): Promise<Reply<OutputOf<typeof api.listObservations>>> {
  const filter = { ...(target ? { target } : {}), ...(after ? { after } : {}) }
  const found = await observationPage(room.journal, call.view, { ...filter, limit: limit + 1 })
  const page = found.slice(0, limit)
  return done({ observations: page.map(shown), next: found.length > limit ? (page.at(-1)?.id ?? null) : null })
}
