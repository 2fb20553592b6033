// On how few it all hangs: shares by layer, single points of failure, and what would be lost with each.
import type { ReactNode } from 'react'
import { useAsk } from '#web/ask.ts'
import { Card } from '#web/kit/Card.tsx'
import { Empty, Skeleton } from '#web/kit/Empty.tsx'
import { SelectField } from '#web/kit/Field.tsx'
import { Problem } from '#web/kit/Problem.tsx'
import { useChoices } from '#web/place.ts'
import { say } from '#web/say.ts'
import { useVocabulary } from '#web/vocabulary.ts'
import { measureConcentration } from '../../api/analysis.ts'
import { Notes } from '../part/Alternatives.tsx'
import { Shares } from './Shares.tsx'
import { SinglePoints } from './SinglePoints.tsx'
import { WhatIfs } from './WhatIfs.tsx'

export function ConcentrationTab(): ReactNode {
  const [choice, choose] = useChoices('by', 'weigh', 'sector', 'serving')
  const { countries, sectors } = useVocabulary()
  const by = choice.by === 'country' ? 'country' : 'behind'
  const weigh = choice.weigh === 'users' ? 'users' : 'services'
  const input = {
    by,
    weigh,
    ...(choice.sector ? { sector: choice.sector } : {}),
    ...(choice.serving ? { serving: choice.serving } : {}),
  } as const
  const answer = useAsk(measureConcentration, input, { keep: true, hears: ['sustain.part'] })
  return (
    <div className="stack wide">
      <Card title={say('Shares by layer')}>
        <div className="stack">
          <div className="filters no-print">
            <SelectField
              label={say('By')}
              value={by}
              onChange={(next) => choose({ by: next === 'behind' ? undefined : next })}
              choices={[
                { value: 'behind', label: say('who is behind it') },
                { value: 'country', label: say('country whose law binds it') },
              ]}
            />
            <SelectField
              label={say('Counted by')}
              value={weigh}
              onChange={(next) => choose({ weigh: next === 'services' ? undefined : next })}
              choices={[
                { value: 'services', label: say('services that use it') },
                { value: 'users', label: say('their users') },
              ]}
            />
            <SelectField
              label={say('Sector')}
              value={choice.sector ?? ''}
              onChange={(next) => choose({ sector: next || undefined })}
              none={say('All sectors')}
              choices={sectors}
            />
            <SelectField
              label={say('Serving people in')}
              value={choice.serving ?? ''}
              onChange={(next) => choose({ serving: next || undefined })}
              none={say('All countries')}
              choices={countries}
            />
          </div>
          <Problem error={answer.error} onAgain={() => void answer.refetch()} />
          {answer.isPending ? <Skeleton lines={6} tall /> : null}
          {answer.data && answer.data.layers.length === 0 ? (
            <Empty icon="sustain" title={say('Nothing to measure yet')}>
              {say('Shares are counted from services and what they need: put some on the map first.')}
            </Empty>
          ) : null}
          {answer.data && answer.data.layers.length > 0 ? (
            <Shares layers={answer.data.layers} by={by} weigh={weigh} />
          ) : null}
          <Notes notes={answer.data?.notes ?? []} />
        </div>
      </Card>
      <SinglePoints />
      <WhatIfs />
    </div>
  )
}
