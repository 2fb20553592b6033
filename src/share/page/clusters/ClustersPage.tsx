// Clusters that this reader may read, founding one, and what is owed to the authority about them.
import '../taxonomy/taxonomy.css'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useAsk } from '#web/ask.ts'
import { Badge, Tlp } from '#web/kit/Badge.tsx'
import { Button, buttonClass } from '#web/kit/Button.tsx'
import { Empty, Skeleton } from '#web/kit/Empty.tsx'
import { Page } from '#web/kit/Page.tsx'
import { Problem } from '#web/kit/Problem.tsx'
import { Tabs } from '#web/kit/Tabs.tsx'
import { Time } from '#web/kit/Time.tsx'
import { useChoices } from '#web/place.ts'
import { say, sayCount } from '#web/say.ts'
import { useMay } from '#web/session.ts'
import { listClusters, openCluster } from '../../api/clusters.ts'
import { FoundCluster } from './FoundCluster.tsx'
import { NoticesTab } from './NoticesTab.tsx'
import { memberWords } from './words.ts'

const tabIds = ['clusters', 'authority'] as const

export function ClustersPage(): ReactNode {
  const [{ tab, add }, choose] = useChoices('tab', 'add')
  const may = useMay()
  return (
    <Page
      title={say('Clusters')}
      wide
      lead={say(
        'Voluntary groups on sharing frameworks that are there already: who is in, against which threats, by which rules.',
      )}
      actions={
        <>
          <Link className={buttonClass('plain')} to="/forum">
            {say('The forum')}
          </Link>
          {may(openCluster) ? (
            <Button kind="first" icon="plus" onPress={() => choose({ add: 'cluster' })}>
              {say('Found a cluster')}
            </Button>
          ) : null}
        </>
      }
    >
      <Tabs
        label={say('Parts of the clusters')}
        chosen={tabIds.find((one) => one === tab) ?? 'clusters'}
        onChoose={(next) => choose({ tab: next === 'clusters' ? undefined : next })}
        tabs={[
          { id: 'clusters', title: say('Clusters'), content: <List /> },
          { id: 'authority', title: say('To tell the authority'), content: <NoticesTab /> },
        ]}
      />
      {add === 'cluster' && may(openCluster) ? <FoundCluster onClose={() => choose({ add: undefined })} /> : null}
    </Page>
  )
}

function List(): ReactNode {
  const asked = useAsk(listClusters, { limit: 200 }, { keep: true })
  if (asked.isPending) return <Skeleton lines={4} tall />
  if (!asked.data) return <Problem error={asked.error} onAgain={() => void asked.refetch()} />
  if (asked.data.items.length === 0)
    return (
      <Empty title={say('No cluster is here that you may read.')}>
        {say('A cluster is founded by one organisation, which invites others; each joins by its own consent.')}
      </Empty>
    )
  return (
    <ul className="plain-list bordered">
      {asked.data.items.map(({ id, state, marking, own }) => (
        <li key={id} className="stack tight">
          <p className="row">
            <Link to="/clusters/$id" params={{ id }} className="title-link" data-row>
              {state.name}
            </Link>
            {state.status === 'ended' ? <Badge tone="quiet">{say('Ended')}</Badge> : null}
            {own ? <Badge tone={memberWords[own].tone}>{say(memberWords[own].word)}</Badge> : null}
            <Tlp label={marking.tlp} />
          </p>
          <p>{state.mandate}</p>
          <p className="small quiet">
            {sayCount(state.members.filter((one) => one.status === 'joined').length, '{n} member', '{n} members')} ·{' '}
            {[...state.threats.terms.map((term) => term.label), ...state.threats.words].join(', ')} ·{' '}
            {state.rules.framework} · <Time at={state.changedAt} />
          </p>
        </li>
      ))}
    </ul>
  )
}
