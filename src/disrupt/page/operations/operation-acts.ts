// What can be done to an operation, and what each act asks for.
import type { OutputOf } from '#kernel/contract.ts'
import type { Act } from '#web/kit/acts/ActDialog.tsx'
import { say } from '#web/say.ts'
import * as day from '../../api/operations/action-day.ts'
import * as after from '../../api/operations/afterwards.ts'
import * as api from '../../api/operations/operations.ts'
import { addTargets } from '../../api/targets/targets.ts'
import { obtainedKinds, partnerKinds, pointKinds } from '../../model/operations/operation.ts'
import { stepPhases } from '../../model/operations/plan.ts'
import { targetKinds } from '../../model/targets/target.ts'
import { worded } from './words.ts'

export type Shown = OutputOf<typeof api.getOperation>
const keysOf = (shown: Shown) => ({ id: shown.id, version: shown.version })
const over = ({ state }: Shown) => state.state === 'closed' || state.state === 'abandoned'
const partners = ({ state }: Shown) =>
  state.partners.filter(({ left }) => left === null).map(({ key, name }) => ({ value: key, label: name }))
const linesOf = (value: unknown) => (Array.isArray(value) ? (value as string[]) : [])

export const openAct = (reviewOn: string): Act => ({
  ...{ label: say('Open an operation'), contract: api.openOperation, fixed: {}, kind: 'first' },
  lead: say('Only you and those whom you admit will know that it exists. It is marked TLP:RED.'),
  asks: [
    { name: 'title', label: say('Title') },
    { name: 'summary', label: say('What it is about'), as: 'text', optional: true },
    {
      name: 'reason',
      label: say('Why only named persons may know'),
      start: say('Known to those who act in it alone.'),
    },
    { name: 'reviewOn', label: say('Looked at again on'), start: reviewOn, hint: say('A day such as 2026-12-31.') },
  ],
})

export function leadActs(shown: Shown): (Act | null)[] {
  if (over(shown)) return []
  const { state, go } = shown
  const fixed = keysOf(shown)
  return [
    state.state === 'planning' && go.go === 'yes'
      ? {
          ...{
            label: say('Begin the action day'),
            contract: day.beginActionDay,
            fixed: { id: shown.id },
            kind: 'first',
          },
          lead: say('All partners say go to revision {n} of the plan.', { n: state.revision }),
        }
      : null,
    state.state === 'running'
      ? {
          ...{ label: say('End the action day'), contract: day.endActionDay, fixed: { id: shown.id } },
          asks: [{ name: 'despite', label: say('Why, although steps are open'), as: 'text', optional: true }],
        }
      : null,
    {
      ...{ label: say('Set the H hour'), contract: day.setHHour, fixed },
      lead: say('Partners then say go anew.'),
      asks: [{ name: 'hHour', label: say('H hour'), as: 'moment' }],
    },
    state.state === 'running'
      ? null
      : {
          ...{ label: say('Close the operation'), contract: api.closeOperation },
          fixed: { ...fixed, to: state.state === 'planning' ? 'abandoned' : 'closed' },
          asks: [{ name: 'because', label: say('Why'), as: 'text' }],
        },
  ]
}

export function partnerActs(shown: Shown): (Act | null)[] {
  if (over(shown)) return []
  const fixed = keysOf(shown)
  return [
    {
      ...{ label: say('Add a partner'), contract: api.addPartner, fixed, kind: 'first' },
      asks: [
        { name: 'name', label: say('Agency') },
        { name: 'kind', label: say('Kind'), as: 'choice', choices: worded(partnerKinds), start: 'police' },
        { name: 'country', label: say('Country'), optional: true, hint: say('Two letters, such as DE.') },
        { name: 'role', label: say('What it does in this operation') },
        { name: 'legalBasis', label: say('By which law'), optional: true },
        { name: 'mandate', label: say('What it is mandated to do'), optional: true },
        { name: 'signers', label: say('Who says go for it'), as: 'lines', hint: say('Ids of persons, one a line.') },
      ],
    },
    {
      ...{ label: say('Admit somebody'), contract: api.admitToOperation, fixed },
      asks: [
        { name: 'person', label: say('Id of the person') },
        { name: 'because', label: say('Why') },
      ],
    },
  ]
}

export const excludeAct = (shown: Shown, person: Shown['persons'][number]): Act | null =>
  over(shown)
    ? null
    : {
        ...{ label: say('Take out'), of: person.name, contract: api.excludeFromOperation },
        fixed: { ...keysOf(shown), person: person.id },
        asks: [{ name: 'because', label: say('Why') }],
      }

export function goActs(shown: Shown, partner: string, name: string): Act[] {
  if (!['planning', 'running'].includes(shown.state.state)) return []
  const fixed = { id: shown.id, partner, revision: shown.state.revision }
  const asks: Act['asks'] = [
    { name: 'words', label: say('In their words'), as: 'text', optional: true },
    { name: 'heard', label: say('From whom and how you heard it'), optional: true },
  ]
  return [
    { ...{ label: say('Go'), of: name, contract: day.sayGo, asks }, fixed: { ...fixed, says: 'go' } },
    {
      ...{ label: say('No go'), of: name, contract: day.sayGo, asks, kind: 'danger' },
      fixed: { ...fixed, says: 'no-go' },
    },
  ]
}

export const clockAct = (shown: Shown, partner: string, name: string, start: string): Act => ({
  ...{ label: say('Compare clocks'), of: name, contract: day.compareClock, fixed: { id: shown.id, partner } },
  asks: [{ name: 'theirs', label: say('Their clock, now'), start, hint: say('To the second, in UTC.') }],
})

export function planActs(shown: Shown, targets: readonly { id: string; reads: string }[]): (Act | null)[] {
  if (over(shown)) return []
  const byName = new Map(targets.map(({ id, reads }) => [reads, id]))
  return [
    {
      ...{ label: say('Plan a step'), contract: day.planStep, fixed: keysOf(shown), kind: 'first' },
      lead: say('Partners then say go anew.'),
      asks: [
        { name: 'title', label: say('What') },
        { name: 'phase', label: say('Phase'), as: 'choice', choices: worded(stepPhases), start: 'action' },
        { name: 'partner', label: say('Who'), as: 'choice', choices: partners(shown) },
        { name: 'minutes', label: say('Minutes from the H hour'), as: 'number', start: '0' },
        { name: 'after', label: say('After which steps'), as: 'lines', hint: say('Keys such as s1, one a line.') },
        { name: 'targets', label: say('Which targets'), as: 'lines', hint: say('Names, one a line.') },
        { name: 'what', label: say('How it is done'), as: 'text', optional: true },
        { name: 'fallback', label: say('What is done where it fails'), as: 'text', optional: true },
      ],
      make: (typed) => ({ ...typed, targets: linesOf(typed.targets).map((name) => byName.get(name) ?? name) }),
    },
  ]
}

export function stepActs(shown: Shown, step: Shown['state']['steps'][number]): Act[] {
  const fixed = { id: shown.id, step: step.key }
  const way = shown.steps.find((one) => one.step === step.key)
  if (over(shown) || !way) return []
  const start: Act = {
    ...{ label: say('Start'), of: step.title, contract: day.startStep, fixed, kind: 'first' },
    asks: way.early.length > 0 ? [{ name: 'despite', label: say('Why before its time'), optional: true }] : [],
    ...(way.early.length > 0 ? { lead: way.early.join(' ') } : {}),
  }
  const end = (to: string, label: string): Act => ({
    ...{ label, of: step.title, contract: day.endStep, fixed: { ...fixed, to } },
    asks: [{ name: 'result', label: say('What came of it'), as: 'text', optional: true }],
  })
  if (step.state === 'started') return [end('done', say('Done')), end('failed', say('Failed'))]
  return way.open.length === 0 && (step.state === 'planned' || step.state === 'failed') ? [start] : []
}

export function targetActs(shown: Shown): (Act | null)[] {
  if (over(shown)) return []
  return [
    {
      ...{ label: say('Add targets'), contract: addTargets, fixed: { operation: shown.id }, kind: 'first' },
      asks: [
        { name: 'kind', label: say('Kind'), as: 'choice', choices: worded(targetKinds), start: 'domain' },
        { name: 'names', label: say('Names'), as: 'lines', hint: say('One a line.') },
        { name: 'registrar', label: say('Registrar'), optional: true },
        { name: 'hosting', label: say('Hosting'), optional: true },
        { name: 'jurisdiction', label: say('Jurisdiction'), optional: true, hint: say('Two letters, such as DE.') },
      ],
      make: ({ names, ...rest }) => ({ targets: linesOf(names).map((name) => ({ ...rest, name })) }),
    },
    {
      ...{ label: say('Add a seizure page'), contract: after.addSeizurePage, fixed: { ...keysOf(shown) } },
      asks: [
        { name: 'name', label: say('Name') },
        {
          name: 'phrases',
          label: say('Phrases that stand on it'),
          as: 'lines',
          hint: say('One a line; at least three words each.'),
        },
        { name: 'agreed', label: say('Partners that agreed'), as: 'lines', hint: say('Keys such as p1, one a line.') },
        { name: 'page', label: say('The page as HTML'), as: 'text', optional: true },
      ],
    },
  ]
}

export function pointActs(shown: Shown): Act[] {
  return [
    {
      ...{ label: say('Add a point'), contract: api.addPoint, fixed: keysOf(shown), kind: 'first' },
      asks: [
        { name: 'kind', label: say('Kind'), as: 'choice', choices: worded(pointKinds), start: 'objective' },
        { name: 'text', label: say('What'), as: 'text' },
        { name: 'answer', label: say('How it is measured or met'), as: 'text', optional: true },
        { name: 'partner', label: say('Whose'), as: 'choice', choices: partners(shown), optional: true },
      ],
    },
  ]
}

export const settleAct = (shown: Shown, point: Shown['state']['points'][number]): Act | null =>
  point.state === 'open'
    ? {
        ...{ label: say('Settle'), of: point.text, contract: api.settlePoint },
        fixed: { ...keysOf(shown), point: point.key, to: 'settled' },
        asks: [{ name: 'result', label: say('What came of it'), as: 'text' }],
      }
    : null

export function afterActs(shown: Shown): Act[] {
  const fixed = keysOf(shown)
  return [
    {
      ...{ label: say('Note what was obtained'), contract: after.noteObtained, fixed, kind: 'first' },
      lead: say('A count and where the sealed original lies. Never the data itself.'),
      asks: [
        { name: 'kind', label: say('What'), as: 'choice', choices: worded(obtainedKinds), start: 'customers' },
        { name: 'count', label: say('How many'), as: 'number' },
        { name: 'country', label: say('Country'), optional: true },
        { name: 'sealed', label: say('Exhibit or container') },
        { name: 'heldBy', label: say('Who has it'), as: 'choice', choices: partners(shown) },
      ],
    },
    {
      ...{ label: say('Promise a release'), contract: after.promiseRelease, fixed },
      asks: [
        { name: 'what', label: say('What will be told') },
        { name: 'to', label: say('To whom'), start: say('the public') },
        { name: 'due', label: say('By when'), as: 'moment' },
      ],
    },
  ]
}

export const keepAct = (shown: Shown, release: Shown['state']['releases'][number]): Act | null =>
  release.keptAt === null
    ? {
        ...{ label: say('It was published'), of: release.what, contract: after.keepRelease },
        fixed: { ...keysOf(shown), release: release.key },
        asks: [{ name: 'where', label: say('Where it stands') }],
      }
    : null
