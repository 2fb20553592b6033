// What takedown operations may refuse with, beside what the whole room does.
import type { RefusalMeaning } from '#kernel/contract.ts'
import { type RefusalName as General, refusing as general } from '../refusals.ts'

const meanings = {
  'not-all-go': {
    status: 409,
    title: 'Not all partners say go',
    whatToDo: 'The detail says who does not. Ask them, or change the plan and ask all again.',
  },
  'in-the-way': {
    status: 409,
    title: 'Something is in the way of this step',
    whatToDo: 'The detail says what. What is only early may be done with a reason in `despite`.',
  },
  'not-your-word': {
    status: 403,
    title: 'You do not speak for this partner',
    whatToDo: 'Ask one of those who are named, or write down in `heard` how and from whom you heard it.',
  },
  'impossible-plan': {
    status: 422,
    title: 'Steps cannot be planned so',
    whatToDo: 'See the detail, and correct the partner or what the step waits for.',
  },
  'unknown-target': {
    status: 422,
    title: 'There is no such target in this operation',
    whatToDo: 'List the targets of the operation and take their ids from there.',
  },
  'stale-plan': {
    status: 409,
    title: 'The plan was changed since you looked',
    whatToDo: 'Look at the plan as it stands, and say go to that.',
  },
  'says-too-little': {
    status: 422,
    title: 'A phrase is too short to tell a seizure page by',
    whatToDo: 'Give phrases of at least three words that stand on the page alone.',
  },
  'still-open': {
    status: 409,
    title: 'Something of it is still open',
    whatToDo: 'The detail says what; settle that first.',
  },
  'last-one': {
    status: 409,
    title: 'Somebody has to be left',
    whatToDo: 'Admit somebody else to the operation first.',
  },
  'no-such-person': {
    status: 422,
    title: 'There is no such person on this node',
    whatToDo: 'Take the id from the list of people.',
  },
  'nobody-to-tell': {
    status: 422,
    title: 'Nobody is known who could be told',
    whatToDo: 'Name the country, and the CSIRT or authority there.',
  },
  'no-such-language': {
    status: 422,
    title: 'There is no text in this language',
    whatToDo: 'Choose a language of data/disrupt/victim-notices.json, or add one there.',
  },
  'no-target': {
    status: 422,
    title: 'That cannot be a target',
    whatToDo: 'See the detail for the one that is wrong, and correct it; none of them was added.',
  },
  'listed-already': {
    status: 409,
    title: 'It is a target of this operation already',
    whatToDo: 'Go on with the one that is listed.',
  },
  'not-watchable': {
    status: 422,
    title: 'It cannot be watched so',
    whatToDo: 'See the detail. In an exercise only a stand-in that the administrator allows is asked.',
  },
} satisfies Record<string, RefusalMeaning>

export type RefusalName = keyof typeof meanings | General
export function refusing(...names: RefusalName[]): Record<string, RefusalMeaning> {
  const own = names.filter((name): name is keyof typeof meanings => name in meanings)
  const others = names.filter((name): name is General => !(name in meanings))
  return { ...general(...others), ...Object.fromEntries(own.map((name) => [name, meanings[name]])) }
}
