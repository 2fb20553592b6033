// Contracts: calendars of the programme, fetched by programs that cannot sign in.
import Type from 'typebox'
import { contract, type Policy } from '#kernel/contract.ts'
import { Id } from '#kernel/id.ts'
import { Instant } from '#kernel/time.ts'
import { orNull } from '../../model/exercise.ts'
import { refusing } from './refusals.ts'

const closed = { additionalProperties: false } as const
const reading: Policy = { who: 'signed-in' }

export const listProgrammeCalendars = contract({
  name: 'exercise.listProgrammeCalendars',
  does: 'query',
  summary: 'The calendars of the programme that you opened',
  input: Type.Object({}, closed),
  output: Type.Object(
    { items: Type.Array(Type.Object({ id: Id, opened: Instant, fetched: orNull(Instant) }, closed)) },
    closed,
  ),
  refusals: refusing('no-person'),
  policy: reading,
  example: {},
})

export const openProgrammeCalendar = contract({
  name: 'exercise.openProgrammeCalendar',
  does: 'action',
  summary: 'Get an address from which a calendar program fetches the exercises of the programme that you may read',
  input: Type.Object({}, closed),
  output: Type.Object({ id: Id, url: Type.String() }, closed),
  refusals: refusing('no-person', 'too-many-calendars'),
  policy: reading,
  onlyLive: true,
  answersSecret: true,
  example: {},
})

export const closeProgrammeCalendar = contract({
  name: 'exercise.closeProgrammeCalendar',
  does: 'action',
  summary: 'Make the address of one of your calendars of the programme worthless',
  input: Type.Object({ id: Id }, closed),
  output: Type.Object({ id: Id }, closed),
  refusals: refusing('no-person'),
  policy: reading,
  onlyLive: true,
  arguments: ['id'],
  example: { id: '01980f3c-8a00-7000-8000-000000000001' },
})
