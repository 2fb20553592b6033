// Charts as files: one SVG that holds its own look, and a PNG drawn from it. Marked, dated, EXERCISE first.
const looks = [
  'fill',
  'stroke',
  'stroke-width',
  'stroke-dasharray',
  'opacity',
  'fill-opacity',
  'font-family',
  'font-size',
  'font-weight',
  'text-anchor',
] as const
const gap = 26

export interface Caption {
  title: string
  /** Under the title: target, time, resolution, marking, tables. */
  lines: readonly string[]
}

/** The charts below an element, one under the other, as a single SVG that needs no style sheet. */
export function asSvg(root: Element, { title, lines }: Caption): string {
  const charts = [...root.querySelectorAll<SVGSVGElement>('svg.chart')]
  const width = charts[0]?.viewBox.baseVal.width ?? 960
  const ink = getComputedStyle(root)
  const paper = getComputedStyle(document.documentElement).backgroundColor
  let y = 34 + 17 * lines.length
  const parts = charts.map((chart) => {
    const copy = inked(chart)
    const name = chart.closest('figure')?.querySelector('figcaption')?.textContent ?? ''
    copy.setAttribute('x', '0')
    copy.setAttribute('y', String(y + 16))
    copy.setAttribute('width', String(width))
    copy.setAttribute('height', String(chart.viewBox.baseVal.height))
    const text = `<text x="8" y="${y + 8}" font-family="sans-serif" font-size="12" font-weight="600" fill="${ink.color}">${escaped(name)}</text>`
    y += chart.viewBox.baseVal.height + gap
    return text + new XMLSerializer().serializeToString(copy)
  })
  const head = lines.map(
    (line, at) =>
      `<text x="8" y="${40 + 17 * at}" font-family="sans-serif" font-size="12" fill="${ink.color}">${escaped(line)}</text>`,
  )
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${y}" width="${width}" height="${y}">`,
    `<title>${escaped(title)}</title><rect width="100%" height="100%" fill="${paper}"/>`,
    `<text x="8" y="20" font-family="sans-serif" font-size="16" font-weight="600" fill="${ink.color}">${escaped(title)}</text>`,
    ...head,
    ...parts,
    '</svg>',
  ].join('\n')
}

function inked(chart: SVGSVGElement): SVGSVGElement {
  const copy = chart.cloneNode(true) as SVGSVGElement
  const from = chart.querySelectorAll('*')
  copy.querySelectorAll('*').forEach((element, at) => {
    const original = from[at]
    if (!original || element.closest('defs title')) return
    const style = getComputedStyle(original)
    for (const look of looks) {
      const value = style.getPropertyValue(look)
      if (value && !(look.startsWith('font') && element.tagName !== 'text')) element.setAttribute(look, value)
    }
    element.removeAttribute('class')
  })
  return copy
}

function escaped(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/"/g, '&quot;')
}

/** Twice the size, for slides. Resolves to null when the browser cannot draw it. */
export async function asPng(svg: string): Promise<Blob | null> {
  const address = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }))
  try {
    const picture = new Image()
    picture.src = address
    await picture.decode()
    const canvas = document.createElement('canvas')
    canvas.width = picture.width * 2
    canvas.height = picture.height * 2
    canvas.getContext('2d')?.drawImage(picture, 0, 0, canvas.width, canvas.height)
    return await new Promise((resolve) => canvas.toBlob(resolve, 'image/png'))
  } finally {
    URL.revokeObjectURL(address)
  }
}
