// One task: what is to be done, who has it, and each hand that it went through.
import './tasks.css'
import { Link, useParams } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useAsk } from '#web/ask.ts'
import { Badge, MarkingBadge, PriorityBadge } from '#web/kit/Badge.tsx'
import { Card } from '#web/kit/Card.tsx'
import { Skeleton } from '#web/kit/Empty.tsx'
import { Page } from '#web/kit/Page.tsx'
import { Problem } from '#web/kit/Problem.tsx'
import { Time } from '#web/kit/Time.tsx'
import { say } from '#web/say.ts'
import { useNames } from '#web/shell/names.ts'
import { getTask } from '../../api/tasks.ts'
import { AssigneeShown } from './assignees.tsx'
import { AcknowledgeButton, TaskActions, type TaskShown } from './TaskActions.tsx'
import { Due } from './TaskRow.tsx'
import { handWord, taskStatusTones, taskStatusWord } from './words.ts'

export function TaskPage(): ReactNode {
  const { id = '' } = useParams({ strict: false })
  const asked = useAsk(getTask, { id }, { keep: true, hears: ['coordinate.task', 'coordinate.rota'] })
  const above = <Link to="/tasks">← {say('Tasks')}</Link>
  if (!asked.data || asked.data.id !== id) {
    return (
      <Page title={say('Task')} above={above}>
        <Problem error={asked.error} onAgain={() => void asked.refetch()} />
        {asked.isPending ? <Skeleton lines={6} /> : null}
      </Page>
    )
  }
  return <Whole task={asked.data} above={above} />
}

function Whole({ task, above }: { task: TaskShown; above: ReactNode }): ReactNode {
  const { state, marking, stranded } = task
  const names = useNames()
  return (
    <Page
      title={state.title}
      above={above}
      lead={
        <span className="row small">
          <Badge tone={taskStatusTones[state.status]}>{taskStatusWord(state.status)}</Badge>
          <PriorityBadge priority={state.priority} />
          <MarkingBadge marking={marking} />
          <Due state={state} />
        </span>
      }
    >
      <div className="stack">
        <AcknowledgeButton task={task} />
        {stranded ? (
          <p className="note warn" role="status">
            {say('Nobody acknowledged it in time, and there is nobody left to whom it goes. Pass it on by hand.')}
          </p>
        ) : null}
        <Card title={say('What is to be done')} aside={<TaskActions task={task} />}>
          <p className="prose">{state.details || say('Nothing beside the title.')}</p>
          <dl className="facts">
            <dt>{say('With')}</dt>
            <dd>
              <AssigneeShown assignee={state.assignee} />
            </dd>
            {state.chain.length > 0 ? (
              <>
                <dt>{say('Then')}</dt>
                <dd>
                  {state.chain.map((one, at) => (
                    <span key={`${one.person} ${one.rota}`}>
                      {at > 0 ? ', ' : ''}
                      <AssigneeShown assignee={one} />
                    </span>
                  ))}
                </dd>
              </>
            ) : null}
            {state.crisis ? (
              <>
                <dt>{say('Part of')}</dt>
                <dd>
                  <a href={`/crises/${state.crisis}`}>{say('the crisis')}</a>
                </dd>
              </>
            ) : null}
            {state.outcome ? (
              <>
                <dt>{say('What came of it')}</dt>
                <dd className="prose">{state.outcome}</dd>
              </>
            ) : null}
            {state.cancelledBecause ? (
              <>
                <dt>{say('Cancelled because')}</dt>
                <dd>{state.cancelledBecause}</dd>
              </>
            ) : null}
          </dl>
        </Card>
        <Card title={say('Hands')}>
          <ol className="plain-list">
            {state.hands.map((hand) => (
              <li key={`${hand.from} ${hand.person} ${hand.because}`}>
                <AssigneeShown assignee={hand} /> <span className="quiet">· {handWord(hand.because)},</span>{' '}
                <Time at={hand.from} show="both" />
                <span className="small quiet">
                  {' '}
                  {hand.acknowledgedAt ? (
                    <>
                      {say('acknowledged by {name}', { name: names.actor(hand.acknowledgedBy ?? '') })},{' '}
                      <Time at={hand.acknowledgedAt} />
                    </>
                  ) : (
                    say('not acknowledged')
                  )}
                </span>
              </li>
            ))}
          </ol>
          <p className="small quiet">
            {say('Given by {name}', { name: names.actor(state.addedBy) })}, <Time at={state.addedAt} show="both" />
          </p>
        </Card>
      </div>
    </Page>
  )
}
