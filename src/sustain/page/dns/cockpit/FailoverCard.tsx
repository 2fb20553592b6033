// One failover: what it stands at, why, what can be done with it, and every step with what came back.
import { type ReactNode, useState } from 'react'
import { useTell } from '#web/ask.ts'
import { Badge } from '#web/kit/Badge.tsx'
import { Button } from '#web/kit/Button.tsx'
import { Card } from '#web/kit/Card.tsx'
import { Time } from '#web/kit/Time.tsx'
import { useChoices } from '#web/place.ts'
import { say } from '#web/say.ts'
import { useMay } from '#web/session.ts'
import { useNames } from '#web/shell/names.ts'
import { dismissFailover, goFailover, rollBackFailover } from '../../../api/failover.ts'
import type { Failover } from '../../../model/failover.ts'
import { HealthMark } from '../HealthMark.tsx'
import type { ShownVerdicts } from '../PlanWall.tsx'
import { clockWord, millisecondsWord, stateTones, stateWord } from '../words.ts'
import { AstrayNote } from './AstrayNote.tsx'
import { DrillSummary } from './DrillSummary.tsx'
import { expectedEffect } from './effect.ts'
import { MoveDialog } from './MoveDialog.tsx'
import { ReasonDialog } from './ReasonDialog.tsx'
import type { Part, ShownFailover, ShownPlan } from './shown.ts'

interface FailoverCardProps {
  shown: ShownFailover
  plan: ShownPlan
  part: Part
  verdicts: ShownVerdicts | undefined
}

export function FailoverCard({ shown, plan, part, verdicts }: FailoverCardProps): ReactNode {
  const { failover } = shown
  const { state } = failover
  const [{ failover: chosen }, choose] = useChoices('failover')
  const elsewhere = plan.open && plan.open.id !== failover.id
  return (
    <Card
      title={part(say('Failover of {at}', { at: `${state.proposedAt.slice(0, 16).replace('T', ' ')} UTC` }))}
      aside={
        <span className="row">
          <Badge tone={stateTones[state.state]}>{stateWord(state.state)}</Badge>
          {chosen && plan.open?.id !== chosen ? (
            <span className="no-print">
              <Button small kind="quiet" onPress={() => choose({ failover: undefined })}>
                {say('Close')}
              </Button>
            </span>
          ) : null}
        </span>
      }
    >
      <div className="stack">
        {elsewhere ? (
          <div className="note warn" role="alert">
            <p>{say('This is an older one. Another failover of this plan is open.')}</p>
            <Button small onPress={() => choose({ failover: undefined })}>
              {say('Show the one that is open')}
            </Button>
          </div>
        ) : null}
        {state.state === 'stranded' ? <Stranded plan={plan} /> : null}
        {state.state === 'switched' && state.astray ? <AstrayNote astray={state.astray} plan={plan} /> : null}
        <Decide shown={shown} plan={plan} verdicts={verdicts} />
        {state.state === 'proposed' ? <Effect plan={plan} verdicts={verdicts} failover={state} /> : null}
        <Reasons state={state} />
        {state.drill && (state.state === 'returned' || state.state === 'failed') ? (
          <DrillSummary failover={state} name={plan.plan.state.name} />
        ) : null}
        <Steps steps={state.steps} />
      </div>
    </Card>
  )
}

function Stranded({ plan }: { plan: ShownPlan }): ReactNode {
  return (
    <div className="note bad stranded" role="alert">
      <strong>{say('STRANDED: names may not resolve for anybody who uses this resolver.')}</strong>
      <ol>
        <li>
          {say('Look at the resolver itself, at once: is "{control}" running, and does it answer?', {
            control: plan.plan.state.control,
          })}
        </li>
        <li>{say('Then roll back: what stood before is kept, and is put back exactly.')}</li>
        <li>
          {say('Without this node: ./tocsin sustain dns rollback --control {control}', {
            control: plan.plan.state.control,
          })}
        </li>
      </ol>
    </div>
  )
}

function Decide({ shown, plan, verdicts }: Omit<FailoverCardProps, 'part'>): ReactNode {
  const [asking, setAsking] = useState<'go' | 'again' | 'back' | 'dismiss'>()
  const dismissing = useTell(dismissFailover)
  const may = useMay()
  const { failover, can } = shown
  // A dialog that is open stays, to say that somebody else decided.
  if (can.length === 0 && !asking) return null
  if (!may(goFailover))
    return <p className="note">{say('Duty officers and crisis managers decide this; you may not.')}</p>
  const close = () => setAsking(undefined)
  return (
    <>
      <div className="row no-print">
        {can.includes('go') ? (
          <Button kind="first" onPress={() => setAsking('go')}>
            {say('GO')}
          </Button>
        ) : null}
        {can.includes('again') ? (
          <Button kind="first" onPress={() => setAsking('again')}>
            {say('Set it again')}
          </Button>
        ) : null}
        {can.includes('back') && may(rollBackFailover) ? (
          <Button kind={failover.state.wayBack ? 'first' : 'danger'} onPress={() => setAsking('back')}>
            {say('Roll back')}
          </Button>
        ) : null}
        {can.includes('dismiss') ? <Button onPress={() => setAsking('dismiss')}>{say('Dismiss')}</Button> : null}
      </div>
      {asking === 'go' || asking === 'again' || asking === 'back' ? (
        <MoveDialog what={asking} failover={failover} plan={plan} verdicts={verdicts} onClose={close} />
      ) : null}
      {asking === 'dismiss' ? (
        <ReasonDialog
          title={say('Dismiss')}
          submit={say('Not now')}
          telling={dismissing}
          onSend={(reason) => dismissing.tell({ id: failover.id, version: failover.version, reason })}
          onClose={close}
        >
          {say('Nothing is changed, and the same is not proposed again for a while.')}
        </ReasonDialog>
      ) : null}
    </>
  )
}

function Effect({
  plan,
  verdicts,
  failover,
}: {
  plan: ShownPlan
  verdicts: ShownVerdicts | undefined
  failover: Failover
}): ReactNode {
  return (
    <div>
      <h3>{say('What to expect')}</h3>
      <ul>
        {expectedEffect(plan.plan.state, verdicts?.verdicts ?? failover.evidence).map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </div>
  )
}

function Reasons({ state }: { state: Failover }): ReactNode {
  const people = useNames()
  return (
    <div>
      <h3>{say('Evidence')}</h3>
      <ul>
        {state.because.map((line) => (
          <li key={line}>{line}</li>
        ))}
        {state.failingSince ? (
          <li>
            {say('Not well since')} <Time at={state.failingSince} show="both" />
          </li>
        ) : null}
        {state.decidedAt ? (
          <li>
            {state.decidedBy
              ? say('{name} said go', { name: people.person(state.decidedBy) })
              : say('It moved by itself, as was allowed')}
            {', '}
            <Time at={state.decidedAt} show="both" />
          </li>
        ) : null}
        {state.restoredAfterMilliseconds === null ? null : (
          <li>
            {say('Names resolved again {time} after it began', {
              time: millisecondsWord(state.restoredAfterMilliseconds),
            })}
          </li>
        )}
      </ul>
      {state.wayBack ? (
        <div className="note good">
          <strong>{say('The usual resolver is well again: the way back is proposed.')}</strong>
          <ul>
            {state.wayBack.because.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        </div>
      ) : null}
      {state.evidence.length > 0 ? (
        <details>
          <summary>{say('What each vantage point said then')}</summary>
          <ul>
            {state.evidence.map((one) => (
              <li key={`${one.vantage} ${one.upstream}`}>
                <HealthMark health={one.health} /> {one.upstream}, {one.vantage}: {one.because.join(' ')}
              </li>
            ))}
          </ul>
        </details>
      ) : null}
    </div>
  )
}

function Steps({ steps }: { steps: Failover['steps'] }): ReactNode {
  if (steps.length === 0) return null
  return (
    <div>
      <h3>{say('Steps')}</h3>
      <ol className="steps" aria-live="polite">
        {steps.map((step, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: steps are only added, and two may have the same words.
          <li key={place} data-ok={step.ok}>
            <span className="mono small">{clockWord(step.at)}</span>
            <span>
              <strong>{step.did}</strong> {step.ok ? null : <Badge tone="bad">{say('not ok')}</Badge>}
              <br />
              <span className="small quiet">{step.said}</span>
            </span>
          </li>
        ))}
      </ol>
    </div>
  )
}
