// One cluster: what it is for, who is in, where one's own organisation stands, and what is said in it.
import '../taxonomy/taxonomy.css'
import { Link, useParams } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import { useAsk } from '#web/ask.ts'
import { Badge, MarkingBadge } from '#web/kit/Badge.tsx'
import { Button } from '#web/kit/Button.tsx'
import { Card } from '#web/kit/Card.tsx'
import { Skeleton } from '#web/kit/Empty.tsx'
import { Page } from '#web/kit/Page.tsx'
import { Problem } from '#web/kit/Problem.tsx'
import { Scrolled } from '#web/kit/Scrolled.tsx'
import { Time } from '#web/kit/Time.tsx'
import { say } from '#web/say.ts'
import { useMay } from '#web/session.ts'
import { useNames } from '#web/shell/names.ts'
import {
  answerInvitation,
  editCluster,
  endCluster,
  getCluster,
  inviteToCluster,
  removeFromCluster,
} from '../../api/clusters.ts'
import { type ClusterShown, type Doing, Invite, Say } from './ClusterDialogs.tsx'
import { FoundCluster } from './FoundCluster.tsx'
import { Posts } from './Posts.tsx'
import { memberWords } from './words.ts'

export function ClusterPage(): ReactNode {
  const { id = '' } = useParams({ strict: false })
  const asked = useAsk(getCluster, { id }, { keep: true })
  const [doing, setDoing] = useState<Doing | null>(null)
  const may = useMay()
  const above = <Link to="/clusters">{say('Clusters')}</Link>
  if (asked.isPending)
    return (
      <Page title={say('Cluster')} above={above}>
        <Skeleton lines={6} tall />
      </Page>
    )
  if (!asked.data)
    return (
      <Page title={say('Cluster')} above={above}>
        <Problem error={asked.error} onAgain={() => void asked.refetch()} />
      </Page>
    )
  const cluster = asked.data
  const { state } = cluster
  const active = state.status === 'active'
  return (
    <Page
      title={state.name}
      above={above}
      wide
      lead={state.mandate}
      actions={
        cluster.steward && active ? (
          <>
            {may(inviteToCluster) ? (
              <Button kind="first" icon="plus" onPress={() => setDoing({ what: 'invite' })}>
                {say('Invite an organisation')}
              </Button>
            ) : null}
            {may(editCluster) ? <Button onPress={() => setDoing({ what: 'edit' })}>{say('Change')}</Button> : null}
            {may(endCluster) ? (
              <Button kind="quiet" onPress={() => setDoing({ what: 'end' })}>
                {say('End it')}
              </Button>
            ) : null}
          </>
        ) : null
      }
    >
      <OwnPlace cluster={cluster} onDo={setDoing} />
      <Charter cluster={cluster} />
      <Roster cluster={cluster} onDo={setDoing} />
      <Posts cluster={cluster} />
      {doing?.what === 'edit' ? <FoundCluster cluster={cluster} onClose={() => setDoing(null)} /> : null}
      {doing?.what === 'invite' ? <Invite cluster={cluster} onClose={() => setDoing(null)} /> : null}
      {doing && doing.what !== 'edit' && doing.what !== 'invite' ? (
        <Say cluster={cluster} doing={doing} onClose={() => setDoing(null)} />
      ) : null}
    </Page>
  )
}

/** What the own organisation may say now; and people of the node, for others that have nobody here. */
function OwnPlace({ cluster, onDo }: { cluster: ClusterShown; onDo: (doing: Doing) => void }): ReactNode {
  const may = useMay()
  const open = cluster.memberships.filter(({ state }) => state.status === 'invited' || state.status === 'joined')
  if (open.length === 0 || !may(answerInvitation)) return null
  const active = cluster.state.status === 'active'
  return (
    <ul className="plain-list stack no-print">
      {open.map(({ id, version, state, yours }) => (
        <li key={id} className={yours && state.status === 'invited' ? 'note warn stack tight' : 'row'}>
          {state.status === 'invited' ? (
            <>
              <p>
                {yours
                  ? say(
                      'Your organisation is invited. It is a member by its own consent to the rules below, and is then named to all members, now and later.',
                    )
                  : say('{name} has not answered.', { name: state.name })}
              </p>
              <span className="row">
                {active ? (
                  <Button
                    small
                    kind={yours ? 'first' : 'quiet'}
                    onPress={() => onDo({ what: 'join', membership: id, version, name: state.name, yours })}
                  >
                    {yours ? say('Join') : say('It said yes')}
                    <span className="unseen"> {state.name}</span>
                  </Button>
                ) : null}
                <Button
                  small
                  kind="quiet"
                  onPress={() => onDo({ what: 'decline', membership: id, version, name: state.name, yours })}
                >
                  {yours ? say('Decline') : say('It said no')}
                  <span className="unseen"> {state.name}</span>
                </Button>
              </span>
            </>
          ) : yours ? (
            <Button
              small
              kind="quiet"
              onPress={() => onDo({ what: 'leave', membership: id, version, name: state.name, yours })}
            >
              {say('Leave the cluster')}
            </Button>
          ) : null}
        </li>
      ))}
    </ul>
  )
}

function Charter({ cluster: { state, marking } }: { cluster: ClusterShown }): ReactNode {
  const { rules, threats } = state
  const named = [...threats.terms.map((term) => term.label), ...threats.words]
  const rows: [string, ReactNode][] = [
    [say('Against'), named.length > 0 ? named.join(', ') : say('nothing named')],
    [
      say('Rules'),
      <span key="rules">
        {rules.framework}, {rules.version}: {rules.pointer}{' '}
        {rules.link ? (
          <a href={rules.link} rel="noreferrer" target="_blank">
            {say('Read them')}
          </a>
        ) : null}
      </span>,
    ],
    [say('Nothing above'), `TLP:${state.highest}`],
    [say('Contact'), state.contact],
    [say('Founded'), <Time key="at" at={state.openedAt} show="both" />],
  ]
  return (
    <Card
      title={say('What it is')}
      aside={
        <span className="row">
          {state.status === 'ended' ? <Badge tone="quiet">{say('Ended')}</Badge> : null}
          <MarkingBadge marking={marking} />
        </span>
      }
    >
      <dl className="facts">
        {rows.map(([name, value]) => (
          <Row key={name} name={name} value={value} />
        ))}
      </dl>
      {state.ended ? <p className="note">{state.ended.reason}</p> : null}
    </Card>
  )
}

function Row({ name, value }: { name: string; value: ReactNode }): ReactNode {
  return (
    <>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </>
  )
}

function Roster({ cluster, onDo }: { cluster: ClusterShown; onDo: (doing: Doing) => void }): ReactNode {
  const may = useMay()
  const names = useNames()
  const removes = cluster.steward && may(removeFromCluster)
  return (
    <Card title={say('Who is in')}>
      <Scrolled label={say('Who is in')}>
        <table className="table">
          <thead>
            <tr>
              <th scope="col">{say('Organisation')}</th>
              <th scope="col">{say('Stands')}</th>
              <th scope="col">{say('Since')}</th>
              <th scope="col">{say('Invited by')}</th>
              {removes ? <th scope="col">{say('Do')}</th> : null}
            </tr>
          </thead>
          <tbody>
            {cluster.state.members.map((line) => (
              <tr key={line.organisation}>
                <th scope="row">{line.name}</th>
                <td>
                  <Badge tone={memberWords[line.status].tone}>{say(memberWords[line.status].word)}</Badge>{' '}
                  {line.removedBecause ? <span className="small">{line.removedBecause}</span> : null}
                </td>
                <td>
                  <Time at={line.since} />
                </td>
                <td>{names.actor(line.invitedBy)}</td>
                {removes ? (
                  <td>
                    {line.status === 'joined' || line.status === 'invited' ? (
                      <Button
                        small
                        kind="quiet"
                        onPress={() => onDo({ what: 'remove', organisation: line.organisation, name: line.name })}
                      >
                        {say('Remove')}
                        <span className="unseen"> {line.name}</span>
                      </Button>
                    ) : null}
                  </td>
                ) : null}
              </tr>
            ))}
          </tbody>
        </table>
      </Scrolled>
    </Card>
  )
}
