// The board: a few sentences, each service with its curve, stand-downs, breaches and the Reserve.
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { OutputOf } from '#kernel/contract.ts'
import { Badge } from '#web/kit/Badge.tsx'
import { Card } from '#web/kit/Card.tsx'
import { Empty } from '#web/kit/Empty.tsx'
import { Time } from '#web/kit/Time.tsx'
import { say, sayCount } from '#web/say.ts'
import type { showBoard } from '../../api/board.ts'
import { Start } from '../dialogs/Start.tsx'
import { objectiveTones, objectiveWord, percent, stateTone, stateWord } from '../words.ts'
import { Curve } from './Curve.tsx'

type Shown = OutputOf<typeof showBoard>

export function Board({ board }: { board: Shown }): ReactNode {
  const { says, goals, standDowns, breaches, reserve } = board
  return (
    <div className="stack">
      <Card title={say('In short')}>
        <ul className="recover-says">
          {says.map((one) => (
            <li key={one}>{one}</li>
          ))}
        </ul>
      </Card>
      <Card title={say('Services')}>
        {goals.length === 0 ? (
          <Empty icon="recover" title={say('No recovery goal is set')}>
            {say('Set one for each service that is down: how far and by when it is to be back.')}
          </Empty>
        ) : null}
        <ul className="item-list">
          {goals.map((goal) => (
            <Goal key={goal.id} goal={goal} now={board.at} />
          ))}
        </ul>
      </Card>
      <Rows
        title={say('Stand-downs')}
        none={say('No crisis is being stood down.')}
        count={standDowns.length}
        aside={<Start small what="standDown" />}
      >
        {standDowns.map((one) => (
          <Row key={one.id} id={one.id} title={one.title} state={one.state}>
            {sayCount(one.inForce, '{n} measure in force', '{n} measures in force')} ·{' '}
            {say('{kept} kept, {back} rolled back', { kept: one.kept, back: one.rolledBack })}
            {one.relapses > 0 ? ` · ${sayCount(one.relapses, 'came back once', 'came back {n} times')}` : ''}
          </Row>
        ))}
      </Rows>
      <Rows
        title={say('Breaches')}
        none={say('No breach is being dealt with.')}
        count={breaches.length}
        aside={<Start small what="breach" />}
      >
        {breaches.map((one) => (
          <Row key={one.id} id={one.id} title={one.title} state={one.phase ?? 'done'}>
            {say('{done} of {all} steps done', { done: one.done, all: one.all })}
          </Row>
        ))}
      </Rows>
      <Rows
        title={say('EU Cybersecurity Reserve')}
        none={say('The Reserve was not used.')}
        count={reserve.length}
        aside={<Start small what="reserve" />}
      >
        {reserve.map((one) => (
          <Row key={one.id} id={one.id} title={one.title} state={one.state}>
            {one.due ? (
              <>
                {one.overdue ? <Badge tone="bad">{say('overdue')}</Badge> : say('due')}{' '}
                <Time at={one.due} show="both" />
              </>
            ) : null}
          </Row>
        ))}
      </Rows>
    </div>
  )
}

function Goal({ goal, now }: { goal: Shown['goals'][number]; now: string }): ReactNode {
  return (
    <li className="item plain-item recover-goal">
      <div className="item-main">
        <span className="row">
          <Link to="/recover/$id" params={{ id: goal.id }} className="title-link" data-row>
            {goal.service}
          </Link>
          <Badge tone={goal.level < goal.minimumLevel ? 'bad' : goal.level < goal.targetLevel ? 'warn' : 'good'}>
            {percent(goal.level)}
          </Badge>
          {goal.rto === 'none' ? null : (
            <Badge tone={objectiveTones[goal.rto] ?? 'plain'}>{objectiveWord(goal.rto)}</Badge>
          )}
        </span>
        <span className="small quiet">
          {say('at least {minimum}, goal {target}', {
            minimum: percent(goal.minimumLevel),
            target: percent(goal.targetLevel),
          })}
          {goal.rtoDue ? (
            <>
              {' '}
              · {say('by')} <Time at={goal.rtoDue} show="both" />
            </>
          ) : null}
        </span>
        {goal.blocker ? (
          <span className="small">
            <Badge tone="warn">{say('blocked')}</Badge> {goal.blocker}
          </span>
        ) : null}
      </div>
      <Curve points={goal.curve} minimum={goal.minimumLevel} until={now} label={goal.service} />
    </li>
  )
}

interface RowsProps {
  title: string
  none: string
  count: number
  aside: ReactNode
  children: ReactNode
}

function Rows({ title, none, count, aside, children }: RowsProps): ReactNode {
  return (
    <Card title={title} aside={aside}>
      {count === 0 ? <p className="quiet">{none}</p> : <ul className="item-list">{children}</ul>}
    </Card>
  )
}

interface RowProps {
  id: string
  title: string
  state: string
  children: ReactNode
}

function Row({ id, title, state, children }: RowProps): ReactNode {
  return (
    <li className="item plain-item">
      <div className="item-main">
        <span className="row">
          <Link to="/recover/$id" params={{ id }} className="title-link" data-row>
            {title}
          </Link>
          <Badge tone={stateTone(state)}>{stateWord(state)}</Badge>
        </span>
        <span className="small quiet">{children}</span>
      </div>
    </li>
  )
}
