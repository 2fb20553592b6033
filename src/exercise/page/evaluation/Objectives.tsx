// How far each objective was reached, as bars: the record and the evaluators beside each other, never as one.
import type { ReactNode } from 'react'
import { Badge } from '#web/kit/Badge.tsx'
import { Card } from '#web/kit/Card.tsx'
import { say, sayCount } from '#web/say.ts'
import type { EvaluatedObjective, Evaluation } from '../../model/evaluation/evaluation.ts'
import { tone } from '../words.ts'
import { Proofs } from './Proofs.tsx'
import { percent, stateWord } from './words.ts'

export function Objectives({ evaluation, realm }: { evaluation: Evaluation; realm: string }): ReactNode {
  return (
    <Card title={say('Objectives')}>
      <ul className="plain-list">
        {evaluation.objectives.map((one) => (
          <li key={one.objective} className="stack tight evaluation-objective">
            <p className="row">
              <strong>{one.title}</strong>
              {one.obligations.map((id) => (
                <Badge key={id}>{id}</Badge>
              ))}
            </p>
            <Bar
              name={say('Record')}
              share={one.score}
              words={say('{share}: {met} of {asked} met', {
                share: percent(one.score),
                met: one.met,
                asked: one.asked,
              })}
            />
            <Bar name={say('Evaluators')} share={one.quality?.share ?? null} words={qualityWords(one)} />
            <Bar name={say('Combined')} share={one.combined} words={percent(one.combined)} thin />
            <details>
              <summary>{say('Evidence')}</summary>
              <ul className="plain-list">
                {one.evidence.map((row) => (
                  <li key={row.expected} className="row">
                    <Badge tone={tone(row.state)}>{stateWord(row.state)}</Badge>
                    <span>{row.title}</span>
                    <span className="quiet">{say('weight {n}', { n: row.weight })}</span>
                    {row.proof.length > 0 ? <Proofs proof={row.proof} realm={realm} of={row.title} /> : null}
                  </li>
                ))}
              </ul>
            </details>
          </li>
        ))}
      </ul>
      <p className="quiet small">{evaluation.rule}</p>
    </Card>
  )
}

function qualityWords({ quality }: EvaluatedObjective): string {
  if (quality === null) return say('nobody has judged it')
  const by = sayCount(quality.evaluators, 'by {n} evaluator', 'by {n} evaluators')
  return say('{mean} of 5, {by}', { mean: quality.mean.toFixed(1), by })
}

interface BarProps {
  name: string
  share: number | null
  words: string
  thin?: boolean
}

/** The words say what the bar shows. */
function Bar({ name, share, words, thin }: BarProps): ReactNode {
  return (
    <div className="evaluation-bar" data-thin={thin || undefined}>
      <span className="quiet">{name}</span>
      <svg viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">
        <rect className="evaluation-ground" width="100" height="6" />
        {share === null ? null : <rect className="evaluation-fill" width={share * 100} height="6" />}
      </svg>
      <span>{words}</span>
    </div>
  )
}
