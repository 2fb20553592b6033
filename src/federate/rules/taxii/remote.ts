// What other TAXII servers answer, read strictly: roots, collections, envelopes and statuses.
import { isJsonObject, member, texts } from './json.ts'
import { momentFrom } from './moments.ts'

/** Which addresses the discovery names: on the same host as the one that was asked, or none. */
export function rootsOf(value: unknown, base: string, most: number): string[] {
  const roots = texts(member(value, 'api_roots')).slice(0, most)
  return roots.flatMap((root) => {
    if (!URL.canParse(root, base)) return []
    const url = new URL(root, base)
    return url.origin === new URL(base).origin ? [withSlash(url.href)] : []
  })
}

export interface RemoteCollection {
  id: string
  title: string
  canRead: boolean
  canWrite: boolean
}

export function collectionsOf(value: unknown, most: number): RemoteCollection[] {
  const list = member(value, 'collections')
  if (!Array.isArray(list)) return []
  return list.slice(0, most).flatMap((one: unknown) => {
    const [id, title] = [member(one, 'id'), member(one, 'title')]
    if (typeof id !== 'string' || !/^[\w-]{1,100}$/.test(id)) return []
    const named = typeof title === 'string' ? title.slice(0, 300) : id
    return [
      { id, title: named, canRead: member(one, 'can_read') === true, canWrite: member(one, 'can_write') === true },
    ]
  })
}

export interface RemotePage {
  objects: unknown[]
  more: boolean
  next: string | null
}

/** Undefined: it is no envelope. */
export function envelopeOf(value: unknown): RemotePage | undefined {
  if (!isJsonObject(value)) return undefined
  const objects = member(value, 'objects') ?? []
  const next = member(value, 'next')
  if (!Array.isArray(objects)) return undefined
  return {
    objects,
    more: member(value, 'more') === true,
    next: typeof next === 'string' && next.length > 0 && next.length <= 4_000 ? next : null,
  }
}

export interface RemoteStatus {
  id: string | null
  complete: boolean
  failures: { id: string; message: string }[]
}

export function remoteStatusOf(value: unknown): RemoteStatus | undefined {
  const status = member(value, 'status')
  if (status !== 'complete' && status !== 'pending') return undefined
  const [id, failures] = [member(value, 'id'), member(value, 'failures')]
  return {
    id: typeof id === 'string' && /^[\w-]{1,100}$/.test(id) ? id : null,
    complete: status === 'complete',
    failures: (Array.isArray(failures) ? failures.slice(0, 100) : []).map((one: unknown) => ({
      id: String(member(one, 'id') ?? '').slice(0, 300),
      message: String(member(one, 'message') ?? '').slice(0, 300),
    })),
  }
}

/** The header that says when the last object of a page was added; undefined where it is none. */
export function addedLast(headers: Readonly<Record<string, string>>): string | undefined {
  const value = headers['x-taxii-date-added-last']?.trim()
  return value !== undefined && momentFrom(value) !== undefined ? value : undefined
}

export function withSlash(url: string): string {
  return url.endsWith('/') ? url : `${url}/`
}
