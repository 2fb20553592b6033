// One task in a list: what, how urgent, who has it, until when; and to acknowledge it with one thumb.
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { Badge, PriorityBadge, Tlp } from '#web/kit/Badge.tsx'
import { Time, useNow } from '#web/kit/Time.tsx'
import { say } from '#web/say.ts'
import { AssigneeShown } from './assignees.tsx'
import { AcknowledgeButton, TaskActions, type TaskShown } from './TaskActions.tsx'
import { taskStatusTones, taskStatusWord } from './words.ts'

export function TaskRow({ task, acts = true }: { task: TaskShown; acts?: boolean }): ReactNode {
  const { id, state, marking, stranded } = task
  return (
    <li className="task-row" data-stranded={stranded || undefined}>
      <span className="row apart">
        <Link to="/tasks/$id" params={{ id }} className="title-link" data-row>
          {state.title}
        </Link>
        <span className="row">
          {state.priority === 'normal' ? null : <PriorityBadge priority={state.priority} />}
          <Badge tone={stranded ? 'bad' : taskStatusTones[state.status]}>
            {stranded ? say('Nobody left to ask') : taskStatusWord(state.status)}
          </Badge>
          <Tlp label={marking.tlp} />
        </span>
      </span>
      <span className="row small quiet">
        <span>
          <AssigneeShown assignee={state.assignee} />
        </span>
        · <Due state={state} />
        <Unheard task={task} />
      </span>
      {acts ? <AcknowledgeButton task={task} /> : null}
      {acts ? <TaskActions task={task} /> : null}
    </li>
  )
}

export function Due({ state }: Pick<TaskShown, 'state'>): ReactNode {
  const now = useNow()
  const open = state.status === 'assigned' || state.status === 'acknowledged'
  if (!state.due) return say('no due time')
  const late = open && Date.parse(state.due) < now
  return (
    <span className={late ? 'late' : undefined}>
      {late ? say('overdue,') : say('due')} <Time at={state.due} />
    </span>
  )
}

function Unheard({ task }: { task: TaskShown }): ReactNode {
  const { state, stranded } = task
  if (state.status !== 'assigned' || !state.acknowledgeBy || stranded) return null
  return (
    <span>
      · {state.chain.length > 0 ? say('goes on if not acknowledged,') : say('to be acknowledged,')}{' '}
      <Time at={state.acknowledgeBy} />
    </span>
  )
}
