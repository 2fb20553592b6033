// Runs of the same scenario side by side, and organisations by name only where they agreed to it.
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useAsk } from '#web/ask.ts'
import { Badge } from '#web/kit/Badge.tsx'
import { Button } from '#web/kit/Button.tsx'
import { Card } from '#web/kit/Card.tsx'
import { Skeleton } from '#web/kit/Empty.tsx'
import { Problem } from '#web/kit/Problem.tsx'
import { Scrolled } from '#web/kit/Scrolled.tsx'
import { utc } from '#web/kit/Time.tsx'
import { useChoices } from '#web/place.ts'
import { say, sayCount } from '#web/say.ts'
import { compareRuns } from '../../api/evaluation/evaluation.ts'
import type { ComparedOrganisation, ComparedRun, MiddleTime } from '../../model/evaluation/comparison.ts'
import { evaluationWord, percent, span } from './words.ts'

export function Comparing({ scenario }: { scenario: string }): ReactNode {
  const [{ compare }, choose] = useChoices('compare')
  // Each run is evaluated anew for it.
  const asked = useAsk(compareRuns, { scenario }, { when: compare === 'yes', timeless: true, keep: true, hears: [] })
  const it = compare === 'yes' ? asked.data : undefined
  return (
    <Card title={say('Beside other runs')}>
      {compare === 'yes' ? null : (
        <p className="no-print">
          <Button onPress={() => choose({ compare: 'yes' })}>{say('Compare')}</Button>
        </p>
      )}
      {compare === 'yes' && asked.isPending ? <Skeleton lines={3} /> : null}
      <Problem error={asked.error} onAgain={() => void asked.refetch()} />
      {it && it.runs.length > 0 ? <Runs runs={it.runs} /> : null}
      {it && it.organisations.length > 0 ? <Organisations organisations={it.organisations} /> : null}
      {it?.withheld ? <p className="note">{it.withheld}</p> : null}
    </Card>
  )
}

const middle = (times: readonly MiddleTime[]) =>
  times.map(({ what, seconds }) => `${evaluationWord(what)} ${span(seconds)}`).join(', ')

function Runs({ runs }: { runs: readonly ComparedRun[] }): ReactNode {
  return (
    <Scrolled label={say('Runs of this scenario')}>
      <table className="table">
        <caption className="quiet">
          {say('Runs of this scenario, the newest first; times are the middle of all.')}
        </caption>
        <thead>
          <tr>
            <th scope="col">{say('Run')}</th>
            <th scope="col">{say('Score')}</th>
            <th scope="col">{say('Times')}</th>
            <th scope="col">{say('Findings')}</th>
            <th scope="col">{say('Scenario')}</th>
          </tr>
        </thead>
        <tbody>
          {runs.map((run) => (
            <tr key={run.exercise}>
              <th scope="row">
                <Link to="/exercises/$slug/evaluation" params={{ slug: run.exercise }}>
                  {run.exercise}
                </Link>{' '}
                <span className="quiet small">{run.startedAt ? utc(run.startedAt) : ''}</span>
              </th>
              <td>
                {percent(run.score)}{' '}
                <span className="quiet">{say('{met} of {asked}', { met: run.met, asked: run.asked })}</span>
              </td>
              <td>{middle(run.times)}</td>
              <td>{run.findings.map(({ kind, count }) => `${count} × ${evaluationWord(kind)}`).join(', ')}</td>
              <td>
                <Differences run={run} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scrolled>
  )
}

function Differences({ run }: { run: ComparedRun }): ReactNode {
  if (run.differences.length === 0) return say('the same, word for word')
  const count = run.differences.length + run.moreDifferences
  return (
    <details>
      <summary>{sayCount(count, '{n} difference to the newest', '{n} differences to the newest')}</summary>
      <ul>
        {run.differences.map(({ part, ref, how, fields }) => (
          <li key={`${part} ${ref}`}>
            {say(part)} {ref}: {say(how)} {fields.join(', ')}
          </li>
        ))}
      </ul>
    </details>
  )
}

function Organisations({ organisations }: { organisations: readonly ComparedOrganisation[] }): ReactNode {
  return (
    <Scrolled label={say('Organisations')}>
      <table className="table">
        <caption className="quiet">{say('Organisations, over all of these runs')}</caption>
        <thead>
          <tr>
            <th scope="col">{say('Organisation')}</th>
            <th scope="col">{say('Score')}</th>
            <th scope="col">{say('Times')}</th>
          </tr>
        </thead>
        <tbody>
          {organisations.map(({ name, yours, score, met, asked, times }) => (
            <tr key={name}>
              <th scope="row">
                {name} {yours ? <Badge>{say('yours')}</Badge> : null}
              </th>
              <td>
                {percent(score)} <span className="quiet">{say('{met} of {asked}', { met, asked })}</span>
              </td>
              <td>{middle(times)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scrolled>
  )
}
