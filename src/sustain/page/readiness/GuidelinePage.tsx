// One guideline: what it says, what contradicts itself in it, who approved it, and files of it.
import './readiness.css'
import { useNavigate, useParams } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import type { OutputOf } from '#kernel/contract.ts'
import { useAsk, useTell } from '#web/ask.ts'
import { addressOf } from '#web/client.ts'
import { Badge, MarkingBadge } from '#web/kit/Badge.tsx'
import { Button, buttonClass } from '#web/kit/Button.tsx'
import { Card } from '#web/kit/Card.tsx'
import { Dialog } from '#web/kit/Dialog.tsx'
import { Skeleton } from '#web/kit/Empty.tsx'
import { TextField } from '#web/kit/Field.tsx'
import { Form } from '#web/kit/Form.tsx'
import { Page } from '#web/kit/Page.tsx'
import { Problem } from '#web/kit/Problem.tsx'
import { Time } from '#web/kit/Time.tsx'
import { usePlace } from '#web/place.ts'
import { say } from '#web/say.ts'
import { useMay } from '#web/session.ts'
import { useNames } from '#web/shell/names.ts'
import {
  approveGuideline,
  changeGuideline,
  draftGuideline,
  exportGuideline,
  getGuideline,
  guidelineForms,
  withdrawGuideline,
} from '../../api/guidelines.ts'
import type { GuidelineFinding } from '../../model/guideline.ts'
import { DnsLinks } from '../dns/DnsLinks.tsx'
import { EditDialog } from './EditDialog.tsx'
import { GuidelineParts } from './GuidelineParts.tsx'
import { stateTones, stateWord } from './words.ts'

type Shown = OutputOf<typeof getGuideline>

export function GuidelinePage(): ReactNode {
  const { id = '' } = useParams({ strict: false })
  const asked = useAsk(getGuideline, { guideline: id }, { keep: true, hears: ['sustain.guideline'] })
  const { data } = asked
  return (
    <Page
      title={data?.text.title ?? say('Guideline')}
      above={<DnsLinks />}
      lead={data?.text.summary}
      actions={data ? <Actions shown={data} /> : null}
    >
      <Problem error={asked.error} onAgain={() => void asked.refetch()} />
      {asked.isPending ? <Skeleton lines={6} tall /> : null}
      {data ? (
        <div className="guide-parts">
          <Standing shown={data} />
          <Findings findings={data.findings} />
          <GuidelineParts text={data.text} />
        </div>
      ) : null}
    </Page>
  )
}

function Actions({ shown: { text, own, findings } }: { shown: Shown }): ReactNode {
  const may = useMay()
  const navigate = useNavigate()
  const [open, setOpen] = useState<'edit' | 'withdraw'>()
  const approving = useTell(approveGuideline)
  const drafting = useTell(draftGuideline)
  const errors = findings.some(({ level }) => level === 'error')
  const done = own?.state.state === 'withdrawn'
  return (
    <>
      {own && !done && may(approveGuideline) && own.state.state === 'draft' ? (
        <Button
          kind="first"
          icon="check"
          isPending={approving.pending}
          isDisabled={errors}
          onPress={() => void approving.tell({ id: own.id, version: own.version }).catch(() => undefined)}
        >
          {say('Approve')}
        </Button>
      ) : null}
      {own && !done && may(changeGuideline) ? <Button onPress={() => setOpen('edit')}>{say('Edit')}</Button> : null}
      {own && !done && may(withdrawGuideline) ? (
        <Button onPress={() => setOpen('withdraw')}>{say('Withdraw')}</Button>
      ) : null}
      {!own && may(draftGuideline) ? (
        <Button
          kind="first"
          isPending={drafting.pending}
          onPress={() =>
            void drafting
              .tell({ from: text.id })
              .then(({ id }) => navigate({ to: '/dns/guidelines/$id', params: { id } }))
              .catch(() => undefined)
          }
        >
          {say('Draft our own from it')}
        </Button>
      ) : null}
      <Problem error={approving.error ?? drafting.error} />
      {open === 'edit' && own ? <EditDialog own={own} onClose={() => setOpen(undefined)} /> : null}
      {open === 'withdraw' && own ? <WithdrawDialog own={own} onClose={() => setOpen(undefined)} /> : null}
    </>
  )
}

function WithdrawDialog({ own, onClose }: { own: NonNullable<Shown['own']>; onClose: () => void }): ReactNode {
  const telling = useTell(withdrawGuideline)
  const [reason, setReason] = useState('')
  async function send(): Promise<void> {
    await telling.tell({ id: own.id, version: own.version, reason: reason.trim() })
    onClose()
  }
  return (
    <Dialog title={say('Withdraw the guideline')} open onClose={onClose}>
      <Form submit={say('Withdraw')} danger pending={telling.pending} error={telling.error} onSubmit={send}>
        <TextField label={say('Why?')} value={reason} onChange={setReason} required maxLength={500} lines={3} />
      </Form>
    </Dialog>
  )
}

function Standing({ shown: { text, own } }: { shown: Shown }): ReactNode {
  const names = useNames()
  const { realm, asOf } = usePlace()
  const [variant, setVariant] = useState(text.variants[0]?.id ?? '')
  const guideline = own?.id ?? text.id
  const place = { realm, ...(asOf ? { asOf } : {}) }
  return (
    <Card
      title={say('Where it stands')}
      aside={
        own ? <MarkingBadge marking={own.marking} /> : <Badge tone="accent">{say('came with this version')}</Badge>
      }
    >
      <p className="row">
        {own ? <Badge tone={stateTones[own.state.state]}>{stateWord(own.state.state)}</Badge> : null}
        <span>
          {text.id}, {say('version {version}', { version: text.version })}
        </span>
      </p>
      {own?.state.inForce ? (
        <p>
          {say('In force: version {version}, approved by {name}', {
            version: own.state.inForce.text.version,
            name: names.person(own.state.inForce.approvedBy),
          })}{' '}
          <Time at={own.state.inForce.approvedAt} show="both" />
        </p>
      ) : null}
      {own?.state.state === 'draft' ? (
        <p className="quiet">
          {say('Written by {names}; somebody else has to approve it.', {
            names: own.state.authors.map(names.person).join(', '),
          })}
        </p>
      ) : null}
      {own?.state.withdrawnBecause ? <p>{own.state.withdrawnBecause}</p> : null}
      <div className="row no-print">
        {guidelineForms
          .filter((form) => form !== 'cacao')
          .map((form) => (
            <a
              key={form}
              className={buttonClass('quiet', true)}
              href={addressOf(exportGuideline, { guideline, form }, place)}
              download
            >
              {form.toUpperCase()}
            </a>
          ))}
        <label className="row">
          <span className="small">{say('Playbook of')}</span>
          <select className="input" value={variant} onChange={(event) => setVariant(event.target.value)}>
            {text.variants.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        </label>
        <a
          className={buttonClass('quiet', true)}
          href={addressOf(exportGuideline, { guideline, form: 'cacao', variant }, place)}
          download
        >
          {say('CACAO 2.0')}
        </a>
      </div>
    </Card>
  )
}

function Findings({ findings }: { findings: readonly GuidelineFinding[] }): ReactNode {
  return (
    <Card title={say('What does not hold together')}>
      {findings.length === 0 ? <p>{say('Nothing was found.')}</p> : null}
      <ul className="ready-criteria">
        {findings.map(({ level, rule, where, says }) => (
          <li key={`${rule} ${where}`} className="ready-criterion">
            <Badge tone={level === 'error' ? 'bad' : 'warn'}>
              {level === 'error' ? say('contradiction') : say('to look at')}
            </Badge>
            <span>
              {says} <span className="small quiet mono">{where}</span>
            </span>
          </li>
        ))}
      </ul>
    </Card>
  )
}
