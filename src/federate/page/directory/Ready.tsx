// Whether keys are ready for the day on which classical ones break.
import type { ReactNode } from 'react'
import { Badge } from '#web/kit/Badge.tsx'
import { say } from '#web/say.ts'

export function Ready({ yes }: { yes: boolean }): ReactNode {
  return <Badge tone={yes ? 'good' : 'warn'}>{yes ? say('Ready') : say('Not ready')}</Badge>
}
