// The matrix: evidence in rows, hypotheses in columns; my mark in each cell by key or mouse, those of others beneath it.
import { Link } from '@tanstack/react-router'
import { type KeyboardEvent, type ReactNode, useRef, useState } from 'react'
import { useTell } from '#web/ask.ts'
import { Badge } from '#web/kit/Badge.tsx'
import { Button } from '#web/kit/Button.tsx'
import { CheckField } from '#web/kit/Field.tsx'
import { Problem } from '#web/kit/Problem.tsx'
import { useChoices } from '#web/place.ts'
import { say } from '#web/say.ts'
import { useMay, useMe } from '#web/session.ts'
import { useNames } from '#web/shell/names.ts'
import { markCells } from '../../api/questions.ts'
import type { CellMark, Mark } from '../../model/hypotheses.ts'
import { RatingBadge } from '../claims/RatingBadge.tsx'
import { holderWord } from '../claims/words.ts'
import type { BoardEdit } from './BoardDialogs.tsx'
import type { WholeQuestion } from './BoardPage.tsx'
import { MarkBar } from './MarkBar.tsx'
import { initials, markKeys, markWord, scoreText } from './words.ts'

export interface MarkMatrixProps {
  question: WholeQuestion
  hypotheses: WholeQuestion['hypotheses']
  rows: WholeQuestion['rows']
  onEdit: (edit: BoardEdit) => void
}

type Row = WholeQuestion['rows'][number]

export function MarkMatrix({ question, hypotheses, rows: laid, onEdit }: MarkMatrixProps): ReactNode {
  const me = useMe()
  const may = useMay()
  const names = useNames()
  const act = useTell(markCells)
  const [{ sort }, choose] = useChoices('sort')
  const [here, setHere] = useState<[number, number]>([0, 0])
  const [marking, setMarking] = useState(false)
  const table = useRef<HTMLTableElement>(null)
  const facts = new Map(question.board.rows.map((it) => [it.key, it]))
  const telling = (row: Row) => facts.get(row.key)?.diagnosticity ?? 0
  const rows = sort === 'telling' ? [...laid].sort((a, b) => telling(b) - telling(a)) : laid
  const can = may(markCells) && question.status === 'open'
  const [atRow, atColumn] = [Math.min(here[0], rows.length - 1), Math.min(here[1], hypotheses.length - 1)]
  const row = rows[atRow]
  const hypothesis = hypotheses[atColumn]

  const marksAt = (one: Row, key: string): CellMark[] =>
    question.marks.filter((it) => it.row === one.key && it.hypothesis === key)
  const mineAt = (one: Row, key: string) => marksAt(one, key).find((it) => it.by === me.id)

  function mark(next: Mark | null, because?: string): void {
    if (!can || !row || !hypothesis) return
    if (next === null && !mineAt(row, hypothesis.key)) return
    act
      .tell({
        id: question.id,
        marks: [{ row: row.key, hypothesis: hypothesis.key, mark: next, ...(because ? { because } : {}) }],
      })
      .catch(() => undefined)
  }
  function go(to: [number, number]): void {
    const at: [number, number] = [
      Math.min(rows.length - 1, Math.max(0, to[0])),
      Math.min(hypotheses.length - 1, Math.max(0, to[1])),
    ]
    setHere(at)
    table.current?.querySelector<HTMLElement>(`[data-at="${at[0]} ${at[1]}"]`)?.focus()
  }
  function onKey(event: KeyboardEvent): void {
    const on = event.target
    if (!(on instanceof HTMLElement) || !on.dataset.at || event.ctrlKey || event.metaKey || event.altKey) return
    const moves: Record<string, [number, number]> = {
      ArrowUp: [atRow - 1, atColumn],
      ArrowDown: [atRow + 1, atColumn],
      ArrowLeft: [atRow, atColumn - 1],
      ArrowRight: [atRow, atColumn + 1],
      Home: [atRow, 0],
      End: [atRow, hypotheses.length - 1],
    }
    const to = moves[event.key]
    const given = can && event.key in markKeys ? (markKeys[event.key] ?? null) : undefined
    if (!to && given === undefined) return
    event.preventDefault()
    // What is a mark here goes nowhere else: `n` and `c` mean other things outside of the matrix.
    event.stopPropagation()
    if (to) go(to)
    else if (given !== undefined) mark(given)
  }

  return (
    <section className="stack tight" aria-labelledby="matrix-head">
      <div className="row apart">
        <h2 id="matrix-head">{say('Evidence against hypotheses')}</h2>
        <span className="no-print">
          <CheckField
            label={say('Most telling first')}
            value={sort === 'telling'}
            onChange={(on) => choose({ sort: on ? 'telling' : undefined })}
          />
        </span>
      </div>
      <p className="small quiet">
        {say('How well does each row fit each hypothesis?')}{' '}
        {(['CC', 'C', 'N', 'I', 'II'] as const).map((it, n) => (
          <span key={it} className="mark-legend">
            <kbd>{n + 1}</kbd> {it} {markWord(it)}{' '}
          </span>
        ))}
      </p>
      <div className="table-wrap board-wrap">
        <table
          className="board"
          // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a table that is walked as a grid says so.
          role="grid"
          aria-label={say('Marks: evidence in rows, hypotheses in columns')}
          ref={table}
          onKeyDown={onKey}
        >
          <thead>
            <tr>
              <th scope="col">{say('Evidence')}</th>
              {hypotheses.map((it) => (
                <th key={it.key} scope="col">
                  <span className="board-key">{it.key}</span> <span className="wrap-anywhere">{it.text}</span>
                  {can ? (
                    <Button
                      small
                      kind="quiet"
                      bare
                      icon="more"
                      aria-label={say('Change the hypothesis: {text}', { text: it.text })}
                      onPress={() => onEdit({ what: 'rephrase', key: it.key })}
                    />
                  ) : null}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((one, r) => (
              <tr key={one.key} data-off={one.counts ? undefined : true}>
                <th scope="row">
                  <RowHead row={one} says={facts.get(one.key)} />
                  {can ? (
                    <span className="no-print">
                      <Button
                        small
                        kind="quiet"
                        aria-label={say('Take it off: {text}', { text: textOf(one) })}
                        onPress={() => onEdit({ what: 'takeAway', key: one.key })}
                      >
                        {say('Take it off')}
                      </Button>
                    </span>
                  ) : null}
                </th>
                {hypotheses.map((it, c) => {
                  const mine = mineAt(one, it.key)
                  const others = marksAt(one, it.key).filter((given) => given.by !== me.id)
                  const on = r === atRow && c === atColumn
                  return (
                    <td key={it.key}>
                      <button
                        type="button"
                        className="mark-cell"
                        data-at={`${r} ${c}`}
                        data-mark={mine?.mark}
                        data-on={(on && marking) || undefined}
                        tabIndex={on ? 0 : -1}
                        title={mine?.because ?? undefined}
                        aria-label={say('{row}, {hypothesis}: {mark}', {
                          row: textOf(one),
                          hypothesis: it.text,
                          mark: mine
                            ? say('{mark}, you say {words}', { mark: mine.mark, words: markWord(mine.mark) })
                            : say('not marked by you'),
                        })}
                        onFocus={() => setHere([r, c])}
                        onClick={() => {
                          setHere([r, c])
                          setMarking(true)
                        }}
                      >
                        {mine?.mark ?? '·'}
                      </button>
                      {others.length > 0 ? (
                        <ul className="other-marks">
                          {others.map((given) => (
                            <li
                              key={given.by}
                              title={[names.person(given.by), markWord(given.mark), given.because]
                                .filter(Boolean)
                                .join(': ')}
                            >
                              <span data-mark={given.mark} className="other-mark">
                                {given.mark}
                              </span>{' '}
                              {initials(names.person(given.by))}
                              <span className="unseen"> {names.person(given.by)}</span>
                            </li>
                          ))}
                        </ul>
                      ) : null}
                    </td>
                  )
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <Problem error={act.error} />
      {can && marking && row && hypothesis ? (
        <MarkBar
          key={`${row.key} ${hypothesis.key}`}
          row={textOf(row)}
          hypothesis={hypothesis.text}
          mine={mineAt(row, hypothesis.key)}
          onMark={mark}
          onClose={() => setMarking(false)}
        />
      ) : null}
    </section>
  )
}

export function textOf(row: Row): string {
  return row.claim?.proposition ?? row.text ?? say('a claim that you may not read')
}

function RowHead({ row, says }: { row: Row; says: WholeQuestion['board']['rows'][number] | undefined }): ReactNode {
  const { claim } = row
  return (
    <div className="row-head">
      <span className="board-key">{row.key}</span>
      {claim ? (
        <>
          <Link to="/watch/claims/$id" params={{ id: claim.id }} className="title-link wrap-anywhere">
            {claim.proposition}
          </Link>
          <span className="small">
            {holderWord(claim.holder, claim.role)} <RatingBadge rating={claim.rating} />
          </span>
        </>
      ) : (
        <>
          <span className="wrap-anywhere">{textOf(row)}</span>
          {row.because ? <span className="small quiet">{row.because}</span> : null}
        </>
      )}
      {row.counts ? null : <Badge tone="bad">{say('does not count: the claim was retracted')}</Badge>}
      {says ? (
        <span className="small quiet" title={says.says}>
          <span className="telling" aria-hidden="true">
            <span style={{ width: `${Math.min(100, Math.round(says.diagnosticity * 100))}%` }} />
          </span>{' '}
          {say('tells apart {n}', { n: scoreText(says.diagnosticity) })} ·{' '}
          {say('weight {n}', { n: scoreText(says.weight) })}
          {says.spread > 0 ? (
            <>
              {' · '}
              <strong>{say('raters apart by {n}', { n: says.spread })}</strong>
            </>
          ) : null}
        </span>
      ) : null}
      {says ? <span className="small quiet">{says.says}</span> : null}
    </div>
  )
}
