// How the targets stand now: in counts, and one by one with what was seen.
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { OutputOf } from '#kernel/contract.ts'
import { useAsk } from '#web/ask.ts'
import { Acts } from '#web/kit/acts/Acts.tsx'
import { Badge } from '#web/kit/Badge.tsx'
import { Card } from '#web/kit/Card.tsx'
import { Empty } from '#web/kit/Empty.tsx'
import { Scrolled } from '#web/kit/Scrolled.tsx'
import { Time } from '#web/kit/Time.tsx'
import { say } from '#web/say.ts'
import { findReemergence } from '../../api/monitors/monitors.ts'
import type { listTargets } from '../../api/targets/targets.ts'
import { Lines } from '../requests/Lines.tsx'
import { type Shown, targetActs } from './operation-acts.ts'
import { takedownTone, takedownWord } from './words.ts'

export type TargetRow = OutputOf<typeof listTargets>['items'][number]

export function TargetsTab({ shown, rows }: { shown: Shown; rows: readonly TargetRow[] }): ReactNode {
  return (
    <div className="stack">
      <p className="row" role="status">
        {Object.entries(shown.targets).map(([status, count]) => (
          <Badge key={status} tone={takedownTone(status)}>{`${takedownWord(status)}: ${count}`}</Badge>
        ))}
      </p>
      <Acts acts={targetActs(shown)} />
      {rows.length === 0 ? (
        <Empty icon="search" title={say('No target is listed')}>
          {say('Add domains, hosts, addresses, accounts, wallets or channels. None is taken by being listed.')}
        </Empty>
      ) : (
        <Card title={say('Targets')}>
          <Scrolled label={say('Targets')}>
            <table className="table">
              <thead>
                <tr>
                  {[say('Target'), say('Stands'), say('Instrument'), say('Where'), say('Looked at')].map((name) => (
                    <th key={name} scope="col">
                      {name}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {rows.map((row) => (
                  <Row key={row.id} row={row} />
                ))}
              </tbody>
            </table>
          </Scrolled>
        </Card>
      )}
      <Reemerged operation={shown.id} />
    </div>
  )
}

function Row({ row }: { row: TargetRow }): ReactNode {
  const { registrar, hosting, jurisdiction, oddities, instruments } = row
  return (
    <tr>
      <th scope="row">
        <Link to="/takedowns/targets/$id" params={{ id: row.id }} className="title-link" data-row>
          {row.reads}
        </Link>
        {row.reads === row.name ? null : <span className="small quiet"> {row.name}</span>}
        {row.held ? <Badge tone="warn">{say('held')}</Badge> : null}
        {row.state === 'dropped' ? <Badge tone="quiet">{say('dropped')}</Badge> : null}
        {oddities.length > 0 ? <span className="small"> {oddities.join(' ')}</span> : null}
      </th>
      <td>
        <Badge tone={takedownTone(row.status)}>{takedownWord(row.status)}</Badge>{' '}
        <span className="small quiet">
          {row.statusBecause} {row.statusSince ? <Time at={row.statusSince} /> : null}
        </span>
      </td>
      <td>{instruments.length > 0 ? instruments.map(takedownWord).join(', ') : say('none')}</td>
      <td>{[registrar, hosting, jurisdiction].filter(Boolean).join(', ') || '–'}</td>
      <td>{row.lookedAt ? <Time at={row.lookedAt} /> : row.watched ? say('not yet') : say('not watched')}</td>
    </tr>
  )
}

function Reemerged({ operation }: { operation: string }): ReactNode {
  const found = useAsk(findReemergence, { operation }, { keep: true, hears: ['disrupt.target'] }).data?.items ?? []
  if (found.length === 0) return null
  return (
    <Lines
      title={say('Seems to have come back')}
      lines={found.map((one) => ({
        key: `${one.candidate} ${one.like}`,
        text: (
          <>
            <Badge tone={one.verdict === 'likely' ? 'bad' : 'warn'}>
              {one.verdict === 'likely' ? say('likely') : say('possible')}
            </Badge>{' '}
            {say('{one} looks like {other}', { one: one.candidateName, other: one.likeName })}
          </>
        ),
        more: [one.because.join(' ')],
      }))}
    />
  )
}
