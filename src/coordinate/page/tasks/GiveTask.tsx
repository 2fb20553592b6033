// Giving out a task: to a person or to whoever is on duty, and what happens when nobody acknowledges it.
import { type ReactNode, useState } from 'react'
import type { MarkingChoice } from '#kernel/marking.ts'
import { useTell } from '#web/ask.ts'
import { Dialog } from '#web/kit/Dialog.tsx'
import { CheckField } from '#web/kit/Field.tsx'
import { Form } from '#web/kit/Form.tsx'
import { cleanMarking, MarkingPicker } from '#web/kit/MarkingPicker.tsx'
import { fromTyped } from '#web/kit/moments.ts'
import { toast } from '#web/kit/Toast.tsx'
import { say } from '#web/say.ts'
import { assignTask } from '../../api/tasks.ts'
import { AssigneePick, givenFrom } from './assignees.tsx'
import { priorities, TaskWords, Unheard } from './TaskActions.tsx'

export function GiveTask({ crisis, onClose }: { crisis?: string | undefined; onClose: () => void }): ReactNode {
  const act = useTell(assignTask)
  const [title, setTitle] = useState('')
  const [details, setDetails] = useState('')
  const [priority, setPriority] = useState('normal')
  const [due, setDue] = useState('')
  const [to, setTo] = useState('')
  const [minutes, setMinutes] = useState('')
  const [chain, setChain] = useState<readonly string[]>([])
  const [marking, setMarking] = useState<MarkingChoice | null>(null)
  async function send(): Promise<void> {
    const by = fromTyped(due)
    await act.tell({
      title: title.trim(),
      details,
      priority: priorities.find((one) => one === priority) ?? 'normal',
      assignee: givenFrom(to),
      chain: chain.map(givenFrom),
      ...(crisis ? { crisis } : {}),
      ...(by ? { due: by } : {}),
      ...(minutes === '' ? {} : { acknowledgeMinutes: Number(minutes) }),
      ...(marking ? { marking: forThem(cleanMarking(marking), [to, ...chain]) } : {}),
    })
    toast(say('The task is given.'))
    onClose()
  }
  return (
    <Dialog title={say('Give a task')} open onClose={onClose}>
      <Form submit={say('Give it')} pending={act.pending} error={act.error} onSubmit={send}>
        <TaskWords
          {...{ title, details, priority, due }}
          onTitle={setTitle}
          onDetails={setDetails}
          onPriority={setPriority}
          onDue={setDue}
        />
        <AssigneePick label={say('To whom')} value={to} onChange={setTo} />
        <Unheard minutes={minutes} onMinutes={setMinutes} chain={chain} onChain={setChain} />
        <OwnMarking
          value={marking}
          onChange={setMarking}
          hint={crisis ? say('Else it is marked like the crisis.') : say('Else it is TLP:AMBER+STRICT.')}
        />
      </Form>
    </Dialog>
  )
}

export interface OwnMarkingProps {
  value: MarkingChoice | null
  onChange: (value: MarkingChoice | null) => void
  hint: string
}

export function OwnMarking({ value, onChange, hint }: OwnMarkingProps): ReactNode {
  return (
    <>
      <CheckField
        label={say('Mark it in another way')}
        hint={hint}
        value={value !== null}
        onChange={(on) => onChange(on ? { tlp: 'AMBER+STRICT' } : null)}
      />
      {value ? <MarkingPicker value={value} onChange={onChange} /> : null}
    </>
  )
}

/** What is TLP:RED is for persons by name: those to whom it is given are among them. */
export function forThem(marking: MarkingChoice, given: readonly string[]): MarkingChoice {
  if (marking.tlp !== 'RED') return marking
  const persons = given.flatMap((one) => givenFrom(one).person ?? []).filter((id) => id !== '')
  return { ...marking, persons: [...new Set([...(marking.persons ?? []), ...persons])] }
}
