// What the operations of an evaluation may refuse with, and what can be done about it.
import type { RefusalMeaning } from '#kernel/contract.ts'

const meanings = {
  'not-yet-over': {
    status: 403,
    title: 'The exercise is not over',
    whatToDo:
      'Until it is, only those who direct it and those who sit in its cell of evaluators read its evaluation. Come back when it has ended.',
  },
  'evaluators-only': {
    status: 403,
    title: 'Only evaluators fill in this form',
    whatToDo: 'Ask those who direct the exercise to put you into its cell of evaluators.',
  },
  'no-such-question': {
    status: 422,
    title: 'The form has no such question',
    whatToDo: 'Answer the questions that exercise.getQualityForm lists, each once for each objective.',
  },
  'no-such-finding': {
    status: 404,
    title: 'The evaluation has no such finding that you may read',
    whatToDo: 'Choose one of those that exercise.showEvaluation lists.',
  },
  'taken-up-already': {
    status: 409,
    title: 'An improvement came of this finding already',
    whatToDo: 'Open its lesson, and change who owns it or by when.',
  },
  'no-organisation-of-yours': {
    status: 403,
    title: 'You belong to no organisation',
    whatToDo: 'Somebody of the organisation says whether it agrees to be named.',
  },
} satisfies Record<string, RefusalMeaning>

export function refusing(...names: (keyof typeof meanings)[]): Record<string, RefusalMeaning> {
  return Object.fromEntries(names.map((name) => [name, meanings[name]]))
}
