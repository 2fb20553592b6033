// Dialogs about a crisis as a whole: what it is called, how it is marked, which incidents it groups, and where it stands.
import { type ReactNode, useState } from 'react'
import type { MarkingChoice } from '#kernel/marking.ts'
import { useTell } from '#web/ask.ts'
import { Dialog } from '#web/kit/Dialog.tsx'
import { RadioField, TextField } from '#web/kit/Field.tsx'
import { cleanMarking, MarkingPicker } from '#web/kit/MarkingPicker.tsx'
import { say } from '#web/say.ts'
import { addCrisisIncident, describeCrisis, moveCrisis, remarkRecord } from '../../api/crises.ts'
import type { CrisisMove } from '../../rules/crises/lifecycle.ts'
import type { DialogProps } from './CrisisDialogs.tsx'
import { CrisisForm } from './CrisisForm.tsx'
import { FindIncidents } from './FindIncidents.tsx'
import { kindWord, moveWord } from './words.ts'

export function Describe({ crisis, onClose }: DialogProps): ReactNode {
  const act = useTell(describeCrisis)
  const { state } = crisis
  const [title, setTitle] = useState(state.title)
  const [summary, setSummary] = useState(state.summary)
  const [kind, setKind] = useState(state.kind)
  const changes = {
    ...(title.trim() === state.title ? {} : { title: title.trim() }),
    ...(summary === state.summary ? {} : { summary }),
    ...(kind === state.kind ? {} : { kind }),
  }
  return (
    <Dialog title={say('Title, summary and kind')} open wide onClose={onClose}>
      <CrisisForm
        crisis={crisis}
        submit={say('Keep it')}
        act={act}
        onDone={onClose}
        onSubmit={(version) => act.tell({ id: crisis.id, version, ...changes })}
      >
        <TextField
          label={say('Title')}
          value={title}
          onChange={setTitle}
          required
          minLength={3}
          maxLength={300}
          autoFocus
        />
        <TextField
          label={say('What is known')}
          optional
          value={summary}
          onChange={setSummary}
          lines={8}
          maxLength={20_000}
        />
        <RadioField
          label={say('Kind')}
          inline
          value={kind}
          onChange={(value) => setKind(value === 'hybrid' ? 'hybrid' : 'cyber')}
          choices={(['cyber', 'hybrid'] as const).map((value) => ({ value, label: kindWord(value) }))}
        />
      </CrisisForm>
    </Dialog>
  )
}

export function Mark({ crisis, onClose }: DialogProps): ReactNode {
  const act = useTell(remarkRecord)
  const { owner: _owner, ...present } = crisis.marking
  const [marking, setMarking] = useState<MarkingChoice>(present)
  const [reason, setReason] = useState('')
  return (
    <Dialog title={say('Marking of {reference}', { reference: crisis.state.reference })} open wide onClose={onClose}>
      <CrisisForm
        crisis={crisis}
        submit={say('Mark it anew')}
        act={act}
        onDone={onClose}
        onSubmit={(version) =>
          act.tell({ id: crisis.id, version, marking: cleanMarking(marking), reason: reason.trim() })
        }
      >
        <MarkingPicker value={marking} onChange={setMarking} />
        <Why value={reason} onChange={setReason} hint={say('The ladder of the crisis is marked with it.')} />
      </CrisisForm>
    </Dialog>
  )
}

/** A reason that is kept in the journal. */
export function Why({
  value,
  onChange,
  hint,
  label,
}: {
  value: string
  onChange: (value: string) => void
  hint?: string
  label?: string
}): ReactNode {
  return (
    <TextField
      label={label ?? say('Why')}
      hint={hint ?? say('Kept in the journal.')}
      value={value}
      onChange={onChange}
      lines={3}
      required
      minLength={3}
      maxLength={500}
    />
  )
}

/** Each is an act of its own, on the version that the one before left behind. */
export function AddIncidents({ crisis, onClose }: DialogProps): ReactNode {
  const act = useTell(addCrisisIncident)
  const [chosen, setChosen] = useState<string[]>([])
  async function send(version: number): Promise<void> {
    let seen = version
    for (const incident of chosen) {
      const after = await act.tell({ id: crisis.id, version: seen, incident })
      seen = after.version
    }
  }
  return (
    <Dialog title={say('Take incidents into the crisis')} open wide onClose={onClose}>
      <CrisisForm
        crisis={crisis}
        submit={say('Take {n} in', { n: chosen.length })}
        act={act}
        onDone={onClose}
        onSubmit={send}
      >
        <FindIncidents chosen={chosen} onChange={setChosen} without={crisis.state.incidents} />
      </CrisisForm>
    </Dialog>
  )
}

export function MoveCrisis({ crisis, event, onClose }: DialogProps & { event: CrisisMove }): ReactNode {
  const act = useTell(moveCrisis)
  const [reason, setReason] = useState('')
  return (
    <Dialog title={`${moveWord(event)}: ${crisis.state.reference}`} open onClose={onClose}>
      <CrisisForm
        crisis={crisis}
        submit={moveWord(event)}
        danger={event === 'close'}
        act={act}
        onDone={onClose}
        onSubmit={(version) => act.tell({ id: crisis.id, version, event, reason: reason.trim() })}
      >
        <Why value={reason} onChange={setReason} />
      </CrisisForm>
    </Dialog>
  )
}
