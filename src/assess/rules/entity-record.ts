// The entries of a legal profile: told first, changed later, each fact with who said it.
import Type from 'typebox'
import { Id } from '#kernel/id.ts'
import { change, opening, recordKind } from '#kernel/record.ts'
import { Entity } from '../model/entity.ts'
import { SaidFacts, withTold } from './said-facts.ts'

const closed = { additionalProperties: false } as const
const { types, countries, jurisdiction, timeZone } = Entity.properties
const described = { types, countries, jurisdiction, timeZone, facts: SaidFacts }

export const entityRecord = recordKind({
  name: 'assess.entity',
  state: Entity,
  kinds: {
    'assess.entityTold': opening(
      Type.Object({ organisation: Id, ...described }, closed),
      (body, entry): Entity => ({
        ...body,
        facts: withTold({}, body.facts, entry),
        changedAt: entry.recordedAt,
        changedBy: entry.actor,
      }),
    ),
    'assess.entityChanged': change(
      Type.Partial(Type.Object(described), closed),
      (state: Entity, { facts = {}, ...body }, entry): Entity => ({
        ...state,
        ...body,
        facts: withTold(state.facts, facts, entry),
        changedAt: entry.recordedAt,
        changedBy: entry.actor,
      }),
    ),
  },
  index: ({ types: named, countries: where }) => ({ title: 'Legal profile', words: [...named, ...where].join(' ') }),
})
