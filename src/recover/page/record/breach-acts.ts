// What can be done to the breach of one entity, and what each act asks for.
import type { OutputOf } from '#kernel/contract.ts'
import type { Act } from '#web/kit/acts/ActDialog.tsx'
import { say } from '#web/say.ts'
import { promiseFollowUp } from '../../api/backlog.ts'
import * as api from '../../api/breaches.ts'
import { breachPhases } from '../../model/breach.ts'
import { stepStates } from '../../model/goal.ts'
import { stateWord } from '../words.ts'

type Shown = OutputOf<typeof api.getBreach>
const worded = (values: readonly string[]) => values.map((value) => ({ value, label: stateWord(value) }))
const bases = ['own', 'contract', 'reserve', 'mutual-assistance', 'authority']
const audiences = ['market', 'public', 'customers', 'staff', 'partners']

export function breachActs({ id, version, state }: Shown): Act[] {
  const fixed = { id, version }
  if (state.state === 'closed')
    return [
      {
        ...{ label: say('Open it again'), contract: api.reopenBreach, fixed },
        asks: [{ name: 'because', label: say('Why'), as: 'text' }],
      },
      ...tellings(fixed),
    ]
  return [
    {
      ...{ label: say('Plan a step'), contract: api.planBreachStep, fixed, kind: 'first' },
      asks: [
        { name: 'phase', label: say('Phase'), as: 'choice', choices: worded(breachPhases), start: 'isolate' },
        { name: 'text', label: say('What is done') },
        { name: 'owner', label: say('Who does it'), as: 'party', optional: true },
      ],
    },
    {
      ...{ label: say('Engage experts'), contract: api.engageExperts, fixed },
      asks: [
        { name: 'party', label: say('Who'), as: 'party' },
        { name: 'basis', label: say('By what'), as: 'choice', choices: worded(bases), start: 'contract' },
        { name: 'reference', label: say('Contract or reference'), optional: true },
        { name: 'what', label: say('For what') },
        { name: 'from', label: say('From'), as: 'moment', optional: true },
      ],
    },
    {
      ...{ label: say('Promise an update'), contract: promiseFollowUp },
      fixed: {
        kind: 'update',
        of: { record: 'recover.breach', id },
        ...(state.crisis ? { crisis: state.crisis } : {}),
        ...(state.incident ? { incident: state.incident } : {}),
      },
      asks: [
        { name: 'what', label: say('What will be told') },
        { name: 'to', label: say('To whom'), as: 'party' },
        { name: 'owner', label: say('Who keeps it'), as: 'party', optional: true },
        { name: 'due', label: say('By when'), as: 'moment' },
      ],
    },
    ...tellings(fixed),
    {
      ...{ label: say('Change the summary'), contract: api.describeBreach, fixed },
      asks: [
        { name: 'title', label: say('Title'), start: state.title },
        { name: 'summary', label: say('Summary'), as: 'text', start: state.summary, optional: true },
      ],
    },
    {
      ...{ label: say('Close the breach'), contract: api.closeBreach, fixed },
      asks: [{ name: 'because', label: say('Why it is over'), as: 'text' }],
    },
  ]
}

/** What was disclosed, and how a price moved, is written down also after it was closed. */
function tellings(fixed: { id: string; version: number }): Act[] {
  return [
    {
      ...{ label: say('Add a disclosure'), contract: api.addDisclosure, fixed },
      asks: [
        {
          name: 'where',
          label: say('Where it was disclosed'),
          hint: say('A regulatory news service, a web site, a letter.'),
        },
        { name: 'to', label: say('To whom'), as: 'choice', choices: worded(audiences), start: 'market' },
        { name: 'title', label: say('Title') },
        { name: 'says', label: say('What it says'), as: 'text', optional: true },
        { name: 'reference', label: say('Where the text stands'), optional: true },
        { name: 'at', label: say('When'), as: 'moment', optional: true },
      ],
    },
    {
      ...{ label: say('Add a market figure'), contract: api.addMarketFigure, fixed },
      asks: [
        { name: 'instrument', label: say('Of what'), start: say('Ordinary share') },
        { name: 'changePercent', label: say('Change in percent'), as: 'number', hint: say('-2.3 is a fall by 2.3 %.') },
        {
          name: 'qualifier',
          label: say('Which is'),
          as: 'choice',
          choices: worded(['exact', 'about', 'up-to']),
          start: 'exact',
        },
        { name: 'against', label: say('Against what'), start: say('the close of the day before') },
        { name: 'source', label: say('Source of the figure') },
        { name: 'at', label: say('When'), as: 'moment', optional: true },
      ],
    },
  ]
}

export function stepAct({ id, version, state }: Shown, step: Shown['state']['steps'][number]): Act | null {
  if (state.state === 'closed' || step.state === 'done' || step.state === 'dropped') return null
  const evidence = step.phase === 'preserve-evidence'
  return {
    ...{
      label: say('Move this step'),
      of: step.text,
      contract: api.moveBreachStep,
      fixed: { id, version, step: step.key },
    },
    asks: [
      { name: 'to', label: say('It is'), as: 'choice', choices: worded(stepStates), start: 'done' },
      { name: 'result', label: say('What came of it'), as: 'text', optional: true },
      ...(evidence ? [{ name: 'sha256', label: say('SHA-256 of the evidence'), optional: true }] : []),
      {
        ...{ name: 'despite', label: say('Why all the same'), as: 'text', optional: true },
        hint: say('Asked for where evidence was not preserved, or something comes before.'),
      },
    ],
  }
}

export function releaseAct({ id, version, state }: Shown, expert: Shown['state']['experts'][number]): Act | null {
  if (state.state === 'closed' || expert.until) return null
  return {
    ...{ label: say('Their work has ended'), of: expert.party.name, contract: api.releaseExperts },
    fixed: { id, version, expert: expert.key },
    asks: [{ name: 'at', label: say('When'), as: 'moment', optional: true }],
  }
}
