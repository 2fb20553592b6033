// A form: sends once, shows what went wrong beside the button, and never loses what was typed.
import type { FormEvent, ReactNode } from 'react'
import { Button } from './Button.tsx'
import { Problem } from './Problem.tsx'

export interface FormProps {
  submit: string
  pending?: boolean
  error?: unknown
  /** Beside the button: a way back. */
  other?: ReactNode
  danger?: boolean
  label?: string
  onSubmit: () => Promise<unknown>
  children: ReactNode
}

export function Form({ submit, pending, error, other, danger, label, onSubmit, children }: FormProps): ReactNode {
  function send(event: FormEvent): void {
    event.preventDefault()
    // The error is shown by the form, from the state of the action; here it only must not go unheard.
    onSubmit().catch(() => undefined)
  }
  return (
    <form className="stack" onSubmit={send} aria-label={label}>
      {children}
      <Problem error={error} />
      <div className="row">
        <Button type="submit" kind={danger ? 'danger' : 'first'} isPending={pending ?? false}>
          {submit}
        </Button>
        {other}
      </div>
    </form>
  )
}
