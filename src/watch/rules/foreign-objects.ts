// What of an object of STIX people should read, as a text: reports, incidents, notes, opinions, sightings and campaigns.

export const readTypes = ['report', 'incident', 'note', 'opinion', 'sighting', 'campaign'] as const

export interface ObjectText {
  title: string
  text: string
  publishedAt: string | null
  url: string | null
}

type Given = Readonly<Record<string, unknown>>

/** `nameOf` says what an object that this one refers to is called. Undefined where there is nothing to read. */
export function textOfObject(object: Given, nameOf: (id: string) => string | undefined): ObjectText | undefined {
  const said = saidBy(object, nameOf)
  if (!said || said.title.trim() === '') return undefined
  const withdrawn = object.revoked === true
  const parts = [
    ...(withdrawn ? [`Whoever published this took it back on ${String(object.modified ?? '').slice(0, 10)}.`] : []),
    ...said.paragraphs.map((part) => part.trim()).filter((part) => part !== ''),
  ]
  const title = withdrawn ? `Withdrawn: ${said.title}` : said.title
  return {
    title: title.slice(0, 500),
    text: [title, ...parts].join('\n\n').slice(0, mostCharacters),
    publishedAt: textIn(object, 'published') ?? textIn(object, 'created') ?? null,
    url: addressIn(object),
  }
}

const mostCharacters = 60_000

interface Said {
  title: string
  paragraphs: string[]
}

function saidBy(object: Given, nameOf: (id: string) => string | undefined): Said | undefined {
  const text = (name: string) => textIn(object, name) ?? ''
  const about = namesIn(object, nameOf)
  switch (object.type) {
    case 'report':
    case 'incident':
    case 'campaign':
      return { title: text('name'), paragraphs: [text('description'), text('objective')] }
    case 'note':
      return {
        title: text('abstract') || firstLine(text('content')),
        paragraphs: [text('content'), about, authorsIn(object)],
      }
    case 'opinion': {
      const opinion = text('opinion').replaceAll('-', ' ')
      return {
        title: `Opinion: ${opinion}${about ? ` (${about})` : ''}`,
        paragraphs: [text('explanation'), authorsIn(object)],
      }
    }
    case 'sighting':
      return sighting(object, nameOf)
    default:
      return undefined
  }
}

function sighting(object: Given, nameOf: (id: string) => string | undefined): Said {
  const what = nameOf(textIn(object, 'sighting_of_ref') ?? '') ?? textIn(object, 'sighting_of_ref') ?? 'something'
  const count = typeof object.count === 'number' ? `Seen ${object.count} times.` : ''
  const first = textIn(object, 'first_seen')
  const last = textIn(object, 'last_seen')
  const when = [first ? `First seen on ${first}.` : '', last ? `Last seen on ${last}.` : ''].join(' ').trim()
  return { title: `Sighting of ${what}`, paragraphs: [textIn(object, 'description') ?? '', count, when] }
}

function namesIn(object: Given, nameOf: (id: string) => string | undefined): string {
  const refs = Array.isArray(object.object_refs) ? object.object_refs.slice(0, 5) : []
  const names = refs.flatMap((ref) => (typeof ref === 'string' ? (nameOf(ref) ?? []) : []))
  return names.length === 0 ? '' : `About: ${names.join('; ')}`
}

function authorsIn(object: Given): string {
  const authors = Array.isArray(object.authors) ? object.authors.filter((one) => typeof one === 'string') : []
  return authors.length === 0 ? '' : `By ${authors.slice(0, 10).join(', ')}`
}

function firstLine(text: string): string {
  const line = text.trim().split('\n', 1)[0] ?? ''
  return line.length <= 120 ? line : `${line.slice(0, 119).replace(/[\ud800-\udbff]$/, '')}…`
}

function textIn(object: Given, name: string): string | undefined {
  const value = object[name]
  return typeof value === 'string' ? value.slice(0, mostCharacters) : undefined
}

/** The first address in its references that a browser may open. */
function addressIn({ external_references: references }: Given): string | null {
  if (!Array.isArray(references)) return null
  for (const one of references.slice(0, 20)) {
    const url = typeof one === 'object' && one !== null && 'url' in one ? one.url : undefined
    if (typeof url === 'string' && url.length <= 2000 && /^https?:\/\/[^@\s]+$/.test(url)) return url
  }
  return null
}

/** Ids whose names the texts of these objects need. */
export function refsOf(object: Given): string[] {
  const refs = [
    object.created_by_ref,
    object.sighting_of_ref,
    ...(Array.isArray(object.object_refs) ? object.object_refs.slice(0, 5) : []),
  ]
  return refs.filter((ref) => typeof ref === 'string')
}
