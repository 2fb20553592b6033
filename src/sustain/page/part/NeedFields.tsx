// The fields of one need: what is needed, from whom, how many at the same time, and how long one goes on without.
import type { ReactNode } from 'react'
import { Button } from '#web/kit/Button.tsx'
import { CheckField, type Choice, SelectField, TextField } from '#web/kit/Field.tsx'
import { PickOne } from '#web/kit/Picks.tsx'
import { say } from '#web/say.ts'
import { layers } from '../../model/parts.ts'
import { layerChoices } from '../words.ts'
import { isSpan, type NeedDraft, newOption, type OptionDraft, type SpanDraft } from './need-draft.ts'

export interface NeedFieldsProps {
  need: NeedDraft
  onChange: (need: NeedDraft) => void
  parts: readonly Choice[]
}

export function NeedFields({ need, onChange, parts }: NeedFieldsProps): ReactNode {
  const set = (change: Partial<NeedDraft>) => onChange({ ...need, ...change })
  const replace = (option: OptionDraft) => set({ of: need.of.map((it) => (it.key === option.key ? option : it)) })
  return (
    <div className="stack">
      <div className="columns">
        <TextField
          label={say('What is needed')}
          hint={say('In words: “Way out to the Internet”.')}
          value={need.name}
          onChange={(name) => set({ name })}
          required
          maxLength={200}
        />
        <SelectField
          label={say('Layer of the need')}
          value={need.layer}
          onChange={(text) => set({ layer: layers.find((it) => it === text) ?? need.layer })}
          choices={layerChoices()}
        />
      </div>
      <div className="columns">
        <TextField
          label={say('How many must work at the same time')}
          type="number"
          value={need.least}
          onChange={(least) => set({ least })}
          required
        />
        <TextField
          label={say('How much hangs on it, in per cent')}
          hint={say('100 stops it.')}
          type="number"
          value={need.weight}
          onChange={(weight) => set({ weight })}
          required
        />
      </div>
      <SpanFields
        label={say('Goes on without it for')}
        hint={say('A battery, a cache, a stock: 30 min, 4 h, 2 days.')}
        value={need.holds}
        onChange={(holds) => set({ holds })}
      />
      <fieldset className="stack option-list">
        <legend className="label">{say('What can meet it')}</legend>
        {need.of.map((option) => (
          <OptionFields
            key={option.key}
            option={option}
            parts={parts}
            onChange={replace}
            onRemove={need.of.length > 1 ? () => set({ of: need.of.filter((it) => it.key !== option.key) }) : undefined}
          />
        ))}
        <div className="row">
          <Button small icon="plus" onPress={() => set({ of: [...need.of, newOption()] })}>
            {say('Another option')}
          </Button>
        </div>
      </fieldset>
    </div>
  )
}

interface OptionFieldsProps {
  option: OptionDraft
  parts: readonly Choice[]
  onChange: (option: OptionDraft) => void
  onRemove: (() => void) | undefined
}

function OptionFields({ option, parts, onChange, onRemove }: OptionFieldsProps): ReactNode {
  const set = (change: Partial<OptionDraft>) => onChange({ ...option, ...change })
  return (
    <div className="stack tight option-fields">
      <div className="columns">
        <PickOne label={say('Part')} value={option.part} onChange={(part) => set({ part })} choices={parts} required />
        <TextField
          label={say('Share that it carries, in per cent')}
          hint={say('Empty: all of it, alone.')}
          type="number"
          value={option.share}
          onChange={(share) => set({ share })}
          optional
        />
      </div>
      <CheckField
        label={say('Stands by, and is not in use now')}
        value={option.standby}
        onChange={(standby) => set({ standby })}
      />
      {option.standby ? (
        <SpanFields
          label={say('Carries after')}
          hint={say('From the moment it is missed.')}
          value={option.switching}
          onChange={(switching) => set({ switching })}
        />
      ) : null}
      <div className="columns">
        <TextField
          label={say('Agreement')}
          value={option.agreement}
          onChange={(agreement) => set({ agreement })}
          maxLength={200}
          optional
        />
        <TextField
          label={say('Holds until')}
          type="date"
          value={option.agreedUntil}
          onChange={(agreedUntil) => set({ agreedUntil })}
          optional
        />
      </div>
      {onRemove ? (
        <div className="row">
          <Button small kind="danger" onPress={onRemove}>
            {say('Remove this option')}
          </Button>
        </div>
      ) : null}
    </div>
  )
}

interface SpanFieldsProps {
  label: string
  hint: string
  value: SpanDraft
  onChange: (value: SpanDraft) => void
}

function SpanFields({ label, hint, value, onChange }: SpanFieldsProps): ReactNode {
  const wrong = (text: string) => (isSpan(text) ? undefined : say('No span. Write 30 min, 4 h or 2 days.'))
  return (
    <div className="columns">
      <TextField
        label={label}
        hint={hint}
        value={value.likely}
        onChange={(likely) => onChange({ ...value, likely })}
        error={wrong(value.likely)}
      />
      <TextField
        label={say('At least')}
        value={value.least}
        onChange={(least) => onChange({ ...value, least })}
        error={wrong(value.least)}
        optional
      />
      <TextField
        label={say('At most')}
        value={value.most}
        onChange={(most) => onChange({ ...value, most })}
        error={wrong(value.most)}
        optional
      />
    </div>
  )
}
