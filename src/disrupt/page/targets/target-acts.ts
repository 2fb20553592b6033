// What can be done to a target, and what each act asks for.
import type { OutputOf } from '#kernel/contract.ts'
import type { Act } from '#web/kit/acts/ActDialog.tsx'
import { say } from '#web/say.ts'
import * as api from '../../api/targets/targets.ts'
import { instrumentStates, targetStatuses } from '../../model/targets/target.ts'
import { worded } from '../operations/words.ts'

export type ShownTarget = OutputOf<typeof api.getTarget>

export function targetPageActs({ id, version, state }: ShownTarget): Act[] {
  const fixed = { id, version }
  if (state.state === 'dropped') return []
  const watchable = ['domain', 'host', 'address'].includes(state.kind)
  return [
    {
      ...{ label: say('Add an instrument'), contract: api.addInstrument, fixed, kind: 'first' },
      asks: [
        { name: 'kind', label: say('Kind'), start: say('Seizure order') },
        { name: 'by', label: say('By whom') },
        { name: 'country', label: say('Country'), optional: true },
        { name: 'reference', label: say('Reference'), optional: true },
        { name: 'state', label: say('State'), as: 'choice', choices: worded(instrumentStates), start: 'requested' },
        { name: 'until', label: say('Holds until'), as: 'moment', optional: true },
      ],
    },
    {
      ...{ label: say('Log evidence'), contract: api.logEvidence, fixed },
      asks: [
        { name: 'what', label: say('What') },
        { name: 'sha256', label: 'SHA-256' },
        { name: 'takenBy', label: say('Taken by') },
        { name: 'takenAt', label: say('When'), as: 'moment', optional: true },
      ],
    },
    ...(watchable && !state.watched && state.standIn === null ? [watchAct(fixed, true)] : []),
    ...(state.watched ? [watchAct(fixed, false)] : []),
    {
      ...{ label: say('Say how it stands'), contract: api.noteStatus, fixed },
      asks: [
        { name: 'status', label: say('It is'), as: 'choice', choices: worded(targetStatuses), start: 'up' },
        { name: 'because', label: say('What was seen'), as: 'text' },
      ],
    },
    {
      ...{ label: say('Change where it stands'), contract: api.describeTarget, fixed },
      asks: [
        { name: 'registrar', label: say('Registrar'), start: state.registrar, optional: true },
        { name: 'registry', label: say('Registry'), start: state.registry, optional: true },
        { name: 'hosting', label: say('Hosting'), start: state.hosting, optional: true },
        { name: 'jurisdiction', label: say('Jurisdiction'), start: state.jurisdiction ?? '', optional: true },
        {
          name: 'fallback',
          label: say('What is done where it cannot be taken'),
          as: 'text',
          start: state.fallback,
          optional: true,
        },
      ],
    },
    {
      ...{ label: say('Drop it'), contract: api.dropTarget, fixed, kind: 'danger' },
      asks: [{ name: 'because', label: say('Why'), as: 'text' }],
    },
  ]
}

const watchAct = (fixed: { id: string; version: number }, watched: boolean): Act => ({
  label: watched ? say('Watch it') : say('Watch it no more'),
  ...{ contract: api.watchTarget, fixed: { ...fixed, watched } },
  lead: watched
    ? say('Once a minute this node looks at it, from its own address, and says who it is. That may warn somebody.')
    : '',
})

export const moveAct = ({ id, version }: ShownTarget, one: ShownTarget['state']['instruments'][number]): Act => ({
  ...{
    label: say('Move it on'),
    of: one.kind,
    contract: api.moveInstrument,
    fixed: { id, version, instrument: one.key },
  },
  asks: [
    { name: 'state', label: say('State'), as: 'choice', choices: worded(instrumentStates), start: 'granted' },
    { name: 'note', label: say('Note'), as: 'text', optional: true },
  ],
})

export const handAct = ({ id, version }: ShownTarget, one: ShownTarget['state']['evidence'][number]): Act => ({
  ...{ label: say('Hand over'), of: one.what, contract: api.handEvidence, fixed: { id, version, evidence: one.key } },
  asks: [
    { name: 'to', label: say('To whom') },
    { name: 'why', label: say('Why') },
  ],
})
