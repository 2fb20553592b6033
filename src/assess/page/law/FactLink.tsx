// A fact that can be opened where it is named: its question, what was said of it, and an answer, over the same page.
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { Search } from '#web/place.ts'

/** `linked` false: the words alone, where nothing can be opened. */
export function FactLink({
  fact,
  linked,
  children,
}: {
  fact: string
  linked: boolean
  children: ReactNode
}): ReactNode {
  if (!linked) return children
  return (
    <Link to="." search={(old: Search) => ({ ...old, fact, of: undefined })} resetScroll={false} replace>
      {children}
    </Link>
  )
}
