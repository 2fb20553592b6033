// What can be done to a stand-down, to its criteria and to its measures.
import type { OutputOf } from '#kernel/contract.ts'
import type { Act } from '#web/kit/acts/ActDialog.tsx'
import type { Ask } from '#web/kit/acts/asks.ts'
import { say } from '#web/say.ts'
import * as api from '../../api/stand-downs.ts'
import { answers } from '../../model/stand-down.ts'
import { stateWord } from '../words.ts'

type Shown = OutputOf<typeof api.getStandDown>
const text = (name: string, label: string, optional = false): Ask => ({ name, label, as: 'text', optional })

export function standDownActs({ id, version, unmet, moves }: Shown): (Act | null)[] {
  const fixed = { id, version }
  const can = (event: string, act: Act) => (moves.some((one) => one.event === event && one.allowed) ? act : null)
  const despite = unmet > 0 ? [text('despite', say('Why although a criterion is not met?'), true)] : []
  return [
    can('decide', {
      ...{ label: say('Stand down'), contract: api.decideStandDown, fixed: { ...fixed, outcome: 'stand-down' } },
      ...{ kind: 'first', asks: [text('reasons', say('Why?')), ...despite] },
    }),
    can('decide', {
      ...{ label: say('It goes on'), contract: api.decideStandDown, fixed: { ...fixed, outcome: 'go-on' } },
      asks: [text('reasons', say('Why?'))],
    }),
    can('second', {
      ...{ label: say('Agree as the second person'), contract: api.secondStandDown, fixed, kind: 'first' },
      asks: [text('words', say('In which words'), true)],
    }),
    can('return', {
      ...{ label: say('Send back'), contract: api.returnStandDown, fixed },
      asks: [text('reason', say('Why?'))],
    }),
    can('relapse', {
      ...{ label: say('It came back'), contract: api.tellRelapse, fixed, kind: 'danger' },
      asks: [text('because', say('What came back?'))],
    }),
    can('withdraw', {
      ...{ label: say('Take the proposal back'), contract: api.withdrawStandDown, fixed },
      asks: [text('reason', say('Why?'))],
    }),
  ]
}

export function judgeAct({ id, version, moves }: Shown, one: Shown['criteria'][number]): Act | null {
  if (one.measured !== null || !moves.some(({ event, allowed }) => event === 'judge' && allowed)) return null
  return {
    ...{ label: say('Judge it'), of: one.text, contract: api.judgeCriterion },
    ...{ fixed: { id, version, criterion: one.id }, lead: one.text },
    asks: [
      {
        ...{ name: 'answer', label: say('Is it so?'), as: 'choice', start: 'yes' },
        choices: answers.map((value) => ({ value, label: stateWord(value) })),
      },
      text('because', say('On what grounds?')),
      { name: 'since', label: say('Since when'), as: 'moment', optional: true },
    ],
  }
}

export function measureActs({ id, version, state }: Shown['measures'][number]): (Act | null)[] {
  const fixed = { id, version }
  const of = state.title
  if (state.state === 'withdrawn') return []
  if (state.state === 'rolled-back')
    return [
      {
        ...{ label: say('It is in force again'), of, contract: api.switchMeasureOn, fixed },
        asks: [text('reason', say('Why?'))],
      },
    ]
  return [
    {
      ...{ label: say('Roll it back'), of, contract: api.rollBack, fixed },
      lead: state.wayBack,
      asks: [
        {
          ...{ name: 'to', label: say('What came of it'), as: 'choice', start: 'rolled-back' },
          choices: [
            { value: 'rolled-back', label: say('It is rolled back') },
            { value: 'kept', label: say('It is kept') },
            { value: 'failed', label: say('Rolling back failed') },
          ],
        },
        text('reason', say('Why, and how')),
        {
          ...{ name: 'reviewAt', label: say('Looked at again'), as: 'moment', optional: true },
          hint: say('Asked for where it is kept.'),
        },
        text('despite', say('Why before others?'), true),
      ],
    },
    {
      ...{ label: say('Change it'), of, contract: api.changeMeasure, fixed },
      asks: [
        { name: 'owner', label: say('Who owns it'), as: 'party', optional: true, start: state.owner?.name ?? '' },
        { name: 'order', label: say('Its turn'), as: 'number', start: String(state.order) },
        { ...text('wayBack', say('What is done to roll it back'), true), start: state.wayBack },
      ],
    },
    state.state === 'failed'
      ? null
      : {
          ...{ label: say('It never was one'), of, contract: api.withdrawMeasure, fixed },
          asks: [text('reason', say('Why?'))],
        },
  ]
}

/** `kinds`: as the data of the node has them. */
export function listAct(crisis: string, kinds: readonly { id: string; label: string }[]): Act {
  return {
    ...{ label: say('List a measure'), contract: api.addMeasure, fixed: { crisis } },
    asks: [
      { name: 'title', label: say('What was switched on') },
      {
        ...{ name: 'kind', label: say('Kind'), as: 'choice', start: kinds[0]?.id ?? '' },
        choices: kinds.map(({ id, label }) => ({ value: id, label })),
      },
      { name: 'inForceSince', label: say('In force since'), as: 'moment', optional: true },
      { name: 'owner', label: say('Who owns it'), as: 'party', optional: true },
      text('wayBack', say('What is done to roll it back'), true),
    ],
  }
}

export function listFoundAct(
  crisis: string,
  { record, id, title, kind, since }: OutputOf<typeof api.listMeasures>['found'][number],
): Act {
  return {
    ...{ label: say('List it'), of: title, contract: api.addMeasure },
    fixed: { crisis, kind, title, record: { record, id }, ...(since ? { inForceSince: since } : {}) },
    lead: title,
    asks: [
      { name: 'owner', label: say('Who owns it'), as: 'party' },
      text('wayBack', say('What is done to roll it back'), true),
    ],
  }
}
