// One flow of an agreement as a form: direction, kinds, marking, trigger, times.
import type { ReactNode } from 'react'
import { tlpLabels } from '#kernel/marking.ts'
import { Button } from '#web/kit/Button.tsx'
import { CheckField, SelectField, TextField } from '#web/kit/Field.tsx'
import { say } from '#web/say.ts'
import { agreementKinds, type Trigger } from '../../model/agreement.ts'
import type { DraftFlow } from './EditTerms.tsx'
import { type Forms, triggerWords } from './words.ts'

interface FlowFormProps {
  number: number
  flow: DraftFlow
  forms: Forms
  peer: string
  onChange: (flow: DraftFlow) => void
  onRemove: (() => void) | null
}

const counted = (text: string) => (text === '' ? null : Number(text))

export function FlowForm({ number, flow, forms, peer, onChange, onRemove }: FlowFormProps): ReactNode {
  const set = (change: Partial<DraftFlow>) => onChange({ ...flow, ...change })
  const kinds = (kind: (typeof agreementKinds)[number], on: boolean) =>
    set({ kinds: agreementKinds.filter((one) => (one === kind ? on : flow.kinds.includes(one))) })
  return (
    <fieldset className="flow-form stack">
      <legend>{say('Flow {n}', { n: String(number) })}</legend>
      <SelectField
        label={say('Direction')}
        value={flow.direction}
        onChange={(next) => set({ direction: next === 'in' ? 'in' : 'out' })}
        choices={[
          { value: 'out', label: say('we tell {peer}', { peer }) },
          { value: 'in', label: say('{peer} tells us', { peer }) },
        ]}
      />
      <div className="kind-checks">
        {agreementKinds.map((kind) => (
          <CheckField
            key={kind}
            label={forms.kinds[kind].label}
            value={flow.kinds.includes(kind)}
            onChange={(on) => kinds(kind, on)}
          />
        ))}
      </div>
      <SelectField
        label={say('Nothing above')}
        value={flow.highest}
        onChange={(next) => set({ highest: tlpLabels.find((one) => one === next) ?? 'GREEN' })}
        choices={tlpLabels.map((value) => ({ value, label: `TLP:${value}` }))}
      />
      <SelectField
        label={say('When')}
        value={flow.trigger.when}
        onChange={(next) => set({ trigger: triggerOf(next, forms) })}
        choices={Object.entries(triggerWords).map(([value, word]) => ({ value, label: say(word) }))}
      />
      {flow.trigger.when === 'severity-from' ? (
        <SelectField
          label={say('From the severity')}
          value={flow.trigger.severity}
          onChange={(severity) => set({ trigger: { when: 'severity-from', severity } })}
          choices={[...forms.severities]}
        />
      ) : null}
      <TextField
        label={say('Looked at within minutes')}
        type="number"
        value={flow.responseMinutes === null ? '' : String(flow.responseMinutes)}
        onChange={(text) => set({ responseMinutes: counted(text) })}
        optional
      />
      <TextField
        label={say('Copies erased after days')}
        type="number"
        value={flow.retentionDays === null ? '' : String(flow.retentionDays)}
        onChange={(text) => set({ retentionDays: counted(text) })}
        optional
      />
      {onRemove ? (
        <Button small kind="quiet" onPress={onRemove}>
          {say('Remove flow {n}', { n: String(number) })}
        </Button>
      ) : null}
    </fieldset>
  )
}

function triggerOf(when: string, { severities }: Forms): Trigger {
  switch (when) {
    case 'severity-from':
      return { when, severity: severities.at(-2)?.value ?? severities[0]?.value ?? '' }
    case 'named-in-audience':
    case 'released-by-hand':
      return { when }
    default:
      return { when: 'always' }
  }
}
