// Single points of failure: parts that alone can take a service away, those first on which most people hang.
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useAsk } from '#web/ask.ts'
import { Card } from '#web/kit/Card.tsx'
import { Skeleton } from '#web/kit/Empty.tsx'
import { SelectField } from '#web/kit/Field.tsx'
import { Problem } from '#web/kit/Problem.tsx'
import { Scrolled } from '#web/kit/Scrolled.tsx'
import { useChoices } from '#web/place.ts'
import { say, sayCount } from '#web/say.ts'
import { findSinglePoints } from '../../api/analysis.ts'
import { layers } from '../../model/parts.ts'
import { Notes } from '../part/Alternatives.tsx'
import { layerChoices, layerWord, people } from '../words.ts'

const namesShown = 4

export function SinglePoints(): ReactNode {
  const [choice, choose] = useChoices('layer')
  const layer = layers.find((it) => it === choice.layer)
  const answer = useAsk(
    findSinglePoints,
    { ...(layer ? { layer } : {}), limit: 100 },
    { keep: true, hears: ['sustain.part'] },
  )
  const { data } = answer
  return (
    <Card
      title={say('Single points of failure')}
      aside={data ? <span className="small quiet">{sayCount(data.total, '{n} part', '{n} parts')}</span> : null}
    >
      <div className="stack">
        <div className="filters no-print">
          <SelectField
            label={say('Layer')}
            value={layer ?? ''}
            onChange={(next) => choose({ layer: next || undefined })}
            none={say('All layers')}
            choices={layerChoices()}
          />
        </div>
        <Problem error={answer.error} onAgain={() => void answer.refetch()} />
        {answer.isPending ? <Skeleton lines={4} /> : null}
        {data && data.points.length === 0 ? (
          <p className="quiet">{say('No part that you may read takes a service away alone.')}</p>
        ) : null}
        {data && data.points.length > 0 ? (
          <Scrolled label={say('Single points of failure')}>
            <table className="table">
              <thead>
                <tr>
                  <th scope="col">{say('Part')}</th>
                  <th scope="col">{say('Layer')}</th>
                  <th scope="col">{say('Behind it')}</th>
                  <th scope="col">{say('Takes away')}</th>
                  <th scope="col" className="right">
                    {say('Users')}
                  </th>
                </tr>
              </thead>
              <tbody>
                {data.points.map((point) => (
                  <tr key={point.part}>
                    <th scope="row">
                      <Link to="/sustain/parts/$id" params={{ id: point.part }} data-row>
                        {point.name}
                      </Link>
                    </th>
                    <td>{layerWord(point.layer)}</td>
                    <td>
                      {point.behind ?? say('not known')}
                      {point.country ? ` (${point.country})` : ''}
                    </td>
                    <td>
                      <strong>{point.servicesTotal}</strong>{' '}
                      <span className="small">
                        {point.services
                          .slice(0, namesShown)
                          .map(({ name }) => name)
                          .join(', ')}
                        {point.servicesTotal > namesShown ? ' …' : ''}
                      </span>
                    </td>
                    <td className="right">{people(point.users)}</td>
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
