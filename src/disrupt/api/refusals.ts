// What the operations of this room may refuse with, and what can be done about it.
import type { RefusalMeaning } from '#kernel/contract.ts'

const meanings = {
  'person-needed': {
    status: 403,
    title: 'Only a named person can do this',
    whatToDo: 'Sign in, or use an API token that belongs to a person.',
  },
  'second-person-needed': {
    status: 403,
    title: 'Somebody else has to agree',
    whatToDo: 'Ask another person; a token of yours is you.',
  },
  'no-such-part': {
    status: 422,
    title: 'It has no such part',
    whatToDo: 'Load it: each part carries its key.',
  },
  'no-such-data': {
    status: 422,
    title: 'The data of this node know no such thing',
    whatToDo:
      'Choose a legal basis, court, procedure or kind of step that disrupt.requestData lists, or add it to data/disrupt.',
  },
  'nothing-to-change': {
    status: 422,
    title: 'That changes nothing',
    whatToDo: 'Name at least one field with another value.',
  },
  'impossible-times': {
    status: 422,
    title: 'These times cannot be',
    whatToDo: 'See the detail, and correct the time.',
  },
  'too-many-parts': {
    status: 409,
    title: 'It holds as many of these as it can',
    whatToDo: 'Open another one beside it.',
  },
} satisfies Record<string, RefusalMeaning>

export type RefusalName = keyof typeof meanings
export function refusing(...names: RefusalName[]): Record<string, RefusalMeaning> {
  return Object.fromEntries(names.map((name) => [name, meanings[name]]))
}
