// Lines and stacked areas on the shared axis. A null is a hole: nothing was measured, which is not nothing.
import type { ScaleLinear } from 'd3-scale'
import { area, curveStepAfter, line, stack } from 'd3-shape'
import type { ReactNode } from 'react'
import { type TimeSpan, timeScale } from './frame.ts'

export interface Drawn {
  at: readonly number[]
  span: TimeSpan
  width: number
  scale: ScaleLinear<number, number>
}

/** Steps, because a bucket has one value from its start to its end. */
export function StepLine({
  at,
  span,
  width,
  scale,
  values,
  className,
}: Drawn & { values: readonly (number | null)[]; className: string }): ReactNode {
  const x = timeScale(span, width)
  const path = line<number>()
    .defined((i) => values[i] !== null && values[i] !== undefined)
    .x((i) => x((at[i] ?? 0) * 1000))
    .y((i) => scale(values[i] ?? 0))
    .curve(curveStepAfter)
  return <path className={className} d={path(at.map((_, i) => i)) ?? ''} />
}

export interface BandValues {
  key: string
  values: readonly (number | null)[]
}

export function StackedAreas({ at, span, width, scale, bands }: Drawn & { bands: readonly BandValues[] }): ReactNode {
  const x = timeScale(span, width)
  const rows = at.map((_, i) => i)
  const layers = stack<number, number>()
    .keys(bands.map((_, band) => band))
    .value((row, band) => bands[band]?.values[row] ?? 0)(rows)
  return layers.map((layer, band) => (
    <path
      key={bands[band]?.key}
      className="chart-band"
      data-band={bands[band]?.key === '*' ? 'rest' : band % 8}
      d={
        area<(typeof layer)[number]>()
          .defined((point) => bands.some((one) => one.values[point.data] !== null))
          .x((point) => x((at[point.data] ?? 0) * 1000))
          .y0((point) => scale(point[0]))
          .y1((point) => scale(point[1]))
          .curve(curveStepAfter)(layer) ?? ''
      }
    >
      <title>{bands[band]?.key}</title>
    </path>
  ))
}

/** The height of the whole stack in each bucket; null where nothing was measured. */
export function stackTotals(bands: readonly BandValues[], length: number): (number | null)[] {
  return Array.from({ length }, (_, i) => {
    let sum: number | null = null
    for (const band of bands) {
      const value = band.values[i] ?? null
      if (value !== null) sum = (sum ?? 0) + value
    }
    return sum
  })
}
