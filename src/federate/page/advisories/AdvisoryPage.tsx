// One advisory as people read it: does it concern us, how bad, which products, what to do, and what the tests found.
import './advisories.css'
import { Link, useParams } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useAsk } from '#web/ask.ts'
import { fetchFile } from '#web/client.ts'
import { Badge, Tlp } from '#web/kit/Badge.tsx'
import { Button } from '#web/kit/Button.tsx'
import { Skeleton } from '#web/kit/Empty.tsx'
import { Page } from '#web/kit/Page.tsx'
import { Problem } from '#web/kit/Problem.tsx'
import { usePlace } from '#web/place.ts'
import { say } from '#web/say.ts'
import { exportAdvisory, getAdvisory } from '../../api/advisories.ts'
import type { AdvisoryContent, ProductLine } from '../../model/advisories/content.ts'
import { Findings } from './Findings.tsx'
import { concernWords } from './words.ts'

export function AdvisoryPage(): ReactNode {
  const { id = '' } = useParams({ strict: false })
  const { realm, asOf } = usePlace()
  const asked = useAsk(getAdvisory, { id })
  if (asked.isPending) return <Skeleton lines={6} tall />
  if (!asked.data) return <Problem error={asked.error} onAgain={() => void asked.refetch()} />
  const { state, marking, concern } = asked.data
  const { content, check, integrity, source } = state
  const { word, tone } = concernWords[concern.answer]
  return (
    <Page
      title={content.title || content.trackingId}
      above={<Link to="/advisories">{say('Security advisories')}</Link>}
      wide
      lead={`${content.publisher.name} · ${content.trackingId} ${content.version} · ${content.currentRelease}`}
      actions={
        <Button onPress={() => void fetchFile(exportAdvisory, { id }, `${content.trackingId}.json`, { realm, asOf })}>
          {say('The document')}
        </Button>
      }
    >
      <p className="row">
        <Badge tone={tone}>{say(word)}</Badge>
        {content.cvss ? (
          <Badge tone={content.cvss.score >= 7 ? 'bad' : 'plain'}>
            CVSS {content.cvss.version} {content.cvss.score} {content.cvss.severity.toLowerCase()}
          </Badge>
        ) : null}
        {content.severity ? <Badge>{content.severity}</Badge> : null}
        <Tlp label={marking.tlp} />
      </p>
      <ul>
        {concern.reasons.map((reason) => (
          <li key={reason}>{reason}</li>
        ))}
      </ul>
      <p className="small quiet advisory-text">
        {integrity.signedBy ? say('Signed by {key}', { key: integrity.signedBy }) : say('Not signed')} ·{' '}
        {integrity.hash === 'none' ? say('no hash was offered') : say('hash holds')} · {source.name}
      </p>
      <Products content={content} />
      <Vulnerabilities content={content} />
      <Notes content={content} />
      <Findings check={check} />
    </Page>
  )
}

const mostShown = 100

function Products({ content: { lines, leftOut } }: { content: AdvisoryContent }): ReactNode {
  const columns = [
    { title: say('Affected'), of: lines.filter((line) => line.affected ?? line.boundary) },
    {
      title: say('Fixed or not affected'),
      of: lines.filter((line) => line.fixed ?? line.notAffected ?? line.recommended),
    },
    { title: say('Not known yet'), of: lines.filter((line) => line.investigating) },
  ]
  return (
    <section>
      <h2>{say('Products')}</h2>
      <div className="advisory-columns">
        {columns.map(({ title, of }) => (
          <section key={title}>
            <h3>
              {title} ({of.length})
            </h3>
            <Names lines={of} />
          </section>
        ))}
      </div>
      {leftOut.lines > 0 ? <p className="small">{say('{n} more are in the document.', { n: leftOut.lines })}</p> : null}
    </section>
  )
}

function Names({ lines }: { lines: readonly ProductLine[] }): ReactNode {
  const names = [...new Set(lines.map((line) => line.name))]
  if (names.length === 0) return <p className="quiet">{say('None')}</p>
  return (
    <>
      <ul>
        {names.slice(0, mostShown).map((name) => (
          <li key={name} className="advisory-text">
            {name}
          </li>
        ))}
      </ul>
      {names.length > mostShown ? (
        <p className="small">{say('and {n} more', { n: names.length - mostShown })}</p>
      ) : null}
    </>
  )
}

function Vulnerabilities({ content: { vulnerabilities, leftOut } }: { content: AdvisoryContent }): ReactNode {
  return (
    <section className="stack">
      <h2>{say('Vulnerabilities')}</h2>
      {vulnerabilities.map((one, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: two may have the same name, and they never change places.
        <article key={at} className="stack tight">
          <h3>
            {one.name}
            {one.title ? `: ${one.title}` : ''}
          </h3>
          <p className="small quiet">
            {one.cwe} {one.cvss ? `CVSS ${one.cvss.score} ${one.cvss.vector}` : ''}
          </p>
          {one.description ? <p className="advisory-text">{one.description}</p> : null}
          {one.threats.map(({ category, details }) => (
            <p key={details} className="advisory-text">
              <strong>{category.replaceAll('_', ' ')}:</strong> {details}
            </p>
          ))}
          <ul>
            {one.remediations.map((remedy, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: remediations have no names, and never change places.
              <li key={index} className="advisory-text">
                <strong>{remedy.category.replaceAll('_', ' ')}</strong>
                {remedy.date ? ` (${remedy.date.slice(0, 10)})` : ''}: {remedy.details}{' '}
                {remedy.url ? <span className="small quiet">({remedy.url})</span> : null}
              </li>
            ))}
          </ul>
        </article>
      ))}
      {leftOut.vulnerabilities > 0 ? (
        <p className="small">{say('{n} more are in the document.', { n: leftOut.vulnerabilities })}</p>
      ) : null}
    </section>
  )
}

/** Texts of others are shown as the text that they are; addresses are named, not linked. */
function Notes({ content }: { content: AdvisoryContent }): ReactNode {
  return (
    <section className="stack">
      <h2>{say('Notes')}</h2>
      {content.notes.map((note, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: notes have no names, and never change places.
        <article key={at}>
          <h3>{note.title ?? note.category.replaceAll('_', ' ')}</h3>
          <p className="advisory-text">{note.text}</p>
        </article>
      ))}
      <h2>{say('References')}</h2>
      <ul>
        {content.references.map(({ url, summary }) => (
          <li key={`${url} ${summary}`} className="advisory-text">
            {summary} <span className="small quiet">({url})</span>
          </li>
        ))}
      </ul>
      <h2>{say('Revisions')}</h2>
      <ul>
        {content.revisions.map(({ number, date, summary }) => (
          <li key={`${number} ${date}`}>
            {number} · {date} · {summary}
          </li>
        ))}
      </ul>
    </section>
  )
}
