// The log of restrictions and sanctions: what states and platforms do against services, where, and what it adds up to.
import './restrictions.css'
import { Link, useNavigate } from '@tanstack/react-router'
import { lazy, type ReactNode, Suspense } from 'react'
import type { OutputOf } from '#kernel/contract.ts'
import { useAsk } from '#web/ask.ts'
import { countryName } from '#web/country.ts'
import { Acts } from '#web/kit/acts/Acts.tsx'
import { Badge, Tlp } from '#web/kit/Badge.tsx'
import { Button } from '#web/kit/Button.tsx'
import { Card } from '#web/kit/Card.tsx'
import { Empty, Skeleton } from '#web/kit/Empty.tsx'
import { Page } from '#web/kit/Page.tsx'
import { Problem } from '#web/kit/Problem.tsx'
import { Scrolled } from '#web/kit/Scrolled.tsx'
import { useChoices } from '#web/place.ts'
import { say } from '#web/say.ts'
import { listRestrictions } from '../../api/restrictions/restrictions.ts'
import { stateTone, stateWord } from '../requests/words.ts'
import { noteAct } from './restriction-acts.ts'
import { amountWords, number, whoWords } from './words.ts'

const RestrictionMap = lazy(async () => ({ default: (await import('./RestrictionMap.tsx')).RestrictionMap }))
type Log = OutputOf<typeof listRestrictions>

export function RestrictionsPage(): ReactNode {
  const [{ country, crisis }, choose] = useChoices('country', 'crisis')
  const of = { ...(crisis ? { crisis } : {}), ...(country ? { country } : {}) }
  const list = useAsk(listRestrictions, of, { keep: true, hears: ['disrupt.restriction'] })
  const navigate = useNavigate()
  const show = (answer: unknown) =>
    void navigate({ to: '/restrictions/$id', params: { id: (answer as { id: string }).id } })
  return (
    <Page
      title={say('Restrictions')}
      lead={list.data?.note}
      actions={list.data ? <Acts acts={[noteAct(list.data.kinds)]} onDone={show} /> : null}
    >
      <Problem error={list.error} onAgain={() => void list.refetch()} />
      {list.isPending ? <Skeleton lines={6} tall /> : null}
      {country ? (
        <p className="row">
          {say('Of {country} alone.', { country: countryName(country) })}{' '}
          <Button small kind="quiet" onPress={() => choose({ country: undefined })}>
            {say('Show all')}
          </Button>
        </p>
      ) : null}
      {list.data && list.data.items.length === 0 ? (
        <Empty icon="law" title={say('No restriction is written down')}>
          {say('Fines, blocking, throttling and orders of states and platforms stand here with who says so.')}
        </Empty>
      ) : null}
      {list.data && list.data.items.length > 0 ? (
        <div className="stack">
          <Sums log={list.data} onCountry={(code) => choose({ country: code })} />
          <LogTable items={list.data.items} kinds={list.data.kinds} />
        </div>
      ) : null}
    </Page>
  )
}

function Sums({ log: { statistics: sums }, onCountry }: { log: Log; onCountry: (code: string) => void }): ReactNode {
  return (
    <Card
      title={say('{all} in the log, {now} in force, {disputed} disputed', {
        ...{ all: sums.all, now: sums.inForce, disputed: sums.disputed },
      })}
    >
      <div className="restriction-sums">
        <Suspense fallback={<Skeleton lines={4} tall />}>
          <RestrictionMap places={sums.byPlace} />
        </Suspense>
        <div className="stack">
          <Tally
            title={say('Where they are felt')}
            rows={sums.byPlace.map((one) => ({
              key: one.country,
              name: (
                <Button small kind="quiet" onPress={() => onCountry(one.country)}>
                  {countryName(one.country)}
                </Button>
              ),
              value: say('{count}, {now} in force', { count: one.count, now: one.inForce }),
            }))}
          />
          <Tally
            title={say('By kind')}
            rows={sums.byKind.map((one) => ({ key: one.kind, name: one.name, value: number(one.count) }))}
          />
          <Tally
            title={say('Sums, each in its own currency')}
            rows={sums.amounts.map((one) => ({
              ...{ key: one.currency, name: one.currency },
              value: one.inexact
                ? say('{sum} in {count}, {inexact} of them inexact', { ...one, sum: number(one.sum) })
                : say('{sum} in {count}', { ...one, sum: number(one.sum) }),
            }))}
          />
          <Tally
            title={say('By year')}
            rows={sums.byYear.map((one) => ({
              key: one.year,
              name: one.year === '–' ? say('nobody said') : one.year,
              value: number(one.count),
            }))}
          />
        </div>
      </div>
    </Card>
  )
}

function Tally({
  title,
  rows,
}: {
  title: string
  rows: readonly { key: string; name: ReactNode; value: string }[]
}): ReactNode {
  if (rows.length === 0) return null
  return (
    <table className="table">
      <caption>{title}</caption>
      <tbody>
        {rows.map((row) => (
          <tr key={row.key}>
            <th scope="row">{row.name}</th>
            <td>{row.value}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function LogTable({ items, kinds }: Pick<Log, 'items' | 'kinds'>): ReactNode {
  const names = new Map(kinds.map(({ id, name }) => [id, name]))
  return (
    <Scrolled label={say('Log of restrictions')}>
      <table className="table">
        <thead>
          <tr>
            {[say('What'), say('Kind'), say('By whom'), say('Amount'), say('Decided'), say('Standing')].map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {items.map(({ id, state, marking, inForce, disputed }) => (
            <tr key={id}>
              <th scope="row">
                <Link to="/restrictions/$id" params={{ id }} className="title-link" data-row>
                  {state.title}
                </Link>
                <span className="row small quiet">
                  {[state.against.name, state.service].filter(Boolean).join(', ')} <Tlp label={marking.tlp} />
                </span>
              </th>
              <td>{names.get(state.kind) ?? state.kind}</td>
              <td>{whoWords(state)}</td>
              <td>{state.amount ? amountWords(state.amount) : '–'}</td>
              <td>{state.decidedOn ?? state.from ?? '–'}</td>
              <td>
                <span className="row">
                  <Badge tone={stateTone(state.state)}>{stateWord(state.state)}</Badge>
                  {inForce ? <Badge tone="accent">{say('in force')}</Badge> : null}
                  {disputed ? <Badge tone="warn">{say('disputed')}</Badge> : null}
                </span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scrolled>
  )
}
