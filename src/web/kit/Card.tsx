// A titled part of a page.
import { type ReactNode, useId } from 'react'

export interface CardProps {
  title: string
  /** Beside the title: a count, a link, a button. */
  aside?: ReactNode
  level?: 2 | 3
  className?: string
  children: ReactNode
}

export function Card({ title, aside, level = 2, className, children }: CardProps): ReactNode {
  const id = useId()
  const Heading = level === 2 ? 'h2' : 'h3'
  return (
    <section className={`card ${className ?? ''}`} aria-labelledby={id}>
      <header className="card-head">
        <Heading id={id}>{title}</Heading>
        {aside}
      </header>
      {children}
    </section>
  )
}
