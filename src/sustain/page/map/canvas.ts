// What is done to the canvas of the map: begun, fitted, zoomed, chosen on, and filled with levels.
import cytoscape, { type Core } from 'cytoscape'
import { type Colours, levelData } from './look.ts'

/** From here on edges are not drawn while the map moves. */
const manyElements = 900
const styleId = '__________cytoscape_stylesheet'
const edgeOfSight = 40

export const isMany = (elements: number) => elements > manyElements

/** Cytoscape would bring a style element of its own, which the content policy refuses; ours says the same. */
export function begin(container: HTMLElement, many: boolean): Core {
  if (!document.getElementById(styleId)) {
    const stands = document.createElement('meta')
    stands.id = styleId
    document.head.append(stands)
  }
  return cytoscape({
    container,
    layout: { name: 'preset' },
    minZoom: 0.03,
    maxZoom: 3,
    autoungrabify: true,
    boxSelectionEnabled: false,
    selectionType: 'single',
    hideEdgesOnViewport: many,
    textureOnViewport: many,
    ...(many ? { pixelRatio: 1 } : {}),
  })
}

export function whole(cy: Core): void {
  cy.resize()
  cy.fit(undefined, 36)
  if (cy.zoom() > 1.2) {
    cy.zoom(1.2)
    cy.center()
  }
}

/** For paper: all of it, in the colours of the page. */
export function pictureOf(cy: Core, paper: string): string {
  return cy.png({ full: true, bg: paper, maxWidth: 2000, maxHeight: 2600, scale: 2 })
}

export function zoom(cy: Core, by: number): void {
  cy.zoom({ level: cy.zoom() * by, renderedPosition: { x: cy.width() / 2, y: cy.height() / 2 } })
}

/** On a plain map all that is not beside the chosen part steps back; in a cascade every level stays to be seen. */
export function choose(cy: Core, chosen: string | null, source: string | null, cascade: boolean): void {
  cy.batch(() => {
    cy.elements().removeClass('chosen near dim source')
    if (source) cy.getElementById(source).addClass('source')
    const node = chosen ? cy.getElementById(chosen) : undefined
    if (!node || node.empty()) return
    const near = node.closedNeighborhood()
    if (!cascade) cy.elements().difference(near).addClass('dim')
    node.addClass('chosen')
    node.connectedEdges().addClass('near')
  })
  const node = chosen ? cy.getElementById(chosen) : undefined
  if (node && !node.empty()) intoSight(cy, node.renderedPosition())
}

/** Moves only where it would not be seen: one who clicks does not want the map to jump. */
function intoSight(cy: Core, at: { x: number; y: number }): void {
  const [x, y] = [middle(at.x, cy.width()), middle(at.y, cy.height())]
  if (x !== 0 || y !== 0) cy.panBy({ x, y })
}

function middle(at: number, length: number): number {
  return at < edgeOfSight || at > length - edgeOfSight ? length / 2 - at : 0
}

export function level(cy: Core, levels: ReadonlyMap<string, number> | undefined, colours: Colours): void {
  cy.batch(() => {
    for (const node of cy.nodes().toArray()) {
      const now = levels?.get(node.id()) ?? (levels ? 1 : undefined)
      if (now === undefined) {
        node.removeData('level state stops places')
        node.data('label', node.data('name'))
        continue
      }
      node.data(levelData(now, colours))
      node.data(
        'label',
        now >= 0.999 ? node.data('name') : `${now <= 0.001 ? '✕' : `${Math.round(now * 100)} %`} ${node.data('name')}`,
      )
    }
    for (const edge of cy.edges().toArray())
      edge.data('cut', levels !== undefined && (levels.get(edge.target().id()) ?? 1) <= 0.001)
  })
}
