// A search field whose words the address holds: it waits until the typing stops.
import { type ReactNode, useEffect, useState } from 'react'
import { TextField } from '#web/kit/Field.tsx'

export interface SearchBoxProps {
  label: string
  value: string
  onChange: (text: string | undefined) => void
}

export function SearchBox({ label, value, onChange }: SearchBoxProps): ReactNode {
  const [typed, setTyped] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => {
      if (typed !== value) onChange(typed.trim() === '' ? undefined : typed)
    }, 250)
    return () => clearTimeout(timer)
  })
  return (
    <TextField
      label={label}
      hideLabel
      type="search"
      placeholder={label}
      value={typed}
      onChange={setTyped}
      maxLength={120}
    />
  )
}
