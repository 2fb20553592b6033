// The charts of one target on one time axis: rate with what is usual, who it comes from, distinct sources, complaints.
// Zoom by dragging or with + and -, move with the arrow keys; every number also stands in a table.
import { type KeyboardEvent, type ReactNode, useMemo, useRef, useState } from 'react'
import type { OutputOf } from '#kernel/contract.ts'
import { saveBlob } from '#web/client.ts'
import { Button } from '#web/kit/Button.tsx'
import { exactly } from '#web/kit/Time.tsx'
import { say, sayCount } from '#web/say.ts'
import type { showSeries } from '../../api.ts'
import { amount, markWord, measureWord, withUnit } from '../words.ts'
import { bandWord } from './bands.ts'
import { ChartTable } from './ChartTable.tsx'
import { instantOf, moved, secondsOf, type TimeSpan, valueScale, zoomed } from './frame.ts'
import { asPng, asSvg, type Caption } from './save.ts'
import { StackedAreas, StepLine, stackTotals } from './shapes.tsx'
import { type Marker, type Shade, TimeChart } from './TimeChart.tsx'
import { useWidth } from './width.ts'

export type Series = OutputOf<typeof showSeries>

export interface ChartsProps {
  series: Series
  span: TimeSpan
  markers: readonly Marker[]
  caption: Caption
  onSpan: (span: TimeSpan) => void
}

export function Charts({ series, span, markers, caption, onSpan }: ChartsProps): ReactNode {
  const root = useRef<HTMLDivElement>(null)
  const [cursor, setCursor] = useState<number | null>(null)
  const [from, setFrom] = useState<number | null>(null)
  const width = useWidth(root)
  const { at, bucketSeconds, measure } = series
  const totals = useMemo(() => stackTotals(series.bands, at.length), [series.bands, at.length])
  const shades = series.waves.map((wave) => shadeOf(wave, span))
  const doubtful = series.marks.flatMap((mark) => mark.at)
  const here = cursor === null ? null : indexAt(at, bucketSeconds, cursor)

  function point(seconds: number, kind: 'move' | 'down' | 'up'): void {
    setCursor(seconds)
    if (kind === 'down') setFrom(seconds)
    if (kind !== 'up') return
    setFrom(null)
    const [a, b] = [Math.min(from ?? seconds, seconds), Math.max(from ?? seconds, seconds)]
    if (from !== null && b - a >= 3 * bucketSeconds) {
      onSpan({ from: floorTo(a, bucketSeconds), to: floorTo(b, bucketSeconds) + bucketSeconds })
    }
  }

  function onKey(event: KeyboardEvent): void {
    const { key, shiftKey } = event
    if (key === '+' || key === '=') onSpan(zoomed(span, 0.5))
    else if (key === '-') onSpan(zoomed(span, 2))
    else if (key === 'ArrowLeft') shiftKey ? onSpan(moved(span, -0.5)) : step(-1)
    else if (key === 'ArrowRight') shiftKey ? onSpan(moved(span, 0.5)) : step(1)
    else return
    event.preventDefault()
  }

  function step(by: number): void {
    const now = here ?? (by > 0 ? -1 : at.length)
    const next = at[Math.min(at.length - 1, Math.max(0, now + by))]
    if (next !== undefined) setCursor(next)
  }

  async function save(as: 'svg' | 'png'): Promise<void> {
    if (!root.current) return
    const svg = asSvg(root.current, caption)
    const name = `${caption.title.replace(/[^\p{L}\p{N}]+/gu, '-').slice(0, 60)}.${as}`
    const blob = as === 'svg' ? new Blob([svg], { type: 'image/svg+xml' }) : await asPng(svg)
    if (blob) saveBlob(name, blob)
  }

  const shared = {
    span,
    width,
    bucketSeconds,
    shades,
    markers,
    cursor: here === null ? null : (at[here] ?? null),
    dragged: from === null || cursor === null ? null : { from, to: cursor },
    onPoint: point,
    onLeave: () => setCursor(null),
  }
  const rate = valueScale([series.values, series.usual, series.compared ?? []], 180)
  const bands = valueScale([totals], 150)
  const sources = valueScale([series.sources], 70)
  const complaints = valueScale([series.complaints], 70)
  const some = (list: readonly (number | null)[]) => list.some((value) => value !== null)

  return (
    <div className="stack">
      {/* biome-ignore lint/a11y/useSemanticElements: charts that are moved together by keys are no fieldset. */}
      <div
        className="charts"
        ref={root}
        role="group"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it is moved by keys.
        tabIndex={0}
        aria-label={say('Charts. Arrow keys walk through the buckets, shift with an arrow moves, plus and minus zoom.')}
        onKeyDown={onKey}
      >
        <figure>
          <figcaption>{say('{measure}, and what is usual', { measure: measureWord(measure) })}</figcaption>
          <TimeChart
            {...shared}
            title={measureWord(measure)}
            height={180}
            scale={rate}
            format={amount}
            doubtful={doubtful}
          >
            {series.compared ? (
              <StepLine
                at={at}
                span={span}
                width={width}
                scale={rate}
                values={series.compared}
                className="chart-compared"
              />
            ) : null}
            <StepLine at={at} span={span} width={width} scale={rate} values={series.usual} className="chart-usual" />
            <StepLine at={at} span={span} width={width} scale={rate} values={series.values} className="chart-line" />
          </TimeChart>
        </figure>
        {some(totals) ? (
          <figure>
            <figcaption>{say('By where the sources are registered')}</figcaption>
            <TimeChart {...shared} title={say('By source')} height={150} scale={bands} format={amount}>
              <StackedAreas at={at} span={span} width={width} scale={bands} bands={series.bands} />
            </TimeChart>
            <Legend keys={series.bands.map((band) => band.key)} />
          </figure>
        ) : null}
        {some(series.sources) ? (
          <figure>
            <figcaption>{say('Distinct sources')}</figcaption>
            <TimeChart {...shared} title={say('Distinct sources')} height={70} scale={sources} format={amount}>
              <StepLine
                at={at}
                span={span}
                width={width}
                scale={sources}
                values={series.sources}
                className="chart-line"
              />
            </TimeChart>
          </figure>
        ) : null}
        <figure>
          <figcaption>{say('Complaints a minute')}</figcaption>
          <TimeChart {...shared} title={say('Complaints')} height={70} scale={complaints} format={amount} last>
            <StepLine
              at={at}
              span={span}
              width={width}
              scale={complaints}
              values={series.complaints}
              className="chart-complaints"
            />
          </TimeChart>
        </figure>
      </div>
      <p className="small chart-reading" role="status">
        {here === null ? (
          <span className="quiet">{say('Point at a chart, or press an arrow key in it, to read a bucket.')}</span>
        ) : (
          <Reading series={series} index={here} />
        )}
      </p>
      <div className="row no-print">
        <Button small onPress={() => onSpan(zoomed(span, 0.5))}>
          {say('Nearer')} <kbd>+</kbd>
        </Button>
        <Button small onPress={() => onSpan(zoomed(span, 2))}>
          {say('Farther')} <kbd>-</kbd>
        </Button>
        <Button small icon="back" onPress={() => onSpan(moved(span, -0.5))}>
          {say('Earlier')}
        </Button>
        <Button small icon="next" onPress={() => onSpan(moved(span, 0.5))}>
          {say('Later')}
        </Button>
        <Button small icon="file" onPress={() => void save('svg')}>
          SVG
        </Button>
        <Button small icon="file" onPress={() => void save('png')}>
          PNG
        </Button>
      </div>
      {series.marks.length > 0 ? (
        <p className="small late">
          {say('Hatched buckets are doubtful:')}{' '}
          {series.marks
            .map((mark) => `${markWord(mark.mark)} (${sayCount(mark.at.length, '{n} bucket', '{n} buckets')})`)
            .join(' · ')}
        </p>
      ) : null}
      <ChartTable series={series} />
    </div>
  )
}

function Reading({ series, index }: { series: Series; index: number }): ReactNode {
  const { at, values, usual, compared, sources, complaints, bands, measure } = series
  const value = values[index] ?? null
  const parts = [
    value === null ? say('not measured') : withUnit(value, measure),
    usual[index] == null ? '' : say('usual {usual}', { usual: withUnit(usual[index] ?? 0, measure) }),
    compared?.[index] == null ? '' : say('compared {before}', { before: withUnit(compared[index] ?? 0, measure) }),
    sources[index] == null ? '' : say('{n} sources', { n: amount(sources[index] ?? 0) }),
    complaints[index] == null ? '' : say('{n} complaints a minute', { n: amount(complaints[index] ?? 0) }),
    ...bands.slice(0, 3).flatMap((band) => {
      const share = band.values[index]
      return share == null ? [] : [`${bandWord(band.key)} ${withUnit(share, measure)}`]
    }),
  ]
  return (
    <>
      <strong>
        {exactly(instantOf(at[index] ?? 0)).replace(
          /(\d\d:\d\d) UTC/,
          `${instantOf(at[index] ?? 0).slice(11, 19)} UTC`,
        )}
      </strong>{' '}
      {parts.filter(Boolean).join(' · ')}
    </>
  )
}

function Legend({ keys }: { keys: readonly string[] }): ReactNode {
  return (
    <ul className="chart-legend small">
      {keys.map((key, at) => (
        <li key={key}>
          <span className="chart-swatch" data-band={key === '*' ? 'rest' : at % 8} aria-hidden="true" />
          {bandWord(key)}
        </li>
      ))}
    </ul>
  )
}

function shadeOf(wave: Series['waves'][number], span: TimeSpan): Shade {
  return {
    from: secondsOf(wave.onset),
    to: wave.end ? secondsOf(wave.end) : span.to,
    label: say('Wave from {onset}: {peak} where {usual} is usual', {
      onset: exactly(wave.onset),
      peak: withUnit(wave.peakValue, wave.measure),
      usual: withUnit(wave.baseline, wave.measure),
    }),
  }
}

function indexAt(at: readonly number[], bucketSeconds: number, seconds: number): number | null {
  const first = at[0]
  if (first === undefined) return null
  const index = Math.floor((seconds - first) / bucketSeconds)
  if (at[index] !== undefined && Math.abs((at[index] ?? 0) - seconds) <= bucketSeconds) return index
  // Lists may have been thinned out: then the nearest before.
  let near = -1
  for (let i = 0; i < at.length; i++) if ((at[i] ?? 0) <= seconds) near = i
  return near >= 0 ? near : null
}

const floorTo = (seconds: number, step: number) => Math.floor(seconds / step) * step
