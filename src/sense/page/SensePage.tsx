// Sense: the wall of targets, the attacks that were detected, what all channels say together, and what is watched by whom.
import './sense.css'
import type { ReactNode } from 'react'
import { useAsk } from '#web/ask.ts'
import { Button } from '#web/kit/Button.tsx'
import { Page } from '#web/kit/Page.tsx'
import { Tabs } from '#web/kit/Tabs.tsx'
import { useChoices } from '#web/place.ts'
import { say } from '#web/say.ts'
import { useMay } from '#web/session.ts'
import { addTarget, importComplaints, listAttacks, registerSensor } from '../api.ts'
import { AddComplaints } from './AddComplaints.tsx'
import { Attacks } from './Attacks.tsx'
import { Observations } from './Observations.tsx'
import { SensorDialog } from './SensorDialog.tsx'
import { Sensors } from './Sensors.tsx'
import { TargetDialog } from './TargetDialog.tsx'
import { Targets } from './Targets.tsx'
import { Wall } from './Wall.tsx'

const tabs = ['wall', 'attacks', 'observations', 'targets', 'sensors'] as const

export function SensePage(): ReactNode {
  const [{ tab, add }, choose] = useChoices('tab', 'add')
  const may = useMay()
  const unjudged = useAsk(listAttacks, { judged: false, limit: 1 }, { keep: true, hears: ['sense.attack'] }).data?.total
  const close = () => choose({ add: undefined })
  return (
    <Page
      title={say('Sense')}
      wide
      lead={say('What comes in, how much of it, since when, and whether that is usual.')}
      actions={
        <>
          {may(addTarget) ? (
            <Button kind="first" icon="plus" onPress={() => choose({ add: 'target' })}>
              {say('Watch a target')}
            </Button>
          ) : null}
          {may(registerSensor) ? (
            <Button icon="plus" onPress={() => choose({ add: 'sensor', tab: 'sensors' })}>
              {say('Register a sensor')}
            </Button>
          ) : null}
          {may(importComplaints) ? (
            <Button icon="upload" onPress={() => choose({ add: 'complaints' })}>
              {say('Complaints from a file')}
            </Button>
          ) : null}
        </>
      }
    >
      <Tabs
        label={say('Parts of sense')}
        chosen={tabs.find((it) => it === tab) ?? 'wall'}
        onChoose={(id) => choose({ tab: id === 'wall' ? undefined : id })}
        tabs={[
          { id: 'wall', title: say('Wall'), content: <Wall /> },
          { id: 'attacks', title: say('Attacks'), count: unjudged, content: <Attacks /> },
          { id: 'observations', title: say('Observations'), content: <Observations /> },
          { id: 'targets', title: say('Targets'), content: <Targets /> },
          { id: 'sensors', title: say('Sensors'), content: <Sensors /> },
        ]}
      />
      {add === 'target' && may(addTarget) ? <TargetDialog onClose={close} /> : null}
      {add === 'sensor' && may(registerSensor) ? <SensorDialog onClose={close} /> : null}
      {add === 'complaints' && may(importComplaints) ? <AddComplaints onClose={close} /> : null}
    </Page>
  )
}
