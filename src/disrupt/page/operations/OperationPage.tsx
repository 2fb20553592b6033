// One operation: how its targets stand, the plan of action day with the word of each partner, and what came of it.
import '../requests/requests.css'
import { Link, useParams } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useAsk } from '#web/ask.ts'
import { addressOf } from '#web/client.ts'
import { Acts } from '#web/kit/acts/Acts.tsx'
import { Badge, MarkingBadge } from '#web/kit/Badge.tsx'
import { buttonClass } from '#web/kit/Button.tsx'
import { Skeleton } from '#web/kit/Empty.tsx'
import { Page } from '#web/kit/Page.tsx'
import { Problem } from '#web/kit/Problem.tsx'
import { Tabs } from '#web/kit/Tabs.tsx'
import { Time } from '#web/kit/Time.tsx'
import { useChoices, usePlace } from '#web/place.ts'
import { say } from '#web/say.ts'
import { exportPlaybook } from '../../api/operations/action-day.ts'
import { getOperation } from '../../api/operations/operations.ts'
import { listTargets } from '../../api/targets/targets.ts'
import { AfterTab } from './AfterTab.tsx'
import { leadActs, type Shown } from './operation-acts.ts'
import { PartnersTab } from './PartnersTab.tsx'
import { PlanTab } from './PlanTab.tsx'
import { PointsTab } from './PointsTab.tsx'
import { TargetsTab } from './TargetsTab.tsx'
import { takedownTone, takedownWord } from './words.ts'

const hears = ['disrupt.operation', 'disrupt.target']

export function OperationPage(): ReactNode {
  const { id = '' } = useParams({ strict: false })
  const [{ tab = 'targets' }, choose] = useChoices('tab')
  const asked = useAsk(getOperation, { id }, { keep: true, hears })
  const targets = useAsk(listTargets, { operation: id }, { keep: true, hears })
  const shown = asked.data
  const rows = targets.data?.items ?? []
  return (
    <Page
      title={shown?.state.title ?? say('Takedowns')}
      above={<Link to="/takedowns">← {say('Takedowns')}</Link>}
      actions={shown ? <Acts acts={leadActs(shown)} /> : null}
    >
      <Problem error={asked.error} onAgain={() => void asked.refetch()} />
      {asked.isPending ? <Skeleton lines={6} tall /> : null}
      {shown ? <Head shown={shown} /> : null}
      {shown ? (
        <Tabs
          label={say('Operation')}
          chosen={tab}
          onChoose={(next) => choose({ tab: next === 'targets' ? undefined : next })}
          tabs={[
            {
              id: 'targets',
              title: say('Targets'),
              count: rows.length,
              content: <TargetsTab shown={shown} rows={rows} />,
            },
            { id: 'plan', title: say('Action day'), content: <PlanTab shown={shown} targets={rows} /> },
            { id: 'partners', title: say('Partners'), content: <PartnersTab shown={shown} /> },
            { id: 'points', title: say('Objectives and risks'), content: <PointsTab shown={shown} /> },
            { id: 'after', title: say('Afterwards'), content: <AfterTab shown={shown} /> },
          ]}
        />
      ) : null}
    </Page>
  )
}

function Head({ shown }: { shown: Shown }): ReactNode {
  const { realm, asOf } = usePlace()
  const place = { realm, ...(asOf ? { asOf } : {}) }
  const { state, go } = shown
  return (
    <>
      <p className="row">
        <Badge tone={takedownTone(state.state)}>{takedownWord(state.state)}</Badge>
        <MarkingBadge marking={shown.marking} />
        <Badge tone={takedownTone(go.go)}>
          {go.go === 'yes' ? say('All say go') : go.go === 'no' ? say('No go') : say('Not all have said go')}
        </Badge>
        <span>
          {state.hHour ? (
            <>
              {say('H hour')} <Time at={state.hHour} show="both" />
            </>
          ) : (
            say('No H hour is set.')
          )}
        </span>
        <a className={buttonClass('quiet', true)} href={addressOf(exportPlaybook, { id: shown.id }, place)} download>
          {say('Playbook (CACAO 2.0)')}
        </a>
      </p>
      {state.summary ? <p className="prose">{state.summary}</p> : null}
      {state.closedBecause ? <p className="note">{state.closedBecause}</p> : null}
      {go.go === 'yes' ? null : <p className="note warn">{go.because.join(' ')}</p>}
    </>
  )
}
