// MISP: events that came, what is said about them, and the feeds and servers that they come from and answers go back to.
import '../objects/objects.css'
import './misp.css'
import type { ReactNode } from 'react'
import { Button } from '#web/kit/Button.tsx'
import { Page } from '#web/kit/Page.tsx'
import { Tabs } from '#web/kit/Tabs.tsx'
import { useChoices } from '#web/place.ts'
import { say } from '#web/say.ts'
import { useMay } from '#web/session.ts'
import { followMisp, importMisp, listMispSources } from '../../api/misp.ts'
import { FederateTabs } from '../Tabs.tsx'
import { EventDrawer } from './EventDrawer.tsx'
import { EventsTab } from './EventsTab.tsx'
import { FollowMisp } from './FollowMisp.tsx'
import { ImportFile } from './ImportFile.tsx'
import { SaidTab } from './SaidTab.tsx'
import { SourcesTab } from './SourcesTab.tsx'

const tabIds = ['events', 'said', 'sources'] as const

export function MispPage(): ReactNode {
  const [{ tab, add, event }, choose] = useChoices('tab', 'add', 'event', 'after')
  const may = useMay()
  const sources = may(listMispSources)
  const chosen = tabIds.find((one) => one === tab) ?? 'events'
  return (
    <Page
      title="MISP"
      wide
      lead={say('Events of teams that use MISP: what came from them, and what goes back.')}
      actions={
        <>
          {may(followMisp) ? (
            <Button kind="first" icon="plus" onPress={() => choose({ add: 'source' })}>
              {say('Follow a feed or server')}
            </Button>
          ) : null}
          {may(importMisp) ? <Button onPress={() => choose({ add: 'file' })}>{say('Take in a file')}</Button> : null}
        </>
      }
    >
      <FederateTabs />
      <Tabs
        label={say('Parts of MISP')}
        chosen={chosen === 'sources' && !sources ? 'events' : chosen}
        onChoose={(next) => choose({ tab: next === 'events' ? undefined : next, after: undefined })}
        tabs={[
          { id: 'events', title: say('Events'), content: <EventsTab onOpen={(uuid) => choose({ event: uuid })} /> },
          { id: 'said', title: say('What is said'), content: <SaidTab onOpen={(uuid) => choose({ event: uuid })} /> },
          ...(sources ? [{ id: 'sources', title: say('Feeds and servers'), content: <SourcesTab /> }] : []),
        ]}
      />
      {event ? <EventDrawer uuid={event} onClose={() => choose({ event: undefined })} /> : null}
      {add === 'source' && may(followMisp) ? (
        <FollowMisp onClose={() => choose({ add: undefined, tab: 'sources' })} />
      ) : null}
      {add === 'file' && may(importMisp) ? <ImportFile onClose={() => choose({ add: undefined })} /> : null}
    </Page>
  )
}
