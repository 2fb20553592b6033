// What if each of them failed: providers in the order of what would be lost, one by one, by name, or by country.
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { OutputOf } from '#kernel/contract.ts'
import { useAsk } from '#web/ask.ts'
import { Card } from '#web/kit/Card.tsx'
import { Skeleton } from '#web/kit/Empty.tsx'
import { SelectField } from '#web/kit/Field.tsx'
import { Problem } from '#web/kit/Problem.tsx'
import { Scrolled } from '#web/kit/Scrolled.tsx'
import { useChoices } from '#web/place.ts'
import { say, sayCount } from '#web/say.ts'
import { useVocabulary } from '#web/vocabulary.ts'
import { rankProviders } from '../../api/analysis.ts'
import type { Hit } from '../../model/analysis.ts'
import { scenarioText } from '../cascade/address.ts'
import { Notes } from '../part/Alternatives.tsx'
import { clockWord, layerWord, people } from '../words.ts'

type Ranked = OutputOf<typeof rankProviders>['ranked'][number]
const ways = ['behind', 'part', 'country'] as const

export function WhatIfs(): ReactNode {
  const [choice, choose] = useChoices('fails')
  const { country } = useVocabulary()
  const by = ways.find((it) => it === choice.fails) ?? 'behind'
  const answer = useAsk(rankProviders, { by, limit: 50 }, { keep: true, hears: ['sustain.part'] })
  const { data } = answer
  return (
    <Card
      title={say('What if each of them failed')}
      aside={data ? <span className="small quiet">{say('{n} tried, two days ahead', { n: data.tried })}</span> : null}
    >
      <div className="stack">
        <div className="filters no-print">
          <SelectField
            label={say('What fails together')}
            value={by}
            onChange={(next) => choose({ fails: next === 'behind' ? undefined : next })}
            choices={[
              { value: 'behind', label: say('all of one name') },
              { value: 'part', label: say('one part at a time') },
              { value: 'country', label: say('all under the law of one country') },
            ]}
          />
        </div>
        <Problem error={answer.error} onAgain={() => void answer.refetch()} />
        {answer.isPending ? <Skeleton lines={4} /> : null}
        {data && data.ranked.length === 0 ? <p className="quiet">{say('There is nothing to try yet.')}</p> : null}
        {data && data.ranked.length > 0 ? (
          <Scrolled label={say('What if each of them failed')}>
            <table className="table">
              <thead>
                <tr>
                  <th scope="col">{say('If this fails')}</th>
                  <th scope="col">{say('Layer')}</th>
                  <th scope="col" className="right">
                    {say('Services gone')}
                  </th>
                  <th scope="col" className="right">
                    {say('Less than whole')}
                  </th>
                  <th scope="col" className="right">
                    {say('Users')}
                  </th>
                  <th scope="col">{say('First gone')}</th>
                  <th scope="col">{say('Countries')}</th>
                </tr>
              </thead>
              <tbody>
                {data.ranked.map((one) => (
                  <tr key={`${one.part ?? ''} ${one.name} ${one.layer}`}>
                    <th scope="row">
                      <Link to="/sustain" search={{ tab: 'cascade', shocks: shocksFor(one, by) }} data-row>
                        {by === 'country' ? country(one.name) : one.name}
                      </Link>
                      {one.parts > 1 ? (
                        <span className="small quiet"> {sayCount(one.parts, '{n} part', '{n} parts')}</span>
                      ) : null}
                    </th>
                    <td>{layerWord(one.layer)}</td>
                    <td className="right">{one.servicesDown}</td>
                    <td className="right">{one.servicesDegraded}</td>
                    <td className="right">{people(one.usersDown)}</td>
                    <td>{one.firstDownAt === null ? '–' : clockWord(one.firstDownAt)}</td>
                    <td>{one.countries.join(', ')}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </Scrolled>
        ) : null}
        <Notes notes={data?.notes ?? []} />
      </div>
    </Card>
  )
}

/** The same shock as a scenario of its own. */
function shocksFor(one: Ranked, by: (typeof ways)[number]): string | undefined {
  const hits: Hit =
    by === 'part' && one.part
      ? { part: one.part }
      : by === 'country'
        ? { country: one.country ?? one.name }
        : { behind: one.behind ?? one.name }
  return scenarioText([{ hits, kind: 'fails' }])
}
