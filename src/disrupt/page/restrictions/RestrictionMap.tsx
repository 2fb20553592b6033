// Where restrictions are felt. A picture beside the table, never alone.
import { world } from 'virtual:world'
import { geoEqualEarth, geoPath } from 'd3-geo'
import { memo, type ReactNode } from 'react'
import { feature } from 'topojson-client'
import { countryName } from '#web/country.ts'
import { say } from '#web/say.ts'
import type { RestrictionStatistics } from '../../model/restrictions/restriction.ts'

const [width, height] = [800, 390]
const draw = geoPath(
  geoEqualEarth().fitExtent(
    [
      [4, 4],
      [width - 4, height - 4],
    ],
    { type: 'Sphere' },
  ),
)
const lands = feature(world, world.objects.countries).features.map((land) => ({
  code: String(land.id),
  path: draw(land) ?? '',
}))
const heatOf = (count: number) => [1, 2, 4, 8].filter((step) => count >= step).length

type Places = RestrictionStatistics['byPlace']

export const RestrictionMap = memo(function RestrictionMap({ places }: { places: Places }): ReactNode {
  const counts = new Map(places.map((one) => [one.country, one.count]))
  const top = places.slice(0, 5).map(({ country, count }) => `${countryName(country)} ${count}`)
  return (
    <svg
      className="restriction-map"
      viewBox={`0 0 ${width} ${height}`}
      role="img"
      aria-label={say('Map of where restrictions are felt: {top}', { top: top.join(', ') || say('nowhere') })}
    >
      <rect width={width} height={height} rx="8" className="restriction-sea" />
      {lands.map(({ code, path }) => {
        const count = counts.get(code)
        return (
          <path
            key={code}
            d={path}
            className="restriction-land"
            data-heat={count === undefined ? undefined : heatOf(count)}
          >
            {count === undefined ? null : (
              <title>{say('{country}: {count}', { country: countryName(code), count })}</title>
            )}
          </path>
        )
      })}
    </svg>
  )
})
