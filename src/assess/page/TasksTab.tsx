// Tasks of an incident: who does what by when.
import { type ReactNode, useState } from 'react'
import { useTell } from '#web/ask.ts'
import { Badge } from '#web/kit/Badge.tsx'
import { Button } from '#web/kit/Button.tsx'
import { Card } from '#web/kit/Card.tsx'
import { TextField } from '#web/kit/Field.tsx'
import { Form } from '#web/kit/Form.tsx'
import { fromTyped } from '#web/kit/moments.ts'
import { PickOne } from '#web/kit/Picks.tsx'
import { Problem } from '#web/kit/Problem.tsx'
import { Time, useNow } from '#web/kit/Time.tsx'
import { say } from '#web/say.ts'
import { useMay } from '#web/session.ts'
import { useNames } from '#web/shell/names.ts'
import { addTask, changeTask } from '../api.ts'
import type { IncidentShown } from './changing.tsx'

type TaskShown = IncidentShown['tasks'][number]

export function TasksTab({ incident }: { incident: IncidentShown }): ReactNode {
  const may = useMay()
  const order = { open: 0, done: 1, cancelled: 2 }
  const tasks = [...incident.tasks].sort(
    (a, b) => order[a.state.status] - order[b.state.status] || (a.state.due ?? '9').localeCompare(b.state.due ?? '9'),
  )
  return (
    <div className="incident-parts">
      <Card title={say('Tasks')}>
        {tasks.length === 0 ? <p className="quiet">{say('No task yet.')}</p> : null}
        <ul className="plain-list">
          {tasks.map((task) => (
            <TaskRow key={task.id} task={task} />
          ))}
        </ul>
      </Card>
      {may(addTask) ? <AddTask incident={incident} /> : null}
    </div>
  )
}

function TaskRow({ task }: { task: TaskShown }): ReactNode {
  const may = useMay()
  const names = useNames()
  const now = useNow()
  const act = useTell(changeTask)
  const { state } = task
  const late = state.status === 'open' && state.due !== null && Date.parse(state.due) < now
  const become = (status: 'open' | 'done' | 'cancelled') =>
    void act.tell({ id: task.id, version: task.version, status }).catch(() => undefined)
  return (
    <li>
      <span className="row apart">
        <span className={state.status === 'open' ? 'task-title' : 'task-title over'}>{state.title}</span>
        <span className="row">
          {state.status === 'open' ? null : (
            <Badge tone={state.status === 'done' ? 'good' : 'quiet'}>{say(state.status)}</Badge>
          )}
          {may(changeTask) && state.status === 'open' ? (
            <>
              <Button small icon="check" isPending={act.pending} onPress={() => become('done')}>
                {say('Done')}
              </Button>
              <Button small kind="quiet" onPress={() => become('cancelled')}>
                {say('Cancel it')}
              </Button>
            </>
          ) : null}
          {may(changeTask) && state.status !== 'open' ? (
            <Button small kind="quiet" onPress={() => become('open')}>
              {say('Open again')}
            </Button>
          ) : null}
        </span>
      </span>
      <span className="row small quiet">
        {state.due ? (
          <span className={late ? 'late' : undefined}>
            {late ? say('overdue,') : say('due')} <Time at={state.due} show="both" />
          </span>
        ) : (
          say('no due time')
        )}
        · {state.assignee ? names.person(state.assignee) : say('nobody yet')}
      </span>
      {state.outcome ? <p className="small">{state.outcome}</p> : null}
      <Problem error={act.error} />
    </li>
  )
}

function AddTask({ incident }: { incident: IncidentShown }): ReactNode {
  const act = useTell(addTask)
  const names = useNames()
  const [title, setTitle] = useState('')
  const [due, setDue] = useState('')
  const [assignee, setAssignee] = useState('')
  async function send(): Promise<void> {
    const by = fromTyped(due)
    await act.tell({
      incident: incident.id,
      title: title.trim(),
      ...(by ? { due: by } : {}),
      ...(assignee ? { assignee } : {}),
    })
    setTitle('')
    setDue('')
  }
  return (
    <Card title={say('Hand out a task')}>
      <Form submit={say('Add the task')} pending={act.pending} error={act.error} onSubmit={send}>
        <TextField
          label={say('What is to be done')}
          value={title}
          onChange={setTitle}
          required
          minLength={3}
          maxLength={300}
        />
        <TextField
          label={say('Due')}
          optional
          type="datetime-local"
          hint={say('In your own time.')}
          value={due}
          onChange={setDue}
        />
        <PickOne label={say('By whom')} optional value={assignee} onChange={setAssignee} choices={names.persons} />
      </Form>
    </Card>
  )
}
