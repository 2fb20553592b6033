// What the reader may do with a task now: one big button to acknowledge, small ones for the rest.
import { type ReactNode, useState } from 'react'
import type { OutputOf } from '#kernel/contract.ts'
import { useTell } from '#web/ask.ts'
import { Button } from '#web/kit/Button.tsx'
import { Dialog } from '#web/kit/Dialog.tsx'
import { SelectField, TextField } from '#web/kit/Field.tsx'
import { Form } from '#web/kit/Form.tsx'
import { fromTyped, toTyped } from '#web/kit/moments.ts'
import { Problem } from '#web/kit/Problem.tsx'
import { usePlace } from '#web/place.ts'
import { say } from '#web/say.ts'
import * as api from '../../api/tasks.ts'
import { AssigneePick, AssigneePicks, givenFrom } from './assignees.tsx'

export type TaskShown = OutputOf<typeof api.getTask>
type Asking = 'finish' | 'cancel' | 'reopen' | 'reassign' | 'change'

/** Wide as the screen of a phone, and tall enough for a thumb. */
export function AcknowledgeButton({ task }: { task: TaskShown }): ReactNode {
  const act = useTell(api.acknowledgeTask)
  const { asOf } = usePlace()
  if (asOf || !task.may.includes('acknowledge')) return null
  return (
    <div className="stack tight">
      <span className="big-answer">
        <Button
          kind="first"
          icon="check"
          isPending={act.pending}
          onPress={() => void act.tell({ id: task.id, version: task.version }).catch(() => undefined)}
        >
          {say('I have it')}
        </Button>
      </span>
      <Problem error={act.error} />
    </div>
  )
}

export function TaskActions({ task }: { task: TaskShown }): ReactNode {
  const [asking, setAsking] = useState<Asking | null>(null)
  const { asOf } = usePlace()
  const words: readonly [Asking, string][] = [
    ['finish', say('Done')],
    ['reassign', say('Pass it on')],
    ['change', say('Change it')],
    ['cancel', say('Cancel it')],
    ['reopen', say('Open it again')],
  ]
  const shown = asOf ? [] : words.filter(([event]) => task.may.includes(event))
  if (shown.length === 0) return null
  return (
    <span className="row no-print">
      {shown.map(([event, word]) => (
        <Button
          key={event}
          small
          {...(event === 'finish' ? { icon: 'check' as const } : {})}
          onPress={() => setAsking(event)}
        >
          {word}
        </Button>
      ))}
      {asking ? <Asked asking={asking} task={task} onClose={() => setAsking(null)} /> : null}
    </span>
  )
}

interface AskedProps {
  task: TaskShown
  onClose: () => void
}

function Asked({ asking, ...props }: AskedProps & { asking: Asking }): ReactNode {
  if (asking === 'reassign') return <PassOn {...props} />
  if (asking === 'change') return <Change {...props} />
  return <Words asking={asking} {...props} />
}

function Words({ asking, task, onClose }: AskedProps & { asking: 'finish' | 'cancel' | 'reopen' }): ReactNode {
  const finish = useTell(api.finishTask)
  const cancel = useTell(api.cancelTask)
  const reopen = useTell(api.reopenTask)
  const [text, setText] = useState('')
  const { id, version } = task
  const act = { finish, cancel, reopen }[asking]
  const send = () => {
    if (asking === 'finish') return finish.tell({ id, version, outcome: text })
    return asking === 'cancel' ? cancel.tell({ id, version, reason: text }) : reopen.tell({ id, version, reason: text })
  }
  const titles = { finish: say('It is done'), cancel: say('It need not be done'), reopen: say('Open it again') }
  return (
    <Dialog title={titles[asking]} open onClose={onClose}>
      <Form submit={titles[asking]} pending={act.pending} error={act.error} onSubmit={() => send().then(onClose)}>
        <TextField
          label={asking === 'finish' ? say('What came of it') : say('Why')}
          lines={3}
          value={text}
          onChange={setText}
          optional={asking === 'finish'}
          {...(asking === 'finish' ? {} : { required: true, minLength: 3 })}
        />
      </Form>
    </Dialog>
  )
}

function PassOn({ task, onClose }: AskedProps): ReactNode {
  const act = useTell(api.reassignTask)
  const [to, setTo] = useState('')
  const [chain, setChain] = useState<readonly string[]>([])
  const [minutes, setMinutes] = useState(String(task.state.acknowledgeMinutes ?? ''))
  const [reason, setReason] = useState('')
  const send = () =>
    act.tell({
      id: task.id,
      version: task.version,
      assignee: givenFrom(to),
      chain: chain.map(givenFrom),
      acknowledgeMinutes: minutes === '' ? null : Number(minutes),
      ...(reason.trim() ? { reason: reason.trim() } : {}),
    })
  return (
    <Dialog title={say('Pass it on')} open onClose={onClose}>
      <Form submit={say('Pass it on')} pending={act.pending} error={act.error} onSubmit={() => send().then(onClose)}>
        <AssigneePick label={say('To whom')} value={to} onChange={setTo} />
        <Unheard minutes={minutes} onMinutes={setMinutes} chain={chain} onChain={setChain} />
        <TextField label={say('Why')} value={reason} onChange={setReason} optional />
      </Form>
    </Dialog>
  )
}

export interface UnheardProps {
  minutes: string
  onMinutes: (value: string) => void
  chain: readonly string[]
  onChain: (values: string[]) => void
}

/** What happens when nobody acknowledges it. */
export function Unheard({ minutes, onMinutes, chain, onChain }: UnheardProps): ReactNode {
  return (
    <>
      <TextField
        label={say('To be acknowledged within')}
        hint={say('Minutes. After that it goes to the next of those below. Empty: it stays.')}
        type="number"
        inputMode="numeric"
        value={minutes}
        onChange={onMinutes}
        optional
      />
      <AssigneePicks label={say('Then to')} hint={say('In this order.')} values={chain} onChange={onChain} optional />
    </>
  )
}

function Change({ task, onClose }: AskedProps): ReactNode {
  const { state } = task
  const act = useTell(api.changeTask)
  const [title, setTitle] = useState(state.title)
  const [details, setDetails] = useState(state.details)
  const [priority, setPriority] = useState<string>(state.priority)
  const [due, setDue] = useState(toTyped(state.due))
  const chosen = priorities.find((one) => one === priority) ?? state.priority
  const send = () => {
    const moved = due === toTyped(state.due) ? {} : { due: fromTyped(due) ?? null }
    return act.tell({ id: task.id, version: task.version, title, details, priority: chosen, ...moved })
  }
  return (
    <Dialog title={say('Change the task')} open onClose={onClose}>
      <Form submit={say('Keep it')} pending={act.pending} error={act.error} onSubmit={() => send().then(onClose)}>
        <TaskWords
          {...{ title, details, priority, due }}
          onTitle={setTitle}
          onDetails={setDetails}
          onPriority={setPriority}
          onDue={setDue}
        />
      </Form>
    </Dialog>
  )
}

export const priorities = ['urgent', 'high', 'normal', 'low'] as const

export interface TaskWordsProps {
  title: string
  details: string
  priority: string
  due: string
  onTitle: (value: string) => void
  onDetails: (value: string) => void
  onPriority: (value: string) => void
  onDue: (value: string) => void
}

export function TaskWords(it: TaskWordsProps): ReactNode {
  const words = { urgent: say('Urgent'), high: say('High'), normal: say('Normal'), low: say('Low') }
  return (
    <>
      <TextField
        label={say('What is to be done')}
        value={it.title}
        onChange={it.onTitle}
        required
        minLength={3}
        maxLength={300}
      />
      <TextField label={say('Details')} lines={3} value={it.details} onChange={it.onDetails} optional />
      <SelectField
        label={say('Urgency')}
        hint={say('An urgent one also calls the pager of whoever has it.')}
        value={it.priority}
        onChange={it.onPriority}
        choices={priorities.map((value) => ({ value, label: words[value] }))}
      />
      <TextField
        label={say('Due')}
        type="datetime-local"
        hint={say('In your own time.')}
        value={it.due}
        onChange={it.onDue}
        optional
      />
    </>
  )
}
