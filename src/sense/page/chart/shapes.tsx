// Lines and stacked areas on the shared axis. A null is a hole: nothing was measured, which is not nothing.
import type { ScaleLinear } from 'd3-scale'
import { memo, type ReactNode } from 'react'
import { bandWord } from './bands.ts'
import { type TimeSpan, timeScale } from './frame.ts'
import { type Edges, stepBand, stepLine } from './steps.ts'

export interface Drawn {
  at: readonly number[]
  bucketSeconds: number
  span: TimeSpan
  width: number
  scale: ScaleLinear<number, number>
}

export const StepLine = memo(function StepLine(
  props: Drawn & { values: readonly (number | null)[]; className: string },
): ReactNode {
  return <path className={props.className} d={stepLine(props.values, edgesOf(props), props.scale)} />
})

export interface BandValues {
  key: string
  values: readonly (number | null)[]
}

interface StackProps extends Drawn {
  bands: readonly BandValues[]
  /** The sum of all bands; null where nothing was measured. */
  totals: readonly (number | null)[]
}

export const StackedAreas = memo(function StackedAreas(props: StackProps): ReactNode {
  const { at, scale, bands, totals } = props
  const x = edgesOf(props)
  const known = totals.map((total) => total !== null)
  let bottoms = new Float64Array(at.length)
  return bands.map((band, index) => {
    const tops = bottoms.map((bottom, i) => bottom + (band.values[i] ?? 0))
    const path = stepBand(bottoms, tops, known, x, scale)
    bottoms = tops
    return (
      <path key={band.key} className="chart-band" data-band={bandLook(band.key, index)} d={path}>
        <title>{bandWord(band.key)}</title>
      </path>
    )
  })
})

/** Which of the colours of the style sheet a band has. */
export function bandLook(key: string, index: number): string {
  return key === '*' ? 'rest' : String(index % 8)
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

/** One more edge than there are buckets: the last is as wide as the others. A time scale is linear: two points tell it. */
function edgesOf({ at, bucketSeconds, span, width }: Drawn): Edges {
  const x = timeScale(span, width)
  const start = x(span.from * 1000)
  const perSecond = (x(span.to * 1000) - start) / (span.to - span.from)
  const end = (at[at.length - 1] ?? span.from) + bucketSeconds
  return (i) => start + ((at[i] ?? end) - span.from) * perSecond
}
