// Incidents, filtered and sorted by the address, so that a view can be sent to somebody else as a link.
import { Link } from '@tanstack/react-router'
import { type ReactNode, useEffect, useState } from 'react'
import type { InputOf, OutputOf } from '#kernel/contract.ts'
import { useAsk } from '#web/ask.ts'
import { PriorityBadge, Severity, StatusBadge, Tlp } from '#web/kit/Badge.tsx'
import { Button, buttonClass } from '#web/kit/Button.tsx'
import { Empty, Skeleton } from '#web/kit/Empty.tsx'
import { CheckField, SelectField, TextField } from '#web/kit/Field.tsx'
import { Problem } from '#web/kit/Problem.tsx'
import { Time } from '#web/kit/Time.tsx'
import { useGlow } from '#web/live.ts'
import { asList, listOf, useChoices } from '#web/place.ts'
import { say, sayCount } from '#web/say.ts'
import { useMay, useMe } from '#web/session.ts'
import { useNames } from '#web/shell/names.ts'
import { declareIncident, incidentSorts, listIncidents } from '../api.ts'
import { incidentStatuses, priorities, severityColours, unplaced } from '../model.ts'
import { usersText } from './AffectedFields.tsx'
import { useVocabulary, type Vocabulary } from './vocabulary.ts'

const filterKeys = [
  'open',
  'status',
  'sector',
  'country',
  'severity',
  'priority',
  'assignee',
  'overdue',
  'text',
] as const
type Row = OutputOf<typeof listIncidents>['items'][number]

export function IncidentList(): ReactNode {
  const [choice, choose] = useChoices(...filterKeys, 'sort', 'pages')
  const me = useMe()
  const pages = Math.max(1, Math.min(4, Number(choice.pages ?? '1') || 1))
  const severities = [...severityColours, 'unset'] as const
  const open = choice.open ?? (choice.status ? undefined : 'true')
  const input: InputOf<typeof listIncidents> = {
    ...(open === 'true' || open === 'false' ? { open: open === 'true' } : {}),
    ...(choice.status ? { status: incidentStatuses.filter((it) => listOf(choice.status).includes(it)) } : {}),
    ...(choice.sector ? { sector: listOf(choice.sector) } : {}),
    ...(choice.country ? { country: listOf(choice.country) } : {}),
    ...(choice.severity ? { severity: severities.filter((it) => listOf(choice.severity).includes(it)) } : {}),
    ...(choice.priority ? { priority: priorities.filter((it) => listOf(choice.priority).includes(it)) } : {}),
    ...(choice.assignee ? { assignee: choice.assignee === 'me' ? me.id : choice.assignee } : {}),
    ...(choice.overdue === 'true' ? { overdue: true } : {}),
    ...(choice.text ? { text: choice.text } : {}),
    sort: incidentSorts.find((it) => it === choice.sort) ?? 'changed',
    limit: pages * 50,
  }
  const list = useAsk(listIncidents, input, { keep: true, hears: ['assess.'] })
  const filtered = filterKeys.some((key) => choice[key] !== undefined)
  const clear = () => choose(Object.fromEntries(filterKeys.map((key) => [key, undefined])))
  return (
    <div className="stack">
      <Filters onClear={filtered ? clear : undefined} />
      <Problem error={list.error} onAgain={() => void list.refetch()} />
      {list.isPending ? <Skeleton lines={6} tall /> : null}
      {list.data?.items.length === 0 ? <None filtered={filtered} onClear={clear} /> : null}
      {list.data && list.data.items.length > 0 ? (
        <>
          <p className="small quiet" role="status">
            {sayCount(list.data.total, '{n} incident', '{n} incidents')}
          </p>
          <Table rows={list.data.items} />
          {list.data.next && pages < 4 ? (
            <div className="row">
              <Button onPress={() => choose({ pages: String(pages + 1) })}>{say('More')}</Button>
            </div>
          ) : null}
        </>
      ) : null}
    </div>
  )
}

function Filters({ onClear }: { onClear: (() => void) | undefined }): ReactNode {
  const [choice, choose] = useChoices(...filterKeys, 'sort')
  const vocabulary = useVocabulary()
  const [typed, setTyped] = useState(choice.text ?? '')
  useEffect(() => {
    const timer = setTimeout(() => {
      if (typed !== (choice.text ?? '')) choose({ text: typed || undefined })
    }, 250)
    return () => clearTimeout(timer)
  })
  const state = choice.open ?? (choice.status ? 'any' : 'true')
  return (
    <div className="filters no-print">
      {/* biome-ignore lint/a11y/useSemanticElements: a set of buttons, not a part of a form. */}
      <div role="group" aria-label={say('State')} className="segments">
        {[
          { value: 'true', label: say('Open') },
          { value: 'false', label: say('Over') },
          { value: 'any', label: say('All') },
        ].map((it) => (
          <button
            key={it.value}
            type="button"
            aria-pressed={state === it.value}
            onClick={() => choose({ open: it.value === 'true' ? undefined : it.value, status: undefined })}
          >
            {it.label}
          </button>
        ))}
      </div>
      <TextField
        label={say('Words in it')}
        hideLabel
        type="search"
        placeholder={say('Words in it')}
        value={typed}
        onChange={setTyped}
      />
      <span className="filter-selects">
        <SelectField
          label={say('Severity')}
          hideLabel
          none={say('Any severity')}
          value={choice.severity ?? ''}
          onChange={(severity) => choose({ severity: severity || undefined })}
          choices={[
            ...severityColours.map((value) => ({ value, label: say(value) })),
            { value: 'unset', label: say('not judged') },
          ]}
        />
        <SelectField
          label={say('Country')}
          hideLabel
          none={say('Any country')}
          value={choice.country ?? ''}
          onChange={(country) => choose({ country: country || undefined })}
          choices={[
            ...vocabulary.countries.map(({ value, label }) => ({ value, label })),
            { value: unplaced, label: say('not known') },
          ]}
        />
        <SelectField
          label={say('Sector')}
          hideLabel
          none={say('Any sector')}
          value={choice.sector ?? ''}
          onChange={(sector) => choose({ sector: sector || undefined })}
          choices={[
            ...vocabulary.sectors.map(({ value, label }) => ({ value, label })),
            { value: unplaced, label: say('not known') },
          ]}
        />
        <SelectField
          label={say('Sort')}
          hideLabel
          value={choice.sort ?? 'changed'}
          onChange={(sort) => choose({ sort: sort === 'changed' ? undefined : sort })}
          choices={incidentSorts.map((value) => ({ value, label: say('by {what}', { what: value }) }))}
        />
      </span>
      <CheckField
        label={say('Mine')}
        value={choice.assignee === 'me'}
        onChange={(on) => choose({ assignee: on ? 'me' : undefined })}
      />
      <CheckField
        label={say('Overdue')}
        value={choice.overdue === 'true'}
        onChange={(on) => choose({ overdue: asList(on ? ['true'] : []) })}
      />
      {onClear ? (
        <Button
          small
          kind="quiet"
          icon="close"
          onPress={() => {
            setTyped('')
            onClear()
          }}
        >
          {say('Clear filters')}
        </Button>
      ) : null}
    </div>
  )
}

function Table({ rows }: { rows: readonly Row[] }): ReactNode {
  const vocabulary = useVocabulary()
  const names = useNames()
  const glow = useGlow()
  return (
    <div className="table-wrap card flush">
      <table className="table incidents">
        <thead>
          <tr>
            <th scope="col">{say('Incident')}</th>
            <th scope="col">{say('State')}</th>
            <th scope="col">{say('Severity')}</th>
            <th scope="col">{say('Affects')}</th>
            <th scope="col">{say('Assigned')}</th>
            <th scope="col" className="right">
              {say('Changed')}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id} className={glow.has(row.id) ? 'glow' : undefined}>
              <td className="main-cell">
                <Link to="/incidents/$id" params={{ id: row.id }} className="title-link" data-row>
                  {row.state.title}
                </Link>
                <span className="row small">
                  <span className="reference">{row.state.reference}</span>
                  <Tlp label={row.marking.tlp} />
                </span>
              </td>
              <td>
                <span className="stack tight">
                  <span>
                    <StatusBadge status={row.state.status} />
                  </span>
                  {row.state.priority === 'normal' ? null : (
                    <span>
                      <PriorityBadge priority={row.state.priority} />
                    </span>
                  )}
                </span>
              </td>
              <td>
                <Severity value={row.state.severity?.value} brief />
              </td>
              <td className="small">
                <Affects row={row} vocabulary={vocabulary} />
              </td>
              <td className="small">
                {row.state.assigned.length === 0 ? (
                  <span className="quiet">{say('nobody')}</span>
                ) : (
                  row.state.assigned.map((id) => names.person(id)).join(', ')
                )}
              </td>
              <td className="right small">
                <Time at={row.state.changedAt} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Affects({ row, vocabulary }: { row: Row; vocabulary: Vocabulary }): ReactNode {
  const { affected } = row.state
  if (affected.countries.length === 0 && affected.sectors.length === 0)
    return <span className="quiet">{say('not known')}</span>
  return (
    <>
      {affected.countries.map((code) => (
        <abbr key={code} title={vocabulary.country(code)} className="code">
          {code}
        </abbr>
      ))}
      {affected.countries.length > 0 && affected.sectors.length > 0 ? ' · ' : ''}
      {affected.sectors.map((id) => vocabulary.sector(id)).join(', ')}
      {affected.users ? <span className="quiet"> · {say('{n} users', { n: usersText(affected.users) })}</span> : null}
    </>
  )
}

function None({ filtered, onClear }: { filtered: boolean; onClear: () => void }): ReactNode {
  const may = useMay()
  if (filtered) {
    return (
      <Empty
        icon="search"
        title={say('No incident fits these filters')}
        action={<Button onPress={onClear}>{say('Clear filters')}</Button>}
      >
        {say('Closed incidents are shown under Over.')}
      </Empty>
    )
  }
  return (
    <Empty
      icon="check"
      title={say('No incident is open')}
      action={
        <>
          {may(declareIncident) ? (
            <Link to="/incidents" search={{ add: 'incident' }} className={buttonClass('first')}>
              {say('Open an incident')}
            </Link>
          ) : null}
          <Link to="/watch" className={buttonClass()}>
            {say('See what came in')}
          </Link>
        </>
      }
    >
      {say('An incident begins with items of watch, with the report of an operator, or with what you know.')}
    </Empty>
  )
}
