// The numbers of the charts as a table, for those who would rather read them, and for screen readers.
import { type ReactNode, useState } from 'react'
import { say } from '#web/say.ts'
import { momentOf } from '../../rules/moments.ts'
import { amount, measureWord, withUnit } from '../words.ts'
import { bandWord } from './bands.ts'
import type { Series } from './Charts.tsx'

const most = 120

export function ChartTable({ series }: { series: Series }): ReactNode {
  // Drawn when it is opened: a thousand cells would slow every look at the charts.
  const [open, setOpen] = useState(false)
  return (
    <details className="chart-table" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{say('The same as a table')}</summary>
      {open ? <Rows series={series} /> : null}
    </details>
  )
}

function Rows({ series }: { series: Series }): ReactNode {
  const { at, values, usual, compared, sources, complaints, bands, measure } = series
  const every = Math.max(1, Math.ceil(at.length / most))
  const rows = at.map((_, i) => i).filter((i) => i % every === 0)
  const cell = (value: number | null | undefined, unit: boolean) =>
    value === null || value === undefined ? '–' : unit ? withUnit(value, measure) : amount(value)
  return (
    <>
      {every > 1 ? (
        <p className="small quiet">
          {say('Every {n}th bucket; zoom in, or export CSV, for all of them.', { n: every })}
        </p>
      ) : null}
      {/* biome-ignore lint/a11y/useSemanticElements: a scrolling region has no element of its own. */}
      <div
        className="table-wrap chart-scroll"
        role="group"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard.
        tabIndex={0}
        aria-label={say('Table of the buckets')}
      >
        <table className="table">
          <thead>
            <tr>
              <th scope="col">{say('Bucket (UTC)')}</th>
              <th scope="col">{measureWord(measure)}</th>
              <th scope="col">{say('Usual')}</th>
              {compared ? <th scope="col">{say('Compared with')}</th> : null}
              <th scope="col">{say('Distinct sources')}</th>
              <th scope="col">{say('Complaints a minute')}</th>
              {bands.map((band) => (
                <th key={band.key} scope="col">
                  {bandWord(band.key)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((i) => (
              <tr key={at[i]}>
                <th scope="row">
                  {momentOf(at[i] ?? 0)
                    .slice(0, 19)
                    .replace('T', ' ')}
                </th>
                <td>{cell(values[i], true)}</td>
                <td>{cell(usual[i], true)}</td>
                {compared ? <td>{cell(compared[i], true)}</td> : null}
                <td>{cell(sources[i], false)}</td>
                <td>{cell(complaints[i], false)}</td>
                {bands.map((band) => (
                  <td key={band.key}>{cell(band.values[i], true)}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  )
}
