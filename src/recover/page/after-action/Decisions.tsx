// Decisions, each with the way to the picture that was before whoever decided.
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { Badge } from '#web/kit/Badge.tsx'
import { Button } from '#web/kit/Button.tsx'
import { Card } from '#web/kit/Card.tsx'
import { Time } from '#web/kit/Time.tsx'
import { say } from '#web/say.ts'
import { useNames } from '#web/shell/names.ts'
import { knownAt, notYetKnown } from '../../rules/after-action/known-at.ts'
import type { Shown } from './AfterActionPage.tsx'

interface DecisionsProps {
  review: Shown
  at: string
  onShow: (next: { at: string; by: string | undefined }) => void
}

export function Decisions({ review, at, onShow }: DecisionsProps): ReactNode {
  const names = useNames()
  return (
    <Card title={say('Decisions beside what was known')} aside={String(review.decisions.length)}>
      {review.decisions.length === 0 ? <p className="quiet">{say('No decision is recorded.')}</p> : null}
      <ul className="recover-criteria">
        {review.decisions.map((one) => {
          const known = knownAt(review.tracks, one.knownAt, one.knower)
          const readable = known.filter((it) => it.readable).length
          const late = notYetKnown(review.course, one.knownAt).length
          const by = one.knower === null ? undefined : review.knowers[one.knower]?.id
          return (
            <li key={one.id}>
              <span className="row recover-line-head">
                <Link to="/decisions/$id" params={{ id: one.id }}>
                  {one.reference} {one.question}
                </Link>
                {one.decidedAt > at ? <Badge>{say('not decided at this moment')}</Badge> : null}
              </span>
              <span>
                <strong>{one.chosen}</strong>. {one.reasons}
              </span>
              <span className="small quiet">
                {names.actor(one.by)}, <Time at={one.decidedAt} show="exact" />
              </span>
              <span className="small">
                {say('{n} of {all} records could be read by whoever decided.', { n: readable, all: known.length })}{' '}
                {late > 0 ? say('{n} had happened and were not written down.', { n: late }) : ''}
              </span>
              <span className="row no-print">
                <Button
                  small
                  aria-label={say('Show what was known: {of}', { of: one.reference })}
                  onPress={() => onShow({ at: one.knownAt, by })}
                >
                  {say('Show what was known')}
                </Button>
              </span>
            </li>
          )
        })}
      </ul>
    </Card>
  )
}
