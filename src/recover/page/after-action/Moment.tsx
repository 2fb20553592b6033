// The slider through time, and through whose eyes: it stops where something was written down.
import { type ReactNode, useEffect, useId, useState } from 'react'
import { Button } from '#web/kit/Button.tsx'
import { Card } from '#web/kit/Card.tsx'
import { SelectField } from '#web/kit/Field.tsx'
import { exactly, utc } from '#web/kit/Time.tsx'
import { say } from '#web/say.ts'
import type { Shown } from './AfterActionPage.tsx'

interface MomentProps {
  review: Shown
  stops: readonly string[]
  at: string
  by: number | null
  onChoose: (next: { at?: string; by?: string | undefined }) => void
}

/** How long a moment stands while it plays. */
const stepMilliseconds = 700

export function Moment({ review, stops, at, by, onChoose }: MomentProps): ReactNode {
  const id = useId()
  const [playing, setPlaying] = useState(false)
  const place = Math.max(0, stops.indexOf(at))
  const last = stops.length - 1
  const go = (next: number) => {
    const stop = stops[Math.min(last, Math.max(0, next))]
    if (stop) onChoose({ at: stop })
  }
  useEffect(() => {
    if (!playing) return
    if (place >= last) return setPlaying(false)
    const next = stops[place + 1]
    const timer = setTimeout(() => next && onChoose({ at: next }), stepMilliseconds)
    return () => clearTimeout(timer)
  })
  /** From the beginning where it stands at the end. */
  function toggle(): void {
    if (!playing && place === last) go(0)
    setPlaying(!playing)
  }
  const who = review.knowers.map(({ id: value, name, kind }) => {
    return { value, label: name, group: kind === 'person' ? say('Persons') : say('Organisations') }
  })
  return (
    <Card title={say('As known at')} aside={<strong>{exactly(at)}</strong>}>
      <div className="stack">
        <div className="recover-moment">
          <label htmlFor={id} className="unseen">
            {say('Moment')}
          </label>
          <input
            id={id}
            type="range"
            min={0}
            max={last}
            step={1}
            value={place}
            aria-valuetext={utc(at)}
            onChange={(event) => {
              setPlaying(false)
              go(Number(event.target.value))
            }}
          />
          <span className="row small quiet recover-ends">
            <span>{utc(review.from)}</span>
            <span>{say('{n} of {all} moments', { n: place + 1, all: stops.length })}</span>
            <span>{utc(review.until)}</span>
          </span>
        </div>
        <div className="row no-print">
          <Button small isDisabled={place === 0} onPress={() => go(place - 1)}>
            {say('One back')}
          </Button>
          <Button small isDisabled={place === last} onPress={() => go(place + 1)}>
            {say('One on')}
          </Button>
          <Button small onPress={toggle}>
            {playing ? say('Pause') : say('Play')}
          </Button>
        </div>
        <SelectField
          label={say('As known by')}
          value={by === null ? '' : (review.knowers[by]?.id ?? '')}
          none={say('You, with all that you may read')}
          choices={who}
          onChange={(value) => onChoose({ by: value || undefined })}
        />
      </div>
    </Card>
  )
}
