// What is expected after an inject: what, within how long, how much later still counts half, and which entry of the journal shows it.
import { type ReactNode, useState } from 'react'
import { Button } from '#web/kit/Button.tsx'
import { CheckField, SelectField, TextField } from '#web/kit/Field.tsx'
import { say } from '#web/say.ts'
import { type Expected, measures, type Scenario } from '../../model/scenario.ts'
import { readField, showField } from '../field-texts.ts'
import { word } from '../words.ts'

export interface ExpectedFormProps {
  scenario: Scenario
  expected: Expected
  onChange: (next: Expected) => void
  onRemove: () => void
}

type Optional = 'tolerance' | 'by' | 'never' | 'help' | 'play' | 'delay'

export function ExpectedForm({ scenario, expected, onChange, onRemove }: ExpectedFormProps): ReactNode {
  const put = <K extends Optional>(key: K, value: Expected[K] | undefined) => {
    const { [key]: _left, ...rest } = expected
    onChange((value === undefined ? rest : { ...rest, [key]: value }) as Expected) // these may be left out
  }
  return (
    <details className="scenario-expected">
      <summary>
        {expected.title || expected.id} <span className="quiet small">{expected.within}</span>
      </summary>
      <div className="stack">
        <TextField
          label={say('What is expected')}
          value={expected.title}
          onChange={(title) => onChange({ ...expected, title })}
          required
          maxLength={300}
        />
        <SelectField
          label={say('Objective')}
          value={expected.objective}
          onChange={(objective) => onChange({ ...expected, objective })}
          choices={scenario.objectives.map(({ id, title }) => ({ value: id, label: title }))}
        />
        <SelectField
          label={say('What is measured')}
          value={expected.measure}
          onChange={(value) => onChange({ ...expected, measure: measures.find((one) => one === value) ?? 'other' })}
          choices={measures.map((value) => ({ value, label: word(value) }))}
        />
        <TextField
          label={say('Within')}
          hint={say('A span such as 30m.')}
          value={expected.within}
          onChange={(within) => onChange({ ...expected, within })}
          required
          maxLength={40}
        />
        <TextField
          label={say('Tolerance')}
          hint={say('So much later it still counts half.')}
          optional
          value={expected.tolerance ?? ''}
          onChange={(value) => put('tolerance', value || undefined)}
          maxLength={40}
        />
        <SelectField
          label={say('By whom')}
          optional
          value={expected.by ?? ''}
          none={say('By anybody')}
          onChange={(value) => put('by', value || undefined)}
          choices={scenario.cast.map(({ id, name }) => ({ value: id, label: name }))}
        />
        <Json
          label={say('Which entry of the journal shows it')}
          value={expected.entry}
          needed
          onChange={(value) => onChange({ ...expected, entry: value as Expected['entry'] })}
        />
        <CheckField
          label={say('It must never happen')}
          value={expected.never === true}
          onChange={(on) => put('never', on ? true : undefined)}
        />
        <Json
          label={say('What an automatic player does')}
          value={expected.play}
          onChange={(value) => put('play', value as Expected['play'])}
        />
        <TextField
          label={say('How long that takes')}
          optional
          value={expected.delay ?? ''}
          onChange={(value) => put('delay', value || undefined)}
          maxLength={40}
        />
        <TextField
          label={say('Help for somebody who plays alone')}
          optional
          lines={2}
          value={expected.help ?? ''}
          onChange={(value) => put('help', value || undefined)}
          maxLength={4_000}
        />
        <div className="row">
          <Button small kind="danger" onPress={onRemove}>
            {say('Remove what is expected')}
          </Button>
        </div>
      </div>
    </details>
  )
}

interface JsonProps {
  label: string
  value: unknown
  needed?: boolean
  onChange: (next: unknown) => void
}

/** The linter says whether it fits; here it only has to be JSON. */
function Json({ label, value, needed, onChange }: JsonProps): ReactNode {
  const [text, setText] = useState(() => showField('data', value))
  const [fault, setFault] = useState<string>()
  return (
    <TextField
      label={label}
      optional={!needed}
      lines={4}
      mono
      spellCheck={false}
      value={text}
      error={fault}
      onChange={(next) => {
        setText(next)
        const read = readField('data', next)
        setFault(read.ok ? undefined : read.says)
        if (read.ok && (read.value !== undefined || !needed)) onChange(read.value)
      }}
    />
  )
}
