// Media types of TAXII 2.1: what a request may ask for, and in which form it may come.

export const taxiiType = 'application/taxii+json;version=2.1'
export const stixType = (spec: string): string => `application/stix+json;version=${spec}`

interface MediaRange {
  type: string
  parameters: Map<string, string>
}

function parse(text: string): MediaRange {
  const [type = '', ...rest] = text.split(';').map((part) => part.trim())
  const parameters = new Map<string, string>()
  for (const part of rest) {
    const at = part.indexOf('=')
    if (at > 0)
      parameters.set(
        part.slice(0, at).trim().toLowerCase(),
        part
          .slice(at + 1)
          .trim()
          .replaceAll('"', ''),
      )
  }
  return { type: type.toLowerCase(), parameters }
}

const ours = (range: MediaRange) => {
  const version = range.parameters.get('version')
  return range.type === 'application/taxii+json' && (version === undefined || version === '2.1')
}

/**
 * Whether an answer in TAXII 2.1 is what the request asks for; without an Accept header anything is. Of the ranges that mean us, those
 * that name us most closely decide (RFC 9110, section 12.5.1): a weight of 0 there refuses what a wider range would take.
 */
export function mayAnswer(accept: string | undefined): boolean {
  if (accept === undefined || accept.trim() === '') return true
  const ranges = accept.slice(0, 4_000).split(',').map(parse)
  const closest = Math.max(0, ...ranges.map(closeness))
  return closest > 0 && ranges.some((range) => closeness(range) === closest && weightOf(range) > 0)
}

/** 0: it does not mean us. */
function closeness(range: MediaRange): number {
  if (range.type === '*/*') return 1
  if (range.type === 'application/*') return 2
  if (!ours(range)) return 0
  return range.parameters.has('version') ? 4 : 3
}

/** What is no number is as if it were not there. */
function weightOf({ parameters }: MediaRange): number {
  const weight = Number(parameters.get('q') ?? '1')
  return Number.isNaN(weight) ? 1 : weight
}

/** Whether a body says that it is TAXII 2.1. The edge has unpacked it, or refused it, before. */
export function mayCome(contentType: string | undefined): boolean {
  if (contentType === undefined) return false
  const range = parse(contentType.slice(0, 500))
  const charset = range.parameters.get('charset')
  return ours(range) && (charset === undefined || charset.toLowerCase() === 'utf-8')
}
