// A stand-down: each criterion with its grounds, the decision, and the measures in the order of their way back.
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { OutputOf } from '#kernel/contract.ts'
import { useAsk } from '#web/ask.ts'
import { Acts } from '#web/kit/acts/Acts.tsx'
import { Badge } from '#web/kit/Badge.tsx'
import { Card } from '#web/kit/Card.tsx'
import { Problem } from '#web/kit/Problem.tsx'
import { say } from '#web/say.ts'
import { useNames } from '#web/shell/names.ts'
import { pathOf } from '#web/shell/records.ts'
import { getStandDown, listMeasures, standDownData } from '../../api/stand-downs.ts'
import { stateTone, stateWord } from '../words.ts'
import { Lines, Standing } from './Standing.tsx'
import { judgeAct, listAct, listFoundAct, measureActs, standDownActs } from './stand-down-acts.ts'

type Shown = OutputOf<typeof getStandDown>
const hears = ['recover.', 'coordinate.', 'assess.incident', 'sense.attack', 'sustain.']

export function StandDownParts({ id }: { id: string }): ReactNode {
  const asked = useAsk(getStandDown, { id }, { keep: true, hears })
  return (
    <div className="stack">
      <Problem error={asked.error} onAgain={() => void asked.refetch()} />
      {asked.data ? <Whole shown={asked.data} /> : null}
    </div>
  )
}

function Whole({ shown }: { shown: Shown }): ReactNode {
  const { state, marking, crisis, unmet } = shown
  const names = useNames()
  const decisions = [...state.before, ...(state.decision ? [state.decision] : [])]
  return (
    <>
      <Standing state={state.state} marking={marking}>
        {crisis ? (
          <>
            <Link to="/crises/$id" params={{ id: crisis.id }}>
              {crisis.title}
            </Link>
            <Link to="/recover/after-action/$crisis" params={{ crisis: crisis.id }}>
              {say('After-action review')}
            </Link>
          </>
        ) : null}
      </Standing>
      <p>{say('Proposed by {name}: {why}', { name: names.actor(state.proposedBy), why: state.reason })}</p>
      <Acts acts={standDownActs(shown)} />
      <Criteria shown={shown} />
      <Measures shown={shown} />
      {unmet > 0 && state.state === 'open' ? (
        <p className="note">{say('Required and not met: {n}. A decision then needs a word why.', { n: unmet })}</p>
      ) : null}
      <Lines
        title={say('What was decided')}
        lines={decisions.map((one) => ({
          ...{ key: one.at, at: one.at, state: one.outcome, text: `${names.actor(one.by)}: ${one.reasons}` },
          more: [one.despite, one.second ? `${names.actor(one.second.by)}: ${one.second.words || say('Agreed')}` : '']
            .filter(Boolean)
            .join(' · '),
        }))}
      />
      {state.relapses.length > 0 ? (
        <Lines
          title={say('When it came back')}
          lines={state.relapses.map(({ at, because }) => ({ key: at, at, text: because }))}
        />
      ) : null}
    </>
  )
}

function Criteria({ shown }: { shown: Shown }): ReactNode {
  return (
    <Card title={say('What must be so')}>
      <ul className="recover-criteria">
        {shown.criteria.map((one) => (
          <li key={one.id}>
            <span className="row recover-line-head">
              <Badge tone={stateTone(one.answer)}>{stateWord(one.answer)}</Badge>
              <strong>{one.text}</strong>
              {one.required ? null : <span className="small quiet">{say('not required')}</span>}
            </span>
            <span className="small">{one.because}</span>
            {one.evidence.length > 0 ? (
              <span className="small row">
                {one.evidence.map((of) => {
                  const at = pathOf(of)
                  return at ? (
                    <Link key={of.id + of.title} to={at.path}>
                      {of.title}
                    </Link>
                  ) : (
                    <span key={of.id + of.title}>{of.title}</span>
                  )
                })}
              </span>
            ) : null}
            <Acts small acts={[judgeAct(shown, one)]} />
          </li>
        ))}
      </ul>
    </Card>
  )
}

function Measures({ shown }: { shown: Shown }): ReactNode {
  const { state, measures } = shown
  const data = useAsk(standDownData, {})
  const found = useAsk(listMeasures, { crisis: state.crisis }, { keep: true, hears }).data?.found ?? []
  return (
    <>
      <Lines
        title={say('Measures, in the order of their way back')}
        none={say('No measure is listed.')}
        aside={<Acts small acts={[listAct(state.crisis, data.data?.kinds ?? [])]} />}
        lines={measures.map((one) => ({
          ...{ key: one.id, at: one.state.reviewAt, state: one.state.state, text: one.state.title },
          more: [one.state.owner?.name ?? say('nobody owns it'), one.state.turns.at(-1)?.reason ?? one.state.wayBack]
            .filter(Boolean)
            .join(' · '),
          acts: measureActs(one),
        }))}
      />
      {found.length > 0 ? (
        <Lines
          title={say('Switched on and not listed')}
          lines={found.map((one) => ({
            ...{ key: one.id + one.title, at: one.since, text: one.title, more: one.says },
            acts: [listFoundAct(state.crisis, one)],
          }))}
        />
      ) : null}
    </>
  )
}
