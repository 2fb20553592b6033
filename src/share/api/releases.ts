// Contracts: proposing to mark records lower, and the decision of a second person.
import Type from 'typebox'
import { closed, orNull, Reason } from '#coordinate/model/words.ts'
import { contract, type Policy, type RefusalMeaning } from '#kernel/contract.ts'
import { Id } from '#kernel/id.ts'
import { Marking, MarkingChoice } from '#kernel/marking.ts'
import { Instant } from '#kernel/time.ts'
import { mostReleased, Release, ReleaseItem, ReleaseStatus } from '../model/release.ts'
import { classifiedRefusal } from './handling.ts'

const optional = Type.Optional
const reading: Policy = { who: 'signed-in' }
const proposing: Policy = { who: ['analyst', 'duty-officer', 'crisis-manager', 'liaison'] }
const deciding: Policy = { who: ['duty-officer', 'crisis-manager', 'liaison'] }
const anId = '01980f3c-8a00-7000-8000-000000000001'
const another = '01980f3c-8a00-7000-8000-000000000002'
const Version = Type.Integer({ minimum: 1, maximum: 1_000_000_000, description: 'The version that you saw' })
const Moved = Type.Object({ id: Id, version: Version, entry: Id, status: ReleaseStatus }, closed)

const meanings = {
  'not-releasable': {
    status: 422,
    title: 'This cannot be proposed for release',
    whatToDo: 'The detail names the record and why. Leave it out, or correct what is said.',
  },
  'propose-apart': {
    status: 422,
    title: 'These records cannot stand in one proposal',
    whatToDo:
      'Propose apart what belongs to different owners, what is marked TLP:RED, and what is for different countries.',
  },
  'nothing-over-marked': {
    status: 422,
    title: 'The adviser finds nothing that could be lowered',
    whatToDo: 'Nothing to do; or say that you have read the texts, so that records with sentences are included.',
  },
  'person-needed': {
    status: 403,
    title: 'Only a named person can do this',
    whatToDo: 'Sign in, or use an API token that belongs to a person.',
  },
  'second-person-needed': {
    status: 403,
    title: 'Whoever proposed it cannot decide it',
    whatToDo: 'Ask somebody else who may read the records.',
  },
  'not-the-proposer': {
    status: 403,
    title: 'Only whoever proposed it withdraws it',
    whatToDo: 'Reject it with a reason instead.',
  },
  'nothing-released': {
    status: 409,
    title: 'Nothing of it can be released',
    whatToDo: 'The detail says why for each record. Reject it, and propose again what still makes sense.',
  },
  ...classifiedRefusal,
} satisfies Record<string, RefusalMeaning>

function may(...names: (keyof typeof meanings)[]): Record<string, RefusalMeaning> {
  return Object.fromEntries(names.map((name) => [name, meanings[name]]))
}

const Proposed = Type.Object(
  { ...Moved.properties, items: Type.Integer({ minimum: 1 }), apart: Type.Integer({ minimum: 0 }) },
  closed,
)

export const proposeRelease = contract({
  name: 'share.proposeRelease',
  does: 'action',
  summary: 'Propose to mark records lower; a second person decides',
  input: Type.Object(
    {
      items: Type.Array(Type.Object({ id: Id, version: Version, to: MarkingChoice }, closed), {
        minItems: 1,
        maxItems: mostReleased,
      }),
      reason: Reason,
      despite: optional(Reason),
    },
    closed,
  ),
  output: Proposed,
  refusals: may('not-releasable', 'propose-apart', 'person-needed', 'classified'),
  policy: proposing,
  example: { items: [{ id: anId, version: 3, to: { tlp: 'GREEN' } }], reason: 'It stands in the newspaper by now.' },
})

export const proposeAdvised = contract({
  name: 'share.proposeAdvised',
  does: 'action',
  summary: 'Propose all that the adviser finds marked too high in an incident or a crisis; a second person decides',
  input: Type.Object(
    {
      incident: optional(Id),
      crisis: optional(Id),
      reason: Reason,
      textRead: optional(
        Type.Boolean({
          description: 'You have read the sentences that no program can judge, and they ask for nothing',
        }),
      ),
    },
    closed,
  ),
  output: Proposed,
  refusals: may('nothing-over-marked', 'propose-apart', 'person-needed', 'classified'),
  policy: proposing,
  example: { incident: anId, reason: 'The attack is over, and was published.', textRead: true },
})

export const approveRelease = contract({
  name: 'share.approveRelease',
  does: 'action',
  summary: 'Approve a release: each record is marked lower now, or is named with the reason why not',
  input: Type.Object({ id: Id, version: Version }, closed),
  output: Type.Object(
    { ...Moved.properties, items: Type.Array(Type.Pick(ReleaseItem, ['id', 'record', 'outcome'])) },
    closed,
  ),
  refusals: may('person-needed', 'second-person-needed', 'nothing-released'),
  policy: deciding,
  arguments: ['id'],
  example: { id: anId, version: 1 },
})

const Ended = Type.Object({ id: Id, version: Version, reason: Reason }, closed)

export const rejectRelease = contract({
  name: 'share.rejectRelease',
  does: 'action',
  summary: 'Reject a release, with a reason: nothing is marked lower',
  input: Ended,
  output: Moved,
  refusals: may('person-needed', 'second-person-needed', 'classified'),
  policy: deciding,
  arguments: ['id'],
  example: { id: anId, version: 1, reason: 'The operator asked us to wait.' },
})

export const withdrawRelease = contract({
  name: 'share.withdrawRelease',
  does: 'action',
  summary: 'Take back a release that you proposed',
  input: Ended,
  output: Moved,
  refusals: may('person-needed', 'not-the-proposer', 'classified'),
  policy: proposing,
  arguments: ['id'],
  example: { id: anId, version: 1, reason: 'One record was missing.' },
})

/** A record of a release as whoever asks may see it: with its title, and how it is marked now. */
export const ReleaseRow = Type.Object(
  { ...ReleaseItem.properties, title: orNull(Type.String()), now: orNull(Marking) },
  closed,
)

export const listReleases = contract({
  name: 'share.listReleases',
  does: 'query',
  summary: 'Releases that were proposed, the newest first',
  input: Type.Object(
    {
      status: optional(ReleaseStatus),
      incident: optional(Id),
      crisis: optional(Id),
      after: optional(Type.String({ maxLength: 300 })),
      limit: optional(Type.Integer({ minimum: 1, maximum: 200 })),
    },
    closed,
  ),
  output: Type.Object(
    {
      items: Type.Array(
        Type.Object({ id: Id, version: Version, marking: Marking, since: Instant, state: Release }, closed),
      ),
      next: orNull(Type.String()),
    },
    closed,
  ),
  refusals: {},
  policy: reading,
  example: { status: 'proposed', incident: another },
})

export const getRelease = contract({
  name: 'share.getRelease',
  does: 'query',
  summary: 'One release, with the records that it would mark lower',
  input: Type.Object({ id: Id }, closed),
  output: Type.Object(
    {
      id: Id,
      version: Version,
      marking: Marking,
      state: Type.Omit(Release, ['items']),
      items: Type.Array(ReleaseRow),
      /** Why the caller cannot approve it; null where they can. */
      whyNotApprove: orNull(Type.String()),
    },
    closed,
  ),
  refusals: {},
  policy: reading,
  arguments: ['id'],
  example: { id: anId },
})
