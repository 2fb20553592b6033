// The picture of an agreement: both sides, and an arrow for each flow with what goes along it.
import type { ReactNode } from 'react'
import { Tlp } from '#web/kit/Badge.tsx'
import { say } from '#web/say.ts'
import type { AgreementTerms } from '../../model/agreement.ts'
import { whenOf } from '../../rules/agreements/sentences.ts'
import type { Forms } from './words.ts'

interface SidesProps {
  terms: AgreementTerms
  /** The node whose page it is stands on the left. */
  node: string
  forms: Forms
}

export function Sides({ terms, node, forms }: SidesProps): ReactNode {
  const [one, other] = terms.parties
  const [left, right] = other.node === node ? [other, one] : [one, other]
  const nameOf = (id: string) => (id === left.node ? left.name : right.name)
  return (
    <figure className="sides" aria-label={say('Both sides, and what goes between them')}>
      <div className="party">{left.name}</div>
      <ol>
        {terms.flows.map((flow) => (
          <li key={JSON.stringify(flow)} className={flow.from === left.node ? 'out' : 'back'}>
            <p className="row small">
              <span className="unseen">{say('{from} to {to}:', { from: nameOf(flow.from), to: nameOf(flow.to) })}</span>
              <span>{flow.kinds.map((kind) => forms.kinds[kind].label).join(', ')}</span>
              <Tlp label={flow.highest} />
            </p>
            <svg className="arrow" viewBox="0 0 200 12" preserveAspectRatio="none" aria-hidden="true">
              <path d="M0 6H194M186 1l10 5-10 5" fill="none" stroke="currentcolor" strokeWidth="2" />
            </svg>
            <p className="small quiet">{whenOf(flow, nameOf(flow.to), forms)}</p>
          </li>
        ))}
      </ol>
      <div className="party">{right.name}</div>
    </figure>
  )
}
