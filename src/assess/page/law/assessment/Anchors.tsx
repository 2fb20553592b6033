// The moments from which clocks run: when each happened, what was said of it before, and what waits for one that is missing.
import { type ReactNode, useState } from 'react'
import { Badge } from '#web/kit/Badge.tsx'
import { Button } from '#web/kit/Button.tsx'
import { Card } from '#web/kit/Card.tsx'
import { SelectField } from '#web/kit/Field.tsx'
import { Time } from '#web/kit/Time.tsx'
import { say, sayCount } from '#web/say.ts'
import { useNames } from '#web/shell/names.ts'
import type { AnchorTold } from '../../../model/told.ts'
import { Moment } from '../Moment.tsx'
import { anchorWord } from '../words.ts'
import { AnchorDialog } from './AnchorDialog.tsx'
import { Source } from './Source.tsx'
import type { AssessmentShown, PartProps } from './shown.ts'

export function Anchors({ assessment, law }: PartProps): ReactNode {
  const [changing, setChanging] = useState<string | null>(null)
  const listed = listedAnchors(assessment)
  const others = law.law.anchors
    .map((it) => it.id)
    .filter((id) => !listed.includes(id) && !id.includes('<') && !id.includes(':'))
  return (
    <Card title={say('Times that clocks run from')}>
      <ul className="plain-list">
        {listed.map((id) => (
          <AnchorLine key={id} id={id} {...{ assessment, law }} onChange={() => setChanging(id)} />
        ))}
      </ul>
      {assessment.mayChange && others.length > 0 ? (
        <div className="no-print">
          <SelectField
            label={say('Another time')}
            value=""
            none={say('Choose what happened')}
            onChange={(id) => setChanging(id || null)}
            choices={others.map((id) => ({ value: id, label: anchorWord(id) }))}
          />
        </div>
      ) : null}
      {changing ? (
        <AnchorDialog assessment={assessment} law={law} anchor={changing} onClose={() => setChanging(null)} />
      ) : null}
    </Card>
  )
}

/** Awareness always: nearly every clock runs from it. Then what was told, then what a clock waits for and a person can say. */
function listedAnchors({ state, verdict }: AssessmentShown): string[] {
  const waited = (verdict?.regimes ?? [])
    .filter((regime) => regime.verdict === 'yes')
    .flatMap((regime) => regime.reports.flatMap((report) => report.clock.waitsFor))
    .filter((id) => !id.startsWith('report_'))
  return [...new Set(['awareness', ...Object.keys(state.anchors), ...waited])]
}

interface AnchorLineProps extends PartProps {
  id: string
  onChange: () => void
}

function AnchorLine({ assessment, law, id, onChange }: AnchorLineProps): ReactNode {
  const names = useNames()
  const zone = assessment.state.entity.timeZone
  const history = assessment.state.anchors[id] ?? []
  const newest = history.at(-1)
  const meaning = law.law.anchors.find((it) => it.id === id)?.meaning
  return (
    <li>
      <span className="row apart">
        <strong>{anchorWord(id)}</strong>
        {assessment.mayChange ? (
          <Button
            small
            kind={newest?.at ? 'quiet' : 'plain'}
            aria-label={
              newest?.at
                ? say('Move: {what}', { what: anchorWord(id) })
                : say('Say when: {what}', { what: anchorWord(id) })
            }
            onPress={onChange}
          >
            {newest?.at ? say('Move') : say('Say when')}
          </Button>
        ) : null}
      </span>
      {newest?.at ? (
        <span>
          <Moment at={newest.at} zone={zone} />
        </span>
      ) : (
        <span>
          <Badge tone="warn">{newest ? say('taken back: not known') : say('not known')}</Badge>
        </span>
      )}
      {meaning ? <span className="small quiet">{meaning}</span> : null}
      {newest ? (
        <span className="small">
          {newest.reason} · <Source source={newest.source} /> · {names.actor(newest.by)} <Time at={newest.recordedAt} />
        </span>
      ) : null}
      {history.length > 1 ? (
        <details className="small">
          <summary>{sayCount(history.length - 1, '{n} earlier answer', '{n} earlier answers')}</summary>
          <ol className="anchor-history">
            {history
              .slice(0, -1)
              .toReversed()
              .map((told) => (
                <Earlier key={`${told.recordedAt}/${told.at}`} told={told} zone={zone} />
              ))}
          </ol>
        </details>
      ) : null}
    </li>
  )
}

function Earlier({ told, zone }: { told: AnchorTold; zone: string }): ReactNode {
  const names = useNames()
  return (
    <li>
      {told.at ? <Moment at={told.at} zone={zone} /> : say('taken back')} · {told.reason} · {names.actor(told.by)}{' '}
      <Time at={told.recordedAt} />
    </li>
  )
}
