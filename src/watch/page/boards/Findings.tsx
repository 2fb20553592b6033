// What the board says: how much speaks against each hypothesis, which single claim carries the order, where raters differ.
import type { ReactNode } from 'react'
import { Card } from '#web/kit/Card.tsx'
import { say, sayCount } from '#web/say.ts'
import { useNames } from '#web/shell/names.ts'
import type { BoardEdit } from './BoardDialogs.tsx'
import type { WholeQuestion } from './BoardPage.tsx'
import { textOf } from './MarkMatrix.tsx'
import { scoreText } from './words.ts'

export interface FindingsProps {
  question: WholeQuestion
  hypotheses: WholeQuestion['hypotheses']
  onEdit: (edit: BoardEdit) => void
}

export function Findings({ question, hypotheses }: FindingsProps): ReactNode {
  const { board } = question
  return (
    <div className="stack">
      <Card title={say('What speaks against each')}>
        <div className="stack">
          <p className="board-wording">{say(board.wording)}</p>
          <Bars scores={board.together} hypotheses={hypotheses} label={say('All raters together, weighted')} />
          {board.weightsMatter ? (
            <>
              <p className="note warn small">
                {say('The weights of the claims decide the order: without them it is another one.')}
              </p>
              <Bars scores={board.unweighted} hypotheses={hypotheses} label={say('Without the weights')} />
            </>
          ) : null}
        </div>
      </Card>
      <Raters question={question} hypotheses={hypotheses} />
      <Sensitivity question={question} />
      <Card title={say('What this method cannot do')}>
        <ul className="changes small">
          {board.limits.map((line) => (
            <li key={line}>{say(line)}</li>
          ))}
        </ul>
        {board.references.length > 0 ? (
          <details className="small more-fields">
            <summary>{say('Where this is known from')}</summary>
            <ul className="changes">
              {board.references.map((line) => (
                <li key={line}>{line}</li>
              ))}
            </ul>
          </details>
        ) : null}
      </Card>
    </div>
  )
}

interface BarsProps {
  scores: WholeQuestion['board']['together']
  hypotheses: WholeQuestion['hypotheses']
  label: string
}

/** Least inconsistent first; the longer the bar, the more speaks against it. */
function Bars({ scores, hypotheses, label }: BarsProps): ReactNode {
  const text = new Map(hypotheses.map((it) => [it.key, it.text]))
  const shown = scores.filter((it) => text.has(it.hypothesis)).sort((a, b) => a.rank - b.rank)
  const most = Math.max(...shown.map((it) => it.score), 0)
  if (shown.length === 0) return null
  return (
    <div className="stack tight">
      <h3 className="group-head">{label}</h3>
      <ol className="score-bars" aria-label={label}>
        {shown.map((it) => (
          <li key={it.hypothesis}>
            <span className="wrap-anywhere">
              {it.rank}. <span className="board-key">{it.hypothesis}</span> {text.get(it.hypothesis)}
            </span>
            <span className="score-bar" aria-hidden="true">
              <span style={{ width: `${most > 0 ? Math.round((Math.max(0, it.score) / most) * 100) : 0}%` }} />
            </span>
            <span className="number">{say('{n} against', { n: scoreText(it.score) })}</span>
          </li>
        ))}
      </ol>
    </div>
  )
}

function Raters({ question: { board, rows }, hypotheses }: Omit<FindingsProps, 'onEdit'>): ReactNode {
  const names = useNames()
  if (board.raters.length === 0) return null
  const apart = board.rows.filter((it) => it.spread > 0).sort((a, b) => b.spread - a.spread)
  const row = (key: string) => rows.find((it) => it.key === key)
  return (
    <Card title={say('By each rater')}>
      <div className="stack">
        <p className={board.agree ? 'small' : 'note warn small'}>
          {board.raters.length === 1
            ? say('Only one person has marked. A second pair of eyes is missing.')
            : board.agree
              ? say('The raters come to the same order.')
              : say('The raters do not come to the same order. Talk about the rows where they are apart.')}
        </p>
        {apart.length > 0 ? (
          <ul className="changes small">
            {apart.slice(0, 10).map((it) => {
              const found = row(it.key)
              return (
                <li key={it.key}>
                  {found ? textOf(found) : it.key}{' '}
                  <span className="quiet">
                    {sayCount(it.spread, 'apart by {n} step of four', 'apart by {n} steps of four')}
                  </span>
                </li>
              )
            })}
          </ul>
        ) : null}
        {board.raters.map((rater) => (
          <div key={rater.by}>
            <Bars scores={rater.scores} hypotheses={hypotheses} label={names.person(rater.by)} />
            {rater.incomplete.length > 0 ? (
              <p className="small quiet">{say('{n} rows are not marked in full.', { n: rater.incomplete.length })}</p>
            ) : null}
          </div>
        ))}
      </div>
    </Card>
  )
}

function Sensitivity({ question: { board, rows } }: { question: WholeQuestion }): ReactNode {
  const row = (key: string) => rows.find((it) => it.key === key)
  return (
    <Card title={say('Which single claim changes the order')}>
      {board.sensitivity.length === 0 ? (
        <p className="small quiet">
          {say('None does: no single row, taken away or turned round, would change the order.')}
        </p>
      ) : (
        <ul className="plain-list small">
          {board.sensitivity.map((it) => {
            const found = row(it.row)
            return (
              <li key={`${it.row} ${it.how}`}>
                <strong className="wrap-anywhere">
                  <span className="board-key">{it.row}</span> {found ? textOf(found) : ''}
                </strong>
                <span className="wrap-anywhere">{say(it.why)}</span>
              </li>
            )
          })}
        </ul>
      )}
    </Card>
  )
}
