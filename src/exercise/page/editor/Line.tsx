// The timeline of a scenario: a lane for each strand, an inject at its moment, arrows for what follows and what branches.
import { type KeyboardEvent, type PointerEvent, type ReactNode, useRef, useState } from 'react'
import { Scrolled } from '#web/kit/Scrolled.tsx'
import { utc } from '#web/kit/Time.tsx'
import { useWidth } from '#web/kit/use-width.ts'
import { say, sayCount } from '#web/say.ts'
import type { Scenario } from '../../model/scenario.ts'
import { arrowsOf, draftMoments, stepOf } from '../../rules/scenario/edit.ts'
import { momentOf } from '../../rules/scenario/moments.ts'
import { rowsOf } from '../../rules/scenario/rows.ts'
import { word } from '../words.ts'

/** An inject is a button of 24 pixels, and keeps this distance from the next. */
const rowHeight = 28
/** Above the rows of a lane stands its title. */
const laneHead = 22
/** So that what stands at the first and the last moment is whole. */
const inset = 14
const usualWidth = 960
const axisHeight = 26
/** A browser moves no more of them smoothly; the list below has them all. */
const mostDrawn = 1_500
const tickApart = 110

const heightOf = (rows = 1) => rows * rowHeight + laneHead + 6

export interface LineProps {
  scenario: Scenario
  chosen: string | undefined
  /** Ids of injects about which the linter has something to say. */
  faulty: ReadonlySet<string>
  scale: number
  onChoose: (id: string) => void
  onMove: (id: string, to: number) => void
}

export function Line({ scenario, chosen, faulty, scale, onChoose, onMove }: LineProps): ReactNode {
  const track = useRef<HTMLDivElement>(null)
  const width = useWidth(track, usualWidth)
  const [held, setHeld] = useState<{ id: string; at: number }>()
  const start = Date.parse(scenario.startsAt)
  const length = Math.max(1, Date.parse(scenario.endsAt) - start)
  const planned = draftMoments(scenario)
  const lanes = [...(scenario.strands ?? []), { id: '', title: say('Without a strand') }]
  const laneOf = new Map(lanes.map(({ id }, at) => [id, at]))
  const drawn = scenario.injects.slice(0, mostDrawn)
  const lane = (strand: string | undefined) => laneOf.get(strand ?? '') ?? lanes.length - 1
  const momentFor = (id: string) => (held?.id === id ? held.at : (planned.get(id) ?? start))
  const inner = width - 2 * inset
  const left = (at: number) => inset + Math.max(0, Math.min(1, (at - start) / length)) * inner
  // Rows are those of the draft: while one is dragged, the others stay where they are.
  const spots = drawn.map(({ id, strand }) => ({ id, lane: lane(strand), x: left(planned.get(id) ?? start) }))
  const { row, rows } = rowsOf(spots, lanes.length, rowHeight)
  const tops = [axisHeight]
  for (const count of rows) tops.push((tops.at(-1) ?? 0) + heightOf(count))
  const laneAt = new Map(spots.map((spot) => [spot.id, spot.lane]))
  const middle = (id: string) =>
    (tops[laneAt.get(id) ?? 0] ?? axisHeight) + laneHead + ((row.get(id) ?? 0) + 0.5) * rowHeight
  const step = stepOf(scenario)
  const ticks = Math.max(1, Math.floor(inner / tickApart))

  function momentUnder(event: PointerEvent): number {
    const box = track.current?.getBoundingClientRect()
    const share = box ? (event.clientX - box.left - inset) / inner : 0
    const grain = event.shiftKey ? 60_000 : step / 2
    return start + Math.round((Math.max(0, Math.min(1, share)) * length) / grain) * grain
  }
  function onKey(event: KeyboardEvent, id: string): void {
    const by = { ArrowLeft: -step, ArrowRight: step }[event.key]
    if (by === undefined) return
    event.preventDefault()
    onMove(id, (planned.get(id) ?? start) + (event.shiftKey ? by / 10 : by))
  }
  return (
    <Scrolled label={say('Timeline')}>
      <div ref={track} className="scenario-line" style={{ width: `${scale * 100}%`, height: tops.at(-1) }}>
        {Array.from({ length: ticks }, (_, n) => start + (length * n) / ticks).map((at) => (
          <span key={at} className="scenario-tick small quiet" style={{ left: left(at) }}>
            {momentOf(at).slice(5, 16).replace('T', ' ')}
          </span>
        ))}
        {lanes.map(({ id, title }, at) => (
          <span key={id} className="scenario-lane small quiet" style={{ top: tops[at], height: heightOf(rows[at]) }}>
            {title}
          </span>
        ))}
        <svg className="scenario-arrows" aria-hidden="true">
          <defs>
            <marker
              id="scenario-head"
              viewBox="0 0 8 8"
              refX="8"
              refY="4"
              markerWidth="8"
              markerHeight="8"
              orient="auto"
            >
              <path d="M0 0 8 4 0 8z" fill="currentColor" />
            </marker>
          </defs>
          {arrowsOf({ injects: drawn, expected: scenario.expected }).map(({ from, to, kind }) => (
            <line
              key={`${from} ${to} ${kind}`}
              x1={left(momentFor(from))}
              x2={left(momentFor(to))}
              y1={middle(from)}
              y2={middle(to)}
              stroke="currentColor"
              strokeWidth="1.5"
              strokeDasharray={kind === 'branch' ? '5 4' : undefined}
              markerEnd="url(#scenario-head)"
            />
          ))}
        </svg>
        {drawn.map(({ id, title, content, when }) => (
          <button
            key={id}
            type="button"
            className="scenario-inject"
            aria-pressed={id === chosen}
            aria-label={say('{title}, {channel}, {moment}', {
              title,
              channel: word(content.channel),
              moment: utc(momentOf(momentFor(id))),
            })}
            title={`${title} · ${utc(momentOf(momentFor(id)))}`}
            data-fault={faulty.has(id) || undefined}
            data-branch={when ? true : undefined}
            style={{ left: left(momentFor(id)), top: middle(id) }}
            onClick={() => onChoose(id)}
            onKeyDown={(event) => onKey(event, id)}
            onPointerDown={(event) => {
              event.currentTarget.setPointerCapture(event.pointerId)
              setHeld({ id, at: momentFor(id) })
            }}
            onPointerMove={(event) => {
              if (held?.id === id && event.buttons === 1 && Math.abs(event.movementX) > 0)
                setHeld({ id, at: momentUnder(event) })
            }}
            onPointerUp={() => {
              if (held?.id === id && held.at !== planned.get(id)) onMove(id, held.at)
              setHeld(undefined)
            }}
          />
        ))}
      </div>
      {scenario.injects.length > drawn.length ? (
        <p className="small quiet">
          {sayCount(scenario.injects.length - drawn.length, '{n} more is in the list.', '{n} more are in the list.')}
        </p>
      ) : null}
    </Scrolled>
  )
}
