// The ladder of a crisis as a record: on which rung each network stands is what the steps that were taken add up to.
import Type from 'typebox'
import type { EntryHeader } from '#kernel/entry.ts'
import { change, opening, recordKind } from '#kernel/record.ts'
import * as is from '../../model/ladder.ts'
import { closed, Key, Line, orNull, Party, Reason, Receipt, Said } from '../../model/words.ts'

type Ladder = is.Ladder
type Step = is.LadderStep
const state = is.Ladder.properties
const step = is.LadderStep.properties
type Decided = NonNullable<Step['decision']>

export const Proposed = Type.Object(
  {
    network: step.network,
    event: step.event,
    from: step.from,
    to: step.to,
    direction: step.direction,
    reason: step.reason,
    standing: step.standing,
    trigger: step.trigger,
    source: step.source,
    verification: step.verification,
    criteria: step.criteria,
    decider: step.decider,
    toConsult: step.toConsult,
  },
  closed,
)

export const ladderRecord = recordKind({
  name: 'coordinate.ladder',
  state: is.Ladder,
  kinds: {
    'coordinate.ladderOpened': opening(
      Type.Object(
        {
          crisis: state.crisis,
          data: state.data,
          modes: Type.Record(is.NetworkId, is.ModeId, { maxProperties: 50, ...closed }),
        },
        closed,
      ),
      ({ crisis, data, modes }, { recordedAt }): Ladder => ({
        crisis,
        data,
        modes: Object.fromEntries(
          Object.entries(modes).map(([network, mode]) => [network, { mode, since: recordedAt, step: null }]),
        ),
        steps: [],
        answers: {},
        keys: 0,
        openedAt: recordedAt,
        changedAt: recordedAt,
      }),
    ),
    'coordinate.ladderAnswered': change(
      Type.Object({ asked: is.AskedId, value: orNull(Type.Boolean()), reason: Reason }, closed),
      (before: Ladder, { asked, value, reason }, { actor: by, recordedAt: at }): Ladder => ({
        ...before,
        answers: { ...before.answers, [asked]: { value, reason, by, at } },
        changedAt: at,
      }),
    ),
    'coordinate.ladderStepProposed': change(Proposed, (before: Ladder, body, entry): Ladder => {
      const keys = before.keys + 1
      const { actor: proposedBy, recordedAt: proposedAt } = entry
      const fresh: Step = {
        ...body,
        key: `s${keys}`,
        status: 'proposed',
        proposedBy,
        proposedAt,
        consulted: [],
        decision: null,
        handOver: null,
        ended: null,
      }
      return { ...before, keys, steps: [...before.steps, fresh], changedAt: proposedAt }
    }),
    'coordinate.ladderConsulted': change(
      Type.Object(
        {
          step: Key,
          party: Said.properties.party,
          at: Said.properties.at,
          how: Said.properties.how,
          position: Said.properties.position,
          words: Said.properties.words,
        },
        closed,
      ),
      (before: Ladder, { step: key, ...said }, entry): Ladder => {
        const keys = before.keys + 1
        const { actor: recordedBy, recordedAt } = entry
        const whole: Said = { ...said, key: `c${keys}`, recordedBy, recordedAt }
        return { ...changed(before, key, entry, (one) => ({ consulted: [...one.consulted, whole] })), keys }
      },
    ),
    'coordinate.ladderStepDecided': change(
      Type.Object(
        {
          step: Key,
          outcome: Type.Enum(['taken', 'refused']),
          decider: Party,
          at: step.proposedAt,
          reason: Reason,
          despite: orNull(Reason),
          knownAt: step.proposedAt,
          criteria: step.criteria,
        },
        closed,
      ),
      (before: Ladder, { step: key, ...said }, entry): Ladder => {
        const decision: Decided = { ...said, by: entry.actor, recordedAt: entry.recordedAt }
        const after = changed(before, key, entry, () => ({ status: decision.outcome, decision }))
        return decision.outcome === 'taken' ? moved(after, key, decision, entry) : after
      },
    ),
    'coordinate.ladderStepWithdrawn': change(
      Type.Object({ step: Key, reason: Reason }, closed),
      (before: Ladder, { step: key, reason }, entry): Ladder =>
        changed(before, key, entry, () => ({
          status: 'withdrawn',
          ended: { at: entry.recordedAt, by: entry.actor, reason },
        })),
    ),
    'coordinate.ladderHandedOver': change(
      Type.Object({ step: Key, to: Party, what: Line, at: step.proposedAt }, closed),
      (before: Ladder, { step: key, ...said }, entry): Ladder =>
        changed(before, key, entry, () => ({ handOver: { ...said, by: entry.actor, receipt: null } })),
    ),
    'coordinate.ladderHandOverReceipted': change(
      Type.Object({ step: Key, at: Receipt.properties.at, text: Receipt.properties.text }, closed),
      (before: Ladder, { step: key, at, text }, entry): Ladder => {
        const receipt: Receipt = { at, text, by: entry.actor, recordedAt: entry.recordedAt }
        return changed(before, key, entry, ({ handOver }) => ({ handOver: handOver && { ...handOver, receipt } }))
      },
    ),
  },
  index: ({ steps }) => ({
    title: 'Ladder of the crisis',
    words: steps
      .map(({ network, to, reason, decision }) => [network, to, reason, decision?.reason ?? ''].join(' '))
      .join('\n'),
  }),
})

function changed(before: Ladder, key: string, { recordedAt }: EntryHeader, more: (one: Step) => Partial<Step>): Ladder {
  const steps = before.steps.map((one) => (one.key === key ? { ...one, ...more(one) } : one))
  return { ...before, steps, changedAt: recordedAt }
}

/** The network stands on the new rung; what was proposed from the old one cannot be decided any more, and stays. */
function moved(before: Ladder, key: string, { at }: Decided, { actor, recordedAt }: EntryHeader): Ladder {
  const taken = before.steps.find((one) => one.key === key)
  if (!taken) return before
  const { network, to } = taken
  const ended = { at: recordedAt, by: actor, reason: `Step ${key} was taken: the network stands on ${to} now.` }
  const steps = before.steps.map((one): Step => {
    const left = one.network === network && one.key !== key && one.status === 'proposed'
    return left ? { ...one, status: 'overtaken', ended } : one
  })
  return { ...before, steps, modes: { ...before.modes, [network]: { mode: to, since: at, step: key } } }
}
