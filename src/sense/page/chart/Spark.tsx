// Half an hour in a line as small as a word; the numbers that matter stand beside it in words.
import { scaleLinear } from 'd3-scale'
import { line } from 'd3-shape'
import type { ReactNode } from 'react'

const width = 120
const height = 30

export function Spark({ values, usual }: { values: readonly (number | null)[]; usual: number | null }): ReactNode {
  const most = Math.max(1e-9, usual ?? 0, ...values.map((value) => value ?? 0))
  const x = scaleLinear()
    .domain([0, Math.max(1, values.length - 1)])
    .range([1, width - 2])
  const y = scaleLinear()
    .domain([0, most])
    .range([height - 2, 2])
  const path = line<number | null>()
    .defined((value) => value !== null)
    .x((_, at) => x(at))
    .y((value) => y(value ?? 0))
  const last = values.at(-1)
  return (
    <svg className="spark" viewBox={`0 0 ${width} ${height}`} aria-hidden="true">
      {usual === null ? null : <line className="spark-usual" x1={0} x2={width} y1={y(usual)} y2={y(usual)} />}
      <path className="spark-line" d={path(values) ?? ''} />
      {last === null || last === undefined ? null : (
        <circle className="spark-now" cx={x(values.length - 1)} cy={y(last)} r={2.2} />
      )}
    </svg>
  )
}
