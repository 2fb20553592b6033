// Form fields: a label above, a hint below, the error in words beside it. Plain HTML inputs underneath.
import { type ChangeEvent, type ReactNode, useId } from 'react'

interface Frame {
  label: string
  hint?: ReactNode
  error?: string | undefined
  /** Marks the fields that may stay empty; all others are asked for. */
  optional?: boolean
  /** Keeps the label for screen readers only, where the place makes it clear. */
  hideLabel?: boolean
}

interface Wiring {
  id: string
  'aria-describedby': string | undefined
  'aria-invalid': true | undefined
}

function FieldFrame({
  label,
  hint,
  error,
  optional,
  hideLabel,
  children,
}: Frame & { children: (w: Wiring) => ReactNode }): ReactNode {
  const id = useId()
  const describedBy = [hint ? `${id}-hint` : '', error ? `${id}-error` : ''].filter(Boolean).join(' ') || undefined
  return (
    <div className="field" data-invalid={error ? true : undefined}>
      <label htmlFor={id} className={hideLabel ? 'unseen' : undefined}>
        {label}
        {optional ? <span className="quiet"> (optional)</span> : null}
      </label>
      {children({ id, 'aria-describedby': describedBy, 'aria-invalid': error ? true : undefined })}
      {hint ? (
        <p id={`${id}-hint`} className="hint">
          {hint}
        </p>
      ) : null}
      {error ? (
        <p id={`${id}-error`} className="error">
          {error}
        </p>
      ) : null}
    </div>
  )
}

export interface TextFieldProps extends Frame {
  value: string
  onChange: (value: string) => void
  type?: 'text' | 'email' | 'password' | 'tel' | 'url' | 'search' | 'number' | 'date' | 'datetime-local'
  lines?: number
  autoComplete?: string
  autoFocus?: boolean
  required?: boolean
  readOnly?: boolean
  placeholder?: string
  inputMode?: 'numeric' | 'text' | 'email' | 'tel' | 'url'
  minLength?: number
  maxLength?: number
  mono?: boolean
  name?: string
  spellCheck?: boolean
}

export function TextField(props: TextFieldProps): ReactNode {
  const { label, hint, error, optional, hideLabel, onChange, lines, mono, ...rest } = props
  const change = (event: ChangeEvent<HTMLInputElement | HTMLTextAreaElement>) => onChange(event.target.value)
  const frame = { label, hint, error, optional: optional ?? false, hideLabel: hideLabel ?? false }
  return (
    <FieldFrame {...frame}>
      {(wiring) => {
        const shared = { ...wiring, ...rest, onChange: change, className: mono ? 'input mono' : 'input' }
        const { type, ...forArea } = shared
        return lines ? <textarea {...forArea} rows={lines} /> : <input {...shared} type={type ?? 'text'} />
      }}
    </FieldFrame>
  )
}

export interface Choice {
  value: string
  label: string
  group?: string
}

export interface SelectFieldProps extends Frame {
  value: string
  onChange: (value: string) => void
  choices: readonly Choice[]
  /** What the empty choice says; without it one must choose. */
  none?: string
  required?: boolean
}

export function SelectField({ value, onChange, choices, none, required, ...frame }: SelectFieldProps): ReactNode {
  const groups = [...new Set(choices.map((choice) => choice.group ?? ''))]
  return (
    <FieldFrame {...frame}>
      {(wiring) => (
        <select
          {...wiring}
          className="input"
          value={value}
          required={required}
          onChange={(event) => onChange(event.target.value)}
        >
          {none === undefined ? null : <option value="">{none}</option>}
          {groups.map((group) => {
            const options = choices
              .filter((choice) => (choice.group ?? '') === group)
              .map((choice) => (
                <option key={choice.value} value={choice.value}>
                  {choice.label}
                </option>
              ))
            return group ? (
              <optgroup key={group} label={group}>
                {options}
              </optgroup>
            ) : (
              options
            )
          })}
        </select>
      )}
    </FieldFrame>
  )
}

export interface CheckFieldProps {
  label: ReactNode
  hint?: string
  value: boolean
  onChange: (value: boolean) => void
  disabled?: boolean
}

export function CheckField({ label, hint, value, onChange, disabled }: CheckFieldProps): ReactNode {
  const id = useId()
  return (
    <div className="check">
      <input
        id={id}
        type="checkbox"
        checked={value}
        disabled={disabled}
        aria-describedby={hint ? `${id}-hint` : undefined}
        onChange={(event) => onChange(event.target.checked)}
      />
      <div>
        <label htmlFor={id}>{label}</label>
        {hint ? (
          <span id={`${id}-hint`} className="hint">
            {hint}
          </span>
        ) : null}
      </div>
    </div>
  )
}

export interface RadioFieldProps {
  label: string
  value: string
  onChange: (value: string) => void
  choices: readonly { value: string; label: ReactNode; hint?: ReactNode }[]
  inline?: boolean
}

export function RadioField({ label, value, onChange, choices, inline }: RadioFieldProps): ReactNode {
  const id = useId()
  return (
    <fieldset className="field radios" data-inline={inline || undefined}>
      <legend>{label}</legend>
      <div className="choices">
        {choices.map((choice) => (
          <label key={choice.value} className="choice" data-on={choice.value === value || undefined}>
            <input
              type="radio"
              name={id}
              value={choice.value}
              checked={choice.value === value}
              onChange={() => onChange(choice.value)}
            />
            <span>
              {choice.label}
              {choice.hint ? <span className="hint">{choice.hint}</span> : null}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}
