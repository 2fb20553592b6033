// Contracts: the handling guideline as a document in editions: drafted, proposed, adopted by somebody who did not write it.
import Type from 'typebox'
import { closed, orNull, Reason, Title } from '#coordinate/model/words.ts'
import { contract, type Policy, type RefusalMeaning } from '#kernel/contract.ts'
import { Id } from '#kernel/id.ts'
import { Marking, MarkingChoice } from '#kernel/marking.ts'
import { Instant } from '#kernel/time.ts'
import { Deadline, Guideline, GuidelineStatus, GuidelineText } from '../model/guideline.ts'
import { classifiedRefusal } from './handling.ts'

const optional = Type.Optional
const reading: Policy = { who: 'signed-in' }
const writing: Policy = { who: ['analyst', 'duty-officer', 'crisis-manager', 'liaison'] }
const adopting: Policy = { who: ['crisis-manager', 'administrator'] }
const anId = '01980f3c-8a00-7000-8000-000000000001'
const Version = Type.Integer({ minimum: 1, maximum: 1_000_000_000, description: 'The version that you saw' })
const Day = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' })
const Moved = Type.Object({ id: Id, version: Version, entry: Id, status: GuidelineStatus }, closed)
const Punctual = Type.Object({ late: Type.Boolean(), days: Type.Integer({ minimum: 0 }) }, closed)

const meanings = {
  'home-only': {
    status: 403,
    title: 'The guideline of a node is written by the people whose node it is',
    whatToDo: 'Tell them what should change in it.',
  },
  'bad-guideline': {
    status: 422,
    title: 'The guideline contradicts itself',
    whatToDo: 'The detail names the rule. Correct it and send the text again; nothing was kept.',
  },
  'nothing-to-change': {
    status: 422,
    title: 'That changes nothing',
    whatToDo: 'It is already so; there is nothing to do.',
  },
  'person-needed': {
    status: 403,
    title: 'Only a named person can do this',
    whatToDo: 'Sign in, or use an API token that belongs to a person.',
  },
  'second-person-needed': {
    status: 403,
    title: 'Whoever wrote it cannot adopt it',
    whatToDo: 'Ask somebody who did not write in this edition.',
  },
  'impossible-day': {
    status: 422,
    title: 'That day cannot be',
    whatToDo: 'Name the day on which it was adopted: today, or before.',
  },
  ...classifiedRefusal,
} satisfies Record<string, RefusalMeaning>

function may(...names: (keyof typeof meanings)[]): Record<string, RefusalMeaning> {
  return Object.fromEntries(names.map((name) => [name, meanings[name]]))
}

const { authors: _authors, text: _text, ...short } = Guideline.properties

export const listGuidelines = contract({
  name: 'share.listGuidelines',
  does: 'query',
  summary: 'Editions of the handling guideline, which one is in force, and the date that the framework asks for',
  input: Type.Object({}, closed),
  output: Type.Object(
    {
      items: Type.Array(
        Type.Object(
          {
            id: Id,
            version: Version,
            marking: Marking,
            state: Type.Object({ ...short, title: Title, edition: Type.String() }, closed),
            /** For an adopted one: against the date of the framework. */
            punctual: orNull(Punctual),
          },
          closed,
        ),
      ),
      deadline: Deadline,
      /** Where nothing is adopted: how late that is today. */
      today: Punctual,
      /** By what the software checks now: an edition, or the text that came with it while none is adopted. */
      inForce: Type.Object(
        { id: orNull(Id), title: Title, edition: Type.String(), rules: GuidelineText.properties.rules },
        closed,
      ),
      /** The text that came with the software, to draft from. */
      first: GuidelineText,
    },
    closed,
  ),
  refusals: {},
  policy: reading,
  example: {},
})

export const getGuideline = contract({
  name: 'share.getGuideline',
  does: 'query',
  summary: 'One edition of the handling guideline',
  input: Type.Object({ id: Id }, closed),
  output: Type.Object(
    {
      id: Id,
      version: Version,
      marking: Marking,
      since: Instant,
      state: Guideline,
      whyNotAdopt: orNull(Type.String()),
    },
    closed,
  ),
  refusals: {},
  policy: reading,
  arguments: ['id'],
  example: { id: anId },
})

export const draftGuideline = contract({
  name: 'share.draftGuideline',
  does: 'action',
  summary:
    'Draft an edition of the handling guideline: from a text, from another edition, or from the one that came along',
  input: Type.Object({ from: optional(Id), text: optional(GuidelineText), marking: optional(MarkingChoice) }, closed),
  output: Moved,
  refusals: may('home-only', 'bad-guideline', 'classified'),
  policy: writing,
  example: { marking: { tlp: 'GREEN' } },
})

export const editGuideline = contract({
  name: 'share.editGuideline',
  does: 'action',
  summary: 'Change the text of a draft; what was proposed is a draft again',
  input: Type.Object({ id: Id, version: Version, text: GuidelineText }, closed),
  output: Moved,
  refusals: may('bad-guideline', 'nothing-to-change', 'classified'),
  policy: writing,
  arguments: ['id'],
  example: {
    id: anId,
    version: 1,
    text: {
      title: 'Handling information in a cyber crisis',
      edition: '2',
      sections: [{ id: 'labels', title: 'Labels', text: 'TLP 2.0.', source: 'FIRST, TLP 2.0', verification: 'agency' }],
      rules: [],
    },
  },
})

export const proposeGuideline = contract({
  name: 'share.proposeGuideline',
  does: 'action',
  summary: 'Put a draft forward for adoption',
  input: Type.Object({ id: Id, version: Version }, closed),
  output: Moved,
  refusals: {},
  policy: writing,
  arguments: ['id'],
  example: { id: anId, version: 1 },
})

export const adoptGuideline = contract({
  name: 'share.adoptGuideline',
  does: 'action',
  summary:
    'Adopt an edition that others wrote: the software checks by it from now on, and the one before is superseded',
  input: Type.Object(
    {
      id: Id,
      version: Version,
      decider: Title,
      reason: Reason,
      on: optional({ ...Day, description: 'The day of adoption, where it was before today' }),
    },
    closed,
  ),
  output: Type.Object({ ...Moved.properties, punctual: Punctual, superseded: Type.Array(Id) }, closed),
  refusals: may('person-needed', 'second-person-needed', 'impossible-day', 'classified'),
  policy: adopting,
  arguments: ['id'],
  example: { id: anId, version: 2, decider: 'The national authority', reason: 'Agreed with all ministries.' },
})

const Back = Type.Object({ id: Id, version: Version, reason: Reason }, closed)

export const returnGuideline = contract({
  name: 'share.returnGuideline',
  does: 'action',
  summary: 'Give a proposed edition back to its writers, with a reason',
  input: Back,
  output: Moved,
  refusals: may('classified'),
  policy: adopting,
  arguments: ['id'],
  example: { id: anId, version: 2, reason: 'Say who decides about TLP:CLEAR.' },
})

export const withdrawGuideline = contract({
  name: 'share.withdrawGuideline',
  does: 'action',
  summary: 'Put an edition aside that was not adopted; it stays in the record',
  input: Back,
  output: Moved,
  refusals: may('classified'),
  policy: writing,
  arguments: ['id'],
  example: { id: anId, version: 2, reason: 'Drafted twice.' },
})
