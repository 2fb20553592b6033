// A decision as a record: what it is, is what its entries add up to.
import Type from 'typebox'
import type { EntryHeader } from '#kernel/entry.ts'
import { Id } from '#kernel/id.ts'
import { change, opening, recordKind } from '#kernel/record.ts'
import * as is from '../../model/decision.ts'
import { closed, Key, orNull, Reason, Said } from '../../model/words.ts'

type Decision = is.Decision
const state = is.Decision.properties
const option = is.Option.properties
const { key: _key, recordedBy: _by, recordedAt: _at, ...said } = Said.properties
const words = Type.String({ maxLength: 2_000 })
const chosenParts = Type.Object(
  {
    option: Key,
    decider: Said.properties.party,
    at: state.openedAt,
    reasons: Reason,
    knownAt: state.openedAt,
  },
  closed,
)

const OptionTold = Type.Object(
  { text: option.text, speaksFor: option.speaksFor, speaksAgainst: option.speaksAgainst },
  closed,
)
type OptionTold = Pick<is.Option, 'text' | 'speaksFor' | 'speaksAgainst'>

export const decisionRecord = recordKind({
  name: 'coordinate.decision',
  state: is.Decision,
  kinds: {
    'coordinate.decisionOpened': opening(
      Type.Object(
        {
          reference: state.reference,
          year: state.year,
          number: state.number,
          crisis: state.crisis,
          kind: state.kind,
          question: state.question,
          background: state.background,
          options: Type.Array(OptionTold, { maxItems: 30 }),
          evidence: state.evidence,
          fourEyes: state.fourEyes,
          reviewAt: state.reviewAt,
        },
        closed,
      ),
      ({ options, ...body }, entry): Decision => ({
        ...body,
        options: options.map((one, at) => optionOf(one, at + 1, entry)),
        consulted: [],
        status: 'open',
        chosen: null,
        second: null,
        returned: [],
        dissents: [],
        tasks: [],
        supersededBy: null,
        supersededBecause: null,
        dropped: null,
        keys: options.length,
        openedBy: entry.actor,
        openedAt: entry.recordedAt,
        changedAt: entry.recordedAt,
      }),
    ),
    'coordinate.decisionDescribed': change(
      Type.Object(
        {
          question: Type.Optional(state.question),
          background: Type.Optional(state.background),
          reviewAt: Type.Optional(state.reviewAt),
          evidence: Type.Optional(state.evidence),
        },
        closed,
      ),
      (before: Decision, body, entry): Decision => ({ ...before, ...body, changedAt: entry.recordedAt }),
    ),
    'coordinate.decisionOptionAdded': change(OptionTold, (before: Decision, body, entry): Decision => {
      const keys = before.keys + 1
      return { ...before, keys, options: [...before.options, optionOf(body, keys, entry)], changedAt: entry.recordedAt }
    }),
    'coordinate.decisionOptionDropped': change(
      Type.Object({ option: Key, reason: Reason }, closed),
      (before: Decision, { option: key, reason }, entry): Decision => ({
        ...before,
        options: before.options.map((one) => (one.key === key ? { ...one, dropped: reason } : one)),
        changedAt: entry.recordedAt,
      }),
    ),
    'coordinate.decisionConsulted': change(Type.Object(said, closed), (before: Decision, body, entry): Decision => {
      const keys = before.keys + 1
      const { actor: recordedBy, recordedAt } = entry
      const consulted = [...before.consulted, { ...body, key: `c${keys}`, recordedBy, recordedAt }]
      return { ...before, keys, consulted, changedAt: recordedAt }
    }),
    'coordinate.decisionChosen': change(
      chosenParts,
      (before: Decision, body, entry): Decision => ({
        ...before,
        status: before.fourEyes ? 'for-second' : 'decided',
        chosen: { ...body, by: entry.actor, recordedAt: entry.recordedAt },
        changedAt: entry.recordedAt,
      }),
    ),
    'coordinate.decisionSeconded': change(
      Type.Object({ words }, closed),
      (before: Decision, body, { actor: by, recordedAt: at }): Decision => ({
        ...before,
        status: 'decided',
        second: { by, at, words: body.words },
        changedAt: at,
      }),
    ),
    'coordinate.decisionReturned': change(
      Type.Object({ reason: Reason }, closed),
      (before: Decision, { reason }, { actor: by, recordedAt: at }): Decision => {
        const { chosen } = before
        const gone = chosen ? [{ by, at, reason, option: chosen.option, chosenBy: chosen.by }] : []
        return { ...before, status: 'open', chosen: null, returned: [...before.returned, ...gone], changedAt: at }
      },
    ),
    'coordinate.decisionDissented': change(
      Type.Object(
        { party: orNull(Said.properties.party), words: Type.String({ minLength: 1, maxLength: 2_000 }) },
        closed,
      ),
      (before: Decision, body, { actor: by, recordedAt: at }): Decision => {
        const keys = before.keys + 1
        return { ...before, keys, dissents: [...before.dissents, { ...body, key: `d${keys}`, by, at }], changedAt: at }
      },
    ),
    'coordinate.decisionTasksLinked': change(
      Type.Object({ tasks: Type.Array(Id, { minItems: 1, maxItems: 50 }) }, closed),
      (before: Decision, { tasks }, entry): Decision => ({
        ...before,
        tasks: [...new Set([...before.tasks, ...tasks])],
        changedAt: entry.recordedAt,
      }),
    ),
    'coordinate.decisionSuperseded': change(
      Type.Object({ by: Id, reason: Reason }, closed),
      (before: Decision, { by, reason }, entry): Decision => ({
        ...before,
        status: 'superseded',
        supersededBy: by,
        supersededBecause: reason,
        changedAt: entry.recordedAt,
      }),
    ),
    'coordinate.decisionDropped': change(
      Type.Object({ reason: Reason }, closed),
      (before: Decision, { reason }, { actor: by, recordedAt: at }): Decision => ({
        ...before,
        status: 'dropped',
        dropped: { by, at, reason },
        changedAt: at,
      }),
    ),
  },
  index: ({ reference, question, background, options, chosen, dissents }) => ({
    title: `${reference} ${question}`,
    words: [
      background,
      ...options.map((one) => `${one.text} ${one.speaksFor} ${one.speaksAgainst}`),
      chosen?.reasons ?? '',
      ...dissents.map((one) => one.words),
    ].join('\n'),
  }),
})

function optionOf(told: OptionTold, n: number, { actor: addedBy, recordedAt: addedAt }: EntryHeader): is.Option {
  return { ...told, key: `o${n}`, addedBy, addedAt, dropped: null }
}
