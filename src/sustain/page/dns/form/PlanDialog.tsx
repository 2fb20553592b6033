// A plan is made: begun from a guideline, from nothing, or sent as a file; or one that stands is changed.
import { useNavigate } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import type { OutputOf } from '#kernel/contract.ts'
import { useTell } from '#web/ask.ts'
import { Dialog } from '#web/kit/Dialog.tsx'
import { Form } from '#web/kit/Form.tsx'
import { toast } from '#web/kit/Toast.tsx'
import { say } from '#web/say.ts'
import { addPlan, changePlan } from '../../../api/failover.ts'
import type { ShownControl } from '../../../model/controls.ts'
import type { PlanValues } from '../../../rules/dns/plan-values.ts'
import { BeginPlan } from './BeginPlan.tsx'
import { PlanFields } from './PlanFields.tsx'
import { planFileOf } from './plan-text.ts'

interface PlanDialogProps {
  controls: readonly ShownControl[]
  plan?: OutputOf<typeof addPlan>
  onClose: () => void
}

export interface Begun {
  values: PlanValues
  organisation?: string
  notes: readonly string[]
}

export function PlanDialog({ controls, plan, onClose }: PlanDialogProps): ReactNode {
  const [begun, setBegun] = useState<Begun | undefined>(
    plan ? { values: planFileOf(plan.state), notes: [] } : undefined,
  )
  const navigate = useNavigate()
  const show = (id: string) => navigate({ to: '/dns/plans/$id', params: { id }, search: { add: undefined } })
  return (
    <Dialog title={plan ? say('Change the plan') : say('New plan')} open wide onClose={onClose}>
      {begun ? (
        <FieldsForm begun={begun} controls={controls} plan={plan} onDone={(id) => (plan ? onClose() : void show(id))} />
      ) : (
        <BeginPlan controls={controls} onBegun={setBegun} onAdded={(id) => void show(id)} />
      )}
    </Dialog>
  )
}

interface FieldsFormProps {
  begun: Begun
  controls: readonly ShownControl[]
  plan: PlanDialogProps['plan'] | undefined
  onDone: (id: string) => void
}

function FieldsForm({ begun, controls, plan, onDone }: FieldsFormProps): ReactNode {
  const [values, setValues] = useState(begun.values)
  const adding = useTell(addPlan)
  const changing = useTell(changePlan)
  async function send(): Promise<void> {
    const { id } = plan
      ? await changing.tell({ id: plan.id, version: plan.version, ...values })
      : await adding.tell({ ...values, ...(begun.organisation ? { organisation: begun.organisation } : {}) })
    toast(say('The plan is kept.'))
    onDone(id)
  }
  return (
    <Form
      submit={plan ? say('Keep the change') : say('Add the plan')}
      pending={adding.pending || changing.pending}
      error={adding.error ?? changing.error}
      onSubmit={send}
    >
      {begun.notes.length > 0 ? (
        <ul className="note small">
          {begun.notes.map((note) => (
            <li key={note}>{note}</li>
          ))}
        </ul>
      ) : null}
      {plan?.state.preAuthorised ? (
        <p className="note warn">{say('Whatever changes what the plan does ends the permission to do it alone.')}</p>
      ) : null}
      <PlanFields values={values} controls={controls} onChange={(part) => setValues({ ...values, ...part })} />
    </Form>
  )
}
