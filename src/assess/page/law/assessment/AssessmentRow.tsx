// One assessment in a list: of what, for whom, and what it came to.
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { OutputOf } from '#kernel/contract.ts'
import { Badge, Tlp } from '#web/kit/Badge.tsx'
import { Time } from '#web/kit/Time.tsx'
import { useGlow } from '#web/live.ts'
import { say, sayCount } from '#web/say.ts'
import type { listAssessments } from '../../../api/assessments.ts'
import type { LawWords } from '../law-index.ts'

type Row = OutputOf<typeof listAssessments>['items'][number]

export function AssessmentRow({ row, words }: { row: Row; words: LawWords }): ReactNode {
  const glow = useGlow()
  const { state } = row
  const of = (answer: 'yes' | 'undetermined') => state.judged.regimes.filter((it) => it.verdict === answer)
  const [yes, open] = [of('yes'), of('undetermined')]
  return (
    <li className={glow.has(row.id) ? 'item plain-item glow' : 'item plain-item'}>
      <div className="item-main">
        <Link to="/assess/$id" params={{ id: row.id }} className="title-link" data-row>
          <span className="reference">{state.reference}</span> {state.title}
        </Link>
        <span className="small">{state.entity.name}</span>
        <span className="row small">
          {yes.length > 0 ? (
            <Badge tone="bad">
              {say('Reportable: {acts}', { acts: yes.map((it) => words.regimeWord(it.id)).join('; ') })}
            </Badge>
          ) : null}
          {open.length > 0 ? <Badge tone="warn">{sayCount(open.length, '{n} act open', '{n} acts open')}</Badge> : null}
          {yes.length + open.length === 0 ? <Badge tone="quiet">{say('Not reportable')}</Badge> : null}
          {state.closed ? <Badge tone="quiet">{say('closed')}</Badge> : null}
        </span>
      </div>
      <div className="item-side small quiet">
        <Tlp label={row.marking.tlp} />
        <Time at={state.changedAt} />
      </div>
    </li>
  )
}
