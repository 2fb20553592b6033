// A call-out as a record: whom it calls, each attempt and how it ended, each answer.

import Type from 'typebox'
import { Id } from '#kernel/id.ts'
import { personOf } from '#kernel/reader.ts'
import { change, opening, recordKind } from '#kernel/record.ts'
import { Instant } from '#kernel/time.ts'
import * as is from '../../model/call-out.ts'
import { closed, Key, orNull, Reason } from '../../model/words.ts'

type CallOut = is.CallOut
const state = is.CallOut.properties
const { attempts: _attempts, answers: _answers, ...meant } = is.Called.properties
export const Meant = Type.Object(meant, closed)
export type Meant = Type.Static<typeof Meant>
const { key, round: _round, at: _at, ...tried } = is.Attempt.properties
const Tried = Type.Object({ person: Id, key, ...tried }, closed)

const mostAnswers = 20

export const callOutRecord = recordKind({
  name: 'coordinate.callOut',
  state: is.CallOut,
  kinds: {
    'coordinate.callOutStarted': opening(
      Type.Object(
        {
          crisis: state.crisis,
          title: state.title,
          text: state.text,
          whom: state.whom,
          channels: state.channels,
          repeatMinutes: state.repeatMinutes,
          mostRounds: state.mostRounds,
          called: Type.Array(Meant, { maxItems: is.mostCalled }),
          unreached: state.unreached,
        },
        closed,
      ),
      ({ called, ...body }, entry): CallOut => ({
        ...body,
        rounds: 0,
        nextRoundAt: null,
        called: called.map(fresh),
        status: 'calling',
        ended: null,
        keys: 0,
        startedBy: entry.actor,
        startedAt: entry.recordedAt,
        changedAt: entry.recordedAt,
      }),
    ),
    'coordinate.callOutExtended': change(
      Type.Object(
        { called: Type.Array(Meant, { minItems: 1, maxItems: is.mostCalled }), unreached: state.unreached },
        closed,
      ),
      (before: CallOut, { called, unreached }, entry): CallOut => ({
        ...before,
        called: [...before.called, ...called.map(fresh)],
        unreached: [...before.unreached, ...unreached].slice(-100),
        changedAt: entry.recordedAt,
      }),
    ),
    'coordinate.callOutRound': change(
      Type.Object(
        {
          round: Type.Integer({ minimum: 1 }),
          attempts: Type.Array(Tried, { maxItems: 1_000 }),
          nextRoundAt: orNull(Instant),
        },
        closed,
      ),
      (before: CallOut, { round, attempts, nextRoundAt }, entry): CallOut => {
        const made = new Map<Id, is.Attempt[]>()
        for (const { person, ...one } of attempts)
          made.set(person, [...(made.get(person) ?? []), { ...one, round, at: entry.recordedAt }])
        return {
          ...before,
          rounds: Math.max(before.rounds, round),
          nextRoundAt,
          called: before.called.map((one) => ({ ...one, attempts: newest(one.attempts, made.get(one.person) ?? []) })),
          keys: before.keys + attempts.length,
          changedAt: entry.recordedAt,
        }
      },
    ),
    'coordinate.callOutAttemptEnded': change(
      Type.Object(
        {
          attempt: Key,
          state: Type.Enum(['sent', 'failed', 'held']),
          answer: is.Attempt.properties.answer,
          at: Instant,
        },
        closed,
      ),
      (before: CallOut, { attempt, state: ended, answer, at }, entry): CallOut => ({
        ...before,
        called: before.called.map((one) => ({
          ...one,
          attempts: one.attempts.map((it) => (it.key === attempt ? { ...it, state: ended, answer, endedAt: at } : it)),
        })),
        changedAt: entry.recordedAt,
      }),
    ),
    'coordinate.callOutAnswered': change(
      Type.Object(
        {
          answer: is.CallAnswer,
          expectedAt: is.Answered.properties.expectedAt,
          words: is.Answered.properties.words,
        },
        closed,
      ),
      (before: CallOut, body, entry): CallOut => {
        const person = personOf(entry.actor)
        const answer = { ...body, at: entry.recordedAt }
        return {
          ...before,
          called: before.called.map((one) =>
            `person:${one.person}` === person ? { ...one, answers: [...one.answers, answer].slice(-mostAnswers) } : one,
          ),
          changedAt: entry.recordedAt,
        }
      },
    ),
    'coordinate.callOutEnded': change(
      Type.Object({ reason: Type.Union([Reason, Type.Literal('')]) }, closed),
      (before: CallOut, { reason }, entry): CallOut => ({
        ...before,
        status: 'ended',
        nextRoundAt: null,
        ended: { at: entry.recordedAt, by: entry.actor, reason },
        changedAt: entry.recordedAt,
      }),
    ),
  },
  index: ({ title, text }) => ({ title, words: text }),
})

function fresh(meant: Meant): is.Called {
  return { ...meant, attempts: [], answers: [] }
}

/** One attempt for each way: the newest. */
function newest(before: readonly is.Attempt[], made: readonly is.Attempt[]): is.Attempt[] {
  const way = ({ channel, address }: is.Attempt) => `${channel} ${address}`
  const replaced = new Set(made.map(way))
  return [...before.filter((one) => !replaced.has(way(one))), ...made].slice(-10)
}
