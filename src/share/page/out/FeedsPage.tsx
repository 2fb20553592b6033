// What goes out to those who have no node: the public feed, feeds of one's own and of organisations, systems that are called.
import type { ReactNode } from 'react'
import { Page } from '#web/kit/Page.tsx'
import { Tabs } from '#web/kit/Tabs.tsx'
import { useChoices } from '#web/place.ts'
import { say } from '#web/say.ts'
import { useMay } from '#web/session.ts'
import { listOrganisationFeeds } from '../../api/feeds.ts'
import { listSubscriptions } from '../../api/subscriptions.ts'
import { OrganisationFeeds } from './OrganisationFeeds.tsx'
import { OwnFeeds } from './OwnFeeds.tsx'
import { Subscriptions } from './Subscriptions.tsx'

const tabIds = ['own', 'organisations', 'calls'] as const

export function FeedsPage(): ReactNode {
  const [{ tab }, choose] = useChoices('tab')
  const may = useMay()
  return (
    <Page
      title={say('Feeds')}
      wide
      lead={say(
        'What this node releases, for programs that cannot sign in: feeds that they fetch, and systems that are called.',
      )}
    >
      <Tabs
        label={say('Parts of what goes out')}
        chosen={tabIds.find((it) => it === tab) ?? 'own'}
        onChoose={(id) => choose({ tab: id === 'own' ? undefined : id })}
        tabs={[
          { id: 'own', title: say('Public and your own'), content: <OwnFeeds /> },
          ...(may(listOrganisationFeeds)
            ? [{ id: 'organisations', title: say('Of organisations'), content: <OrganisationFeeds /> }]
            : []),
          ...(may(listSubscriptions)
            ? [{ id: 'calls', title: say('Systems that are called'), content: <Subscriptions /> }]
            : []),
        ]}
      />
    </Page>
  )
}
