// The action day: who says go, steps with what is in their way, and one button for each.
import type { ReactNode } from 'react'
import { Acts } from '#web/kit/acts/Acts.tsx'
import { Badge } from '#web/kit/Badge.tsx'
import { Time, utc } from '#web/kit/Time.tsx'
import { say } from '#web/say.ts'
import { Lines } from '../requests/Lines.tsx'
import { goActs, planActs, type Shown, stepActs } from './operation-acts.ts'
import type { TargetRow } from './TargetsTab.tsx'
import { takedownTone, takedownWord } from './words.ts'

export function PlanTab({ shown, targets }: { shown: Shown; targets: readonly TargetRow[] }): ReactNode {
  return (
    <div className="stack">
      <Lines
        title={say('Go or no go, revision {n}', { n: shown.state.revision })}
        none={say('No partner is named.')}
        lines={shown.go.partners.map((one) => ({
          key: one.partner,
          text: (
            <>
              <Badge tone={takedownTone(one.word)}>{takedownWord(one.word)}</Badge> <strong>{one.name}</strong>
            </>
          ),
          more: [one.mustSign ? null : say('Need not sign.'), one.words, one.at ? utc(one.at) : null],
          acts: goActs(shown, one.partner, one.name),
        }))}
      />
      <Acts acts={planActs(shown, targets)} />
      <Lines
        title={say('Steps')}
        none={say('No step is planned.')}
        lines={shown.state.steps.map((step) => lineOf(shown, step, targets))}
      />
    </div>
  )
}

function lineOf(shown: Shown, step: Shown['state']['steps'][number], targets: readonly TargetRow[]) {
  const way = shown.steps.find((one) => one.step === step.key)
  const partner = shown.state.partners.find(({ key }) => key === step.partner)?.name ?? step.partner
  const names = targets.filter(({ id }) => step.targets.includes(id)).map(({ reads }) => reads)
  const over = step.state === 'done' || step.state === 'dropped'
  const sign = step.minutes < 0 ? '−' : '+'
  return {
    key: step.key,
    text: (
      <>
        <Badge tone={takedownTone(step.state)}>{takedownWord(step.state)}</Badge> <strong>{step.key}</strong>{' '}
        {`H ${sign} ${Math.abs(step.minutes)} min`} · {step.title} · {partner}
      </>
    ),
    more: [
      way?.due ? <Time key="due" at={way.due} show="exact" /> : null,
      step.what,
      names.length > 0 ? say('Targets: {names}', { names: names.join(', ') }) : null,
      step.after.length > 0 ? say('After {steps}', { steps: step.after.join(', ') }) : null,
      step.fallback ? say('If it fails: {what}', { what: step.fallback }) : null,
      !over && way && way.open.length > 0 ? say('In the way: {what}', { what: way.open.join(' ') }) : null,
      !over && way && way.early.length > 0 ? way.early.join(' ') : null,
      step.despite ? say('All the same: {why}', { why: step.despite }) : null,
      step.result,
    ],
    acts: stepActs(shown, step),
  }
}
