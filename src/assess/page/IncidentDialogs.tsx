// The dialogs in which an incident is changed.
import { useNavigate } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import type { MarkingChoice } from '#kernel/marking.ts'
import { useAsk, useTell } from '#web/ask.ts'
import { priorityWord } from '#web/kit/Badge.tsx'
import { Dialog } from '#web/kit/Dialog.tsx'
import { CheckField, SelectField, TextField } from '#web/kit/Field.tsx'
import { cleanMarking, MarkingPicker } from '#web/kit/MarkingPicker.tsx'
import { fromTyped, toTyped } from '#web/kit/moments.ts'
import { PickOne, Picks } from '#web/kit/Picks.tsx'
import { errorAt } from '#web/kit/Problem.tsx'
import { toast } from '#web/kit/Toast.tsx'
import { say } from '#web/say.ts'
import { useNames } from '#web/shell/names.ts'
import {
  assignIncident,
  classifyIncident,
  describeIncident,
  listIncidents,
  mergeIncidents,
  remarkRecord,
  setAffected,
  setTimes,
  splitIncident,
  undo,
  unmergeIncident,
} from '../api.ts'
import { priorities, type SeverityColour } from '../model.ts'
import { AffectedFields, cleanAffected } from './AffectedFields.tsx'
import { ClassificationFields, nothingClassified, SeverityFields } from './ClassificationFields.tsx'
import { ChangeForm, type IncidentShown } from './changing.tsx'
import { useVocabulary } from './vocabulary.ts'

export type Edit =
  | 'describe'
  | 'classify'
  | 'affected'
  | 'times'
  | 'assign'
  | 'marking'
  | 'merge'
  | 'unmerge'
  | 'split'
  | 'undo'

interface DialogProps {
  incident: IncidentShown
  onClose: () => void
}

const dialogs: Record<Edit, (props: DialogProps) => ReactNode> = {
  describe: Describe,
  classify: Classify,
  affected: Affect,
  times: When,
  assign: Assign,
  marking: Mark,
  merge: Merge,
  unmerge: Unmerge,
  split: Split,
  undo: Undo,
}

export function IncidentDialogs({ incident, edit, onClose }: DialogProps & { edit: Edit }): ReactNode {
  const Chosen = dialogs[edit]
  return <Chosen incident={incident} onClose={onClose} />
}

function Describe({ incident, onClose }: DialogProps): ReactNode {
  const act = useTell(describeIncident)
  const [title, setTitle] = useState(incident.state.title)
  const [summary, setSummary] = useState(incident.state.summary)
  return (
    <Dialog title={say('Title and summary')} open wide onClose={onClose}>
      <ChangeForm
        incident={incident}
        submit={say('Keep it')}
        pending={act.pending}
        error={act.error}
        onDone={onClose}
        onSubmit={(version) =>
          act.tell({
            id: incident.id,
            version,
            ...(title.trim() === incident.state.title ? {} : { title: title.trim() }),
            ...(summary === incident.state.summary ? {} : { summary }),
          })
        }
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
          value={summary}
          onChange={setSummary}
          lines={10}
          maxLength={20_000}
          optional
        />
      </ChangeForm>
    </Dialog>
  )
}

function Classify({ incident, onClose }: DialogProps): ReactNode {
  const act = useTell(classifyIncident)
  const vocabulary = useVocabulary()
  const { state } = incident
  const [classification, setClassification] = useState(state.classification ?? nothingClassified)
  const [severity, setSeverity] = useState<SeverityColour | ''>(state.severity?.value ?? '')
  const [reason, setReason] = useState(state.severity?.reason ?? '')
  const [priority, setPriority] = useState(state.priority)
  const judged = severity !== '' && (severity !== state.severity?.value || reason.trim() !== state.severity.reason)
  const kept = JSON.stringify(classification) === JSON.stringify(state.classification ?? nothingClassified)
  return (
    <Dialog title={say('Classification')} open wide onClose={onClose}>
      <ChangeForm
        incident={incident}
        submit={say('Keep it')}
        pending={act.pending}
        error={act.error}
        onDone={onClose}
        onSubmit={(version) =>
          act.tell({
            id: incident.id,
            version,
            ...(kept ? {} : { classification }),
            ...(judged && severity ? { severity: { value: severity, reason: reason.trim() } } : {}),
            ...(priority === state.priority ? {} : { priority }),
          })
        }
      >
        <ClassificationFields value={classification} onChange={setClassification} vocabulary={vocabulary} />
        <SeverityFields
          value={severity}
          reason={reason}
          vocabulary={vocabulary}
          onChange={(value, why) => {
            setSeverity(value)
            setReason(why)
          }}
        />
        <SelectField
          label={say('Priority')}
          value={priority}
          onChange={(value) => setPriority(priorities.find((it) => it === value) ?? 'normal')}
          choices={priorities.map((value) => ({ value, label: priorityWord(value) }))}
        />
      </ChangeForm>
    </Dialog>
  )
}

function Affect({ incident, onClose }: DialogProps): ReactNode {
  const act = useTell(setAffected)
  const vocabulary = useVocabulary()
  const names = useNames()
  const [affected, setValue] = useState(incident.state.affected)
  return (
    <Dialog title={say('Affected')} open wide onClose={onClose}>
      <ChangeForm
        incident={incident}
        submit={say('Keep it')}
        pending={act.pending}
        error={act.error}
        onDone={onClose}
        onSubmit={(version) => act.tell({ id: incident.id, version, affected: cleanAffected(affected) })}
      >
        <AffectedFields value={affected} onChange={setValue} vocabulary={vocabulary} names={names} />
      </ChangeForm>
    </Dialog>
  )
}

function When({ incident, onClose }: DialogProps): ReactNode {
  const act = useTell(setTimes)
  const { times } = incident.state
  const [typed, setTyped] = useState({
    startedAt: toTyped(times.startedAt),
    detectedAt: toTyped(times.detectedAt),
    awarenessAt: toTyped(times.awarenessAt),
    endedAt: toTyped(times.endedAt),
  })
  const field = (name: keyof typeof typed, label: string) => (
    <TextField
      label={label}
      optional
      type="datetime-local"
      value={typed[name]}
      onChange={(value) => setTyped({ ...typed, [name]: value })}
      error={errorAt(act.error, `times/${name}`)}
    />
  )
  // To the minute is what one can type; what was not touched keeps its seconds.
  const kept = (name: keyof typeof typed) =>
    typed[name] === toTyped(times[name]) ? {} : { [name]: fromTyped(typed[name]) ?? null }
  return (
    <Dialog title={say('Times')} open onClose={onClose}>
      <ChangeForm
        incident={incident}
        submit={say('Keep it')}
        pending={act.pending}
        error={act.error}
        onDone={onClose}
        onSubmit={(version) =>
          act.tell({
            id: incident.id,
            version,
            times: { ...kept('startedAt'), ...kept('detectedAt'), ...kept('awarenessAt'), ...kept('endedAt') },
          })
        }
      >
        <p className="small quiet">{say('In your own time. Leave empty what is not known.')}</p>
        {field('startedAt', say('Began'))}
        {field('detectedAt', say('Detected'))}
        {field('awarenessAt', say('Became known here'))}
        {field('endedAt', say('Ended'))}
      </ChangeForm>
    </Dialog>
  )
}

function Assign({ incident, onClose }: DialogProps): ReactNode {
  const act = useTell(assignIncident)
  const names = useNames()
  const [persons, setPersons] = useState<string[]>(incident.state.assigned)
  return (
    <Dialog title={say('Who works on it')} open onClose={onClose}>
      <ChangeForm
        incident={incident}
        submit={say('Assign')}
        pending={act.pending}
        error={act.error}
        onDone={onClose}
        onSubmit={(version) => act.tell({ id: incident.id, version, persons })}
      >
        <Picks label={say('Persons')} values={persons} choices={names.persons} onChange={setPersons} />
      </ChangeForm>
    </Dialog>
  )
}

function Mark({ incident, onClose }: DialogProps): ReactNode {
  const act = useTell(remarkRecord)
  const { owner: _owner, ...now } = incident.marking
  const [marking, setMarking] = useState<MarkingChoice>(now)
  const [reason, setReason] = useState('')
  return (
    <Dialog title={say('Change the marking')} open onClose={onClose}>
      <ChangeForm
        incident={incident}
        submit={say('Change the marking')}
        pending={act.pending}
        error={act.error}
        onDone={onClose}
        onSubmit={(version) =>
          act.tell({ id: incident.id, version, marking: cleanMarking(marking), reason: reason.trim() })
        }
      >
        <MarkingPicker value={marking} onChange={setMarking} />
        <TextField
          label={say('Why the change')}
          value={reason}
          onChange={setReason}
          required
          minLength={3}
          lines={2}
          hint={say('Kept in the journal.')}
        />
      </ChangeForm>
    </Dialog>
  )
}

function Merge({ incident, onClose }: DialogProps): ReactNode {
  const act = useTell(mergeIncidents)
  const navigate = useNavigate()
  const others = useAsk(listIncidents, { open: true, limit: 200 }, { hears: ['assess.incident'] })
  const [target, setTarget] = useState('')
  const [reason, setReason] = useState('')
  const candidates = (others.data?.items ?? []).filter((it) => it.id !== incident.id)
  const chosen = candidates.find((it) => it.id === target)
  return (
    <Dialog
      title={say('Merge {reference} into another', { reference: incident.state.reference })}
      open
      onClose={onClose}
    >
      <ChangeForm
        incident={incident}
        submit={say('Merge')}
        pending={act.pending}
        error={act.error}
        onDone={() => {
          onClose()
          if (chosen) void navigate({ to: '/incidents/$id', params: { id: chosen.id } })
        }}
        onSubmit={(version) =>
          act.tell({
            source: incident.id,
            sourceVersion: version,
            target,
            targetVersion: chosen?.version ?? 1,
            reason: reason.trim(),
          })
        }
      >
        <p>{say('What this incident rests on and affects goes to the other one. It can be taken back.')}</p>
        <PickOne
          label={say('Into')}
          value={target}
          onChange={setTarget}
          choices={candidates.map((it) => ({ value: it.id, label: `${it.state.reference} ${it.state.title}` }))}
        />
        <TextField label={say('Why')} value={reason} onChange={setReason} required minLength={3} lines={2} />
      </ChangeForm>
    </Dialog>
  )
}

function Unmerge({ incident, onClose }: DialogProps): ReactNode {
  const act = useTell(unmergeIncident)
  const [reason, setReason] = useState('')
  return (
    <Dialog title={say('Take the merge back')} open onClose={onClose}>
      <ChangeForm
        incident={incident}
        submit={say('Take it back')}
        pending={act.pending}
        error={act.error}
        onDone={onClose}
        onSubmit={(version) => act.tell({ source: incident.id, sourceVersion: version, reason: reason.trim() })}
      >
        <p>{say('The other incident gives back what it took.')}</p>
        <TextField label={say('Why')} value={reason} onChange={setReason} required minLength={3} lines={2} autoFocus />
      </ChangeForm>
    </Dialog>
  )
}

function Split({ incident, onClose }: DialogProps): ReactNode {
  const act = useTell(splitIncident)
  const navigate = useNavigate()
  const vocabulary = useVocabulary()
  const [title, setTitle] = useState('')
  const [reason, setReason] = useState('')
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const { affected } = incident.state
  const groups = [
    {
      key: 'observations',
      title: say('Observations'),
      items: incident.observations.map((it) => ({ id: it.id, label: it.title })),
    },
    {
      key: 'reports',
      title: say('Reports'),
      items: incident.reports.map((it) => ({ id: it.id, label: it.state.told.title })),
    },
    {
      key: 'countries',
      title: say('Countries'),
      items: affected.countries.map((id) => ({ id, label: vocabulary.country(id) })),
    },
    {
      key: 'sectors',
      title: say('Sectors'),
      items: affected.sectors.map((id) => ({ id, label: vocabulary.sector(id) })),
    },
  ] as const
  const of = (key: string) =>
    groups
      .find((group) => group.key === key)
      ?.items.filter((it) => chosen.has(`${key} ${it.id}`))
      .map((it) => it.id) ?? []
  return (
    <Dialog
      title={say('Split {reference} into two', { reference: incident.state.reference })}
      open
      wide
      onClose={onClose}
    >
      <ChangeForm
        incident={incident}
        submit={say('Split')}
        pending={act.pending}
        error={act.error}
        onDone={onClose}
        onSubmit={async (version) => {
          const done = await act.tell({
            id: incident.id,
            version,
            title: title.trim(),
            parts: {
              observations: of('observations'),
              reports: of('reports'),
              countries: of('countries'),
              sectors: of('sectors'),
            },
            reason: reason.trim(),
          })
          toast(say('{reference} is open.', { reference: done.reference }), {
            label: say('Go there'),
            onPress: () => void navigate({ to: '/incidents/$id', params: { id: done.created.id } }),
          })
        }}
      >
        <TextField
          label={say('Title of the new incident')}
          value={title}
          onChange={setTitle}
          required
          minLength={3}
          maxLength={300}
          autoFocus
        />
        <p className="quiet small">{say('What moves to the new one:')}</p>
        {groups
          .filter((group) => group.items.length > 0)
          .map((group) => (
            <fieldset key={group.key} className="field">
              <legend>{group.title}</legend>
              {group.items.map((it) => (
                <CheckField
                  key={it.id}
                  label={it.label}
                  value={chosen.has(`${group.key} ${it.id}`)}
                  onChange={(on) => {
                    const next = new Set(chosen)
                    if (on) next.add(`${group.key} ${it.id}`)
                    else next.delete(`${group.key} ${it.id}`)
                    setChosen(next)
                  }}
                />
              ))}
            </fieldset>
          ))}
        <TextField label={say('Why')} value={reason} onChange={setReason} required minLength={3} lines={2} />
      </ChangeForm>
    </Dialog>
  )
}

function Undo({ incident, onClose }: DialogProps): ReactNode {
  const act = useTell(undo)
  const [reason, setReason] = useState('')
  return (
    <Dialog title={say('Undo the last change')} open onClose={onClose}>
      <ChangeForm
        incident={incident}
        submit={say('Undo it')}
        pending={act.pending}
        error={act.error}
        onDone={onClose}
        onSubmit={(version) =>
          act
            .tell({ id: incident.id, version, ...(reason.trim() ? { reason: reason.trim() } : {}) })
            .then((it) => toast(say('Taken back: {what}', { what: it.undid })))
        }
      >
        <p>{say('The journal keeps both: the change, and that it was taken back.')}</p>
        <TextField label={say('Why')} optional value={reason} onChange={setReason} lines={2} />
      </ChangeForm>
    </Dialog>
  )
}
