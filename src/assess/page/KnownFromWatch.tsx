// What is known from watch: claims, times, figures and names that persons accepted out of the items an incident rests on.
import './known.css'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { OutputOf } from '#kernel/contract.ts'
import { useAsk } from '#web/ask.ts'
import { Badge } from '#web/kit/Badge.tsx'
import { Card } from '#web/kit/Card.tsx'
import { Problem } from '#web/kit/Problem.tsx'
import { exactly, Time } from '#web/kit/Time.tsx'
import { say } from '#web/say.ts'
import { useNames } from '#web/shell/names.ts'
import { incidentFacts } from '../api.ts'
import { Attributions } from './Attributions.tsx'
import { Measured } from './Measured.tsx'

type Known = OutputOf<typeof incidentFacts>

export function KnownFromWatch({ incident }: { incident: string }): ReactNode {
  const known = useAsk(incidentFacts, { id: incident }, { hears: ['assess.', 'watch.'], keep: true })
  const it = known.data
  if (!it || it.id !== incident) return <Problem error={known.error} onAgain={() => void known.refetch()} />
  const facts = it.claims.length + it.timeline.length + it.figures.length + it.names.length + it.checks.length
  return (
    <>
      <Attributions attributions={it.attributions} />
      <Measured measured={it.measured} />
      {it.items.length > 0 ? (
        <Card
          title={say('What is known from watch')}
          aside={<span className="small quiet">{say('only what persons accepted')}</span>}
        >
          {facts === 0 ? (
            <p className="quiet small">
              {say('Nobody has accepted a fact of its items yet. Open an item and accept what holds, by key a.')}
            </p>
          ) : (
            <div className="stack">
              <Checks known={it} />
              <Claims known={it} />
              <When known={it} />
              <FiguresAndNames known={it} />
            </div>
          )}
        </Card>
      ) : null}
    </>
  )
}

function Checks({ known }: { known: Known }): ReactNode {
  const names = useNames()
  if (known.checks.length === 0) return null
  return (
    <section className="note warn small stack tight">
      <h3 className="small">{say('Figures that do not fit')}</h3>
      <ul className="known-lines">
        {known.checks.map((it) => (
          <li key={`${it.item} ${it.kind} ${it.detail}`}>
            <Link to="/watch/$id" params={{ id: it.item }} search={{ pane: 'facts' }}>
              {it.detail}
            </Link>{' '}
            {it.confirmedBy && it.confirmedAt ? (
              <span>
                {say('confirmed by {name}', { name: names.person(it.confirmedBy) })} <Time at={it.confirmedAt} />
              </span>
            ) : (
              <span>{say('nobody has looked at it yet')}</span>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}

function Claims({ known }: { known: Known }): ReactNode {
  if (known.claims.length === 0) return null
  return (
    <section className="stack tight">
      <h3 className="known-head">{say('Claims')}</h3>
      <ul className="plain-list">
        {known.claims.map((it) => (
          <li key={it.id}>
            <span className="row small">
              <strong>{it.holder ?? say('nobody is named')}</strong>
              <Badge>{say(it.role)}</Badge>
              <Badge tone="accent">{say(it.class)}</Badge>
              <Badge tone="quiet">{it.rating === 'F6' ? say('not rated yet') : it.rating}</Badge>
            </span>
            <Link to="/watch/claims/$id" params={{ id: it.id }} className="wrap-anywhere">
              {it.proposition}
            </Link>
            <Whence known={known} of={it} />
          </li>
        ))}
      </ul>
    </section>
  )
}

function When({ known }: { known: Known }): ReactNode {
  if (known.timeline.length === 0) return null
  return (
    <section className="stack tight">
      <h3 className="known-head">{say('When')}</h3>
      <ol className="plain-list">
        {known.timeline.map((it) => (
          <li key={`${it.item} ${it.text} ${it.span?.start ?? 0}`}>
            <span>
              <strong>{it.happened ? moment(it.happened) : say('needs the day of publication')}</strong>{' '}
              <span className="quiet wrap-anywhere">{it.text}</span>
            </span>
            <Whence known={known} of={it} />
          </li>
        ))}
      </ol>
    </section>
  )
}

function FiguresAndNames({ known }: { known: Known }): ReactNode {
  const number = (value: number) => value.toLocaleString('en')
  return (
    <div className="columns">
      {known.figures.length > 0 ? (
        <section className="stack tight">
          <h3 className="known-head">{say('Figures')}</h3>
          <ul className="known-lines small">
            {known.figures.map((it) => (
              <li key={`${it.item} ${it.text} ${it.span?.start ?? 0}`}>
                <Link to="/watch/$id" params={{ id: it.item }} search={{ pane: 'facts' }}>
                  {it.text}
                </Link>{' '}
                <span className="quiet">
                  {[
                    it.qualifier ?? '',
                    number(it.value),
                    it.to === null ? '' : say('to {n}', { n: number(it.to) }),
                    it.unit ?? '',
                    it.of ?? '',
                  ]
                    .filter(Boolean)
                    .join(' ')}
                </span>
              </li>
            ))}
          </ul>
        </section>
      ) : null}
      {known.names.length > 0 ? (
        <section className="stack tight">
          <h3 className="known-head">{say('Names')}</h3>
          <ul className="known-lines small">
            {known.names.map((it) => (
              <li key={`${it.item} ${it.text} ${it.span?.start ?? 0}`}>
                <Link to="/watch/$id" params={{ id: it.item }} search={{ pane: 'facts' }}>
                  {it.text}
                </Link>{' '}
                <span className="quiet">{it.type ? say(it.type) : ''}</span>
              </li>
            ))}
          </ul>
        </section>
      ) : null}
    </div>
  )
}

/** Out of which item, and who accepted it when. */
function Whence({
  known,
  of,
}: {
  known: Known
  of: { item: string; acceptedBy: string; acceptedAt: string }
}): ReactNode {
  const names = useNames()
  const item = known.items.find((it) => it.id === of.item)
  return (
    <span className="small quiet">
      {item ? (
        <Link to="/watch/$id" params={{ id: item.id }}>
          {item.sourceName ?? item.title}
        </Link>
      ) : null}
      {' · '}
      {say('accepted by {name}', { name: names.person(of.acceptedBy) })} <Time at={of.acceptedAt} />
    </span>
  )
}

/** A day stays a day; only a moment is shown in UTC and where the reader is. */
function moment(at: string): string {
  return /T\d{2}:\d{2}.*(Z|[+-]\d{2}:\d{2})$/.test(at) ? exactly(new Date(at).toISOString()) : at.replace('T', ' ')
}
