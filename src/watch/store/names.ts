// The watch-list and the register, as the analysis needs them.
import { sql } from 'kysely'
import type { Id } from '#kernel/id.ts'
import { organisationRecord } from '#people/index.ts'
import type { Held, Journal, View } from '#platform/journal/types.ts'
import type { WatchedName } from '../api/names.ts'
import { nameRecord } from '../events/name.ts'
import type { KnownName } from '../model.ts'

const mostNames = 20_000
const mostOrganisations = 20_000

/** The names of an organisation's watch-list, and the organisations of the register, ready for the stages. */
export async function knownNames(journal: Journal, view: View, owner: Id): Promise<KnownName[]> {
  const [names, organisations] = await Promise.all([
    journal.reads.many(nameRecord, view, (q) =>
      q
        .where('owner', '=', owner)
        .where(sql<string>`state->>'active'`, '=', 'true')
        .orderBy('subject')
        .limit(mostNames),
    ),
    journal.reads.many(organisationRecord, view, (q) =>
      q.where(sql<string>`state->>'active'`, '=', 'true').orderBy('subject').limit(mostOrganisations),
    ),
  ])
  const sectors = new Map(organisations.map(({ id, state }) => [id, state.sectors]))
  return [
    ...names.map(({ id, state }): KnownName => {
      const { text, aliases, type, rejected, concerns, organisation } = state
      const of = organisation === null ? undefined : sectors.get(organisation)
      return { id, text, aliases, type, rejected, by: 'watch-list', sectors: of ?? [], concerns }
    }),
    ...organisations.map(
      ({ id, state }): KnownName => ({
        id,
        text: state.name,
        aliases: state.shortName ? [state.shortName] : [],
        type: 'organisation',
        rejected: false,
        by: 'register',
        sectors: state.sectors,
        concerns: [],
      }),
    ),
  ]
}

/** The entry of an organisation's watch-list with this name, however it is capitalised. */
export async function nameByText(
  journal: Journal,
  view: View,
  owner: Id,
  text: string,
): Promise<Held<WatchedName> | undefined> {
  const [found] = await journal.reads.many(nameRecord, view, (q) =>
    q.where('owner', '=', owner).where(sql<string>`lower(state->>'text')`, '=', text.toLowerCase()).limit(1),
  )
  return found
}

export interface NameFilter {
  text?: string
  type?: string
  rejected?: boolean
  vendors?: boolean
}

export async function namePage(
  journal: Journal,
  view: View,
  filter: NameFilter,
  after: Id | undefined,
  limit: number,
): Promise<{ names: Held<WatchedName>[]; total: number }> {
  const shape = (q: ReturnType<Journal['reads']['query']>) => {
    let out = q.where(sql<string>`state->>'active'`, '=', 'true')
    if (filter.text) {
      const part = `%${filter.text.toLowerCase().replace(/[\\%_]/g, '\\$&')}%`
      out = out.where(sql<boolean>`(lower(state->>'text') like ${part} or lower(state->>'aliases') like ${part})`)
    }
    if (filter.type) out = out.where(sql<string>`state->>'type'`, '=', filter.type)
    if (filter.rejected !== undefined) {
      out = out.where(sql<string>`state->>'rejected'`, '=', String(filter.rejected))
    }
    if (filter.vendors) out = out.where(sql<boolean>`jsonb_array_length(state->'concerns') > 0`)
    return out
  }
  const names = await journal.reads.many(nameRecord, view, (q) => {
    const list = shape(q).orderBy('subject', 'desc').limit(limit)
    return after ? list.where('subject', '<', after) : list
  })
  return { names, total: await journal.reads.count(nameRecord, view, shape) }
}
