// Choosing a classification: RSIT entries with one main, and the axes of CG Publication 04/2018.
import type { ReactNode } from 'react'
import { SeverityShape } from '#web/kit/Badge.tsx'
import { Button } from '#web/kit/Button.tsx'
import { RadioField, SelectField, TextField } from '#web/kit/Field.tsx'
import { say } from '#web/say.ts'
import { type Classification, type SeverityColour, severityColours } from '../model.ts'
import type { Vocabulary } from './vocabulary.ts'

export const nothingClassified: Classification = { rsit: [], rootCause: null, threatSeverity: null, outlook: null }

export interface ClassificationFieldsProps {
  value: Classification
  onChange: (value: Classification) => void
  vocabulary: Vocabulary
}

export function ClassificationFields({ value, onChange, vocabulary }: ClassificationFieldsProps): ReactNode {
  const { words } = vocabulary
  const chosen = value.rsit.map((it) => `${it.class}/${it.type ?? ''}`)
  const choices = (words?.rsit.classes ?? []).flatMap((klass) => [
    { value: `${klass.value}/`, label: say('{class} (kind not known)', { class: klass.label }), group: klass.label },
    ...klass.types.map((type) => ({ value: `${klass.value}/${type.value}`, label: type.label, group: klass.label })),
  ])

  function add(text: string): void {
    const [klass, type] = text.split('/')
    if (!klass) return
    onChange({ ...value, rsit: [...value.rsit, { class: klass, type: type || null, main: value.rsit.length === 0 }] })
  }
  function drop(index: number): void {
    const left = value.rsit.filter((_, n) => n !== index)
    const [first, ...rest] = left
    onChange({ ...value, rsit: first && !left.some((it) => it.main) ? [{ ...first, main: true }, ...rest] : left })
  }
  const axis = (
    name: 'rootCause' | 'threatSeverity' | 'outlook',
    label: string,
    terms: readonly { value: string; label: string }[],
  ) => (
    <SelectField
      label={label}
      optional
      none={say('Not known')}
      value={value[name] ?? ''}
      onChange={(next) => onChange({ ...value, [name]: next || null })}
      choices={terms}
    />
  )

  return (
    <div className="stack">
      <SelectField
        label={say('Kind of incident (RSIT {version})', { version: words?.rsit.version ?? '' })}
        none={value.rsit.length === 0 ? say('Choose') : say('Add another')}
        value=""
        onChange={add}
        choices={choices.filter((choice) => !chosen.includes(choice.value))}
      />
      {value.rsit.length > 0 ? (
        <ul className="chosen-list">
          {value.rsit.map((it, index) => (
            <li key={`${it.class}/${it.type}`}>
              <span>{vocabulary.rsit(it.class, it.type)}</span>
              <label className="small">
                <input
                  type="radio"
                  name="main"
                  checked={it.main}
                  onChange={() =>
                    onChange({ ...value, rsit: value.rsit.map((one, n) => ({ ...one, main: n === index })) })
                  }
                />{' '}
                {say('main')}
              </label>
              <Button
                small
                kind="quiet"
                bare
                icon="close"
                aria-label={say('Remove {what}', { what: vocabulary.rsit(it.class, it.type) })}
                onPress={() => drop(index)}
              />
            </li>
          ))}
        </ul>
      ) : null}
      <div className="columns">
        {axis('rootCause', say('Root cause'), words?.cg2018.rootCauses ?? [])}
        {axis('threatSeverity', say('Severity of the threat'), words?.cg2018.threatSeverities ?? [])}
        {axis('outlook', say('Outlook'), words?.cg2018.outlooks ?? [])}
      </div>
    </div>
  )
}

export interface SeverityFieldsProps {
  value: SeverityColour | ''
  reason: string
  onChange: (value: SeverityColour | '', reason: string) => void
  vocabulary: Vocabulary
}

export function SeverityFields({ value, reason, onChange, vocabulary }: SeverityFieldsProps): ReactNode {
  const terms = vocabulary.words?.cg2018.impactSeverities ?? []
  return (
    <div className="stack">
      <RadioField
        label={say('Severity of the impact (CG 2018)')}
        value={value}
        inline
        onChange={(next) => onChange(severityColours.find((it) => it === next) ?? '', reason)}
        choices={[
          ...severityColours.map((colour) => {
            const term = terms.find((it) => it.value === colour)
            return {
              value: colour,
              label: (
                <span className="severity">
                  <SeverityShape value={colour} /> {term?.label ?? colour}
                </span>
              ),
              hint: term?.description ?? '',
            }
          }),
          { value: '', label: say('Not judged yet'), hint: '' },
        ]}
      />
      {value ? (
        <TextField
          label={say('Why this severity')}
          value={reason}
          required
          minLength={3}
          maxLength={1000}
          lines={2}
          onChange={(next) => onChange(value, next)}
        />
      ) : null}
    </div>
  )
}
