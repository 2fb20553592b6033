// Who did it, as far as two analysts accept that: the statement with both names, and the note that always stands with it.
import './known.css'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { Card } from '#web/kit/Card.tsx'
import { Time } from '#web/kit/Time.tsx'
import { say } from '#web/say.ts'
import type { PictureAttribution } from '../model.ts'

export interface AttributionsProps {
  attributions: readonly PictureAttribution[]
  /** The page of an incident does not link to itself. */
  linked?: boolean
}

export function Attributions({ attributions, linked }: AttributionsProps): ReactNode {
  if (attributions.length === 0) return null
  return (
    <Card title={say('Attributions that two analysts accept')} className="attributions">
      <ul className="plain-list">
        {attributions.map((it) => (
          <li key={it.question}>
            <Link to="/watch/boards/$id" params={{ id: it.question }} className="title-link" data-row>
              {it.statement}
            </Link>
            <span className="small quiet">{it.text}</span>
            <span className="small">
              {say('Accepted by')}{' '}
              {it.analysts.map((analyst, n) => (
                <span key={analyst.person}>
                  {n > 0 ? `, ${say('and')} ` : ''}
                  <strong>{analyst.name}</strong> <Time at={analyst.at} />
                </span>
              ))}
              {linked
                ? it.about.map((incident) => (
                    <span key={incident}>
                      {' · '}
                      <Link to="/incidents/$id" params={{ id: incident }}>
                        {say('its incident')}
                      </Link>
                    </span>
                  ))
                : null}
            </span>
            <span className="note warn small">{say(it.note)}</span>
          </li>
        ))}
      </ul>
    </Card>
  )
}
