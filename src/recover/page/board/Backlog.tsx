// The backlog: how it burns down, and every open promise and follow-up, overdue first.
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useAsk } from '#web/ask.ts'
import { Badge } from '#web/kit/Badge.tsx'
import { Card } from '#web/kit/Card.tsx'
import { Empty, Skeleton } from '#web/kit/Empty.tsx'
import { Problem } from '#web/kit/Problem.tsx'
import { Scrolled } from '#web/kit/Scrolled.tsx'
import { Time } from '#web/kit/Time.tsx'
import { say } from '#web/say.ts'
import { pathOf } from '#web/shell/records.ts'
import { listBacklog } from '../../api/backlog.ts'
import type { BacklogRow, BurnDay } from '../../model/follow-up.ts'
import { backlogWord } from '../words.ts'

export function Backlog({ days, crisis }: { days: readonly BurnDay[]; crisis: string | undefined }): ReactNode {
  const list = useAsk(listBacklog, crisis ? { crisis } : {}, { keep: true, hears: ['recover.', 'watch.followUp'] })
  return (
    <div className="stack">
      <Card title={say('Burn-down')}>
        <BurnDown days={days} />
      </Card>
      <Problem error={list.error} onAgain={() => void list.refetch()} />
      {list.isPending ? <Skeleton lines={5} tall /> : null}
      {list.data && list.data.items.length === 0 ? (
        <Empty icon="check" title={say('Nothing is open')}>
          {say(
            'Promises, measures to be rolled back, lessons and reports that are owed stand here until they are closed.',
          )}
        </Empty>
      ) : null}
      {list.data && list.data.items.length > 0 ? (
        <Card title={say('{open} open, {overdue} overdue', { open: list.data.open, overdue: list.data.overdue })}>
          <Scrolled label={say('Backlog')}>
            <table className="table">
              <thead>
                <tr>
                  <th scope="col">{say('What')}</th>
                  <th scope="col">{say('Kind')}</th>
                  <th scope="col">{say('Owner')}</th>
                  <th scope="col">{say('Due')}</th>
                </tr>
              </thead>
              <tbody>
                {list.data.items.map((row) => (
                  <BacklogLine key={row.id} row={row} />
                ))}
              </tbody>
            </table>
          </Scrolled>
        </Card>
      ) : null}
    </div>
  )
}

function BacklogLine({ row }: { row: BacklogRow }): ReactNode {
  const at = pathOf(row)
  return (
    <tr>
      <th scope="row">
        {at ? (
          <Link to={at.path} search={at.tab ? { tab: at.tab } : {}} data-row>
            {row.what}
          </Link>
        ) : (
          row.what
        )}
        {row.to ? <span className="small quiet"> · {row.to}</span> : null}
      </th>
      <td>{backlogWord(row.kind)}</td>
      <td>{row.owner ?? <span className="quiet">{say('nobody')}</span>}</td>
      <td>
        {row.due ? (
          <>
            {row.overdue ? <Badge tone="bad">{say('overdue')}</Badge> : null} <Time at={row.due} />
          </>
        ) : (
          <span className="quiet">{say('no time set')}</span>
        )}
      </td>
    </tr>
  )
}

/** Bars of what was open at the end of each day; the overdue part of it is darker, and the figures are in the table below. */
function BurnDown({ days }: { days: readonly BurnDay[] }): ReactNode {
  const most = Math.max(1, ...days.map(({ open }) => open))
  const last = days.at(-1)
  const share = (n: number) => Math.round((n / most) * 60)
  return (
    <>
      <svg
        className="recover-burn"
        viewBox={`0 0 ${days.length * 20} 64`}
        role="img"
        aria-label={say('Open at the end of each day; now {n}', { n: last?.open ?? 0 })}
      >
        {days.map(({ day, open, overdue }, n) => (
          <g key={day}>
            <rect className="recover-bar" x={n * 20 + 2} y={62 - share(open)} width={16} height={share(open)} />
            <rect
              className="recover-bar-late"
              x={n * 20 + 2}
              y={62 - share(overdue)}
              width={16}
              height={share(overdue)}
            />
          </g>
        ))}
      </svg>
      <details>
        <summary>{say('As a table')}</summary>
        <Scrolled label={say('Burn-down')}>
          <table className="table">
            <thead>
              <tr>
                {[say('Day'), say('Opened'), say('Closed'), say('Open'), say('Overdue')].map((name) => (
                  <th key={name} scope="col">
                    {name}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {days.map((one) => (
                <tr key={one.day}>
                  <th scope="row">{one.day}</th>
                  <td>{one.opened}</td>
                  <td>{one.closed}</td>
                  <td>{one.open}</td>
                  <td>{one.overdue}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scrolled>
      </details>
    </>
  )
}
