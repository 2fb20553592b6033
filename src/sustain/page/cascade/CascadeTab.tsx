// What falls when something falls: the scenario in the address, the cascade minute by minute, who is hit, and how sure that is.
import type { ReactNode } from 'react'
import { useAsk } from '#web/ask.ts'
import { Card } from '#web/kit/Card.tsx'
import { Skeleton } from '#web/kit/Empty.tsx'
import { Problem } from '#web/kit/Problem.tsx'
import { exactly, presentInstant } from '#web/kit/Time.tsx'
import { useChoices, usePlace } from '#web/place.ts'
import { say, sayCount } from '#web/say.ts'
import { useVocabulary } from '#web/vocabulary.ts'
import { simulateCascade } from '../../api/analysis.ts'
import { showMap } from '../../api/parts.ts'
import type { CascadeAnswer } from '../../model/analysis.ts'
import { Notes } from '../part/Alternatives.tsx'
import { minutesWord, people } from '../words.ts'
import { horizonOf, shocksOf } from './address.ts'
import { Chances } from './Chances.tsx'
import { HitTable } from './HitTable.tsx'
import { Playing } from './Playing.tsx'
import { ScenarioForm } from './ScenarioForm.tsx'
import { shockWord } from './shock-words.ts'

export function CascadeTab(): ReactNode {
  const [choice] = useChoices('shocks', 'horizon')
  const shocks = shocksOf(choice.shocks)
  const horizon = horizonOf(choice.horizon)
  const map = useAsk(showMap, { limit: 2000 }, { keep: true, hears: ['sustain.part'] })
  const answer = useAsk(
    simulateCascade,
    { shocks, horizon },
    { when: shocks.length > 0, keep: true, hears: ['sustain.part'] },
  )
  const { country } = useVocabulary()
  const names = new Map((map.data?.parts ?? []).map(({ id, name }) => [id, name]))
  const { data } = answer
  return (
    <div className="stack wide">
      <ScenarioForm shocks={shocks} horizon={horizon} parts={map.data?.parts ?? []} />
      <Problem error={answer.error ?? map.error} />
      {shocks.length > 0 && answer.isPending ? <Skeleton lines={6} tall /> : null}
      {shocks.length > 0 && data && !answer.error ? (
        <>
          <OnPaper title={shocks.map((shock) => shockWord(shock, names, country)).join('; ')} horizon={horizon} />
          <Summary answer={data} />
          <Notes notes={data.notes} />
          <Playing answer={data} horizon={horizon} map={map.data} />
          <HitTable answer={data} horizon={horizon} />
          <Chances shocks={shocks} horizon={horizon} />
        </>
      ) : null}
    </div>
  )
}

/** On paper the form is left out: what was asked, and when, is said instead. */
function OnPaper({ title, horizon }: { title: string; horizon: number }): ReactNode {
  const { asOf } = usePlace()
  return (
    <p className="only-print">
      <strong>{title}</strong> · {say('{span} ahead', { span: minutesWord(horizon) })} ·{' '}
      {say('as of {at}', { at: exactly(asOf ?? presentInstant()) })}
    </p>
  )
}

function Summary({ answer }: { answer: CascadeAnswer }): ReactNode {
  const { fallen, hit, services, servicesDown, cells } = answer
  const down = fallen.filter(({ downAt }) => downAt !== null).length
  const users = cells.reduce((sum, { users }) => sum + (users ?? 0), 0)
  const first = cells.map(({ firstDownAt }) => firstDownAt).filter((at) => at !== null)
  return (
    <Card title={say('In short')}>
      <dl className="four">
        <Figure of={servicesDown.toLocaleString('en')}>
          {say('services gone; {whole} stay whole', { whole: services.toLocaleString('en') })}
        </Figure>
        <Figure of={people(users)}>
          {say('people without a service, each counted once for each service and country')}
        </Figure>
        <Figure of={first.length === 0 ? '–' : minutesWord(Math.min(...first))}>
          {say('until the first service is gone')}
        </Figure>
        <Figure of={down.toLocaleString('en')}>
          {say('parts gone, {less} less than whole, {hit} struck', {
            less: fallen.length - down,
            hit: sayCount(hit.length, '{n} part', '{n} parts'),
          })}
        </Figure>
      </dl>
    </Card>
  )
}

function Figure({ of, children }: { of: string; children: ReactNode }): ReactNode {
  return (
    <div>
      <dd className="three-number">{of}</dd>
      <dt className="small quiet">{children}</dt>
    </div>
  )
}
