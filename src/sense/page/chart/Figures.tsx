// The four charts of one target on one time axis, and what their lines and colours mean.
import { type ReactNode, useMemo } from 'react'
import { exactly } from '#web/kit/Time.tsx'
import { say } from '#web/say.ts'
import { amount, measureWord, percent, withUnit } from '../words.ts'
import { bandWord } from './bands.ts'
import type { Series } from './Charts.tsx'
import { runsOf, secondsOf, type TimeSpan, valueScale } from './frame.ts'
import { bandLook, StackedAreas, StepLine, stackTotals } from './shapes.tsx'
import { type Marker, type Shade, TimeChart, type TimeChartProps } from './TimeChart.tsx'

interface FiguresProps extends Pick<TimeChartProps, 'cursor' | 'dragged' | 'onPoint' | 'onLeave'> {
  series: Series
  span: TimeSpan
  width: number
  markers: readonly Marker[]
}

const none: readonly never[] = []

export function Figures({ series, span, width, markers, ...pointer }: FiguresProps): ReactNode {
  const drawn = useMemo(() => drawnOf(series, span, width), [series, span, width])
  const { totals, shades, doubtful } = drawn
  const shared = { ...pointer, span, width, format: amount, doubtful: none }
  const measure = measureWord(series.measure)
  const some = (list: readonly (number | null)[]) => list.some((value) => value !== null)
  const lastOfAll = series.measure === 'complaints'
  return (
    <>
      <figure>
        <figcaption>{say('{measure}, and what is usual', { measure })}</figcaption>
        <TimeChart
          {...shared}
          title={measure}
          height={180}
          scale={drawn.rate.scale}
          shades={lastOfAll ? shades.complaints : shades.traffic}
          markers={markers}
          doubtful={doubtful}
          last={lastOfAll}
        >
          {drawn.rate.shapes}
        </TimeChart>
        <ul className="chart-legend small">
          <LineKey className={lastOfAll ? 'chart-complaints' : 'chart-line'}>{say('measured')}</LineKey>
          <LineKey className="chart-usual">{say('usual')}</LineKey>
          {series.compared ? <LineKey className="chart-compared">{say('compared with')}</LineKey> : null}
        </ul>
      </figure>
      {some(totals) ? (
        <figure>
          <figcaption>{bandsTitle(series)}</figcaption>
          <TimeChart
            {...shared}
            title={bandsTitle(series)}
            height={150}
            scale={drawn.bands.scale}
            shades={none}
            markers={markers}
          >
            {drawn.bands.shapes}
          </TimeChart>
          <Legend bands={series.bands} totals={totals} />
        </figure>
      ) : null}
      {some(series.sources) ? (
        <figure>
          <figcaption>{say('Distinct sources')}</figcaption>
          <TimeChart
            {...shared}
            title={say('Distinct sources')}
            height={70}
            scale={drawn.sources.scale}
            shades={shades.traffic}
            markers={markers}
            last={lastOfAll}
          >
            {drawn.sources.shapes}
          </TimeChart>
        </figure>
      ) : null}
      {lastOfAll ? null : (
        <figure>
          <figcaption>
            {some(series.complaints) ? say('Complaints a minute') : say('Complaints a minute: none were counted')}
          </figcaption>
          <TimeChart
            {...shared}
            title={say('Complaints')}
            height={70}
            scale={drawn.complaints.scale}
            shades={shades.complaints}
            markers={markers}
            last
          >
            {drawn.complaints.shapes}
          </TimeChart>
        </figure>
      )}
    </>
  )
}

/** All that depends on the numbers and not on the pointer. */
function drawnOf(series: Series, span: TimeSpan, width: number) {
  const { at, bucketSeconds, values, usual, compared, sources, complaints, bands, measure } = series
  const totals = stackTotals(bands, at.length)
  const scales = {
    rate: valueScale([values, usual, compared ?? []], 180),
    bands: valueScale([totals], 150),
    sources: valueScale([sources], 70),
    complaints: valueScale([complaints], 70),
  }
  const shared = { at, bucketSeconds, span, width }
  const line = (of: keyof typeof scales, list: readonly (number | null)[], className: string) => (
    <StepLine key={className} {...shared} scale={scales[of]} values={list} className={className} />
  )
  const counted = measure === 'complaints' ? 'chart-complaints' : 'chart-line'
  return {
    totals,
    shades: shadesOf(series, span),
    doubtful: runsOf(
      series.marks.flatMap((mark) => mark.at),
      bucketSeconds,
    ),
    rate: {
      scale: scales.rate,
      shapes: [
        ...(compared ? [line('rate', compared, 'chart-compared')] : []),
        line('rate', usual, 'chart-usual'),
        line('rate', values, counted),
      ],
    },
    bands: {
      scale: scales.bands,
      shapes: <StackedAreas {...shared} scale={scales.bands} bands={bands} totals={totals} />,
    },
    sources: { scale: scales.sources, shapes: line('sources', sources, 'chart-line') },
    complaints: { scale: scales.complaints, shapes: line('complaints', complaints, 'chart-complaints') },
  }
}

/** Waves of traffic stand in the charts of traffic, those of complaints in theirs. */
function shadesOf({ waves }: Series, span: TimeSpan): { traffic: Shade[]; complaints: Shade[] } {
  const shadeOf = (wave: Series['waves'][number], index: number): Shade => ({
    from: secondsOf(wave.onset),
    to: wave.end ? secondsOf(wave.end) : span.to,
    short: say('wave {n}', { n: index + 1 }),
    label: say('Wave from {onset}: {peak} where {usual} is usual', {
      onset: exactly(wave.onset),
      peak: withUnit(wave.peakValue, wave.measure),
      usual: withUnit(wave.baseline, wave.measure),
    }),
  })
  return {
    traffic: waves.filter((wave) => wave.measure !== 'complaints').map(shadeOf),
    complaints: waves.filter((wave) => wave.measure === 'complaints').map(shadeOf),
  }
}

function bandsTitle({ bands, measure }: Series): string {
  if (measure === 'complaints') return say('By where complaints come from')
  const countries = bands.some(({ key }) => /^([A-Z]{2}|\?\?)$/.test(key))
  return countries ? say('By where the sources are registered') : say('By protocol or status')
}

/** Each colour with its word and its share of the whole time, in the order in which they lie on one another. */
function Legend({ bands, totals }: { bands: Series['bands']; totals: readonly (number | null)[] }): ReactNode {
  const shares = useMemo(() => {
    const sum = (list: readonly (number | null)[]) => list.reduce<number>((all, one) => all + (one ?? 0), 0)
    const whole = sum(totals)
    return bands.map(({ values }) => (whole > 0 ? sum(values) / whole : 0))
  }, [bands, totals])
  return (
    <ul className="chart-legend small">
      {bands.map(({ key }, index) => (
        <li key={key}>
          <span className="chart-swatch" data-band={bandLook(key, index)} aria-hidden="true" />
          {bandWord(key)} {percent(shares[index] ?? 0)}
        </li>
      ))}
    </ul>
  )
}

function LineKey({ className, children }: { className: string; children: ReactNode }): ReactNode {
  return (
    <li>
      <svg className="chart-key" viewBox="0 0 26 8" aria-hidden="true">
        <line className={className} x1="0" x2="26" y1="4" y2="4" />
      </svg>
      {children}
    </li>
  )
}
