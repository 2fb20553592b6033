// The feeds that are followed, and how each goes.
import { Link } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import { useAsk, useTell } from '#web/ask.ts'
import { Badge, type Tone } from '#web/kit/Badge.tsx'
import { Button, buttonClass } from '#web/kit/Button.tsx'
import { Dialog } from '#web/kit/Dialog.tsx'
import { Empty, Skeleton } from '#web/kit/Empty.tsx'
import { Problem } from '#web/kit/Problem.tsx'
import { span, Time } from '#web/kit/Time.tsx'
import { toast } from '#web/kit/Toast.tsx'
import { say, sayCount } from '#web/say.ts'
import { useMay } from '#web/session.ts'
import { changeFeed, type Feed, followFeed, listFeeds, pollFeed, unfollowFeed } from '../api.ts'

const healthTones: Record<Feed['health']['health'], Tone> = {
  new: 'plain',
  good: 'good',
  failing: 'bad',
  silent: 'warn',
  gone: 'bad',
  paused: 'quiet',
}

const healthWords: Record<Feed['health']['health'], string> = {
  new: 'New',
  good: 'Good',
  failing: 'Failing',
  silent: 'Silent',
  gone: 'Gone',
  paused: 'Paused',
}

export function Feeds(): ReactNode {
  const may = useMay()
  const feeds = useAsk(listFeeds, {}, { hears: ['watch.'], everySeconds: 20 })
  if (feeds.isPending) return <Skeleton lines={4} tall />
  if (!feeds.data) return <Problem error={feeds.error} onAgain={() => void feeds.refetch()} />
  if (feeds.data.feeds.length === 0) {
    return (
      <Empty
        icon="feed"
        title={say('No feed is followed yet')}
        action={
          may(followFeed) ? (
            <Link to="/watch" search={{ tab: 'feeds', add: 'feed' }} className={buttonClass('first')}>
              {say('Follow a feed')}
            </Link>
          ) : null
        }
      >
        {say('RSS, Atom, RDF or JSON Feed: give its address, and what it brings comes in by itself.')}
      </Empty>
    )
  }
  return (
    <ul className="feed-list">
      {feeds.data.feeds.map((feed) => (
        <FeedRow key={feed.id} feed={feed} />
      ))}
    </ul>
  )
}

function FeedRow({ feed }: { feed: Feed }): ReactNode {
  const may = useMay()
  const poll = useTell(pollFeed)
  const change = useTell(changeFeed)
  const { state, health } = feed
  const [leaving, setLeaving] = useState(false)
  return (
    <li className="card feed">
      <div className="feed-head">
        <div className="stack tight">
          <h2>{state.name}</h2>
          <span className="small quiet wrap-anywhere mono">{state.url}</span>
        </div>
        <Badge tone={healthTones[health.health]}>{say(healthWords[health.health])}</Badge>
      </div>
      {health.lastError ? <p className="note warn small wrap-anywhere">{health.lastError}</p> : null}
      <dl className="facts small">
        <dt>{say('Looked at')}</dt>
        <dd>
          {health.lastAttemptAt ? <Time at={health.lastAttemptAt} /> : say('not yet')}
          {health.nextPollAt ? (
            <span className="quiet">
              {' '}
              · {say('next')} <Time at={health.nextPollAt} />
            </span>
          ) : null}
        </dd>
        <dt>{say('Newest item')}</dt>
        <dd>
          {health.lastItemAt ? <Time at={health.lastItemAt} /> : say('none yet')} ·{' '}
          {sayCount(health.items, '{n} item so far', '{n} items so far')}
        </dd>
        <dt>{say('Every')}</dt>
        <dd>
          {span(state.intervalSeconds * 1000)} · {say('reliability {letter}', { letter: state.reliability })}
          {health.format ? ` · ${health.format.toUpperCase()}` : ''}
          {health.usualIntervalSeconds
            ? ` · ${say('usually one item in {span}', { span: span(health.usualIntervalSeconds * 1000) })}`
            : ''}
        </dd>
      </dl>
      <Problem error={poll.error ?? change.error} />
      <div className="row actions">
        {may(pollFeed) && state.active ? (
          <Button
            small
            isPending={poll.pending}
            onPress={() =>
              void poll
                .tell({ id: feed.id })
                .then((it) => toast(it.error ?? sayCount(it.new, '{n} new item', '{n} new items')))
                .catch(() => undefined)
            }
          >
            {say('Look now')}
          </Button>
        ) : null}
        {may(changeFeed) ? (
          <Button
            small
            isPending={change.pending}
            onPress={() =>
              void change.tell({ id: feed.id, version: feed.version, active: !state.active }).catch(() => undefined)
            }
          >
            {state.active ? say('Pause') : say('Go on')}
          </Button>
        ) : null}
        {may(unfollowFeed) && state.active ? (
          <Button small kind="quiet" onPress={() => setLeaving(true)}>
            {say('Stop following')}
          </Button>
        ) : null}
      </div>
      {leaving ? <Leave feed={feed} onClose={() => setLeaving(false)} /> : null}
    </li>
  )
}

function Leave({ feed, onClose }: { feed: Feed; onClose: () => void }): ReactNode {
  const act = useTell(unfollowFeed)
  return (
    <Dialog title={say('Stop following {name}?', { name: feed.state.name })} open onClose={onClose}>
      <p>{say('Its items stay. You can follow it again later.')}</p>
      <Problem error={act.error} />
      <div className="row">
        <Button
          kind="danger"
          isPending={act.pending}
          onPress={() =>
            void act
              .tell({ id: feed.id, version: feed.version })
              .then(onClose)
              .catch(() => undefined)
          }
        >
          {say('Stop following')}
        </Button>
        <Button onPress={onClose}>{say('Keep it')}</Button>
      </div>
    </Dialog>
  )
}
