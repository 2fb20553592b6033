// How sure and how soon: the same cascade many times, with spans drawn from their distributions. Only when asked for.
import { type ReactNode, useState } from 'react'
import type { OutputOf } from '#kernel/contract.ts'
import { useAsk } from '#web/ask.ts'
import { Button } from '#web/kit/Button.tsx'
import { Card } from '#web/kit/Card.tsx'
import { Skeleton } from '#web/kit/Empty.tsx'
import { SelectField, TextField } from '#web/kit/Field.tsx'
import { Problem } from '#web/kit/Problem.tsx'
import { Scrolled } from '#web/kit/Scrolled.tsx'
import { useChoices } from '#web/place.ts'
import { say, sayCount } from '#web/say.ts'
import { drawChances } from '../../api/analysis.ts'
import type { Shock } from '../../model/analysis.ts'
import { Notes } from '../part/Alternatives.tsx'
import { minutesWord, percent } from '../words.ts'

type Chance = OutputOf<typeof drawChances>['services'][number]

export function Chances({ shocks, horizon }: { shocks: Shock[]; horizon: number }): ReactNode {
  const [{ runs, standby }, choose] = useChoices('runs', 'standby')
  const [works, setWorks] = useState(standby ?? '')
  const asked = Math.min(10_000, Math.max(10, Math.floor(Number(runs)) || 0))
  const share = Number(standby)
  const answer = useAsk(
    drawChances,
    {
      shocks,
      horizon,
      runs: asked,
      ...(standby && Number.isFinite(share) ? { standbyWorks: Math.min(1, Math.max(0, share / 100)) } : {}),
    },
    { when: runs !== undefined, hears: ['sustain.part'] },
  )
  return (
    <Card title={say('How sure, and how soon')}>
      <div className="stack">
        <div className="filters no-print">
          <SelectField
            label={say('Runs')}
            value={runs ?? ''}
            onChange={(next) => choose({ runs: next || undefined })}
            none={say('do not draw')}
            choices={['100', '500', '1000', '5000'].map((n) => ({ value: n, label: n }))}
          />
          <TextField
            label={say('A standby works in … per cent of the cases')}
            type="number"
            value={works}
            onChange={setWorks}
            optional
          />
          <Button onPress={() => choose({ runs: runs ?? '500', standby: works || undefined })}>{say('Draw')}</Button>
        </div>
        <Problem error={answer.error} />
        {runs !== undefined && answer.isPending ? <Skeleton lines={4} /> : null}
        {runs === undefined ? (
          <p className="quiet">
            {say(
              'Batteries, caches and switching take longer or shorter than planned. Drawn many times, that shows how sure a fall is.',
            )}
          </p>
        ) : null}
        {answer.data ? <Drawn answer={answer.data} horizon={horizon} /> : null}
      </div>
    </Card>
  )
}

function Drawn({ answer, horizon }: { answer: OutputOf<typeof drawChances>; horizon: number }): ReactNode {
  return (
    <>
      <p className="small quiet">
        {sayCount(answer.runs, '{n} run', '{n} runs')} · {say('seed {seed}', { seed: answer.seed })} ·{' '}
        {answer.distributions.join(' · ')}
      </p>
      <Scrolled label={say('How sure, and how soon')}>
        <table className="table">
          <thead>
            <tr>
              <th scope="col">{say('Service')}</th>
              <th scope="col">{say('Gone in')}</th>
              <th scope="col">{say('From')}</th>
              <th scope="col">{say('Half by')}</th>
              <th scope="col">{say('To')}</th>
              <th scope="col">{say('Time to the fall')}</th>
            </tr>
          </thead>
          <tbody>
            {answer.services.map((one) => (
              <Row key={one.part} one={one} horizon={horizon} />
            ))}
          </tbody>
        </table>
      </Scrolled>
      <Notes notes={answer.notes} />
    </>
  )
}

function Row({ one, horizon }: { one: Chance; horizon: number }): ReactNode {
  const { minutes } = one
  return (
    <tr>
      <th scope="row">{one.name}</th>
      <td>
        {percent(one.down)}{' '}
        <span className="small quiet">
          {percent(one.downLow)} – {percent(one.downHigh)}
        </span>
      </td>
      <td>{minutes ? minutesWord(minutes.p5) : '–'}</td>
      <td>{minutes ? minutesWord(minutes.p50) : '–'}</td>
      <td>{minutes ? minutesWord(minutes.p95) : '–'}</td>
      <td className="chance-cell">
        {minutes ? (
          <svg className="chance-bar" viewBox="0 0 200 16" preserveAspectRatio="none" aria-hidden="true">
            <path className="chance-line" d="M0 8h200" />
            <rect
              x={at(minutes.p5, horizon)}
              y="4"
              width={Math.max(2, at(minutes.p95, horizon) - at(minutes.p5, horizon))}
              height="8"
            />
            <path className="chance-middle" d={`M${at(minutes.p50, horizon)} 1v14`} />
          </svg>
        ) : null}
      </td>
    </tr>
  )
}

const at = (minutes: number, horizon: number) => Math.min(200, (minutes / horizon) * 200)
