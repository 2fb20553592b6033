// One collection: its objects by type, the newest first, and one of them as people read it.
import './objects.css'
import { Link, useParams } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { OutputOf } from '#kernel/contract.ts'
import { useAsk } from '#web/ask.ts'
import { Badge, MarkingBadge } from '#web/kit/Badge.tsx'
import { Button } from '#web/kit/Button.tsx'
import { Copy } from '#web/kit/Copy.tsx'
import { Skeleton } from '#web/kit/Empty.tsx'
import { Page } from '#web/kit/Page.tsx'
import { Problem } from '#web/kit/Problem.tsx'
import { useChoices } from '#web/place.ts'
import { say } from '#web/say.ts'
import { useMay } from '#web/session.ts'
import { editCollection, getCollection } from '../../api/objects.ts'
import { FederateTabs } from '../Tabs.tsx'
import { EditCollection } from './EditCollection.tsx'
import { ObjectDrawer } from './ObjectDrawer.tsx'
import { ObjectsList } from './ObjectsList.tsx'

export type CollectionShown = OutputOf<typeof getCollection>

export function CollectionPage(): ReactNode {
  const { id = '' } = useParams({ strict: false })
  const [{ object, version, edit }, choose] = useChoices('object', 'version', 'edit')
  const asked = useAsk(getCollection, { id }, { keep: true })
  const may = useMay()
  const above = <Link to="/collections">{say('Objects')}</Link>
  if (asked.isPending)
    return (
      <Page title={say('Collection')} above={above}>
        <Skeleton lines={6} tall />
      </Page>
    )
  if (!asked.data)
    return (
      <Page title={say('Collection')} above={above}>
        <Problem error={asked.error} onAgain={() => void asked.refetch()} />
      </Page>
    )
  const collection = asked.data
  return (
    <Page
      title={collection.state.title}
      above={above}
      wide
      {...(collection.state.description ? { lead: collection.state.description } : {})}
      actions={
        collection.canEdit && may(editCollection) ? (
          <Button onPress={() => choose({ edit: 'yes' })}>{say('Change')}</Button>
        ) : null
      }
    >
      <FederateTabs />
      <div className="stack">
        <Facts collection={collection} />
        {collection.canRead ? (
          <ObjectsList collection={collection} onOpen={(one) => choose({ object: one, version: undefined })} />
        ) : (
          <p className="note">{say('You may add objects here, but not read them.')}</p>
        )}
      </div>
      {object ? (
        <ObjectDrawer
          collection={collection}
          object={object}
          version={version}
          onVersion={(next) => choose({ version: next })}
          onClose={() => choose({ object: undefined, version: undefined })}
        />
      ) : null}
      {edit === 'yes' ? <EditCollection collection={collection} onClose={() => choose({ edit: undefined })} /> : null}
    </Page>
  )
}

function Facts({ collection }: { collection: CollectionShown }): ReactNode {
  const { state, marking, objects, address } = collection
  const count = `${objects.count.toLocaleString('en-GB')}${objects.atLeast ? '+' : ''}`
  return (
    <dl className="federate-facts">
      <dt>{say('Objects')}</dt>
      <dd>{say('{n} that you may read', { n: count })}</dd>
      <dt>{say('Standards')}</dt>
      <dd>{state.formats.join(', ')}</dd>
      <dt>{say('Seen by')}</dt>
      <dd>
        <MarkingBadge marking={marking} />
      </dd>
      <dt>{say('Kept')}</dt>
      <dd>
        {state.retentionDays === null ? say('for good') : say('for {n} days', { n: String(state.retentionDays) })}
      </dd>
      {state.open ? null : (
        <>
          <dt>{say('State')}</dt>
          <dd>
            <Badge tone="quiet">{say('Closed: nothing is added')}</Badge>
          </dd>
        </>
      )}
      {address ? (
        <>
          <dt>{say('For TAXII clients')}</dt>
          <dd className="federate-breaks row">
            <code>{address}</code> <Copy text={address} label={say('Copy the address')} />
          </dd>
        </>
      ) : null}
    </dl>
  )
}
