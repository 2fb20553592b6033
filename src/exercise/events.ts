// What exercise writes into the journal: scenarios that were taken in, exercises, and what reached the players.
import Type, { type Static } from 'typebox'
import { Id } from '#kernel/id.ts'
import { change, opening, recordKind } from '#kernel/record.ts'
import { Instant } from '#kernel/time.ts'
import {
  Autoplay,
  Called,
  Delivery,
  Exercise,
  Invitation,
  ScenarioCard,
  Seat,
  Shared,
  Speed,
} from './model/exercise.ts'
import { Ref } from './model/scenario.ts'
import { afterEvent } from './rules/run/lifecycle.ts'

const closed = { additionalProperties: false } as const
const Why = Type.String({ minLength: 1, maxLength: 500 })

export const scenarioRecord = recordKind({
  name: 'exercise.scenario',
  state: ScenarioCard,
  kinds: {
    'exercise.scenarioImported': opening(ScenarioCard, (body) => body),
    'exercise.scenarioReplaced': change(ScenarioCard, (_state: ScenarioCard, body): ScenarioCard => body),
  },
  index: ({ title, ref }) => ({ title, words: ref }),
})

function changed(state: Exercise, invitation: string, to: Partial<Invitation>): Invitation[] {
  return (state.invitations ?? []).map((one) => (one.id === invitation ? { ...one, ...to } : one))
}

export const exerciseRecord = recordKind({
  name: 'exercise.exercise',
  state: Exercise,
  kinds: {
    'exercise.planned': opening(
      Type.Pick(
        Exercise,
        ['name', 'slug', 'scenario', 'speed', 'autoplay', 'organisations', 'follows', 'seats', 'shared'],
        closed,
      ),
      (body): Exercise => ({
        ...body,
        state: 'planned',
        skipped: [],
        added: [],
        jumpTo: null,
        startedAt: null,
        endedAt: null,
        endedBecause: null,
        followedBy: null,
      }),
    ),
    'exercise.shared': change(
      Type.Object({ shared: Shared, organisations: Exercise.properties.organisations }, closed),
      (state: Exercise, body): Exercise => ({ ...state, ...body }),
    ),
    'exercise.seated': change(
      Seat,
      (state: Exercise, body): Exercise => ({
        ...state,
        seats: [...state.seats.filter(({ person }) => person !== body.person), body],
      }),
    ),
    'exercise.unseated': change(
      Type.Object({ person: Id, reason: Type.Optional(Why) }, closed),
      (state: Exercise, body): Exercise => ({
        ...state,
        seats: state.seats.filter(({ person }) => person !== body.person),
      }),
    ),
    'exercise.invited': change(
      Type.Omit(Invitation, ['state', 'person'], closed),
      (state: Exercise, body): Exercise => ({
        ...state,
        invitations: [...(state.invitations ?? []), { ...body, state: 'open', person: null }],
      }),
    ),
    'exercise.invitationTaken': change(
      Type.Object({ invitation: Id, person: Id, since: Instant }, closed),
      (state: Exercise, { invitation, person, since }): Exercise => {
        const { seat } = state.invitations?.find(({ id }) => id === invitation) ?? { seat: null }
        return {
          ...state,
          invitations: changed(state, invitation, { state: 'taken', person }),
          seats: [...state.seats, { person, cell: 'players', seat, since }],
        }
      },
    ),
    'exercise.invitationRevoked': change(
      Type.Object({ invitation: Id, reason: Type.Optional(Why) }, closed),
      (state: Exercise, { invitation }): Exercise => {
        const person = state.invitations?.find(({ id }) => id === invitation)?.person
        return {
          ...state,
          invitations: changed(state, invitation, { state: 'revoked' }),
          seats: state.seats.filter((seat) => seat.person !== person),
        }
      },
    ),
    'exercise.started': change(
      Type.Object({ speed: Speed, autoplay: Autoplay }, closed),
      (state: Exercise, body, entry): Exercise => ({
        ...state,
        ...body,
        state: afterEvent(state.state, 'start'),
        startedAt: entry.recordedAt,
      }),
    ),
    'exercise.paused': change(
      Type.Object({ reason: Type.Optional(Why) }, closed),
      (state: Exercise): Exercise => ({
        ...state,
        state: afterEvent(state.state, 'pause'),
      }),
    ),
    'exercise.resumed': change(
      Type.Object({}, closed),
      (state: Exercise): Exercise => ({
        ...state,
        state: afterEvent(state.state, 'resume'),
      }),
    ),
    'exercise.speedSet': change(
      Type.Object({ speed: Speed }, closed),
      (state: Exercise, body): Exercise => ({ ...state, ...body }),
    ),
    'exercise.jumpAsked': change(
      Type.Object({ to: Instant }, closed),
      (state: Exercise, body): Exercise => ({ ...state, jumpTo: body.to }),
    ),
    'exercise.jumped': change(
      Type.Object({ to: Instant }, closed),
      (state: Exercise): Exercise => ({ ...state, jumpTo: null }),
    ),
    'exercise.injectAdded': change(
      Type.Object({ inject: Ref }, closed),
      (state: Exercise, body): Exercise => ({
        ...state,
        added: [...state.added, body.inject],
      }),
    ),
    'exercise.injectSkipped': change(
      Type.Object({ inject: Ref, reason: Type.Optional(Why) }, closed),
      (state: Exercise, body): Exercise => ({
        ...state,
        skipped: [...state.skipped, body.inject],
      }),
    ),
    'exercise.ended': change(
      Type.Object({ because: Why, followedBy: Type.Union([Id, Type.Null()]) }, closed),
      (state: Exercise, body, entry): Exercise => ({
        ...state,
        state: afterEvent(state.state, 'end'),
        jumpTo: null,
        endedAt: entry.recordedAt,
        endedBecause: body.because,
        followedBy: body.followedBy,
      }),
    ),
  },
  index: ({ name, slug, scenario }) => ({ title: `EXERCISE ${name}`, words: `${slug} ${scenario.title}` }),
})

const Streamed = Type.Object(
  { minutes: Type.Integer({ minimum: 1 }), refused: Type.Array(Called, { maxItems: 20 }) },
  closed,
)

export const deliveryRecord = recordKind({
  name: 'exercise.delivery',
  state: Delivery,
  kinds: {
    'exercise.delivered': opening(Delivery, (body) => body),
    'exercise.streamed': change(
      Streamed,
      (state: Delivery, body: Static<typeof Streamed>): Delivery => ({
        ...state,
        minutes: body.minutes,
        calls: [...state.calls, ...body.refused].slice(-400),
      }),
    ),
  },
  // Only what it is, never what it says: whoever searches the exercise finds what reached them where it reached them.
  index: ({ of }) => ({ title: `EXERCISE ${of}`, words: '' }),
})
