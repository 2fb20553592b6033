// What can be begun with a plan: a move by hand, a drill, a change, a rest, a copy as a file.
import { type ReactNode, useState } from 'react'
import { useTell } from '#web/ask.ts'
import { saveBlob } from '#web/client.ts'
import { Button } from '#web/kit/Button.tsx'
import { Problem } from '#web/kit/Problem.tsx'
import { useChoices } from '#web/place.ts'
import { say } from '#web/say.ts'
import { useMay } from '#web/session.ts'
import { changePlan, proposeFailover, startDrill } from '../../../api/failover.ts'
import { PlanDialog } from '../form/PlanDialog.tsx'
import { planFileOf } from '../form/plan-text.ts'
import { ReasonDialog } from './ReasonDialog.tsx'
import type { ShownPlan } from './shown.ts'

export function Actions({ shown: { plan, open, control } }: { shown: ShownPlan }): ReactNode {
  const [asking, setAsking] = useState<'propose' | 'drill' | 'change'>()
  const [, choose] = useChoices('failover')
  const proposing = useTell(proposeFailover)
  const drilling = useTell(startDrill)
  const changing = useTell(changePlan)
  const may = useMay()
  const close = () => setAsking(undefined)
  const look = ({ id }: { id: string }) => choose({ failover: id })
  const { active } = plan.state
  return (
    <>
      {!open && active && may(proposeFailover) ? (
        <Button kind="first" onPress={() => setAsking('propose')}>
          {say('Propose a move')}
        </Button>
      ) : null}
      {!open && may(startDrill) ? <Button onPress={() => setAsking('drill')}>{say('Start a drill')}</Button> : null}
      {may(changePlan) ? <Button onPress={() => setAsking('change')}>{say('Change')}</Button> : null}
      {may(changePlan) ? (
        <Button
          isPending={changing.pending}
          onPress={() =>
            void changing.tell({ id: plan.id, version: plan.version, active: !active }).catch(() => undefined)
          }
        >
          {active ? say('Put to rest') : say('Wake')}
        </Button>
      ) : null}
      <Button
        onPress={() =>
          saveBlob(
            `${plan.state.control}.plan.json`,
            new Blob([`${JSON.stringify(planFileOf(plan.state), null, 2)}\n`], { type: 'application/json' }),
          )
        }
      >
        {say('Plan file')}
      </Button>
      <Problem error={changing.error} />
      {asking === 'propose' ? (
        <ReasonDialog
          title={say('Propose a move')}
          submit={say('Propose it')}
          telling={proposing}
          onSend={(reason) => proposing.tell({ plan: plan.id, reason }).then(look)}
          onClose={close}
        >
          {say('Nothing is changed until somebody says go.')}
        </ReasonDialog>
      ) : null}
      {asking === 'drill' ? (
        <ReasonDialog
          title={say('Start a drill')}
          submit={say('Start the drill')}
          telling={drilling}
          onSend={(reason) => drilling.tell({ plan: plan.id, reason }).then(look)}
          onClose={close}
        >
          {control?.drill
            ? say('"{control}" is made for drills: the move is made, verified and taken back.', {
                control: control.name,
              })
            : say('All steps are taken but those that touch the resolver. Nobody who uses it notices anything.')}
        </ReasonDialog>
      ) : null}
      {asking === 'change' ? <PlanDialog controls={control ? [control] : []} plan={plan} onClose={close} /> : null}
    </>
  )
}
