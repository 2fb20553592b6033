// A step in the record: who put it forward, who was consulted and said what, who decided and why, and the hand-over.
import { type ReactNode, useState } from 'react'
import { Badge } from '#web/kit/Badge.tsx'
import { Button } from '#web/kit/Button.tsx'
import { Time } from '#web/kit/Time.tsx'
import { say } from '#web/say.ts'
import { useNames } from '#web/shell/names.ts'
import type { LadderShown } from '../../api/ladder.ts'
import { Sourced } from '../duties/Sourced.tsx'
import { Criteria } from './Criteria.tsx'
import { KnownAt } from './KnownAt.tsx'
import { SaidList } from './SaidList.tsx'
import { StepDialog, type StepDoing } from './StepDialog.tsx'
import { stepTones, stepWord } from './words.ts'

export type ShownStep = LadderShown['steps'][number]

export function StepCard({ shown, step }: { shown: LadderShown; step: ShownStep }): ReactNode {
  const [doing, setDoing] = useState<StepDoing | null>(null)
  const names = useNames()
  const network = shown.networks.find(({ id }) => id === step.network)
  const mode = (id: string) => network?.modes.find((one) => one.id === id)?.name ?? id
  return (
    <li className="step-card" id={`step-${step.key}`}>
      <div className="row apart">
        <h3>
          {network?.name ?? step.network}: {mode(step.from)} → {mode(step.to)}{' '}
          <span className="quiet small">{step.key}</span>
        </h3>
        <Badge tone={stepTones[step.status]}>{stepWord(step.status)}</Badge>
      </div>
      <p className="small">
        {say('Put forward by {name}', { name: names.actor(step.proposedBy) })} <Time at={step.proposedAt} show="both" />
        {step.reason ? `: ${step.reason}` : ''}
      </p>
      {step.gaps.length > 0 ? (
        <ul className="note warn small" aria-label={say('Stands in the way')}>
          {step.gaps.map((gap) => (
            <li key={gap}>{gap}</li>
          ))}
        </ul>
      ) : null}
      <SaidList said={step.consulted} />
      <Decided step={step} crisis={shown.crisis.id} />
      {step.ended ? (
        <p className="small">
          {names.actor(step.ended.by)} <Time at={step.ended.at} />: {step.ended.reason}
        </p>
      ) : null}
      <HandedOver step={step} />
      <details>
        <summary className="small">{say('Criteria when it was put forward, and its source')}</summary>
        <Criteria criteria={step.criteria} />
        <p className="small">{say('Decided by: {who}.', { who: step.decider.text })}</p>
        <Sourced source={step.decider.source} verification={step.decider.verification} />
      </details>
      {shown.mayAct ? (
        <div className="row no-print">
          {doable(step).map(([what, word, kind]) => (
            <Button key={what} small kind={kind} onPress={() => setDoing(what)}>
              {word}
            </Button>
          ))}
        </div>
      ) : null}
      {doing ? <StepDialog shown={shown} step={step} doing={doing} onClose={() => setDoing(null)} /> : null}
    </li>
  )
}

function doable({ status, handOver }: ShownStep): [StepDoing, string, 'first' | 'plain' | 'quiet'][] {
  if (status === 'proposed')
    return [
      ['consult', say('Record a consultation'), 'plain'],
      ['taken', say('It was taken'), 'first'],
      ['refused', say('It was refused'), 'plain'],
      ['withdraw', say('Withdraw'), 'quiet'],
    ]
  if (status !== 'taken') return []
  const said: [StepDoing, string, 'quiet'] = ['consult', say('Record a consultation'), 'quiet']
  if (!handOver) return [['hand-over', say('Hand over'), 'first'], said]
  return handOver.receipt ? [said] : [['receipt', say('Record the receipt'), 'first'], said]
}

function Decided({ step: { decision }, crisis }: { step: ShownStep; crisis: string }): ReactNode {
  const names = useNames()
  if (!decision) return null
  const { outcome, decider, by, at, reason, despite, knownAt } = decision
  return (
    <div className="stack tight">
      <p>
        {outcome === 'taken'
          ? say('Decided by {decider}, written down by {name}', { decider: decider.name, name: names.actor(by) })
          : say('Refused by {decider}, written down by {name}', { decider: decider.name, name: names.actor(by) })}{' '}
        <Time at={at} show="both" />: {reason}
      </p>
      {despite ? <p className="note warn small">{say('All the same, because: {why}', { why: despite })}</p> : null}
      <KnownAt at={knownAt} crisis={crisis} />
    </div>
  )
}

function HandedOver({ step: { handOver } }: { step: ShownStep }): ReactNode {
  const names = useNames()
  if (!handOver) return null
  const { to, what, at, by, receipt } = handOver
  return (
    <p className="small">
      {say('{name} handed over to {to}: {what}', { name: names.actor(by), to: to.name, what })} <Time at={at} />.{' '}
      {receipt ? (
        <>
          {say('Receipt: {text}', { text: receipt.text })} <Time at={receipt.at} />
        </>
      ) : (
        <Badge tone="warn">{say('no receipt yet')}</Badge>
      )}
    </p>
  )
}
