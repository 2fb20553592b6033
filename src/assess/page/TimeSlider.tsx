// The past: bars for what began when, and a slider over them that moves the whole page to that moment.
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { Button } from '#web/kit/Button.tsx'
import { exactly, useNow } from '#web/kit/Time.tsx'
import { useMoment, usePlace } from '#web/place.ts'
import { say, sayCount } from '#web/say.ts'
import type { PictureBucket } from '../model.ts'

const settle = 140
const playEvery = 650

export interface TimeSliderProps {
  buckets: readonly PictureBucket[]
  onBucket: (bucket: PictureBucket) => void
}

export function TimeSlider({ buckets, onBucket }: TimeSliderProps): ReactNode {
  const { asOf } = usePlace()
  const goTo = useMoment()
  const now = useNow()
  const first = buckets[0]
  const last = buckets[buckets.length - 1]
  const start = first ? Date.parse(first.start) : now - 3_600_000
  const end = Math.max(now, last ? Date.parse(last.end) : now)
  const stepSize = first ? Date.parse(first.end) - Date.parse(first.start) : 60_000
  const shown = asOf ? Math.max(start, Math.min(end, Date.parse(asOf))) : end
  const [dragged, setDragged] = useState<number | null>(null)
  const [playing, setPlaying] = useState(false)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const value = dragged ?? shown

  function slide(to: number): void {
    setDragged(to)
    clearTimeout(timer.current)
    timer.current = setTimeout(() => {
      goTo(to >= end - 1_000 ? undefined : new Date(to).toISOString())
      setDragged(null)
    }, settle)
  }

  useEffect(() => () => clearTimeout(timer.current), [])

  useEffect(() => {
    if (!playing) return
    const tick = setTimeout(() => {
      const next = shown + stepSize
      if (next >= end) {
        setPlaying(false)
        goTo(undefined)
      } else goTo(new Date(next).toISOString())
    }, playEvery)
    return () => clearTimeout(tick)
  }, [playing, shown, stepSize, end, goTo])

  function play(): void {
    if (!playing && !asOf) goTo(new Date(start + stepSize).toISOString())
    setPlaying(!playing)
  }

  const highest = Math.max(1, ...buckets.map((bucket) => bucket.incidents + bucket.signals))
  const share = (at: number) => `${((at - start) / (end - start)) * 100}%`
  return (
    <div className="slider">
      <Button
        kind="plain"
        bare
        icon={playing ? 'pause' : 'play'}
        aria-label={playing ? say('Pause') : say('Play the past')}
        onPress={play}
      />
      <div className="slider-track">
        <div className="slider-bars">
          {buckets.map((bucket) => (
            <button
              key={bucket.start}
              type="button"
              tabIndex={-1}
              className="slider-bar"
              data-past={Date.parse(bucket.start) > value || undefined}
              aria-label={bucketLabel(bucket)}
              title={bucketLabel(bucket)}
              onClick={() => onBucket(bucket)}
            >
              <span className="bar-signals" style={{ height: `${(bucket.signals / highest) * 100}%` }} />
              <span className="bar-incidents" style={{ height: `${(bucket.incidents / highest) * 100}%` }} />
            </button>
          ))}
          <span className="playhead" style={{ left: share(value) }} aria-hidden="true" />
        </div>
        <input
          type="range"
          min={start}
          max={end}
          step={Math.max(1_000, Math.round(stepSize / 4))}
          value={value}
          aria-label={say('Moment that is shown')}
          aria-valuetext={value >= end - 1_000 ? say('Now') : exactly(new Date(value).toISOString())}
          onChange={(event) => {
            setPlaying(false)
            slide(Number(event.target.value) > end - stepSize / 2 ? end : Number(event.target.value))
          }}
        />
        <div className="slider-ends small quiet">
          <span>{exactly(new Date(start).toISOString())}</span>
          <output>{value >= end - 1_000 ? say('Now') : exactly(new Date(value).toISOString())}</output>
        </div>
      </div>
    </div>
  )
}

function bucketLabel(bucket: PictureBucket): string {
  return say('{from}: {incidents}, {signals}', {
    from: exactly(bucket.start),
    incidents: sayCount(bucket.incidents, '{n} incident began', '{n} incidents began'),
    signals: sayCount(bucket.signals, '{n} signal', '{n} signals'),
  })
}
