// Names in a text that stand on the dependency map: a signal about a supplier is worth more when services hang on it.
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { findOnMap } from '#sustain/api/on-the-map.ts'
import { useAsk } from '#web/ask.ts'
import { say, sayCount } from '#web/say.ts'

const mostNames = 200
const mostLength = 200

export function OnTheMap({ names }: { names: readonly string[] }): ReactNode {
  const asked = [...new Set(names.map((name) => name.trim()))].filter(
    (name) => name !== '' && name.length <= mostLength,
  )
  const { data } = useAsk(
    findOnMap,
    { names: asked.slice(0, mostNames) },
    { when: asked.length > 0, hears: ['sustain.part'] },
  )
  if (!data || data.found.length === 0) return null
  return (
    <section className="note small stack tight" aria-label={say('On the dependency map')}>
      {data.found.map(({ name, parts, services, stopping }) => {
        const [first] = parts
        const words = `${name}: ${sayCount(services, '{n} service hangs on it', '{n} services hang on it')}`
        return (
          <p key={name}>
            {say('On the dependency map')}:{' '}
            {first ? (
              <Link to="/sustain/parts/$id" params={{ id: first.id }}>
                {words}
              </Link>
            ) : (
              words
            )}
            {stopping > 0 ? `; ${sayCount(stopping, '{n} would stop for good', '{n} would stop for good')}` : ''}
          </p>
        )
      })}
    </section>
  )
}
