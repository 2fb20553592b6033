// The numbers of a quarter as they go to ENISA: counted, anonymised, to read and to take along.
import type { ReactNode } from 'react'
import type { OutputOf } from '#kernel/contract.ts'
import { useAsk } from '#web/ask.ts'
import { addressOf } from '#web/client.ts'
import { buttonClass } from '#web/kit/Button.tsx'
import { Card } from '#web/kit/Card.tsx'
import { Skeleton } from '#web/kit/Empty.tsx'
import { SelectField } from '#web/kit/Field.tsx'
import { Problem } from '#web/kit/Problem.tsx'
import { useNow, utc } from '#web/kit/Time.tsx'
import { useChoices, usePlace } from '#web/place.ts'
import { say } from '#web/say.ts'
import { exportQuarterlySummary, quarterlySummary } from '../../api/authority.ts'

type Summary = OutputOf<typeof quarterlySummary>
const yearsBack = 6

export function QuarterTab(): ReactNode {
  const [{ year, quarter }, choose] = useChoices('year', 'quarter')
  const now = new Date(useNow())
  const asked = chosenQuarter(now, year, quarter)
  const summary = useAsk(quarterlySummary, asked, { keep: true })
  const { realm, asOf } = usePlace()
  const place = { ...(realm === 'live' ? {} : { realm }), ...(asOf ? { asOf } : {}) }
  const years = Array.from({ length: yearsBack }, (_, back) => String(now.getUTCFullYear() - back))
  return (
    <div className="stack">
      <div className="filters no-print">
        <SelectField
          label={say('Year')}
          value={String(asked.year)}
          onChange={(value) => choose({ year: value })}
          choices={years.map((value) => ({ value, label: value }))}
        />
        <SelectField
          label={say('Quarter')}
          value={String(asked.quarter)}
          onChange={(value) => choose({ quarter: value })}
          choices={['1', '2', '3', '4'].map((value) => ({ value, label: value }))}
        />
        {(['md', 'json'] as const).map((format) => (
          <a
            key={format}
            className={buttonClass('plain')}
            href={addressOf(exportQuarterlySummary, { ...asked, format }, place)}
            download
          >
            {format === 'md' ? say('Take it as text') : say('Take it as data')}
          </a>
        ))}
      </div>
      {summary.isPending ? <Skeleton lines={6} tall /> : null}
      <Problem error={summary.error} onAgain={() => void summary.refetch()} />
      {summary.data ? <SummaryShown summary={summary.data} /> : null}
    </div>
  )
}

/** The quarter that ended last, unless another is asked for. */
function chosenQuarter(now: Date, year: string | undefined, quarter: string | undefined) {
  const running = Math.floor(now.getUTCMonth() / 3) + 1
  const last =
    running === 1
      ? { year: now.getUTCFullYear() - 1, quarter: 4 }
      : { year: now.getUTCFullYear(), quarter: running - 1 }
  const askedYear = Number(year)
  const askedQuarter = Number(quarter)
  return {
    year: Number.isInteger(askedYear) && askedYear >= 2016 && askedYear <= 2200 ? askedYear : last.year,
    quarter: [1, 2, 3, 4].includes(askedQuarter) ? askedQuarter : last.quarter,
  }
}

function SummaryShown({ summary }: { summary: Summary }): ReactNode {
  const hidden = say('fewer than {n}, or hidden with it', { n: summary.leastShown })
  const figures: [string, number][] = [
    [say('Incidents'), summary.incidents],
    [say('of these significant'), summary.significant],
    [say('not judged yet'), summary.notJudged],
    [say('in two or more Member States'), summary.crossBorder],
    [say('large-scale'), summary.largeScale],
    [say('reports that led to no incident'), summary.declined],
  ]
  const parts: [string, Summary['bySector']][] = [
    [say('By sector'), summary.bySector],
    [say('By kind (RSIT)'), summary.byKind],
    [say('By root cause (CG 2018)'), summary.byCause],
    [say('By severity (CG 2018)'), summary.bySeverity],
    [say('By month'), summary.byMonth],
  ]
  return (
    <div className="stack">
      <p className="small quiet">
        {say('From {from} up to {to}; made {at}. NIS2 Article 23(9): anonymised and aggregated.', {
          from: utc(summary.from),
          to: utc(summary.to),
          at: utc(summary.madeAt),
        })}
      </p>
      <dl className="quarter-figures">
        {figures.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <div className="quarter-parts">
        {parts.map(([title, cells]) => (
          <Card key={title} title={title}>
            <table className="table">
              <tbody>
                {cells.map((cell) => (
                  <tr key={cell.value}>
                    <th scope="row">{cell.label}</th>
                    <td className="right">{cell.count ?? <span className="small quiet">{hidden}</span>}</td>
                  </tr>
                ))}
              </tbody>
            </table>
            {cells.length === 0 ? <p className="quiet">{say('none')}</p> : null}
          </Card>
        ))}
        <Card title={say('Reports that were due')}>
          <table className="table">
            <thead>
              <tr>
                <th scope="col">{say('Report')}</th>
                <th scope="col">{say('Owed')}</th>
                <th scope="col">{say('In time')}</th>
              </tr>
            </thead>
            <tbody>
              {summary.reports.map((one) => (
                <tr key={one.report}>
                  <th scope="row">{one.name}</th>
                  <td className="right">{one.owed ?? <span className="small quiet">{hidden}</span>}</td>
                  <td className="right">{one.inTime ?? <span className="small quiet">{hidden}</span>}</td>
                </tr>
              ))}
            </tbody>
          </table>
          {summary.reports.length === 0 ? <p className="quiet">{say('none')}</p> : null}
        </Card>
      </div>
      {summary.notRecorded.map((text) => (
        <p key={text} className="note warn">
          {text}
        </p>
      ))}
    </div>
  )
}
