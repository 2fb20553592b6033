// The guided tour of an exercise: where to look, in plain words, beside the page that it speaks of. It covers nothing that must be read.
import { useRouter } from '@tanstack/react-router'
import { type ReactNode, useEffect, useRef } from 'react'
import { showTour } from '#exercise/api/newcomers.ts'
import { useAsk } from '../ask.ts'
import { useKeys } from '../keys.ts'
import { Button } from '../kit/Button.tsx'
import { usePlace } from '../place.ts'
import { say } from '../say.ts'
import { goInTour, takeUpTour, useTourPlace } from './tour-place.ts'

export function Tour(): ReactNode {
  const { realm } = usePlace()
  return realm === 'live' ? null : <TourOf key={realm} exercise={realm.slice('exercise:'.length)} realm={realm} />
}

function TourOf({ exercise, realm }: { exercise: string; realm: string }): ReactNode {
  const place = useTourPlace(exercise)
  const asked = useAsk(
    showTour,
    { exercise },
    { timeless: true, keep: true, hears: ['exercise.'], when: place?.open === true, everySeconds: 5 },
  )
  const router = useRouter()
  const panel = useRef<HTMLElement>(null)
  const steps = asked.data?.steps ?? []
  const open = place?.open === true
  const at = Math.min(place?.step ?? 0, Math.max(0, steps.length - 1))
  const step = steps[at]
  const page = step?.page

  function go(to: number): void {
    const next = steps[to]
    if (!next) return
    goInTour(exercise, { step: to, open: true })
    visit(next.page)
  }
  function visit(path: string): void {
    router.history.push(`${path}${path.includes('?') ? '&' : '?'}${new URLSearchParams({ realm })}`)
  }
  // Begun or taken up again: the page that the step speaks of comes into view.
  const shown = useRef(false)
  useEffect(() => {
    if (!open) shown.current = false
    if (!open || page === undefined || shown.current) return
    shown.current = true
    if (window.location.pathname !== page.split('?')[0]) visit(page)
    panel.current?.focus({ preventScroll: true })
  })
  useKeys({
    ']': () => open && go(at + 1),
    '[': () => open && go(at - 1),
    'g o': () => (open ? goInTour(exercise, { step: at, open: false }) : takeUpTour(exercise)),
  })
  if (!open || !step) return null
  const total = asked.data?.total ?? steps.length
  const last = at + 1 >= total
  const waits = !last && at + 1 >= steps.length
  return (
    <aside className="tour no-print" aria-label={say('Guided tour')} ref={panel} tabIndex={-1}>
      <p className="small quiet">
        {say('Guided tour, {n} of {total}', { n: at + 1, total })} · <kbd>[</kbd> <kbd>]</kbd>
      </p>
      <h2>{step.title}</h2>
      <p>{step.text}</p>
      <p className="small quiet" role="status">
        {waits ? say('The next step comes with the story.') : ''}
      </p>
      <div className="row">
        <Button small isDisabled={at === 0} onPress={() => go(at - 1)}>
          {say('Back')}
        </Button>
        {last ? null : (
          <Button small kind="first" isDisabled={waits} onPress={() => go(at + 1)}>
            {say('Next')}
          </Button>
        )}
        <Button small onPress={() => visit(page ?? '/picture')}>
          {say('Show me')}
        </Button>
        <Button
          small
          kind={last ? 'first' : 'plain'}
          onPress={() => goInTour(exercise, { step: last ? 0 : at, open: false })}
        >
          {last ? say('End the tour') : say('Leave the tour')}
        </Button>
      </div>
    </aside>
  )
}

/** In the band: begin it, or go on where it was left. */
export function TourButton({ exercise }: { exercise: string }): ReactNode {
  const place = useTourPlace(exercise)
  const there = useAsk(showTour, { exercise }, { timeless: true, hears: ['exercise.exercise'] })
  if (place?.open || !there.data || there.data.total === 0) return null
  return (
    <Button small onPress={() => takeUpTour(exercise)}>
      {place && place.step > 0 ? say('Go on with the tour') : say('Guided tour')}
    </Button>
  )
}
