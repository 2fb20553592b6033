// An empty place says what will be here, and what to do next.
import type { ReactNode } from 'react'
import { Icon, type IconName } from './Icon.tsx'

export interface EmptyProps {
  icon?: IconName
  title: string
  /** 1 where nothing else heads the page. */
  level?: 1 | 2
  children?: ReactNode
  action?: ReactNode
}

export function Empty({ icon, title, level = 2, children, action }: EmptyProps): ReactNode {
  const Heading = level === 1 ? 'h1' : 'h2'
  return (
    <div className="empty">
      {icon ? <Icon name={icon} size={28} /> : null}
      <Heading>{title}</Heading>
      {children ? <p className="quiet">{children}</p> : null}
      {action ? <div className="row">{action}</div> : null}
    </div>
  )
}

/** Grey bars in the shape of what is coming; never a spinner. */
export function Skeleton({ lines = 4, tall }: { lines?: number; tall?: boolean }): ReactNode {
  return (
    <div className="skeleton" aria-busy="true" data-tall={tall || undefined}>
      <span className="unseen" role="status">
        Loading
      </span>
      {Array.from({ length: lines }, (_, line) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the bars are all alike and never move.
        <div key={line} className="bar" data-width={line % 3} />
      ))}
    </div>
  )
}
