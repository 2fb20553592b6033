// Contracts: calendars of agreements and keys, fetched by programs that cannot sign in.
import Type from 'typebox'
import { contract } from '#kernel/contract.ts'
import { Id } from '#kernel/id.ts'
import { Instant } from '#kernel/time.ts'
import { anId, closed, orNull, reading } from './parts.ts'

const persons = {
  'no-person': {
    status: 422,
    title: 'Only a person has calendars',
    whatToDo: 'Sign in as yourself, or use an API token that belongs to a person.',
  },
}

export const listCalendars = contract({
  name: 'federate.listCalendars',
  does: 'query',
  summary: 'The calendars of agreements and keys that you opened',
  input: Type.Object({}, closed),
  output: Type.Object(
    { items: Type.Array(Type.Object({ id: Id, opened: Instant, fetched: orNull(Instant) }, closed)) },
    closed,
  ),
  refusals: persons,
  policy: reading,
  example: {},
})

export const openCalendar = contract({
  name: 'federate.openCalendar',
  does: 'action',
  summary: 'Get an address from which a calendar program fetches the days of agreements and keys that you may read',
  input: Type.Object({}, closed),
  output: Type.Object({ id: Id, url: Type.String() }, closed),
  refusals: {
    ...persons,
    'too-many-calendars': {
      status: 409,
      title: 'You have ten calendars already',
      whatToDo: 'Close those that no program fetches any more.',
    },
  },
  policy: reading,
  answersSecret: true,
  example: {},
})

export const closeCalendar = contract({
  name: 'federate.closeCalendar',
  does: 'action',
  summary: 'Make the address of one of your calendars of agreements and keys worthless',
  input: Type.Object({ id: Id }, closed),
  output: Type.Object({ id: Id }, closed),
  refusals: persons,
  policy: reading,
  arguments: ['id'],
  example: { id: anId },
})
