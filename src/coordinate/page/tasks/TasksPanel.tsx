// The tasks of one crisis, as a panel of its room: what nobody acknowledged first; and calling people to it.
import './tasks.css'
import { Link } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import { useAsk } from '#web/ask.ts'
import { Badge } from '#web/kit/Badge.tsx'
import { Button } from '#web/kit/Button.tsx'
import { Skeleton } from '#web/kit/Empty.tsx'
import { Problem } from '#web/kit/Problem.tsx'
import { say, sayCount } from '#web/say.ts'
import { useMay } from '#web/session.ts'
import { listCallOuts, startCallOut } from '../../api/call-outs.ts'
import { assignTask, listTasks } from '../../api/tasks.ts'
import { CallOut } from './CallOut.tsx'
import { GiveTask } from './GiveTask.tsx'
import { TaskRow } from './TaskRow.tsx'

export function TasksPanel({ crisis }: { crisis: string }): ReactNode {
  const [adding, setAdding] = useState<'task' | 'call-out' | null>(null)
  const [ended, setEnded] = useState(false)
  const filter = ended ? { crisis } : { crisis, open: true }
  const hears = ['coordinate.task', 'coordinate.rota']
  const asked = useAsk(listTasks, { ...filter, limit: 100 }, { keep: true, hears })
  const may = useMay()
  return (
    <div className="stack">
      <div className="row no-print">
        {may(assignTask) ? (
          <Button small icon="plus" onPress={() => setAdding('task')}>
            {say('Give a task')}
          </Button>
        ) : null}
        {may(startCallOut) ? (
          <Button small onPress={() => setAdding('call-out')}>
            {say('Call people out')}
          </Button>
        ) : null}
        <Button small kind="quiet" aria-pressed={ended} onPress={() => setEnded(!ended)}>
          {ended ? say('Only open ones') : say('Also done ones')}
        </Button>
      </div>
      <Calling crisis={crisis} />
      {asked.isPending ? <Skeleton lines={3} /> : null}
      {asked.error ? <Problem error={asked.error} onAgain={() => void asked.refetch()} /> : null}
      {asked.data?.items.length === 0 ? <p className="quiet">{say('No task here.')}</p> : null}
      <ul className="plain-list">
        {(asked.data?.items ?? []).map((task) => (
          <TaskRow key={task.id} task={task} />
        ))}
      </ul>
      {asked.data?.next ? <p className="small quiet">{say('Only the most urgent 100 are shown.')}</p> : null}
      {adding === 'task' ? <GiveTask crisis={crisis} onClose={() => setAdding(null)} /> : null}
      {adding === 'call-out' ? <CallOut crisis={crisis} onClose={() => setAdding(null)} /> : null}
    </div>
  )
}

/** The call-outs of this crisis that go on. */
function Calling({ crisis }: { crisis: string }): ReactNode {
  const input = { crisis, status: 'calling' as const, limit: 5 }
  const asked = useAsk(listCallOuts, input, { keep: true, hears: ['coordinate.callOut'] })
  const items = asked.data?.items ?? []
  if (items.length === 0) return null
  return (
    <ul className="plain-list">
      {items.map(({ id, state, count }) => (
        <li key={id} className="row">
          <Link to="/call-outs/$id" params={{ id }}>
            {state.title}
          </Link>
          <Badge tone="good">{sayCount(count.coming, '{n} coming', '{n} coming')}</Badge>
          {count.waiting > 0 ? (
            <Badge tone="warn">{sayCount(count.waiting, '{n} has not answered', '{n} have not answered')}</Badge>
          ) : null}
        </li>
      ))}
    </ul>
  )
}
