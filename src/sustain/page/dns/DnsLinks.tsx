// The places of DNS, side by side: what resolvers do now, how ready networks are, and the guidelines.
import './dns.css'
import { Link, useRouterState } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useChoices } from '#web/place.ts'
import { say } from '#web/say.ts'

export function DnsLinks(): ReactNode {
  const path = useRouterState({ select: (state) => state.location.pathname })
  const [{ tab }] = useChoices('tab')
  const guidelines = path.startsWith('/dns/guidelines') || (path === '/dns/readiness' && tab === 'guidelines')
  const readiness = path === '/dns/readiness' && !guidelines
  const here = (is: boolean) => (is ? ({ 'aria-current': 'page' } as const) : {})
  return (
    <nav className="dns-links no-print" aria-label={say('DNS')}>
      <Link to="/dns" {...here(path === '/dns' || path.startsWith('/dns/plans'))}>
        {say('Resolvers and failover')}
      </Link>
      <Link to="/dns/readiness" search={{ tab: undefined }} {...here(readiness)}>
        {say('Readiness')}
      </Link>
      <Link to="/dns/readiness" search={{ tab: 'guidelines' }} {...here(guidelines)}>
        {say('Guidelines')}
      </Link>
    </nav>
  )
}
