// What became of an import: which items are new, which are versions of known ones, and what was left out.
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { Badge } from '#web/kit/Badge.tsx'
import { Button, buttonClass } from '#web/kit/Button.tsx'
import { say, sayCount } from '#web/say.ts'
import type { Imported } from '../api.ts'
import { topicWord } from './words.ts'

const outcomeWords = { new: 'new', newVersion: 'a new version', same: 'known already' } as const
const outcomeTones = { new: 'good', newVersion: 'accent', same: 'quiet' } as const

export function ImportedList({
  imported,
  onMore,
  onClose,
}: {
  imported: Imported
  onMore: () => void
  onClose: () => void
}): ReactNode {
  const { items } = imported
  return (
    <div className="stack">
      <p role="status">
        <strong>{sayCount(items.length, '{n} item', '{n} items')}</strong>
        {items.some((it) => it.outcome !== 'new')
          ? ` · ${sayCount(items.filter((it) => it.outcome === 'new').length, '{n} new', '{n} new')}`
          : ''}
      </p>
      <ol className="plain-list bordered">
        {items.map((it) => (
          <li key={it.id}>
            <Link to="/watch/$id" params={{ id: it.id }} className="title-link">
              {it.title}
            </Link>
            <span className="row small">
              <Badge tone={outcomeTones[it.outcome]}>{say(outcomeWords[it.outcome])}</Badge>
              {it.incident ? <Badge tone="bronze">{say('tells of an incident')}</Badge> : null}
              {it.topics.slice(0, 2).map((topic) => (
                <Badge key={topic.topic}>{topicWord(topic.topic)}</Badge>
              ))}
              {it.countries.length > 0 ? <span>{it.countries.join(' ')}</span> : null}
              {it.why ? <span className="quiet">{it.why}</span> : null}
            </span>
          </li>
        ))}
      </ol>
      {imported.partial.length > 0 ? (
        <div className="note warn">
          <strong>{say('Left out')}</strong>
          <ul>
            {imported.partial.map((text) => (
              <li key={text}>{text}</li>
            ))}
          </ul>
        </div>
      ) : null}
      <div className="row">
        {items.length === 1 && items[0] ? (
          <Link to="/watch/$id" params={{ id: items[0].id }} className={buttonClass('first')}>
            {say('Look at it')}
          </Link>
        ) : (
          <Button kind="first" onPress={onClose}>
            {say('Look at them')}
          </Button>
        )}
        <Button onPress={onMore}>{say('Another one')}</Button>
      </div>
    </div>
  )
}
