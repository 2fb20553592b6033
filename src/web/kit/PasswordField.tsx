// A password, hidden until one asks to see it.
import { type ReactNode, useState } from 'react'
import { say } from '../say.ts'
import { CheckField, TextField } from './Field.tsx'

export interface PasswordFieldProps {
  label: string
  value: string
  onChange: (value: string) => void
  isNew?: boolean
  hint?: string
  error?: string | undefined
  autoFocus?: boolean
}

export function PasswordField({ isNew, autoFocus, ...props }: PasswordFieldProps): ReactNode {
  const [shown, setShown] = useState(false)
  return (
    <div className="stack tight">
      <TextField
        {...props}
        type={shown ? 'text' : 'password'}
        autoComplete={isNew ? 'new-password' : 'current-password'}
        required
        maxLength={256}
        spellCheck={false}
        {...(isNew ? { minLength: 12 } : {})}
        {...(autoFocus ? { autoFocus } : {})}
      />
      <CheckField label={<span className="small">{say('Show it')}</span>} value={shown} onChange={setShown} />
    </div>
  )
}
