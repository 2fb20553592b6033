// A table that is scrolled where it is wider than the screen: with the keyboard, too.
import type { ReactNode } from 'react'

export function Scrolled({ label, children }: { label: string; children: ReactNode }): ReactNode {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a scrolling region has no element of its own.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard.
    <div className="table-wrap" role="group" tabIndex={0} aria-label={label}>
      {children}
    </div>
  )
}
