// What the framework asks of this organisation: what is due now, the notices, and the checklist of all obligations.
import './duties.css'
import type { ReactNode } from 'react'
import { Page } from '#web/kit/Page.tsx'
import { Tabs } from '#web/kit/Tabs.tsx'
import { useChoices } from '#web/place.ts'
import { say } from '#web/say.ts'
import { ChecklistTab } from './ChecklistTab.tsx'
import { DueTab } from './DueTab.tsx'
import { NoticesTab } from './NoticesTab.tsx'

const tabIds = ['due', 'notices', 'checklist'] as const

export function DutiesPage(): ReactNode {
  const [{ tab }, choose] = useChoices('tab')
  return (
    <Page
      title={say('Duties of the framework')}
      wide
      lead={say('Whom the framework wants told of what, and what it asks to be done by when.')}
    >
      <Tabs
        label={say('Parts of the duties')}
        chosen={tabIds.find((it) => it === tab) ?? 'due'}
        onChoose={(id) => choose({ tab: id === 'due' ? undefined : id })}
        tabs={[
          { id: 'due', title: say('Due now'), content: <DueTab /> },
          { id: 'notices', title: say('Notices'), content: <NoticesTab /> },
          { id: 'checklist', title: say('Checklist'), content: <ChecklistTab /> },
        ]}
      />
    </Page>
  )
}
