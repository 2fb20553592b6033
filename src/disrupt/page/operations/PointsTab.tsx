// Objectives, equities, risks to victims, and lessons.
import type { ReactNode } from 'react'
import { Acts } from '#web/kit/acts/Acts.tsx'
import { Badge } from '#web/kit/Badge.tsx'
import { say } from '#web/say.ts'
import { pointKinds } from '../../model/operations/operation.ts'
import { Lines } from '../requests/Lines.tsx'
import { pointActs, type Shown, settleAct } from './operation-acts.ts'
import { takedownTone, takedownWord } from './words.ts'

const titles = { objective: 'Objectives', equity: 'Equities', risk: 'Risks to victims', lesson: 'Lessons' }

export function PointsTab({ shown }: { shown: Shown }): ReactNode {
  const whose = (key: string | null) => shown.state.partners.find((one) => one.key === key)?.name
  return (
    <div className="stack">
      <Acts acts={pointActs(shown)} />
      {pointKinds.map((kind) => (
        <Lines
          key={kind}
          title={say(titles[kind])}
          lines={shown.state.points
            .filter((one) => one.kind === kind)
            .map((one) => ({
              key: one.key,
              text: (
                <>
                  <Badge tone={takedownTone(one.state)}>{takedownWord(one.state)}</Badge> {one.text}
                </>
              ),
              more: [whose(one.partner), one.answer, one.result],
              acts: [settleAct(shown, one)],
            }))}
        />
      ))}
    </div>
  )
}
