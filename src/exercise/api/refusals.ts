// What the operations of this room may refuse with, and what can be done about it.
import type { RefusalMeaning } from '#kernel/contract.ts'

const meanings = {
  'bad-scenario': {
    status: 422,
    title: 'The scenario cannot be played as it is',
    whatToDo: 'The detail names the first fault and its line; `exercise.checkScenario` shows all of them.',
  },
  'name-taken': {
    status: 409,
    title: 'There is an exercise of that name already',
    whatToDo: 'Choose another name: each exercise has a realm of its own for good.',
  },
  'no-such-seat': {
    status: 422,
    title: 'The scenario has nobody of that name',
    whatToDo: 'Choose one of the cast that exercise.getExercise lists.',
  },
  'in-another-exercise': {
    status: 409,
    title: 'That person is in another exercise that has not ended',
    whatToDo: 'Take them out of that one first, or say `alsoElsewhere` if they are to be in both.',
  },
  'clock-backwards': {
    status: 409,
    title: 'The clock of an exercise never goes back',
    whatToDo: 'Name a later moment, or reset the exercise: it is played again in a new realm.',
  },
  'no-such-inject': {
    status: 404,
    title: 'The exercise has no such inject',
    whatToDo: 'Choose one of those that exercise.showInjects lists.',
  },
  'inject-taken': {
    status: 409,
    title: 'There is an inject of that name already',
    whatToDo: 'Give the new one another name.',
  },
  'came-already': {
    status: 409,
    title: 'The inject is no longer waiting',
    whatToDo: 'What reached the players cannot be taken back; control can say so by another inject.',
  },
  'no-organisation': {
    status: 422,
    title: 'There is no such organisation in the register',
    whatToDo: 'Register the organisation first, or let people of this node play that participant.',
  },
  'link-not-valid': {
    status: 404,
    title: 'The link is not valid',
    whatToDo:
      'Open the whole link that you were given, with everything after the #, or ask the exercise leader for a new one.',
  },
  'link-used': {
    status: 409,
    title: 'The link was used, is too old, or was taken back',
    whatToDo: 'Ask the exercise leader for a new one: each link lets one person in, once.',
  },
  'no-such-invitation': {
    status: 404,
    title: 'The exercise has no such invitation',
    whatToDo: 'Choose one of those that exercise.listInvitations lists.',
  },
  'led-elsewhere': {
    status: 409,
    title: 'Another node leads this exercise',
    whatToDo:
      'Ask the exercise leaders of the organisation that the detail names; a node can leave by exercise.leaveExercise.',
  },
  'led-here': {
    status: 409,
    title: 'This node leads the exercise, or plays it alone',
    whatToDo: 'End it by exercise.endExercise: who follows is told.',
  },
  'other-scenario': {
    status: 409,
    title: 'The scenario of the invitation is not here, or is another one',
    whatToDo:
      'Ask who leads for the file that exercise.exportScenario gives, take it in by exercise.importScenario, and join again.',
  },
  'exercise-ended': {
    status: 409,
    title: 'The exercise has ended, or nobody here is invited any more',
    whatToDo: 'Ask who leads to invite this node to another one.',
  },
  'joined-already': {
    status: 409,
    title: 'This node was or is in that exercise',
    whatToDo: 'Go into it, or ask who leads to play it again under another name.',
  },
  'no-such-node': {
    status: 404,
    title: 'That organisation plays nobody in this exercise',
    whatToDo: 'Choose one of those that exercise.showNodes lists.',
  },
} satisfies Record<string, RefusalMeaning>

export function refusing(...names: (keyof typeof meanings)[]): Record<string, RefusalMeaning> {
  return Object.fromEntries(names.map((name) => [name, meanings[name]]))
}
