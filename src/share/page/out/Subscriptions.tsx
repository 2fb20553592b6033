// Systems that are called when something is released, published or decided, and how the last call of each ended.
import { type ReactNode, useState } from 'react'
import { useAsk, useTell } from '#web/ask.ts'
import { Badge, Tlp } from '#web/kit/Badge.tsx'
import { Button } from '#web/kit/Button.tsx'
import { Card } from '#web/kit/Card.tsx'
import { Skeleton } from '#web/kit/Empty.tsx'
import { Problem } from '#web/kit/Problem.tsx'
import { Time } from '#web/kit/Time.tsx'
import { toast } from '#web/kit/Toast.tsx'
import { say } from '#web/say.ts'
import { useNames } from '#web/shell/names.ts'
import { listSubscriptions, removeSubscription, trySubscription } from '../../api/subscriptions.ts'
import type { Subscription } from '../../model/feed.ts'
import { AddSubscription } from './AddSubscription.tsx'
import { callWords } from './words.ts'

export function Subscriptions(): ReactNode {
  const asked = useAsk(listSubscriptions, {})
  const remove = useTell(removeSubscription)
  const attempt = useTell(trySubscription)
  const [adding, setAdding] = useState(false)
  if (asked.isPending) return <Skeleton lines={4} />
  if (!asked.data) return <Problem error={asked.error} onAgain={() => void asked.refetch()} />
  const again = () => void asked.refetch()
  const tryIt = (id: string) =>
    void attempt.tell({ id }).then(
      () => toast(say('It is being called; look again in some seconds.')),
      () => undefined,
    )
  return (
    <Card
      title={say('Systems that are called')}
      aside={
        <Button small icon="plus" onPress={() => setAdding(true)}>
          {say('Have a system called')}
        </Button>
      }
    >
      <Problem error={remove.error ?? attempt.error} />
      <p className="small quiet">
        {say(
          'Each call is one signed JSON document: what happened, its id, its marking and a link. Words stand in it only at TLP:CLEAR. It is told what the person who added it may read.',
        )}
      </p>
      {asked.data.items.length === 0 ? <p className="quiet">{say('None.')}</p> : null}
      <ul className="plain-list">
        {asked.data.items.map((one) => (
          <li key={one.id}>
            <span className="row apart">
              <Line subscription={one} />
              <span className="row">
                <Button small onPress={() => tryIt(one.id)}>
                  {say('Try')}
                </Button>
                <Button
                  small
                  kind="danger"
                  onPress={() => void remove.tell({ id: one.id }).then(again, () => undefined)}
                >
                  {say('Remove')}
                </Button>
              </span>
            </span>
          </li>
        ))}
      </ul>
      {adding ? (
        <AddSubscription
          onClose={() => {
            setAdding(false)
            again()
          }}
        />
      ) : null}
    </Card>
  )
}

function Line({ subscription }: { subscription: Subscription }): ReactNode {
  const names = useNames()
  const { name, url, highest, kinds, person, last } = subscription
  return (
    <span>
      <span className="row">
        <strong className="wrap-anywhere">{name}</strong> <span className="small">{say('up to')}</span>{' '}
        <Tlp label={highest} />
      </span>
      <span className="mono small wrap-anywhere">{url}</span>
      <br />
      <span className="small quiet">
        {kinds.map((kind) => callWords[kind]).join(' · ')} · {names.person(person)}
      </span>
      <br />
      {last ? (
        <span className="small">
          <Badge tone={last.state === 'sent' ? 'good' : 'bad'}>{last.state}</Badge> <Time at={last.at} /> {last.answer}
        </span>
      ) : (
        <span className="small quiet">{say('never called')}</span>
      )}
    </span>
  )
}
