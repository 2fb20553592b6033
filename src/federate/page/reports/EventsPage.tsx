// Abuse that others report: how much of what, whose networks it is in, and who was told.
import './reports.css'
import type { ReactNode } from 'react'
import type { InputOf } from '#kernel/contract.ts'
import { useAsk } from '#web/ask.ts'
import { addressOf } from '#web/client.ts'
import { Button, buttonClass } from '#web/kit/Button.tsx'
import { Card } from '#web/kit/Card.tsx'
import { Empty, Skeleton } from '#web/kit/Empty.tsx'
import { SelectField } from '#web/kit/Field.tsx'
import { Page } from '#web/kit/Page.tsx'
import { Problem } from '#web/kit/Problem.tsx'
import { useChoices, usePlace } from '#web/place.ts'
import { say } from '#web/say.ts'
import { useMay } from '#web/session.ts'
import { countEvents, exportEvents, importEvents, listEvents, listNetworks } from '../../api/reports.ts'
import { FederateTabs } from '../Tabs.tsx'
import { BringEvents } from './BringEvents.tsx'
import { EventLine } from './EventLine.tsx'
import { TellOwner } from './TellOwner.tsx'

const grounds = [
  { value: 'kind', label: 'Kind' },
  { value: 'organisation', label: 'Whose network' },
  { value: 'cc', label: 'Country' },
  { value: 'asn', label: 'System (AS)' },
  { value: 'feed', label: 'Feed' },
  { value: 'day', label: 'Day' },
] as const
type Ground = (typeof grounds)[number]['value']

type Filter = Omit<InputOf<typeof listEvents>, 'after' | 'limit'>

export function EventsPage(): ReactNode {
  const [{ by, kind, whose, cc, after, add }, choose] = useChoices('by', 'kind', 'whose', 'cc', 'after', 'add')
  const may = useMay()
  const place = usePlace()
  const ground = grounds.find(({ value }) => value === by)?.value ?? 'kind'
  const filter: Filter = {
    ...(kind ? { kind } : {}),
    ...(whose ? { organisation: whose } : {}),
    ...(cc ? { cc } : {}),
  }
  const networks = useAsk(listNetworks, {}, { keep: true })
  const owners = [...new Map(networks.data?.items.map((one) => [one.organisation, one.name]) ?? [])]
  return (
    <Page
      title={say('Abuse reports')}
      wide
      lead={say('What others saw at addresses, names and links: the same thing on the same day is one line.')}
      actions={
        may(importEvents) ? (
          <Button kind="first" icon="upload" onPress={() => choose({ add: 'file' })}>
            {say('Bring a file')}
          </Button>
        ) : null
      }
    >
      <FederateTabs />
      <div className="stack">
        <div className="federate-filters no-print">
          <SelectField
            label={say('Whose network')}
            value={whose ?? ''}
            none={say('Everybody’s')}
            onChange={(next) => choose({ whose: next || undefined, after: undefined })}
            choices={[
              ...owners.map(([value, label]) => ({ value, label })),
              { value: 'none', label: say('Nobody that is registered here') },
            ]}
          />
          <SelectField
            label={say('Counted by')}
            value={ground}
            onChange={(next) => choose({ by: next === 'kind' ? undefined : next })}
            choices={grounds.map(({ value, label }) => ({ value, label: say(label) }))}
          />
          {kind || cc ? (
            <Button onPress={() => choose({ kind: undefined, cc: undefined, after: undefined })}>
              {say('Show all kinds and countries')}
            </Button>
          ) : null}
          <a
            className={buttonClass('quiet')}
            href={addressOf(exportEvents, { format: 'csv', ...filter }, place)}
            download
          >
            {say('As a table')}
          </a>
        </div>
        <Counts
          ground={ground}
          filter={filter}
          onChoose={(of) => choose({ [ground === 'cc' ? 'cc' : 'kind']: of, after: undefined })}
        />
        {whose && whose !== 'none' ? <TellOwner organisation={whose} /> : null}
        <List filter={filter} after={after} onPage={(next) => choose({ after: next })} />
      </div>
      {add === 'file' && may(importEvents) ? <BringEvents onClose={() => choose({ add: undefined })} /> : null}
    </Page>
  )
}

function Counts(props: { ground: Ground; filter: Filter; onChoose: (of: string) => void }): ReactNode {
  const { ground, filter, onChoose } = props
  const asked = useAsk(countEvents, { by: ground, ...filter }, { keep: true })
  if (asked.isPending) return <Skeleton lines={4} />
  if (!asked.data) return <Problem error={asked.error} onAgain={() => void asked.refetch()} />
  const rows = asked.data.rows.slice(ground === 'day' ? -60 : 0).slice(0, 60)
  if (rows.length === 0) return null
  const most = Math.max(...rows.map(({ events }) => events))
  const chooses = ground === 'kind' || ground === 'cc'
  return (
    <Card title={say('How many')}>
      <table className="table events-counts">
        <thead>
          <tr>
            <th scope="col">{say(grounds.find(({ value }) => value === ground)?.label ?? 'Kind')}</th>
            <th scope="col">{say('Lines')}</th>
            <th scope="col">{say('Seen')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ of, label, events, seen }) => (
            <tr key={of ?? ''}>
              <th scope="row">
                {chooses && of ? (
                  <button type="button" className="title-link plain-button" onClick={() => onChoose(of)}>
                    {label}
                  </button>
                ) : (
                  label
                )}
              </th>
              <td>
                <span className="events-bar">
                  <meter min={0} max={most} value={events} aria-label={say('{n} lines', { n: String(events) })} />
                  {events.toLocaleString()}
                </span>
              </td>
              <td>{seen.toLocaleString()}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Card>
  )
}

function List(props: {
  filter: Filter
  after: string | undefined
  onPage: (after: string | undefined) => void
}): ReactNode {
  const { filter, after, onPage } = props
  const asked = useAsk(listEvents, { ...filter, limit: 50, ...(after ? { after } : {}) }, { keep: true })
  if (asked.isPending) return <Skeleton lines={6} />
  if (!asked.data) return <Problem error={asked.error} onAgain={() => void asked.refetch()} />
  const { items, next } = asked.data
  if (items.length === 0)
    return (
      <Empty title={say('No event is here that you may read.')}>
        {say('Bring a file of IntelMQ, n6 or XARF, or an abuse report as it came by mail.')}
      </Empty>
    )
  return (
    <>
      <ul className="plain-list bordered" aria-label={say('Events')}>
        {items.map((event) => (
          <EventLine key={event.id} event={event} />
        ))}
      </ul>
      <div className="row no-print">
        {after ? <Button onPress={() => onPage(undefined)}>{say('To the newest')}</Button> : null}
        {next ? <Button onPress={() => onPage(next)}>{say('Older ones')}</Button> : null}
      </div>
    </>
  )
}
