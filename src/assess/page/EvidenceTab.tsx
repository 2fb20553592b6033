// Evidence: files with their hash and the chain of who had them.
import { type ReactNode, useRef, useState } from 'react'
import { useAsk, useSend, useTell } from '#web/ask.ts'
import { fetchFile } from '#web/client.ts'
import { Badge, Tlp } from '#web/kit/Badge.tsx'
import { Button } from '#web/kit/Button.tsx'
import { Card } from '#web/kit/Card.tsx'
import { Dialog } from '#web/kit/Dialog.tsx'
import { TextField } from '#web/kit/Field.tsx'
import { Form } from '#web/kit/Form.tsx'
import { Problem } from '#web/kit/Problem.tsx'
import { Time } from '#web/kit/Time.tsx'
import { usePlace } from '#web/place.ts'
import { say } from '#web/say.ts'
import { useMay } from '#web/session.ts'
import { useNames } from '#web/shell/names.ts'
import { addEvidence, evidenceCustody, getEvidence, transferEvidence } from '../api.ts'
import type { IncidentShown } from './changing.tsx'

type EvidenceShown = IncidentShown['evidence'][number]

export function EvidenceTab({ incident }: { incident: IncidentShown }): ReactNode {
  const may = useMay()
  return (
    <div className="incident-parts">
      <Card title={say('Evidence')}>
        {incident.evidence.length === 0 ? <p className="quiet">{say('No file yet.')}</p> : null}
        <ul className="plain-list">
          {incident.evidence.map((it) => (
            <EvidenceRow key={it.id} evidence={it} />
          ))}
        </ul>
      </Card>
      {may(addEvidence) ? <AddEvidence incident={incident} /> : null}
    </div>
  )
}

export function bytesText(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`
  if (bytes < 1024 * 1024) return `${(bytes / 1024).toFixed(1)} KiB`
  return `${(bytes / 1024 / 1024).toFixed(1)} MiB`
}

function EvidenceRow({ evidence }: { evidence: EvidenceShown }): ReactNode {
  const may = useMay()
  const { realm } = usePlace()
  const [custody, setCustody] = useState(false)
  const [handing, setHanding] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const { state } = evidence
  return (
    <li>
      <span className="row apart">
        <strong className="wrap-anywhere">{state.name}</strong>
        <span className="row">
          <Tlp label={evidence.marking.tlp} />
          <span className="small quiet">
            {bytesText(state.bytes)} · {state.mediaType}
          </span>
        </span>
      </span>
      {state.description ? <p className="small">{state.description}</p> : null}
      <code className="small quiet wrap-anywhere">SHA-256 {state.sha256}</code>
      <span className="row">
        {may(getEvidence) ? (
          <Button
            small
            icon="file"
            onPress={() =>
              void fetchFile(getEvidence, { id: evidence.id }, state.name, { realm }).then(
                () => setError(null),
                setError,
              )
            }
          >
            {say('Download')}
          </Button>
        ) : null}
        <Button small kind="quiet" aria-expanded={custody} onPress={() => setCustody(!custody)}>
          {say('Chain of custody')}
        </Button>
        {may(transferEvidence) ? (
          <Button small kind="quiet" onPress={() => setHanding(true)}>
            {say('Record a hand-over')}
          </Button>
        ) : null}
      </span>
      <Problem error={error} />
      {custody ? <Custody id={evidence.id} /> : null}
      {handing ? <HandOver evidence={evidence} onClose={() => setHanding(false)} /> : null}
    </li>
  )
}

function Custody({ id }: { id: string }): ReactNode {
  const names = useNames()
  const custody = useAsk(evidenceCustody, { id }, { hears: ['assess.evidence'] })
  if (!custody.data) return <Problem error={custody.error} />
  return (
    <div className="stack tight">
      <p>
        {custody.data.intact === 'intact' ? (
          <Badge tone="good">{say('The stored file is what was received')}</Badge>
        ) : (
          <Badge tone="bad">
            {custody.data.intact === 'damaged'
              ? say('The stored file was changed: do not use it')
              : say('The stored file is missing')}
          </Badge>
        )}
      </p>
      <ol className="changes small">
        {custody.data.state.custody.map((link) => (
          <li key={`${link.at}${link.step}`}>
            <Time at={link.at} show="exact" />: {say(link.step)} · {names.actor(link.by)}
            {link.to ? ` → ${link.to}` : ''} {link.note}
          </li>
        ))}
      </ol>
    </div>
  )
}

function HandOver({ evidence, onClose }: { evidence: EvidenceShown; onClose: () => void }): ReactNode {
  const act = useTell(transferEvidence)
  const [to, setTo] = useState('')
  const [note, setNote] = useState('')
  return (
    <Dialog title={say('Record a hand-over')} open onClose={onClose}>
      <Form
        submit={say('Record it')}
        pending={act.pending}
        error={act.error}
        onSubmit={() =>
          act
            .tell({
              id: evidence.id,
              version: evidence.version,
              to: to.trim(),
              ...(note.trim() ? { note: note.trim() } : {}),
            })
            .then(onClose)
        }
      >
        <TextField
          label={say('To whom')}
          value={to}
          onChange={setTo}
          required
          minLength={2}
          maxLength={300}
          autoFocus
        />
        <TextField label={say('How')} optional value={note} onChange={setNote} maxLength={1000} />
      </Form>
    </Dialog>
  )
}

function AddEvidence({ incident }: { incident: IncidentShown }): ReactNode {
  const act = useSend(addEvidence)
  const input = useRef<HTMLInputElement>(null)
  const [file, setFile] = useState<File | null>(null)
  const [description, setDescription] = useState('')
  const [from, setFrom] = useState('')
  const [share, setShare] = useState(0)
  async function send(): Promise<void> {
    if (!file) return
    setShare(0)
    await act.send(
      {
        incident: incident.id,
        name: file.name,
        ...(description.trim() ? { description: description.trim() } : {}),
        ...(from.trim() ? { receivedFrom: from.trim() } : {}),
      },
      file,
      setShare,
    )
    setFile(null)
    setDescription('')
  }
  return (
    <Card title={say('Keep a file as evidence')}>
      <Form submit={say('Keep it')} pending={act.pending} error={act.error} onSubmit={send}>
        <div className="row">
          <Button icon="file" onPress={() => input.current?.click()}>
            {say('Choose a file')}
          </Button>
          <span className="small wrap-anywhere">
            {file ? `${file.name} · ${bytesText(file.size)}` : say('up to 256 MiB')}
          </span>
          <input
            ref={input}
            type="file"
            hidden
            aria-label={say('File')}
            onChange={(event) => setFile(event.target.files?.[0] ?? null)}
          />
        </div>
        <TextField label={say('Received from')} optional value={from} onChange={setFrom} maxLength={300} />
        <TextField
          label={say('What it is')}
          optional
          value={description}
          onChange={setDescription}
          lines={2}
          maxLength={2000}
        />
        <p className="small quiet">
          {say('It is hashed while it is received. Everybody who takes it is written into its chain of custody.')}
        </p>
        {act.pending ? <progress max={1} value={share} aria-label={say('Sent')} /> : null}
      </Form>
    </Card>
  )
}
