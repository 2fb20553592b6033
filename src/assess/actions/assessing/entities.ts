// The legal profile of an organisation: told once, changed by those who may, used when an assessment is opened.
import type { InputOf, OutputOf } from '#kernel/contract.ts'
import type { Id } from '#kernel/id.ts'
import { done, type Reply, refuse } from '#kernel/reply.ts'
import { organisationRecord } from '#people/index.ts'
import type { Call } from '#platform/http/types.ts'
import type { Held, Unit } from '#platform/journal/index.ts'
import type * as api from '../../api/assessments.ts'
import type { Entity } from '../../model/entity.ts'
import { situationOf } from '../../rules/assessing/situation-of.ts'
import { entityRecord } from '../../rules/entity-record.ts'
import { faultsOf } from '../../rules/law/faults.ts'
import { type SaidFacts, withTold } from '../../rules/said-facts.ts'
import { entityOf, isProfileTaken } from '../../store/assessments.ts'
import { type Changed, changed, seen } from '../desk.ts'
import { knownToPerson } from './answers.ts'
import { type AssessingRoom, mustFollow, refuseFaults } from './room.ts'

type Input = InputOf<typeof api.saveEntity>

export async function getEntity(
  room: AssessingRoom,
  { organisation: asked }: InputOf<typeof api.getEntity>,
  { view, reader }: Call,
): Promise<Reply<OutputOf<typeof api.getEntity>>> {
  const organisation = asked ?? reader.organisation
  if (!organisation) return refuse('no-organisation')
  const held = await entityOf(room.journal, view, organisation)
  const entity = held && {
    ...{ id: held.id, version: held.version, marking: held.marking },
    since: held.since,
    state: held.state,
  }
  return done({ organisation, entity: entity ?? null })
}

export async function saveEntity(room: AssessingRoom, input: Input, call: Call): Promise<Reply<Changed>> {
  const organisation = input.organisation ?? call.reader.organisation
  if (!organisation) return refuse('no-organisation')
  try {
    return await room.journal.commit(call.writer, async (unit) => {
      const held = await entityOf(room.journal, unit.view, organisation)
      if (held) return changeEntity(room, unit, held, input)
      if (input.version !== undefined)
        return refuse('unknown', `There is no profile of ${organisation} that you may read.`)
      return tellEntity(room, unit, organisation, input)
    })
  } catch (error) {
    if (isProfileTaken(error))
      return refuse('stale-version', 'There is a profile already; load it and change that one.')
    throw error
  }
}

async function tellEntity(room: AssessingRoom, unit: Unit, organisation: Id, input: Input): Promise<Reply<Changed>> {
  const { journal } = room
  const own = unit.view.reader.organisation
  const known = await unit.read(organisationRecord, organisation)
  if (!known)
    return refuse('unknown', `No organisation with the id ${organisation} that you may read.`, '/organisation')
  if (own !== organisation && own !== journal.home && unit.view.reader.kind !== 'local') return refuse('not-yours')
  const { types = [], jurisdiction = null, timeZone = 'UTC' } = input
  const countries = input.countries ?? (known.state.country ? [known.state.country] : [])
  const body = { organisation, types, countries, jurisdiction, timeZone, facts: saidFacts(room, unit, input) }
  mustBePossible(room, unit, known.state.name, { ...body, facts: withTold({}, body.facts, blank) })
  const marking = { tlp: 'AMBER+STRICT' as const, audience: [...new Set([journal.home])] }
  return done(changed(await unit.open(entityRecord, 'assess.entityTold', body, { marking, owner: organisation })))
}

async function changeEntity(
  room: AssessingRoom,
  unit: Unit,
  held: Held<Entity>,
  input: Input,
): Promise<Reply<Changed>> {
  if (input.version === undefined)
    return refuse('stale-version', `There is a profile already, at version ${held.version}.`)
  seen(unit, held, input.version)
  const { organisation: _whose, version: _version, facts: _facts, ...asked } = input
  const facts = saidFacts(room, unit, input)
  const described = Object.entries(asked).filter(
    ([field, value]) => JSON.stringify(value) !== JSON.stringify(held.state[field as keyof Entity]),
  )
  const news = Object.entries(facts).filter(
    ([fact, said]) => JSON.stringify(said?.value) !== JSON.stringify(held.state.facts[fact]?.value),
  )
  if (described.length + news.length === 0) return refuse('nothing-to-change')
  const body = { ...Object.fromEntries(described), ...(news.length > 0 ? { facts: Object.fromEntries(news) } : {}) }
  mustBePossible(room, unit, '', { ...held.state, ...asked, facts: withTold(held.state.facts, facts, blank) })
  const appended = await unit.append(entityRecord, 'assess.entityChanged', held.id, body)
  mustFollow(unit, held, appended.held)
  return done(changed(appended))
}

const blank = { actor: '', recordedAt: '' }

/** A profile holds what is so of the entity, whatever happens to it. */
function saidFacts(room: AssessingRoom, unit: Unit, { facts = {} }: Input): SaidFacts {
  const { factOf } = room.law.current()
  return Object.fromEntries(
    Object.entries(facts).map(([fact, value]) => {
      if (value === null) return [fact, null]
      if (factOf.get(fact)?.fact.scope !== 'entity')
        unit.refuse('unknown-fact', `'${fact}' is no fact of an entity.`, `/facts/${fact}`)
      return [fact, { value, source: knownToPerson }]
    }),
  )
}

type Described = Pick<Entity, 'types' | 'countries' | 'jurisdiction' | 'timeZone' | 'facts'>

function mustBePossible(room: AssessingRoom, unit: Unit, name: string, { facts, ...described }: Described): void {
  const law = room.law.current()
  const { types, countries, jurisdiction, timeZone } = described
  const entity = { name, types, countries, jurisdiction, timeZone }
  const situation = situationOf({ entity, facts, services: [], group: {}, anchors: {} }, unit.now, (fact) =>
    law.factOf.has(fact),
  )
  const faults = faultsOf(law, situation)
  if (faults.length > 0) refuseFaults(unit, faults)
}
