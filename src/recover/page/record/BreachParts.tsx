// The breach of one entity: steps by phase, order of restoring, clocks of the law, promises, disclosures and figures of the market.
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { OutputOf } from '#kernel/contract.ts'
import { useAsk } from '#web/ask.ts'
import { Acts } from '#web/kit/acts/Acts.tsx'
import { Badge } from '#web/kit/Badge.tsx'
import { Card } from '#web/kit/Card.tsx'
import { Problem } from '#web/kit/Problem.tsx'
import { say } from '#web/say.ts'
import { getBreach } from '../../api/breaches.ts'
import { stateWord } from '../words.ts'
import { breachActs, releaseAct, stepAct } from './breach-acts.ts'
import { Lines, Standing } from './Standing.tsx'

type Shown = OutputOf<typeof getBreach>

export function BreachParts({ id }: { id: string }): ReactNode {
  const asked = useAsk(getBreach, { id }, { keep: true, hears: ['recover.', 'assess.duty', 'sustain.part'] })
  if (!asked.data) return <Problem error={asked.error} onAgain={() => void asked.refetch()} />
  const { state, marking, promises, stillOpen } = asked.data
  const closed = state.state === 'closed'
  return (
    <div className="stack">
      <Standing state={state.state} marking={marking}>
        {state.entity.name}
      </Standing>
      <Acts acts={breachActs(asked.data)} />
      {state.summary ? <p className="prose">{state.summary}</p> : null}
      {state.closedBecause && closed ? <p className="note">{state.closedBecause}</p> : null}
      {stillOpen.length > 0 && !closed ? (
        <p className="note warn">{say('Before it can be closed: {what}', { what: stillOpen.join(' ') })}</p>
      ) : null}
      <Steps shown={asked.data} />
      <Order shown={asked.data} />
      <Lines
        title={say('Updates that were promised')}
        lines={promises.map((one) => ({
          ...{ key: one.id, at: one.state.due, state: one.state.state, more: one.state.to?.name ?? '' },
          text: (
            <Link to="/recover/$id" params={{ id: one.id }}>
              {one.state.what}
            </Link>
          ),
        }))}
      />
      <Told shown={asked.data} />
    </div>
  )
}

function Steps({ shown }: { shown: Shown }): ReactNode {
  const { state, phases } = shown
  const planned = phases.filter(({ all }) => all > 0)
  return (
    <Lines
      title={say('Steps')}
      none={say('No step is planned. Isolate first; preserve evidence before anything is cleaned.')}
      aside={
        <span className="row">
          {planned.map(({ phase, done, all }) => (
            <Badge key={phase} tone={done === all ? 'good' : 'plain'}>
              {`${stateWord(phase)} ${done}/${all}`}
            </Badge>
          ))}
        </span>
      }
      lines={state.steps.map((one) => ({
        ...{ key: one.key, at: one.endedAt ?? one.startedAt, state: one.state },
        text: (
          <>
            <strong>{stateWord(one.phase)}</strong> {one.text}
          </>
        ),
        more: [one.owner?.name, one.result, one.sha256 ? `SHA-256 ${one.sha256}` : '', one.despite]
          .filter(Boolean)
          .join(' · '),
        acts: [stepAct(shown, one)],
      }))}
    />
  )
}

function Order({ shown }: { shown: Shown }): ReactNode {
  const { order, clocks } = shown
  return (
    <>
      {order.length > 0 ? (
        <Card title={say('In which order parts are restored')}>
          <ol>
            {order.map(({ parts, together }) => (
              <li key={parts.map((one) => one.id).join()}>
                {parts.map((one) => one.name).join(', ')} {together ? say('(they need each other)') : ''}
              </li>
            ))}
          </ol>
        </Card>
      ) : null}
      {clocks.length > 0 ? (
        <Lines
          title={say('Clocks of the law')}
          lines={clocks.map((one) => ({
            ...{ key: one.id, at: one.due, state: one.late ? 'late' : one.status },
            text: `${one.name}, ${one.article}`,
          }))}
        />
      ) : null}
    </>
  )
}

function Told({ shown }: { shown: Shown }): ReactNode {
  const { experts, disclosures, market } = shown.state
  return (
    <>
      <Lines
        title={say('Experts')}
        lines={experts.map((one) => ({
          ...{ key: one.key, at: one.from, state: one.until ? 'ended' : 'at work' },
          text: `${one.party.name}: ${one.what}`,
          more: [stateWord(one.basis), one.reference].filter(Boolean).join(' · '),
          acts: [releaseAct(shown, one)],
        }))}
      />
      <Lines
        title={say('Disclosures')}
        lines={disclosures.map((one) => ({
          ...{ key: one.key, at: one.at, text: `${one.where}: ${one.title}` },
          more: [stateWord(one.to), one.says, one.reference].filter(Boolean).join(' · '),
        }))}
      />
      <Lines
        title={say('The market')}
        lines={market.map((one) => ({
          ...{ key: one.key, at: one.at, more: one.source },
          text: `${one.instrument}: ${one.qualifier === 'exact' ? '' : `${stateWord(one.qualifier).toLowerCase()} `}${one.changePercent} %, ${one.against}`,
        }))}
      />
    </>
  )
}
