// The heat map as a table: what was exercised in which year, what is to be, and what never was. Figures, not colours alone, say it.
import type { ReactNode } from 'react'
import { Badge } from '#web/kit/Badge.tsx'
import { Scrolled } from '#web/kit/Scrolled.tsx'
import { say } from '#web/say.ts'
import type { Cell, Row } from '../../model/programme/programme.ts'

export interface HeatMapProps {
  label: string
  /** Of the first column. */
  of: string
  years: readonly number[]
  rows: readonly Row[]
  thisYear: number
  /** Rows have a short name of their own beside their title. */
  named: boolean
}

/** The strongest colour of the palette. */
const hottest = 5

export function HeatMap({ label, of, years, rows, thisYear, named }: HeatMapProps): ReactNode {
  return (
    <Scrolled label={label}>
      <table className="table programme-map">
        <caption className="unseen">{label}</caption>
        <thead>
          <tr>
            <th scope="col">{of}</th>
            {years.map((year) => (
              <th key={year} scope="col" className="right" aria-current={year === thisYear ? 'date' : undefined}>
                {year}
              </th>
            ))}
            <th scope="col">{say('Last held')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, title, cells, last, next, standing }) => (
            <tr key={key}>
              <th scope="row">
                {named ? <strong>{key} </strong> : null}
                <span className="small">{title}</span>
              </th>
              {cells.map((cell) => (
                <td key={cell.year} className="right programme-cell" data-heat={heatOf(cell)}>
                  {cellWord(cell)}
                </td>
              ))}
              <td>
                {last ?? (
                  <Badge tone={standing === 'never' ? 'bad' : 'accent'}>
                    {next ? say('planned {day}', { day: next }) : say('never')}
                  </Badge>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scrolled>
  )
}

function heatOf({ held, planned }: Cell): string | undefined {
  if (held > 0) return String(Math.min(held, hottest))
  return planned > 0 ? 'planned' : undefined
}

function cellWord({ held, planned }: Cell): string {
  const words = [
    ...(held > 0 ? [say('{n} held', { n: held })] : []),
    ...(planned > 0 ? [say('{n} planned', { n: planned })] : []),
  ]
  return words.join(', ') || '–'
}
