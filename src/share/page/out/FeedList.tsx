// Feeds that are open, when each was fetched last, and a button to end it.
import type { ReactNode } from 'react'
import { Badge, Tlp } from '#web/kit/Badge.tsx'
import { Button } from '#web/kit/Button.tsx'
import { Time } from '#web/kit/Time.tsx'
import { say } from '#web/say.ts'
import type { Feed } from '../../model/feed.ts'
import { kindWords } from './words.ts'

export function FeedList({ feeds, onClose }: { feeds: readonly Feed[]; onClose: (id: string) => void }): ReactNode {
  if (feeds.length === 0) return <p className="quiet">{say('None is open.')}</p>
  return (
    <ul className="plain-list">
      {feeds.map((feed) => (
        <li key={feed.id}>
          <span className="row apart">
            <span>
              <span className="row">
                <strong className="wrap-anywhere">{feed.name}</strong>
                {feed.organisation ? <span>{feed.organisation.name}</span> : null}
                <span className="small">{say('up to')}</span> <Tlp label={feed.highest} />
                {feed.realm === 'live' ? null : <Badge tone="warn">{say('EXERCISE')}</Badge>}
              </span>
              <span className="small quiet">
                {feed.kinds.map((kind) => kindWords[kind]).join(', ')} · {say('opened')} <Time at={feed.opened} /> ·{' '}
                {feed.fetched ? (
                  <>
                    {say('last fetched')} <Time at={feed.fetched} />
                  </>
                ) : (
                  say('never fetched')
                )}
              </span>
            </span>
            <Button small kind="danger" onPress={() => onClose(feed.id)}>
              {say('Close')}
            </Button>
          </span>
        </li>
      ))}
    </ul>
  )
}
