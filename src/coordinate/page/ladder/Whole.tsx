// The ladder of a crisis: the picture, the network that was chosen, what waits for a decision, and all that was decided.
import './ladder.css'
import type { ReactNode } from 'react'
import { useAsk } from '#web/ask.ts'
import { Card } from '#web/kit/Card.tsx'
import { Skeleton } from '#web/kit/Empty.tsx'
import { Problem } from '#web/kit/Problem.tsx'
import { useChoices } from '#web/place.ts'
import { say } from '#web/say.ts'
import { type LadderShown, ladder } from '../../api/ladder.ts'
import { LadderPicture } from './LadderPicture.tsx'
import { NetworkCard } from './NetworkCard.tsx'
import { Questions } from './Questions.tsx'
import { StepCard } from './StepCard.tsx'

const hears = ['coordinate.ladder', 'coordinate.crisis', 'assess.', 'sense.attack', 'sense.observation']

export function useLadder(crisis: string) {
  return useAsk(ladder, { crisis }, { keep: true, hears })
}

/** The first network that something points to, else the first of the table. */
function networkOf({ networks, cells }: LadderShown, asked: string | undefined): string {
  const pointed = cells.find(({ standing }) => standing === 'open' || standing === 'proposed')?.network
  const known = networks.some(({ id }) => id === asked)
  return (known ? asked : undefined) ?? pointed ?? networks[0]?.id ?? ''
}

export function Whole({ crisis, brief }: { crisis: string; brief?: boolean }): ReactNode {
  const asked = useLadder(crisis)
  const [{ network }, choose] = useChoices('network')
  if (!asked.data || asked.data.crisis.id !== crisis)
    return asked.error ? (
      <Problem error={asked.error} onAgain={() => void asked.refetch()} />
    ) : (
      <Skeleton lines={6} tall />
    )
  const shown = asked.data
  const chosen = networkOf(shown, network)
  const column = shown.networks.find(({ id }) => id === chosen)
  const open = shown.steps.filter(({ status }) => status === 'proposed')
  const ended = shown.steps.filter(({ status }) => status !== 'proposed')
  return (
    <div className="stack">
      <p className="small quiet">
        {say(
          'The software only proposes, from what is recorded. A named person decides, and the record keeps who was asked.',
        )}
      </p>
      <LadderPicture shown={shown} chosen={chosen} onChoose={(id) => choose({ network: id })} />
      {open.length > 0 ? (
        <Card title={say('Waits for a decision')} level={brief ? 3 : 2}>
          <Steps shown={shown} steps={open} />
        </Card>
      ) : null}
      {column ? <NetworkCard shown={shown} network={column} /> : null}
      <Card title={say('What only a person can say')}>
        <Questions shown={shown} only="needed" />
      </Card>
      {brief ? null : (
        <Card title={say('What was decided')}>
          {ended.length > 0 ? <Steps shown={shown} steps={ended} /> : <p className="quiet">{say('Nothing yet.')}</p>}
        </Card>
      )}
    </div>
  )
}

function Steps({ shown, steps }: { shown: LadderShown; steps: LadderShown['steps'] }): ReactNode {
  return (
    <ul className="plain-list">
      {steps.map((step) => (
        <StepCard key={step.key} shown={shown} step={step} />
      ))}
    </ul>
  )
}
