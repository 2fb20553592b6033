// What the record suggests: each with where it comes from. Nothing counts until a person confirms it.
import type { ReactNode } from 'react'
import { useTell } from '#web/ask.ts'
import { Button } from '#web/kit/Button.tsx'
import { Card } from '#web/kit/Card.tsx'
import { Problem } from '#web/kit/Problem.tsx'
import { toast } from '#web/kit/Toast.tsx'
import { say, sayCount } from '#web/say.ts'
import { answerFacts, setAnchor, setServices } from '../../../api/assessments.ts'
import type { AnchorProposal, FactProposal } from '../../../model/assessment.ts'
import { Moment } from '../Moment.tsx'
import { anchorWord } from '../words.ts'
import { partProposals } from './part-proposals.ts'
import { Source } from './Source.tsx'
import { type PartProps, placesFor } from './shown.ts'

export function Proposals({ assessment, law }: PartProps): ReactNode {
  const { facts, anchors, services } = assessment.proposals
  const { pressing, others } = partProposals(assessment)
  const answering = useTell(answerFacts)
  const anchoring = useTell(setAnchor)
  const naming = useTell(setServices)
  if (facts.length + anchors.length + services.length === 0) return null
  const at = { id: assessment.id, version: assessment.version }
  const busy = answering.pending || anchoring.pending || naming.pending
  const done = () => toast(say('Confirmed, and judged again.'))
  const hush = () => undefined

  function confirmFacts(proposals: readonly FactProposal[]): void {
    const answers = proposals.map(({ fact, value, source }) => {
      const known = law.fact(fact)
      const place = known ? placesFor(assessment, known)[0]?.place : undefined
      return { fact, value, source, ...(place && place !== 'event' ? { place } : {}) }
    })
    answering.tell({ ...at, answers }).then(done, hush)
  }

  function confirmAnchor({ anchor, at: moment, source }: AnchorProposal): void {
    anchoring.tell({ ...at, anchor, at: moment, source, reason: say('As the record says.') }).then(done, hush)
  }

  function confirmServices(): void {
    const kept = assessment.state.services.map(({ id, name }) => ({ id, name }))
    naming.tell({ ...at, services: [...kept, ...services.map((name) => ({ name }))] }).then(done, hush)
  }

  const confirm = (what: string, run: () => void) =>
    assessment.mayChange ? (
      <Button small icon="check" aria-label={say('Confirm: {what}', { what })} isDisabled={busy} onPress={run}>
        {say('Confirm')}
      </Button>
    ) : null
  const factLine = (it: FactProposal) => (
    <li key={it.fact} className="proposal">
      <div className="stack tight">
        <span>
          {law.factWord(it.fact)}: <strong>{law.valueWord(it.fact, it.value)}</strong>
        </span>
        <Source source={it.source} />
        {it.note ? <span className="small quiet">{it.note}</span> : null}
      </div>
      {confirm(law.factWord(it.fact), () => confirmFacts([it]))}
    </li>
  )

  return (
    <Card title={say('The record suggests')} className="proposals no-print">
      <ul className="plain-list">
        {services.length > 0 ? (
          <li className="proposal">
            <span>
              {say('Services that the incident names:')} <strong>{services.join(', ')}</strong>
            </span>
            {confirm(say('services'), confirmServices)}
          </li>
        ) : null}
        {anchors.map((it) => (
          <li key={it.anchor} className="proposal">
            <div className="stack tight">
              <span>
                {anchorWord(it.anchor)}:{' '}
                <strong>
                  <Moment at={it.at} zone={assessment.state.entity.timeZone} />
                </strong>
              </span>
              <Source source={it.source} />
            </div>
            {confirm(anchorWord(it.anchor), () => confirmAnchor(it))}
          </li>
        ))}
        {pressing.map(factLine)}
      </ul>
      {others.length > 0 ? (
        <details className="folded">
          <summary>
            {sayCount(others.length, '{n} more, which turns no verdict now', '{n} more, which turn no verdict now')}
          </summary>
          <ul className="plain-list small">{others.map(factLine)}</ul>
        </details>
      ) : null}
      <Problem error={answering.error ?? anchoring.error ?? naming.error} />
    </Card>
  )
}
