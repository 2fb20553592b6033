// Opening an incident: from items of watch, from a report, or from what somebody knows. A title is enough.
import { useNavigate } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import type { MarkingChoice } from '#kernel/marking.ts'
import { getAttack } from '#sense/api.ts'
import { getItem } from '#watch/api.ts'
import { useAsk, useTell } from '#web/ask.ts'
import { priorityWord, Tlp } from '#web/kit/Badge.tsx'
import { Button } from '#web/kit/Button.tsx'
import { Dialog } from '#web/kit/Dialog.tsx'
import { SelectField, TextField } from '#web/kit/Field.tsx'
import { Form } from '#web/kit/Form.tsx'
import { cleanMarking, MarkingPicker } from '#web/kit/MarkingPicker.tsx'
import { fromTyped } from '#web/kit/moments.ts'
import { errorAt } from '#web/kit/Problem.tsx'
import { exactly } from '#web/kit/Time.tsx'
import { toast } from '#web/kit/Toast.tsx'
import { listOf, useChoices } from '#web/place.ts'
import { say } from '#web/say.ts'
import { useNames } from '#web/shell/names.ts'
import { declareIncident } from '../api.ts'
import { type Priority, priorities, type SeverityColour } from '../model.ts'
import { AffectedFields, cleanAffected, nothingAffected } from './AffectedFields.tsx'
import { ClassificationFields, nothingClassified, SeverityFields } from './ClassificationFields.tsx'
import { useVocabulary } from './vocabulary.ts'

export function DeclareIncident({ onClose }: { onClose: () => void }): ReactNode {
  const [from] = useChoices('title', 'observations', 'attacks', 'reports')
  const navigate = useNavigate()
  const act = useTell(declareIncident)
  const vocabulary = useVocabulary()
  const names = useNames()
  const [title, setTitle] = useState((from.title ?? '').slice(0, 300))
  const [summary, setSummary] = useState('')
  const [observations, setObservations] = useState(listOf(from.observations))
  const [affected, setAffected] = useState(nothingAffected)
  const [classification, setClassification] = useState(nothingClassified)
  const [severity, setSeverity] = useState<SeverityColour | ''>('')
  const [reason, setReason] = useState('')
  const [priority, setPriority] = useState<Priority>('normal')
  const [detected, setDetected] = useState('')
  const [marking, setMarking] = useState<MarkingChoice>({ tlp: 'AMBER+STRICT' })
  const [attacks, setAttacks] = useState(listOf(from.attacks))
  const reports = listOf(from.reports)

  async function send(): Promise<void> {
    const detectedAt = fromTyped(detected)
    const done = await act.tell({
      title: title.trim(),
      ...(summary.trim() ? { summary: summary.trim() } : {}),
      ...(observations.length + attacks.length > 0 ? { observations: [...observations, ...attacks] } : {}),
      ...(reports.length > 0 ? { reports } : {}),
      ...(classification.rsit.length > 0 || classification.rootCause ? { classification } : {}),
      ...(severity ? { severity: { value: severity, reason: reason.trim() } } : {}),
      priority,
      affected: cleanAffected(affected),
      ...(detectedAt ? { times: { detectedAt } } : {}),
      marking: cleanMarking(marking),
    })
    toast(say('{reference} is open.', { reference: done.reference }))
    await navigate({ to: '/incidents/$id', params: { id: done.id } })
  }

  return (
    <Dialog title={say('Open an incident')} open wide onClose={onClose}>
      <Form submit={say('Open the incident')} pending={act.pending} error={act.error} onSubmit={send}>
        {observations.length > 0 ? (
          <div className="field">
            <span className="label">{say('From these items')}</span>
            <ul className="chosen-list">
              {observations.map((id) => (
                <Observation
                  key={id}
                  id={id}
                  onDrop={() => setObservations(observations.filter((one) => one !== id))}
                  onPlaces={(codes) =>
                    setAffected((old) => ({ ...old, countries: [...new Set([...old.countries, ...codes])] }))
                  }
                />
              ))}
            </ul>
          </div>
        ) : null}
        {attacks.length > 0 ? (
          <div className="field">
            <span className="label">{say('From what was measured')}</span>
            <ul className="chosen-list">
              {attacks.map((id) => (
                <MeasuredAttack key={id} id={id} onDrop={() => setAttacks(attacks.filter((one) => one !== id))} />
              ))}
            </ul>
          </div>
        ) : null}
        {reports.length > 0 ? (
          <p className="note">{say('From the report of an operator; what it says stays linked.')}</p>
        ) : null}
        <TextField
          label={say('Title')}
          value={title}
          onChange={setTitle}
          required
          minLength={3}
          maxLength={300}
          autoFocus
          error={errorAt(act.error, 'title')}
        />
        <TextField
          label={say('What is known')}
          optional
          value={summary}
          onChange={setSummary}
          lines={4}
          maxLength={20_000}
        />
        <AffectedFields brief value={affected} onChange={setAffected} vocabulary={vocabulary} names={names} />
        <details className="more-fields">
          <summary>{say('Classification, severity, priority and times (can wait)')}</summary>
          <div className="stack">
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
            <TextField
              label={say('Detected at')}
              optional
              type="datetime-local"
              hint={say('In your own time.')}
              value={detected}
              onChange={setDetected}
            />
          </div>
        </details>
        <details className="more-fields">
          <summary>
            {say('Marking:')} <Tlp label={marking.tlp} />
          </summary>
          <MarkingPicker value={marking} onChange={setMarking} />
        </details>
      </Form>
    </Dialog>
  )
}

/** One item that the incident rests on. The places that it names are offered, never taken by themselves. */
function Observation({
  id,
  onDrop,
  onPlaces,
}: {
  id: string
  onDrop: () => void
  onPlaces: (codes: string[]) => void
}): ReactNode {
  const item = useAsk(getItem, { id })
  const [offered, setOffered] = useState(true)
  const places = item.data?.state.countries ?? []
  return (
    <li>
      <span>
        {item.data?.state.title ?? id}
        {places.length > 0 && offered ? (
          <Button
            small
            kind="quiet"
            onPress={() => {
              onPlaces(places)
              setOffered(false)
            }}
          >
            {say('Add its places: {places}', { places: places.join(', ') })}
          </Button>
        ) : null}
      </span>
      <Button
        small
        kind="quiet"
        bare
        icon="close"
        aria-label={say('Leave out {title}', { title: item.data?.state.title ?? id })}
        onPress={onDrop}
      />
    </li>
  )
}

function MeasuredAttack({ id, onDrop }: { id: string; onDrop: () => void }): ReactNode {
  const attack = useAsk(getAttack, { id }).data?.attack.state
  const title = attack?.title ?? id
  return (
    <li>
      <span>
        {title} {attack ? <span className="quiet">{say('began {at}', { at: exactly(attack.onset) })}</span> : null}
      </span>
      <Button small kind="quiet" bare icon="close" aria-label={say('Leave out {title}', { title })} onPress={onDrop} />
    </li>
  )
}
