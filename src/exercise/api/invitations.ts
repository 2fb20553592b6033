// Contracts: somebody of outside is let into one exercise by a link, and out of it again.
import Type from 'typebox'
import { contract } from '#kernel/contract.ts'
import { Id } from '#kernel/id.ts'
import { Instant } from '#kernel/time.ts'
import { Invitation, Slug } from '../model/exercise.ts'
import { Ref } from '../model/scenario.ts'
import { longestLink } from '../rules/link-length.ts'
import { refusing } from './refusals.ts'
import { directing } from './scenarios.ts'

const closed = { additionalProperties: false } as const
const anId = '01980f3c-8a00-7000-8000-000000000001'

export const inviteParticipant = contract({
  name: 'exercise.inviteParticipant',
  does: 'action',
  summary: 'Make a link that lets one person of outside into this exercise, once, on a seat of its players',
  input: Type.Object(
    {
      exercise: Slug,
      name: Invitation.properties.name,
      seat: Ref,
      hours: Type.Optional(
        Type.Integer({ minimum: 1, maximum: 24 * 60, description: 'How long the link can be used; 72 when left out' }),
      ),
    },
    closed,
  ),
  output: Type.Object({ invitation: Invitation, link: Type.String() }, closed),
  refusals: refusing('no-such-seat'),
  policy: directing,
  answersSecret: true,
  arguments: ['exercise', 'name', 'seat'],
  example: { exercise: 'monday-march', name: 'Bank of Exampleland, security desk', seat: 'analyst', hours: 24 },
})

export const listInvitations = contract({
  name: 'exercise.listInvitations',
  does: 'query',
  summary: 'Whom control invited from outside, and what became of it',
  input: Type.Object({ exercise: Slug }, closed),
  output: Type.Object({ items: Type.Array(Invitation) }, closed),
  refusals: {},
  policy: directing,
  arguments: ['exercise'],
  example: { exercise: 'monday-march' },
})

export const revokeInvitation = contract({
  name: 'exercise.revokeInvitation',
  does: 'action',
  summary: 'Take an invitation back; whoever came in by it is out at once',
  input: Type.Object(
    { exercise: Slug, invitation: Id, reason: Type.Optional(Type.String({ minLength: 3, maxLength: 500 })) },
    closed,
  ),
  output: Type.Object({ items: Type.Array(Invitation) }, closed),
  refusals: refusing('no-such-invitation'),
  policy: directing,
  arguments: ['exercise', 'invitation'],
  example: { exercise: 'monday-march', invitation: anId, reason: 'Sent to the wrong address' },
})

const Link = Type.String({ minLength: 100, maxLength: longestLink, pattern: '^[A-Za-z0-9_.-]+$' })
const handedOver = 'the link that control handed over is the proof; attempts are counted by address'

export const lookAtInvitation = contract({
  name: 'exercise.lookAtInvitation',
  does: 'action',
  summary: 'What an invitation is to, before it is taken up; nothing is used up by looking',
  input: Type.Object({ link: Link }, closed),
  output: Type.Object(
    { exercise: Slug, name: Type.String(), invited: Type.String(), seat: Type.String(), expires: Instant },
    closed,
  ),
  refusals: refusing('link-not-valid', 'link-used'),
  policy: { who: 'anyone', because: handedOver },
  answersSecret: true,
  example: { link: `${anId}.monday-march.1742000000000.${'a'.repeat(43)}.${'b'.repeat(43)}` },
})

export const takeUpInvitation = contract({
  name: 'exercise.takeUpInvitation',
  does: 'action',
  summary: 'Come into an exercise as a guest: into that realm, and nowhere else',
  input: Type.Object({ link: Link, name: Invitation.properties.name }, closed),
  output: Type.Object({ realm: Type.String(), person: Id }, closed),
  refusals: refusing('link-not-valid', 'link-used'),
  policy: { who: 'anyone', because: handedOver },
  answersSecret: true,
  example: {
    link: `${anId}.monday-march.1742000000000.${'a'.repeat(43)}.${'b'.repeat(43)}`,
    name: 'Ada of the Bank of Exampleland',
  },
})
