// One act: asks for what its contract needs, and does it.
import { type ReactNode, useState } from 'react'
import type { Contract, InputOf } from '#kernel/contract.ts'
import { useTell } from '#web/ask.ts'
import { Dialog } from '#web/kit/Dialog.tsx'
import { SelectField, TextField } from '#web/kit/Field.tsx'
import { Form } from '#web/kit/Form.tsx'
import { type Ask, valuesOf } from './asks.ts'

export interface Act {
  /** On the button, and over the dialog. */
  label: string
  contract: Contract
  /** What is sent whatever is typed: the id, the version that was seen. */
  fixed: Record<string, unknown>
  asks?: readonly Ask[]
  /** Where what is typed is not what is sent. */
  make?: (typed: Record<string, unknown>) => Record<string, unknown>
  kind?: 'first' | 'danger'
  /** What the act means, above the fields. */
  lead?: string
  /** For those who hear buttons: which of many like it. */
  of?: string
}

export function ActDialog({ act, onClose }: { act: Act; onClose: (answer?: unknown) => void }): ReactNode {
  const { label, contract, fixed, asks = [], make, kind, lead } = act
  const telling = useTell(contract)
  const [typed, setTyped] = useState<Record<string, string>>({})
  async function send(): Promise<void> {
    const values = valuesOf(asks, typed)
    // The edge holds it against the schema; what is wrong is shown beside the button.
    const answer = await telling.tell({ ...fixed, ...(make ? make(values) : values) } as InputOf<Contract>)
    onClose(answer)
  }
  return (
    <Dialog title={label} open onClose={() => onClose()}>
      <Form submit={label} danger={kind === 'danger'} pending={telling.pending} error={telling.error} onSubmit={send}>
        {lead ? <p className="quiet">{lead}</p> : null}
        {asks.map((ask) => (
          <AskField
            key={ask.name}
            ask={ask}
            value={typed[ask.name] ?? ask.start ?? ''}
            onChange={(value) => setTyped((before) => ({ ...before, [ask.name]: value }))}
          />
        ))}
      </Form>
    </Dialog>
  )
}

const types = { moment: 'datetime-local', day: 'date', number: 'number', percent: 'number' } as const
const tall = { text: 4, lines: 4, parties: 3 } as const

function AskField({ ask, value, onChange }: { ask: Ask; value: string; onChange: (value: string) => void }): ReactNode {
  const { as = 'line', label, choices = [], optional = false, hint } = ask
  const about = hint ? { hint } : {}
  if (as === 'choice')
    return (
      <SelectField
        {...about}
        label={label}
        value={value}
        onChange={onChange}
        choices={choices}
        required={!optional}
        {...(optional || value === '' ? { none: '–' } : {})}
      />
    )
  const type = as in types ? types[as as keyof typeof types] : undefined
  const lines = as in tall ? tall[as as keyof typeof tall] : undefined
  return (
    <TextField
      {...about}
      label={label}
      value={value}
      onChange={onChange}
      optional={optional}
      required={!optional && as !== 'lines'}
      {...(type ? { type } : {})}
      {...(lines ? { lines } : {})}
    />
  )
}
