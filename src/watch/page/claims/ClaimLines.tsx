// A claim in a few lines: who says what, in which role, on what evidence, through whom, and how it is rated.
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { Badge } from '#web/kit/Badge.tsx'
import { say } from '#web/say.ts'
import type { ClaimBrief, ReportedClaim } from '../../api/claims.ts'
import { classWord, evidenceWord, roleWord } from '../item/fact-words.ts'
import { RatingBadge } from './RatingBadge.tsx'
import { holderWord } from './words.ts'

/** `level` is of the rows of a list: `data-row` where j and k go. */
export function ClaimLines({ claim, row }: { claim: ClaimBrief; row?: boolean }): ReactNode {
  return (
    <div className="claim-lines" data-retracted={claim.status === 'retracted' || undefined}>
      <Said {...claim}>
        <Link to="/watch/claims/$id" params={{ id: claim.id }} className="title-link" data-row={row || undefined}>
          {claim.proposition}
        </Link>
      </Said>
      <span className="row small">
        <RatingBadge rating={claim.rating} />
        {claim.status === 'retracted' ? <Badge tone="bad">{say('retracted')}</Badge> : null}
        {claim.item ? (
          <Link to="/watch/$id" params={{ id: claim.item.id }}>
            {claim.item.title}
          </Link>
        ) : (
          <span className="quiet">{say('entered by hand')}</span>
        )}
      </span>
    </div>
  )
}

/** A claim as a text reports it, which nobody has judged yet, or which is in the ledger already. */
export function ReportedLines({ claim, item }: { claim: ReportedClaim; item: string }): ReactNode {
  return (
    <div className="claim-lines">
      <Said {...claim} outlet={null}>
        <Link
          to="/watch/$id"
          params={{ id: item }}
          search={{ pane: 'facts', fact: `claim-${claim.claim}` }}
          className="title-link"
        >
          {claim.text}
        </Link>
      </Said>
      <span className="row small">
        {claim.rating ? <RatingBadge rating={claim.rating} /> : null}
        {claim.ledger ? (
          <Link to="/watch/claims/$id" params={{ id: claim.ledger }}>
            {say('in the ledger')}
          </Link>
        ) : (
          <Badge tone="bronze">{say('not accepted yet')}</Badge>
        )}
      </span>
    </div>
  )
}

type SaidProps = Pick<ClaimBrief, 'holder' | 'role' | 'class' | 'via' | 'outlet'> & {
  evidence: { kind: ClaimBrief['evidence']['kind']; what: string | null }
  children: ReactNode
}

function Said({ holder, role, class: kind, via, outlet, evidence, children }: SaidProps): ReactNode {
  return (
    <>
      <span className="row small">
        <strong>{holderWord(holder, role)}</strong>
        <Badge tone={role === 'anonymous' || role === 'unattributed' ? 'warn' : 'plain'}>{roleWord(role)}</Badge>
        <Badge tone="accent">{classWord(kind)}</Badge>
      </span>
      <span className="claim-words wrap-anywhere">{children}</span>
      <span className="small quiet wrap-anywhere">
        {[
          evidenceWord(evidence.kind, evidence.what),
          via ? say('through {via}', { via }) : '',
          outlet ? say('in {outlet}', { outlet }) : '',
        ]
          .filter(Boolean)
          .join(' · ')}
      </span>
    </>
  )
}
