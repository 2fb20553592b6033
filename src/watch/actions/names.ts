// The watch-list: a name is settled once, by a person, for all texts to come.
import type { InputOf, OutputOf } from '#kernel/contract.ts'
import type { Id } from '#kernel/id.ts'
import { done, type Reply } from '#kernel/reply.ts'
import { organisationRecord } from '#people/index.ts'
import type { Call } from '#platform/http/types.ts'
import type { Unit } from '#platform/journal/types.ts'
import type * as api from '../api/names.ts'
import { nameRecord } from '../events/name.ts'
import { nameByText, namePage } from '../store/names.ts'
import type { WatchRoom } from './room.ts'
import { shown } from './show-items.ts'

type Remembered = OutputOf<typeof api.rememberName>

export function rememberName(
  room: WatchRoom,
  input: InputOf<typeof api.rememberName>,
  call: Call,
): Promise<Reply<Remembered>> {
  const { marking, ...given } = input
  const owner = call.reader.organisation ?? room.journal.home
  return room.journal.commit(call.writer, async (unit) => {
    const { person } = call.reader
    if (person === null) return unit.refuse('person-needed')
    await organisationsExist(unit, [...(given.concerns ?? []), ...(given.organisation ? [given.organisation] : [])])
    const before = await nameByText(room.journal, unit.view, owner, given.text)
    if (before) {
      const { text: _, ...settled } = given
      const { held } = await unit.append(nameRecord, 'watch.nameChanged', before.id, {
        ...settled,
        ...(settled.type ? { rejected: settled.rejected ?? false } : {}),
        active: true,
        rememberedBy: person,
        why: settled.why ?? before.state.why,
      })
      return done(shown(held))
    }
    const { held } = await unit.open(
      nameRecord,
      'watch.nameRemembered',
      {
        text: given.text,
        aliases: given.aliases ?? [],
        type: given.type ?? null,
        rejected: given.rejected ?? false,
        organisation: given.organisation ?? null,
        concerns: given.concerns ?? [],
        why: given.why ?? null,
        rememberedBy: person,
      },
      { owner, ...(marking ? { marking } : {}) },
    )
    return done(shown(held))
  })
}

export async function organisationsExist(unit: Unit, ids: readonly Id[]): Promise<void> {
  for (const id of new Set(ids)) {
    if (!(await unit.read(organisationRecord, id))) unit.refuse('no-such-organisation', `There is no ${id}.`)
  }
}

export function forgetName(
  room: WatchRoom,
  input: InputOf<typeof api.forgetName>,
  call: Call,
): Promise<Reply<Remembered>> {
  return room.journal.commit(call.writer, async (unit) => {
    const { person } = call.reader
    if (person === null) return unit.refuse('person-needed')
    const name = await unit.read(nameRecord, input.id)
    if (!name?.state.active) return unit.refuse('unknown', `There is no name ${input.id} that you may read.`)
    const { held } = await unit.append(
      nameRecord,
      'watch.nameChanged',
      input.id,
      { active: false, rememberedBy: person, why: input.why ?? name.state.why },
      { expectedVersion: input.version },
    )
    return done(shown(held))
  })
}

export async function listNames(
  room: WatchRoom,
  { after, limit = 100, ...filter }: InputOf<typeof api.listNames>,
  call: Call,
): Promise<Reply<OutputOf<typeof api.listNames>>> {
  const { names, total } = await namePage(room.journal, call.view, filter, after, limit + 1)
  const page = names.slice(0, limit)
  return done({ names: page.map(shown), next: names.length > limit ? (page.at(-1)?.id ?? null) : null, total })
}
