// Collections of objects in other standards, and the TAXII servers of others that fill them or are filled from them.
import './objects.css'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useAsk } from '#web/ask.ts'
import { Badge, Tlp } from '#web/kit/Badge.tsx'
import { Button } from '#web/kit/Button.tsx'
import { Empty, Skeleton } from '#web/kit/Empty.tsx'
import { Page } from '#web/kit/Page.tsx'
import { Problem } from '#web/kit/Problem.tsx'
import { Tabs } from '#web/kit/Tabs.tsx'
import { Time } from '#web/kit/Time.tsx'
import { useChoices } from '#web/place.ts'
import { say } from '#web/say.ts'
import { useMay } from '#web/session.ts'
import { followTaxii, listCollections, openCollection } from '../../api/objects.ts'
import { FederateTabs } from '../Tabs.tsx'
import { FeedsTab } from './FeedsTab.tsx'
import { FollowServer } from './FollowServer.tsx'
import { OpenCollection } from './OpenCollection.tsx'

const tabIds = ['collections', 'servers'] as const

export function CollectionsPage(): ReactNode {
  const [{ tab, add }, choose] = useChoices('tab', 'add')
  const may = useMay()
  return (
    <Page
      title={say('Objects')}
      wide
      lead={say('What others tell in standards that their programs speak, and what ours tells theirs, in collections.')}
      actions={
        <>
          {may(openCollection) ? (
            <Button kind="first" icon="plus" onPress={() => choose({ add: 'collection' })}>
              {say('Open a collection')}
            </Button>
          ) : null}
          {may(followTaxii) ? (
            <Button icon="plus" onPress={() => choose({ add: 'server' })}>
              {say('Follow a server')}
            </Button>
          ) : null}
        </>
      }
    >
      <FederateTabs />
      <Tabs
        label={say('Parts of the objects')}
        chosen={tabIds.find((one) => one === tab) ?? 'collections'}
        onChoose={(next) => choose({ tab: next === 'collections' ? undefined : next })}
        tabs={[
          { id: 'collections', title: say('Collections'), content: <List /> },
          { id: 'servers', title: say('Servers of others'), content: <FeedsTab /> },
        ]}
      />
      {add === 'collection' && may(openCollection) ? (
        <OpenCollection onClose={() => choose({ add: undefined })} />
      ) : null}
      {add === 'server' && may(followTaxii) ? (
        <FollowServer onClose={() => choose({ add: undefined, tab: 'servers' })} />
      ) : null}
    </Page>
  )
}

function List(): ReactNode {
  const asked = useAsk(listCollections, {}, { keep: true })
  if (asked.isPending) return <Skeleton lines={4} tall />
  if (!asked.data) return <Problem error={asked.error} onAgain={() => void asked.refetch()} />
  if (asked.data.items.length === 0)
    return (
      <Empty title={say('No collection is here that you may see.')}>
        {say('One is opened by hand, or by itself when the first object of a standard comes in.')}
      </Empty>
    )
  return (
    <ul className="plain-list bordered">
      {asked.data.items.map(({ id, state, marking, canRead, canWrite }) => (
        <li key={id} className="stack tight">
          <p className="row">
            <Link to="/collections/$id" params={{ id }} className="title-link" data-row>
              {state.title}
            </Link>
            {state.open ? null : <Badge tone="quiet">{say('Closed')}</Badge>}
            {canRead ? null : <Badge tone="warn">{say('Not for reading')}</Badge>}
            {canWrite ? <Badge tone="accent">{say('You may add')}</Badge> : null}
            <Tlp label={marking.tlp} />
          </p>
          {state.description ? <p>{state.description}</p> : null}
          <p className="small quiet">
            {state.alias} · {state.formats.join(', ')} · <Time at={state.changedAt} />
          </p>
        </li>
      ))}
    </ul>
  )
}
