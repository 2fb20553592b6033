// What the law here was read in, how overlapping acts stand to each other, and what is still to come.
import type { ReactNode } from 'react'
import { Card } from '#web/kit/Card.tsx'
import { say } from '#web/say.ts'
import type { Law } from '../../../model/law.ts'
import { Unverified } from '../Unverified.tsx'

export function Sources({ law }: { law: Law }): ReactNode {
  return (
    <div className="stack">
      <Card title={say('What the marks mean')}>
        <dl className="facts">
          {Object.entries(law.verifiedLegend).map(([mark, meaning]) => (
            <Meaning key={mark} mark={mark} meaning={meaning} />
          ))}
        </dl>
      </Card>
      <Card title={say('Acts that were read')}>
        <ul className="plain-list">
          {law.sources.map((source) => (
            <li key={source.id}>
              <span>
                {source.document} <Unverified verified={source.verified} />
              </span>
              <span className="small quiet">
                {source.articles.join(', ')} <code>{source.id}</code>
              </span>
              {source.note ? <span className="small">{source.note}</span> : null}
            </li>
          ))}
        </ul>
      </Card>
      <Card title={say('Where acts overlap')}>
        <ul className="plain-list">
          {law.relations.map((it) => (
            <li key={it.id}>
              <span>
                {it.text} <Unverified verified={it.verified} />
              </span>
              <span className="small quiet">
                {it.first.join(', ')} · {it.second.join(', ')} · {it.articles.join(', ')}
              </span>
            </li>
          ))}
        </ul>
      </Card>
      <Card title={say('What Member States say')}>
        <ul className="plain-list">
          {law.overlays.map((it) => (
            <li key={`${it.memberState}/${it.regime}/${it.text}`}>
              <span>
                <strong>{it.memberState}</strong> {it.text} <Unverified verified={it.verified} />
              </span>
              {it.verified === false ? (
                <span className="small quiet">{say('Shown only: no clock runs by it.')}</span>
              ) : null}
            </li>
          ))}
        </ul>
      </Card>
      <Card title={say('How time is counted')}>
        <p>
          {law.time.caution.text} <Unverified verified={law.time.caution.verified} />
        </p>
        <ul className="plain-list small">
          {law.time.items.map((it) => (
            <li key={it.id}>
              <span>
                {it.text} <Unverified verified={it.verified} />
              </span>
              <span className="quiet">{it.article}</span>
            </li>
          ))}
        </ul>
      </Card>
      {law.pending.length > 0 ? (
        <Card title={say('What is to come')}>
          <ul className="plain-list">
            {law.pending.map((it) => (
              <li key={it.id}>
                <span>
                  {it.text} <Unverified verified={it.verified} />
                </span>
              </li>
            ))}
          </ul>
        </Card>
      ) : null}
    </div>
  )
}

function Meaning({ mark, meaning }: { mark: string; meaning: string }): ReactNode {
  return (
    <>
      <dt>{mark}</dt>
      <dd>{meaning}</dd>
    </>
  )
}
