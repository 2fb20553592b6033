// The map of sources: shares by the country where addresses are registered. A picture beside the table, never alone.
import { world } from 'virtual:world'
import { geoEqualEarth, geoPath } from 'd3-geo'
import { memo, type ReactNode } from 'react'
import { feature } from 'topojson-client'
import { countryName } from '#web/country.ts'
import { say } from '#web/say.ts'
import type { SourceMix } from '../model/attacks.ts'
import { percent } from './words.ts'

const width = 800
const height = 390
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

/** Five steps of one hue; each country's share stands in the table below, too. */
function heatOf(share: number): number {
  return [0.005, 0.02, 0.05, 0.1, 0.2].filter((step) => share >= step).length
}

/** Kept while its numbers are: some two hundred outlines are not worth drawing every ten seconds. */
export const SourceMap = memo(function SourceMap({ countries }: { countries: SourceMix['countries'] }): ReactNode {
  const shares = new Map(countries.map((it) => [it.key, it.share]))
  return (
    <svg className="source-map" viewBox={`0 0 ${width} ${height}`} role="img" aria-label={labelOf(countries)}>
      <rect width={width} height={height} rx="8" className="sea" />
      {lands.map((land) => {
        const share = shares.get(land.code)
        return (
          <path
            key={land.code}
            d={land.path}
            className="land"
            data-heat={share === undefined ? undefined : heatOf(share)}
          >
            {share === undefined ? null : (
              <title>{say('{country}: {share}', { country: countryName(land.code), share: percent(share) })}</title>
            )}
          </path>
        )
      })}
    </svg>
  )
})

function labelOf(countries: SourceMix['countries']): string {
  const top = countries
    .filter((it) => /^[A-Z]{2}$/.test(it.key))
    .slice(0, 5)
    .map((it) => `${countryName(it.key)} ${percent(it.share)}`)
  return say('Map of where source addresses are registered: {top}', { top: top.join(', ') })
}
