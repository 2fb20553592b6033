// Servers that are followed or pushed to: when it last worked, and what went wrong since.
import { Link } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import type { OutputOf } from '#kernel/contract.ts'
import { useAsk, useTell } from '#web/ask.ts'
import { Badge } from '#web/kit/Badge.tsx'
import { Button } from '#web/kit/Button.tsx'
import { Dialog } from '#web/kit/Dialog.tsx'
import { Empty, Skeleton } from '#web/kit/Empty.tsx'
import { Form } from '#web/kit/Form.tsx'
import { Problem } from '#web/kit/Problem.tsx'
import { Time } from '#web/kit/Time.tsx'
import { say, sayCount } from '#web/say.ts'
import { useMay } from '#web/session.ts'
import { listTaxiiFeeds, pauseTaxiiFeed, pollTaxiiFeed, removeTaxiiFeed } from '../../api/objects.ts'

type Feed = OutputOf<typeof listTaxiiFeeds>['items'][number]

export function FeedsTab(): ReactNode {
  const asked = useAsk(listTaxiiFeeds, {}, { keep: true, everySeconds: 30, present: true })
  const [leaving, setLeaving] = useState<Feed | null>(null)
  if (asked.isPending) return <Skeleton lines={4} />
  if (!asked.data) return <Problem error={asked.error} onAgain={() => void asked.refetch()} />
  if (asked.data.items.length === 0)
    return (
      <Empty title={say('No server is followed.')}>
        {say('Others who speak TAXII 2.1 give you an address and a token; follow one of their collections.')}
      </Empty>
    )
  return (
    <>
      <ul className="plain-list bordered">
        {asked.data.items.map((feed) => (
          <FeedLine key={feed.id} feed={feed} onLeave={() => setLeaving(feed)} />
        ))}
      </ul>
      {leaving ? <Leave feed={leaving} onClose={() => setLeaving(null)} /> : null}
    </>
  )
}

function FeedLine({ feed, onLeave }: { feed: Feed; onLeave: () => void }): ReactNode {
  const may = useMay()
  const poll = useTell(pollTaxiiFeed)
  const pause = useTell(pauseTaxiiFeed)
  return (
    <li className="stack tight">
      <p className="row">
        <strong>{feed.name}</strong>
        <Badge tone="quiet">{feed.direction === 'pull' ? say('comes here') : say('goes there')}</Badge>
        <Health feed={feed} />
      </p>
      <p className="small quiet federate-breaks">{feed.url}</p>
      <p className="small">
        <Link to="/collections/$id" params={{ id: feed.collection }}>
          {feed.collectionTitle ?? say('A collection that you may not see')}
        </Link>{' '}
        · {say('every {n} minutes', { n: String(Math.round(feed.everySeconds / 60)) })} ·{' '}
        {feed.lastSuccess ? (
          <>
            {say('last worked')} <Time at={feed.lastSuccess} />
          </>
        ) : (
          say('has not worked yet')
        )}
      </p>
      {feed.lastError ? <p className="small note warn">{feed.lastError}</p> : null}
      {may(pollTaxiiFeed) ? (
        <div className="row no-print">
          <Button small onPress={() => void poll.tell({ id: feed.id }).catch(() => undefined)}>
            {say('Ask now')}
            <span className="unseen"> {feed.name}</span>
          </Button>
          <Button
            small
            kind="quiet"
            onPress={() => void pause.tell({ id: feed.id, paused: !feed.paused }).catch(() => undefined)}
          >
            {feed.paused ? say('Go on') : say('Pause')}
            <span className="unseen"> {feed.name}</span>
          </Button>
          <Button small kind="quiet" onPress={onLeave}>
            {say('Remove')}
            <span className="unseen"> {feed.name}</span>
          </Button>
        </div>
      ) : null}
    </li>
  )
}

function Health({ feed }: { feed: Feed }): ReactNode {
  if (feed.paused) return <Badge tone="quiet">{say('Paused')}</Badge>
  if (feed.failures > 0) return <Badge tone="bad">{sayCount(feed.failures, 'Failed once', 'Failed {n} times')}</Badge>
  return feed.lastSuccess ? <Badge tone="good">{say('Works')}</Badge> : <Badge>{say('Waits for its turn')}</Badge>
}

function Leave({ feed, onClose }: { feed: Feed; onClose: () => void }): ReactNode {
  const remove = useTell(removeTaxiiFeed)
  return (
    <Dialog title={say('Stop following {name}', { name: feed.name })} open onClose={onClose}>
      <Form
        submit={say('Remove it')}
        danger
        pending={remove.pending}
        error={remove.error}
        onSubmit={() => remove.tell({ id: feed.id }).then(onClose)}
      >
        <p>{say('Its secret is forgotten. What came from it stays.')}</p>
      </Form>
    </Dialog>
  )
}
