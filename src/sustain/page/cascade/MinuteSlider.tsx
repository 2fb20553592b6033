// The clock of a cascade: played from change to change, drawn by hand, or moved by keys.
import { type ReactNode, useEffect, useState } from 'react'
import { useKeys } from '#web/keys.ts'
import { Button } from '#web/kit/Button.tsx'
import { say, sayCount } from '#web/say.ts'
import type { Fallen } from '../../model/analysis.ts'
import { levelAt } from '../../rules/drawing/levels.ts'
import { clockWord, minutesWord } from '../words.ts'

const playEvery = 900

interface MinuteSliderProps {
  minute: number
  horizon: number
  moments: readonly number[]
  fallen: readonly Fallen[]
  onMinute: (minute: number) => void
}

export function MinuteSlider({ minute, horizon, moments, fallen, onMinute }: MinuteSliderProps): ReactNode {
  const [playing, setPlaying] = useState(false)
  const next = moments.find((at) => at > minute)
  const before = moments.findLast((at) => at < minute)
  const gone = fallen.filter(({ steps }) => levelAt(steps, minute) <= 0.001).length
  const less = fallen.filter(({ steps }) => levelAt(steps, minute) < 0.999).length - gone

  useEffect(() => {
    if (!playing) return
    const timer = setTimeout(() => {
      if (next === undefined) setPlaying(false)
      else onMinute(next)
    }, playEvery)
    return () => clearTimeout(timer)
  }, [playing, next, onMinute])

  function play(): void {
    if (!playing && next === undefined) onMinute(0)
    setPlaying(!playing)
  }

  function goTo(at: number | undefined): void {
    setPlaying(false)
    if (at !== undefined) onMinute(at)
  }

  useKeys({ '.': () => goTo(next), ',': () => goTo(before), p: play })

  const words = say('{when}: {gone} gone, {less} less than whole', { when: clockWord(minute), gone, less })
  return (
    <div className="minute-slider">
      <div className="row no-print">
        <Button icon={playing ? 'pause' : 'play'} onPress={play}>
          {playing ? say('Pause') : say('Play')}
        </Button>
        <Button
          icon="back"
          aria-label={say('The change before')}
          isDisabled={before === undefined}
          onPress={() => goTo(before)}
        />
        <Button
          icon="next"
          aria-label={say('The next change')}
          isDisabled={next === undefined}
          onPress={() => goTo(next)}
        />
      </div>
      <div className="minute-track">
        <svg className="minute-marks no-print" viewBox="0 0 1000 10" preserveAspectRatio="none" aria-hidden="true">
          {moments.slice(0, 500).map((at) => (
            <path key={at} d={`M${(at / horizon) * 1000} 0v10`} data-past={at <= minute || undefined} />
          ))}
        </svg>
        <input
          type="range"
          className="no-print"
          min={0}
          max={horizon}
          step={Math.max(1, Math.round(horizon / 960))}
          value={minute}
          aria-label={say('Minute of the cascade')}
          aria-valuetext={words}
          onChange={(event) => goTo(Number(event.target.value))}
        />
        <div className="row apart small">
          <output>{words}</output>
          <span className="quiet">
            {sayCount(moments.length, '{n} change', '{n} changes')} ·{' '}
            {say('{span} ahead', { span: minutesWord(horizon) })}
          </span>
        </div>
      </div>
    </div>
  )
}
