// When somebody else was quicker: a way to see what they changed, and to go on from there.
import type { ReactNode } from 'react'
import { problemOf } from '#web/client.ts'
import { Button } from '#web/kit/Button.tsx'
import { say } from '#web/say.ts'

export function Anew({ error, onAnew }: { error: unknown; onAnew: () => void }): ReactNode {
  if (!error || problemOf(error).refusal !== 'stale-version') return null
  return <Button onPress={onAnew}>{say('Show it as it is now')}</Button>
}
