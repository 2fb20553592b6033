// A button that copies a text, and says that it did.
import { type ReactNode, useState } from 'react'
import { say } from '../say.ts'
import { Button } from './Button.tsx'

export function Copy({ text, label }: { text: string; label: string }): ReactNode {
  const [done, setDone] = useState(false)
  return (
    <Button
      icon={done ? 'check' : 'copy'}
      onPress={() =>
        void navigator.clipboard?.writeText(text).then(() => {
          setDone(true)
          setTimeout(() => setDone(false), 3_000)
        })
      }
    >
      {done ? say('Copied') : label}
    </Button>
  )
}
