// The timeline of a scenario: a lane for each strand, an inject at its moment, arrows for what follows and what branches.
import { type KeyboardEvent, type PointerEvent, type ReactNode, useRef, useState } from 'react'
import { Scrolled } from '#web/kit/Scrolled.tsx'
import { utc } from '#web/kit/Time.tsx'
import { say, sayCount } from '#web/say.ts'
import type { Scenario } from '../../model/scenario.ts'
import { arrowsOf, draftMoments, stepOf } from '../../rules/scenario/edit.ts'
import { momentOf } from '../../rules/scenario/moments.ts'
import { word } from '../words.ts'

const laneHeight = 44
const axisHeight = 26
/** A browser moves no more of them smoothly; the list below has them all. */
const mostDrawn = 1_500
const ticks = 8

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
  const [held, setHeld] = useState<{ id: string; at: number }>()
  const start = Date.parse(scenario.startsAt)
  const length = Math.max(1, Date.parse(scenario.endsAt) - start)
  const planned = draftMoments(scenario)
  const lanes = [...(scenario.strands ?? []), { id: '', title: say('Without a strand') }]
  const laneOf = new Map(lanes.map(({ id }, at) => [id, at]))
  const drawn = scenario.injects.slice(0, mostDrawn)
  const lane = (strand: string | undefined) => laneOf.get(strand ?? '') ?? lanes.length - 1
  const momentFor = (id: string) => (held?.id === id ? held.at : (planned.get(id) ?? start))
  const left = (at: number) => `${Math.max(0, Math.min(100, ((at - start) / length) * 100))}%`
  const middle = (strand: string | undefined) => axisHeight + lane(strand) * laneHeight + laneHeight / 2
  const strandOf = new Map(scenario.injects.map(({ id, strand }) => [id, strand]))
  const step = stepOf(scenario)

  function momentUnder(event: PointerEvent): number {
    const box = track.current?.getBoundingClientRect()
    const share = box ? (event.clientX - box.left) / box.width : 0
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
      <div
        ref={track}
        className="scenario-line"
        style={{ width: `${scale * 100}%`, height: axisHeight + lanes.length * laneHeight }}
      >
        {Array.from({ length: ticks * scale }, (_, n) => start + (length * n) / (ticks * scale)).map((at) => (
          <span key={at} className="scenario-tick small quiet" style={{ left: left(at) }}>
            {momentOf(at).slice(5, 16).replace('T', ' ')}
          </span>
        ))}
        {lanes.map(({ id, title }, at) => (
          <span
            key={id}
            className="scenario-lane small quiet"
            style={{ top: axisHeight + at * laneHeight, height: laneHeight }}
          >
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
              y1={middle(strandOf.get(from))}
              y2={middle(strandOf.get(to))}
              stroke="currentColor"
              strokeWidth="1.5"
              strokeDasharray={kind === 'branch' ? '5 4' : undefined}
              markerEnd="url(#scenario-head)"
            />
          ))}
        </svg>
        {drawn.map(({ id, title, content, strand, when }) => (
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
            style={{ left: left(momentFor(id)), top: middle(strand) }}
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
