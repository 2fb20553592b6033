// The unified picture of a crisis: sectors by countries, domain by domain, the course of it, and what is not known.
import type { ReactNode } from 'react'
import { useAsk } from '#web/ask.ts'
import { Badge, Severity, SeverityShape } from '#web/kit/Badge.tsx'
import { Card } from '#web/kit/Card.tsx'
import { Skeleton } from '#web/kit/Empty.tsx'
import { Problem } from '#web/kit/Problem.tsx'
import { Time, utc } from '#web/kit/Time.tsx'
import { say } from '#web/say.ts'
import { RecordLink } from '#web/shell/RecordLink.tsx'
import { RequestsInDanger } from '#web/shell/RequestsInDanger.tsx'
import { useVocabulary } from '#web/vocabulary.ts'
import { crisisPicture } from '../../api/crisis-room.ts'
import type { CrisisMoment, CrisisPicture } from '../../model/crisis-room.ts'
import { usersWord } from './RoomPicture.tsx'

const hears = ['coordinate.', 'assess.incident', 'watch.claim', 'watch.question']

export function PictureTab({ crisis }: { crisis: string }): ReactNode {
  const asked = useAsk(crisisPicture, { id: crisis }, { keep: true, hears })
  if (!asked.data) return asked.error ? <Problem error={asked.error} /> : <Skeleton lines={6} tall />
  const shown = asked.data
  return (
    <div className="crisis-parts">
      <Matrix picture={shown} />
      {shown.domains.map((it) => (
        <Domain key={it.domain} domain={it} />
      ))}
      <RequestsInDanger crisis={crisis} />
      <Unknown picture={shown} />
      <Course picture={shown} />
    </div>
  )
}

function Matrix({ picture: { matrix, totals } }: { picture: CrisisPicture }): ReactNode {
  const places = useVocabulary()
  const columns = [...new Set(matrix.map((it) => it.country))].sort()
  const rows = [...new Set(matrix.map((it) => it.sector))].sort()
  return (
    <Card
      title={say('Sectors by countries')}
      className="wide"
      aside={<span className="quiet small">{say('users: {n}', { n: usersWord(totals.users) })}</span>}
    >
      {matrix.length === 0 ? <p className="quiet small">{say('Nothing is open.')}</p> : null}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways must be reachable by keyboard. */}
      <section className="table-wrap" tabIndex={0} aria-label={say('Sectors by countries, as a table')}>
        <table className="table">
          <thead>
            <tr>
              <th scope="col">{say('Sector')}</th>
              {columns.map((code) => (
                <th key={code} scope="col">
                  {places.country(code)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((sector) => (
              <tr key={sector}>
                <th scope="row">{places.sector(sector)}</th>
                {columns.map((code) => {
                  const cell = matrix.find((it) => it.sector === sector && it.country === code)
                  return (
                    <td key={code} className="small">
                      {cell ? (
                        <span className="stack tight">
                          <span>
                            {cell.worst ? <SeverityShape value={cell.worst} /> : null}{' '}
                            {say('{n} incidents, {m} strands', { n: cell.open, m: cell.strands })}
                          </span>
                          {cell.open > 0 ? (
                            <span className="quiet">{say('users: {n}', { n: usersWord(cell.users) })}</span>
                          ) : null}
                        </span>
                      ) : null}
                    </td>
                  )
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </Card>
  )
}

function Domain({ domain }: { domain: CrisisPicture['domains'][number] }): ReactNode {
  const states = { ongoing: say('goes on'), unclear: say('not clear'), ended: say('ended') }
  return (
    <Card title={domain.label} aside={<Severity value={domain.worst} brief />}>
      <p className="small">{say('{n} incidents, {m} strands', { n: domain.incidents, m: domain.ongoing })}</p>
      <ul className="room-list">
        {domain.strands.map((it) => (
          <li key={it.key}>
            <span className="grow">{it.title}</span>
            <Badge tone={it.status === 'ended' ? 'quiet' : 'warn'}>{states[it.status]}</Badge>
            <Severity value={it.severity} brief />
          </li>
        ))}
        {domain.claims.map((it) => (
          <li key={it.id}>
            <span className="grow">
              <span className="quiet small">
                {say('{name} claims:', { name: it.holder ?? say('Somebody who is not named') })}
              </span>{' '}
              <RecordLink to={{ id: it.id, record: 'watch.claim' }}>{it.proposition}</RecordLink>
            </span>
            {it.disputedBy > 0 ? <Badge tone="warn">{say('disputed')}</Badge> : null}
            {it.status === 'retracted' ? <Badge tone="quiet">{say('retracted')}</Badge> : null}
          </li>
        ))}
      </ul>
    </Card>
  )
}

function Unknown({ picture }: { picture: CrisisPicture }): ReactNode {
  return (
    <Card title={say('Not known')} aside={<span className="count">{picture.notKnownTotal}</span>}>
      {picture.notKnown.length === 0 ? (
        <p className="quiet small">{say('Everything that is asked for here is recorded.')}</p>
      ) : null}
      <ul className="room-list">
        {picture.notKnown.slice(0, 30).map((it) => (
          <li key={`${it.id} ${it.what} ${it.title}`}>
            <span className="grow">
              {it.record === 'coordinate.crisis' ? it.title : <RecordLink to={it}>{it.title}</RecordLink>}:{' '}
              {say(it.says)}
            </span>
          </li>
        ))}
      </ul>
    </Card>
  )
}

const happened: Record<CrisisMoment['what'], string> = {
  'incident-began': 'Incident began',
  'incident-declared': 'Incident declared',
  'incident-ended': 'Incident ended',
  'strand-began': 'Strand began',
  'strand-ended': 'Strand ended',
  'crisis-opened': 'Crisis opened',
  'step-taken': 'Step of the ladder taken',
  decided: 'Decided',
  'crisis-closed': 'Crisis closed',
}

function Course({ picture }: { picture: CrisisPicture }): ReactNode {
  return (
    <Card title={say('The course of it')}>
      <ol className="room-list">
        {[...picture.timeline].reverse().map((it) => (
          <li key={`${it.at} ${it.what} ${it.id} ${it.title}`}>
            <span className="small quiet when" title={utc(it.at)}>
              <Time at={it.at} show="exact" />
            </span>
            <span className="grow">
              {say(happened[it.what])}: {it.title}
            </span>
          </li>
        ))}
      </ol>
    </Card>
  )
}
