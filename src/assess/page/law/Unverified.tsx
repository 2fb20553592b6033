// The mark of what nobody read in the act itself. It stands wherever such a value is shown.
import type { ReactNode } from 'react'
import { Badge } from '#web/kit/Badge.tsx'
import { say } from '#web/say.ts'

export function Unverified({ verified }: { verified: boolean | undefined }): ReactNode {
  if (verified !== false) return null
  return <Badge tone="bronze">{say('not verified in the act')}</Badge>
}
