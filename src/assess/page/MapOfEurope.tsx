// The map: open incidents by country, on the equal-area projection that European statistics use. SVG, no tiles.

import { europe } from 'virtual:europe'
import { geoAzimuthalEqualArea, geoPath } from 'd3-geo'
import { type KeyboardEvent, type ReactNode, useMemo, useState } from 'react'
import { feature, mesh } from 'topojson-client'
import { SeverityShape } from '#web/kit/Badge.tsx'
import { say, sayCount } from '#web/say.ts'
import type { PictureCountry } from '../model.ts'
import { heatOf, worstOf } from './heat.ts'
import { small, spots } from './places.ts'

const width = 640
const height = 600
const corners: [number, number][] = [
  [-24.3, 65.5],
  [-9.6, 37],
  [34.4, 34.5],
  [28, 71.2],
  [31.7, 62.8],
  [13, 35.6],
]

const projection = geoAzimuthalEqualArea()
  .rotate([-10, -52])
  .clipExtent([
    [-2, -2],
    [width + 2, height + 2],
  ])
  .fitExtent(
    [
      [6, 6],
      [width - 6, height - 18],
    ],
    { type: 'MultiPoint', coordinates: corners },
  )
const draw = geoPath(projection)
const lands = feature(europe, europe.objects.countries).features.map((land) => ({
  code: String(land.id),
  path: draw(land) ?? '',
}))
const borders = draw(mesh(europe, europe.objects.countries, (a, b) => a !== b)) ?? ''
const coast = draw(mesh(europe, europe.objects.countries, (a, b) => a === b)) ?? ''

export interface MapProps {
  countries: readonly PictureCountry[]
  /** Codes of the Member States, in the order in which the keyboard walks. */
  members: readonly string[]
  nameOf: (code: string) => string
  /** The letters that Union texts use: EL for Greece. */
  lettersOf: (code: string) => string
  chosen: string | undefined
  glowing: ReadonlySet<string>
  onChoose: (code: string) => void
}

export function MapOfEurope({ countries, members, nameOf, lettersOf, chosen, glowing, onChoose }: MapProps): ReactNode {
  const byCode = useMemo(() => new Map(countries.map((it) => [it.country, it])), [countries])
  const stops = useMemo(() => stopsOf(members, byCode), [members, byCode])
  const [at, setAt] = useState<string>()
  const here = stops.find((stop) => stop.code === at) ?? stops.find((stop) => stop.code === chosen) ?? stops[0]

  function onKey(event: KeyboardEvent<SVGGElement>, code: string): void {
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault()
      onChoose(code)
      return
    }
    const next = neighbour(stops, code, event.key)
    if (!next) return
    event.preventDefault()
    setAt(next)
    document.getElementById(`map-${next}`)?.focus()
  }

  return (
    // biome-ignore lint/a11y/useSemanticElements: there is no fieldset inside SVG.
    <svg
      className="map"
      viewBox={`0 0 ${width} ${height}`}
      role="group"
      aria-label={say('Map of open incidents by country. Move with the arrow keys.')}
    >
      <defs>
        <pattern id="stale" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <line x1="0" y1="0" x2="0" y2="6" className="hatch" />
        </pattern>
      </defs>
      <rect width={width} height={height} className="sea" rx="8" />
      {lands.map((land) => {
        const tally = byCode.get(land.code)
        const member = members.includes(land.code)
        return (
          <path
            key={land.code}
            d={land.path}
            className={glowing.has(land.code) ? 'land glowing' : 'land'}
            data-heat={member || tally ? heatOf(tally?.open ?? 0) : undefined}
            data-chosen={chosen === land.code || undefined}
          >
            {member || tally ? <title>{labelOf(nameOf(land.code), tally)}</title> : null}
          </path>
        )
      })}
      {lands.map((land) =>
        byCode.get(land.code)?.freshness === 'stale' && (byCode.get(land.code)?.open ?? 0) > 0 ? (
          <path key={land.code} d={land.path} className="stale" />
        ) : null,
      )}
      <path d={coast} className="coast" />
      <path d={borders} className="borders" />
      {lands
        .filter((land) => land.code === chosen)
        .map((land) => (
          <path key={land.code} d={land.path} className="chosen" />
        ))}
      {stops.map((stop) => {
        const tally = byCode.get(stop.code)
        const open = tally?.open ?? 0
        const digits = String(open).length
        const worst = tally ? worstOf(tally.bySeverity) : undefined
        return (
          // biome-ignore lint/a11y/useSemanticElements: there is no button element inside SVG.
          <g
            key={stop.code}
            id={`map-${stop.code}`}
            role="button"
            tabIndex={stop.code === here?.code ? 0 : -1}
            aria-label={labelOf(`${lettersOf(stop.code)} ${nameOf(stop.code)}`, tally)}
            aria-pressed={chosen === stop.code}
            className="stop"
            transform={`translate(${stop.x} ${stop.y})`}
            onClick={() => onChoose(stop.code)}
            onFocus={() => setAt(stop.code)}
            onKeyDown={(event) => onKey(event, stop.code)}
          >
            {open > 0 ? (
              <g className="stop-face">
                <rect x={-15 - 4 * digits} y={-11} width={30 + 8 * digits} height={22} rx={11} className="pill" />
                {worst ? (
                  <g transform={`translate(${-10 - 4 * digits} -5.5)`}>
                    <SeverityShape value={worst} size={11} />
                  </g>
                ) : null}
                <text x={7} y={4.5} textAnchor="middle" className="pill-number">
                  {open}
                </text>
              </g>
            ) : (
              <g className="stop-face">
                {small.includes(stop.code) ? <circle r={9} className="ring" /> : <circle r={12} className="touch" />}
                <text
                  y={3.5}
                  textAnchor="middle"
                  className="code"
                  data-signals={(tally?.signals ?? 0) > 0 || undefined}
                >
                  {lettersOf(stop.code)}
                </text>
              </g>
            )}
          </g>
        )
      })}
    </svg>
  )
}

interface Stop {
  code: string
  x: number
  y: number
}

/** Member States always, other countries of the map when there is something to say about them. */
function stopsOf(members: readonly string[], byCode: ReadonlyMap<string, PictureCountry>): Stop[] {
  const codes = Object.keys(spots).filter((code) => members.includes(code) || byCode.has(code))
  const stops: Stop[] = []
  for (const code of codes) {
    const point = projection([...(spots[code] ?? [0, 0])] as [number, number])
    if (point) stops.push({ code, x: Math.round(point[0]), y: Math.round(point[1]) })
  }
  return stops
}

const directions: Record<string, readonly [number, number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
}

/** The nearest country in the direction of an arrow key: near, and not too far to the side. */
function neighbour(stops: readonly Stop[], from: string, key: string): string | undefined {
  const direction = directions[key]
  const start = stops.find((stop) => stop.code === from)
  if (!direction || !start) return undefined
  let best: { code: string; cost: number } | undefined
  for (const stop of stops) {
    const ahead = (stop.x - start.x) * direction[0] + (stop.y - start.y) * direction[1]
    if (stop.code === from || ahead <= 0) continue
    const aside = Math.abs((stop.x - start.x) * direction[1]) + Math.abs((stop.y - start.y) * direction[0])
    const cost = ahead + 2 * aside
    if (!best || cost < best.cost) best = { code: stop.code, cost }
  }
  return best?.code
}

function labelOf(name: string, tally: PictureCountry | undefined): string {
  if (!tally || (tally.open === 0 && tally.signals === 0)) return say('{name}: nothing open', { name })
  const worst = worstOf(tally.bySeverity)
  const parts = [sayCount(tally.open, '{n} open incident', '{n} open incidents')]
  if (worst && worst !== 'unset') parts.push(say('worst severity {worst}', { worst }))
  if (tally.signals > 0)
    parts.push(sayCount(tally.signals, '{n} signal without an incident', '{n} signals without an incident'))
  if (tally.freshness) parts.push(say(tally.freshness))
  return `${name}: ${parts.join(', ')}`
}
