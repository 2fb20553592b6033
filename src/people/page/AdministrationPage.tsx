// Administration: organisations and persons.
import './people.css'
import type { ReactNode } from 'react'
import { Page } from '#web/kit/Page.tsx'
import { Tabs } from '#web/kit/Tabs.tsx'
import { useChoices } from '#web/place.ts'
import { say } from '#web/say.ts'
import { OrganisationsTab } from './OrganisationsTab.tsx'
import { PersonsTab } from './PersonsTab.tsx'

export function AdministrationPage(): ReactNode {
  const [{ tab }, choose] = useChoices('tab')
  return (
    <Page title={say('Administration')} wide lead={say('Who is known to this node, and who may do what on it.')}>
      <Tabs
        label={say('Parts of administration')}
        chosen={tab === 'organisations' ? 'organisations' : 'persons'}
        onChoose={(id) => choose({ tab: id === 'persons' ? undefined : id })}
        tabs={[
          { id: 'persons', title: say('Persons'), content: <PersonsTab /> },
          { id: 'organisations', title: say('Organisations'), content: <OrganisationsTab /> },
        ]}
      />
    </Page>
  )
}
