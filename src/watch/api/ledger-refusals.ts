// What the operations of the ledger and of questions may refuse with, and what can be done about it.
import type { RefusalMeaning } from '#kernel/contract.ts'

const meanings = {
  'person-needed': {
    status: 403,
    title: 'Only a named person can do this',
    whatToDo: 'Sign in, or use an API token that belongs to a person.',
  },
  'no-such-fact': {
    status: 422,
    title: 'The document has no such fact',
    whatToDo: 'Address a fact by its kind, its span and its words, as watch.itemFacts lists them.',
  },
  'no-such-type': {
    status: 422,
    title: 'A fact of this kind cannot be of that type',
    whatToDo: 'See the detail for the types that it can be of.',
  },
  'too-many-judgements': {
    status: 409,
    title: 'This item carries as many judgements as it can',
    whatToDo: 'Judge the whole item instead.',
  },
  'nothing-to-undo': {
    status: 409,
    title: 'There is nothing to take back',
    whatToDo: 'Look at what was judged; judge again where you see it differently.',
  },
  'no-such-claim': {
    status: 422,
    title: 'The document reports no such claim',
    whatToDo: 'Name a claim of the document by its id, or enter what is said by hand with watch.enterClaim.',
  },
  'already-accepted': {
    status: 409,
    title: 'This claim is in the ledger already',
    whatToDo:
      'Open the claim that is named in the detail: it can be changed and rated there, and restored if it was retracted.',
  },
  'same-claim': {
    status: 422,
    title: 'A claim cannot relate to itself',
    whatToDo: 'Name another claim.',
  },
  'not-related': {
    status: 409,
    title: 'These two claims are not related so',
    whatToDo: 'Look at the relations of the claim.',
  },
  'would-leak': {
    status: 409,
    title: 'That would show marked information to more people',
    whatToDo: 'See the detail for which of the two may be read by fewer, and mark accordingly.',
  },
  'impossible-date': {
    status: 422,
    title: 'That moment does not exist',
    whatToDo: 'Give it as RFC 3339, for example 2025-03-11T09:45:00Z.',
  },
  'nothing-to-change': {
    status: 422,
    title: 'That changes nothing',
    whatToDo: 'Name at least one field with a new value.',
  },
  'no-such-key': {
    status: 422,
    title: 'The board has no such hypothesis or row',
    whatToDo: 'Use the keys that watch.getQuestion lists; what was dropped cannot be marked.',
  },
  'board-full': {
    status: 409,
    title: 'The board holds as much as it can',
    whatToDo: 'Drop hypotheses or rows that are no longer needed, or ask a second question.',
  },
  'already-there': {
    status: 409,
    title: 'It is on the board already',
    whatToDo: 'Mark the row that is named in the detail.',
  },
  'no-attribution': {
    status: 409,
    title: 'Nobody has proposed an attribution here',
    whatToDo: 'Propose one with watch.proposeAttribution; only a question of the kind attribution can have one.',
  },
  'another-proposal': {
    status: 409,
    title: 'Another attribution is proposed by now',
    whatToDo: 'Read the statement that is proposed now, and accept that one if you agree.',
  },
  'accepted-already': {
    status: 409,
    title: 'You accept this attribution already',
    whatToDo: 'It takes a second analyst, not the same one twice.',
  },
  'not-accepted': {
    status: 409,
    title: 'You do not accept this attribution',
    whatToDo: 'There is nothing of yours to withdraw.',
  },
} as const satisfies Record<string, RefusalMeaning>

/** The named ones, for a contract. */
export function refusals(...names: (keyof typeof meanings)[]): Record<string, RefusalMeaning> {
  return Object.fromEntries(names.map((name) => [name, meanings[name]]))
}
