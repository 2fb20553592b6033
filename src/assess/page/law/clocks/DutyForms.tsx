// Recording what happened to a report that is owed: it was handed in, more time was granted, an authority asked for it.
import { type ReactNode, useState } from 'react'
import { useTell } from '#web/ask.ts'
import { SelectField, TextField } from '#web/kit/Field.tsx'
import { errorAt } from '#web/kit/Problem.tsx'
import { presentInstant } from '#web/kit/Time.tsx'
import { toast } from '#web/kit/Toast.tsx'
import { say } from '#web/say.ts'
import { prolongDuty, recordSubmission, requestReport, ruleOutDuty } from '../../../api/duties.ts'
import { dutyChannels } from '../../../model/duty.ts'
import { LawForm } from '../assessment/LawForm.tsx'
import { recipientWord } from '../words.ts'
import { fromWall, toWall } from '../zone.ts'
import type { DutyShown } from './DutyDrawer.tsx'

export interface DutyFormProps {
  duty: DutyShown
  onDone: () => void
}

export function channelWord(channel: (typeof dutyChannels)[number]): string {
  return {
    portal: say('Portal of the authority'),
    email: say('E-mail'),
    api: say('Machine to machine'),
    telephone: say('Telephone'),
    post: say('Post'),
    other: say('Another way'),
  }[channel]
}

/** A moment in the zone of the clock, since that is the wall that its limit is read from. */
function MomentField(props: {
  label: string
  zone: string
  value: string
  onChange: (text: string) => void
  error?: string | undefined
  optional?: boolean
}): ReactNode {
  const { zone, optional, ...rest } = props
  return (
    <TextField
      {...rest}
      type="datetime-local"
      hint={say('By the clock in {zone}.', { zone: zone.replaceAll('_', ' ') })}
      required={!optional}
      optional={optional ?? false}
    />
  )
}

export function SubmissionForm({ duty, onDone }: DutyFormProps): ReactNode {
  const telling = useTell(recordSubmission)
  const zone = duty.state.timeZone
  const [at, setAt] = useState(toWall(presentInstant(), zone))
  const [channel, setChannel] = useState<(typeof dutyChannels)[number]>('portal')
  const [to, setTo] = useState(duty.state.recipients.map(recipientWord).join(', ').slice(0, 500))
  const [receipt, setReceipt] = useState('')
  const [why, setWhy] = useState('')
  const moment = fromWall(at, zone)
  const late = Boolean(moment && duty.state.dueAt && moment > duty.state.dueAt)
  async function send(version: number): Promise<void> {
    const answer = await telling.tell({
      id: duty.id,
      version,
      channel,
      to: to.trim(),
      ...(moment ? { at: moment } : {}),
      ...(receipt.trim() ? { receipt: receipt.trim() } : {}),
      ...(late && why.trim() ? { lateBecause: why.trim() } : {}),
    })
    toast(answer.late ? say('Recorded, after its limit.') : say('Recorded in time. Clocks that waited for it begin.'))
    onDone()
  }
  return (
    <section className="card" aria-label={say('It was handed in')}>
      <LawForm
        version={duty.version}
        submit={say('Record it')}
        pending={telling.pending}
        error={telling.error}
        onSubmit={send}
      >
        <MomentField label={say('When')} zone={zone} value={at} onChange={setAt} error={errorAt(telling.error, 'at')} />
        <SelectField
          label={say('How')}
          value={channel}
          onChange={(value) => setChannel(dutyChannels.find((it) => it === value) ?? 'other')}
          choices={dutyChannels.map((value) => ({ value, label: channelWord(value) }))}
        />
        <TextField label={say('To whom')} value={to} onChange={setTo} required maxLength={500} />
        <TextField
          label={say('Number or words of the receipt')}
          value={receipt}
          onChange={setReceipt}
          maxLength={2000}
          optional
        />
        {late ? (
          <TextField
            label={say('It is after its limit: why?')}
            hint={say('Several acts ask for the reasons of a delay.')}
            value={why}
            onChange={setWhy}
            maxLength={1000}
            lines={2}
            optional
          />
        ) : null}
      </LawForm>
    </section>
  )
}

export function ProlongForm({ duty, onDone }: DutyFormProps): ReactNode {
  const telling = useTell(prolongDuty)
  const zone = duty.state.timeZone
  const [until, setUntil] = useState(toWall(duty.state.dueAt, zone))
  const [grantedBy, setGrantedBy] = useState('')
  const [reason, setReason] = useState('')
  async function send(version: number): Promise<void> {
    const moment = fromWall(until, zone)
    if (!moment) return
    await telling.tell({ id: duty.id, version, until: moment, grantedBy: grantedBy.trim(), reason: reason.trim() })
    toast(say('The clock runs until then. The earlier limit stays in the record.'))
    onDone()
  }
  return (
    <section className="card" aria-label={say('More time was granted')}>
      <LawForm
        version={duty.version}
        submit={say('Record it')}
        pending={telling.pending}
        error={telling.error}
        onSubmit={send}
      >
        <MomentField
          label={say('Until')}
          zone={zone}
          value={until}
          onChange={setUntil}
          error={errorAt(telling.error, 'until')}
        />
        <TextField
          label={say('Granted by')}
          value={grantedBy}
          onChange={setGrantedBy}
          required
          minLength={2}
          maxLength={300}
        />
        <TextField
          label={say('Why, and where that stands')}
          hint={say('The letter or the call by which it was granted.')}
          value={reason}
          onChange={setReason}
          required
          minLength={3}
          maxLength={1000}
          lines={2}
        />
      </LawForm>
    </section>
  )
}

export function RuleOutForm({ duty, words, onDone }: DutyFormProps & { words: string }): ReactNode {
  const telling = useTell(ruleOutDuty)
  const out = !duty.state.ruledOut
  const [reason, setReason] = useState('')
  async function send(version: number): Promise<void> {
    await telling.tell({ id: duty.id, version, out, reason: reason.trim() })
    toast(out ? say('It is owed no more. You can take that back.') : say('It is owed again.'))
    onDone()
  }
  return (
    <section className="card" aria-label={out ? say('Left out by the act') : say('Owed again')}>
      <LawForm
        version={duty.version}
        submit={out ? say('Leave it out') : say('It is owed')}
        pending={telling.pending}
        error={telling.error}
        onSubmit={send}
      >
        <p>{say('The act says: {words}.', { words })}</p>
        <TextField
          label={out ? say('Why that holds here') : say('Why it is owed after all')}
          value={reason}
          onChange={setReason}
          required
          minLength={3}
          maxLength={1000}
          lines={2}
        />
      </LawForm>
    </section>
  )
}

export function RequestForm({ duty, onDone }: DutyFormProps): ReactNode {
  const telling = useTell(requestReport)
  const zone = duty.state.timeZone
  const [requestedBy, setRequestedBy] = useState('')
  const [due, setDue] = useState('')
  async function send(version: number): Promise<void> {
    const moment = fromWall(due, zone)
    await telling.tell({ id: duty.id, version, requestedBy: requestedBy.trim(), ...(moment ? { due: moment } : {}) })
    toast(say('Recorded: it is owed now.'))
    onDone()
  }
  return (
    <section className="card" aria-label={say('It was asked for')}>
      <LawForm
        version={duty.version}
        submit={say('Record it')}
        pending={telling.pending}
        error={telling.error}
        onSubmit={send}
      >
        <TextField
          label={say('Who asked')}
          value={requestedBy}
          onChange={setRequestedBy}
          required
          minLength={2}
          maxLength={300}
        />
        <MomentField
          label={say('By when they want it')}
          zone={zone}
          value={due}
          onChange={setDue}
          error={errorAt(telling.error, 'due')}
          optional
        />
      </LawForm>
    </section>
  )
}
