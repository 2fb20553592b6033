// Where a statement about the framework is from, and how well that is known. It stands wherever such a statement is shown.
import type { ReactNode } from 'react'
import { Badge } from '#web/kit/Badge.tsx'
import type { Verification } from '../../model/words.ts'
import { verificationWords } from './words.ts'

export function Sourced({ source, verification }: { source?: string; verification: Verification }): ReactNode {
  const { word, tone } = verificationWords[verification]
  return (
    <span className="row small sourced">
      {source ? <span className="quiet">{source}</span> : null}
      <Badge tone={tone}>{word}</Badge>
    </span>
  )
}
