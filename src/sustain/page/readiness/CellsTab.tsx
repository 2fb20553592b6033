// Readiness over all: sectors by Member States. Colour says what the figure in each cell says.
import type { ReactNode } from 'react'
import { listSectors } from '#people/api.ts'
import { useAsk } from '#web/ask.ts'
import { countryName } from '#web/country.ts'
import { Empty, Skeleton } from '#web/kit/Empty.tsx'
import { Problem } from '#web/kit/Problem.tsx'
import { Scrolled } from '#web/kit/Scrolled.tsx'
import { say, sayCount } from '#web/say.ts'
import { showReadiness } from '../../api/resolvers.ts'
import type { ReadinessCell } from '../../model/readiness.ts'
import { standingWord } from './words.ts'

export function CellsTab(): ReactNode {
  const list = useAsk(showReadiness, { limit: 1 }, { keep: true, hears: ['sustain.'] })
  const sectors = useAsk(listSectors, {}, { timeless: true })
  const cells = list.data?.cells ?? []
  const countries = [...new Set(cells.map(({ country }) => country))]
  const rows = [...new Set(cells.map(({ sector }) => sector))]
  const named = (id: string | null) =>
    sectors.data?.items.find((one) => one.id === id)?.label ?? id ?? say('No sector is given')
  if (list.isPending) return <Skeleton lines={4} tall />
  return (
    <div className="stack">
      <Problem error={list.error} onAgain={() => void list.refetch()} />
      {list.data && cells.length === 0 ? (
        <Empty icon="sustain" title={say('There is nothing to compare yet')}>
          {say('As soon as networks are written down, their sectors and countries stand here.')}
        </Empty>
      ) : null}
      {list.data && cells.length > 0 ? (
        <>
          <p>
            {sayCount(list.data.total, '{n} network', '{n} networks')}:{' '}
            {Object.entries(list.data.standings)
              .filter(([, count]) => count > 0)
              .map(([standing, count]) => `${count} ${standingWord(standing as never)}`)
              .join(', ')}
          </p>
          <Scrolled label={say('Readiness by sector and country')}>
            <table className="table heat">
              <caption className="small quiet">
                {say(
                  'Mean score, from what is sure to what is possible; below it networks with a Union-based resolver, of all.',
                )}
              </caption>
              <thead>
                <tr>
                  <th scope="col">{say('Sector')}</th>
                  {countries.map((country) => (
                    <th key={country ?? ''} scope="col">
                      {country ? countryName(country) : say('No country')}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {rows.map((sector) => (
                  <tr key={sector ?? ''}>
                    <th scope="row">{named(sector)}</th>
                    {countries.map((country) => (
                      <Cell
                        key={country ?? ''}
                        cell={cells.find((one) => one.sector === sector && one.country === country)}
                      />
                    ))}
                  </tr>
                ))}
              </tbody>
            </table>
          </Scrolled>
          <p className="small quiet">{list.data.data.note}</p>
        </>
      ) : null}
    </div>
  )
}

function Cell({ cell }: { cell: ReadinessCell | undefined }): ReactNode {
  if (!cell) return <td aria-label={say('none')} />
  const { low, high, networks, unionBased, unionUnknown } = cell
  return (
    <td data-low={Math.min(4, Math.floor(low / 20))}>
      <strong>{low === high ? low : `${low} – ${high}`}</strong>
      <br />
      <span className="small">
        {say('{unionBased} of {networks}', { unionBased, networks })}
        {unionUnknown > 0 ? ` ${say('({n} not known)', { n: unionUnknown })}` : ''}
      </span>
    </td>
  )
}
