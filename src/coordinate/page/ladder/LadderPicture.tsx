// The ladder as a picture: each network a column, its rungs from the highest to the lowest, where it stands, and where the facts
// point. The same as a table. Left and right go from network to network.
import { type KeyboardEvent, type ReactNode, useRef } from 'react'
import { Badge } from '#web/kit/Badge.tsx'
import { Time } from '#web/kit/Time.tsx'
import { say } from '#web/say.ts'
import type { LadderShown, ShownCell, ShownNetwork } from '../../api/ladder.ts'

interface PictureProps {
  shown: LadderShown
  chosen: string
  onChoose: (network: string) => void
}

export function LadderPicture({ shown, chosen, onChoose }: PictureProps): ReactNode {
  const columns = useRef<HTMLDivElement>(null)
  function go(event: KeyboardEvent): void {
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key]
    const buttons = [...(columns.current?.querySelectorAll('button') ?? [])]
    const at = buttons.indexOf(document.activeElement as HTMLButtonElement)
    if (by === undefined || at < 0) return
    event.preventDefault()
    buttons[(at + by + buttons.length) % buttons.length]?.focus()
  }
  return (
    <div className="stack tight">
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the arrows are a shortcut between buttons that Tab reaches as well. */}
      <div className="rungs" ref={columns} onKeyDown={go}>
        {shown.networks.map((network) => (
          <Column
            key={network.id}
            network={network}
            cells={shown.cells.filter((cell) => cell.network === network.id)}
            chosen={network.id === chosen}
            onChoose={() => onChoose(network.id)}
          />
        ))}
      </div>
      <details>
        <summary className="small">{say('The same as a table')}</summary>
        <AsTable shown={shown} />
      </details>
    </div>
  )
}

interface ColumnProps {
  network: ShownNetwork
  cells: readonly ShownCell[]
  chosen: boolean
  onChoose: () => void
}

function Column({ network, cells, chosen, onChoose }: ColumnProps): ReactNode {
  const pointed = new Map(cells.flatMap((cell) => (cell.to ? [[cell.to, cell] as const] : [])))
  return (
    <div className="rung-column" data-chosen={chosen || undefined}>
      <button type="button" className="rung-head" aria-pressed={chosen} onClick={onChoose}>
        {network.name}
      </button>
      <ol className="rung-list" aria-label={say('Rungs of {network}, the highest first', { network: network.name })}>
        {[...network.modes]
          .sort((a, b) => b.rank - a.rank)
          .map((mode) => {
            const here = mode.id === network.mode
            const proposed = cells.some(
              ({ to, standing }) => to === mode.id && (standing === 'proposed' || standing === 'open'),
            )
            return (
              <li key={mode.id} className="rung" data-here={here || undefined} data-proposed={proposed || undefined}>
                <span>{mode.name}</span>
                {here ? <strong className="rung-mark">{say('here')}</strong> : null}
                {proposed ? <em className="rung-mark">{pointedWord(pointed.get(mode.id))}</em> : null}
              </li>
            )
          })}
      </ol>
    </div>
  )
}

function pointedWord(cell: ShownCell | undefined): string {
  return cell?.standing === 'open' ? say('put forward') : say('proposed')
}

function AsTable({ shown }: { shown: LadderShown }): ReactNode {
  return (
    <div className="table-wrap">
      <table className="table">
        <caption className="unseen">{say('Where each network stands')}</caption>
        <thead>
          <tr>
            <th scope="col">{say('Network')}</th>
            <th scope="col">{say('Stands on')}</th>
            <th scope="col">{say('Since')}</th>
            <th scope="col">{say('The facts point to')}</th>
          </tr>
        </thead>
        <tbody>
          {shown.networks.map((network) => {
            const name = (id: string | null) => network.modes.find((mode) => mode.id === id)?.name ?? id
            const points = shown.cells.filter(
              ({ network: of, standing }) => of === network.id && (standing === 'proposed' || standing === 'open'),
            )
            return (
              <tr key={network.id}>
                <th scope="row">{network.name}</th>
                <td>{name(network.mode)}</td>
                <td>
                  {network.step && network.since ? <Time at={network.since} show="exact" /> : say('the beginning')}
                </td>
                <td>
                  {points.length === 0
                    ? say('nothing')
                    : points.map((cell) => (
                        <Badge key={cell.event} tone="accent">
                          {name(cell.to)} · {pointedWord(cell)}
                        </Badge>
                      ))}
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </div>
  )
}
