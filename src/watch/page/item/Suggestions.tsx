// What a machine suggested, apart from what the rules found; and asking it, where the operator set one up.
import { type ReactNode, useState } from 'react'
import { useTell } from '#web/ask.ts'
import { problemOf } from '#web/client.ts'
import { Button } from '#web/kit/Button.tsx'
import { Problem } from '#web/kit/Problem.tsx'
import { say } from '#web/say.ts'
import { useMay } from '#web/session.ts'
import { enrichItem } from '../../api.ts'
import { type FactsProps, Group } from './FactGroups.tsx'

/** Whether the node said that it has no model: then the page does not offer it again before it is loaded anew. */
let modelIsOff = false

export function Suggestions(props: FactsProps): ReactNode {
  const { state, item, facts } = props
  const may = useMay()
  const act = useTell(enrichItem)
  const [off, setOff] = useState(modelIsOff)
  const own = facts.filter((fact) => fact.kind === 'suggestion')
  const newest = item.document?.state === state
  const offer = newest && may(enrichItem) && !off
  if (!state.suggestions && !offer && !act.error) return null

  function ask(): void {
    act.tell({ id: item.id }).catch((error) => {
      if (problemOf(error).refusal !== 'enrichment-off') return
      modelIsOff = true
      setOff(true)
    })
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
      {off && act.error ? (
        <p className="small quiet">{say('This node has no model to ask. Everything works without.')}</p>
      ) : (
        <Problem error={act.error} />
      )}
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
