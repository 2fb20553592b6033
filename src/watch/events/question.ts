// The entries of a question: its hypotheses, evidence and marks, and the attribution that two analysts come to.
import Type from 'typebox'
import type { EntryHeader } from '#kernel/entry.ts'
import { Id } from '#kernel/id.ts'
import { change, opening, recordKind } from '#kernel/record.ts'
import {
  type Acceptance,
  type Attribution,
  CellMark,
  EvidenceText,
  HypothesisText,
  Key,
  Mark,
  Question,
  QuestionNote,
  QuestionText,
} from '../model/hypotheses.ts'
import { nullable } from '../model/text.ts'
import { acceptingAnalysts, isStanding, standingNote } from '../rules/hypotheses/attribution.ts'

const closed = { additionalProperties: false } as const
const Why = Type.String({ minLength: 3, maxLength: 1000 })
const Because = nullable(Why)
const fields = Question.properties

function hypothesis(number: number, text: string, person: Id, entry: EntryHeader) {
  return { key: `h${number}`, text, dropped: null, addedBy: person, addedAt: entry.recordedAt }
}

function withAcceptances(attribution: Attribution, given: readonly Acceptance[], entry: EntryHeader): Attribution {
  const acceptances = acceptingAnalysts(given)
  const standing = isStanding(acceptances)
  const standingSince = standing ? (attribution.standingSince ?? entry.recordedAt) : null
  return { ...attribution, acceptances, standing, standingSince }
}

function without(state: Question, person: Id, entry: EntryHeader): Question {
  if (state.attribution === null) return state
  const left = state.attribution.acceptances.filter((one) => one.person !== person)
  return { ...state, attribution: withAcceptances(state.attribution, left, entry) }
}

export const questionRecord = recordKind({
  name: 'watch.question',
  state: Question,
  kinds: {
    'watch.questionAsked': opening(
      Type.Object(
        {
          text: QuestionText,
          kind: fields.kind,
          about: fields.about,
          hypotheses: Type.Array(HypothesisText, { maxItems: 20 }),
          person: Id,
        },
        closed,
      ),
      ({ hypotheses, person, ...body }, entry): Question => ({
        ...body,
        keys: hypotheses.length,
        hypotheses: hypotheses.map((text, at) => hypothesis(at + 1, text, person, entry)),
        rows: [],
        marks: [],
        notes: [],
        status: 'open',
        statusBecause: null,
        attribution: null,
        askedBy: person,
        askedAt: entry.recordedAt,
      }),
    ),
    'watch.questionChanged': change(
      Type.Object({ text: Type.Optional(QuestionText), about: Type.Optional(fields.about), person: Id }, closed),
      (state: Question, { person: _by, ...body }): Question => ({ ...state, ...body }),
    ),
    'watch.hypothesisAdded': change(
      Type.Object({ text: HypothesisText, person: Id }, closed),
      (state: Question, { text, person }, entry): Question => ({
        ...state,
        keys: state.keys + 1,
        hypotheses: [...state.hypotheses, hypothesis(state.keys + 1, text, person, entry)],
      }),
    ),
    /** `dropped` null: considered again. */
    'watch.hypothesisChanged': change(
      Type.Object(
        { key: Key, text: Type.Optional(HypothesisText), dropped: Type.Optional(Because), person: Id, reason: Why },
        closed,
      ),
      (state: Question, { key, text, dropped }): Question => ({
        ...state,
        hypotheses: state.hypotheses.map((one) =>
          one.key === key
            ? { ...one, ...(text === undefined ? {} : { text }), ...(dropped === undefined ? {} : { dropped }) }
            : one,
        ),
      }),
    ),
    'watch.evidenceLaid': change(
      Type.Object({ claim: nullable(Id), text: nullable(EvidenceText), because: Because, person: Id }, closed),
      (state: Question, { person, ...body }, entry): Question => ({
        ...state,
        keys: state.keys + 1,
        rows: [
          ...state.rows,
          { key: `e${state.keys + 1}`, ...body, dropped: null, addedBy: person, addedAt: entry.recordedAt },
        ],
      }),
    ),
    'watch.evidenceTakenAway': change(
      Type.Object({ row: Key, reason: Why, person: Id }, closed),
      (state: Question, { row, reason }): Question => ({
        ...state,
        rows: state.rows.map((one) => (one.key === row ? { ...one, dropped: reason } : one)),
      }),
    ),
    /** Marks of one person; null takes a mark away. Those of others stay as they are. */
    'watch.cellsMarked': change(
      Type.Object(
        {
          person: Id,
          marks: Type.Array(
            Type.Object(
              { row: Key, hypothesis: Key, mark: nullable(Mark), because: CellMark.properties.because },
              closed,
            ),
            { minItems: 1, maxItems: 500 },
          ),
        },
        closed,
      ),
      (state: Question, { person, marks }, entry): Question => {
        const cell = (one: { row: string; hypothesis: string; by: Id }) => `${one.row} ${one.hypothesis} ${one.by}`
        const kept = new Map(state.marks.map((one) => [cell(one), one]))
        for (const { mark, ...one } of marks) {
          kept.delete(cell({ ...one, by: person }))
          if (mark !== null) kept.set(cell({ ...one, by: person }), { ...one, mark, by: person, at: entry.recordedAt })
        }
        return { ...state, marks: [...kept.values()] }
      },
    ),
    'watch.questionNoted': change(
      Type.Object({ text: QuestionNote.properties.text, person: Id }, closed),
      (state: Question, { text, person }, entry): Question => ({
        ...state,
        notes: [...state.notes, { text, by: person, at: entry.recordedAt }],
      }),
    ),
    'watch.questionClosed': change(
      Type.Object({ person: Id, reason: Why }, closed),
      (state: Question, { reason }): Question => ({ ...state, status: 'closed', statusBecause: reason }),
    ),
    'watch.questionReopened': change(
      Type.Object({ person: Id, reason: Why }, closed),
      (state: Question, { reason }): Question => ({ ...state, status: 'open', statusBecause: reason }),
    ),
    'watch.attributionProposed': change(
      Type.Object({ hypothesis: Key, statement: HypothesisText, person: Id }, closed),
      (state: Question, { person, ...body }, entry): Question => ({
        ...state,
        attribution: {
          ...body,
          proposal: entry.id,
          proposedBy: person,
          proposedAt: entry.recordedAt,
          acceptances: [],
          standing: false,
          standingSince: null,
          note: standingNote,
        },
      }),
    ),
    'watch.attributionAccepted': change(
      Type.Object(
        { proposal: Id, person: Id, name: Type.String({ minLength: 1, maxLength: 200 }), because: Because },
        closed,
      ),
      (state: Question, { person, name, because }, entry): Question => {
        if (state.attribution === null) return state
        const given = [...state.attribution.acceptances, { person, name, because, at: entry.recordedAt }]
        return { ...state, attribution: withAcceptances(state.attribution, given, entry) }
      },
    ),
    'watch.acceptanceWithdrawn': change(
      Type.Object({ person: Id, reason: Why }, closed),
      (state: Question, { person }, entry): Question => without(state, person, entry),
    ),
    /** By the node itself: the account of the person was closed. */
    'watch.acceptanceLapsed': change(
      Type.Object({ person: Id, reason: Why }, closed),
      (state: Question, { person }, entry): Question => without(state, person, entry),
    ),
    'watch.attributionDropped': change(
      Type.Object({ person: Id, reason: Why }, closed),
      (state: Question): Question => ({ ...state, attribution: null }),
    ),
  },
  index: ({ text, hypotheses, notes }) => ({
    title: text,
    words: [...hypotheses.map((one) => one.text), ...notes.map((one) => one.text)].join('\n').slice(0, 100_000),
  }),
})
