// An opened fact: why the rules think so, what else is known of it, who judged it, and what can be done with it.
import { type ReactNode, useState } from 'react'
import { Button } from '#web/kit/Button.tsx'
import { Time } from '#web/kit/Time.tsx'
import { say } from '#web/say.ts'
import { useNames } from '#web/shell/names.ts'
import { nameTypes } from '../../model.ts'
import type { Fact } from '../spans.ts'
import { ClaimDetails } from './ClaimDetails.tsx'
import { CorrectClaim } from './CorrectClaim.tsx'
import type { FactsProps } from './FactGroups.tsx'
import { nameTypeWord } from './fact-words.ts'

export function FactDetails(props: FactsProps & { fact: Fact }): ReactNode {
  const { fact, onShowInText } = props
  return (
    <div className="fact-details small">
      <Particulars {...props} />
      {fact.why ? (
        <p className="fact-why">
          <strong>{say('Why:')}</strong> {fact.why}
        </p>
      ) : null}
      <JudgedBy {...props} />
      <Acts {...props} />
      <span className="show-in-text">
        <Button small kind="quiet" onPress={() => onShowInText(fact.id)}>
          {say('Show it in the text')}
        </Button>
      </span>
    </div>
  )
}

function Particulars(props: FactsProps & { fact: Fact }): ReactNode {
  const { fact, state } = props
  const at = fact.at[0] ?? 0
  if (fact.kind === 'claim') {
    const claim = state.claims?.[at]
    return claim ? <ClaimDetails claim={claim} {...props} /> : null
  }
  if (fact.kind === 'name') {
    const by = state.names?.[at]?.by
    return by === 'watch-list' || by === 'register' ? (
      <p>{by === 'register' ? say('Known from the register of organisations.') : say('Known from the watch-list.')}</p>
    ) : null
  }
  return null
}

function JudgedBy({ fact, judging }: FactsProps & { fact: Fact }): ReactNode {
  const names = useNames()
  const judged = judging.of(fact)
  if (!judged) return null
  const type = nameTypes.find((it) => it === judged.type)
  const what =
    judged.verdict === 'rejected'
      ? say('Rejected by {name}', { name: names.person(judged.by) })
      : type
        ? say('{type}, says {name}', { type: nameTypeWord(type), name: names.person(judged.by) })
        : say('Accepted by {name}', { name: names.person(judged.by) })
  return (
    <p>
      {what} <Time at={judged.at} />
      {judged.carriedOver ? ` · ${say('on an earlier version, and found again in this one')}` : null}
      {judged.claim ? ` · ${say('in the ledger of claims')}` : null}
      {judged.because ? <span className="quiet"> · {judged.because}</span> : null}
    </p>
  )
}

function Acts(props: FactsProps & { fact: Fact }): ReactNode {
  const { fact, judging, acts, state, item } = props
  const [correcting, setCorrecting] = useState(false)
  const verdict = judging.of(fact)?.verdict
  const { remember } = acts
  const claim = fact.kind === 'claim' ? state.claims?.[fact.at[0] ?? 0] : undefined
  if (fact.kind === 'suggestion') return null
  return (
    <div className="row no-print">
      {judging.can ? (
        <>
          {verdict === 'accepted' ? null : (
            <Button small icon="check" onPress={() => acts.accept(fact)}>
              {say('Accept fact')} <kbd>a</kbd>
            </Button>
          )}
          {verdict === 'rejected' ? null : (
            <Button small icon="close" onPress={() => acts.reject(fact)}>
              {say('Reject fact')} <kbd>r</kbd>
            </Button>
          )}
          {fact.kind === 'name'
            ? nameTypes.map((type, n) => (
                <Button key={type} small onPress={() => acts.retype(fact, type)}>
                  {nameTypeWord(type)} <kbd>{n + 1}</kbd>
                </Button>
              ))
            : null}
          {claim && verdict !== 'accepted' ? (
            <Button small onPress={() => setCorrecting(true)}>
              {say('Accept it corrected')}
            </Button>
          ) : null}
          {verdict ? (
            <Button small kind="quiet" onPress={() => void judging.judge(fact, 'reopen')}>
              {say('Judge it again')}
            </Button>
          ) : null}
        </>
      ) : null}
      {fact.kind === 'name' && remember ? (
        <Button small onPress={() => remember(fact)}>
          {verdict === 'rejected' ? say('Remember that it is no name') : say('Remember')} <kbd>m</kbd>
        </Button>
      ) : null}
      {correcting && claim ? (
        <CorrectClaim
          claim={claim}
          document={item.document?.id ?? ''}
          judging={judging}
          onClose={() => setCorrecting(false)}
        />
      ) : null}
    </div>
  )
}
