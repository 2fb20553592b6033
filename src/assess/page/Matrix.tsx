// Sector by Member State: a grid that one walks with the arrow keys. Every number opens its reasons.
import { type KeyboardEvent, type ReactNode, useMemo, useRef, useState } from 'react'
import { SeverityShape } from '#web/kit/Badge.tsx'
import { say, sayCount } from '#web/say.ts'
import { type Picture, type Tally, unplaced } from '../model.ts'
import { heatOf, worstOf } from './heat.ts'

export interface Heading {
  id: string
  label: string
  brief: string
}

export interface MatrixProps {
  picture: Picture
  sectors: readonly Heading[]
  countries: readonly Heading[]
  chosen: { sector: string | undefined; country: string | undefined }
  glowing: ReadonlySet<string>
  onChoose: (sector: string | undefined, country: string | undefined) => void
}

export function Matrix({ picture, sectors, countries, chosen, glowing, onChoose }: MatrixProps): ReactNode {
  const cells = useMemo(
    () => new Map(picture.matrix.map((cell) => [`${cell.sector} ${cell.country}`, cell])),
    [picture.matrix],
  )
  const bySector = useMemo(() => new Map(picture.sectors.map((it) => [it.sector, it])), [picture.sectors])
  const byCountry = useMemo(() => new Map(picture.countries.map((it) => [it.country, it])), [picture.countries])
  const [here, setHere] = useState<[number, number]>([0, 0])
  const table = useRef<HTMLTableElement>(null)
  const rows = sectors.length + 1
  const columns = countries.length + 1

  function onKey(event: KeyboardEvent): void {
    const [row, column] = here
    const next: Record<string, [number, number]> = {
      ArrowUp: [row - 1, column],
      ArrowDown: [row + 1, column],
      ArrowLeft: [row, column - 1],
      ArrowRight: [row, column + 1],
      Home: [row, 0],
      End: [row, columns - 1],
      PageUp: [0, column],
      PageDown: [rows - 1, column],
    }
    const to = next[event.key]
    if (!to) return
    event.preventDefault()
    const at: [number, number] = [Math.min(rows - 1, Math.max(0, to[0])), Math.min(columns - 1, Math.max(0, to[1]))]
    setHere(at)
    table.current?.querySelector<HTMLElement>(`[data-at="${at[0]} ${at[1]}"]`)?.focus()
  }

  function cell(
    at: [number, number],
    tally: Tally | undefined,
    sector: Heading | undefined,
    country: Heading | undefined,
  ): ReactNode {
    const on = chosen.sector === sector?.id && chosen.country === country?.id && (sector || country)
    const open = tally?.open ?? 0
    const signals = tally?.signals ?? 0
    const glows = tally?.reasons.some((id) => glowing.has(id))
    return (
      <td key={country?.id ?? 'all'} className={sector && country ? undefined : 'sum'}>
        <button
          type="button"
          data-at={`${at[0]} ${at[1]}`}
          tabIndex={here[0] === at[0] && here[1] === at[1] ? 0 : -1}
          className={glows ? 'cell heat glowing' : 'cell heat'}
          data-heat={heatOf(open)}
          data-freshness={open > 0 ? tally?.freshness : undefined}
          aria-pressed={Boolean(on)}
          aria-label={cellLabel(tally, sector, country)}
          title={cellLabel(tally, sector, country)}
          onFocus={() => setHere(at)}
          onClick={() => onChoose(sector?.id, country?.id)}
        >
          {open > 0 ? open : signals > 0 ? <span className="signals">{signals}</span> : ''}
          {open > 0 && worstOf(tally?.bySeverity ?? noSeverity) === 'red' ? (
            <SeverityShape value="red" size={8} />
          ) : null}
        </button>
      </td>
    )
  }

  return (
    <div className="matrix-wrap">
      <table
        className="matrix"
        // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a table that is walked as a grid says so.
        role="grid"
        aria-label={say('Open incidents by sector and Member State')}
        ref={table}
        onKeyDown={onKey}
      >
        <thead>
          <tr>
            <th scope="col" className="corner">
              {say('Sector')}
            </th>
            <th scope="col" title={say('All countries')}>
              {say('All')}
            </th>
            {countries.map((country) => (
              <th key={country.id} scope="col" title={country.label}>
                <abbr title={country.label}>{country.brief}</abbr>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          <tr>
            <th scope="row">{say('All sectors')}</th>
            {cell([0, 0], picture.totals, undefined, undefined)}
            {countries.map((country, column) => cell([0, column + 1], byCountry.get(country.id), undefined, country))}
          </tr>
          {sectors.map((sector, row) => (
            <tr key={sector.id}>
              <th scope="row" title={sector.label}>
                {sector.brief}
              </th>
              {cell([row + 1, 0], bySector.get(sector.id), sector, undefined)}
              {countries.map((country, column) =>
                cell([row + 1, column + 1], cells.get(`${sector.id} ${country.id}`), sector, country),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

const noSeverity = { red: 0, yellow: 0, green: 0, white: 0, unset: 0 }

function cellLabel(tally: Tally | undefined, sector: Heading | undefined, country: Heading | undefined): string {
  const place = [sector?.label ?? say('All sectors'), country?.label ?? say('all countries')].join(', ')
  if (!tally || (tally.open === 0 && tally.signals === 0)) return say('{place}: nothing open', { place })
  const worst = worstOf(tally.bySeverity)
  const parts = [sayCount(tally.open, '{n} open incident', '{n} open incidents')]
  if (worst && worst !== 'unset') parts.push(say('worst severity {worst}', { worst }))
  if (tally.signals > 0) parts.push(sayCount(tally.signals, '{n} signal', '{n} signals'))
  if (tally.users.sum > 0)
    parts.push(say('{n} users', { n: `${tally.users.exact ? '' : '≥ '}${tally.users.sum.toLocaleString('en')}` }))
  if (tally.freshness) parts.push(say(tally.freshness))
  return `${place}: ${parts.join(', ')}`
}

/** Rows and columns in the order of the law, with a place for what nobody has placed yet. */
export function withUnplaced(headings: readonly Heading[], used: ReadonlySet<string>, label: string): Heading[] {
  return used.has(unplaced) ? [...headings, { id: unplaced, label, brief: '?' }] : [...headings]
}
