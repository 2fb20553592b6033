// What a sentence rests on: each record with the way to it.
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { ContentSource } from '../../model/product-content.ts'

const ways = {
  'assess.incident': '/incidents/$id',
  'assess.assessment': '/assess/$id',
  'sense.attack': '/sense/attacks/$id',
  'watch.item': '/watch/$id',
  'watch.claim': '/watch/claims/$id',
  'watch.question': '/watch/boards/$id',
  'coordinate.crisis': '/crises/$id',
  'coordinate.task': '/tasks/$id',
  'coordinate.notice': '/notices/$id',
} as const

type Way = keyof typeof ways
const hasWay = (record: string): record is Way => Object.hasOwn(ways, record)

export function SourceLinks({ sources }: { sources: readonly Omit<ContentSource, 'entry'>[] }): ReactNode {
  return (
    <ul className="plain-list small">
      {sources.map(({ record, id, label }) => (
        <li key={id}>
          {hasWay(record) ? (
            <Link to={ways[record]} params={{ id }}>
              {label}
            </Link>
          ) : (
            <span>
              {label} <span className="quiet">({record.split('.')[1]})</span>
            </span>
          )}
        </li>
      ))}
    </ul>
  )
}
