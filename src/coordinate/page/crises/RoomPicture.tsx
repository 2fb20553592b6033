// The picture of a crisis, small: the numbers, and where.
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { Severity, SeverityShape } from '#web/kit/Badge.tsx'
import { Card } from '#web/kit/Card.tsx'
import type { Search } from '#web/place.ts'
import { say } from '#web/say.ts'
import { useVocabulary } from '#web/vocabulary.ts'
import type { RoomShown } from './CrisisForm.tsx'

const mostColumns = 8
const mostRows = 7

export function RoomPicture({ room }: { room: RoomShown }): ReactNode {
  const { totals } = room
  const { users } = totals
  return (
    <Card
      title={say('Picture')}
      className="room-picture"
      aside={
        <Link to="." search={(old: Search) => ({ ...old, tab: 'picture' })} className="small no-print">
          {say('All of it')}
        </Link>
      }
    >
      <dl className="room-numbers">
        <Figure name={say('open incidents')} value={String(totals.open)} />
        <Figure name={say('strands go on')} value={String(totals.strandsOngoing)} />
        <Figure name={say('countries')} value={String(totals.countries.length)} />
        <Figure name={say('sectors')} value={String(totals.sectors.length)} />
        <Figure name={say('users')} value={usersWord(users)} />
        <div>
          <dt>{say('worst')}</dt>
          <dd>
            <Severity value={totals.worst} brief />
          </dd>
        </div>
      </dl>
      <SmallMatrix room={room} />
    </Card>
  )
}

function Figure({ name, value }: { name: string; value: string }): ReactNode {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  )
}

export function usersWord({ sum, exact, notKnownFor }: RoomShown['totals']['users']): string {
  const n = sum.toLocaleString('en')
  if (sum === 0 && notKnownFor > 0) return say('not known')
  return exact ? n : say('about {n}', { n })
}

function SmallMatrix({ room }: { room: RoomShown }): ReactNode {
  const words = useVocabulary()
  const { matrix } = room
  if (matrix.length === 0) return <p className="quiet small">{say('Nothing is open.')}</p>
  const weight = (of: (cell: (typeof matrix)[number]) => string, name: string) =>
    matrix.reduce((sum, cell) => (of(cell) === name ? sum + cell.open + cell.strands : sum), 0)
  const most = (of: (cell: (typeof matrix)[number]) => string, limit: number) => {
    const all = [...new Set(matrix.map(of))].sort((a, b) => weight(of, b) - weight(of, a) || (a < b ? -1 : 1))
    return { shown: all.slice(0, limit), more: all.length - limit }
  }
  const countries = most((cell) => cell.country, mostColumns)
  const sectors = most((cell) => cell.sector, mostRows)
  return (
    <div className="table-wrap">
      <table className="room-matrix">
        <caption className="unseen">{say('Open incidents and strands, by sector and country')}</caption>
        <thead>
          <tr>
            <th scope="col">
              <span className="unseen">{say('Sector')}</span>
            </th>
            {countries.shown.map((code) => (
              <th key={code} scope="col">
                <abbr title={words.country(code)}>{code === 'unknown' ? '?' : code}</abbr>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {sectors.shown.map((sector) => (
            <tr key={sector}>
              <th scope="row">{words.sector(sector)}</th>
              {countries.shown.map((code) => {
                const cell = matrix.find((it) => it.sector === sector && it.country === code)
                return (
                  <td key={code} data-worst={cell?.worst ?? (cell ? 'unset' : undefined)}>
                    {cell ? (
                      <>
                        {cell.worst ? <SeverityShape value={cell.worst} size={10} /> : null}
                        {cell.open + cell.strands}
                        <span className="unseen">
                          {say('{n} incidents, {m} strands', { n: cell.open, m: cell.strands })}{' '}
                          {cell.worst ?? say('not judged')}
                        </span>
                      </>
                    ) : null}
                  </td>
                )
              })}
            </tr>
          ))}
        </tbody>
      </table>
      {countries.more > 0 || sectors.more > 0 ? (
        <p className="quiet small">
          {say('{n} more countries, {m} more sectors', {
            n: Math.max(0, countries.more),
            m: Math.max(0, sectors.more),
          })}
        </p>
      ) : null}
    </div>
  )
}
