// One plan on the wall: each upstream by each vantage point, what that adds up to, and the figures behind a cell.
import { Link } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import type { OutputOf } from '#kernel/contract.ts'
import { Badge, Tlp } from '#web/kit/Badge.tsx'
import { Scrolled } from '#web/kit/Scrolled.tsx'
import { exactly } from '#web/kit/Time.tsx'
import { say } from '#web/say.ts'
import type { listVerdicts } from '../../api/vantage.ts'
import type { FailoverState } from '../../model/failover.ts'
import type { Upstream, Verdict } from '../../model/resolvers.ts'
import { percent } from '../words.ts'
import { HealthMark } from './HealthMark.tsx'
import { ageWord, millisecondsWord, stateTones, stateWord, upstreamWord } from './words.ts'

export type ShownVerdicts = OutputOf<typeof listVerdicts>['plans'][number]

export function PlanWall({ shown, now, open }: PlanWallProps): ReactNode {
  const { plan } = shown
  return (
    <section className="card wall-plan" aria-labelledby={`wall-${plan.id}`}>
      <header className="card-head">
        <h2 id={`wall-${plan.id}`}>
          <Link to="/dns/plans/$id" params={{ id: plan.id }} className="title-link" data-row>
            {plan.state.name}
          </Link>
        </h2>
        <span className="row">
          {open?.drill ? <Badge tone="bronze">{say('DRILL')}</Badge> : null}
          {open?.astray ? <Badge tone="bad">{say('does not stand as it was set')}</Badge> : null}
          {open ? <Badge tone={stateTones[open.state]}>{stateWord(open.state)}</Badge> : null}
          <Tlp label={plan.marking.tlp} />
        </span>
      </header>
      <VerdictTable shown={shown} now={now} />
    </section>
  )
}

interface PlanWallProps {
  shown: ShownVerdicts
  now: string
  open: { state: FailoverState; drill: boolean; astray: boolean } | null
}

export function vantagesOf({ plan, verdicts }: ShownVerdicts): string[] {
  return [...new Set([...plan.state.vantages, ...verdicts.map(({ vantage }) => vantage)])]
}

export function VerdictTable({ shown, now }: { shown: ShownVerdicts; now: string }): ReactNode {
  const [at, setAt] = useState<{ upstream: string; vantage: string }>()
  const vantages = vantagesOf(shown)
  const { plan, usual, fallback, verdicts } = shown
  const found = verdicts.find(({ upstream, vantage }) => upstream === at?.upstream && vantage === at.vantage)
  const rows = (upstreams: readonly Upstream[], role: string) =>
    upstreams.map((upstream) => (
      <tr key={upstream.name}>
        <th scope="row">
          {upstream.name}
          <span className="small quiet wall-place">
            {role} · {upstreamWord(upstream)}
          </span>
        </th>
        {vantages.map((vantage) => (
          <Cell
            key={vantage}
            verdict={verdicts.find((one) => one.upstream === upstream.name && one.vantage === vantage)}
            shown={shown}
            now={now}
            onLook={() => setAt({ upstream: upstream.name, vantage })}
          />
        ))}
        {vantages.length === 0 ? <td className="small quiet">{say('none yet')}</td> : null}
      </tr>
    ))
  return (
    <div className="stack tight">
      <Together title={say('Usual')} judged={usual} />
      <Together title={say('Fallback')} judged={fallback} />
      <p className="small quiet">
        {say('Health, median and 95th percentile, and how old the report is. Touch a cell for its figures.')}
      </p>
      <Scrolled label={say('Upstreams of {plan} by vantage point', { plan: plan.state.name })}>
        <table className="table wall-table">
          <thead>
            <tr>
              <th scope="col">{say('Upstream')}</th>
              {vantages.map((vantage) => (
                <th key={vantage} scope="col">
                  {vantage}
                </th>
              ))}
              {vantages.length === 0 ? <th scope="col">{say('Vantage points')}</th> : null}
            </tr>
          </thead>
          <tbody>
            {rows(plan.state.usual, say('usual'))}
            {rows(plan.state.fallback, say('fallback'))}
          </tbody>
        </table>
      </Scrolled>
      {vantages.length === 0 ? (
        <p className="small quiet">
          {say('No vantage point has reported yet. This node begins within a few seconds.')}
        </p>
      ) : null}
      {found ? <Figures verdict={found} shown={shown} /> : null}
    </div>
  )
}

export function Together({ title, judged }: { title: string; judged: ShownVerdicts['usual'] }): ReactNode {
  return (
    <p className="wall-together">
      <strong>{title}</strong> <HealthMark health={judged.says} />{' '}
      <span className="small quiet">{judged.because.join(' ')}</span>
    </p>
  )
}

interface CellProps {
  verdict: Verdict | undefined
  shown: ShownVerdicts
  now: string
  onLook: () => void
}

function Cell({ verdict, shown, now, onLook }: CellProps): ReactNode {
  if (!verdict)
    return (
      <td>
        <span className="small quiet">{say('not heard')}</span>
      </td>
    )
  const silent = shown.usual.unheard.includes(verdict.vantage) || shown.fallback.unheard.includes(verdict.vantage)
  const { medianMilliseconds, p95Milliseconds } = verdict.figures
  return (
    <td data-silent={silent || undefined}>
      <button type="button" className="wall-cell" onFocus={onLook} onClick={onLook}>
        <span className="unseen">
          {say('{upstream} from {vantage}:', { upstream: verdict.upstream, vantage: verdict.vantage })}
        </span>
        <HealthMark health={verdict.health} />
        <span className="small">
          {millisecondsWord(medianMilliseconds)} / {millisecondsWord(p95Milliseconds)}
        </span>
        <span className="small quiet">
          {silent ? say('silent, heard {age}', { age: ageWord(verdict.at, now) }) : ageWord(verdict.at, now)}
        </span>
      </button>
    </td>
  )
}

function Figures({ verdict, shown }: { verdict: Verdict; shown: ShownVerdicts }): ReactNode {
  const { figures, upstream, vantage, because, health } = verdict
  const turned = shown.changes.find((one) => one.upstream === upstream && one.vantage === vantage)
  return (
    <div className="wall-figures">
      <h3>{say('{upstream} from {vantage}', { upstream, vantage })}</h3>
      <p>
        <HealthMark health={health} />{' '}
        {turned ? say('since {at}', { at: exactly(turned.at) }) : say('for longer than a day')}
      </p>
      {because.length > 0 ? (
        <ul>
          {because.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      ) : null}
      <dl className="facts wall-facts">
        <Figure label={say('Questions')}>{figures.samples}</Figure>
        <Figure label={say('Without use')}>{percent(figures.failed)}</Figure>
        <Figure label={say('SERVFAIL')}>{percent(figures.servfail)}</Figure>
        <Figure label={say('NXDOMAIN, wrongly')}>{percent(figures.nxdomain)}</Figure>
        <Figure label={say('Too slow')}>{percent(figures.slow)}</Figure>
        <Figure label={say('Against the others')}>{percent(figures.disagreeing)}</Figure>
        <Figure label={say('Median')}>{millisecondsWord(figures.medianMilliseconds)}</Figure>
        <Figure label={say('95th percentile')}>{millisecondsWord(figures.p95Milliseconds)}</Figure>
        <Figure label={say('Checks signatures')}>
          {figures.validates === null ? say('not asked') : figures.validates ? say('yes') : say('no')}
        </Figure>
      </dl>
    </div>
  )
}

function Figure({ label, children }: { label: string; children: ReactNode }): ReactNode {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  )
}
