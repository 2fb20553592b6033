// What assess offers so that nobody misses a clock: reminders by mail, calls to other systems, a calendar.
import Type from 'typebox'
import { contract, type Policy } from '#kernel/contract.ts'
import { Id } from '#kernel/id.ts'
import { Instant } from '#kernel/time.ts'

const closed = { additionalProperties: false } as const
const orNull = <T extends Type.TSchema>(schema: T) => Type.Union([schema, Type.Null()])
const own: Policy = { who: 'signed-in' }
const running: Policy = { who: ['administrator', 'crisis-manager'] }
const anId = '01980f3c-8a00-7000-8000-000000000001'
const persons = {
  'no-person': {
    status: 422,
    title: 'Only a person has reminders and calendars',
    whatToDo: 'Sign in as yourself; tokens and the command line have nobody to remind.',
  },
}

export const reminderChoices = contract({
  name: 'assess.reminderChoices',
  does: 'query',
  summary: 'How you are reminded of clocks: by mail, and by calendars that you opened',
  input: Type.Object({}, closed),
  output: Type.Object(
    {
      mail: Type.Boolean(),
      /** Whether this node has a mail server at all. */
      mailPossible: Type.Boolean(),
      address: orNull(Type.String()),
      /** Hours before a limit at which somebody is reminded, where the period is long enough. */
      hoursBefore: Type.Array(Type.Number()),
      calendars: Type.Array(Type.Object({ id: Id, opened: Instant, fetched: orNull(Instant) }, closed)),
    },
    closed,
  ),
  refusals: persons,
  policy: own,
  example: {},
})

export const chooseReminders = contract({
  name: 'assess.chooseReminders',
  does: 'action',
  summary: 'Be reminded of clocks by mail, or not',
  input: Type.Object({ mail: Type.Boolean() }, closed),
  output: Type.Object({ mail: Type.Boolean() }, closed),
  refusals: persons,
  policy: own,
  example: { mail: true },
})

export const openCalendar = contract({
  name: 'assess.openCalendar',
  does: 'action',
  summary: 'Get an address from which a calendar program fetches the clocks that you may read',
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
  policy: own,
  answersSecret: true,
  example: {},
})

export const closeCalendar = contract({
  name: 'assess.closeCalendar',
  does: 'action',
  summary: 'Make the address of one of your calendars worthless',
  input: Type.Object({ id: Id }, closed),
  output: Type.Object({ id: Id }, closed),
  refusals: persons,
  policy: own,
  arguments: ['id'],
  example: { id: anId },
})

const Webhook = Type.Object(
  {
    id: Id,
    name: Type.String(),
    url: Type.String(),
    addedBy: Type.String(),
    added: Instant,
    last: orNull(Type.Object({ state: Type.String(), answer: orNull(Type.String()), at: Instant }, closed)),
  },
  closed,
)

export const addWebhook = contract({
  name: 'assess.addWebhook',
  does: 'action',
  onlyLive: true,
  summary: 'Have another system called when a clock nears its limit, passes it, or moves',
  input: Type.Object(
    { name: Type.String({ minLength: 1, maxLength: 100 }), url: Type.String({ minLength: 8, maxLength: 2_000 }) },
    closed,
  ),
  /** The secret signs each call; it is shown once. */
  output: Type.Object({ id: Id, secret: Type.String() }, closed),
  refusals: {
    'address-not-allowed': {
      status: 422,
      title: 'That address is closed',
      whatToDo: 'Use a public address, or let the administrator open this one with TOCSIN_FETCH_ALLOW.',
    },
    'bad-address': { status: 422, title: 'That is no web address', whatToDo: 'Use an https:// address.' },
    'too-many-webhooks': { status: 409, title: 'There are fifty already', whatToDo: 'Remove those that nobody needs.' },
  },
  policy: running,
  answersSecret: true,
  example: { name: 'Pager of the duty desk', url: 'https://pager.example.org/hooks/tocsin' },
})

export const listWebhooks = contract({
  name: 'assess.listWebhooks',
  does: 'query',
  summary: 'Systems that are called about clocks, and how the last call ended',
  input: Type.Object({}, closed),
  output: Type.Object({ items: Type.Array(Webhook) }, closed),
  refusals: {},
  policy: running,
  example: {},
})

export const removeWebhook = contract({
  name: 'assess.removeWebhook',
  does: 'action',
  onlyLive: true,
  summary: 'Stop calling another system about clocks',
  input: Type.Object({ id: Id }, closed),
  output: Type.Object({ id: Id }, closed),
  refusals: {},
  policy: running,
  arguments: ['id'],
  example: { id: anId },
})

export const tryWebhook = contract({
  name: 'assess.tryWebhook',
  does: 'action',
  onlyLive: true,
  summary: 'Call another system once, to see that it hears',
  input: Type.Object({ id: Id }, closed),
  output: Type.Object({ id: Id }, closed),
  refusals: {},
  policy: running,
  arguments: ['id'],
  example: { id: anId },
})
