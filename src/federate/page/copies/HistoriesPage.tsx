// The logs of other nodes: whose history was seen to be one, who showed two, with the evidence, and what else cannot be right.
import type { ReactNode } from 'react'
import type { OutputOf } from '#kernel/contract.ts'
import { useAsk } from '#web/ask.ts'
import { Badge } from '#web/kit/Badge.tsx'
import { Card } from '#web/kit/Card.tsx'
import { Copy } from '#web/kit/Copy.tsx'
import { Skeleton } from '#web/kit/Empty.tsx'
import { Page } from '#web/kit/Page.tsx'
import { Problem } from '#web/kit/Problem.tsx'
import { Time } from '#web/kit/Time.tsx'
import { say } from '#web/say.ts'
import { listHistories } from '../../api/copies.ts'
import { FederateTabs } from '../Tabs.tsx'

type Shown = OutputOf<typeof listHistories>

export function HistoriesPage(): ReactNode {
  const asked = useAsk(listHistories, {}, { keep: true, everySeconds: 30, hears: ['federate.peer'] })
  return (
    <Page
      title={say('Histories')}
      wide
      lead={say(
        'Every node signs its log. Peers show each other what they saw, so that nobody can show two histories.',
      )}
    >
      <FederateTabs />
      {asked.isPending ? <Skeleton lines={4} tall /> : null}
      <Problem error={asked.error} onAgain={() => void asked.refetch()} />
      {asked.data ? <Whole shown={asked.data} /> : null}
    </Page>
  )
}

function Whole({ shown }: { shown: Shown }): ReactNode {
  return (
    <>
      {shown.twoHistories.map((one) => (
        <Card key={one.of.node} className="stack" title={say('{name} showed two histories', { name: one.of.name })}>
          <p>
            <Badge tone="bad">{say('Do not rely on it')}</Badge> {one.what} <Time at={one.at} />
          </p>
          <p>
            {say(
              'Call the organisation over another way. Until it has explained itself, hold what it sent against what others know; revoke it when its keys are in other hands. A node that was restored from an old backup looks like this too.',
            )}
          </p>
          <p className="row">
            <Copy text={one.first} label={say('Copy the first checkpoint')} />
            <Copy text={one.second} label={say('Copy the second checkpoint')} />
            <Copy text={one.key} label={say('Copy the key of its log')} />
          </p>
          <p className="small quiet">
            {say('Told by {name}. Anybody can check the two:', { name: one.toldBy.name })}{' '}
            <code>tocsin federate check-histories FIRST SECOND --key KEY</code>
          </p>
        </Card>
      ))}
      <Card title={say('Logs of peers')}>
        {shown.logs.length === 0 ? <p className="quiet">{say('No peer has shown its log yet.')}</p> : null}
        <ul className="plain-list">
          {shown.logs.map((one) => (
            <li key={one.of.node} className="row">
              <strong>{one.of.name}</strong> {say('{n} entries, one history', { n: one.size })} <Time at={one.seenAt} />
            </li>
          ))}
          {shown.doubtful.map((one) => (
            <li key={`${one.of.node} ${one.size} ${one.note}`} className="row">
              <strong>{one.of.name}</strong>
              <Badge tone="warn">{say('asked whether it is of the same history')}</Badge>
              {say('{n} entries, shown by {name}', { n: one.size, name: one.shownBy.name })} <Time at={one.since} />
            </li>
          ))}
        </ul>
      </Card>
      <Card title={say('Our log, co-signed')}>
        {shown.cosigned.length === 0 ? <p className="quiet">{say('No peer has co-signed our log yet.')}</p> : null}
        <ul className="plain-list">
          {shown.cosigned.map((one) => (
            <li key={one.by.node} className="row">
              <strong>{one.by.name}</strong> {say('up to entry {n}', { n: one.size })} <Time at={one.at} />
            </li>
          ))}
        </ul>
      </Card>
      {shown.alarms.length > 0 ? (
        <Card title={say('What cannot be right')}>
          <ul className="plain-list">
            {shown.alarms.map((one) => (
              <li key={`${one.at} ${one.detail}`}>
                <Badge tone="warn">{one.what}</Badge> {one.from.name}: {one.detail} <Time at={one.at} />
              </li>
            ))}
          </ul>
        </Card>
      ) : null}
    </>
  )
}
