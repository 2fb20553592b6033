// Reports by operators: what was told, and what becomes of it.
import { Link } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import type { OutputOf } from '#kernel/contract.ts'
import { useAsk, useTell } from '#web/ask.ts'
import { Badge, MarkingBadge } from '#web/kit/Badge.tsx'
import { Button, buttonClass } from '#web/kit/Button.tsx'
import { Dialog } from '#web/kit/Dialog.tsx'
import { Empty, Skeleton } from '#web/kit/Empty.tsx'
import { TextField } from '#web/kit/Field.tsx'
import { Form } from '#web/kit/Form.tsx'
import { Problem } from '#web/kit/Problem.tsx'
import { Time } from '#web/kit/Time.tsx'
import { say } from '#web/say.ts'
import { useMay } from '#web/session.ts'
import { useNames } from '#web/shell/names.ts'
import { declareIncident, declineReport, listReports } from '../api.ts'
import { usersText } from './AffectedFields.tsx'

export type ReportHeld = OutputOf<typeof listReports>['items'][number]

const tones = { received: 'bronze', taken: 'good', declined: 'quiet' } as const
const words = { received: 'Waiting', taken: 'Taken up', declined: 'Declined' } as const

export function Reports(): ReactNode {
  const reports = useAsk(listReports, { limit: 100 }, { hears: ['assess.report'], keep: true })
  if (reports.isPending) return <Skeleton lines={4} tall />
  if (!reports.data) return <Problem error={reports.error} onAgain={() => void reports.refetch()} />
  if (reports.data.items.length === 0) {
    return (
      <Empty
        icon="report"
        title={say('No operator has reported anything')}
        action={
          <Link to="/report" className={buttonClass()}>
            {say('Report an incident')}
          </Link>
        }
      >
        {say('Operators report here with a short form; what they tell can be opened as an incident.')}
      </Empty>
    )
  }
  return (
    <ul className="report-list">
      {reports.data.items.map((report) => (
        <li key={report.id} className="card">
          <ReportShown report={report} actions />
        </li>
      ))}
    </ul>
  )
}

export function ReportShown({ report, actions }: { report: ReportHeld; actions?: boolean }): ReactNode {
  const names = useNames()
  const may = useMay()
  const { state } = report
  const { told } = state
  const [declining, setDeclining] = useState(false)
  const contact = told.contact.person ? names.person(told.contact.person) : told.contact.name
  return (
    <div className="stack tight">
      <span className="row apart">
        <h2>
          <span className="reference">{state.reference}</span> {told.title}
        </h2>
        <Badge tone={tones[state.status]}>{say(words[state.status])}</Badge>
      </span>
      <span className="row small quiet">
        {names.organisation(state.organisation)} · <Time at={state.receivedAt} show="both" />{' '}
        <MarkingBadge marking={report.marking} />
      </span>
      <p className="report-text">{told.whatHappened}</p>
      <dl className="facts small">
        {told.since ? (
          <>
            <dt>{say('Since')}</dt>
            <dd>
              <Time at={told.since} show="both" /> {told.ongoing ? `· ${say('still going on')}` : ''}
            </dd>
          </>
        ) : null}
        {told.services.length > 0 ? (
          <>
            <dt>{say('Services')}</dt>
            <dd>{told.services.join(', ')}</dd>
          </>
        ) : null}
        {told.countries.length > 0 ? (
          <>
            <dt>{say('Countries')}</dt>
            <dd>{told.countries.join(', ')}</dd>
          </>
        ) : null}
        {told.users ? (
          <>
            <dt>{say('Users')}</dt>
            <dd>
              {usersText(told.users)} <span className="quiet">({told.users.basis})</span>
            </dd>
          </>
        ) : null}
        <dt>{say('Call back')}</dt>
        <dd>
          {[contact, told.contact.telephone, told.contact.email].filter(Boolean).join(' · ') || say('nobody named')}
        </dd>
      </dl>
      {state.declinedBecause ? <p className="note small">{state.declinedBecause}</p> : null}
      {actions && state.status === 'received' ? (
        <span className="row">
          {may(declareIncident) ? (
            <Link
              to="/incidents"
              search={{ add: 'incident', reports: report.id, title: told.title }}
              className={buttonClass('first', true)}
            >
              {say('Open an incident from it')}
            </Link>
          ) : null}
          {may(declineReport) ? (
            <Button small onPress={() => setDeclining(true)}>
              {say('Decline')}
            </Button>
          ) : null}
        </span>
      ) : null}
      {declining ? <Decline report={report} onClose={() => setDeclining(false)} /> : null}
    </div>
  )
}

function Decline({ report, onClose }: { report: ReportHeld; onClose: () => void }): ReactNode {
  const act = useTell(declineReport)
  const [reason, setReason] = useState('')
  return (
    <Dialog title={say('No incident for this report')} open onClose={onClose}>
      <Form
        submit={say('Decline the report')}
        pending={act.pending}
        error={act.error}
        onSubmit={() => act.tell({ id: report.id, version: report.version, reason: reason.trim() }).then(onClose)}
      >
        <TextField
          label={say('Why')}
          value={reason}
          onChange={setReason}
          required
          minLength={3}
          lines={3}
          autoFocus
          hint={say('The operator reads this.')}
        />
      </Form>
    </Dialog>
  )
}
