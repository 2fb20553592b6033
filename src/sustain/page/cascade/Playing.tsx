// The cascade minute by minute: a slider over the time that is looked ahead, the map as it stands then, and what falls when.
import { useNavigate } from '@tanstack/react-router'
import { lazy, type ReactNode, Suspense, useEffect, useMemo, useState } from 'react'
import type { OutputOf } from '#kernel/contract.ts'
import { useChoices } from '#web/place.ts'
import { say } from '#web/say.ts'
import type { showMap } from '../../api/parts.ts'
import type { CascadeAnswer } from '../../model/analysis.ts'
import { levelAt, momentsOf } from '../../rules/drawing/levels.ts'
import { Legend } from '../map/Legend.tsx'
import { aroundFallen } from './around.ts'
import { FallenList } from './FallenList.tsx'
import { MinuteSlider } from './MinuteSlider.tsx'

const Graph = lazy(async () => ({ default: (await import('../map/Graph.tsx')).Graph }))
const settle = 250

interface PlayingProps {
  answer: CascadeAnswer
  horizon: number
  map: OutputOf<typeof showMap> | undefined
}

export function Playing({ answer, horizon, map }: PlayingProps): ReactNode {
  const [choice, choose] = useChoices('minute', 'part')
  const navigate = useNavigate()
  const kept = Number(choice.minute ?? horizon)
  const [minute, setMinute] = useState(Number.isFinite(kept) ? Math.min(horizon, Math.max(0, kept)) : horizon)
  const moments = useMemo(() => momentsOf(answer.fallen), [answer])
  const shown = useMemo(() => aroundFallen(answer, map), [answer, map])
  const levels = useMemo(
    () => new Map(answer.fallen.map(({ part, steps }) => [part, levelAt(steps, minute)])),
    [answer, minute],
  )

  // biome-ignore lint/correctness/useExhaustiveDependencies: the minute is what it waits for.
  useEffect(() => {
    const wanted = minute === horizon ? undefined : String(minute)
    if (wanted === choice.minute) return
    const timer = setTimeout(() => choose({ minute: wanted }), settle)
    return () => clearTimeout(timer)
  }, [minute, horizon])

  return (
    <section className="stack" aria-labelledby="minute-by-minute">
      <h2 id="minute-by-minute">{say('Minute by minute')}</h2>
      <MinuteSlider minute={minute} horizon={horizon} moments={moments} onMinute={setMinute} fallen={answer.fallen} />
      <div className="map-beside">
        <div className="stack tight">
          <Suspense fallback={<div className="graph graph-canvas no-print" />}>
            <Graph
              label={say(
                'Map of what falls, at the minute of the slider. Arrow keys walk along the needs, Enter opens a part.',
              )}
              parts={shown.parts}
              edges={shown.edges}
              levels={levels}
              chosen={choice.part ?? null}
              onChoose={(id) => choose({ part: id ?? undefined })}
              onOpen={(id) => void navigate({ to: '/sustain/parts/$id', params: { id } })}
              view={shown.parts.map(({ id }) => id).join()}
            />
          </Suspense>
          <Legend parts={shown.parts} levels />
        </div>
        <FallenList answer={answer} minute={minute} />
      </div>
    </section>
  )
}
