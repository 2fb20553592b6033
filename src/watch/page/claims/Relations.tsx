// What a claim is related to, and relating it by hand: supports, disputes, repeats, takes back, with the reason.
import { type ReactNode, useState } from 'react'
import { useAsk, useTell } from '#web/ask.ts'
import { Button } from '#web/kit/Button.tsx'
import { Card } from '#web/kit/Card.tsx'
import { Dialog } from '#web/kit/Dialog.tsx'
import { TextField } from '#web/kit/Field.tsx'
import { Form } from '#web/kit/Form.tsx'
import { PickOne } from '#web/kit/Picks.tsx'
import { Time } from '#web/kit/Time.tsx'
import { say } from '#web/say.ts'
import { useMay } from '#web/session.ts'
import { useNames } from '#web/shell/names.ts'
import { listClaims, type RelationShown, relateClaims, unrelateClaims } from '../../api/claims.ts'
import { claimRelations } from '../../model.ts'
import { relationWord, roleWord } from '../item/fact-words.ts'
import { Choose } from './ClaimFields.tsx'
import { ClaimLines } from './ClaimLines.tsx'
import type { WholeClaim } from './ClaimPage.tsx'

export function Relations({ claim }: { claim: WholeClaim }): ReactNode {
  const may = useMay()
  const names = useNames()
  const [relating, setRelating] = useState(false)
  const [ending, setEnding] = useState<RelationShown | null>(null)
  return (
    <Card
      title={say('Related claims')}
      aside={
        may(relateClaims) ? (
          <Button small onPress={() => setRelating(true)}>
            {say('Relate it to another claim')}
          </Button>
        ) : null
      }
    >
      {claim.relations.length === 0 ? (
        <p className="quiet small">{say('No claim supports, disputes or repeats it so far.')}</p>
      ) : (
        <ul className="plain-list">
          {claim.relations.map((it) => (
            <li key={`${it.relation}${it.direction}${it.other.id}`} className="relation">
              <span className="row apart small">
                <strong>
                  {it.direction === 'to'
                    ? say('{relation}:', { relation: relationWord(it.relation) })
                    : say('{relation} this claim:', { relation: relationWord(it.relation) })}
                </strong>
                {may(unrelateClaims) ? (
                  <span className="no-print">
                    <Button small kind="quiet" onPress={() => setEnding(it)}>
                      {say('Take the relation away')}
                    </Button>
                  </span>
                ) : null}
              </span>
              <ClaimLines claim={it.other} />
              <span className="small quiet">
                {it.why} · {names.person(it.by)} <Time at={it.at} />
              </span>
            </li>
          ))}
        </ul>
      )}
      {relating ? <Relate claim={claim} onClose={() => setRelating(false)} /> : null}
      {ending ? <Unrelate claim={claim} relation={ending} onClose={() => setEnding(null)} /> : null}
    </Card>
  )
}

function Relate({ claim, onClose }: { claim: WholeClaim; onClose: () => void }): ReactNode {
  const act = useTell(relateClaims)
  const others = useAsk(listClaims, { limit: 100 })
  const [relation, setRelation] = useState<(typeof claimRelations)[number]>('disputes')
  const [other, setOther] = useState('')
  const [why, setWhy] = useState('')

  async function send(): Promise<void> {
    if (!other) return
    await act.tell({ id: claim.id, relation, claim: other, why: why.trim() })
    onClose()
  }
  return (
    <Dialog title={say('Relate it to another claim')} open onClose={onClose} wide>
      <Form submit={say('Relate them')} pending={act.pending} error={act.error} onSubmit={send}>
        <p>
          <strong>{claim.state.proposition}</strong>
        </p>
        <Choose
          label={say('This claim')}
          all={claimRelations}
          value={relation}
          word={(it) => relationWord(it).toLowerCase()}
          onChange={setRelation}
        />
        <PickOne
          label={say('the claim')}
          hint={say('The newest 100 claims; type words of it.')}
          required
          value={other}
          onChange={setOther}
          choices={claimChoices(others.data?.items ?? [], [claim.id])}
        />
        <TextField label={say('Why')} value={why} onChange={setWhy} lines={2} minLength={3} maxLength={1000} required />
      </Form>
    </Dialog>
  )
}

/** Claims as choices of a form: who says it, and what. */
export function claimChoices(
  claims: readonly { id: string; state: { holder: string | null; proposition: string } }[],
  without: readonly string[],
): { value: string; label: string }[] {
  return claims
    .filter((it) => !without.includes(it.id))
    .map(({ id, state }) => ({
      value: id,
      label: `${state.holder ?? roleWord('unattributed')}: ${state.proposition}`.slice(0, 300),
    }))
}

/** The relation is kept with one of the two; it is taken away from the side that says it. */
function Unrelate({
  claim,
  relation: { relation, direction, other },
  onClose,
}: {
  claim: WholeClaim
  relation: RelationShown
  onClose: () => void
}): ReactNode {
  const act = useTell(unrelateClaims)
  const [reason, setReason] = useState('')
  async function send(): Promise<void> {
    const [id, to] = direction === 'to' ? [claim.id, other.id] : [other.id, claim.id]
    await act.tell({ id, relation, claim: to, reason: reason.trim() })
    onClose()
  }
  return (
    <Dialog title={say('Take the relation away')} open onClose={onClose}>
      <Form submit={say('Take it away')} danger pending={act.pending} error={act.error} onSubmit={send}>
        <TextField
          label={say('Why')}
          value={reason}
          onChange={setReason}
          lines={2}
          minLength={3}
          maxLength={1000}
          required
          autoFocus
        />
      </Form>
    </Dialog>
  )
}
