// When a resolver counts as not well, how many must say so, and what keeps a move from going to and fro: each with its meaning.
import type { ReactNode } from 'react'
import { say } from '#web/say.ts'
import type { Hysteresis, Quorum } from '../../../model/failover.ts'
import type { HealthThresholds } from '../../../model/resolvers.ts'
import type { PlanValues } from '../../../rules/dns/plan-values.ts'
import { NumberField } from './Rows.tsx'

type Told<T> = readonly (readonly [keyof T, string, string])[]

const health = (): Told<HealthThresholds> => [
  ['windowSeconds', say('Window, in seconds'), say('Older answers count no more')],
  ['leastSamples', say('Answers needed'), say('With fewer, nothing is said')],
  [
    'mostFailed',
    say('Failing from this share without use'),
    say('0.5 is half: time-out, unreachable, garbage, SERVFAIL, refused'),
  ],
  ['mostServfail', say('Failing from this share of SERVFAIL'), say('0 to 1')],
  ['mostNxdomain', say('Failing from this share of wrong NXDOMAIN'), say('For names that exist')],
  ['slowMilliseconds', say('Slow is longer than, in milliseconds'), say('Not longer than the time limit')],
  ['mostSlow', say('Slow from this share'), say('0 to 1')],
  ['mostDisagreeing', say('Lying from this share'), say('Answers in which it stands alone against the others')],
]

const steady = (): Told<Hysteresis> => [
  ['failingSeconds', say('Not well for so long before a move, in seconds'), say('Longer: calmer, and later')],
  ['wellSeconds', say('Well for so long before the way back, in seconds'), say('300 keeps a resolver that flaps away')],
  ['leastSeconds', say('A move stays for at least, in seconds'), say('Against going to and fro')],
]

const quorum = (): Told<Quorum> => [
  ['least', say('Vantage points that must agree'), say('With 1, one that is wrong moves everything')],
  ['of', say('Out of so many'), say('Where more are heard, as large a part is needed')],
]

export function Thresholds({
  values,
  onChange,
}: {
  values: PlanValues
  onChange: (part: Partial<PlanValues>) => void
}): ReactNode {
  return (
    <details className="more-fields">
      <summary>{say('Thresholds, quorum and times (standard values are kept otherwise)')}</summary>
      <div className="stack">
        <div className="columns">
          <NumberField
            label={say('Asked every, in seconds')}
            value={values.everySeconds}
            onChange={(everySeconds) => onChange({ everySeconds })}
          />
          <NumberField
            label={say('Time limit of an answer, in milliseconds')}
            value={values.timeoutMilliseconds}
            onChange={(timeoutMilliseconds) => onChange({ timeoutMilliseconds })}
          />
          <NumberField
            label={say('Waits for its turn, in seconds')}
            hint={say('So that not all resolvers move at once')}
            value={values.staggerSeconds}
            onChange={(staggerSeconds) => onChange({ staggerSeconds })}
          />
        </div>
        <Numbers told={quorum()} of={values.quorum} onChange={(it) => onChange({ quorum: it })} />
        <Numbers told={health()} of={values.thresholds} onChange={(it) => onChange({ thresholds: it })} />
        <Numbers told={steady()} of={values.hysteresis} onChange={(it) => onChange({ hysteresis: it })} />
      </div>
    </details>
  )
}

function Numbers<T extends Record<keyof T, number>>({
  told,
  of,
  onChange,
}: {
  told: Told<T>
  of: T
  onChange: (of: T) => void
}): ReactNode {
  return (
    <div className="columns">
      {told.map(([key, label, hint]) => (
        <NumberField
          key={String(key)}
          label={label}
          hint={hint}
          value={of[key]}
          onChange={(value) => onChange({ ...of, [key]: value })}
        />
      ))}
    </div>
  )
}
