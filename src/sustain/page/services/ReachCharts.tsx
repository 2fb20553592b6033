// Rate, first byte and failures over time, a line for each place; each line has a dash of its own, and all numbers stand in a table.
import { scaleLinear, scaleUtc } from 'd3-scale'
import { utcFormat } from 'd3-time-format'
import { type ReactNode, useRef, useState } from 'react'
import { Scrolled } from '#web/kit/Scrolled.tsx'
import { useWidth } from '#web/kit/use-width.ts'
import { say } from '#web/say.ts'
import type { ShownReach } from './ServicePage.tsx'
import { rateText } from './words.ts'

type Line = ShownReach['series'][number]
type Field = 'bytesPerSecond' | 'firstByteMilliseconds' | 'failed'

const [standardWidth, height, left, bottom] = [960, 150, 84, 22]
const mostLines = 8
const mostRows = 120
const clock = utcFormat('%H:%M')
const day = utcFormat('%-d %b %H:%M')

export function ReachCharts({ reach }: { reach: ShownReach }): ReactNode {
  const [table, setTable] = useState(false)
  const root = useRef<HTMLDivElement>(null)
  const width = useWidth(root, standardWidth)
  const lines = [...reach.series]
    .sort((a, b) => (a.role === b.role ? 0 : a.role === 'service' ? -1 : 1))
    .slice(0, mostLines)
  if (lines.length === 0) return <p className="quiet">{say('Nothing was measured in this time.')}</p>
  return (
    <div className="stack reach-charts" ref={root}>
      <ul className="reach-legend small">
        {lines.map((line, at) => (
          <li key={keyOf(line)}>
            <svg width="34" height="10" aria-hidden="true">
              <line className="reach-line" data-line={at} x1="1" x2="33" y1="5" y2="5" />
            </svg>
            {nameOf(line)}
          </li>
        ))}
      </ul>
      <Chart
        title={say('Rate of large answers')}
        field="bytesPerSecond"
        lines={lines}
        reach={reach}
        width={width}
        format={rateText}
      />
      <Chart
        title={say('First byte after')}
        field="firstByteMilliseconds"
        lines={lines}
        reach={reach}
        width={width}
        format={(value) => `${Math.round(value)} ms`}
      />
      <Chart
        title={say('Probes that fail')}
        field="failed"
        lines={lines}
        reach={reach}
        width={width}
        format={(value) => `${Math.round(value * 100)} %`}
      />
      <details onToggle={(event) => setTable(event.currentTarget.open)}>
        <summary>{say('The same as a table')}</summary>
        {table ? <Table lines={lines} reach={reach} /> : null}
      </details>
    </div>
  )
}

function keyOf({ vantage, reporter, role }: Line): string {
  return `${vantage} ${reporter} ${role}`
}

function nameOf({ vantage, country, role }: Line): string {
  const place = country ? `${vantage} (${country})` : vantage
  return role === 'control' ? say('{place}, control', { place }) : place
}

interface ChartProps {
  title: string
  field: Field
  lines: readonly Line[]
  reach: ShownReach
  width: number
  format: (value: number) => string
}

function Chart({ title, field, lines, reach, width, format }: ChartProps): ReactNode {
  const values = lines.flatMap((line) => line[field].filter((value) => value !== null))
  if (values.length === 0) return null
  const most = Math.max(0, ...values)
  const x = scaleUtc()
    .domain([(reach.steps[0] ?? 0) * 1000, ((reach.steps.at(-1) ?? 0) + reach.stepSeconds) * 1000])
    .range([left, width - 12])
  const y = scaleLinear()
    .domain([0, field === 'failed' ? 1 : most * 1.05])
    .nice(3)
    .range([height, 8])
  const format2 = reach.steps.length * reach.stepSeconds > 86_400 ? day : clock
  return (
    <figure>
      <figcaption className="small">{title}</figcaption>
      <svg
        className="chart reach-chart"
        viewBox={`0 0 ${width} ${height + bottom}`}
        role="img"
        aria-label={say('{title}. The table below holds the same numbers.', { title })}
      >
        {y.ticks(3).map((tick) => (
          <g key={tick}>
            <line className="reach-grid" x1={left} x2={width - 12} y1={y(tick)} y2={y(tick)} />
            <text x={left - 6} y={y(tick) + 4} textAnchor="end">
              {format(tick)}
            </text>
          </g>
        ))}
        {x.ticks(Math.max(2, Math.min(8, Math.floor(width / 110)))).map((tick) => (
          <text key={tick.getTime()} x={x(tick)} y={height + 16} textAnchor="middle">
            {format2(tick)}
          </text>
        ))}
        {lines.map((line, at) => (
          <path
            key={keyOf(line)}
            className="reach-line"
            data-line={at}
            d={pathOf(line[field], reach, (step) => x(step * 1000), y)}
          />
        ))}
      </svg>
    </figure>
  )
}

/** A gap where nothing was measured; a step alone is a short line, so that it can be seen. */
function pathOf(
  values: readonly (number | null)[],
  reach: ShownReach,
  x: (at: number) => number,
  y: (value: number) => number,
): string {
  let path = ''
  let drawing = false
  for (const [at, value] of values.entries()) {
    if (value === null) {
      drawing = false
      continue
    }
    const step = reach.steps[at] ?? 0
    path += `${drawing ? 'L' : 'M'}${x(step).toFixed(1)},${y(value).toFixed(1)}`
    if (!drawing) path += `h${Math.max(1, (x(step + reach.stepSeconds) - x(step)) / 2).toFixed(1)}`
    drawing = true
  }
  return path
}

function Table({ lines, reach }: { lines: readonly Line[]; reach: ShownReach }): ReactNode {
  const every = Math.max(1, Math.ceil(reach.steps.length / mostRows))
  const rows = reach.steps.map((_, at) => at).filter((at) => at % every === 0)
  return (
    <>
      {every > 1 ? (
        <p className="small quiet">{say('Every {n}th step; choose a shorter time for all.', { n: every })}</p>
      ) : null}
      <Scrolled label={say('Table of what was measured')}>
        <table className="table">
          <thead>
            <tr>
              <th scope="col">{say('Time (UTC)')}</th>
              {lines.map((line) => (
                <th key={keyOf(line)} scope="col">
                  {nameOf(line)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((at) => (
              <tr key={reach.steps[at]}>
                <th scope="row">{day(new Date((reach.steps[at] ?? 0) * 1000))}</th>
                {lines.map((line) => (
                  <td key={keyOf(line)}>{cellOf(line, at)}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </Scrolled>
    </>
  )
}

function cellOf(line: Line, at: number): string {
  const [pace, first, failed] = [line.bytesPerSecond[at], line.firstByteMilliseconds[at], line.failed[at]]
  const parts = [
    pace == null ? '' : rateText(pace),
    first == null ? '' : `${Math.round(first)} ms`,
    failed ? say('{n} % fail', { n: Math.round(failed * 100) }) : '',
  ].filter(Boolean)
  return parts.join(' · ') || '–'
}
