// How information is handled here: what is marked too high, days of review, releases by two persons, and the guideline.
import './handling.css'
import type { ReactNode } from 'react'
import { Page } from '#web/kit/Page.tsx'
import { Tabs } from '#web/kit/Tabs.tsx'
import { useChoices } from '#web/place.ts'
import { say } from '#web/say.ts'
import { AdviceDrawer } from './AdviceDrawer.tsx'
import { GuidelinesTab } from './GuidelinesTab.tsx'
import { OverMarkingTab } from './OverMarkingTab.tsx'
import { ReleasesTab } from './ReleasesTab.tsx'
import { ReviewsTab } from './ReviewsTab.tsx'

const tabIds = ['over', 'reviews', 'releases', 'guideline'] as const

export function HandlingPage(): ReactNode {
  const [{ tab, record }, choose] = useChoices('tab', 'record')
  return (
    <Page
      title={say('Handling')}
      wide
      lead={say(
        'What is marked higher than it must be, when it is looked at again, and who lowers it together with whom.',
      )}
    >
      <Tabs
        label={say('Parts of handling')}
        chosen={tabIds.find((it) => it === tab) ?? 'over'}
        onChoose={(id) => choose({ tab: id === 'over' ? undefined : id })}
        tabs={[
          { id: 'over', title: say('Over-marking'), content: <OverMarkingTab /> },
          { id: 'reviews', title: say('Days of review'), content: <ReviewsTab /> },
          { id: 'releases', title: say('Releases'), content: <ReleasesTab /> },
          { id: 'guideline', title: say('Guideline'), content: <GuidelinesTab /> },
        ]}
      />
      {record ? <AdviceDrawer id={record} onClose={() => choose({ record: undefined })} /> : null}
    </Page>
  )
}
