// When an address leads nowhere, and when a page fails.
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { buttonClass } from '../kit/Button.tsx'
import { Empty } from '../kit/Empty.tsx'
import { Problem } from '../kit/Problem.tsx'
import { say } from '../say.ts'

export function NoSuchPage(): ReactNode {
  return (
    <main className="alone">
      <Empty
        icon="search"
        level={1}
        title={say('There is no page at this address')}
        action={
          <Link to="/picture" className={buttonClass('first')}>
            {say('Go to the picture')}
          </Link>
        }
      >
        {say('The link may be old, or a letter may be missing.')}
      </Empty>
    </main>
  )
}

export function PageFailed({ error }: { error: unknown }): ReactNode {
  return (
    <div className="page">
      <h1>{say('This page could not be shown')}</h1>
      <Problem error={error} onAgain={() => window.location.reload()} />
    </div>
  )
}
