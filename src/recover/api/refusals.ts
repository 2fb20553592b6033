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
  'no-such-criterion': {
    status: 422,
    title: 'There is no such criterion to be judged',
    whatToDo: 'Choose one that recover.standDownData lists without a measure; the others are measured.',
  },
  'no-such-kind': {
    status: 422,
    title: 'There is no such kind of measure',
    whatToDo: 'Choose one of the kinds that recover.standDownData lists.',
  },
  'criteria-not-met': {
    status: 409,
    title: 'A required criterion is not met',
    whatToDo: 'See the detail; or say in `despite` why it is decided all the same.',
  },
  'open-already': {
    status: 409,
    title: 'There is one open already',
    whatToDo: 'Go on with the one that the detail names.',
  },
  'out-of-order': {
    status: 409,
    title: 'Something else should be done before',
    whatToDo: 'Do that first; or say in `despite` why it is done all the same.',
  },
  'still-in-force': {
    status: 409,
    title: 'The record says that it still holds',
    whatToDo: 'Roll it back where it was switched on; then come back.',
  },
  'no-evidence-kept': {
    status: 409,
    title: 'No evidence was preserved before',
    whatToDo: 'Preserve it and write that step down; or say in `despite` why there is none.',
  },
  'still-open': {
    status: 409,
    title: 'Something of it is still open',
    whatToDo: 'The detail says what; close that first.',
  },
  'no-such-part': {
    status: 422,
    title: 'It has no such part',
    whatToDo: 'Load it: each step, blocker and expert carries its key.',
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
  'impossible-levels': {
    status: 422,
    title: 'The target is below the minimum level of service',
    whatToDo: 'Name a target level that is at least the minimum level.',
  },
  'too-many-parts': {
    status: 409,
    title: 'It holds as many of these as it can',
    whatToDo: 'Open another one beside it.',
  },
  'no-such-entry': {
    status: 422,
    title: 'There is no such entry in the journal that you may read',
    whatToDo: 'Name the entry that carried it out, or leave it out and say how it was done.',
  },
  'crisis-needed': {
    status: 422,
    title: 'A crisis has to be named here',
    whatToDo: 'Name one by its id; only an exercise is looked at as a whole.',
  },
  'names-left': {
    status: 409,
    title: 'Something that must not stand there is still in the text',
    whatToDo: 'Add what the detail names to the list of replacements, or write the text anew.',
  },
} satisfies Record<string, RefusalMeaning>

export type RefusalName = keyof typeof meanings
export function refusing(...names: RefusalName[]): Record<string, RefusalMeaning> {
  return Object.fromEntries(names.map((name) => [name, meanings[name]]))
}
