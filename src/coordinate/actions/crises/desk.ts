// What the actions on crises work with, and the few steps that all of them take.
import { isDeepStrictEqual } from 'node:util'

import type { Thresholds } from '#assess/rules/picture-facts.ts'
import type { Id } from '#kernel/id.ts'
import { type Reply, refuse } from '#kernel/reply.ts'
import { organisationRecord, type People, personRecord } from '#people/index.ts'
import type { Appended, Unit, View } from '#platform/journal/index.ts'
import type { Crisis } from '../../model/crisis.ts'
import type { Party } from '../../model/words.ts'
import { crisisRecord } from '../../rules/crises/crisis-record.ts'
import { whyNotChange } from '../../rules/crises/lifecycle.ts'
import { isNumberTaken } from '../../store/crises.ts'
import type { CrisisWords } from '../../store/crisis-words.ts'
import type { LiveCrises } from '../../store/live-crises.ts'
import type { FilingRoom } from './crisis-file.ts'

export interface CrisisRoom extends FilingRoom {
  words: CrisisWords
  /** Sectors of NIS2 and countries, as people has them. */
  places: Pick<People, 'sectors' | 'countries'>
  thresholds: Thresholds
  live: LiveCrises
}

/** The crisis at the version that the caller saw; `change` also asks that it is not closed. */
export async function crisisFor(unit: Unit, id: Id, version: number, event: 'change' | 'any' = 'change') {
  const held = await unit.read(crisisRecord, id)
  if (!held) return unit.refuse('unknown', `No crisis with the id ${id} that you may read.`)
  if (held.version !== version)
    return unit.refuse('stale-version', `You saw version ${version}; it is at version ${held.version}.`)
  const not = event === 'change' ? whyNotChange(held.state.status) : null
  return not === null ? held : unit.refuse('wrong-state', not)
}

export function changed({ entry, held }: Appended<Crisis>, key: string | null = null) {
  return { id: held.id, version: held.version, entry, status: held.state.status, key }
}

/** The part that a key names. */
export function partOf<T extends { key: string }>(unit: Unit, parts: readonly T[], key: string, what: string): T {
  return parts.find((one) => one.key === key) ?? unit.refuse('no-such-part', `It has no ${what} ${key}.`, '/key')
}

export function mustHaveSpace(unit: Unit, parts: readonly unknown[], most: number, what: string, more = 1): void {
  if (parts.length + more > most) unit.refuse('too-many-parts', `A crisis holds at most ${most} ${what}.`)
}

/** The key that the record gave to the part that was added last. */
export function newestKey({ held }: Appended<Crisis>, parts: keyof Pick<Crisis, Keyed>): string | null {
  return held.state[parts].at(-1)?.key ?? null
}
type Keyed = 'strands' | 'participants' | 'objectives' | 'rhythm' | 'lines'

/** People and organisations stand in the live realm, also for those who are in an exercise. */
export function registerView({ reader }: View): View {
  return { reader, realm: 'live' }
}

/** A party that names a record of the register names one that the caller may read. */
export async function mustKnowParty(
  { journal }: Pick<CrisisRoom, 'journal'>,
  unit: Unit,
  party: Party | null,
  where: string,
): Promise<void> {
  const register = registerView(unit.view)
  const organisation = party?.organisation
  if (organisation && !(await journal.reads.one(organisationRecord, register, organisation)))
    unit.refuse('unknown', `No organisation with the id ${organisation} that you may read.`, `${where}/organisation`)
  const person = party?.person
  if (person && !(await journal.reads.one(personRecord, register, person)))
    unit.refuse('unknown', `No person with the id ${person} that you may read.`, `${where}/person`)
}

export function unknownRole({ words }: CrisisRoom, roles: readonly string[], where: string) {
  const known = new Set(words.roles.items.map((one) => one.id))
  const at = roles.findIndex((role) => !known.has(role))
  return at < 0 ? undefined : refuse('unknown-value', `'${roles[at]}' is no role of data/coordinate.`, `${where}/${at}`)
}

/** Whatever the order of the fields: the database keeps its own. */
export const same = isDeepStrictEqual

/** Within one process numbers are given in turn; between processes the unique index decides, and the loser tries again. */
const turns = new Map<string, Promise<unknown>>()

export async function numbered<T>(realm: string, work: () => Promise<Reply<T>>): Promise<Reply<T>> {
  const before = turns.get(realm) ?? Promise.resolve()
  const mine = before.then(
    () => again(work),
    () => again(work),
  )
  turns.set(realm, mine)
  try {
    return await mine
  } finally {
    if (turns.get(realm) === mine) turns.delete(realm)
  }
}

async function again<T>(work: () => Promise<Reply<T>>): Promise<Reply<T>> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work()
    } catch (error) {
      if (!isNumberTaken(error) || attempt >= 20) throw error
    }
  }
}
