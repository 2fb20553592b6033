// Inviting into a cluster, joining, declining, leaving, removing and ending: each step with the words that go with it.
import { type ReactNode, useState } from 'react'
import type { OutputOf } from '#kernel/contract.ts'
import { useTell } from '#web/ask.ts'
import { Dialog } from '#web/kit/Dialog.tsx'
import { TextField } from '#web/kit/Field.tsx'
import { Form } from '#web/kit/Form.tsx'
import { PickOne } from '#web/kit/Picks.tsx'
import { say } from '#web/say.ts'
import { useNames } from '#web/shell/names.ts'
import {
  answerInvitation,
  endCluster,
  type getCluster,
  inviteToCluster,
  leaveCluster,
  removeFromCluster,
} from '../../api/clusters.ts'

export type ClusterShown = OutputOf<typeof getCluster>
export type Doing =
  | { what: 'edit' }
  | { what: 'invite' }
  | { what: 'end' }
  | { what: 'remove'; organisation: string; name: string }
  | { what: 'join' | 'decline' | 'leave'; membership: string; version: number; name: string; yours: boolean }

export function Invite({ cluster, onClose }: { cluster: ClusterShown; onClose: () => void }): ReactNode {
  const invite = useTell(inviteToCluster)
  const names = useNames()
  const [organisation, setOrganisation] = useState('')
  const [words, setWords] = useState('')
  const inside = new Set(
    cluster.state.members
      .filter(({ status }) => status === 'joined' || status === 'invited')
      .map((line) => line.organisation),
  )
  const send = () =>
    invite
      .tell({
        id: cluster.id,
        version: cluster.version,
        organisation,
        ...(words.trim() ? { words: words.trim() } : {}),
      })
      .then(onClose)
  return (
    <Dialog title={say('Invite an organisation')} open onClose={onClose}>
      <Form submit={say('Invite it')} pending={invite.pending} error={invite.error} onSubmit={send}>
        <p>
          {say('It may read what the cluster is and who is in from then on. What was said before, it does not read.')}
        </p>
        <PickOne
          label={say('Organisation')}
          value={organisation}
          onChange={setOrganisation}
          choices={names.organisations.filter((one) => !inside.has(one.value))}
        />
        <TextField label={say('Words to it')} lines={2} value={words} onChange={setWords} optional />
      </Form>
    </Dialog>
  )
}

export function Say({
  cluster,
  doing,
  onClose,
}: {
  cluster: ClusterShown
  doing: Exclude<Doing, { what: 'edit' | 'invite' }>
  onClose: () => void
}): ReactNode {
  const answer = useTell(answerInvitation)
  const leave = useTell(leaveCluster)
  const remove = useTell(removeFromCluster)
  const end = useTell(endCluster)
  const act = { join: answer, decline: answer, leave, remove, end }[doing.what]
  const [words, setWords] = useState('')
  const [onBehalf, setOnBehalf] = useState('')
  const titles = {
    join: say('Join'),
    decline: say('Decline'),
    leave: say('Leave the cluster'),
    remove: say('Remove {name}', { name: 'name' in doing ? doing.name : '' }),
    end: say('End the cluster'),
  }
  const said = words.trim()
  const others = 'yours' in doing && !doing.yours
  async function send(): Promise<unknown> {
    const behalf = others ? { onBehalf: onBehalf.trim() } : {}
    if (doing.what === 'join' || doing.what === 'decline')
      return answer.tell({
        ...{ id: doing.membership, version: doing.version, answer: doing.what, ...behalf },
        ...(said ? { words: said } : {}),
      })
    if (doing.what === 'leave')
      return leave.tell({ id: doing.membership, version: doing.version, words: said, ...behalf })
    const of = { id: cluster.id, version: cluster.version, reason: said }
    return doing.what === 'remove' ? remove.tell({ ...of, organisation: doing.organisation }) : end.tell(of)
  }
  const asked = doing.what === 'leave' || doing.what === 'remove' || doing.what === 'end'
  return (
    <Dialog title={titles[doing.what]} open onClose={onClose}>
      <Form
        submit={titles[doing.what]}
        danger={doing.what === 'remove' || doing.what === 'end'}
        pending={act.pending}
        error={act.error}
        onSubmit={() => send().then(onClose)}
      >
        {doing.what === 'join' ? (
          <p>
            {say('By the rules of {framework}, {version}. Joining is then owed to the competent authority.', {
              framework: cluster.state.rules.framework,
              version: cluster.state.rules.version,
            })}
          </p>
        ) : null}
        {others ? (
          <TextField
            label={say('Who said so, and how')}
            hint={say('You write it down for {name}.', { name: 'name' in doing ? doing.name : '' })}
            value={onBehalf}
            onChange={setOnBehalf}
            required
          />
        ) : null}
        <TextField
          label={asked ? say('Why') : say('Words')}
          lines={3}
          value={words}
          onChange={setWords}
          required={asked}
          optional={!asked}
        />
      </Form>
    </Dialog>
  )
}
