// What the operations of the programme may refuse with, and what can be done about it.
import type { RefusalMeaning } from '#kernel/contract.ts'

const meanings = {
  'bad-days': {
    status: 422,
    title: 'There are no such days',
    whatToDo: 'Write days as 2027-03-10, the last not before the first; what was held was held today or before.',
  },
  'no-such-obligation': {
    status: 422,
    title: 'The framework has no such obligation',
    whatToDo: 'Choose from those that exercise.showProgramme and coordinate.obligations list.',
  },
  'not-ended': {
    status: 409,
    title: 'The exercise has not ended',
    whatToDo: 'End it first, or name another one.',
  },
  'nothing-shows-it': {
    status: 422,
    title: 'Nothing shows that it was held',
    whatToDo: 'Name the exercise of this node by which it was played, or say in `because` what else shows it.',
  },
  'no-person': {
    status: 422,
    title: 'Only a person has calendars',
    whatToDo: 'Sign in as yourself, or use an API token that belongs to a person.',
  },
  'too-many-calendars': {
    status: 409,
    title: 'You have ten calendars already',
    whatToDo: 'Close those that no program fetches any more.',
  },
} satisfies Record<string, RefusalMeaning>

export function refusing(...names: (keyof typeof meanings)[]): Record<string, RefusalMeaning> {
  return Object.fromEntries(names.map((name) => [name, meanings[name]]))
}
