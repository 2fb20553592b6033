// The first question of a new plan: which resolver, and what it is begun from.
import { type ReactNode, useState } from 'react'
import { useAsk, useTell } from '#web/ask.ts'
import { call } from '#web/client.ts'
import { RadioField, SelectField, TextField } from '#web/kit/Field.tsx'
import { Form } from '#web/kit/Form.tsx'
import { usePlace } from '#web/place.ts'
import { say } from '#web/say.ts'
import { addPlan } from '../../../api/failover.ts'
import { listGuidelines, planFrom } from '../../../api/guidelines.ts'
import { listDnsUse } from '../../../api/resolvers.ts'
import type { ShownControl } from '../../../model/controls.ts'
import { controlKinds } from '../../../model/failover.ts'
import { planValues } from '../../../rules/dns/plan-values.ts'
import type { Begun } from './PlanDialog.tsx'
import { readPlanFile } from './plan-text.ts'

interface BeginPlanProps {
  controls: readonly ShownControl[]
  onBegun: (begun: Begun) => void
  onAdded: (id: string) => void
}

const ways = () => [
  { value: 'guideline', label: say('From a guideline') },
  { value: 'nothing', label: say('From nothing') },
  { value: 'file', label: say('From a plan file'), hint: say('JSON, as ./tocsin sustain dns reads it') },
]

export function BeginPlan({ controls, onBegun, onAdded }: BeginPlanProps): ReactNode {
  const [way, setWay] = useState('guideline')
  const [control, setControl] = useState(controls[0]?.name ?? '')
  const [which, setWhich] = useState('')
  const [use, setUse] = useState('')
  const [name, setName] = useState('')
  const [file, setFile] = useState<File>()
  const [error, setError] = useState<unknown>()
  const [pending, setPending] = useState(false)
  const adding = useTell(addPlan)
  const { realm } = usePlace()
  const variants = useVariants()
  const uses = useAsk(listDnsUse, { active: true, limit: 500 }).data?.uses ?? []

  async function begin(): Promise<void> {
    if (way === 'file') return send()
    if (way === 'nothing') return onBegun({ values: blank(name, control), notes: [] })
    const [guideline = '', variant = ''] = (which || (variants[0]?.value ?? '')).split(' ')
    const kind = controlKinds.find((it) => it === controls.find((one) => one.name === control)?.kind)
    const asked = { guideline, variant, control, name, ...(kind ? { controlKind: kind } : {}), ...(use ? { use } : {}) }
    const made = await call(planFrom, asked, { realm })
    const { organisation, ...plan } = made.plan
    onBegun({ values: planValues(plan), organisation, notes: made.notes })
  }

  async function send(): Promise<void> {
    const read = readPlanFile((await file?.text()) ?? '')
    if (!read.ok) throw new Error(read.why)
    onAdded((await adding.tell(read.plan)).id)
  }

  async function submit(): Promise<void> {
    setPending(true)
    setError(undefined)
    await begin().catch(setError)
    setPending(false)
  }

  return (
    <Form
      submit={way === 'file' ? say('Add the plan') : say('Go on')}
      pending={pending}
      error={error}
      onSubmit={submit}
    >
      <RadioField label={say('Begin')} value={way} onChange={setWay} choices={ways()} />
      {way === 'file' ? (
        <label className="field">
          <span>{say('Plan file')}</span>
          <input
            type="file"
            required
            accept=".json,application/json"
            className="input"
            onChange={(event) => setFile(event.target.files?.[0])}
          />
        </label>
      ) : (
        <>
          <TextField label={say('Name of the plan')} value={name} onChange={setName} required maxLength={200} />
          <SelectField
            label={say('Resolver that is moved')}
            hint={say('From the file of controls of this node; only names are shown.')}
            value={control}
            onChange={setControl}
            required
            choices={controls.map((one) => ({ value: one.name, label: controlWord(one) }))}
            none={say('Choose one')}
          />
        </>
      )}
      {way === 'guideline' ? (
        <>
          <SelectField
            label={say('Guideline and variant')}
            value={which || (variants[0]?.value ?? '')}
            onChange={setWhich}
            choices={variants}
          />
          <SelectField
            label={say('Network whose resolvers are the usual ones')}
            optional
            value={use}
            onChange={setUse}
            choices={uses.map(({ id, state }) => ({ value: id, label: state.network }))}
            none={say('None: they are named by hand')}
          />
        </>
      ) : null}
    </Form>
  )
}

export const controlWord = ({ name, kind, drill }: ShownControl) =>
  `${name} (${kind}${drill ? `, ${say('made for drills')}` : ''})`

function useVariants() {
  const { data } = useAsk(listGuidelines, {}, { hears: ['sustain.guideline'] })
  const inForce = (data?.own ?? []).flatMap(({ id, state }) =>
    state.inForce ? [{ id, text: state.inForce.text }] : [],
  )
  return [...inForce, ...(data?.released ?? []).map(({ text }) => ({ id: text.id, text }))].flatMap(({ id, text }) =>
    text.variants.map((variant) => ({ value: `${id} ${variant.id}`, label: variant.name, group: text.title })),
  )
}

const blank = (name: string, control: string) => planValues({ name, control, usual: [], fallback: [], questions: [] })
