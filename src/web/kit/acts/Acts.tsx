// The acts that can be done here, as buttons: those that the reader may not do are not shown.
import { type ReactNode, useState } from 'react'
import { Button } from '#web/kit/Button.tsx'
import { useMay } from '#web/session.ts'
import { type Act, ActDialog } from './ActDialog.tsx'

interface ActsProps {
  acts: readonly (Act | null)[]
  small?: boolean
  onDone?: (answer: unknown) => void
}

export function Acts({ acts, small, onDone }: ActsProps): ReactNode {
  const may = useMay()
  const [open, setOpen] = useState<string>()
  const mine = acts.filter((act) => act !== null).filter((act) => may(act.contract))
  const opened = mine.find(({ label }) => label === open)
  if (mine.length === 0) return null
  function close(answer?: unknown): void {
    setOpen(undefined)
    if (answer !== undefined) onDone?.(answer)
  }
  return (
    <div className="row no-print">
      {mine.map(({ label, kind, of }) => (
        <Button
          key={label}
          small={small ?? false}
          {...(kind ? { kind } : {})}
          {...(of ? { 'aria-label': `${label}: ${of}` } : {})}
          onPress={() => setOpen(label)}
        >
          {label}
        </Button>
      ))}
      {opened ? <ActDialog act={opened} onClose={close} /> : null}
    </div>
  )
}
