// Choosing a marking: TLP in the order of restriction, with what each allows; RED asks why and until when.
import type { ReactNode } from 'react'
import { type MarkingChoice, papLabels, type Tlp as TlpLabel, tlpLabels } from '#kernel/marking.ts'
import { say } from '../say.ts'
import { Tlp } from './Badge.tsx'
import { SelectField, TextField } from './Field.tsx'

const meanings: Record<TlpLabel, string> = {
  CLEAR: 'Everybody may read it',
  GREEN: 'The community: everybody known to this node',
  AMBER: 'The organisations that receive it, and their clients',
  'AMBER+STRICT': 'The organisations that receive it, nobody else',
  RED: 'Only the persons that are named',
}

export interface MarkingPickerProps {
  value: MarkingChoice
  onChange: (value: MarkingChoice) => void
}

export function MarkingPicker({ value, onChange }: MarkingPickerProps): ReactNode {
  return (
    <fieldset className="field marking-picker">
      <legend>{say('Marking')}</legend>
      <div className="choices">
        {tlpLabels.map((tlp) => (
          <label key={tlp} className="choice" data-on={value.tlp === tlp || undefined}>
            <input type="radio" name="tlp" checked={value.tlp === tlp} onChange={() => onChange({ ...value, tlp })} />
            <span>
              <Tlp label={tlp} />
              <span className="hint">{say(meanings[tlp])}</span>
            </span>
          </label>
        ))}
      </div>
      {value.tlp === 'RED' ? (
        <>
          <TextField
            label={say('Why TLP:RED')}
            hint={say('Kept in the journal. A sentence is enough.')}
            value={value.reason ?? ''}
            required
            minLength={3}
            onChange={(reason) => onChange({ ...value, reason })}
          />
          <TextField
            label={say('Look at the marking again on')}
            type="date"
            value={value.reviewOn ?? ''}
            required
            onChange={(reviewOn) => onChange({ ...value, reviewOn })}
          />
        </>
      ) : null}
      <SelectField
        label={say('Permissible actions (PAP)')}
        optional
        none={say('Not said')}
        value={value.pap ?? ''}
        onChange={(pap) => onChange(withPap(value, pap))}
        choices={papLabels.map((pap) => ({ value: pap, label: `PAP:${pap}` }))}
      />
    </fieldset>
  )
}

function withPap(value: MarkingChoice, pap: string): MarkingChoice {
  const { pap: _old, ...rest } = value
  const chosen = papLabels.find((label) => label === pap)
  return chosen ? { ...rest, pap: chosen } : rest
}

/** Ready to send: reason and day only where they say something. */
export function cleanMarking(value: MarkingChoice): MarkingChoice {
  const { reason, reviewOn, ...rest } = value
  return { ...rest, ...(reason ? { reason } : {}), ...(reviewOn ? { reviewOn } : {}) }
}
