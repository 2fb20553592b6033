// Rows of a form that can be added and taken away, and numbers that may be empty while they are typed.
import { type ReactNode, useState } from 'react'
import { Button } from '#web/kit/Button.tsx'
import { TextField } from '#web/kit/Field.tsx'
import { say } from '#web/say.ts'

interface RowsProps<T> {
  title: string
  /** What one of them is called: "Usual resolver". */
  one: string
  rows: readonly T[]
  blank: T
  most: number
  onChange: (rows: T[]) => void
  children: (row: T, change: (part: Partial<T>) => void) => ReactNode
}

export function Rows<T>({ title, one, rows, blank, most, onChange, children }: RowsProps<T>): ReactNode {
  return (
    <fieldset className="field">
      <legend>{title}</legend>
      {rows.map((row, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows have nothing else that stays while they are typed.
        <fieldset key={place} className="upstream-fields">
          <legend className="unseen">{say('{one} {n}', { one, n: place + 1 })}</legend>
          {children(row, (part) => onChange(rows.map((it, at) => (at === place ? { ...it, ...part } : it))))}
          <Button
            small
            kind="quiet"
            icon="minus"
            aria-label={say('Take away: {one} {n}', { one, n: place + 1 })}
            onPress={() => onChange(rows.filter((_, at) => at !== place))}
          >
            {say('Take away')}
          </Button>
        </fieldset>
      ))}
      {rows.length < most ? (
        <div className="row">
          <Button small icon="plus" onPress={() => onChange([...rows, blank])}>
            {say('Add: {one}', { one })}
          </Button>
        </div>
      ) : null}
    </fieldset>
  )
}

interface NumberFieldProps {
  label: string
  hint?: string
  value: number
  onChange: (value: number) => void
}

export function NumberField({ label, hint, value, onChange }: NumberFieldProps): ReactNode {
  const [text, setText] = useState(String(value))
  function change(next: string): void {
    setText(next)
    const number = Number(next.replace(',', '.'))
    if (next.trim() !== '' && Number.isFinite(number)) onChange(number)
  }
  return (
    <TextField label={label} {...(hint ? { hint } : {})} value={text} onChange={change} required inputMode="numeric" />
  )
}
