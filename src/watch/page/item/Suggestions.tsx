// What a machine suggested, apart from what the rules found; and asking it, where the operator set one up.
import type { ReactNode } from 'react'
import { tlpRank } from '#kernel/marking.ts'
import { useAsk, useTell } from '#web/ask.ts'
import { Button } from '#web/kit/Button.tsx'
import { Problem } from '#web/kit/Problem.tsx'
import { say } from '#web/say.ts'
import { useMay } from '#web/session.ts'
import { enrichItem, enrichment } from '../../api.ts'
import { type FactsProps, Group } from './FactGroups.tsx'

export function Suggestions(props: FactsProps): ReactNode {
  const { state, item, facts } = props
  const may = useMay()
  const act = useTell(enrichItem)
  const model = useAsk(enrichment, {}, { timeless: true, hears: [], when: may(enrichItem) }).data
  const own = facts.filter((fact) => fact.kind === 'suggestion')
  const newest = item.document?.state === state
  const { tlp, releasableTo } = item.marking
  const mayGo = model?.highest != null && tlpRank(tlp) <= tlpRank(model.highest) && releasableTo.length === 0
  const offer = newest && may(enrichItem) && mayGo
  if (!state.suggestions && !offer && !act.error) return null

  function ask(): void {
    // What goes wrong is shown below the button.
    act.tell({ id: item.id }).catch(() => undefined)
  }
  return (
    <div className="suggested">
      {state.suggestions ? (
        <>
          <p className="note small">
            {say('The model {model} suggested this. Nobody has checked it, and it counts for nothing.', {
              model: state.suggestions.model,
            })}
          </p>
          <Group {...props} kind="suggestion" looked facts={own} />
          {state.suggestions.dropped.length > 0 ? (
            <details className="small">
              <summary>{say('What it returned and was dropped')}</summary>
              <ul className="changes">
                {state.suggestions.dropped.map((line) => (
                  <li key={line}>{line}</li>
                ))}
              </ul>
            </details>
          ) : null}
        </>
      ) : null}
      <Problem error={act.error} />
      {offer ? (
        <span className="no-print">
          <Button small kind="quiet" isPending={act.pending} onPress={ask}>
            {state.suggestions ? say('Ask the model again') : say('Ask the model of this node for more')}
          </Button>
        </span>
      ) : null}
    </div>
  )
}
