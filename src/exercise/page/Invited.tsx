// Exercises that other nodes lead and invite this one to.
import { Link, useNavigate } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { OutputOf } from '#kernel/contract.ts'
import { useAsk, useTell } from '#web/ask.ts'
import { Badge } from '#web/kit/Badge.tsx'
import { Button } from '#web/kit/Button.tsx'
import { Card } from '#web/kit/Card.tsx'
import { Problem } from '#web/kit/Problem.tsx'
import { utc } from '#web/kit/Time.tsx'
import { say } from '#web/say.ts'
import * as api from '../api/joint.ts'
import { tone, word } from './words.ts'

type Invited = OutputOf<typeof api.listJointExercises>['items'][number]

export function InvitedTo(): ReactNode {
  const asked = useAsk(api.listJointExercises, {}, { timeless: true, keep: true, hears: ['exercise.'] })
  if (!asked.error && (asked.data?.items ?? []).length === 0) return null
  return (
    <Card title={say('Led by others')}>
      <Problem error={asked.error} onAgain={() => void asked.refetch()} />
      <ul className="plain-list">
        {asked.data?.items.map((one) => (
          <li key={one.invitation} className="stack tight">
            <OneInvitation one={one} />
          </li>
        ))}
      </ul>
    </Card>
  )
}

function OneInvitation({ one }: { one: Invited }): ReactNode {
  const joining = useTell(api.joinExercise)
  const navigate = useNavigate()
  const { invitation, slug, name, leader, scenario, participants, state, script, joined } = one
  async function join(): Promise<void> {
    const made = await joining.tell({ invitation })
    await navigate({ to: '/exercises/$slug', params: { slug: made.exercise.slug } })
  }
  return (
    <>
      <p className="row">
        {joined ? (
          <Link to="/exercises/$slug" params={{ slug }} className="title-link">
            EXERCISE {name}
          </Link>
        ) : (
          <strong>EXERCISE {name}</strong>
        )}
        <Badge tone={tone(state)}>{word(state)}</Badge>
        {!joined && state !== 'ended' && script === 'same' ? (
          <Button
            small
            kind="first"
            isPending={joining.pending}
            aria-label={say('Join {name}', { name })}
            onPress={() => void join().catch(() => {})}
          >
            {say('Join')}
          </Button>
        ) : null}
      </p>
      <p className="small quiet">
        {say('led by {leader}; this node plays {who}', {
          leader,
          who: participants.map((one) => one.name).join(', ') || say('nobody'),
        })}{' '}
        · {scenario.title} · {say('from {from} to {to}', { from: utc(scenario.startsAt), to: utc(scenario.endsAt) })}
      </p>
      {joined || script === 'same' ? null : (
        <p className="small">
          {script === 'missing'
            ? say('The scenario is not here. Ask {leader} for the file, and take it in to join.', { leader })
            : say('The scenario of that name here is another one. Ask {leader} for the file, and take it in to join.', {
                leader,
              })}
        </p>
      )}
      <Problem error={joining.error} />
    </>
  )
}
