// How parts and needs look on the canvas, in the colours that the style sheet has now. A colour is never alone: kinds have
// shapes, levels fill a part from below like a vessel, and what is gone is crossed by its word.
import type { StylesheetJson } from 'cytoscape'
import { type Layer, layers } from '../../model/parts.ts'

export interface Colours {
  layer: Record<Layer, string>
  ink: string
  quiet: string
  paper: string
  line: string
  focus: string
  good: string
  warn: string
  bad: string
}

/** A canvas knows no style sheet: each colour is asked of an element that wears it. */
export function coloursAt(root: HTMLElement): Colours {
  const probe = document.createElement('span')
  root.append(probe)
  const read = (name: string) => {
    probe.style.color = `var(--${name})`
    return getComputedStyle(probe).color
  }
  const layer = Object.fromEntries(layers.map((it) => [it, read(`layer-${it}`)])) as Record<Layer, string>
  const [ink, quiet, paper, line] = [read('ink'), read('quiet'), read('surface'), read('line-strong')]
  const [focus, good, warn, bad] = [read('focus'), read('good'), read('warn'), read('bad')]
  probe.remove()
  return { layer, ink, quiet, paper, line, focus, good, warn, bad }
}

const shapes: Record<string, string> = {
  service: 'round-rectangle',
  component: 'ellipse',
  provider: 'hexagon',
  site: 'diamond',
}

/** Of many needs each is drawn faintly, until its part is chosen. */
export function looks(colours: Colours, many: boolean): StylesheetJson {
  const { ink, paper, line, focus, bad, warn, good, quiet } = colours
  return [
    {
      selector: 'node',
      style: {
        width: 40,
        height: 30,
        label: 'data(label)',
        color: ink,
        'font-size': 12,
        'font-family': 'Inter, system-ui, sans-serif',
        'text-valign': 'bottom',
        'text-margin-y': 4,
        'text-wrap': 'wrap',
        'text-max-width': '122px',
        'text-background-color': paper,
        'text-background-opacity': 0.75,
        'text-background-padding': '1px',
        'min-zoomed-font-size': 8,
        'border-width': 1.5,
        'border-color': ink,
        'border-opacity': 0.35,
        'background-color': quiet,
      },
    },
    ...Object.entries(shapes).map(([kind, shape]) => ({
      selector: `node[kind = "${kind}"]`,
      style: { shape, ...(kind === 'service' ? { width: 54, 'font-weight': 600 } : {}) },
    })),
    ...layers.map((layer) => ({
      selector: `node[layer = "${layer}"]`,
      style: { 'background-color': colours.layer[layer] },
    })),
    {
      selector: 'edge',
      style: {
        width: many ? 1 : 1.4,
        'line-opacity': many ? 0.4 : 1,
        'curve-style': 'straight',
        'line-color': line,
        'target-arrow-color': line,
        'target-arrow-shape': 'triangle',
        'arrow-scale': 0.8,
        'font-size': 10,
        color: ink,
        'text-background-color': paper,
        'text-background-opacity': 0.85,
        'text-background-padding': '2px',
        'min-zoomed-font-size': 9,
      },
    },
    { selector: 'edge[label]', style: { label: 'data(label)' } },
    { selector: 'edge[?standby]', style: { 'line-style': 'dashed', 'line-dash-pattern': [6, 4] } },
    {
      selector: 'node[level]',
      style: { 'background-fill': 'linear-gradient', 'background-gradient-direction': 'to-bottom' },
    },
    {
      selector: 'node[level]',
      style: {
        'background-gradient-stop-colors': 'data(stops)',
        'background-gradient-stop-positions': 'data(places)',
        'border-opacity': 1,
      },
    },
    { selector: 'node[state = "whole"]', style: { 'border-color': good } },
    { selector: 'node[state = "less"]', style: { 'border-color': warn, 'border-width': 3, 'border-style': 'dashed' } },
    { selector: 'node[state = "gone"]', style: { 'border-color': bad, 'border-width': 4, 'border-style': 'double' } },
    { selector: 'edge[?cut]', style: { 'line-color': bad, 'target-arrow-color': bad, width: 2.4 } },
    { selector: '.dim', style: { opacity: 0.28 } },
    {
      selector: 'edge.near',
      style: { width: 2.6, 'line-opacity': 1, 'line-color': focus, 'target-arrow-color': focus, 'z-index': 9 },
    },
    {
      selector: 'node.chosen',
      style: { 'border-width': 5, 'border-color': focus, 'border-opacity': 1, 'border-style': 'solid', 'z-index': 10 },
    },
    { selector: 'node.source', style: { 'underlay-color': focus, 'underlay-opacity': 0.35, 'underlay-padding': 9 } },
    { selector: ':active', style: { 'overlay-opacity': 0.08 } },
  ] as unknown as StylesheetJson
}

/** What a node carries so that it looks like its level: filled from below in the colour of its state. */
export function levelData(level: number, colours: Colours): Record<string, string | number> {
  const state = level >= 0.999 ? 'whole' : level <= 0.001 ? 'gone' : 'less'
  const full = state === 'whole' ? colours.good : colours.warn
  const edge = Math.round((1 - level) * 100)
  return {
    level,
    state,
    stops: `${colours.paper} ${colours.paper} ${full} ${full}`.replace(/, /g, ','),
    places: `0% ${edge}% ${edge}% 100%`,
  }
}
