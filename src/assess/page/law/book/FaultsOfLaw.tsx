// What is wrong with files of the law: in which file, at which field, and why.
import type { ReactNode } from 'react'
import type { LawFault } from '../../../model/law-book.ts'

export function FaultsOfLaw({ faults }: { faults: readonly LawFault[] }): ReactNode {
  return (
    <ul className="changes small">
      {faults.map((fault) => (
        <li key={`${fault.file}${fault.field}${fault.reason}`} className="wrap-anywhere">
          <code>
            {fault.file} {fault.field}
          </code>{' '}
          {fault.reason}
        </li>
      ))}
    </ul>
  )
}
