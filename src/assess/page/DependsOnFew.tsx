// What the dependency map says beside the picture: parts that alone can stop services, and the layer that hangs on the fewest.
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { OutputOf } from '#kernel/contract.ts'
import { findSinglePoints, measureConcentration } from '#sustain/api/analysis.ts'
import { useAsk } from '#web/ask.ts'
import { Card } from '#web/kit/Card.tsx'
import { say, sayCount } from '#web/say.ts'

const pointsShown = 3

/** Asked on its own, so that the picture waits for nothing; shows nothing where there is no map. */
export function DependsOnFew(): ReactNode {
  const hears = ['sustain.part']
  const points = useAsk(findSinglePoints, { limit: pointsShown }, { keep: true, hears })
  const layers = useAsk(measureConcentration, {}, { keep: true, hears })
  const few = fewest(layers.data?.layers ?? [])
  if (!points.data || (points.data.total === 0 && !few)) return null
  return (
    <Card title={say('Depends on few')} aside={<Link to="/sustain">{say('The dependency map')}</Link>}>
      <div className="stack tight small">
        {points.data.points.map(({ part, name, servicesTotal, users }) => (
          <p key={part}>
            <Link to="/sustain/parts/$id" params={{ id: part }}>
              {name}
            </Link>{' '}
            {sayCount(servicesTotal, 'alone can stop {n} service', 'alone can stop {n} services')}
            {users > 0 ? `, ${sayCount(users, '{n} person uses them', '{n} people use them')}` : ''}
          </p>
        ))}
        {points.data.total > pointsShown ? (
          <p className="quiet">{sayCount(points.data.total, '{n} single point in all', '{n} single points in all')}</p>
        ) : null}
        {few ? (
          <p>
            {say('Most concentrated: {layer}. {name} has {percent} % of it (index {hhi}).', {
              layer: few.layer,
              name: few.shares[0]?.name ?? say('not known'),
              percent: String(Math.round((few.shares[0]?.share ?? 0) * 100)),
              hhi: String(Math.round(few.hhi)),
            })}
          </p>
        ) : null}
      </div>
    </Card>
  )
}

type Layer = OutputOf<typeof measureConcentration>['layers'][number]

/** The layer with the highest index; of equal ones, that on which most services hang. What only one service uses says nothing. */
function fewest(layers: readonly Layer[]): Layer | undefined {
  const used = (layer: Layer) => Math.max(0, ...layer.shares.map(({ services }) => services))
  return layers.filter((layer) => used(layer) > 1).sort((a, b) => b.hhi - a.hhi || used(b) - used(a))[0]
}
