// A link to the page of any record.
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { type Pointer, pathOf } from './records.ts'

export function RecordLink({
  to,
  row,
  className,
  children,
}: {
  to: Pointer
  row?: boolean
  className?: string
  children: ReactNode
}): ReactNode {
  const at = pathOf(to)
  if (!at) return <span className={className}>{children}</span>
  return (
    <Link to={at.path} search={at.tab ? { tab: at.tab } : {}} className={className} data-row={row || undefined}>
      {children}
    </Link>
  )
}
