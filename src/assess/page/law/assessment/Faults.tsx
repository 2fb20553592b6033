// Why what is recorded cannot be judged: which field, and what is wrong with it.
import type { ReactNode } from 'react'
import { say } from '#web/say.ts'
import type { Fault } from '../../../model/verdict.ts'

export function Faults({ faults }: { faults: readonly Fault[] }): ReactNode {
  if (faults.length === 0) return null
  return (
    <div className="note warn stack tight" role="alert">
      <strong>{say('What is recorded cannot be judged: it contradicts itself. Correct it to get a verdict.')}</strong>
      <ul className="changes">
        {faults.map((fault) => (
          <li key={`${fault.field}/${fault.rule}`}>
            {fault.reason} <code className="small">{fault.field}</code>
          </li>
        ))}
      </ul>
    </div>
  )
}
