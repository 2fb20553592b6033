// One incident: its state and what can be done next, what it is, what it rests on, and everything kept with it.
import './incident.css'
import { Link, useParams } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import { useAsk } from '#web/ask.ts'
import { MarkingBadge, PriorityBadge, Severity, StatusBadge } from '#web/kit/Badge.tsx'
import { Skeleton } from '#web/kit/Empty.tsx'
import { Page } from '#web/kit/Page.tsx'
import { Problem } from '#web/kit/Problem.tsx'
import { Tabs } from '#web/kit/Tabs.tsx'
import { Time } from '#web/kit/Time.tsx'
import { useChoices } from '#web/place.ts'
import { say } from '#web/say.ts'
import { useNames } from '#web/shell/names.ts'
import { getIncident } from '../api.ts'
import type { IncidentShown } from './changing.tsx'
import { EvidenceTab } from './EvidenceTab.tsx'
import { type Edit, IncidentDialogs } from './IncidentDialogs.tsx'
import { JournalTab } from './JournalTab.tsx'
import { LawTab } from './law/LawTab.tsx'
import { Moves } from './Moves.tsx'
import { NotesTab } from './NotesTab.tsx'
import { Overview } from './Overview.tsx'
import { TasksTab } from './TasksTab.tsx'

export function IncidentPage(): ReactNode {
  const { id = '' } = useParams({ strict: false })
  const incident = useAsk(getIncident, { id }, { hears: ['assess.', 'watch.'], keep: true })
  const above = <Link to="/incidents">← {say('Incidents')}</Link>
  if (incident.isPending) {
    return (
      <Page title={say('Incident')} above={above}>
        <Skeleton lines={8} />
      </Page>
    )
  }
  if (!incident.data || incident.data.id !== id) {
    return (
      <Page title={say('Incident')} above={above}>
        <Problem error={incident.error} onAgain={() => void incident.refetch()} />
      </Page>
    )
  }
  return <Whole incident={incident.data} above={above} />
}

const tabIds = ['overview', 'law', 'tasks', 'notes', 'evidence', 'journal'] as const

function Whole({ incident, above }: { incident: IncidentShown; above: ReactNode }): ReactNode {
  const [{ tab }, choose] = useChoices('tab')
  const [edit, setEdit] = useState<Edit | null>(null)
  const names = useNames()
  const { state } = incident
  const openTasks = incident.tasks.filter((task) => task.state.status === 'open').length
  return (
    <Page
      title={state.title}
      above={
        <>
          {above} <span className="quiet">/ {state.reference}</span>
        </>
      }
      wide
      lead={
        <span className="row small">
          <StatusBadge status={state.status} />
          <Severity value={state.severity?.value} />
          <PriorityBadge priority={state.priority} />
          <MarkingBadge marking={incident.marking} />
          <span>
            {state.assigned.length > 0
              ? say('assigned to {names}', { names: state.assigned.map((it) => names.person(it)).join(', ') })
              : say('assigned to nobody')}
          </span>
          <span>
            {say('opened')} <Time at={state.declaredAt} />
          </span>
          <span>
            {say('changed')} <Time at={state.changedAt} />
          </span>
        </span>
      }
      actions={<Moves incident={incident} onEdit={setEdit} />}
    >
      <Tabs
        label={say('Parts of the incident')}
        chosen={tabIds.find((it) => it === tab) ?? 'overview'}
        onChoose={(next) => choose({ tab: next === 'overview' ? undefined : next })}
        tabs={[
          { id: 'overview', title: say('Overview'), content: <Overview incident={incident} onEdit={setEdit} /> },
          { id: 'law', title: say('Law'), content: <LawTab incident={incident.id} /> },
          { id: 'tasks', title: say('Tasks'), count: openTasks, content: <TasksTab incident={incident} /> },
          { id: 'notes', title: say('Notes'), count: incident.notes.length, content: <NotesTab incident={incident} /> },
          {
            id: 'evidence',
            title: say('Evidence'),
            count: incident.evidence.length,
            content: <EvidenceTab incident={incident} />,
          },
          { id: 'journal', title: say('Journal'), content: <JournalTab incident={incident} /> },
        ]}
      />
      {edit ? <IncidentDialogs incident={incident} edit={edit} onClose={() => setEdit(null)} /> : null}
    </Page>
  )
}
