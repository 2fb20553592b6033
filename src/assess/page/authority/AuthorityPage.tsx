// What an authority watches: many entities at a glance, whom to tell beyond the border, and the numbers of a quarter.
import '../law/law.css'
import './authority.css'
import type { ReactNode } from 'react'
import { Page } from '#web/kit/Page.tsx'
import { Tabs } from '#web/kit/Tabs.tsx'
import { useChoices } from '#web/place.ts'
import { say } from '#web/say.ts'
import { AbroadTab } from './AbroadTab.tsx'
import { EntitiesTab } from './EntitiesTab.tsx'
import { QuarterTab } from './QuarterTab.tsx'

const tabIds = ['entities', 'abroad', 'quarter'] as const

export function AuthorityPage(): ReactNode {
  const [{ tab }, choose] = useChoices('tab')
  return (
    <Page
      title={say('Authority')}
      wide
      lead={say('Who must report what, who beyond the border is to be told, and what the quarter came to.')}
    >
      <Tabs
        label={say('Parts of the authority view')}
        chosen={tabIds.find((it) => it === tab) ?? 'entities'}
        onChoose={(id) => choose({ tab: id === 'entities' ? undefined : id })}
        tabs={[
          { id: 'entities', title: say('Entities'), content: <EntitiesTab /> },
          { id: 'abroad', title: say('Across borders'), content: <AbroadTab /> },
          { id: 'quarter', title: say('A quarter'), content: <QuarterTab /> },
        ]}
      />
    </Page>
  )
}
