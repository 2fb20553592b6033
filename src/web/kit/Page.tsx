// The frame of a page: its heading, what can be done here, and the title of the window.
import { type ReactNode, useEffect } from 'react'
import { FromOthers } from '../others/FromOthers.tsx'
import { OriginBadge } from '../others/OriginBadge.tsx'
import { usePlace } from '../place.ts'
import { say } from '../say.ts'

export interface PageProps {
  title: string
  /** Where this page hangs: a link back, above the heading. */
  above?: ReactNode
  lead?: ReactNode
  actions?: ReactNode
  wide?: boolean
  children: ReactNode
}

export function Page({ title, above, lead, actions, wide, children }: PageProps): ReactNode {
  const { realm } = usePlace()
  useEffect(() => {
    document.title = realm === 'live' ? `${title} · Tocsin` : `${say('EXERCISE')} · ${title} · Tocsin`
  }, [title, realm])
  return (
    <div className="page" data-wide={wide || undefined}>
      {above ? <div className="page-above">{above}</div> : null}
      <header className="page-head">
        <div>
          <h1 tabIndex={-1}>{title}</h1>
          {lead ? <div className="quiet lead">{lead}</div> : null}
          <OriginBadge />
        </div>
        {actions ? <div className="row actions">{actions}</div> : null}
      </header>
      {children}
      <FromOthers />
    </div>
  )
}
