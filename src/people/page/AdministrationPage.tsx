// Administration: organisations, persons, and systems that are called.
import './people.css'
import type { ReactNode } from 'react'
import { listWebhooks } from '#assess/api/reminders.ts'
import { Page } from '#web/kit/Page.tsx'
import { Tabs } from '#web/kit/Tabs.tsx'
import { useChoices } from '#web/place.ts'
import { say } from '#web/say.ts'
import { useMay } from '#web/session.ts'
import { MailKeysTab } from './MailKeysTab.tsx'
import { OrganisationsTab } from './OrganisationsTab.tsx'
import { PersonsTab } from './PersonsTab.tsx'
import { WebhooksTab } from './WebhooksTab.tsx'

const tabIds = ['persons', 'organisations', 'webhooks', 'mail-keys'] as const

export function AdministrationPage(): ReactNode {
  const [{ tab }, choose] = useChoices('tab')
  const may = useMay()
  return (
    <Page title={say('Administration')} wide lead={say('Who is known to this node, and who may do what on it.')}>
      <Tabs
        label={say('Parts of administration')}
        chosen={tabIds.find((it) => it === tab) ?? 'persons'}
        onChoose={(id) => choose({ tab: id === 'persons' ? undefined : id })}
        tabs={[
          { id: 'persons', title: say('Persons'), content: <PersonsTab /> },
          { id: 'organisations', title: say('Organisations'), content: <OrganisationsTab /> },
          ...(may(listWebhooks) ? [{ id: 'webhooks', title: say('Webhooks'), content: <WebhooksTab /> }] : []),
          { id: 'mail-keys', title: say('Mail keys'), content: <MailKeysTab all /> },
        ]}
      />
    </Page>
  )
}
