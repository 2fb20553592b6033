// Dialogs about strands of a campaign and about what comes round.
import { type ReactNode, useState } from 'react'
import { type SeverityColour, severityColours } from '#assess/model.ts'
import { useTell } from '#web/ask.ts'
import { Dialog } from '#web/kit/Dialog.tsx'
import { SelectField, TextField } from '#web/kit/Field.tsx'
import { fromTyped, toTyped } from '#web/kit/moments.ts'
import { Picks } from '#web/kit/Picks.tsx'
import { errorAt } from '#web/kit/Problem.tsx'
import { exactly, present } from '#web/kit/Time.tsx'
import { say } from '#web/say.ts'
import { useVocabulary } from '#web/vocabulary.ts'
import * as api from '../../api/crises.ts'
import { Why } from './CrisisAsWhole.tsx'
import type { DialogProps } from './CrisisDialogs.tsx'
import { CrisisForm } from './CrisisForm.tsx'
import { beatWord, useCrisisNames } from './words.ts'

/** Adds a strand, or changes the one that `part` names. */
export function AddStrand({ crisis, part, onClose }: DialogProps): ReactNode {
  const before = crisis.state.strands.find((it) => it.key === part)
  const add = useTell(api.addStrand)
  const change = useTell(api.changeStrand)
  const act = before ? change : add
  const words = useCrisisNames()
  const places = useVocabulary()
  const [domain, setDomain] = useState(before?.domain ?? 'disinformation')
  const [title, setTitle] = useState(before?.title ?? '')
  const [text, setText] = useState(before?.text ?? '')
  const [status, setStatus] = useState<'ongoing' | 'unclear'>(before?.status === 'unclear' ? 'unclear' : 'ongoing')
  const [severity, setSeverity] = useState<SeverityColour | null>(before?.severity ?? null)
  const [started, setStarted] = useState(toTyped(before?.startedAt))
  const [sectors, setSectors] = useState<string[]>([...(before?.sectors ?? [])])
  const [countries, setCountries] = useState<string[]>([...(before?.countries ?? [])])
  const told = {
    ...{ domain, title: title.trim(), text, status, severity, sectors, countries },
    startedAt: fromTyped(started) ?? null,
  }
  const send = (version: number) =>
    before
      ? change.tell({ id: crisis.id, version, key: before.key, ...told })
      : add.tell({ id: crisis.id, version, ...told })
  return (
    <Dialog title={before ? say('Change a strand') : say('Add a strand')} open wide onClose={onClose}>
      <CrisisForm crisis={crisis} submit={say('Keep it')} act={act} onDone={onClose} onSubmit={send}>
        <SelectField label={say('Domain')} value={domain} onChange={setDomain} choices={words.domains} />
        <TextField
          label={say('Title')}
          value={title}
          onChange={setTitle}
          required
          minLength={3}
          maxLength={300}
          autoFocus
        />
        <TextField label={say('What is known')} optional value={text} onChange={setText} lines={4} maxLength={20_000} />
        <SelectField
          label={say('Does it go on?')}
          value={status}
          onChange={(value) => setStatus(value === 'unclear' ? 'unclear' : 'ongoing')}
          choices={[
            { value: 'ongoing', label: say('It goes on') },
            { value: 'unclear', label: say('It is not clear') },
          ]}
        />
        <SelectField
          label={say('Severity (CG 2018)')}
          optional
          none={say('Not judged')}
          value={severity ?? ''}
          onChange={(value) => setSeverity(severityColours.find((it) => it === value) ?? null)}
          choices={severityColours.map((value) => ({ value, label: say(value) }))}
        />
        <TextField
          label={say('Began at')}
          optional
          type="datetime-local"
          hint={say('In your own time.')}
          value={started}
          onChange={setStarted}
          error={errorAt(act.error, 'startedAt')}
        />
        <Picks label={say('Sectors')} optional values={sectors} onChange={setSectors} choices={places.sectors} />
        <Picks
          label={say('Countries')}
          optional
          values={countries}
          onChange={setCountries}
          choices={places.countries}
        />
      </CrisisForm>
    </Dialog>
  )
}

export function EndStrand({ crisis, part = '', onClose }: DialogProps): ReactNode {
  const act = useTell(api.endStrand)
  const [at, setAt] = useState('')
  const [reason, setReason] = useState('')
  const strand = crisis.state.strands.find((it) => it.key === part)
  const ended = fromTyped(at)
  return (
    <Dialog title={say('{title} ended', { title: strand?.title ?? part })} open onClose={onClose}>
      <CrisisForm
        crisis={crisis}
        submit={say('Note it')}
        act={act}
        onDone={onClose}
        onSubmit={(version) =>
          act.tell({ id: crisis.id, version, key: part, reason: reason.trim(), ...(ended ? { at: ended } : {}) })
        }
      >
        <TextField
          label={say('Ended at')}
          optional
          type="datetime-local"
          hint={say('In your own time; left empty: now.')}
          value={at}
          onChange={setAt}
          error={errorAt(act.error, 'at')}
        />
        <Why label={say('How that is known')} value={reason} onChange={setReason} />
      </CrisisForm>
    </Dialog>
  )
}

const kinds = ['report', 'meeting', 'brief', 'hand-over', 'press', 'other'] as const
const rounds = [60, 120, 240, 360, 480, 720, 1440] as const

export function AddBeat({ crisis, onClose }: DialogProps): ReactNode {
  const act = useTell(api.addBeat)
  const [what, setWhat] = useState(say('Situation report'))
  const [kind, setKind] = useState<(typeof kinds)[number]>('report')
  const [first, setFirst] = useState(() => toTyped(nextFullHour()))
  const [every, setEvery] = useState('240')
  const firstAt = fromTyped(first)
  return (
    <Dialog title={say('Put something into the rhythm')} open onClose={onClose}>
      <CrisisForm
        crisis={crisis}
        submit={say('Put it in')}
        act={act}
        onDone={onClose}
        onSubmit={(version) =>
          act.tell({
            ...{ id: crisis.id, version, what: what.trim(), kind, firstAt: firstAt ?? '' },
            ...(every ? { everyMinutes: Number(every) } : {}),
            ...(kind === 'report' ? { product: 'sitrep' } : {}),
          })
        }
      >
        <TextField
          label={say('What')}
          value={what}
          onChange={setWhat}
          required
          minLength={3}
          maxLength={300}
          autoFocus
        />
        <SelectField
          label={say('Kind')}
          value={kind}
          onChange={(value) => setKind(kinds.find((it) => it === value) ?? 'report')}
          choices={kinds.map((value) => ({ value, label: beatWord(value) }))}
        />
        <TextField
          label={say('First at')}
          type="datetime-local"
          hint={say('In your own time.')}
          value={first}
          onChange={setFirst}
          required
        />
        <SelectField
          label={say('Comes round')}
          value={every}
          onChange={setEvery}
          none={say('Once')}
          choices={rounds.map((minutes) => ({
            value: String(minutes),
            label: minutes === 1440 ? say('every day') : say('every {n} h', { n: minutes / 60 }),
          }))}
        />
      </CrisisForm>
    </Dialog>
  )
}

function nextFullHour(): string {
  const hour = 3_600_000
  return new Date((Math.floor(present() / hour) + 1) * hour).toISOString()
}

/** The turn that is owed; without a part: the one that is due first. */
export function DoBeat({ crisis, part, onClose }: DialogProps): ReactNode {
  const act = useTell(api.doBeat)
  const [note, setNote] = useState('')
  const due = crisis.beats.filter((it) => it.next !== null).sort((a, b) => ((a.next ?? '') < (b.next ?? '') ? -1 : 1))
  const beat = due.find((it) => it.key === part) ?? due[0]
  if (!beat?.next) {
    return (
      <Dialog title={say('Nothing is due')} open onClose={onClose}>
        <p>{say('Nothing comes round in this crisis, or all of it was done.')}</p>
      </Dialog>
    )
  }
  const { key, next: turn, what } = beat
  return (
    <Dialog title={say('{what}: done', { what })} open onClose={onClose}>
      <CrisisForm
        crisis={crisis}
        submit={say('It was done')}
        act={act}
        onDone={onClose}
        onSubmit={(version) =>
          act.tell({ id: crisis.id, version, key, turn, ...(note.trim() ? { note: note.trim() } : {}) })
        }
      >
        <p>{say('The turn of {at}.', { at: exactly(turn) })}</p>
        <TextField label={say('Note')} optional value={note} onChange={setNote} lines={2} maxLength={2_000} autoFocus />
      </CrisisForm>
    </Dialog>
  )
}

export function StopBeat({ crisis, part = '', onClose }: DialogProps): ReactNode {
  const act = useTell(api.stopBeat)
  const [reason, setReason] = useState('')
  const beat = crisis.state.rhythm.find((it) => it.key === part)
  return (
    <Dialog title={say('Take {what} out of the rhythm', { what: beat?.what ?? part })} open onClose={onClose}>
      <CrisisForm
        crisis={crisis}
        submit={say('Take it out')}
        danger
        act={act}
        onDone={onClose}
        onSubmit={(version) => act.tell({ id: crisis.id, version, key: part, reason: reason.trim() })}
      >
        <Why value={reason} onChange={setReason} />
      </CrisisForm>
    </Dialog>
  )
}
