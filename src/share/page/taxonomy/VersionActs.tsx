// What one version is, and the steps that may be taken with it.
import { type ReactNode, useState } from 'react'
import { useTell } from '#web/ask.ts'
import { addressOf } from '#web/client.ts'
import { MarkingBadge } from '#web/kit/Badge.tsx'
import { Button, buttonClass } from '#web/kit/Button.tsx'
import { Card } from '#web/kit/Card.tsx'
import { Dialog } from '#web/kit/Dialog.tsx'
import { TextField } from '#web/kit/Field.tsx'
import { Form } from '#web/kit/Form.tsx'
import { Time } from '#web/kit/Time.tsx'
import { usePlace } from '#web/place.ts'
import { say } from '#web/say.ts'
import { useMay } from '#web/session.ts'
import { useNames } from '#web/shell/names.ts'
import {
  adoptTaxonomy,
  exportTaxonomy,
  putForwardTaxonomy,
  returnTaxonomy,
  withdrawTaxonomy,
} from '../../api/taxonomy.ts'
import { StandingShown, StatusShown, type VersionShown } from './standing.tsx'

type Step = 'put-forward' | 'return' | 'adopt' | 'withdraw'
const words: Record<Step, string> = {
  'put-forward': 'Put it forward',
  return: 'Give it back',
  adopt: 'It was adopted',
  withdraw: 'Withdraw it',
}
const contracts = {
  'put-forward': putForwardTaxonomy,
  return: returnTaxonomy,
  adopt: adoptTaxonomy,
  withdraw: withdrawTaxonomy,
} as const

export function VersionActs({ version }: { version: VersionShown }): ReactNode {
  const [step, setStep] = useState<Step | null>(null)
  const may = useMay()
  const names = useNames()
  const place = usePlace()
  const { state, id } = version
  const steps = (['put-forward', 'adopt', 'return', 'withdraw'] as const).filter((one) => {
    const move = version.moves.find(({ event }) => event === one)
    return may(contracts[one]) && move && (move.allowed || (one === 'adopt' && state.status === 'proposed'))
  })
  const adopt = version.moves.find(({ event }) => event === 'adopt')
  return (
    <Card
      title={`${state.title} ${state.edition}`}
      aside={
        <span className="row">
          <StatusShown status={state.status} />
          <MarkingBadge marking={version.marking} />
        </span>
      }
    >
      {state.note ? <p>{state.note}</p> : null}
      {state.adopted ? (
        <p>
          {say('Adopted on {day} by {body}: {document}. Written down by {name}.', {
            day: state.adopted.on,
            body: state.adopted.body,
            document: state.adopted.document,
            name: names.actor(state.adopted.by),
          })}{' '}
          {version.standing ? <StandingShown standing={version.standing} /> : null}
        </p>
      ) : null}
      {state.putForward && state.status === 'proposed' ? (
        <p>
          {say('Put forward by {name}:', { name: names.actor(state.putForward.by) })} {state.putForward.reason}{' '}
          <Time at={state.putForward.at} />
        </p>
      ) : null}
      {state.status === 'draft' && state.returned.length > 0 ? (
        <p className="note warn">
          {say('Given back:')} {state.returned.at(-1)?.reason}
        </p>
      ) : null}
      <div className="row no-print">
        {steps.map((one) => (
          <Button
            key={one}
            kind={one === 'withdraw' ? 'quiet' : 'plain'}
            isDisabled={one === 'adopt' && !adopt?.allowed}
            onPress={() => setStep(one)}
          >
            {say(words[one])}
          </Button>
        ))}
        {(['json', 'csv'] as const).map((format) => (
          <a
            key={format}
            className={buttonClass('quiet')}
            href={addressOf(exportTaxonomy, { id, format }, place)}
            download
          >
            {say('As {format}', { format: format.toUpperCase() })}
          </a>
        ))}
      </div>
      {steps.includes('adopt') && state.status === 'proposed' && adopt?.because ? (
        <p className="small quiet">{adopt.because}</p>
      ) : null}
      {step ? <StepDialog version={version} step={step} onClose={() => setStep(null)} /> : null}
    </Card>
  )
}

function StepDialog({ version, step, onClose }: { version: VersionShown; step: Step; onClose: () => void }): ReactNode {
  if (step === 'adopt') return <AdoptDialog version={version} onClose={onClose} />
  return <ReasonDialog version={version} step={step} onClose={onClose} />
}

function ReasonDialog({
  version,
  step,
  onClose,
}: {
  version: VersionShown
  step: Exclude<Step, 'adopt'>
  onClose: () => void
}): ReactNode {
  const act = useTell(contracts[step])
  const [reason, setReason] = useState('')
  const send = () => act.tell({ id: version.id, version: version.version, reason }).then(onClose)
  return (
    <Dialog title={say(words[step])} open onClose={onClose}>
      <Form
        submit={say(words[step])}
        danger={step === 'withdraw'}
        pending={act.pending}
        error={act.error}
        onSubmit={send}
      >
        <TextField label={say('Why')} lines={3} value={reason} onChange={setReason} required minLength={3} />
      </Form>
    </Dialog>
  )
}

function AdoptDialog({ version, onClose }: { version: VersionShown; onClose: () => void }): ReactNode {
  const adopt = useTell(adoptTaxonomy)
  const [on, setOn] = useState('')
  const [body, setBody] = useState('')
  const [document, setDocument] = useState('')
  const send = () => adopt.tell({ id: version.id, version: version.version, on, body, document }).then(onClose)
  return (
    <Dialog title={say('It was adopted')} open onClose={onClose}>
      <Form submit={say('Write it down')} pending={adopt.pending} error={adopt.error} onSubmit={send}>
        <p>
          {say(
            'Whoever adopts stands outside. Here a named person writes down that they did; not the one who put it forward.',
          )}
        </p>
        <TextField label={say('On which day')} type="date" value={on} onChange={setOn} required />
        <TextField label={say('By which body')} value={body} onChange={setBody} required />
        <TextField label={say('In which document')} value={document} onChange={setDocument} required />
      </Form>
    </Dialog>
  )
}
