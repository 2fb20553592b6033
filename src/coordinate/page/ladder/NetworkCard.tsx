// One network: where it stands, which clocks run, and every step from there with its criteria, or why there is none.
import { type ReactNode, useState } from 'react'
import { Badge } from '#web/kit/Badge.tsx'
import { Button } from '#web/kit/Button.tsx'
import { Card } from '#web/kit/Card.tsx'
import { Time } from '#web/kit/Time.tsx'
import { say } from '#web/say.ts'
import type { LadderShown, ShownCell, ShownNetwork } from '../../api/ladder.ts'
import { Sourced } from '../duties/Sourced.tsx'
import { Criteria } from './Criteria.tsx'
import { ProposeDialog } from './ProposeDialog.tsx'
import { standingTones, standingWord } from './words.ts'

export function NetworkCard({ shown, network }: { shown: LadderShown; network: ShownNetwork }): ReactNode {
  const cells = shown.cells.filter((cell) => cell.network === network.id)
  const mode = network.modes.find((one) => one.id === network.mode)
  const steps = cells.filter((cell) => cell.cell)
  const none = cells.filter((cell) => !cell.cell)
  return (
    <Card title={network.name} aside={<Sourced verification={network.verification} />}>
      <div className="stack">
        <p>
          {say('Stands on {mode}', { mode: mode?.name ?? network.mode })}
          {network.step && network.since ? (
            <>
              {' '}
              <Time at={network.since} show="both" />
            </>
          ) : null}
          . {mode?.does}
        </p>
        {mode && mode.alsoCalled.length > 0 ? (
          <p className="small quiet">
            {say('Also heard for it: {names} (unverified).', {
              names: mode.alsoCalled.map((one) => one.name).join(', '),
            })}
          </p>
        ) : null}
        {network.note ? <p className="small quiet">{network.note}</p> : null}
        <Clocks network={network} />
        {steps.map((cell) => (
          <Step key={cell.event} shown={shown} network={network} cell={cell} />
        ))}
        {none.length > 0 ? (
          <details>
            <summary className="small">{say('Steps that there are not, and why')}</summary>
            <ul className="plain-list small">
              {none.map((cell) => (
                <li key={cell.event}>
                  {cell.label}: {cell.none}
                </li>
              ))}
            </ul>
          </details>
        ) : null}
      </div>
    </Card>
  )
}

function Clocks({ network: { clocks } }: { network: ShownNetwork }): ReactNode {
  return clocks.map((one) => (
    <p key={`${one.id} ${one.step}`} className={one.late ? 'note warn' : 'note'}>
      {one.text}: {one.endedAt ? say('came') : say('due')} <Time at={one.endedAt ?? one.due} show="both" />
      {one.late ? ` · ${say('late')}` : ''} <Sourced source={one.source} verification={one.verification} />
    </p>
  ))
}

interface StepProps {
  shown: LadderShown
  network: ShownNetwork
  cell: ShownCell
}

function Step({ shown, network, cell: shownCell }: StepProps): ReactNode {
  const [proposing, setProposing] = useState(false)
  const { cell, to, standing, label } = shownCell
  if (!cell) return null
  const target = network.modes.find((one) => one.id === to)?.name ?? to
  return (
    <section className="ladder-step" data-standing={standing} aria-label={`${label}: ${target}`}>
      <div className="row apart">
        <h3>
          {label} → {target}
        </h3>
        <Badge tone={standingTones[standing]}>{standingWord(standing)}</Badge>
      </div>
      <p className="small">{cell.trigger}</p>
      <Criteria criteria={shownCell.criteria} />
      <p className="small">
        {say('Decided by: {who}.', { who: cell.decider.text })}{' '}
        {shownCell.toConsult.length > 0
          ? say('To be consulted: {names}.', { names: shownCell.toConsult.map((one) => one.name).join(', ') })
          : say('Nobody has to be consulted.')}
      </p>
      <Sourced source={cell.source} verification={cell.verification} />
      {cell.note ? <p className="small quiet">{cell.note}</p> : null}
      {cell.actions.length > 0 ? (
        <details>
          <summary className="small">{say('What follows')}</summary>
          <ul className="small">
            {cell.actions.map((one) => (
              <li key={one}>{one}</li>
            ))}
          </ul>
        </details>
      ) : null}
      {shown.mayAct && standing !== 'open' ? (
        <div className="row no-print">
          <Button small kind={standing === 'proposed' ? 'first' : 'plain'} onPress={() => setProposing(true)}>
            {say('Put it forward')}
          </Button>
        </div>
      ) : null}
      {proposing ? (
        <ProposeDialog shown={shown} cell={shownCell} target={String(target)} onClose={() => setProposing(false)} />
      ) : null}
    </section>
  )
}
