// Partners with their role and right, how far their clocks are apart, and the persons who know of the operation.
import type { ReactNode } from 'react'
import { Acts } from '#web/kit/acts/Acts.tsx'
import { Badge } from '#web/kit/Badge.tsx'
import { presentInstant } from '#web/kit/Time.tsx'
import { say } from '#web/say.ts'
import { Lines } from '../requests/Lines.tsx'
import { clockAct, excludeAct, partnerActs, type Shown } from './operation-acts.ts'
import { takedownTone } from './words.ts'

export function PartnersTab({ shown }: { shown: Shown }): ReactNode {
  const names = new Map(shown.persons.map(({ id, name }) => [id, name || id]))
  const clockOf = (key: string) => shown.clocks.find(({ partner }) => partner === key)
  return (
    <div className="stack">
      <Acts acts={partnerActs(shown)} />
      <Lines
        title={say('Partners')}
        none={say('No partner is named. Without one whose go is needed, no action day begins.')}
        lines={shown.state.partners.map((one) => {
          const clock = clockOf(one.key)
          return {
            key: one.key,
            text: (
              <>
                <strong>{one.key}</strong> {one.name}
                {one.country ? ` (${one.country})` : ''} · {one.role}{' '}
                {clock ? <Badge tone={takedownTone(clock.agrees)}>{clockWords(clock.offsetMilliseconds)}</Badge> : null}
              </>
            ),
            more: [
              one.left ? say('Has left: {why}', { why: one.left }) : null,
              one.legalBasis,
              one.mandate,
              one.signers.length > 0
                ? say('Says go: {who}', { who: one.signers.map((id) => names.get(id) ?? id).join(', ') })
                : say('Nobody is named who says go for it.'),
            ],
            acts: one.left ? [] : [clockAct(shown, one.key, one.name, presentInstant())],
          }
        })}
      />
      <Lines
        title={say('Who knows of it')}
        lines={shown.persons.map((person) => ({
          key: person.id,
          text: person.name || person.id,
          acts: [excludeAct(shown, person)],
        }))}
      />
    </div>
  )
}

function clockWords(offset: number | null): string {
  if (offset === null) return say('clock never compared')
  const seconds = Math.abs(offset / 1_000).toFixed(1)
  if (offset === 0) return say('clocks agree')
  return offset > 0 ? say('clock {n} s ahead', { n: seconds }) : say('clock {n} s behind', { n: seconds })
}
