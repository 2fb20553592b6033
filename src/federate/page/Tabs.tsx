// The pages of federate, reached from one entry of the rail. Each area adds its line when its page is there.
import './federate.css'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { say } from '#web/say.ts'

const pages: readonly { to: string; word: string }[] = [
  { to: '/peers', word: 'Peers' },
  { to: '/agreements', word: 'Agreements' },
  { to: '/letters', word: 'Letters' },
  { to: '/intakes', word: 'Inbox' },
  { to: '/events', word: 'Abuse reports' },
  { to: '/collections', word: 'Objects' },
  { to: '/misp', word: 'MISP' },
  { to: '/advisories', word: 'Advisories' },
  { to: '/playbooks', word: 'Playbooks' },
  { to: '/responses', word: 'Responses' },
  { to: '/histories', word: 'Histories' },
]

export function FederateTabs(): ReactNode {
  return (
    <nav className="federate-tabs no-print" aria-label={say('Pages about others')}>
      <ul className="tablist">
        {pages.map(({ to, word }) => (
          <li key={to}>
            <Link
              className="tab"
              to={to}
              activeProps={{ 'aria-current': 'page' }}
              activeOptions={{ includeSearch: false }}
            >
              {say(word)}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  )
}
