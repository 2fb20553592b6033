// The resolver wall: what each vantage point says at this moment of the resolvers that plans rest on.
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useAsk } from '#web/ask.ts'
import { Badge } from '#web/kit/Badge.tsx'
import { Button, buttonClass } from '#web/kit/Button.tsx'
import { Card } from '#web/kit/Card.tsx'
import { Empty, Skeleton } from '#web/kit/Empty.tsx'
import { Page } from '#web/kit/Page.tsx'
import { Problem } from '#web/kit/Problem.tsx'
import { useChoices, usePlace } from '#web/place.ts'
import { say } from '#web/say.ts'
import { useMay } from '#web/session.ts'
import { addPlan, listPlans } from '../../api/failover.ts'
import { listVerdicts } from '../../api/vantage.ts'
import type { FailoverState } from '../../model/failover.ts'
import { DnsLinks } from './DnsLinks.tsx'
import { PlanDialog } from './form/PlanDialog.tsx'
import { PlanWall, type ShownVerdicts } from './PlanWall.tsx'

export function WallPage(): ReactNode {
  const plans = useAsk(listPlans, {}, { keep: true, hears: ['sustain.plan', 'sustain.failover'] })
  const wall = useAsk(listVerdicts, {}, { keep: true, present: true, hears: ['sustain.plan'], everySeconds: 3 })
  const [{ add }, choose] = useChoices('add')
  const may = useMay()
  const { asOf } = usePlace()
  const controls = plans.data?.controls ?? []
  const openOf = (plan: string) => plans.data?.plans.find(({ id }) => id === plan)?.open ?? null
  const resting = (plans.data?.plans ?? []).filter(({ state }) => !state.active)
  return (
    <Page
      title={say('Resolvers')}
      wide
      above={<DnsLinks />}
      lead={say('What each vantage point says of the resolvers that names hang on, and what that adds up to.')}
      actions={
        may(addPlan) ? (
          <Button kind="first" icon="plus" onPress={() => choose({ add: 'plan' })}>
            {say('New plan')}
          </Button>
        ) : null
      }
    >
      <Problem error={plans.error ?? wall.error} onAgain={() => void Promise.all([plans.refetch(), wall.refetch()])} />
      {asOf ? (
        <p className="note">{say('What vantage points say is of this moment, also while the past is shown.')}</p>
      ) : null}
      {plans.data?.controlsFault ? (
        <p className="note warn">
          {say('The file of controls cannot be used: {fault}', { fault: plans.data.controlsFault })}
        </p>
      ) : null}
      {plans.isPending || wall.isPending ? <Skeleton lines={4} tall /> : null}
      {wall.data && wall.data.plans.length === 0 ? <NoPlans controls={controls.length} /> : null}
      {urgentFirst(wall.data?.plans ?? [], openOf).map((shown) => (
        <PlanWall key={shown.plan.id} shown={shown} now={wall.data?.at ?? ''} open={openOf(shown.plan.id)} />
      ))}
      {resting.length > 0 ? (
        <Card title={say('Plans at rest')}>
          <ul className="plain-list">
            {resting.map(({ id, state }) => (
              <li key={id}>
                <Link to="/dns/plans/$id" params={{ id }} className="title-link" data-row>
                  {state.name}
                </Link>{' '}
                <Badge tone="quiet">{say('at rest')}</Badge>
              </li>
            ))}
          </ul>
        </Card>
      ) : null}
      {add === 'plan' && may(addPlan) && plans.data ? (
        <PlanDialog controls={controls} onClose={() => choose({ add: undefined })} />
      ) : null}
    </Page>
  )
}

type OpenOf = (plan: string) => { state: FailoverState; drill: boolean; astray: boolean } | null

/** Whoever looks at the wall sees first what cannot wait. */
function urgentFirst(plans: readonly ShownVerdicts[], openOf: OpenOf): ShownVerdicts[] {
  const urgent = ({ plan, usual }: ShownVerdicts) => {
    const open = openOf(plan.id)
    if (open?.state === 'stranded' || open?.astray) return 0
    if (open && !open.drill) return 1
    return usual.says === 'failing' || usual.says === 'lying' ? 2 : 3
  }
  return [...plans].sort((one, other) => urgent(one) - urgent(other))
}

function NoPlans({ controls }: { controls: number }): ReactNode {
  return (
    <Empty
      icon="dns"
      title={say('No plan is at work yet')}
      action={
        <Link to="/manual/$page" params={{ page: 'dns-failover' }} className={buttonClass()}>
          {say('How it is set up')}
        </Link>
      }
    >
      {controls === 0
        ? say(
            'First name the resolvers that may be changed in a file of controls (TOCSIN_CONTROLS). Then add a plan here or from a plan file, and let vantage points elsewhere report with ./tocsin sustain dns watch.',
          )
        : say(
            'The file of controls is read. Add a plan, from a guideline or from a plan file; then let vantage points elsewhere report with ./tocsin sustain dns watch.',
          )}
    </Empty>
  )
}
