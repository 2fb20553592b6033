// Charts that are moved together: zoom by dragging or with + and -, move with the arrow keys, read a bucket, take them
// away as a file. Every number also stands in a table.
import { type KeyboardEvent, type ReactNode, useRef, useState } from 'react'
import type { OutputOf } from '#kernel/contract.ts'
import { saveBlob } from '#web/client.ts'
import { Button } from '#web/kit/Button.tsx'
import { asPng, asSvg, type Caption } from '#web/kit/save-chart.ts'
import { toast } from '#web/kit/Toast.tsx'
import { useWidth } from '#web/kit/use-width.ts'
import { say, sayCount } from '#web/say.ts'
import type { showSeries } from '../../api.ts'
import { momentOf } from '../../rules/moments.ts'
import { amount, clockOf, markWord, withUnit } from '../words.ts'
import { bandWord } from './bands.ts'
import { ChartTable } from './ChartTable.tsx'
import { Figures } from './Figures.tsx'
import { moved, standardWidth, type TimeSpan, zoomed } from './frame.ts'
import type { Marker } from './TimeChart.tsx'

/** Left and right of a chart within its card, in pixels. */
const padding = 26

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
  const width = useWidth(root, standardWidth, padding)
  const { at, bucketSeconds } = series
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

  function leave(): void {
    setCursor(null)
    setFrom(null)
  }

  /** Around the bucket that is read, if one is. */
  function zoom(factor: number): void {
    onSpan(zoomed(span, factor, here === null ? undefined : at[here]))
  }

  function onKey(event: KeyboardEvent): void {
    const { key, shiftKey } = event
    if (event.ctrlKey || event.metaKey || event.altKey) return
    if (key === '+' || key === '=') zoom(0.5)
    else if (key === '-') zoom(2)
    else if (key === 'ArrowLeft') shiftKey ? onSpan(moved(span, -0.5)) : step(-1)
    else if (key === 'ArrowRight') shiftKey ? onSpan(moved(span, 0.5)) : step(1)
    else if (key === 'Home') setCursor(at[0] ?? null)
    else if (key === 'End') setCursor(at[at.length - 1] ?? null)
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
    const blob = as === 'svg' ? new Blob([svg], { type: 'image/svg+xml' }) : await asPng(svg).catch(() => null)
    if (blob) saveBlob(name, blob)
    else toast(say('This browser could not draw it. Take the SVG.'))
  }

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
        <Figures
          series={series}
          span={span}
          width={width}
          markers={markers}
          cursor={here === null ? null : (at[here] ?? null)}
          dragged={from === null || cursor === null ? null : { from, to: cursor }}
          onPoint={point}
          onLeave={leave}
        />
      </div>
      <p className="small chart-reading" role="status">
        {here === null ? (
          <span className="quiet">
            {say('Point at a chart, or press an arrow key in it, to read a bucket. Drag over a time to see it nearer.')}
          </span>
        ) : (
          <Reading series={series} index={here} />
        )}
      </p>
      <div className="row no-print">
        <Button small onPress={() => zoom(0.5)}>
          {say('Nearer')} <kbd>+</kbd>
        </Button>
        <Button small onPress={() => zoom(2)}>
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
    ...series.marks.flatMap((mark) => (mark.at.includes(at[index] ?? 0) ? [markWord(mark.mark)] : [])),
  ]
  const start = momentOf(at[index] ?? 0)
  return (
    <>
      <strong>
        {start.slice(0, 10)} {clockOf(start)}
      </strong>{' '}
      {parts.filter(Boolean).join(' · ')}
    </>
  )
}

/** The bucket in which a moment lies; null before the first and after the last. */
function indexAt(at: readonly number[], bucketSeconds: number, seconds: number): number | null {
  const index = Math.floor((seconds - (at[0] ?? 0)) / bucketSeconds)
  return at[index] === undefined ? null : index
}

const floorTo = (seconds: number, step: number) => Math.floor(seconds / step) * step
