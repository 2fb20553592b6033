// What can be done to a request, and what each act asks for.
import type { OutputOf } from '#kernel/contract.ts'
import type { Act } from '#web/kit/acts/ActDialog.tsx'
import type { Ask } from '#web/kit/acts/asks.ts'
import type { Choice } from '#web/kit/Field.tsx'
import { say } from '#web/say.ts'
import * as api from '../../api/requests/requests.ts'
import * as parts from '../../api/requests/steps.ts'
import { outcomes, requestKinds, stepStates } from '../../model/requests/request.ts'
import { answers } from '../../model/requests/words.ts'
import { stateWord } from './words.ts'

type Shown = OutputOf<typeof api.getRequest>
export type Data = OutputOf<typeof api.requestData>
const worded = (values: readonly string[]) => values.map((value) => ({ value, label: stateWord(value) }))
const named = (list: readonly { id: string; name: string }[]) =>
  list.map(({ id, name }) => ({ value: id, label: name }))
const source: Ask = { name: 'source', label: say('Where that stands'), optional: true }
const on: Ask = {
  name: 'on',
  label: say('On which day'),
  as: 'day',
  optional: true,
  hint: say('Today where left out.'),
}

export function openAct(
  data: Data,
  crisis: string | undefined,
  onCrisis: readonly { value: string; label: string }[],
): Act {
  return {
    ...{ label: say('Write down a request'), contract: api.openRequest, fixed: {}, kind: 'first' },
    lead: say('What is asked of whom, by which right, by when it is needed and for what.'),
    asks: [
      { name: 'title', label: say('Title') },
      { name: 'kind', label: say('What is asked for'), as: 'choice', choices: worded(requestKinds), start: 'data' },
      { name: 'from', label: say('Who asks'), as: 'party' },
      { name: 'to', label: say('Of whom'), as: 'party' },
      { name: 'what', label: say('What exactly'), as: 'text', optional: true },
      { name: 'purpose', label: say('For what it is needed') },
      {
        ...{ name: 'neededBy', label: say('Needed by'), as: 'day', optional: true },
        hint: say('The last day on which an answer still helps.'),
      },
      { name: 'procedure', label: say('Procedure'), as: 'choice', choices: named(data.procedures), optional: true },
      { name: 'forum', label: say('Before whom'), as: 'choice', choices: named(data.forums), optional: true },
      { name: 'crisis', label: say('Crisis'), as: 'choice', choices: onCrisis, start: crisis ?? '', optional: true },
    ],
  }
}

export interface Choices {
  objectives: readonly Choice[]
  /** Each value is a kind of record and an id, with a space between. */
  linkable: readonly Choice[]
}

/** `watch.claim 0198...` as the contract has it. */
export const linkOf = ({ to }: Record<string, unknown>) => {
  const [record, id] = String(to).split(' ')
  return { to: { record, id } }
}

export function requestActs({ id, version, state }: Shown, data: Data, { objectives, linkable }: Choices): Act[] {
  const fixed = { id, version }
  if (state.state !== 'open')
    return [
      {
        ...{ label: say('Open it again'), contract: api.reopenRequest, fixed },
        asks: [{ name: 'because', label: say('Why'), as: 'text' }],
      },
    ]
  return [
    {
      ...{ label: say('Plan a step'), contract: parts.planRequestStep, fixed, kind: 'first' },
      asks: [
        { name: 'kind', label: say('Kind'), as: 'choice', choices: named(data.kinds), start: 'hearing' },
        { name: 'text', label: say('What is done') },
        { name: 'by', label: say('Who acts'), as: 'party', optional: true },
        {
          ...{ name: 'before', label: say('It comes before'), as: 'choice', optional: true },
          choices: state.steps.map(({ key, text }) => ({ value: key, label: text })),
        },
        {
          ...{ name: 'waits', label: say('Does the answer wait for it?'), as: 'choice', start: 'yes' },
          choices: worded(['yes', 'no']),
        },
        source,
      ],
      make: ({ waits, ...rest }) => ({ ...rest, waits: waits !== 'no' }),
    },
    {
      ...{ label: say('Add a parallel case'), contract: parts.addParallelCase, fixed },
      lead: say('What is announced and not filed is not filed.'),
      asks: [
        { name: 'title', label: say('Title') },
        { name: 'by', label: say('Who brings it'), as: 'party' },
        { name: 'against', label: say('Against whom'), as: 'party' },
        { name: 'to', label: say('It is'), as: 'choice', choices: worded(['announced', 'filed']), start: 'announced' },
        ...[on, source],
      ],
    },
    {
      ...{ label: say('Add another way'), contract: parts.addAlternative, fixed },
      lead: say('Another way to what is needed, without the other party.'),
      asks: [{ name: 'text', label: say('What way') }, ...wayAsks],
    },
    {
      ...{ label: say('Change what is asked'), contract: api.changeRequest, fixed },
      asks: [
        { name: 'title', label: say('Title'), start: state.title },
        { name: 'what', label: say('What exactly'), as: 'text', start: state.what, optional: true },
        { name: 'purpose', label: say('For what it is needed'), start: state.purpose },
        { name: 'neededBy', label: say('Needed by'), as: 'day', start: state.neededBy ?? '', optional: true },
        {
          ...{ name: 'forum', label: say('Before whom'), as: 'choice', optional: true },
          ...{ choices: named(data.forums), start: state.forum ?? '' },
        },
        ...(objectives.length > 0
          ? [
              {
                ...{
                  name: 'objective',
                  label: say('Objective that hangs on it'),
                  as: 'choice' as const,
                  optional: true,
                },
                ...{ choices: objectives, start: state.objective ?? '' },
              },
            ]
          : []),
      ],
    },
    ...(linkable.length > 0
      ? [
          {
            ...{ label: say('Link a record'), contract: api.linkRequest, fixed, make: linkOf },
            asks: [{ name: 'to', label: say('Claim or finding'), as: 'choice' as const, choices: linkable }],
          },
        ]
      : []),
    {
      ...{ label: say('Say how it ended'), contract: api.endRequest, fixed },
      asks: [
        { name: 'to', label: say('It was'), as: 'choice', choices: worded(['answered', 'refused', 'withdrawn']) },
        { name: 'how', label: say('What shows it?'), as: 'text' },
        on,
      ],
    },
  ]
}

const wayAsks: Ask[] = [
  {
    name: 'technically',
    label: say('Technically accessible?'),
    as: 'choice',
    choices: worded(answers),
    start: 'unknown',
  },
  {
    ...{ name: 'realistic', label: say('Really obtainable without the other party?'), as: 'choice' },
    ...{ choices: worded(answers), start: 'unknown' },
  },
  { name: 'readyOn', label: say('Ready on'), as: 'day', optional: true },
  { name: 'note', label: say('In more words'), as: 'text', optional: true },
]

export function stepActs({ id, version, state }: Shown, step: Shown['state']['steps'][number]): (Act | null)[] {
  if (state.state !== 'open') return []
  const fixed = { id, version, step: step.key }
  const over = step.state === 'done' || step.state === 'dropped'
  return [
    {
      ...{ label: say('Move this step'), of: step.text, contract: parts.moveRequestStep, fixed },
      asks: [
        {
          ...{ name: 'to', label: say('It is'), as: 'choice', start: step.state === 'begun' ? 'done' : 'begun' },
          choices: worded(stepStates.filter((one) => one !== step.state)),
        },
        on,
        { name: 'outcome', label: say('With which outcome'), as: 'choice', choices: worded(outcomes), optional: true },
        { name: 'note', label: say('In more words'), as: 'text', optional: true },
        source,
      ],
    },
    over
      ? null
      : {
          ...{ label: say('Set its day'), of: step.text, contract: parts.setRequestDay, fixed },
          lead: say('As of a hearing. It does not end before; what becomes certain by it is said at once.'),
          asks: [
            { name: 'on', label: say('Day'), as: 'day', start: step.fixed?.on ?? '', optional: true },
            { name: 'at', label: say('Known since'), as: 'moment', optional: true },
            source,
          ],
          make: ({ on: day = null, ...rest }) => ({ ...rest, on: day }),
        },
  ]
}

export function caseActs({ id, version, state }: Shown, one: Shown['state']['cases'][number]): (Act | null)[] {
  if (state.state !== 'open' || one.state === 'ended') return []
  const to = one.state === 'filed' ? ['ended', 'withdrawn'] : ['filed', 'withdrawn']
  return [
    {
      ...{ label: say('Move this case'), of: one.title, contract: parts.moveParallelCase },
      fixed: { id, version, case: one.key },
      asks: [
        { name: 'to', label: say('It was'), as: 'choice', choices: worded(to), start: to[0] ?? '' },
        on,
        { name: 'reference', label: say('Case number'), optional: true },
        source,
      ],
    },
  ]
}

export function wayActs({ id, version, state }: Shown, one: Shown['state']['alternatives'][number]): (Act | null)[] {
  if (state.state !== 'open') return []
  const start: Record<string, string> = { ...one, readyOn: one.readyOn ?? '' }
  return [
    {
      ...{ label: say('Change this way'), of: one.text, contract: parts.changeAlternative },
      fixed: { id, version, alternative: one.key },
      asks: wayAsks.map((ask) => ({ ...ask, start: start[ask.name] ?? '' })),
    },
  ]
}
