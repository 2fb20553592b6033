// The frame of the pages that stand outside: set-up, sign-in, invitation.
import { type ReactNode, useEffect } from 'react'
import { Bell } from '../kit/Bell.tsx'
import { say } from '../say.ts'

export function Door({
  title,
  lead,
  wide,
  children,
}: {
  title: string
  lead?: ReactNode
  wide?: boolean
  children: ReactNode
}): ReactNode {
  useEffect(() => {
    document.title = `${title} · Tocsin`
  }, [title])
  return (
    <main className="door">
      <div className={wide ? 'door-card wide' : 'door-card'}>
        <p className="door-mark">
          <Bell size={34} /> Tocsin
        </p>
        <div>
          <h1>{title}</h1>
          {lead ? <p className="quiet">{lead}</p> : null}
        </div>
        {children}
      </div>
      <p className="unseen">{say('Tocsin: the bell that calls together when something is wrong')}</p>
    </main>
  )
}
