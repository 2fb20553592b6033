// The plan itself: from where to where, what stays, when, and how it is shown to work.
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { Badge } from '#web/kit/Badge.tsx'
import { Card } from '#web/kit/Card.tsx'
import { say, sayCount } from '#web/say.ts'
import type { Upstream } from '../../../model/resolvers.ts'
import { percent } from '../../words.ts'
import { secondsWord, upstreamWord } from '../words.ts'
import type { Part, ShownPlan } from './shown.ts'

export function PlanCard({ plan: { state }, part }: { plan: ShownPlan['plan']; part: Part }): ReactNode {
  const { usual, fallback, exclusions, questions, quorum, vantages, hysteresis, thresholds } = state
  return (
    <Card title={part(say('The plan'))}>
      <div className="stack">
        <div className="from-to">
          <Side title={say('Usual')} upstreams={usual} />
          <span aria-hidden="true">→</span>
          <Side title={say('Fallback')} upstreams={fallback} />
        </div>
        <dl className="facts">
          <dt>{say('Stays where it is')}</dt>
          <dd>{exclusions.length > 0 ? exclusions.join(', ') : say('nothing')}</dd>
          <dt>{say('Moves after')}</dt>
          <dd>
            {say('{failing} of not being well', { failing: secondsWord(hysteresis.failingSeconds) })}
            {state.staggerSeconds > 0
              ? say(', and {stagger} of waiting for its turn', { stagger: secondsWord(state.staggerSeconds) })
              : ''}
          </dd>
          <dt>{say('Goes back after')}</dt>
          <dd>
            {say('{well} of being well, and {least} since the move', {
              well: secondsWord(hysteresis.wellSeconds),
              least: secondsWord(hysteresis.leastSeconds),
            })}
          </dd>
          <dt>{say('Quorum')}</dt>
          <dd>
            {say('{least} of {of} vantage points', { ...quorum })}
            {vantages.length > 0 ? `: ${vantages.join(', ')}` : ''}
          </dd>
          <dt>{say('Not well is')}</dt>
          <dd>
            {say('{failed} without use, or {slow} slower than {ms} ms, or {lies} against the others', {
              failed: percent(thresholds.mostFailed),
              slow: percent(thresholds.mostSlow),
              ms: thresholds.slowMilliseconds,
              lies: percent(thresholds.mostDisagreeing),
            })}
          </dd>
          <dt>{say('Verified by')}</dt>
          <dd>
            {sayCount(
              questions.length,
              '{n} question, and one that nobody asked before',
              '{n} questions, and one that nobody asked before',
            )}
            : <span className="mono small">{questions.map(({ name, type }) => `${name} ${type}`).join(', ')}</span>
          </dd>
          {state.guideline ? (
            <>
              <dt>{say('Guideline')}</dt>
              <dd>
                <Link to="/dns/guidelines/$id" params={{ id: state.guideline.id }}>
                  {state.guideline.id}
                </Link>{' '}
                {state.guideline.version}
              </dd>
            </>
          ) : null}
        </dl>
        {state.note ? <p className="pre-line">{state.note}</p> : null}
      </div>
    </Card>
  )
}

function Side({ title, upstreams }: { title: string; upstreams: readonly Upstream[] }): ReactNode {
  return (
    <div>
      <h3>{title}</h3>
      <ul>
        {upstreams.map((one) => (
          <li key={one.name}>
            {one.name} {one.unionBased ? <Badge tone="accent">{say('Union-based')}</Badge> : null}
            <br />
            <span className="small quiet mono">{upstreamWord(one)}</span>
          </li>
        ))}
      </ul>
    </div>
  )
}
