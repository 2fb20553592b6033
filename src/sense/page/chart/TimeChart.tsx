// One chart on the shared time axis: grid, axis, waves, doubtful buckets and markers; what is drawn in it comes as children.
import type { ScaleLinear } from 'd3-scale'
import type { PointerEvent, ReactNode } from 'react'
import { say } from '#web/say.ts'
import { leftSpace, rightSpace, type TimeSpan, tickText, timeScale } from './frame.ts'

export interface Marker {
  /** Seconds since 1970 UTC. */
  at: number
  label: string
  kind: 'onset' | 'news'
}

export interface Shade {
  from: number
  to: number
  label: string
}

export interface TimeChartProps {
  title: string
  span: TimeSpan
  width: number
  height: number
  scale: ScaleLinear<number, number>
  format: (value: number) => string
  shades?: readonly Shade[]
  markers?: readonly Marker[]
  /** Starts of buckets whose numbers are doubtful. */
  doubtful?: readonly number[]
  bucketSeconds: number
  /** Where the pointer or the keyboard is, shared by all charts of the page; seconds. */
  cursor: number | null
  dragged: TimeSpan | null
  onPoint?: ((seconds: number, kind: 'move' | 'down' | 'up') => void) | undefined
  onLeave?: (() => void) | undefined
  last?: boolean
  children: ReactNode
}

const axisSpace = 20

export function TimeChart(props: TimeChartProps): ReactNode {
  const { title, span, width, height, scale, format, bucketSeconds, cursor, dragged, last, children } = props
  const x = timeScale(span, width)
  const full = height + (last ? axisSpace : 4)
  const ticks = x.ticks(Math.max(2, Math.min(10, Math.floor(width / 90))))

  function point(event: PointerEvent<SVGSVGElement>, kind: 'move' | 'down' | 'up'): void {
    const box = event.currentTarget.getBoundingClientRect()
    const at = ((event.clientX - box.left) / box.width) * width
    props.onPoint?.(x.invert(Math.min(width - rightSpace, Math.max(leftSpace, at))).getTime() / 1000, kind)
  }

  return (
    <svg
      className="chart"
      viewBox={`0 0 ${width} ${full}`}
      role="img"
      aria-label={say('{title}. The table below holds the same numbers.', { title })}
      onPointerMove={(event) => point(event, 'move')}
      onPointerDown={(event) => {
        if (event.button === 0) point(event, 'down')
      }}
      onPointerUp={(event) => point(event, 'up')}
      onPointerLeave={props.onLeave}
    >
      <defs>
        <pattern id="doubt" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <line x1="0" y1="0" x2="0" y2="5" className="chart-doubt-line" />
        </pattern>
      </defs>
      {props.shades?.map((shade) => (
        <rect
          key={`${shade.from}`}
          className="chart-wave"
          x={x(Math.max(span.from, shade.from) * 1000)}
          y={2}
          width={Math.max(1, x(Math.min(span.to, shade.to) * 1000) - x(Math.max(span.from, shade.from) * 1000))}
          height={height - 2}
        >
          <title>{shade.label}</title>
        </rect>
      ))}
      {scale.ticks(4).map((tick) => (
        <g key={tick}>
          <line className="chart-grid" x1={leftSpace} x2={width - rightSpace} y1={scale(tick)} y2={scale(tick)} />
          <text className="chart-label" x={leftSpace - 6} y={scale(tick) + 3.5} textAnchor="end">
            {format(tick)}
          </text>
        </g>
      ))}
      {children}
      {props.doubtful?.map((at) => (
        <rect
          key={at}
          className="chart-doubt"
          x={x(at * 1000)}
          y={2}
          width={Math.max(1.5, x((at + bucketSeconds) * 1000) - x(at * 1000))}
          height={height - 2}
        />
      ))}
      {props.markers?.map((marker) => (
        <g key={`${marker.kind}${marker.at}${marker.label}`} className="chart-marker" data-kind={marker.kind}>
          <line x1={x(marker.at * 1000)} x2={x(marker.at * 1000)} y1={2} y2={height} />
          {marker.kind === 'news' ? <path d={`M${x(marker.at * 1000) - 5},2h10v7l-5,5l-5,-5z`} /> : null}
          <title>{marker.label}</title>
        </g>
      ))}
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
      <line className="chart-axis" x1={leftSpace} x2={width - rightSpace} y1={height} y2={height} />
      {last
        ? ticks.map((tick) => (
            <g key={tick.getTime()}>
              <line className="chart-axis" x1={x(tick)} x2={x(tick)} y1={height} y2={height + 4} />
              <text className="chart-label" x={x(tick)} y={height + 16} textAnchor="middle">
                {tickText(tick)}
              </text>
            </g>
          ))
        : null}
    </svg>
  )
}
