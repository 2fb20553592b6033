// Whom a call-out means: named persons, whoever has the duty of a rota, whoever has a role in the crisis.
import type { Id } from '#kernel/id.ts'
import type { Marking } from '#kernel/marking.ts'
import type { Unit } from '#platform/journal/index.ts'
import { type CallOut, mostCalled, type Unreached, type Whom } from '../../model/call-out.ts'
import { crisisRecord } from '../../rules/crises/crisis-record.ts'
import type { Meant } from '../../rules/tasks/call-out-record.ts'
import { rotaRecord } from '../../rules/tasks/rota-record.ts'
import { mayHave } from './give.ts'
import { personOnDuty, type TasksRoom } from './room.ts'

export interface Found {
  called: Meant[]
  unreached: Unreached[]
}

interface Asking {
  room: TasksRoom
  unit: Unit
  crisis: Id | null
  marking: Marking
}

const mayNot = 'Whoever that is may not read and answer this call-out.'

/** Each person once. Refuses what is named and not there; who is meant and cannot be reached stands beside it, with the reason. */
export async function personsOf(
  asking: Asking,
  whom: Partial<Whom>,
  before: Pick<CallOut, 'called'> | null,
): Promise<Found> {
  const { unit } = asking
  const found: Found = { called: await named(asking, whom.persons ?? []), unreached: [] }
  for (const part of [await onDuty(asking, whom.rotas ?? []), await inRoles(asking, whom.roles ?? [])]) {
    found.called.push(...part.called)
    found.unreached.push(...part.unreached)
  }
  const known = new Set((before?.called ?? []).map(({ person }) => person))
  const fresh = new Map<Id, Meant>()
  for (const one of found.called) if (!known.has(one.person) && !fresh.has(one.person)) fresh.set(one.person, one)
  if (fresh.size === 0) unit.refuse('nobody-to-call', found.unreached.map(({ why }) => why).join(' ') || undefined)
  if (fresh.size + known.size > mostCalled) unit.refuse('too-large', `A call-out calls at most ${mostCalled} persons.`)
  return { called: [...fresh.values()], unreached: found.unreached }
}

async function named({ room, unit, marking }: Asking, persons: readonly Id[]): Promise<Meant[]> {
  const called: Meant[] = []
  for (const [at, person] of persons.entries()) {
    if (!(await mayHave(room, unit, person, marking)))
      unit.refuse(
        'cannot-be-called',
        `${person} does not work here, or may not read and answer it.`,
        `/whom/persons/${at}`,
      )
    called.push({ person, via: 'person', of: null })
  }
  return called
}

async function onDuty({ room, unit, marking }: Asking, rotas: readonly Id[]): Promise<Found> {
  const found: Found = { called: [], unreached: [] }
  for (const [at, id] of rotas.entries()) {
    const rota = await unit.read(rotaRecord, id)
    if (!rota) return unit.refuse('no-such-link', `No rota with the id ${id} that you may read.`, `/whom/rotas/${at}`)
    const person = personOnDuty(rota.state, unit.now)
    if (person === null) found.unreached.push({ via: 'rota', of: id, why: 'Nobody has the duty of that rota now.' })
    else if (!(await mayHave(room, unit, person, marking))) found.unreached.push({ via: 'rota', of: id, why: mayNot })
    else found.called.push({ person, via: 'rota', of: id })
  }
  return found
}

async function inRoles({ room, unit, crisis, marking }: Asking, roles: readonly string[]): Promise<Found> {
  const found: Found = { called: [], unreached: [] }
  if (roles.length === 0) return found
  const held = crisis === null ? undefined : await unit.read(crisisRecord, crisis)
  if (!held)
    return unit.refuse('no-such-link', 'Roles are those of a crisis: name one that you may read.', '/whom/roles')
  for (const role of roles) {
    const here = held.state.participants.filter((one) => one.until === null && one.roles.includes(role))
    const persons = here.flatMap(({ party }) => party.person ?? [])
    if (persons.length === 0)
      found.unreached.push({ via: 'role', of: role, why: `No person has the role ${role} in the crisis now.` })
    for (const person of persons) {
      if (await mayHave(room, unit, person, marking)) found.called.push({ person, via: 'role', of: role })
      else found.unreached.push({ via: 'role', of: role, why: mayNot })
    }
  }
  return found
}
