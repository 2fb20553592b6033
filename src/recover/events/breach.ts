// The entries of the breach of one entity.
import Type, { type TProperties } from 'typebox'
import type { EntryHeader } from '#kernel/entry.ts'
import { change, opening, recordKind } from '#kernel/record.ts'
import { Breach, BreachStep, Disclosure, Expert, MarketFigure } from '../model/breach.ts'
import { closed, Key, orNull, Reason } from '../model/words.ts'
import { movedStep } from './goal.ts'

const step = BreachStep.properties
function without<P extends TProperties, K extends keyof P>(properties: P, ...names: K[]): Omit<P, K> {
  return Object.fromEntries(
    Object.entries(properties).filter(([name]) => !names.includes(name as unknown as K)),
  ) as unknown as Omit<P, K>
}
export const Engaged = Type.Object(without(Expert.properties, 'key', 'until'), closed)
export const Disclosed = Type.Object(without(Disclosure.properties, 'key', 'at', 'by'), closed)
export const Figured = Type.Object(without(MarketFigure.properties, 'key', 'at', 'by'), closed)

/** The next key of the record, with the part that gets it. */
function keyed(state: Breach, letter: string, { recordedAt }: EntryHeader) {
  const keys = state.keys + 1
  return { key: `${letter}${keys}`, next: { ...state, keys, changedAt: recordedAt } }
}

export const breachRecord = recordKind({
  name: 'recover.breach',
  state: Breach,
  kinds: {
    'recover.breachOpened': opening(
      Type.Pick(Breach, ['title', 'summary', 'incident', 'crisis', 'entity', 'foundAt'], closed),
      (body, { actor, recordedAt }): Breach => ({
        ...body,
        state: 'open',
        ...{ steps: [], experts: [], disclosures: [], market: [] },
        ...{ closedBecause: null, closedAt: null, keys: 0 },
        openedBy: actor,
        openedAt: recordedAt,
        changedAt: recordedAt,
      }),
    ),
    'recover.breachDescribed': change(
      Type.Partial(Type.Pick(Breach, ['title', 'summary', 'foundAt']), closed),
      (state: Breach, body, { recordedAt }): Breach => ({ ...state, ...body, changedAt: recordedAt }),
    ),
    'recover.breachStepPlanned': change(
      Type.Object({ phase: step.phase, text: step.text, part: step.part, owner: step.owner }, closed),
      (state: Breach, body, entry): Breach => {
        const { key, next } = keyed(state, 's', entry)
        const begun = {
          state: 'planned' as const,
          startedAt: null,
          endedAt: null,
          result: '',
          sha256: null,
          despite: null,
        }
        return { ...next, steps: [...state.steps, { ...body, key, ...begun }] }
      },
    ),
    'recover.breachStepMoved': change(
      Type.Object(
        { step: Key, to: step.state, result: step.result, sha256: step.sha256, despite: orNull(Reason) },
        closed,
      ),
      (state: Breach, { step: key, to, ...rest }, { observedAt, recordedAt }): Breach => ({
        ...state,
        steps: state.steps.map((one) =>
          one.key === key ? { ...one, ...movedStep(one, to, observedAt), ...rest } : one,
        ),
        changedAt: recordedAt,
      }),
    ),
    'recover.expertsEngaged': change(Engaged, (state: Breach, body, entry): Breach => {
      const { key, next } = keyed(state, 'e', entry)
      return { ...next, experts: [...state.experts, { ...body, key, until: null }] }
    }),
    'recover.expertsLeft': change(
      Type.Object({ expert: Key }, closed),
      (state: Breach, { expert }, { observedAt, recordedAt }): Breach => ({
        ...state,
        experts: state.experts.map((one) => (one.key === expert ? { ...one, until: observedAt } : one)),
        changedAt: recordedAt,
      }),
    ),
    'recover.breachDisclosed': change(Disclosed, (state: Breach, body, entry): Breach => {
      const { key, next } = keyed(state, 'd', entry)
      const it = { ...body, key, at: entry.observedAt, by: entry.actor }
      return { ...next, disclosures: [...state.disclosures, it] }
    }),
    'recover.marketFigureAdded': change(Figured, (state: Breach, body, entry): Breach => {
      const { key, next } = keyed(state, 'm', entry)
      return { ...next, market: [...state.market, { ...body, key, at: entry.observedAt, by: entry.actor }] }
    }),
    'recover.breachClosed': change(
      Type.Object({ because: Reason }, closed),
      (state: Breach, { because }, { recordedAt: at }): Breach => ({
        ...state,
        state: 'closed',
        closedBecause: because,
        closedAt: at,
        changedAt: at,
      }),
    ),
    'recover.breachReopened': change(
      Type.Object({ because: Reason }, closed),
      (state: Breach, _body, { recordedAt: at }): Breach => ({
        ...state,
        state: 'open',
        closedBecause: null,
        closedAt: null,
        changedAt: at,
      }),
    ),
  },
  index: ({ title, summary, entity, steps }) => ({
    title,
    words: [summary, entity.name, ...steps.map((one) => `${one.text} ${one.result}`)].join('\n'),
  }),
})
