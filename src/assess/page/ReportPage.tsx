// Reporting an incident of one's own organisation: the least that can be asked of somebody under attack, on a phone.
import './incident.css'
import { Link } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import type { OutputOf } from '#kernel/contract.ts'
import type { MarkingChoice } from '#kernel/marking.ts'
import { useTell } from '#web/ask.ts'
import { Tlp } from '#web/kit/Badge.tsx'
import { buttonClass } from '#web/kit/Button.tsx'
import { RadioField, TextField } from '#web/kit/Field.tsx'
import { Form } from '#web/kit/Form.tsx'
import { cleanMarking, MarkingPicker } from '#web/kit/MarkingPicker.tsx'
import { fromTyped } from '#web/kit/moments.ts'
import { Page } from '#web/kit/Page.tsx'
import { Picks } from '#web/kit/Picks.tsx'
import { errorAt } from '#web/kit/Problem.tsx'
import { say } from '#web/say.ts'
import { useMay, useMe } from '#web/session.ts'
import { reportIncident } from '../api.ts'
import type { Users } from '../model.ts'
import { UsersFields } from './AffectedFields.tsx'
import { useVocabulary } from './vocabulary.ts'

export function ReportPage(): ReactNode {
  const me = useMe()
  const may = useMay()
  const [done, setDone] = useState<OutputOf<typeof reportIncident> | null>(null)
  if (done) {
    return (
      <Page title={say('Received')}>
        <div className="note good stack">
          <p className="received-number">{done.reference}</p>
          <p>{say('Your CSIRT has it now. Keep this number: use it when you call or write.')}</p>
          <p className="quiet">{say('If something changes, report again and name the number.')}</p>
        </div>
        <div className="row">
          <Link to="/incidents" search={{ tab: 'reports' }} className={buttonClass('first')}>
            {say('See your reports')}
          </Link>
        </div>
      </Page>
    )
  }
  return (
    <Page
      title={say('Report an incident')}
      lead={say('For {organisation}. What you do not know yet, leave empty: you can say it later.', {
        organisation: me.organisation.name,
      })}
    >
      {may(reportIncident) ? (
        <ReportForm onDone={setDone} />
      ) : (
        <p className="note warn">{say('Nothing can be reported in the past. Come back to now first.')}</p>
      )}
    </Page>
  )
}

function ReportForm({ onDone }: { onDone: (done: OutputOf<typeof reportIncident>) => void }): ReactNode {
  const me = useMe()
  const vocabulary = useVocabulary()
  const act = useTell(reportIncident)
  const [title, setTitle] = useState('')
  const [what, setWhat] = useState('')
  const [since, setSince] = useState('')
  const [ongoing, setOngoing] = useState('')
  const [services, setServices] = useState('')
  const [countries, setCountries] = useState<string[]>(me.organisation.country ? [me.organisation.country] : [])
  const [users, setUsers] = useState<Users | null>(null)
  const [name, setName] = useState(me.name)
  const [telephone, setTelephone] = useState('')
  const [email, setEmail] = useState(me.email)
  const [marking, setMarking] = useState<MarkingChoice>({ tlp: 'AMBER' })

  async function send(): Promise<void> {
    const began = fromTyped(since)
    const named = services
      .split('\n')
      .map((it) => it.trim())
      .filter(Boolean)
    const done = await act.tell({
      title: title.trim(),
      whatHappened: what.trim(),
      ...(began ? { since: began } : {}),
      ...(ongoing ? { ongoing: ongoing === 'yes' } : {}),
      ...(named.length > 0 ? { services: named } : {}),
      ...(countries.length > 0 ? { countries } : {}),
      ...(users ? { users: { ...users, basis: users.basis || say('the reporting organisation') } } : {}),
      contact: { name: name.trim(), telephone: telephone.trim(), email: email.trim() },
      marking: cleanMarking(marking),
    })
    onDone(done)
    window.scrollTo({ top: 0 })
  }

  return (
    <div className="report-form card">
      <Form submit={say('Send the report')} pending={act.pending} error={act.error} onSubmit={send}>
        <TextField
          label={say('In one line')}
          placeholder={say('Our ticketing is down')}
          value={title}
          onChange={setTitle}
          required
          minLength={3}
          maxLength={300}
          autoFocus
          error={errorAt(act.error, 'title')}
        />
        <TextField
          label={say('What happened')}
          value={what}
          onChange={setWhat}
          required
          minLength={10}
          maxLength={20_000}
          lines={6}
          error={errorAt(act.error, 'whatHappened')}
        />
        <div className="columns">
          <TextField
            label={say('Since when')}
            optional
            type="datetime-local"
            value={since}
            onChange={setSince}
            error={errorAt(act.error, 'since')}
          />
          <TextField
            label={say('Telephone to call back')}
            type="tel"
            value={telephone}
            onChange={setTelephone}
            required
            autoComplete="tel"
            maxLength={50}
          />
        </div>
        <RadioField
          label={say('Is it still going on?')}
          value={ongoing}
          onChange={setOngoing}
          inline
          choices={[
            { value: 'yes', label: say('Yes') },
            { value: 'no', label: say('No') },
            { value: '', label: say('Not known') },
          ]}
        />
        <TextField
          label={say('Services that are affected')}
          optional
          hint={say('One a line.')}
          value={services}
          onChange={setServices}
          lines={3}
        />
        <Picks
          label={say('Countries where it is felt')}
          optional
          values={countries}
          choices={vocabulary.countries}
          onChange={setCountries}
        />
        <UsersFields value={users} onChange={setUsers} />
        <div className="columns">
          <TextField
            label={say('Who to call')}
            value={name}
            onChange={setName}
            required
            autoComplete="name"
            maxLength={200}
          />
          <TextField
            label={say('E-mail')}
            optional
            type="email"
            value={email}
            onChange={setEmail}
            autoComplete="email"
            maxLength={254}
          />
        </div>
        <details className="more-fields">
          <summary>
            {say('Who may read it:')} <Tlp label={marking.tlp} />
          </summary>
          <MarkingPicker value={marking} onChange={setMarking} />
        </details>
      </Form>
    </div>
  )
}
