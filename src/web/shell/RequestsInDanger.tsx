// Open requests whose answer may not, or cannot, come in time for an objective: shown beside a picture, and not at all where there is none.
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { listRequests } from '#disrupt/api/requests/requests.ts'
import { useAsk } from '../ask.ts'
import { Badge } from '../kit/Badge.tsx'
import { Card } from '../kit/Card.tsx'
import { say } from '../say.ts'

/** Of one crisis all that are in danger; of all of them those that an objective hangs on. */
export function RequestsInDanger({ crisis }: { crisis?: string }): ReactNode {
  const asked = useAsk(
    listRequests,
    { state: ['open'], verdict: ['endangered', 'too-late'], ...(crisis ? { crisis } : {}) },
    { keep: true, hears: ['disrupt.request', 'coordinate.crisis'] },
  )
  const rows = (asked.data?.items ?? []).filter(({ objective }) => crisis !== undefined || objective !== null)
  if (rows.length === 0) return null
  return (
    <Card title={say('Requests that may come too late')}>
      <ul className="item-list">
        {rows.map((row) => (
          <li key={row.id} className="item plain-item">
            <div className="item-main">
              <span className="row">
                <Badge tone={row.verdict === 'too-late' ? 'bad' : 'warn'}>
                  {row.verdict === 'too-late' ? say('Certainly too late') : say('Endangered')}
                </Badge>
                <Link to="/requests/$id" params={{ id: row.id }} className="title-link" data-row>
                  {row.title}
                </Link>
              </span>
              <span className="small quiet">
                {[
                  say('needed by {day}', { day: row.neededBy ?? '?' }),
                  row.objective ? say('for the objective: {text}', { text: row.objective }) : row.purpose,
                  crisis ? null : row.crisis?.reference,
                ]
                  .filter(Boolean)
                  .join(' · ')}
              </span>
            </div>
          </li>
        ))}
      </ul>
    </Card>
  )
}
