// Why a regime answers as it does, and what single change would turn it; asked for when somebody opens it.
import type { ReactNode } from 'react'
import { useAsk } from '#web/ask.ts'
import { Skeleton } from '#web/kit/Empty.tsx'
import { Problem } from '#web/kit/Problem.tsx'
import { say } from '#web/say.ts'
import { assessmentReasons } from '../../../api/assessments.ts'
import { FactLink } from '../FactLink.tsx'
import type { LawIndex } from '../law-index.ts'
import { ReasonTree } from '../ReasonTree.tsx'
import { verdictWord } from '../words.ts'

export interface WhyProps {
  assessment: string
  regime: string
  law: LawIndex
  lawVersion: string | undefined
  linked: boolean
}

export function Why({ assessment, regime, law, lawVersion, linked }: WhyProps): ReactNode {
  const input = { id: assessment, regime, ...(lawVersion ? { law: lawVersion } : {}) }
  const why = useAsk(assessmentReasons, input, { keep: true, hears: ['assess.assessment', 'assess.law'] })
  if (why.isPending) return <Skeleton lines={3} />
  if (!why.data) return <Problem error={why.error} onAgain={() => void why.refetch()} />
  const { reasons, turns } = why.data
  return (
    <div className="stack tight">
      <ReasonTree reasons={reasons} valueWord={law.valueWord} linked={linked} />
      <h4>{say('What would change it')}</h4>
      {turns.length === 0 ? (
        <p className="quiet">{say('No single fact would. Use “What if” to change several at once.')}</p>
      ) : (
        <ul className="turns">
          {turns.map((turn) => (
            <li key={`${turn.fact}/${turn.to}`}>
              <FactLink fact={turn.fact} linked={linked}>
                {law.factWord(turn.fact)}
              </FactLink>
              : <strong>{turn.to}</strong> → {verdictWord(turn.verdict)}
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
