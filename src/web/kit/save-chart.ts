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
const lineHeight = 17
/** About as wide as a letter of 12 pixels is on average. */
const letterWidth = 6.4

export interface Caption {
  title: string
  /** Under the title: marking, time, what the numbers do not say, tables. Long lines are broken, never cut. */
  lines: readonly string[]
}

/** The charts below an element, one under the other with their legends, as a single SVG that needs no style sheet. */
export function asSvg(root: Element, { title, lines }: Caption): string {
  const charts = [...root.querySelectorAll<SVGSVGElement>('svg.chart')]
  const width = charts[0]?.viewBox.baseVal.width ?? 960
  const ink = getComputedStyle(root).color
  const paper = getComputedStyle(document.documentElement).backgroundColor
  const head = lines
    .flatMap((line) => broken(line, width - 16))
    .map((line, at) => text(line, 8, 42 + lineHeight * at, ink))
  let y = 38 + lineHeight * head.length
  const parts = charts.map((chart) => {
    const figure = chart.closest('figure')
    const height = chart.viewBox.baseVal.height
    const copy = inked(chart)
    for (const [name, value] of Object.entries({ x: 0, y: y + 16, width, height }))
      copy.setAttribute(name, String(value))
    const name = text(figure?.querySelector('figcaption')?.textContent ?? '', 8, y + 10, ink, 600)
    const { drawn, height: below } = legendOf(figure, y + 16 + height, width, ink)
    y += height + below + 28
    return name + new XMLSerializer().serializeToString(copy) + drawn
  })
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${y}" width="${width}" height="${y}">`,
    `<title>${escaped(title)}</title><rect width="100%" height="100%" fill="${paper}"/>`,
    text(title, 8, 22, ink, 600, 16),
    ...head,
    ...parts,
    '</svg>',
  ].join('\n')
}

function text(words: string, x: number, y: number, fill: string, weight = 400, size = 12): string {
  return `<text x="${x}" y="${y}" font-family="sans-serif" font-size="${size}" font-weight="${weight}" fill="${fill}">${escaped(words)}</text>`
}

/** Lines that fit, broken between words. */
export function broken(line: string, width: number): string[] {
  const most = Math.max(20, Math.floor(width / letterWidth))
  const lines: string[] = []
  let open = ''
  for (const word of line.split(' ')) {
    if (open !== '' && open.length + 1 + word.length > most) {
      lines.push(open)
      open = word
    } else open = open === '' ? word : `${open} ${word}`
  }
  return open === '' ? lines : [...lines, open]
}

/** Swatches and dashes with their words, in rows as wide as the charts. */
function legendOf(figure: Element | null, top: number, width: number, ink: string): { drawn: string; height: number } {
  let x = 8
  let y = top + 14
  const keys = [...(figure?.querySelectorAll('.chart-legend li') ?? [])].map((item) => {
    const words = item.textContent?.trim() ?? ''
    const wide = 34 + words.length * letterWidth + 14
    if (x > 8 && x + wide > width) {
      x = 8
      y += lineHeight
    }
    const drawn = keyOf(item, x, y) + text(words, x + 32, y, ink)
    x += wide
    return drawn
  })
  return { drawn: keys.join(''), height: keys.length === 0 ? 0 : y - top + 6 }
}

function keyOf(item: Element, x: number, y: number): string {
  const line = item.querySelector('line')
  const swatch = item.querySelector('.chart-swatch')
  if (line) {
    const style = getComputedStyle(line)
    return `<path d="M${x},${y - 4}h26" stroke="${style.stroke}" stroke-width="1.6" stroke-dasharray="${style.strokeDasharray}"/>`
  }
  const fill = swatch ? getComputedStyle(swatch).backgroundColor : 'none'
  return `<rect x="${x + 12}" y="${y - 10}" width="12" height="12" fill="${fill}"/>`
}

function inked(chart: SVGSVGElement): SVGSVGElement {
  const copy = chart.cloneNode(true) as SVGSVGElement
  copy.removeAttribute('class')
  const from = chart.querySelectorAll('*')
  copy.querySelectorAll('*').forEach((element, at) => {
    const original = from[at]
    if (!original || element.tagName === 'title') return
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
