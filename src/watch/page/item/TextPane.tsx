// The cleaned text, with the words of every fact marked. The marks are drawn once; pointing at them only lights them up.
import { memo, type ReactNode, type RefObject, useEffect, useMemo } from 'react'
import { say } from '#web/say.ts'
import type { Document } from '../../api.ts'
import { cutText, type Fact, type TextPiece } from '../spans.ts'
import type { Judging } from './use-judging.ts'

export interface TextPaneProps {
  ref: RefObject<HTMLDivElement | null>
  state: Document
  facts: readonly Fact[]
  judging: Judging
  hovered: string | null
  chosen: string | null
  onHover: (id: string | null) => void
  onChoose: (id: string) => void
}

export function TextPane({ ref, state, facts, judging, hovered, chosen, onHover, onChoose }: TextPaneProps): ReactNode {
  const pieces = useMemo(() => cutText(state.text, facts), [state.text, facts])
  const rejected = facts
    .filter((fact) => judging.of(fact)?.verdict === 'rejected')
    .map((fact) => fact.id)
    .join(' ')

  // biome-ignore lint/correctness/useExhaustiveDependencies: marks that were drawn anew are lit again.
  useEffect(() => {
    const root = ref.current
    if (!root) return
    light(root, 'data-active', hovered ? [hovered] : [])
    light(root, 'data-chosen', chosen ? [chosen] : [])
    light(
      root,
      'data-belongs',
      [hovered, chosen].filter((id) => id !== null),
      'data-also',
    )
  }, [ref, hovered, chosen, pieces, rejected])

  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: for the mouse only; each fact has its button in the list, and j and k go through them.
    <section
      className="text-pane card"
      ref={ref}
      aria-label={say('Text')}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached from the keyboard.
      tabIndex={0}
      onMouseOver={(event) => onHover(factAt(event.target))}
      onMouseLeave={() => onHover(null)}
      onFocus={() => undefined}
      onClick={(event) => {
        const id = factAt(event.target)
        if (id && window.getSelection()?.isCollapsed !== false) onChoose(id)
      }}
    >
      <div className="document" lang={state.language.code === 'und' ? undefined : state.language.code}>
        <Pieces pieces={pieces} title={state.titleSpan} rejected={rejected} />
      </div>
    </section>
  )
}

/** Drawn anew only when the facts or the judgements on them change, not at each move of the mouse. */
const Pieces = memo(function Pieces({
  pieces,
  title,
  rejected,
}: {
  pieces: readonly TextPiece[]
  title: Document['titleSpan']
  rejected: string
}): ReactNode {
  const dropped = new Set(rejected.split(' '))
  return pieces.map((piece) => {
    const heads = title && piece.start >= title.start && piece.start < title.end
    const shown = piece.facts.filter((fact) => !dropped.has(fact.id) && fact.kind !== 'suggestion')
    if (piece.facts.length === 0 && piece.also.length === 0) {
      return (
        <span key={piece.start} className={heads ? 'headline' : undefined}>
          {piece.text}
        </span>
      )
    }
    return (
      <mark
        key={piece.start}
        className={heads ? 'headline' : undefined}
        data-kind={shown.find((fact) => fact.kind !== 'claim')?.kind}
        data-claim={shown.some((fact) => fact.kind === 'claim') || undefined}
        data-facts={piece.facts.map((fact) => fact.id).join(' ') || undefined}
        data-also={piece.also.map((fact) => fact.id).join(' ') || undefined}
      >
        {piece.text}
      </mark>
    )
  })
})

function factAt(target: EventTarget): string | null {
  if (!(target instanceof Element)) return null
  return target.closest('mark')?.getAttribute('data-facts')?.split(' ')[0] ?? null
}

/** Sets an attribute on the marks of these facts, and takes it from all others. */
function light(root: HTMLElement, attribute: string, ids: readonly string[], by = 'data-facts'): void {
  for (const lit of root.querySelectorAll(`[${attribute}]`)) lit.removeAttribute(attribute)
  for (const id of ids) {
    for (const mark of root.querySelectorAll(`[${by}~="${CSS.escape(id)}"]`)) mark.setAttribute(attribute, 'true')
  }
}
