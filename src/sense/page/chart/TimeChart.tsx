// One chart on the shared time axis: grid, axis, waves, doubtful buckets and markers; what is drawn in it comes as children.
// Only the cursor and what is dragged are drawn again as the pointer moves: all else is kept until the numbers change.
import type { ScaleLinear } from 'd3-scale'
import { memo, type PointerEvent, type ReactNode } from 'react'
import { say } from '#web/say.ts'
import { leftSpace, rightSpace, type TimeSpan, tickText, timeScale } from './frame.ts'

export interface Marker {
  /** Seconds since 1970 UTC. */
  at: number
  label: string
  kind: 'onset' | 'news'
}

export interface Shade extends TimeSpan {
  label: string
  /** Stands in the shade, so that it is told by more than its colour. */
  short: string
}

interface Ground {
  span: TimeSpan
  width: number
  height: number
  scale: ScaleLinear<number, number>
  format: (value: number) => string
  shades: readonly Shade[]
  markers: readonly Marker[]
  /** Spans whose numbers are doubtful. */
  doubtful: readonly TimeSpan[]
  /** Has the words of the time axis below it. */
  last?: boolean
}

export interface TimeChartProps extends Ground {
  title: string
  /** Where the pointer or the keyboard is, shared by all charts of the page; seconds. */
  cursor: number | null
  dragged: TimeSpan | null
  onPoint: (seconds: number, kind: 'move' | 'down' | 'up') => void
  onLeave: () => void
  /** Elements that stay the same object while their numbers do. */
  children: ReactNode
}

const axisSpace = 20

export function TimeChart(props: TimeChartProps): ReactNode {
  const { title, cursor, dragged, onPoint, onLeave, children, ...ground } = props
  const { span, width, height, last } = ground
  const x = timeScale(span, width)

  function point(event: PointerEvent<SVGSVGElement>, kind: 'move' | 'down' | 'up'): void {
    const box = event.currentTarget.getBoundingClientRect()
    const at = ((event.clientX - box.left) / box.width) * width
    onPoint(x.invert(Math.min(width - rightSpace, Math.max(leftSpace, at))).getTime() / 1000, kind)
  }

  return (
    <svg
      className="chart"
      viewBox={`0 0 ${width} ${height + (last ? axisSpace : 4)}`}
      role="img"
      aria-label={say('{title}. The table below holds the same numbers.', { title })}
      onPointerMove={(event) => point(event, 'move')}
      onPointerDown={(event) => {
        if (event.button !== 0) return
        // What is dragged ends where the button is let go, and be it outside the chart.
        event.currentTarget.setPointerCapture(event.pointerId)
        point(event, 'down')
      }}
      onPointerUp={(event) => point(event, 'up')}
      onPointerCancel={onLeave}
      onPointerLeave={onLeave}
    >
      <Below {...ground} />
      {children}
      <Above {...ground} />
      {cursor === null ? null : (
        <line className="chart-cursor" x1={x(cursor * 1000)} x2={x(cursor * 1000)} y1={2} y2={height} />
      )}
      {dragged ? (
        <rect
          className="chart-drag"
          x={x(Math.min(dragged.from, dragged.to) * 1000)}
          y={2}
          width={Math.abs(x(dragged.to * 1000) - x(dragged.from * 1000))}
          height={height - 2}
        />
      ) : null}
    </svg>
  )
}

/** As narrow as a wave may be and still have its word in it; in low charts the word would lie on the line. */
const roomForWord = 46

const Below = memo(function Below({ span, width, height, scale, format, shades }: Ground): ReactNode {
  const x = timeScale(span, width)
  const within = ({ from, to }: TimeSpan) => {
    const [left, right] = [x(Math.max(span.from, from) * 1000), x(Math.min(span.to, to) * 1000)]
    return { left, wide: Math.max(1, right - left) }
  }
  return (
    <>
      {shades.map((shade) => {
        const { left, wide } = within(shade)
        return (
          <g key={`${shade.from} ${shade.label}`}>
            <rect className="chart-wave" x={left} y={2} width={wide} height={height - 2}>
              <title>{shade.label}</title>
            </rect>
            {wide >= roomForWord && height >= 100 ? (
              <text className="chart-label" x={left + 4} y={20}>
                {shade.short}
              </text>
            ) : null}
          </g>
        )
      })}
      {scale.ticks(4).map((tick) => (
        <g key={tick}>
          <line className="chart-grid" x1={leftSpace} x2={width - rightSpace} y1={scale(tick)} y2={scale(tick)} />
          <text className="chart-label" x={leftSpace - 6} y={scale(tick) + 3.5} textAnchor="end">
            {format(tick)}
          </text>
        </g>
      ))}
    </>
  )
})

const Above = memo(function Above({ span, width, height, markers, doubtful, last }: Ground): ReactNode {
  const x = timeScale(span, width)
  const ticks = last ? x.ticks(Math.max(2, Math.min(10, Math.floor(width / 90)))) : []
  return (
    <>
      {doubtful.length > 0 ? <Hatching /> : null}
      {doubtful.map(({ from, to }) => (
        <rect
          key={from}
          className="chart-doubt"
          x={x(from * 1000)}
          y={2}
          width={Math.max(1.5, x(to * 1000) - x(from * 1000))}
          height={height - 2}
        />
      ))}
      {markers.map((marker) => (
        <g key={`${marker.kind}${marker.at}${marker.label}`} className="chart-marker" data-kind={marker.kind}>
          <line x1={x(marker.at * 1000)} x2={x(marker.at * 1000)} y1={2} y2={height} />
          {marker.kind === 'news' ? <path d={`M${x(marker.at * 1000) - 5},2h10v7l-5,5l-5,-5z`} /> : null}
          <title>{marker.label}</title>
        </g>
      ))}
      <line className="chart-axis" x1={leftSpace} x2={width - rightSpace} y1={height} y2={height} />
      {ticks.map((tick) => (
        <g key={tick.getTime()}>
          <line className="chart-axis" x1={x(tick)} x2={x(tick)} y1={height} y2={height + 4} />
          <text className="chart-label" x={x(tick)} y={height + 16} textAnchor="middle">
            {tickText(tick)}
          </text>
        </g>
      ))}
    </>
  )
})

/** One chart of a page has doubtful spans, so the id stands once in it. */
function Hatching(): ReactNode {
  return (
    <defs>
      <pattern id="doubt" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
        <line x1="0" y1="0" x2="0" y2="5" className="chart-doubt-line" />
      </pattern>
    </defs>
  )
}
