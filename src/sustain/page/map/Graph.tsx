// The dependency graph on a canvas: drag and wheel to move, arrow keys to walk along the needs. A table beside it says the same.
import type { Core } from 'cytoscape'
import { type KeyboardEvent, type ReactNode, useEffect, useMemo, useRef } from 'react'
import { Button } from '#web/kit/Button.tsx'
import { say } from '#web/say.ts'
import { layOut } from '../../rules/drawing/lay-out.ts'
import { type Direction, firstOf, walk } from '../../rules/drawing/walk.ts'
import { begin, choose, isMany, level, pictureOf, whole, zoom } from './canvas.ts'
import { elementsOf, type MapEdge, type MapPart } from './elements.ts'
import { coloursAt, looks } from './look.ts'
import { useColours } from './theme.ts'

export interface GraphProps {
  label: string
  parts: readonly MapPart[]
  edges: readonly MapEdge[]
  chosen: string | null
  onChoose: (id: string | null) => void
  onOpen: (id: string) => void
  /** Pressing the slash: where names are searched. */
  onSearch?: () => void
  /** The part from which a need is being drawn. */
  source?: string | null
  /** The level of each part at one minute; left out: the map without a shock. */
  levels?: ReadonlyMap<string, number>
  /** The canvas is placed anew when this changes, and stays where it is otherwise. */
  view: string
}

export function Graph(props: GraphProps): ReactNode {
  const { label, parts, edges, chosen, onChoose, onOpen, onSearch, source = null, levels, view } = props
  const root = useRef<HTMLDivElement>(null)
  const paper = useRef<HTMLImageElement>(null)
  const core = useRef<Core | null>(null)
  const told = useRef(props)
  told.current = props
  const shown = useRef<string | null>(null)
  const scheme = useColours()
  const places = useMemo(
    () =>
      layOut(
        parts.map(({ id }) => id),
        edges,
      ),
    [parts, edges],
  )

  const elements = useMemo(() => elementsOf(parts, edges, places), [parts, edges, places])
  const many = isMany(elements.length)

  useEffect(() => {
    if (!root.current) return
    const cy = begin(root.current, many)
    cy.on('tap', (event) => {
      root.current?.focus({ preventScroll: true })
      if (event.target === cy) told.current.onChoose(null)
      else if (event.target.isNode()) told.current.onChoose(event.target.id())
    })
    cy.on('dbltap', 'node', (event) => told.current.onOpen(event.target.id()))
    core.current = cy
    return () => {
      core.current = null
      shown.current = null
      cy.destroy()
    }
  }, [many])

  useEffect(() => {
    const cy = core.current
    if (!cy || !root.current) return
    cy.batch(() => {
      cy.elements().remove()
      cy.add(elements)
    })
    if (shown.current !== view) whole(cy)
    shown.current = view
  }, [elements, view])

  // biome-ignore lint/correctness/useExhaustiveDependencies: the colours of the page changed, or all elements are new.
  useEffect(() => {
    if (core.current && root.current) core.current.style(looks(coloursAt(root.current), many))
  }, [scheme, many])

  // biome-ignore lint/correctness/useExhaustiveDependencies: the colours of the page changed, or all elements are new.
  useEffect(() => {
    if (core.current && root.current) level(core.current, levels, coloursAt(root.current))
  }, [levels, scheme, elements])

  // biome-ignore lint/correctness/useExhaustiveDependencies: new elements do not know yet what is chosen.
  useEffect(() => {
    if (core.current) choose(core.current, chosen, source, levels !== undefined)
  }, [chosen, source, elements])

  useEffect(() => {
    const draw = () => {
      if (!core.current || !root.current || !paper.current) return
      paper.current.src = pictureOf(core.current, coloursAt(root.current).paper)
    }
    window.addEventListener('beforeprint', draw)
    return () => window.removeEventListener('beforeprint', draw)
  }, [])

  function onKey(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const cy = core.current
    const arrow = /^Arrow(Up|Down|Left|Right)$/.exec(event.key)?.[1]?.toLowerCase() as Direction | undefined
    if (!cy) return
    if (arrow) step(arrow)
    else if (event.key === 'Home') onChoose(firstOf(places) ?? null)
    else if (event.key === 'Enter' && chosen) onOpen(chosen)
    else if (event.key === 'Escape' && chosen) onChoose(null)
    else if (event.key === '/' && onSearch) onSearch()
    else if (event.key === '+' || event.key === '=') zoom(cy, 1.3)
    else if (event.key === '-') zoom(cy, 1 / 1.3)
    else if (event.key === '0') whole(cy)
    else return
    event.preventDefault()
    event.stopPropagation()
  }

  function step(direction: Direction): void {
    const next = chosen && places.has(chosen) ? walk(places, edges, chosen, direction) : firstOf(places)
    if (next) onChoose(next)
  }

  return (
    <>
      <img ref={paper} className="graph-paper only-print" alt={label} />
      <div className="graph no-print">
        <div
          ref={root}
          className="graph-canvas"
          role="application"
          // biome-ignore lint/a11y/noNoninteractiveTabindex: it is walked through by keys.
          tabIndex={0}
          aria-label={label}
          onKeyDown={onKey}
          onWheelCapture={(event) => {
            // A page that is scrolled past the map goes on scrolling; the map takes the wheel once it has the focus.
            if (!event.ctrlKey && document.activeElement !== root.current) event.stopPropagation()
          }}
        />
        <div className="graph-buttons">
          <Button
            small
            bare
            icon="plus"
            aria-label={say('Nearer')}
            onPress={() => core.current && zoom(core.current, 1.4)}
          />
          <Button
            small
            bare
            icon="minus"
            aria-label={say('Farther')}
            onPress={() => core.current && zoom(core.current, 1 / 1.4)}
          />
          <Button small onPress={() => core.current && whole(core.current)}>
            {say('All of it')}
          </Button>
        </div>
      </div>
    </>
  )
}
