// One target over time: which time, at which resolution, which measure, compared with when; and the charts of it.
import type { ReactNode } from 'react'
import { useAsk } from '#web/ask.ts'
import { fetchFile } from '#web/client.ts'
import { Button } from '#web/kit/Button.tsx'
import { Skeleton } from '#web/kit/Empty.tsx'
import { SelectField } from '#web/kit/Field.tsx'
import { Problem } from '#web/kit/Problem.tsx'
import { Scrolled } from '#web/kit/Scrolled.tsx'
import { exactly, present, useNow } from '#web/kit/Time.tsx'
import { toast } from '#web/kit/Toast.tsx'
import { useChoices, usePlace } from '#web/place.ts'
import { say } from '#web/say.ts'
import { exportSeries, showSeries } from '../api.ts'
import { type Measure, measures } from '../model/attacks.ts'
import { momentOf } from '../rules/moments.ts'
import { Charts, type Series } from './chart/Charts.tsx'
import { bucketFor, secondsOf, type TimeSpan } from './chart/frame.ts'
import type { Marker } from './chart/TimeChart.tsx'
import { Mix } from './Mix.tsx'
import { amount, measureWord } from './words.ts'

const hour = 3600
const lengths = [
  { seconds: hour, label: () => say('1 hour') },
  { seconds: 6 * 3600, label: () => say('6 hours') },
  { seconds: 86_400, label: () => say('1 day') },
  { seconds: 7 * 86_400, label: () => say('1 week') },
  { seconds: 30 * 86_400, label: () => say('30 days') },
]

export interface TimeViewProps {
  target: string
  /** TLP of the target, for files. */
  tlp: string
  /** The time that is shown while the address names none. */
  standard?: TimeSpan
  measure?: Measure
  markers?: readonly Marker[]
  /** Shown beside the charts instead of the mix of the whole span. */
  withMix?: boolean
}

export function TimeView({
  target,
  tlp,
  standard,
  measure: first,
  markers = [],
  withMix = true,
}: TimeViewProps): ReactNode {
  const [choice, choose] = useChoices('from', 'to', 'measure', 'compare', 'bands')
  const { realm, asOf } = usePlace()
  const heard = useNow()
  const now = Math.ceil((asOf ? Date.parse(asOf) : heard) / 10_000) * 10
  const fixed = choice.from && choice.to ? { from: secondsOf(choice.from), to: secondsOf(choice.to) } : standard
  const span = fixed && Number.isFinite(fixed.from) && fixed.to > fixed.from ? fixed : { from: now - hour, to: now }
  const bucketSeconds = bucketFor(span, Math.floor(present() / 1000))
  const whole: TimeSpan = {
    from: Math.floor(span.from / bucketSeconds) * bucketSeconds,
    to: Math.ceil(span.to / bucketSeconds) * bucketSeconds,
  }
  const chosen = measures.find((it) => it === choice.measure) ?? first
  const compare = Number(choice.compare)
  const input = {
    target,
    from: momentOf(whole.from),
    to: momentOf(whole.to),
    bucketSeconds,
    ...(chosen ? { measure: chosen } : {}),
    ...(compare > 0 ? { compareSeconds: compare } : {}),
    ...(choice.bands === 'protocol' ? { bands: 'protocol' as const } : {}),
  }
  const series = useAsk(showSeries, input, { keep: true, everySeconds: fixed ? 60 : 10 })
  const { data } = series
  const showSpan = (next: TimeSpan) => choose({ from: momentOf(next.from), to: momentOf(next.to) })

  return (
    <div className="stack">
      <div className="time-bar no-print">
        {/* biome-ignore lint/a11y/useSemanticElements: a set of buttons, not a part of a form. */}
        <div role="group" aria-label={say('How long')} className="segments wraps">
          <button type="button" aria-pressed={!choice.from} onClick={() => choose({ from: undefined, to: undefined })}>
            {standard ? say('All of it') : say('Last hour, live')}
          </button>
          {lengths.map((length) => (
            <button
              key={length.seconds}
              type="button"
              aria-pressed={Boolean(choice.from) && span.to - span.from === length.seconds}
              onClick={() => showSpan({ from: whole.to - length.seconds, to: whole.to })}
            >
              {length.label()}
            </button>
          ))}
        </div>
        <SelectField
          label={say('Measure')}
          value={data?.measure ?? chosen ?? ''}
          onChange={(measure) => choose({ measure })}
          choices={(data?.measures ?? []).map((it) => ({ value: it, label: measureWord(it) }))}
        />
        <SelectField
          label={say('Bands')}
          value={choice.bands === 'protocol' ? 'protocol' : 'country'}
          onChange={(bands) => choose({ bands: bands === 'country' ? undefined : bands })}
          choices={[
            { value: 'country', label: say('Country of the source') },
            { value: 'protocol', label: say('Protocol or status') },
          ]}
        />
        <SelectField
          label={say('Compare with')}
          value={choice.compare ?? ''}
          onChange={(compare) => choose({ compare: compare || undefined })}
          none={say('nothing')}
          choices={[
            { value: '86400', label: say('the day before') },
            { value: '604800', label: say('a week before') },
          ]}
        />
        <Button
          small
          icon="file"
          onPress={() =>
            void fetchFile(
              exportSeries,
              { target, from: input.from, to: input.to, bucketSeconds },
              'measurements.csv',
              { realm, ...(asOf ? { asOf } : {}) },
            ).catch(() => toast(say('The file did not come. Try again.')))
          }
        >
          CSV
        </Button>
      </div>
      <Problem error={series.error} onAgain={() => void series.refetch()} />
      {series.isPending ? <Skeleton lines={8} tall /> : null}
      {data ? (
        <>
          <p className="small quiet">
            {say('{from} to {to}, in buckets of {length}', {
              from: exactly(input.from),
              to: exactly(input.to),
              length: { 10: say('10 seconds'), 60: say('a minute'), 3600: say('an hour') }[bucketSeconds],
            })}
          </p>
          <Charts
            series={data}
            span={whole}
            markers={[
              ...data.waves.map((wave) => ({
                at: secondsOf(wave.onset),
                label: say('Onset {at}', { at: exactly(wave.onset) }),
                kind: 'onset' as const,
              })),
              ...markers,
            ].filter(({ at }) => at >= whole.from && at < whole.to)}
            caption={{
              title: `${realm === 'live' ? '' : `${say('EXERCISE')} · `}${data.target.name}`,
              lines: [
                `TLP:${tlp} · ${exactly(input.from)} – ${exactly(input.to)}`,
                ...(data.mix ? [data.mix.caveat, data.mix.tables] : []),
              ],
            }}
            onSpan={showSpan}
          />
          {withMix && data.mix ? <Mix mix={data.mix} /> : null}
          {data.heavy.length > 0 ? <Heavy heavy={data.heavy} /> : null}
        </>
      ) : null}
    </div>
  )
}

function Heavy({ heavy }: { heavy: Series['heavy'] }): ReactNode {
  return (
    <details>
      <summary>{say('The biggest')}</summary>
      <Scrolled label={say('The biggest')}>
        <table className="table">
          <thead>
            <tr>
              <th scope="col">{say('What')}</th>
              <th scope="col">{say('Which')}</th>
              <th scope="col">{say('At most')}</th>
              <th scope="col">{say('At least')}</th>
            </tr>
          </thead>
          <tbody>
            {heavy.map((one) => (
              <tr key={`${one.kind}${one.key}`}>
                <td>{one.kind}</td>
                <th scope="row" className="wrap-anywhere">
                  {one.name || one.key}
                </th>
                <td>{amount(one.amount)}</td>
                <td>{amount(one.amount - one.error)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scrolled>
    </details>
  )
}
