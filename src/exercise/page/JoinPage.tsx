// The door of an exercise for a guest: what the link leads to, and a name to come in with.
import { useQueryClient } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import type { OutputOf } from '#kernel/contract.ts'
import { useTell } from '#web/ask.ts'
import { Skeleton } from '#web/kit/Empty.tsx'
import { TextField } from '#web/kit/Field.tsx'
import { Form } from '#web/kit/Form.tsx'
import { Problem } from '#web/kit/Problem.tsx'
import { utc } from '#web/kit/Time.tsx'
import { say } from '#web/say.ts'
import { Door } from '#web/shell/Door.tsx'
import { lookAtInvitation, takeUpInvitation } from '../api/invitations.ts'

export function JoinPage(): ReactNode {
  const [link] = useState(() => window.location.hash.slice(1))
  const look = useTell(lookAtInvitation)
  const [found, setFound] = useState<OutputOf<typeof lookAtInvitation>>()
  const asked = useRef(false)
  useEffect(() => {
    if (asked.current || !/^[A-Za-z0-9_.-]{100,220}$/.test(link)) return
    asked.current = true
    look.tell({ link }).then(setFound, () => {})
  }, [link, look])
  if (found) return <Come link={link} to={found} />
  return (
    <Door title={say('EXERCISE: an invitation')}>
      {look.error ? (
        <Problem error={look.error} />
      ) : asked.current || look.pending ? (
        <Skeleton />
      ) : (
        <p className="note">{say('Open the whole link that you were given, with everything after the #.')}</p>
      )}
    </Door>
  )
}

function Come({ link, to }: { link: string; to: OutputOf<typeof lookAtInvitation> }): ReactNode {
  const take = useTell(takeUpInvitation)
  const queries = useQueryClient()
  const router = useRouter()
  const [name, setName] = useState('')
  async function send(): Promise<void> {
    const { realm } = await take.tell({ link, name: name.trim() })
    queries.clear()
    router.history.push(`/exercises/${to.exercise}?${new URLSearchParams({ realm })}`)
  }
  return (
    <Door
      title={say('EXERCISE: {name}', { name: to.name })}
      lead={say('You are invited to play {seat}. Nothing there is real, and you see nothing else of this node.', {
        seat: to.seat,
      })}
    >
      <Form submit={say('Come into the exercise')} pending={take.pending} error={take.error} onSubmit={send}>
        <TextField
          label={say('Your name')}
          hint={say('As others in the exercise will read it. The link lets one person in, once.')}
          value={name}
          onChange={setName}
          required
          autoFocus
          autoComplete="name"
          maxLength={200}
        />
        <p className="small quiet">
          {say('Invited: {whom}, until {moment}', { whom: to.invited, moment: utc(to.expires) })}
        </p>
      </Form>
    </Door>
  )
}
