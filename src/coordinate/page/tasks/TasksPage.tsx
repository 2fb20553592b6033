// Tasks: what waits for me first, then mine, then all; and the call-outs.
import './tasks.css'
import type { ReactNode } from 'react'
import type { InputOf } from '#kernel/contract.ts'
import { useAsk } from '#web/ask.ts'
import { Button } from '#web/kit/Button.tsx'
import { Empty, Skeleton } from '#web/kit/Empty.tsx'
import { Page } from '#web/kit/Page.tsx'
import { Problem } from '#web/kit/Problem.tsx'
import { Tabs } from '#web/kit/Tabs.tsx'
import { useChoices } from '#web/place.ts'
import { say } from '#web/say.ts'
import { useMay } from '#web/session.ts'
import { startCallOut } from '../../api/call-outs.ts'
import { assignTask, listTasks } from '../../api/tasks.ts'
import { CallOut } from './CallOut.tsx'
import { CallOutList } from './CallOutList.tsx'
import { GiveTask } from './GiveTask.tsx'
import { TaskRow } from './TaskRow.tsx'
import { WaitsForMe } from './WaitsForMe.tsx'

const tabIds = ['mine', 'all', 'late', 'call-outs'] as const

export function TasksPage(): ReactNode {
  const [{ tab, add }, choose] = useChoices('tab', 'add')
  const may = useMay()
  const close = () => choose({ add: undefined })
  return (
    <Page
      title={say('Tasks')}
      lead={say('Who does what by when, who has heard it, and who is called.')}
      actions={
        <>
          {may(assignTask) ? (
            <Button icon="plus" onPress={() => choose({ add: 'task' })}>
              {say('Give a task')}
            </Button>
          ) : null}
          {may(startCallOut) ? (
            <Button onPress={() => choose({ add: 'call-out' })}>{say('Call people out')}</Button>
          ) : null}
        </>
      }
    >
      <div className="stack">
        <WaitsForMe />
        <Tabs
          label={say('Which tasks')}
          chosen={tabIds.find((it) => it === tab) ?? 'mine'}
          onChoose={(id) => choose({ tab: id === 'mine' ? undefined : id })}
          tabs={[
            { id: 'mine', title: say('Mine'), content: <TaskList filter={{ mine: true, open: true }} /> },
            { id: 'all', title: say('All open'), content: <TaskList filter={{ open: true }} /> },
            { id: 'late', title: say('Overdue'), content: <TaskList filter={{ overdue: true }} /> },
            { id: 'call-outs', title: say('Call-outs'), content: <CallOutList /> },
          ]}
        />
      </div>
      {add === 'task' ? <GiveTask onClose={close} /> : null}
      {add === 'call-out' ? <CallOut onClose={close} /> : null}
    </Page>
  )
}

function TaskList({ filter }: { filter: InputOf<typeof listTasks> }): ReactNode {
  const hears = ['coordinate.task', 'coordinate.rota']
  const asked = useAsk(listTasks, { ...filter, limit: 200 }, { keep: true, hears })
  if (asked.isPending) return <Skeleton lines={4} />
  if (!asked.data) return <Problem error={asked.error} onAgain={() => void asked.refetch()} />
  if (asked.data.items.length === 0) {
    return (
      <Empty title={say('No task here.')}>
        {say('A task that is given to you, or to the rota whose duty you have, stands here until it is done.')}
      </Empty>
    )
  }
  return (
    <>
      <ul className="plain-list card">
        {asked.data.items.map((task) => (
          <TaskRow key={task.id} task={task} />
        ))}
      </ul>
      {asked.data.next ? <p className="small quiet">{say('Only the most urgent 200 are shown.')}</p> : null}
    </>
  )
}
