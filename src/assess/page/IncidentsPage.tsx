// The list of incidents, and the reports by operators that wait for somebody.
import './incident.css'
import type { ReactNode } from 'react'
import { useAsk } from '#web/ask.ts'
import { Button } from '#web/kit/Button.tsx'
import { Page } from '#web/kit/Page.tsx'
import { Tabs } from '#web/kit/Tabs.tsx'
import { useChoices } from '#web/place.ts'
import { say } from '#web/say.ts'
import { useMay } from '#web/session.ts'
import { declareIncident, listReports } from '../api.ts'
import { DeclareIncident } from './DeclareIncident.tsx'
import { IncidentList } from './IncidentList.tsx'
import { Reports } from './Reports.tsx'

export function IncidentsPage(): ReactNode {
  const [{ tab, add }, choose] = useChoices('tab', 'add', 'title', 'observations', 'attacks', 'reports')
  const may = useMay()
  const waiting = useAsk(listReports, { status: 'received', limit: 200 }, { hears: ['assess.report'] })
  const close = () =>
    choose({ add: undefined, title: undefined, observations: undefined, attacks: undefined, reports: undefined })
  return (
    <Page
      title={say('Incidents')}
      wide
      actions={
        may(declareIncident) ? (
          <Button kind="first" icon="plus" onPress={() => choose({ add: 'incident' })}>
            {say('Open an incident')}
          </Button>
        ) : null
      }
    >
      <Tabs
        label={say('Parts of incidents')}
        chosen={tab === 'reports' ? 'reports' : 'incidents'}
        onChoose={(id) => choose({ tab: id === 'incidents' ? undefined : id })}
        tabs={[
          { id: 'incidents', title: say('Incidents'), content: <IncidentList /> },
          {
            id: 'reports',
            title: say('Reports by operators'),
            count: waiting.data?.items.length,
            content: <Reports />,
          },
        ]}
      />
      {add === 'incident' && may(declareIncident) ? <DeclareIncident onClose={close} /> : null}
    </Page>
  )
}
