// Agreements by peer, with where each stands and when it is looked at again.
import './agreements.css'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useAsk } from '#web/ask.ts'
import { Badge, Tlp } from '#web/kit/Badge.tsx'
import { Button, buttonClass } from '#web/kit/Button.tsx'
import { Empty, Skeleton } from '#web/kit/Empty.tsx'
import { SelectField } from '#web/kit/Field.tsx'
import { Page } from '#web/kit/Page.tsx'
import { Problem } from '#web/kit/Problem.tsx'
import { Time } from '#web/kit/Time.tsx'
import { useChoices } from '#web/place.ts'
import { say, sayCount } from '#web/say.ts'
import { useMay } from '#web/session.ts'
import { draftAgreement, listAgreements } from '../../api/agreements.ts'
import { agreementStatuses } from '../../model/agreement.ts'
import { highestOf } from '../../rules/agreements/lifecycle.ts'
import { FederateTabs } from '../Tabs.tsx'
import { AnswerTimes } from './AnswerTimes.tsx'
import { Calendars } from './Calendars.tsx'
import { statusWords } from './words.ts'

export function AgreementsPage(): ReactNode {
  const may = useMay()
  return (
    <Page
      title={say('Agreements')}
      wide
      lead={say(
        'What this organisation and others promised to tell each other. Without one nothing flows; inside it everything flows by itself.',
      )}
      actions={
        may(draftAgreement) ? (
          <Link className={buttonClass('first')} to="/agreements/new">
            {say('Draft an agreement')}
          </Link>
        ) : null
      }
    >
      <FederateTabs />
      <div className="stack">
        <AnswerTimes />
        <List />
        <Calendars />
      </div>
    </Page>
  )
}

function List(): ReactNode {
  const [{ show }, choose] = useChoices('show')
  const status = agreementStatuses.find((one) => one === show)
  const filter = show === 'overdue' ? { overdue: true } : status ? { status } : {}
  const asked = useAsk(listAgreements, { ...filter, limit: 200 }, { keep: true })
  if (asked.isPending) return <Skeleton lines={4} tall />
  if (!asked.data) return <Problem error={asked.error} onAgain={() => void asked.refetch()} />
  const { items, overdue } = asked.data
  return (
    <div className="stack">
      {overdue > 0 && show !== 'overdue' ? (
        <p className="note warn">
          {sayCount(
            overdue,
            'The day of review of {n} agreement has passed.',
            'The day of review of {n} agreements has passed.',
          )}{' '}
          <Button small onPress={() => choose({ show: 'overdue' })}>
            {say('Show them')}
          </Button>
        </p>
      ) : null}
      <div className="row no-print">
        <SelectField
          label={say('Show')}
          value={show ?? ''}
          none={say('All')}
          onChange={(next) => choose({ show: next || undefined })}
          choices={[
            { value: 'overdue', label: say('Review overdue') },
            ...agreementStatuses
              .filter((one) => one !== 'superseded')
              .map((value) => ({ value, label: say(statusWords[value].word) })),
          ]}
        />
      </div>
      {items.length === 0 ? (
        <Empty title={say('No such agreement is here that you may read.')}>
          {say('Draft one with a peer that is trusted. Models for the usual cases are there to begin with.')}
        </Empty>
      ) : (
        // biome-ignore lint/a11y/useSemanticElements: a scrolling region has no element of its own.
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard.
        <div className="table-wrap" role="group" aria-label={say('Agreements')} tabIndex={0}>
          <table className="table">
            <thead>
              <tr>
                <th scope="col">{say('With')}</th>
                <th scope="col">{say('Agreement')}</th>
                <th scope="col">{say('Stands')}</th>
                <th scope="col">{say('Up to')}</th>
                <th scope="col">{say('Looked at again')}</th>
                <th scope="col">{say('Changed')}</th>
              </tr>
            </thead>
            <tbody>
              {items.map((one) => (
                <tr key={one.id}>
                  <td>{one.peer.name}</td>
                  <th scope="row">
                    <Link to="/agreements/$id" params={{ id: one.id }} className="title-link" data-row>
                      {one.state.terms.title}
                    </Link>{' '}
                    <span className="small quiet">{say('version {n}', { n: String(one.state.terms.version) })}</span>
                  </th>
                  <td>
                    <Badge tone={statusWords[one.state.status].tone}>{say(statusWords[one.state.status].word)}</Badge>{' '}
                    {one.state.next ? <Badge tone="accent">{say('New version waits')}</Badge> : null}{' '}
                    {one.peer.trusted ? null : <Badge tone="bad">{say('Peer not trusted')}</Badge>}
                  </td>
                  <td>
                    <Tlp label={highestOf(one.state.terms)} />
                  </td>
                  <td>
                    {one.reviewOn} {one.overdue ? <Badge tone="warn">{say('Overdue')}</Badge> : null}
                  </td>
                  <td>
                    <Time at={one.state.changedAt} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </div>
  )
}
