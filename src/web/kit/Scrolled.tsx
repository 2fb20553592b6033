// What is scrolled by itself, most of all a table that is wider than the screen: with the keyboard, too.
import type { ReactNode } from 'react'

export function Scrolled({
  label,
  className = 'table-wrap',
  children,
}: {
  label: string
  className?: string
  children: ReactNode
}): ReactNode {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a scrolling region has no element of its own.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard.
    <div className={className} role="group" tabIndex={0} aria-label={label}>
      {children}
    </div>
  )
}
