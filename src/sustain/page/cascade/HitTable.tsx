// Who is hit: sector by Member State, as a table that can be taken away.
import type { ReactNode } from 'react'
import { csvCell } from '#kernel/csv.ts'
import { saveBlob } from '#web/client.ts'
import { Button } from '#web/kit/Button.tsx'
import { Card } from '#web/kit/Card.tsx'
import { Scrolled } from '#web/kit/Scrolled.tsx'
import { exactly, presentInstant } from '#web/kit/Time.tsx'
import { usePlace } from '#web/place.ts'
import { say } from '#web/say.ts'
import { useVocabulary } from '#web/vocabulary.ts'
import type { CascadeAnswer, HitCell } from '../../model/analysis.ts'
import { clockWord, minutesWord, people } from '../words.ts'

export function HitTable({ answer, horizon }: { answer: CascadeAnswer; horizon: number }): ReactNode {
  const { country, sector } = useVocabulary()
  const { realm, asOf } = usePlace()
  const cells = answer.cells.filter(({ down }) => down > 0)
  const countries = [...new Set(cells.map((cell) => cell.country))].sort(byName(country))
  const sectors = [...new Set(cells.map((cell) => cell.sector))].sort(byName(sector))
  const sectorWord = (id: string | null) => (id === null ? say('no sector') : sector(id))
  const countryWord = (code: string | null) => (code === null ? say('no country') : country(code))

  function save(): void {
    const exercise = realm === 'live' ? [] : [[say('EXERCISE'), realm]]
    const head = ['sector', 'country', 'services', 'down', 'users', 'userMinutes', 'firstDownAtMinute']
    const lines = [
      ...exercise,
      [say('{span} ahead', { span: minutesWord(horizon) }), say('as of {at}', { at: asOf ?? presentInstant() })],
      head,
      ...answer.cells.map((it) => [
        it.sector,
        it.country,
        it.services,
        it.down,
        it.users,
        it.userMinutes,
        it.firstDownAt,
      ]),
    ]
    const text = lines
      .map((line) => line.map((cell) => csvCell(cell === null ? '' : String(cell))).join(','))
      .join('\r\n')
    saveBlob('who-is-hit.csv', new Blob([`${text}\r\n`], { type: 'text/csv' }))
  }

  return (
    <Card
      title={say('Who is hit')}
      aside={
        <span className="row no-print">
          <Button small icon="file" onPress={save}>
            CSV
          </Button>
          <Button small icon="print" onPress={() => window.print()}>
            {say('Print')}
          </Button>
        </span>
      }
    >
      {cells.length === 0 ? <p className="quiet">{say('No service is gone within that time.')}</p> : null}
      {cells.length > 0 ? (
        <Scrolled label={say('Who is hit, sector by Member State')}>
          <table className="table hit-table">
            <caption className="small quiet">
              {say('Services gone of those that serve there, people, and when the first is gone. As of {at}.', {
                at: exactly(asOf ?? presentInstant()),
              })}
            </caption>
            <thead>
              <tr>
                <th scope="col">{say('Sector')}</th>
                {countries.map((code) => (
                  <th key={code ?? '-'} scope="col">
                    {countryWord(code)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {sectors.map((id) => (
                <tr key={id ?? '-'}>
                  <th scope="row">{sectorWord(id)}</th>
                  {countries.map((code) => (
                    <Cell key={code ?? '-'} cell={cells.find((it) => it.sector === id && it.country === code)} />
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </Scrolled>
      ) : null}
    </Card>
  )
}

function byName(name: (id: string) => string) {
  return (a: string | null, b: string | null) =>
    a === null ? 1 : b === null ? -1 : name(a).localeCompare(name(b), 'en')
}

function Cell({ cell }: { cell: HitCell | undefined }): ReactNode {
  if (!cell) return <td className="quiet">–</td>
  const share = cell.services === 0 ? 0 : cell.down / cell.services
  return (
    <td className="hit-cell" data-heat={Math.max(1, Math.ceil(share * 5))}>
      <strong>{say('{down} of {services}', { down: cell.down, services: cell.services })}</strong>
      <span className="small">{cell.users === null ? say('users not known') : people(cell.users)}</span>
      <span className="small">{cell.firstDownAt === null ? '' : clockWord(cell.firstDownAt)}</span>
    </td>
  )
}
