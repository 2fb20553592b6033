// The register of requests: those in danger first; and how long steps usually last. The address holds the tab and the crisis.
import './requests.css'
import { Link, useNavigate } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { listCrises } from '#coordinate/api/crises.ts'
import type { OutputOf } from '#kernel/contract.ts'
import { useAsk } from '#web/ask.ts'
import { Acts } from '#web/kit/acts/Acts.tsx'
import { Badge, Tlp } from '#web/kit/Badge.tsx'
import { Empty, Skeleton } from '#web/kit/Empty.tsx'
import { Page } from '#web/kit/Page.tsx'
import { Problem } from '#web/kit/Problem.tsx'
import { Scrolled } from '#web/kit/Scrolled.tsx'
import { Tabs } from '#web/kit/Tabs.tsx'
import { useChoices } from '#web/place.ts'
import { say } from '#web/say.ts'
import * as api from '../../api/requests/requests.ts'
import { openAct } from './request-acts.ts'
import { chanceWords, verdictTone, verdictWord } from './words.ts'

export function RequestsPage(): ReactNode {
  const [{ tab = 'register', crisis }, choose] = useChoices('tab', 'crisis')
  const navigate = useNavigate()
  const list = useAsk(api.listRequests, crisis ? { crisis } : {}, { keep: true, hears: ['disrupt.request'] })
  const data = useAsk(api.requestData, {}, { timeless: true })
  const crises = useAsk(listCrises, { limit: 200 }, { hears: ['coordinate.crisis'] }).data?.items ?? []
  const choices = crises.map(({ id, reference, title }) => ({ value: id, label: `${reference} ${title}` }))
  const open = list.data?.items.filter(({ state }) => state === 'open').length
  const show = (answer: unknown) =>
    void navigate({ to: '/requests/$id', params: { id: (answer as { id: string }).id } })
  return (
    <Page
      title={say('Requests')}
      lead={say(
        'Data and measures that are asked for: by when they are needed, and whether an answer can still come in time.',
      )}
      actions={data.data ? <Acts acts={[openAct(data.data, crisis, choices)]} onDone={show} /> : null}
    >
      <Problem error={list.error} onAgain={() => void list.refetch()} />
      {list.isPending ? <Skeleton lines={6} tall /> : null}
      {list.data ? (
        <Tabs
          label={say('Requests')}
          chosen={tab}
          onChoose={(next) => choose({ tab: next === 'register' ? undefined : next })}
          tabs={[
            { id: 'register', title: say('Register'), count: open, content: <Register rows={list.data.items} /> },
            { id: 'durations', title: say('Usual durations'), content: <Durations /> },
          ]}
        />
      ) : null}
    </Page>
  )
}

type Row = OutputOf<typeof api.listRequests>['items'][number]

function Register({ rows }: { rows: readonly Row[] }): ReactNode {
  if (rows.length === 0)
    return (
      <Empty icon="file" title={say('No request is written down')}>
        {say(
          'Write down who asks for what of whom, and by when an answer still helps: the register says how long that can be.',
        )}
      </Empty>
    )
  return (
    <Scrolled label={say('Register of requests')}>
      <table className="table">
        <thead>
          <tr>
            {[say('Request'), say('Still in time?'), say('Chance'), say('Needed by'), say('Waits for')].map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id}>
              <th scope="row">
                <Link to="/requests/$id" params={{ id: row.id }} className="title-link" data-row>
                  {row.title}
                </Link>
                <span className="row small quiet">
                  {row.from} → {row.to} <Tlp label={row.marking.tlp} />
                </span>
              </th>
              <td>
                <Badge tone={verdictTone(row.verdict)}>{verdictWord(row.verdict)}</Badge>
              </td>
              <td className="request-day">{row.state === 'open' ? chanceWords(row.probability) : '–'}</td>
              <td>
                {row.neededBy ?? <span className="quiet">{say('nobody said')}</span>}
                <span className="small quiet"> {row.purpose}</span>
              </td>
              <td>{row.next ?? '–'}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scrolled>
  )
}

function Durations(): ReactNode {
  const asked = useAsk(api.usualDurations, {}, { keep: true, hears: ['disrupt.request'] })
  if (!asked.data) return <Problem error={asked.error} onAgain={() => void asked.refetch()} />
  const days = (n: number | null) => (n === null ? '–' : String(n))
  return (
    <Scrolled label={say('Usual durations')}>
      <table className="table">
        <thead>
          <tr>
            {[say('Step'), say('Days'), say('Cases here'), say('Assumed beside them'), say('From where')].map(
              (name) => (
                <th key={name} scope="col">
                  {name}
                </th>
              ),
            )}
          </tr>
        </thead>
        <tbody>
          {asked.data.items.map((one) => (
            <tr key={one.kind}>
              <th scope="row">{one.name}</th>
              <td>
                {days(one.shortest)} – <strong>{days(one.median)}</strong> – {days(one.longest)}{' '}
                <span className="small quiet">
                  {one.counts === 'working' ? say('working days') : say('calendar days')}
                </span>
              </td>
              <td>{one.cases}</td>
              <td>{say('as {n} cases', { n: one.priorCases })}</td>
              <td className="small">{one.priorSource ?? '–'}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scrolled>
  )
}
