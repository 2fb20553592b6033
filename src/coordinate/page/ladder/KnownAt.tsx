// The way to the picture that was known when something was decided.
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { utc } from '#web/kit/Time.tsx'
import { say } from '#web/say.ts'

export function KnownAt({ at, crisis }: { at: string; crisis: string | null }): ReactNode {
  return (
    <p className="small">
      {say('Known at that moment ({at}):', { at: utc(at) })}{' '}
      {crisis ? (
        <>
          <Link to="/crises/$id" params={{ id: crisis }} search={{ asOf: at }}>
            {say('the crisis as it was')}
          </Link>
          {', '}
        </>
      ) : null}
      <Link to="/picture" search={{ asOf: at }}>
        {say('the picture as it was')}
      </Link>
    </p>
  )
}
