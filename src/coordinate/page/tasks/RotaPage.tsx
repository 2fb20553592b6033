// Rotas: who has the duty now, the plan with its holes and overlaps, handing over, swapping; and how one is called oneself.
import './tasks.css'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { Badge, Tlp } from '#web/kit/Badge.tsx'
import { Button } from '#web/kit/Button.tsx'
import { Empty, Skeleton } from '#web/kit/Empty.tsx'
import { Page } from '#web/kit/Page.tsx'
import { Problem } from '#web/kit/Problem.tsx'
import { Tabs } from '#web/kit/Tabs.tsx'
import { Time } from '#web/kit/Time.tsx'
import { useChoices } from '#web/place.ts'
import { say, sayCount } from '#web/say.ts'
import { useMay } from '#web/session.ts'
import { useNames } from '#web/shell/names.ts'
import { openRota } from '../../api/rotas.ts'
import { useRotas } from './assignees.tsx'
import { PagersTab } from './PagersTab.tsx'
import { RotaForm } from './RotaForm.tsx'
import { RotaShown } from './RotaShown.tsx'
import { WaitsForMe } from './WaitsForMe.tsx'

const tabIds = ['rotas', 'reached'] as const

export function RotaPage(): ReactNode {
  const [{ tab, rota, add }, choose] = useChoices('tab', 'rota', 'add')
  const may = useMay()
  return (
    <Page
      title={say('Duty rota')}
      lead={say('Who has the duty now, who is next, and where the plan has holes.')}
      actions={
        may(openRota) ? (
          <Button icon="plus" onPress={() => choose({ add: 'rota' })}>
            {say('Open a rota')}
          </Button>
        ) : null
      }
    >
      <div className="stack">
        <WaitsForMe />
        <Tabs
          label={say('Parts of the rota')}
          chosen={tabIds.find((it) => it === tab) ?? 'rotas'}
          onChoose={(id) => choose({ tab: id === 'rotas' ? undefined : id })}
          tabs={[
            { id: 'rotas', title: say('On duty'), content: rota ? <RotaShown key={rota} id={rota} /> : <RotaList /> },
            { id: 'reached', title: say('How you are reached'), content: <PagersTab /> },
          ]}
        />
      </div>
      {add === 'rota' ? <RotaForm onClose={() => choose({ add: undefined })} /> : null}
    </Page>
  )
}

function RotaList(): ReactNode {
  const asked = useRotas()
  const names = useNames()
  if (asked.isPending) return <Skeleton lines={3} />
  if (!asked.data) return <Problem error={asked.error} onAgain={() => void asked.refetch()} />
  if (asked.data.items.length === 0) {
    return (
      <Empty title={say('No rota yet.')}>
        {say('Open one, plan its shifts, and give tasks to whoever is on duty instead of to a name.')}
      </Empty>
    )
  }
  return (
    <ul className="plain-list card">
      {asked.data.items.map(({ id, state, duty, faults, marking }) => (
        <li key={id}>
          <span className="row apart">
            <Link to="/rota" search={{ rota: id }} className="title-link" data-row>
              {state.name}
            </Link>
            <span className="row">
              {faults.length > 0 ? (
                <Badge tone="warn">{sayCount(faults.length, '{n} fault in the plan', '{n} faults in the plan')}</Badge>
              ) : null}
              <Tlp label={marking.tlp} />
            </span>
          </span>
          <span className="row small">
            {duty.person ? (
              <span>
                {say('On duty: {name}', { name: names.person(duty.person) })}
                {duty.waitsFor ? ` · ${say('waits for {name}', { name: names.person(duty.waitsFor) })}` : ''}
              </span>
            ) : (
              <Badge tone="bad">{say('Nobody is on duty')}</Badge>
            )}
            {duty.next ? (
              <span className="quiet">
                {say('Next: {name}', { name: names.person(duty.next.person) })}, <Time at={duty.next.from} />
              </span>
            ) : null}
          </span>
        </li>
      ))}
    </ul>
  )
}
