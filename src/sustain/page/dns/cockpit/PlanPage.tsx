// The failover cockpit of one plan: what stands, what speaks for a move, who may decide, and every step as it happens.
import { useParams } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useAsk } from '#web/ask.ts'
import { Badge, Tlp } from '#web/kit/Badge.tsx'
import { Card } from '#web/kit/Card.tsx'
import { Skeleton } from '#web/kit/Empty.tsx'
import { Page } from '#web/kit/Page.tsx'
import { Problem } from '#web/kit/Problem.tsx'
import { useChoices, usePlace } from '#web/place.ts'
import { say } from '#web/say.ts'
import { getFailover, getPlan } from '../../../api/failover.ts'
import { listVerdicts } from '../../../api/vantage.ts'
import { DnsLinks } from '../DnsLinks.tsx'
import { VerdictTable } from '../PlanWall.tsx'
import { Actions } from './Actions.tsx'
import { BadSpark } from './BadSpark.tsx'
import { FailoverCard } from './FailoverCard.tsx'
import { History } from './History.tsx'
import { Permission } from './Permission.tsx'
import { PlanCard } from './PlanCard.tsx'
import { Stands } from './Stands.tsx'

const kinds = ['sustain.plan', 'sustain.failover']

export function PlanPage(): ReactNode {
  const { id = '' } = useParams({ strict: false })
  const { realm, asOf } = usePlace()
  const [{ failover: chosen }] = useChoices('failover')
  const asked = useAsk(getPlan, { id }, { keep: true, hears: kinds, everySeconds: 5 })
  const verdicts = useAsk(
    listVerdicts,
    { plan: id, hours: 24 },
    { keep: true, present: true, hears: kinds, everySeconds: 3 },
  )
  const open = asked.data?.open
  const looked = chosen ?? open?.id
  const moving = open?.state.state === 'switching' || open?.state.state === 'returning'
  const failover = useAsk(
    getFailover,
    { id: looked ?? id },
    { when: looked !== undefined, keep: true, hears: kinds, ...(moving ? { everySeconds: 2 } : {}) },
  )
  const shown = looked === undefined ? undefined : failover.data
  const { data } = asked
  const drill = shown?.failover.state.drill ?? false
  const name = data?.plan.state.name ?? say('Plan')
  const part = (title: string) => (drill ? say('DRILL · {title}', { title }) : title)
  const seen = verdicts.data?.plans[0]
  return (
    <Page
      title={part(name)}
      wide
      above={<DnsLinks />}
      lead={say('Where the names of {control} go when its usual resolver fails.', {
        control: data?.plan.state.control ?? '…',
      })}
      actions={data && !asOf ? <Actions shown={data} /> : null}
    >
      <Problem error={asked.error} onAgain={() => void asked.refetch()} />
      {asked.isPending ? <Skeleton lines={6} tall /> : null}
      {data ? (
        <div className="cockpit" data-drill={drill || undefined}>
          {drill ? (
            <p className="drill-band" role="status">
              {realm === 'live' ? '' : `${say('EXERCISE')} · `}
              {say('DRILL')} · {say('This failover is only practised. What vantage points see, below, is real.')}
            </p>
          ) : null}
          <p className="row">
            <Badge tone={data.plan.state.active ? 'good' : 'quiet'}>
              {data.plan.state.active ? say('at work') : say('at rest')}
            </Badge>
            {data.plan.state.active ? null : (
              <span className="small quiet">{say('Nothing is asked, proposed or moved until somebody wakes it.')}</span>
            )}
            <Tlp label={data.plan.marking.tlp} />
          </p>
          {shown ? <FailoverCard shown={shown} plan={data} part={part} verdicts={seen} /> : null}
          <div className="cockpit-two">
            <Stands shown={data} part={part} />
            <Permission shown={data} part={part} />
          </div>
          <Card title={drill ? part(say('What is really seen now')) : say('What is seen now')}>
            {asOf ? <p className="note">{say('This is of the present moment, not of the past.')}</p> : null}
            {seen && verdicts.data ? (
              <div className="stack">
                <VerdictTable shown={seen} now={verdicts.data.at} />
                {seen.verdicts.length > 0 ? <BadSpark shown={seen} now={verdicts.data.at} /> : null}
              </div>
            ) : (
              <Problem error={verdicts.error} />
            )}
          </Card>
          <PlanCard plan={data.plan} part={part} />
          <History plan={data.plan.id} part={part} />
        </div>
      ) : null}
    </Page>
  )
}
