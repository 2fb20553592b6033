// The picture of a workflow. Each step can be reached and chosen by the keyboard; the list below it says the same in words.
import { type KeyboardEvent, type ReactNode, useMemo } from 'react'
import { say } from '#web/say.ts'
import type { PlaybookContent } from '../../model/playbooks/playbook.ts'
import { box, drawingOf, type PlacedStep } from '../../rules/playbooks/layout.ts'
import { nameOf } from './step-name.ts'

interface WorkflowProps {
  content: PlaybookContent
  chosen: string | null
  onChoose: (id: string) => void
}

export function Workflow({ content, chosen, onChoose }: WorkflowProps): ReactNode {
  const drawing = useMemo(() => drawingOf(content), [content])
  return (
    <div className="workflow-picture">
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset cannot stand inside a drawing. */}
      <svg
        width={drawing.width}
        height={drawing.height}
        viewBox={`0 0 ${drawing.width} ${drawing.height}`}
        role="group"
        aria-label={say('Picture of the workflow; the steps are also listed below')}
      >
        <defs>
          <marker id="arrow" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" orient="auto">
            <path d="M0 0 8 4 0 8z" fill="currentcolor" />
          </marker>
        </defs>
        {drawing.lines.map(({ from, to, when, points, label }) => (
          <g key={`${from} ${to} ${when}`}>
            <polyline
              className="line"
              points={points.map((point) => point.join(',')).join(' ')}
              markerEnd="url(#arrow)"
            />
            {when === 'done' ? null : (
              <text x={label[0] + 4} y={label[1] - 4}>
                {when.slice(0, 24)}
              </text>
            )}
          </g>
        ))}
        {drawing.steps.map((placed) => (
          <StepBox
            key={placed.step.id}
            placed={placed}
            chosen={chosen === placed.step.id}
            onChoose={() => onChoose(placed.step.id)}
          />
        ))}
      </svg>
    </div>
  )
}

function StepBox({
  placed: { step, x, y },
  chosen,
  onChoose,
}: {
  placed: PlacedStep
  chosen: boolean
  onChoose: () => void
}): ReactNode {
  const name = nameOf(step)
  function press(event: KeyboardEvent): void {
    if (event.key !== 'Enter' && event.key !== ' ') return
    event.preventDefault()
    onChoose()
  }
  const round = step.type === 'start' || step.type === 'end' ? box.height / 2 : 6
  return (
    // biome-ignore lint/a11y/useSemanticElements: a button cannot stand inside a drawing.
    <g role="button" tabIndex={0} aria-pressed={chosen} onClick={onChoose} onKeyDown={press}>
      {name.length > 26 ? <title>{name}</title> : null}
      <rect className="box" x={x} y={y} width={box.width} height={box.height} rx={round} />
      <text x={x + box.width / 2} y={y + 27} textAnchor="middle">
        {name.length > 26 ? `${name.slice(0, 25)}…` : name}
      </text>{' '}
      <text x={x + box.width / 2} y={y + 46} textAnchor="middle" opacity="0.8">
        {step.type}
      </text>
    </g>
  )
}
